"""What a killed attempt left in the storage, where no row can name it."""

from django.core.files.storage import default_storage


def sweep(folder: str) -> None:
    """Delete every file of the folder, which nobody else can be writing to."""
    try:
        leftovers = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in leftovers:
        default_storage.delete(f"{folder}{name}")
