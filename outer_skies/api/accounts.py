"""Signing up, in and out, and what a member changes: forms that our pages send, and the links that mails carry.

Every change is a POST. Following a mailed link changes nothing yet, for mail programs follow links too: it puts the
token into a cookie, out of the address and of the reach of scripts, and opens the page that asks.
"""

from collections.abc import AsyncIterator

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from outer_skies.accounts import members, sessions
from outer_skies.accounts.browsers import Viewer
from outer_skies.accounts.browsers import viewer_of as browser_viewer_of
from outer_skies.accounts.cookies import set_cookie, token_in
from outer_skies.accounts.sessions import SignedIn
from outer_skies.accounts.tokens import is_token
from outer_skies.api.forms import (
    client_of,
    form_at,
    go_to,
    read_form,
    signed_in,
    without_cookie,
)
from outer_skies.charts import exporting, library
from outer_skies.store.transaction import transaction

LINK_LASTS_S = 3600


class Credentials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address and its password."""

    address: str
    password: str


class SigningUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address and a password of one's choice."""

    address: str
    new_password: str


class AnAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address."""

    address: str


class APassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One's own password."""

    password: str


class NewPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A password of one's choice."""

    new_password: str


class ChangedPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One's own password and the next."""

    password: str
    new_password: str


class ChangedAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One's own password and the next address."""

    address: str
    password: str


class OneDevice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The id of a session."""

    session: str


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form that is a button alone."""


@form_at("/sign-up")
async def sign_up(request: Request) -> Response:
    """Ask for an account."""
    form = await read_form(request, SigningUp)
    await members.sign_up(form.address, form.new_password, client_of(request))
    return go_to("/sign-up", told="mailed")


@form_at("/confirm")
async def confirm(request: Request) -> Response:
    """Make the account of the mailed link, and sign in."""
    form = await read_form(request, APassword)
    token = token_in(_cookies(request), "link")
    session = await members.confirm(token, form.password, client_of(request))
    return without_cookie(await _welcome(request, session), "link")


@form_at("/sign-in")
async def sign_in(request: Request) -> Response:
    """Sign in."""
    form = await read_form(request, Credentials)
    session = await members.sign_in(form.address, form.password, client_of(request))
    return await _welcome(request, session)


@form_at("/account")
async def sign_out(request: Request) -> Response:
    """Sign out here."""
    await read_form(request, Nothing)
    async with transaction() as tx:
        await sessions.sign_out(tx, _cookies(request))
    answer = without_cookie(go_to("/sign-in", told="signed_out"), "session")
    answer.headers["clear-site-data"] = '"cache", "storage"'  # the next person here finds no draft, nothing drawn
    return answer


@form_at("/forgot")
async def forgot(request: Request) -> Response:
    """Ask for a link to set another password."""
    form = await read_form(request, AnAddress)
    async with transaction() as tx:
        await members.forgot(tx, form.address, client_of(request))
    return go_to("/forgot", told="mailed")


@form_at("/reset")
async def reset(request: Request) -> Response:
    """Set another password by the mailed link."""
    form = await read_form(request, NewPassword)
    await members.reset(token_in(_cookies(request), "link"), form.new_password)
    return without_cookie(go_to("/sign-in", told="reset"), "link")


@form_at("/account", "password")
async def change_password(request: Request) -> Response:
    """Set another password."""
    form = await read_form(request, ChangedPassword)
    viewer = await _viewer(request)
    session = await members.change_password(viewer, form.password, form.new_password, client_of(request))
    return signed_in(go_to("/account", told="password"), session)


@form_at("/account", "address")
async def change_address(request: Request) -> Response:
    """Ask for a link to the next address."""
    form = await read_form(request, ChangedAddress)
    await members.change_address(await _viewer(request), form.password, form.address, client_of(request))
    return go_to("/account", told="mailed")


