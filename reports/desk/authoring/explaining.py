"""What the editor is told when a finding was explained in its panel: the panel and the steps, drawn anew."""

from typing import Any

from django.http import HttpRequest

from reports.content import outline
from reports.desk.authoring import answers
from reports.desk.authoring.draft import Draft

REDRAWN = ("findings", "steps")


def wants_json(request: HttpRequest) -> bool:
    """Whether the script of the panel posted the form, and not the browser itself."""
    return request.headers.get("Accept") == "application/json"


def editor_page(request: HttpRequest, draft: Draft) -> str:
    """The page of the editor on which the form stands; empty where it stands elsewhere."""
    back = request.POST.get("back", "")
    return back if back in outline.page_titles(draft.edition) else ""


def answer(draft: Draft, page: str) -> dict[str, Any]:
    """The parts of the page that an explanation changes, as HTML by their element id, and the marks at its cells."""
    drawn = answers.fragments(draft, page)
    return {"fragments": {part: drawn[part] for part in REDRAWN}, "marks": draft.marks(page)}
