"""Content → JSON as a person or a program reads it, with the digests of what it says."""

import json

from reports.content import digests
from reports.content.report import Content
from reports.rendering.data.json_schema import schema_name


def as_json(content: Content) -> bytes:
    """The content in the order of the paper. Its schema (`json_schema`) says what each part means.

    The digests are those of the content's canonical spelling, which the schema describes.
    """
    canonical = content.canonical()
    fields = {
        "$schema": schema_name(content.edition),
        **content.data(),
        "digests": {"sha256": digests.sha256(canonical), "sm3": digests.sm3(canonical)},
    }
    return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode()
