"""Releases: each says what its digest stands for, and each that was reviewed here is signed by all stages."""

from collections.abc import Iterator

from reports.models import Release, SignOff
from reports.workflow.transitions import REVIEWS


def unsigned_releases() -> Iterator[str]:
    """Releases whose content is not what their digest stands for, or that a stage of reviews did not sign."""
    signed: dict[tuple[int, int | None, str], str] = {
        (report, round_, stage): digest
        for report, round_, stage, digest in SignOff.objects.values_list("report", "round", "stage", "digest")
    }
    for release in Release.objects.select_related("agency").order_by("pk").iterator(chunk_size=500):
        if release.digest != release.content().digest():
            yield f"{release}的内容与发布时的摘要不符。"
        if release.origin == Release.Origin.REVIEWED:
            digests = {signed.get((release.report_id, release.round, str(stage))) for stage in REVIEWS}
            if digests != {release.digest}:
                yield f"{release}没有三个环节对同一内容的签名。"
