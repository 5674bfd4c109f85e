"""What two people wrote differently at once, as the editor shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.template.loader import render_to_string
from django.urls import reverse

from agencies.models import User
from reports.desk.authoring.draft import Draft
from reports.models import MergeQuestion, open_questions

# Versions longer than this are shown without marks where they differ.
LONGEST_COMPARED = 2000


@dataclass(frozen=True)
class VersionShown:
    """What one person wrote: the words in pieces, each with whether the other version is without it, and the button
    that keeps this version alone."""

    answer: str
    who: str
    text: str
    pieces: tuple[tuple[str, bool], ...]
    button: str


@dataclass(frozen=True)
class QuestionRow:
    """An open question with its two versions as they are now; `url` is where the choice is posted."""

    question: MergeQuestion
    versions: tuple[VersionShown, VersionShown]
    url: str

    @property
    def words(self) -> str:
        """What is to be chosen between, in one line."""
        if self.question.is_cell:
            return "同一格填了两个数"
        if all(version.text for version in self.versions):
            return "同一句有两种写法"
        return "同一句有人删去、有人改了"


def rows(draft: Draft, page: str) -> list[QuestionRow]:
    """The open questions about the places of the page, the oldest first. One query."""
    return [_row(draft, question) for question in open_questions(draft.report) if question.page == page]


def drawn(draft: Draft, page: str) -> list[dict[str, object]]:
    """The same for the script of the editor: where, and the row as HTML."""
    return [
        {
            "pk": row.question.pk,
            "place": row.question.place,
            "label": row.question.label,
            "html": render_to_string("desk/authoring/_conflict.html", {"row": row}),
        }
        for row in rows(draft, page)
    ]


def _row(draft: Draft, question: MergeQuestion) -> QuestionRow:
    theirs, yours = question.versions(draft.values.get(question.place, ""))
    shown = (
        _version("theirs", question.theirs_by, theirs, yours, question),
        _version("yours", question.yours_by, yours, theirs, question),
    )
    place = [draft.report.agency.code, draft.report.year, question.page, question.pk]
    return QuestionRow(question, shown, reverse("desk:choose", args=place))


def _version(answer: str, user: User | None, text: str, other: str, question: MergeQuestion) -> VersionShown:
    who = user.display_name if user else "系统"
    if user and question.theirs_by == question.yours_by:
        who += "（一个窗口）" if answer == "theirs" else "（另一个窗口）"
    if question.is_cell:
        button = f"用“{text or '空格'}”" if answer == "yours" else f"保留“{text or '空格'}”"
    else:
        button = f"只留{who}的" if text else "删去这一句"
    return VersionShown(answer, who, text, tuple(_pieces(text, other)), button)


def _pieces(text: str, other: str) -> Iterator[tuple[str, bool]]:
    if max(len(text), len(other)) > LONGEST_COMPARED:
        yield text, False
        return
    for tag, i1, i2, _, _ in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        if i1 < i2:
            yield text[i1:i2], tag != "equal"