@form_at("/account")
async def move(request: Request) -> Response:
    """Move to the address that the mailed link was sent to."""
    await read_form(request, Nothing)
    async with transaction() as tx:
        viewer = await sessions.viewer_of(tx, _cookies(request))
        await members.confirm_address(tx, viewer, token_in(_cookies(request), "link"))
    return without_cookie(go_to("/account", told="address"), "link")


@form_at("/account")
async def end_device(request: Request) -> Response:
    """Sign out on one device."""
    form = await read_form(request, OneDevice)
    async with transaction() as tx:
        await sessions.end_device(tx, await sessions.viewer_of(tx, _cookies(request)), form.session)
    return go_to("/account", told="device")


@form_at("/account")
async def end_other_devices(request: Request) -> Response:
    """Sign out everywhere else."""
    await read_form(request, Nothing)
    async with transaction() as tx:
        await sessions.end_other_devices(tx, await sessions.viewer_of(tx, _cookies(request)))
    return go_to("/account", told="devices")


@form_at("/account", "delete")
async def delete(request: Request) -> Response:
    """Delete the account, with 30 days to come back."""
    form = await read_form(request, APassword)
    await members.delete(await _viewer(request), form.password)
    answer = without_cookie(go_to("/sign-in", told="deleted"), "session")
    answer.headers["clear-site-data"] = '"cache", "storage"'
    return answer


@form_at("/account")
async def export(request: Request) -> Response:
    """Everything that is kept of the viewer, as JSON. It needs the session and is sent to nobody else."""
    await read_form(request, Nothing)
    async with transaction() as tx:
        viewer = await sessions.viewer_of(tx, _cookies(request))
        head = await exporting.account_part(tx, viewer)
    headers = {
        "cache-control": "private, no-store",
        "content-disposition": 'attachment; filename="outer-skies.json"',
    }
    return StreamingResponse(_document(head, viewer), media_type="application/json", headers=headers)


async def follow_link(request: Request) -> Response:
    """Open the page that a mailed link is for."""
    page = {"confirm": "/confirm", "reset": "/reset", "move": "/confirm-address"}[request.url.path.split("/")[2]]
    token = request.path_params["token"]
    if not is_token(token):
        return go_to(page, trouble="link_dead")
    answer = go_to(page)
    answer.headers.append("set-cookie", set_cookie("link", token, LINK_LASTS_S))
    return answer


def _cookies(request: Request) -> str:
    return request.headers.get("cookie", "")


async def _viewer(request: Request) -> Viewer:
    async with transaction() as tx:
        return await sessions.viewer_of(tx, _cookies(request))


async def _welcome(request: Request, session: SignedIn) -> Response:
    """End what session there was, let the charts of this browser be the member's, and go to the library."""
    async with transaction() as tx:
        await sessions.sign_out(tx, _cookies(request))
        await library.adopt(tx, session.viewer, await browser_viewer_of(tx, token_in(_cookies(request))))
    return signed_in(go_to("/library"), session)


async def _document(head: bytes, viewer: Viewer) -> AsyncIterator[bytes]:
    yield head
    async for part in exporting.chart_parts(viewer):
        yield part


routes = [
    Route("/auth/sign-up", sign_up, methods=["POST"]),
    Route("/auth/confirm", confirm, methods=["POST"]),
    Route("/auth/sign-in", sign_in, methods=["POST"]),
    Route("/auth/sign-out", sign_out, methods=["POST"]),
    Route("/auth/forgot", forgot, methods=["POST"]),
    Route("/auth/reset", reset, methods=["POST"]),
    Route("/auth/password", change_password, methods=["POST"]),
    Route("/auth/address", change_address, methods=["POST"]),
    Route("/auth/move", move, methods=["POST"]),
    Route("/auth/device", end_device, methods=["POST"]),
    Route("/auth/devices", end_other_devices, methods=["POST"]),
    Route("/auth/delete", delete, methods=["POST"]),
    Route("/auth/export", export, methods=["POST"]),
    Route("/auth/confirm/{token}", follow_link, methods=["GET"]),
    Route("/auth/reset/{token}", follow_link, methods=["GET"]),
    Route("/auth/move/{token}", follow_link, methods=["GET"]),
]
