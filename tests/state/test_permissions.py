"""Who may do what: every endpoint and every event handler, as a stranger, as its owner, and as another member.

What is not listed here fails, so that nothing new is reachable unseen.
"""

import importlib
import pkgutil
from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple
from uuid import UUID

import httpx
import pytest
import reflex as rx
from sqlalchemy import text
from starlette.routing import Route, Router
from visitors import Visitor, draft

import outer_skies.state
from outer_skies.accounts import sessions
from outer_skies.accounts.browsers import new_token
from outer_skies.accounts.passwords import hash_again
from outer_skies.accounts.sessions import Client
from outer_skies.accounts.tokens import hash_of
from outer_skies.api.edge.origins import Origins
from outer_skies.charts import library
from outer_skies.errors import OuterSkiesError
from outer_skies.outer_skies import ROUTES
from outer_skies.settings import settings
from outer_skies.state.account import AccountState
from outer_skies.state.cast import CastState
from outer_skies.state.chart import ChartState
from outer_skies.state.library import LibraryState
from outer_skies.state.viewing import Notices
from outer_skies.store import mails, members
from outer_skies.store.mails import Purpose
from outer_skies.store.transaction import transaction

pytestmark = pytest.mark.anyio

ORIGIN = "http://127.0.0.1:3000"
PASSWORD = "winding tractor lemon orbit"  # noqa: S105  of people who do not exist
SECRET = "Known to Ann alone"  # noqa: S105  the name of a chart
CHART, SESSION, LINK = "CHART", "SESSION", "LINK"
"""Where an id or a token of Ann stands in a request."""


class Call(NamedTuple):
    """A request. `owner` is what Ann gets, `others` what a stranger and Bob get with Ann's ids, never any of hers."""

    owner: int | str
    others: int | str
    form: dict[str, str] | None = None
    follows_link: Purpose | None = None


OWN = {"password": PASSWORD}
ENDPOINTS = {
    "GET /livez": Call(200, 200),
    "GET /readyz": Call(200, 200),
    "GET /.well-known/security.txt": Call(404, 404),
    "GET /charts/{chart_id}/wheel.svg": Call(200, 404),
    "GET /charts/{chart_id}/chart.json": Call(200, 404),
    "GET /auth/confirm/{token}": Call("/confirm/", "/confirm/"),
    "GET /auth/reset/{token}": Call("/reset/", "/reset/"),
    "GET /auth/move/{token}": Call("/confirm-address/", "/confirm-address/"),
    "POST /auth/sign-up": Call("mailed", "mailed", {"address": "new@example.org", "new_password": PASSWORD}),
    "POST /auth/sign-in": Call("/library/", "no_match", {"address": "ann@example.org", "password": PASSWORD}),
    "POST /auth/forgot": Call("mailed", "mailed", {"address": "ann@example.org"}),
    "POST /auth/sign-out": Call("signed_out", "signed_out", {}),
    "POST /auth/confirm": Call("link_dead", "link_dead", OWN),
    "POST /auth/reset": Call("link_dead", "link_dead", {"new_password": "four entirely different words"}),
    "POST /auth/move": Call("told=address", "link_dead", {}, Purpose.MOVE),
    "POST /auth/password": Call(
        "told=password", "told=password", OWN | {"new_password": "four entirely different words"}
    ),
    "POST /auth/address": Call("mailed", "mailed", OWN | {"address": "new@example.org"}),
    "POST /auth/device": Call("told=device", "not_found", {"session": SESSION}),
    "POST /auth/devices": Call("told=devices", "told=devices", {}),
    "POST /auth/delete": Call("deleted", "deleted", OWN),
    "POST /auth/export": Call(200, 200, {}),
}
FOR_MEMBERS = {
    "POST /auth/move", "POST /auth/password", "POST /auth/address", "POST /auth/device", "POST /auth/devices",
    "POST /auth/delete", "POST /auth/export",
}  # fmt: skip
"""A stranger is sent to the page where one signs in. What Bob does there happens to Bob, by his own password."""

HANDLERS = {
    "CastState.opened": (),
    "CastState.redrawn": (),
    "CastState.minute_passed": (),
    "CastState.draft_changed": (draft(), 1),
    "CastState.place_typed": ("Hal",),
    "CastState.cast_chart": (draft(name="Of whoever asked"), 1),
    "ChartState.opened": (),
    "ChartState.redrawn": (),
    "ChartState.choose_houses": ("koch",),
    "ChartState.choose_zodiac": ("lahiri",),
    "ChartState.toggle_body": ("sun", False),
    "ChartState.choose_orb": ("trine", 3),
    "ChartState.rename": ("Taken",),
    "ChartState.retag": ("taken",),
    "ChartState.annotate": ("taken",),
    "ChartState.toggle_favourite": (),
    "LibraryState.opened": (),
    "LibraryState.show_recent": (),
    "LibraryState.search": ("Known",),
    "LibraryState.sort_by": ("name",),
    "LibraryState.show_favourites": (False,),
    "LibraryState.show_more": (),
    "LibraryState.toggle_favourite": (CHART,),
    "LibraryState.duplicate": (CHART,),
    "LibraryState.delete": (CHART,),
    "LibraryState.delete_shown": (CHART,),
    "LibraryState.undo_delete": (),
    "MemberState.seen": (),
    "AccountState.form_opened": (),
    "AccountState.opened": (),
    "Notices.dismiss": (),
    "Notices.broke": ("words",),
    "Notices.resized": ("large",),
}


