"""Who may do what at an agency's reports: every address of the desk beside what each role gets.

`login`: sent to sign in. A stranger to the agency gets 404, a member without the role 403. Addresses that are posted
to are posted to, without a body.
"""

from typing import NamedTuple

import pytest
from django.test import Client

from agencies.models import User
from agencies.roles import Role
from reports import actions
from reports.models import AdoptionRequest
from tests import uploads
from tests.agencies.people import person
from tests.agencies.trees import plant_ningxia

pytestmark = pytest.mark.django_db

AT = "/desk/nx-sft/2024/"


class Row(NamedTuple):
    route: str
    method: str
    address: str
    anonymous: int | str
    outsider: int
    drafter: int
    reviewer: int
    supervisor: int
    superuser: int


def read(route: str, address: str) -> Row:
    """Every member and the supervisor may look."""
    return Row(route, "get", AT + address, "login", 404, 200, 200, 200, 404)


def write(route: str, method: str, address: str, done: int) -> Row:
    """Only who drafts may write."""
    return Row(route, method, AT + address, "login", 404, done, 403, 403, 404)


def member(route: str, address: str, done: int) -> Row:
    """Every member and the supervisor may post; `done` is what a post without a body gets."""
    return Row(route, "post", AT + address, "login", 404, done, done, done, 404)


