"""Which rows under the chain are only ever added: what an event said of them once holds for ever."""

from agencies.models.rights import ONLY_ADDED_TO
from agencies.models.rights import RIGHTS as OF_AGENCIES
from agencies.trail import covered_models
from reports.models.rights import RIGHTS as OF_REPORTS


def only_added_labels() -> frozenset[str]:
    """The labels of their models (`reports.signoff`), as the rights of the application's account say."""
    rights = {**OF_AGENCIES, **OF_REPORTS}
    return frozenset(
        model._meta.label_lower for model in covered_models() if rights.get(model._meta.db_table) == ONLY_ADDED_TO
    )
