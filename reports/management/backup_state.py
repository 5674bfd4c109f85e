"""Whether backups are being made: what `nianbao doctor` says of the folder that the timer writes into."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from reports.management import backups, folders

# As in deploy/nianbao-backup.service.
FOLDER = Path("/var/backups/nianbao")
TOO_OLD = timedelta(days=2)
MEND = "请看 journalctl -u nianbao-backup，或现在做一份：nianbao backup {folder}"


def advice(folder: Path = FOLDER, now: datetime | None = None) -> str:
    """One sentence where the folder is there and cannot be written, or holds no backup of the last two days."""
    if not folder.exists():
        return ""  # backups are kept elsewhere
    if problem := folders.unwritable(folder):
        return f"备份：{problem}"
    mend = MEND.format(folder=folder)
    made = [at for path in backups.oldest_first(folder) if (at := _made_at(path))]
    if not made:
        return f"备份：{folder} 里还没有备份。{mend}"
    if (now or timezone.localtime()) - made[-1] > TOO_OLD:
        return f"备份：最近一份是{made[-1]:%Y年%m月%d日 %H:%M} 做的，已经超过两天。{mend}"
    return ""


def _made_at(backup: Path) -> datetime | None:
    """When a backup was made, by its name, which is in local time."""
    if not re.fullmatch(r"nianbao-\d{8}-\d{6}", backup.name):
        return None
    try:
        return timezone.make_aware(datetime.strptime(backup.name, "nianbao-%Y%m%d-%H%M%S"))  # noqa: DTZ007
    except ValueError:
        return None
