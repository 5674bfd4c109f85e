"""Addresses of the application, below /desk/."""

from django.urls import path

from reports.views import (
    arranging,
    collating,
    desk,
    editing,
    importing,
    papers,
    pasts,
    reading,
    reviewing,
    rules,
    saving,
    supervising,
    verifying,
)

app_name = "desk"

_REPORT = "<slug:code>/<int:year>/"
_PAGE = f"{_REPORT}edit/<slug:page>/"
_INTAKE = "<slug:code>/imports/<int:pk>/"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("covered/", supervising.covered, name="covered"),
    path("rules/", rules.listing, name="rules"),
    path("notices/read/", desk.read_notices, name="read_notices"),
    path("<slug:code>/start/", desk.start, name="start"),
    path("<slug:code>/reviews/", arranging.settings, name="arrangement"),
    path("<slug:code>/reviews/checklists/<slug:stage>/", arranging.checklist, name="checklist"),
    path("<slug:code>/reviews/office-check/", arranging.office_check, name="office_check"),
    path("<slug:code>/reviews/exemptions/", arranging.exempt, name="exempt"),
    path("<slug:code>/reviews/exemptions/<int:pk>/end/", arranging.end_exemption, name="end_exemption"),
    path("<slug:code>/imports/", importing.listing, name="imports"),
    path("<slug:code>/imports/upload/", importing.upload, name="import_upload"),
    path(_INTAKE, collating.review, name="collation"),
    path(f"{_INTAKE}original/", importing.original, name="import_original"),
    path(f"{_INTAKE}save/", collating.save, name="import_save"),
    path(f"{_INTAKE}draft/", collating.draft, name="import_draft"),
    path(f"{_INTAKE}publish/", collating.publish, name="import_publish"),
    path(f"{_INTAKE}log/", collating.log, name="import_log"),
    path(_REPORT, reading.paper, name="paper"),
    path(f"{_REPORT}preview/", reading.preview, name="preview"),
    path(f"{_REPORT}check/", reading.check, name="check"),
    path(f"{_REPORT}live/", verifying.live, name="live"),
    path(f"{_REPORT}review/", reviewing.review, name="review"),
    path(f"{_REPORT}move/", reviewing.move, name="move"),
    path(f"{_REPORT}comments/", reviewing.comment, name="comment"),
    path(f"{_REPORT}comments/<int:pk>/", reviewing.reply, name="reply"),
    path(f"{_REPORT}explain/", reviewing.explain, name="explain"),
    path(f"{_REPORT}files/<int:pk>/", papers.file, name="file"),
    path(f"{_REPORT}portal/", papers.portal, name="portal"),
    path(f"{_REPORT}proof.pdf", papers.draft, name="proof_pdf"),
    path(f"{_REPORT}remarks.pdf", papers.opinions, name="remarks_pdf"),
    path(f"{_REPORT}review-form.pdf", papers.form, name="review_form_pdf"),
    path(f"{_REPORT}proof/<slug:digest>/", papers.check, name="proof"),
    path(f"{_REPORT}edit/", editing.begin, name="begin"),
    path(_PAGE, editing.edit, name="edit"),
    path(f"{_PAGE}save/", saving.save, name="save"),
    path(f"{_PAGE}paste/", saving.paste, name="paste"),
    path(f"{_PAGE}zeros/", saving.zeros, name="zeros"),
    path(f"{_REPORT}history/", pasts.listing, name="history"),
    path(f"{_REPORT}history/<int:earlier>-<int:later>/", pasts.difference, name="difference"),
    path(f"{_REPORT}history/<int:number>/restore/", pasts.restore, name="restore"),
]
