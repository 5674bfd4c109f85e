"""ZIP packages and the XML inside them, opened with limits: a file from outside may unpack to more than fits."""

import io
import re
import zipfile
import zlib

from lxml import etree

from reports.importing.reading import Unreadable

MOST_PARTS = 2_000
MOST_BYTES = 60_000_000  # unpacked, of all parts that are read
MOST_OF_ONE = 40_000_000
DAMAGED = "这个文件不完整或已损坏，打不开。请重新下载或另存一份再试。"
ENCRYPTED = "这个文件设了密码，读不出内容。请去掉密码后再试。"
TOO_LARGE = "这个文件解开后大得不正常，没有读取。"


def unpack(data: bytes, wanted: str) -> dict[str, bytes]:
    """The parts by name, of those whose whole name matches the pattern `wanted`.

    Raises Unreadable for damage, a password, too many parts, or a package that unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = package.infolist()
            if len(listed) > MOST_PARTS:
                raise Unreadable(TOO_LARGE)
            chosen = [part for part in listed if re.fullmatch(wanted, part.filename)]
            if any(part.flag_bits & 1 for part in chosen):
                raise Unreadable(ENCRYPTED)
            return _read(package, chosen)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(DAMAGED) from error


def _read(package: zipfile.ZipFile, chosen: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Read no more than is allowed, whatever the package says of its sizes."""
    parts: dict[str, bytes] = {}
    room = MOST_BYTES
    for part in chosen:
        with package.open(part) as stream:
            parts[part.filename] = stream.read(min(room, MOST_OF_ONE) + 1)
        room -= len(parts[part.filename])
        if room < 0 or len(parts[part.filename]) > MOST_OF_ONE:
            raise Unreadable(TOO_LARGE)
    return parts


def xml(data: bytes) -> "etree._Element":
    """The root of an XML part. No entity is expanded and nothing is fetched.

    Raises Unreadable for damage, and for a document that declares entities.
    """
    if b"<!DOCTYPE" in data[:100_000] or b"<!ENTITY" in data:
        raise Unreadable("这个文件里的 XML 声明了实体，正常的办公文件不会这样，没有读取。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
