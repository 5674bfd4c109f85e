"""An archive of stored files, as it comes out of a backup piece by piece, unpacked into a folder."""

import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path


class Pieces:
    """Pieces of bytes as a file to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.waiting = pieces, b""

    def read(self, size: int) -> bytes:
        """So many bytes, fewer at the end."""
        while len(self.waiting) < size and (piece := next(self.pieces, b"")):
            self.waiting += piece
        read, self.waiting = self.waiting[:size], self.waiting[size:]
        return read


def unpack(source: Pieces, folder: Path) -> None:
    """The plain files of the archive, all of them inside `folder`; nothing else has been packed.

    Raises tarfile.TarError for anything else.
    """
    folder.mkdir(parents=True, mode=0o750)
    with tarfile.open(fileobj=source, mode="r|") as archive:  # type: ignore[call-overload]
        for member in archive:
            path = (folder / member.name).resolve()
            if not path.is_relative_to(folder.resolve()) or not (member.isdir() or member.isreg()):
                raise tarfile.TarError(f"备份里的“{member.name}”不是这里备份的文件，没有恢复。")
            if member.isdir():
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as target, archive.extractfile(member) as packed:
                shutil.copyfileobj(packed, target)