SET, SETTINGS = "desk/<slug:code>/settings/", "/desk/nx-sft/settings/"
IMPORTS, IMPORTED = "desk/<slug:code>/uploads/", "/desk/nx-sft/uploads/"
INTAKE = f"{IMPORTS}<int:pk>/"
ADOPTION, ADOPTED = "desk/<slug:code>/adoptions/<int:pk>/", "/desk/nx-sft/adoptions/1/"
EARLY = "desk/<slug:code>/early-adoptions/"
REPORT = "desk/<slug:code>/<int:year>/"
PAGE = f"{REPORT}edit/<slug:page>/"
MEMBERS, AT_MEMBERS = "desk/agencies/<slug:code>/members/", "/desk/agencies/nx-sft/members/"
MATRIX = [
    Row("desk/", "get", "/desk/", "login", 200, 200, 200, 200, 200),
    Row("desk/office/", "get", "/desk/office/", "login", 404, 404, 404, 200, 404),
    Row("desk/rules/", "get", "/desk/rules/", "login", 200, 200, 200, 200, 200),
    Row("desk/notices/read/", "post", "/desk/notices/read/", "login", 302, 302, 302, 302, 302),
    Row("desk/<slug:code>/start/", "post", "/desk/nx-sft/start/", "login", 404, 302, 403, 403, 404),
    Row(f"{SET}", "get", "/desk/nx-sft/settings/", "login", 404, 200, 200, 200, 404),
    Row(
        f"{SET}checklists/<slug:stage>/",
        "post",
        f"{SETTINGS}checklists/first_review/",
        "login",
        404,
        403,
        403,
        403,
        404,
    ),
    Row(f"{SET}office-check/", "post", f"{SETTINGS}office-check/", "login", 404, 403, 403, 302, 404),
    Row(f"{SET}exemptions/", "post", f"{SETTINGS}exemptions/", "login", 404, 403, 403, 200, 404),
    Row(f"{SET}exemptions/<int:pk>/end/", "post", f"{SETTINGS}exemptions/1/end/", "login", 404, 403, 403, 404, 404),
    Row(IMPORTS, "get", IMPORTED, "login", 404, 200, 200, 200, 404),
    Row(f"{IMPORTS}new/", "post", f"{IMPORTED}new/", "login", 404, 200, 200, 200, 404),
    Row(INTAKE, "get", f"{IMPORTED}1/", "login", 404, 200, 200, 200, 404),
    Row(f"{INTAKE}original/", "get", f"{IMPORTED}1/original/", "login", 404, 200, 200, 200, 404),
    Row(f"{INTAKE}pages/", "get", f"{IMPORTED}1/pages/", "login", 404, 200, 200, 200, 404),
    Row(f"{INTAKE}pages/<int:number>.png", "get", f"{IMPORTED}1/pages/1.png", "login", 404, 404, 404, 404, 404),
    Row(f"{INTAKE}log/", "get", f"{IMPORTED}1/log/", "login", 404, 200, 200, 200, 404),
    Row(f"{INTAKE}save/", "post", f"{IMPORTED}1/save/", "login", 404, 302, 302, 302, 404),
    Row(f"{INTAKE}draft/", "post", f"{IMPORTED}1/draft/", "login", 404, 409, 403, 403, 404),
    Row(f"{INTAKE}adoption/", "get", f"{IMPORTED}1/adoption/", "login", 404, 200, 200, 200, 404),
    Row(f"{INTAKE}adoption/", "post", f"{IMPORTED}1/adoption/", "login", 404, 409, 409, 409, 404),
    Row(ADOPTION, "get", ADOPTED, "login", 404, 200, 200, 200, 404),
    Row(f"{ADOPTION}explain/", "post", f"{ADOPTED}explain/", "login", 404, 302, 302, 302, 404),
    Row(f"{ADOPTION}confirm/", "post", f"{ADOPTED}confirm/", "login", 404, 403, 409, 403, 404),
    Row(f"{ADOPTION}return/", "post", f"{ADOPTED}return/", "login", 404, 403, 409, 403, 404),
    Row(f"{ADOPTION}recall/", "post", f"{ADOPTED}recall/", "login", 404, 302, 409, 409, 404),
    Row(EARLY, "get", "/desk/nx-sft/early-adoptions/", "login", 404, 403, 403, 200, 404),
    Row(EARLY, "post", "/desk/nx-sft/early-adoptions/", "login", 404, 403, 403, 200, 404),
    read(REPORT, ""),
    read(f"{REPORT}preview/", "preview/"),
    read(f"{REPORT}check/", "check/"),
    read(f"{REPORT}verification/", "verification/"),
    member(f"{REPORT}verification/", "verification/", 200),
    read(f"{REPORT}review/", "review/"),
    member(f"{REPORT}transition/", "transition/", 404),
    member(f"{REPORT}comments/", "comments/", 409),
    member(f"{REPORT}comments/<int:pk>/", "comments/1/", 404),
    write(f"{REPORT}explain/", "post", "explain/", 409),
    Row(f"{REPORT}files/<int:pk>/", "get", f"{AT}files/1/", "login", 404, 404, 404, 404, 404),
    Row(f"{REPORT}portal/", "get", f"{AT}portal/", "login", 404, 404, 404, 404, 404),
    read(f"{REPORT}proof.pdf", "proof.pdf"),
    read(f"{REPORT}remarks.pdf", "remarks.pdf"),
    read(f"{REPORT}review-form.pdf", "review-form.pdf"),
    read(f"{REPORT}proof/<slug:digest>/", "proof/0a/"),
    read(f"{REPORT}history/", "history/"),
    read(f"{REPORT}history/<int:earlier>-<int:later>/", "history/0-1/"),
    write(f"{REPORT}history/<int:number>/restore/", "get", "history/1/restore/", 200),
    write(f"{REPORT}history/<int:number>/restore/", "post", "history/1/restore/", 409),
    write(f"{REPORT}edit/", "get", "edit/", 302),
    write(PAGE, "get", "edit/requests/", 200),
    write(f"{PAGE}save/", "post", "edit/requests/save/", 400),
    write(f"{PAGE}paste/", "post", "edit/requests/paste/", 400),
    write(f"{PAGE}zeros/", "post", "edit/requests/zeros/", 400),
    write(f"{PAGE}presence/", "post", "edit/requests/presence/", 400),
    write(f"{PAGE}questions/<int:pk>/", "post", "edit/requests/questions/1/", 302),
    # A superuser looks after members, and nothing else of an agency. Number 0 is nobody's.
    Row(MEMBERS, "get", AT_MEMBERS, "login", 404, 403, 403, 403, 200),
    Row(f"{MEMBERS}invite/", "get", f"{AT_MEMBERS}invite/", "login", 404, 403, 403, 403, 200),
    Row(f"{MEMBERS}add/", "get", f"{AT_MEMBERS}add/", "login", 404, 403, 403, 403, 200),
    Row(f"{MEMBERS}<int:pk>/", "get", f"{AT_MEMBERS}0/", "login", 404, 403, 403, 403, 404),
    Row(f"{MEMBERS}<int:pk>/remove/", "post", f"{AT_MEMBERS}0/remove/", "login", 404, 403, 403, 403, 404),
    Row(f"{MEMBERS}<int:pk>/link/", "post", f"{AT_MEMBERS}0/link/", "login", 404, 403, 403, 403, 404),
    Row(f"{MEMBERS}<int:pk>/reset/", "post", f"{AT_MEMBERS}0/reset/", "login", 404, 403, 403, 403, 404),
    Row(
        f"{MEMBERS}<int:pk>/second-factor/remove/",
        "post",
        f"{AT_MEMBERS}0/second-factor/remove/",
        "login",
        404,
        403,
        403,
        403,
        404,
    ),
]
NOT_THERE = [
    ("get", "/desk/nx-sft/2023/"),
    ("get", "/desk/nx-sft/2023/edit/requests/"),
    ("get", f"{AT}edit/nothing/"),
    ("post", f"{AT}edit/nothing/save/"),
    ("get", f"{AT}history/0-99/"),
    ("post", f"{AT}history/99/restore/"),
    ("get", "/desk/nothing/2024/"),
]


