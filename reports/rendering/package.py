"""Files → the ZIP for a portal: all formats, the schema of the data, and a list by which anyone can check them.

`manifest.json` says what the package is and gives size, SHA-256 and SM3 of each file; `sha256sum -c SHA256SUMS` in
the unpacked folder checks them all. The same files give the same bytes.
"""

import json
from collections.abc import Mapping

from reports.content import digests
from reports.content.report import Content
from reports.rendering import archive, data

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"


def build(content: Content, files: Mapping[str, bytes], number: int | None) -> bytes:
    """The ZIP of the files, by name, in their order. `number` is that of the release (None: not published).

    The files may be more than the formats of the content, such as its 审签单. Raises ValueError for a name that is
    taken or is not the name of one file.
    """
    packed = dict(files) | {data.schema_name(content.edition): data.schema_file(content.edition)}
    for name in files:
        if name in (MANIFEST, SUMS) or not name.strip(". ") or any(char in name for char in "/\\\0\r\n"):
            raise ValueError(f"not the name of a file for the package: {name!r}")
    packed[MANIFEST] = _manifest(content, packed, number)
    packed[SUMS] = "".join(f"{digests.sha256(file)}  {name}\n" for name, file in packed.items()).encode()
    return archive.pack(packed, content.year)


def _manifest(content: Content, files: Mapping[str, bytes], number: int | None) -> bytes:
    canonical = content.canonical()
    manifest = {
        "title": content.title,
        "agency": content.agency["name"],
        "agency_code": content.agency["code"],
        "year": content.year,
        "edition": content.edition.code,
        "number": number,
        "content": _digests(canonical),
        "files": [{"name": name, "size": len(file), **_digests(file)} for name, file in files.items()],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _digests(file: bytes) -> dict[str, str]:
    return {"sha256": digests.sha256(file), "sm3": digests.sm3(file)}