def states() -> Iterator[type[rx.State]]:
    for module in pkgutil.iter_modules(outer_skies.state.__path__):
        for found in vars(importlib.import_module(f"outer_skies.state.{module.name}")).values():
            if isinstance(found, type) and issubclass(found, rx.State) and found.__module__.endswith(module.name):
                yield found


def handlers() -> dict[str, Any]:
    return {
        f"{state.__name__}.{name}": handler
        for state in states()
        for name, handler in state.event_handlers.items()
        if handler.fn.__module__.startswith("outer_skies.")
    }


def endpoints() -> set[str]:
    return {
        f"{method} {route.path}"
        for route in ROUTES
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }


def test_every_endpoint_is_listed() -> None:
    assert endpoints() == set(ENDPOINTS)
    assert all(isinstance(route, Route) for route in ROUTES)


def test_every_event_handler_is_listed() -> None:
    assert set(handlers()) == set(HANDLERS)


class Person:
    """A member in a browser of their own, or a stranger in one."""

    def __init__(self, address: str = "") -> None:
        self.address = address
        self.visitor = Visitor()
        self.session = self.link = ""
        self.member_id = self.session_id = UUID(int=0)
        self.chart_id = ""

    async def joins(self, chart: str) -> None:
        async with transaction() as tx:
            member = await members.add(tx, self.address, self.address, await hash_again(f"{PASSWORD}{self.own}"))
            begun = await sessions.begin(tx, member.id, Client("192.0.2.0/24", "Firefox", None))
            self.link = new_token()
            moved = f"moved-{self.address}"
            link_id = await mails.add_link(
                tx, Purpose.MOVE, lasts=sessions.LASTS, member_id=member.id, address=moved, address_key=moved
            )
            await mails.set_token(tx, link_id, hash_of(self.link))
        self.session = begun.token
        self.member_id = member.id
        assert begun.viewer.session_id is not None
        self.session_id = begun.viewer.session_id
        self.visitor.cookie += f"; session={self.session}"
        self.visitor.go("/")
        await self.visitor.send(CastState.cast_chart, draft(name=chart), 1)
        async with transaction() as tx:
            (line,) = (await library.list_charts(tx, begun.viewer)).charts
        self.chart_id = str(line.id)

    @property
    def own(self) -> str:
        """What makes Bob's password another than Ann's."""
        return "" if self.address.startswith("ann") else " of bob"

    async def kept(self) -> list[str]:
        """All that the database keeps of this member."""
        questions = (
            "SELECT * FROM charts WHERE owner_id = :id ORDER BY id", "SELECT * FROM members WHERE id = :id",
            "SELECT id FROM sessions WHERE member_id = :id ORDER BY id", "SELECT id FROM links WHERE member_id = :id",
        )  # fmt: skip
        async with transaction() as tx:
            return [str(row) for one in questions for row in await tx.execute(text(one), {"id": self.member_id})]


@pytest.fixture
async def ann(database: None) -> Person:  # noqa: ARG001  she is kept there
    person = Person("ann@example.org")
    await person.joins(SECRET)
    return person


@pytest.fixture(params=["a stranger", "another member"])
async def other(ann: Person, request: pytest.FixtureRequest) -> Person:
    del ann
    person = Person("bob@example.org")
    if request.param == "another member":
        await person.joins("Of Bob")
    return person


@pytest.fixture
async def web() -> AsyncIterator[httpx.AsyncClient]:
    app = Origins(Router(ROUTES), settings())
    transport = httpx.ASGITransport(app=app, client=("192.0.2.1", 5000))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client


