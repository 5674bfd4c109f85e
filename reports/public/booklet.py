"""The manual as one PDF, made when it is first asked for and kept under the digest of all that it is made from."""

from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from reports.public import manual
from reports.rendering import booklet


def digest() -> str:
    """SHA-256 of the text, the pictures and the looks: another digest is another PDF."""
    made_from = sha256(booklet.looks().encode())
    for path in (manual.MANUAL, *pictures().values()):
        made_from.update(path.read_bytes())
    return made_from.hexdigest()


def pictures() -> dict[str, Path]:
    """The manual's pictures by name."""
    return {path.name: path for path in sorted(manual.PICTURES.glob("*.png"))}


def pdf() -> bytes:
    """The PDF, from the disk where it has been made before. Raises FontsMissing, Unprintable."""
    kept = Path(settings.VAR_DIR) / "help" / f"{digest()}.pdf"
    if not kept.is_file():
        _keep(kept, _made())
    return kept.read_bytes()


def _made() -> bytes:
    drawn = manual.render(manual.MANUAL.read_text(encoding="utf-8"), booklet.picture_address)
    return booklet.render(drawn.title, drawn.groups, drawn.markup, pictures())


def _keep(path: Path, made: bytes) -> None:
    """Write it whole or not at all: two readers may ask at once. What was made from an older text goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(made)
    Path(file.name).replace(path)
    for other in path.parent.glob("*.pdf"):
        if other != path:
            other.unlink(missing_ok=True)