@pytest.fixture
def clients(settings, tmp_path) -> dict[str, Client]:
    """One client for each kind of reader, in the order of a row."""
    settings.MEDIA_ROOT = tmp_path
    tree = plant_ningxia()
    actions.start(tree["nx-sft"], 2024)
    people = {
        "outsider": person("outsider", Role.DRAFTER, Role.MANAGER, at=tree["nx-zw-spt-sfj"]),
        "drafter": person("drafter", Role.DRAFTER, at=tree["nx-sft"]),
        "reviewer": person("reviewer", Role.FIRST_REVIEWER, Role.PUBLISHER, at=tree["nx-sft"]),
        "supervisor": person("supervisor", Role.SUPERVISOR, at=tree["nx"]),
        "superuser": User.objects.create_superuser("superuser"),
    }
    upload = uploads.upload(tree["nx-sft"], people["drafter"], pk=1)
    asked = {"upload": upload, "digest": "0" * 64, "published_on": "2023-01-30", "no_address": "没有网址"}
    of_2022 = actions.start(tree["nx-sft"], 2022, empty=True)
    AdoptionRequest.objects.create(pk=1, report=of_2022, by=people["drafter"], **asked)
    clients = {"anonymous": Client()}
    for name, user in people.items():
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


def answer(client: Client, method: str, address: str) -> int | str:
    response = getattr(client, method)(address)
    to_login = response.status_code == 302 and "/login/" in response["Location"]
    return "login" if to_login else response.status_code


def test_everyone_gets_exactly_what_the_table_says(clients):
    got = [row._replace(**{name: answer(client, *row[1:3]) for name, client in clients.items()}) for row in MATRIX]
    assert got == MATRIX


@pytest.mark.parametrize(("method", "address"), NOT_THERE)
def test_what_is_not_there_is_404_for_its_drafter_too(clients, method, address):
    assert answer(clients["drafter"], method, address) == 404


def test_post_without_the_form_token_is_refused(clients):
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = clients["drafter"].cookies
    assert careful.post(f"{AT}edit/requests/save/", {}, "application/json").status_code == 403