async def ask(web: httpx.AsyncClient, endpoint: str, ann: Person, who: Person) -> httpx.Response:
    """The request as `who`, with the ids and the link of Ann."""
    method, path = endpoint.split()
    call = ENDPOINTS[endpoint]
    path = path.replace("{chart_id}", ann.chart_id).replace("{token}", ann.link)
    cookie = who.visitor.cookie + (f"; link={ann.link}" if call.follows_link else "")
    form = None
    if call.form is not None:
        form = {name: str(ann.session_id) if value == SESSION else value for name, value in call.form.items()}
        if who is not ann and "password" in form:
            form["password"] += who.own if endpoint != "POST /auth/sign-in" else " guessed"
    headers = {"cookie": cookie, "origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    content = None if form is None else httpx.QueryParams(form).__str__()
    return await web.request(method, path, content=content, headers=headers)


def answered(response: httpx.Response) -> str:
    return f"{response.status_code} {response.headers.get('location', '')}"


@pytest.mark.parametrize("endpoint", ENDPOINTS)
async def test_an_endpoint_serves_its_owner(web: httpx.AsyncClient, ann: Person, endpoint: str) -> None:
    response = await ask(web, endpoint, ann, ann)
    assert str(ENDPOINTS[endpoint].owner) in answered(response)
    # Nobody is named in security.txt until a setting says whom.
    assert response.status_code < 400 or response.status_code == ENDPOINTS[endpoint].owner


@pytest.mark.parametrize("endpoint", ENDPOINTS)
async def test_an_endpoint_gives_nobody_else_anything_of_hers(
    web: httpx.AsyncClient, ann: Person, other: Person, endpoint: str
) -> None:
    before = await ann.kept()
    response = await ask(web, endpoint, ann, other)
    expected = str(ENDPOINTS[endpoint].others)
    if endpoint in FOR_MEMBERS and not other.session:
        expected = "/sign-in/?trouble=signed_out"
    assert expected in answered(response)
    assert SECRET not in response.text
    assert ann.address not in response.text
    assert await ann.kept() == before


@pytest.mark.parametrize("endpoint", [name for name in ENDPOINTS if name.startswith("POST")])
@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {},
     {"origin": ORIGIN, "sec-fetch-site": "same-site"}],
    ids=str,
)  # fmt: skip
async def test_a_form_from_elsewhere_is_refused_with_all_her_cookies(
    web: httpx.AsyncClient, ann: Person, endpoint: str, headers: dict[str, str]
) -> None:
    before = await ann.kept()
    form = ENDPOINTS[endpoint].form or {}
    response = await web.post(endpoint.split()[1], data=form, headers={"cookie": ann.visitor.cookie, **headers})
    assert response.status_code == 403
    assert await ann.kept() == before


@pytest.mark.parametrize("endpoint", [name for name in ENDPOINTS if name.startswith("POST")])
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"x=1", "application/x-www-form-urlencoded"),
        (b"password=a&password=b", "application/x-www-form-urlencoded"),
        (b"is_admin=1&address=a%40b.example&password=x&new_password=x&session=x", "application/x-www-form-urlencoded"),
        (b"a" * 10_000, "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"", ""),
    ],
    ids=lambda value: repr(value)[:30],
)  # fmt: skip
async def test_a_form_that_is_not_ours_changes_nothing(
    web: httpx.AsyncClient, ann: Person, endpoint: str, content: bytes, kind: str
) -> None:
    before = await ann.kept()
    headers = {"cookie": ann.visitor.cookie, "origin": ORIGIN, "content-type": kind}
    response = await web.post(endpoint.split()[1], content=content, headers=headers)
    assert response.status_code == 422
    assert await ann.kept() == before


def values_for(name: str, ann: Person) -> list[object]:
    return [ann.chart_id if value == CHART else value for value in HANDLERS[name]]


async def call(name: str, who: Person, ann: Person) -> None:
    handler = handlers()[name]
    kind = next(state for state in states() if state.__name__ == name.split(".", maxsplit=1)[0])
    try:
        await handler.fn(who.visitor.state(kind), *values_for(name, ann))
    except OuterSkiesError as error:
        assert SECRET not in str(error)  # noqa: PT017  a kind of ours, which the app says in words


@pytest.mark.parametrize("name", HANDLERS)
async def test_an_event_handler_gives_nobody_else_anything_of_hers(ann: Person, other: Person, name: str) -> None:
    before = await ann.kept()
    other.visitor.go(f"/chart/{ann.chart_id}")
    other.visitor.state(ChartState).chart_id = ann.chart_id  # as if it had been forced
    other.visitor.state(Notices).undo_chart_id = ann.chart_id
    await call(name, other, ann)
    assert await ann.kept() == before
    shown = str([other.visitor.state(state).dict() for state in states()])
    assert SECRET not in shown
    assert ann.address not in shown


async def test_her_own_handlers_do_serve_her(ann: Person) -> None:
    ann.visitor.go(f"/chart/{ann.chart_id}")
    await call("ChartState.opened", ann, ann)
    await call("LibraryState.opened", ann, ann)
    await call("AccountState.opened", ann, ann)
    assert ann.visitor.state(ChartState).name == SECRET
    assert [row.title for row in ann.visitor.state(LibraryState).rows] == [SECRET]
    account = ann.visitor.state(AccountState)
    assert account.address == ann.address
    assert [device.is_here for device in account.devices] == [True]
    before = await ann.kept()
    for name in ("ChartState.rename", "LibraryState.duplicate", "LibraryState.delete"):
        await call(name, ann, ann)
        assert await ann.kept() != before
        before = await ann.kept()
