"""Whether the audit trail is intact: the chain of events is whole, and the rows and files they name are unchanged.

In: the database. Out: sentences about what is broken, the first broken link first; none when all is well.
"""

from collections.abc import Iterator

from django.db.models import Model
from django.db.models.fields.files import FieldFile

from reports.content.digests import sha256
from reports.models import (
    Comment,
    Event,
    Exemption,
    Explanation,
    ImportRecord,
    Release,
    ReleaseFile,
    SignOff,
    Upload,
    Withdrawal,
)
from reports.models.trail import FIRST

# What every row of these must have: an event that names it, under the key.
_RECORDED: tuple[tuple[type[Model], str, str], ...] = (
    (SignOff, "sign_off", "审核签名"),
    (Comment, "comment", "审核意见"),
    (Exemption, "exemption", "审核人员例外"),
    (Withdrawal, "withdrawal", "撤下公告"),
    (Release, "release", "发布版本"),
    (Upload, "upload", "导入的文件"),
    (ImportRecord, "import_record", "导入记录"),
)


def broken(*, files: bool = False) -> Iterator[str]:
    """Everything that is broken, as Chinese sentences. With `files`, every stored file is read and compared too."""
    yield from _links()
    yield from _rows()
    yield from _releases()
    if files:
        yield from _files()


def _links() -> Iterator[str]:
    """The first link that does not join: after it nothing of the chain can be trusted."""
    previous = FIRST
    for number, event in enumerate(Event.objects.order_by("number").iterator(chunk_size=2000), start=1):
        if event.number != number:
            yield f"第 {number} 条记录不见了，后面是第 {event.number} 条。"
            return
        if event.previous != previous:
            yield f"第 {number} 条记录不是接在第 {number - 1} 条之后写下的。"
            return
        if event.hash != event.computed_hash():
            yield f"第 {number} 条记录（{event.action}，{event.at:%Y-%m-%d %H:%M}）被改动过。"
            return
        previous = event.hash


def _rows() -> Iterator[str]:
    """Rows that no event tells of, and events whose rows are gone: the end of the chain may have been cut off."""
    for model, key, name in _RECORDED:
        recorded = {data[key] for data in Event.objects.filter(data__has_key=key).values_list("data", flat=True)}
        stored = set(model._default_manager.values_list("pk", flat=True))
        stored -= _before_the_trail(model)
        yield from (f"{name} {pk} 没有对应的操作记录。" for pk in sorted(stored - recorded))
        if model is not Release:
            yield from (f"操作记录提到的{name} {pk} 不见了。" for pk in sorted(recorded - stored))
    recorded_explanations = Event.objects.filter(action="explain").count()
    if recorded_explanations != Explanation.objects.count():
        yield f"问题说明有 {Explanation.objects.count()} 条，操作记录里有 {recorded_explanations} 条。"


def _before_the_trail(model: type[Model]) -> set[int]:
    """Releases made before events were kept: they have no SM3 digest, and no event of their report."""
    if model is not Release:
        return set()
    with_events = Event.objects.exclude(report=None).values("report")
    return set(Release.objects.filter(sm3="").exclude(report__in=with_events).values_list("pk", flat=True))


def _releases() -> Iterator[str]:
    """Each release says what its digest stands for, with the files its event names; each signature what its has."""
    signed = {sign_off.pk: sign_off for sign_off in SignOff.objects.select_related("signer", "report__agency")}
    for event in Event.objects.filter(action="approve").iterator():
        sign_off = signed.get(event.data["sign_off"])
        if sign_off and (event.data["digest"], event.actor_id) != (sign_off.digest, sign_off.signer_id):
            yield f"{sign_off}的签名与第 {event.number} 条记录不符。"
    for event in Event.objects.filter(action__in=["publish", "adopt"]).select_related("report__agency"):
        release = Release.objects.prefetch_related("files").filter(pk=event.data["release"]).first()
        if release is None:
            yield f"第 {event.number} 条记录发布的版本不见了（{event.report}）。"
        elif not release.digest == event.data["digest"] == release.content().digest():
            yield f"{release}的内容与发布时的摘要不符。"
        elif event.data["files"] != {file.name: file.sha256 for file in release.files.all()}:
            yield f"{release}的文件与发布时的记录不符。"


def _files() -> Iterator[str]:
    for file in ReleaseFile.objects.select_related("release").iterator():
        if fault := _fault(file.file, file.sha256):
            yield f"{file.release}的文件“{file.name}”{fault}。"
    for upload in Upload.objects.defer("reading_data").iterator():
        if fault := _fault(upload.file, upload.sha256):
            yield f"导入的文件“{upload}”的原件{fault}。"


def _fault(file: FieldFile, digest: str) -> str:
    """What is wrong with a stored file that had this digest; nothing when it still has it."""
    try:
        with file.open("rb") as stored:
            return "" if sha256(stored.read()) == digest else "被改动过"
    except OSError:
        return "无法取出"
