"""How much an agency may hand in on one day: reading a file costs seconds, keeping it costs room for ever.

A day is one of the calendar at the place (`TIME_ZONE`). Counted are the files kept, from their rows, and the files that
could not be read, in the cache: those cost as much to look at. A file that had been uploaded before counts for nothing.
"""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from agencies.models import Agency
from reports.actions.refusals import Refused
from reports.models import Upload

_MEGABYTE = 1024 * 1024
_DAY = 24 * 60 * 60


def refuse_beyond_quota(agency: Agency, size: int, name: str) -> None:
    """Raise Refused where the agency may not hand in a file of so many bytes today; the sentence says until when.

    One query, and one of the cache.
    """
    today = timezone.localdate()
    kept = Upload.objects.filter(agency=agency, at__gte=_midnight(today)).aggregate(
        files=Count("pk"), bytes=Coalesce(Sum("size"), 0)
    )
    files = kept["files"] + cache.get(_refused_key(agency), 0)
    tomorrow = today + timedelta(days=1)
    until = f"{tomorrow.month}月{tomorrow.day}日0时起可以再导入。"
    if files >= settings.UPLOADS_PER_DAY:
        limit = f"每个机关一天最多导入 {settings.UPLOADS_PER_DAY} 个文件（读不出的也算）"
        raise Refused([f"“{name}”没有导入：{limit}，今天的已经用完；{until}"])
    if kept["bytes"] + size > settings.UPLOAD_MEGABYTES_PER_DAY * _MEGABYTE:
        limit = f"每个机关一天最多导入 {settings.UPLOAD_MEGABYTES_PER_DAY} MB"
        raise Refused([f"“{name}”没有导入：{limit}，今天已经导入 {kept['bytes'] // _MEGABYTE} MB；{until}"])


def count_refused(agency: Agency) -> None:
    """Count a file of the agency that was read in vain."""
    key = _refused_key(agency)
    cache.set(key, cache.get(key, 0) + 1, timeout=_DAY)


def _refused_key(agency: Agency) -> str:
    return f"refused-uploads:{agency.pk}:{timezone.localdate():%Y%m%d}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
