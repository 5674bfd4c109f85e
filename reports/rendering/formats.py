"""Every format a report is written in, in the order readers are offered them."""

import re
from collections.abc import Callable, Mapping

from reports.content.report import Content
from reports.rendering import data, excel, package, pdf, portal, word

Writer = Callable[[Content], bytes]

# Made of the content alone. Each raises Unprintable for characters it cannot hold.
WRITERS: Mapping[str, Writer] = {
    "pdf": pdf.render,
    "docx": word.render,
    "xlsx": excel.render,
    "html": portal.render,
    "json": data.as_json,
    "csv": data.as_csv,
}
ZIP = "zip"
# An agency's name may have a hundred characters; a file's name has room for 255 bytes on most systems.
LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def file_name(content: Content, ending: str) -> str:
    """What a reader's computer calls the file: the title, as far as file systems take it."""
    agency = _NOT_IN_NAMES.sub("_", content.agency["title_name"]).lstrip(".")
    return f"{agency[:LONGEST_NAME]}{content.report_name}.{ending}"


def write_all(content: Content) -> dict[str, bytes]:
    """The files in all formats of the content, by name."""
    return {file_name(content, ending): write(content) for ending, write in WRITERS.items()}


def write_package(content: Content) -> bytes:
    """All formats in one ZIP, of a report that is not published: it has no number and nobody signed it."""
    return package.build(content, write_all(content), number=None)
