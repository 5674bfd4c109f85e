"""Addresses of the application, below /desk/."""

from django.urls import path

from reports.desk import home, rules, settings
from reports.desk.authoring import checking, choosing, editor, history, presence, preview, restoring, saving
from reports.desk.importing import adopting, originals, reconciling, uploads, verification
from reports.desk.office import board, early_adoption
from reports.desk.reviewing import papers, review

app_name = "desk"

_REPORT = "<slug:code>/<int:year>/"
_PAGE = f"{_REPORT}edit/<slug:page>/"
_UPLOAD = "<slug:code>/uploads/<int:pk>/"
_ADOPTION = "<slug:code>/adoptions/<int:pk>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("office/", board.office, name="office"),
    path("rules/", rules.listing, name="rules"),
    path("notices/read/", home.read_notices, name="read_notices"),
    path("<slug:code>/start/", home.start_report, name="start_report"),
    path("<slug:code>/settings/", settings.settings, name="settings"),
    path("<slug:code>/settings/checklists/<slug:stage>/", settings.checklist, name="checklist"),
    path("<slug:code>/settings/office-check/", settings.office_check, name="office_check"),
    path("<slug:code>/settings/exemptions/", settings.grant_exemption, name="grant_exemption"),
    path("<slug:code>/settings/exemptions/<int:pk>/end/", settings.end_exemption, name="end_exemption"),
    path("<slug:code>/uploads/", uploads.listing, name="uploads"),
    path("<slug:code>/uploads/new/", uploads.upload, name="upload"),
    path(_UPLOAD, reconciling.reconciliation, name="reconciliation"),
    path(f"{_UPLOAD}original/", uploads.upload_original, name="upload_original"),
    path(f"{_UPLOAD}pages/", originals.pages, name="original_pages"),
    path(f"{_UPLOAD}pages/<int:number>.png", originals.page_image, name="original_page"),
    path(f"{_UPLOAD}save/", reconciling.save, name="reconciliation_save"),
    path(f"{_UPLOAD}draft/", reconciling.draft, name="reconciliation_draft"),
    path(f"{_UPLOAD}adoption/", adopting.ask, name="ask_adoption"),
    path(f"{_UPLOAD}log/", reconciling.log, name="import_log"),
    path(_ADOPTION, adopting.adoption, name="adoption"),
    path(f"{_ADOPTION}explain/", adopting.explain, name="explain_adoption"),
    path(f"{_ADOPTION}confirm/", adopting.confirm, name="confirm_adoption"),
    path(f"{_ADOPTION}return/", adopting.give_back, name="return_adoption"),
    path(f"{_ADOPTION}recall/", adopting.recall, name="recall_adoption"),
    path("<slug:code>/early-adoptions/", early_adoption.early_adoptions, name="early_adoptions"),
    path(_REPORT, preview.paper, name="paper"),
    path(f"{_REPORT}preview/", preview.preview, name="preview"),
    path(f"{_REPORT}check/", checking.check, name="check"),
    path(f"{_REPORT}verification/", verification.verify, name="verification"),
    path(f"{_REPORT}review/", review.review, name="review"),
    path(f"{_REPORT}transition/", review.transition, name="transition"),
    path(f"{_REPORT}comments/", review.comment, name="comment"),
    path(f"{_REPORT}comments/<int:pk>/", review.reply, name="reply"),
    path(f"{_REPORT}explain/", review.explain, name="explain"),
    path(f"{_REPORT}files/<int:pk>/", papers.release_file, name="release_file"),
    path(f"{_REPORT}portal/", papers.portal_html, name="portal_html"),
    path(f"{_REPORT}proof.pdf", papers.proof_pdf, name="proof_pdf"),
    path(f"{_REPORT}remarks.pdf", papers.remarks_pdf, name="remarks_pdf"),
    path(f"{_REPORT}review-form.pdf", papers.review_form_pdf, name="review_form_pdf"),
    path(f"{_REPORT}proof/<slug:digest>/", papers.verify_proof, name="verify_proof"),
    path(f"{_REPORT}edit/", editor.edit_report, name="edit_report"),
    path(_PAGE, editor.edit, name="edit"),
    path(f"{_PAGE}save/", saving.save, name="save"),
    path(f"{_PAGE}paste/", saving.paste, name="paste"),
    path(f"{_PAGE}zeros/", saving.zeros, name="zeros"),
    path(f"{_PAGE}presence/", presence.presence, name="presence"),
    path(f"{_PAGE}questions/<int:pk>/", choosing.choose, name="choose"),
    path(f"{_REPORT}history/", history.listing, name="history"),
    path(f"{_REPORT}history/<int:earlier>-<int:later>/", history.difference, name="difference"),
    path(f"{_REPORT}history/<int:number>/restore/", restoring.restore, name="restore"),
]
