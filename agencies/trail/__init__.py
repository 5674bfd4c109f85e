"""The trail (操作记录): one chain of events over everything that counts.

In: what happened, who did it, which rows were written. Out: the event that tells of it, joined to the one before; the
head of the chain. What belongs under the chain is stated by each model (`under_chain`), version by version.
"""

from agencies.trail.chain import Head, head, record
from agencies.trail.rows import covered_models, digest_of, label_of

__all__ = ["Head", "covered_models", "digest_of", "head", "label_of", "record"]
