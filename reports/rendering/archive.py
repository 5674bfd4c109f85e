"""Named bytes → ZIP, the same bytes for the same files in the same order, whatever the time and the machine."""

import io
import zipfile
from collections.abc import Mapping


def pack(files: Mapping[str, bytes], year: int) -> bytes:
    """A ZIP of the files in their order, each dated on the last day of the year. Names are UTF-8."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=(year, 12, 31, 0, 0, 0))
            entry.create_system = 3  # Unix, whatever this machine is
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP we made a moment ago; not for ZIPs from elsewhere, which may be bombs."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
