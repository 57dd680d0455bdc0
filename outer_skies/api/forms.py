"""Forms sent as a page load: only the fields that there are, answered by the next page.

That they come from our own pages the edge has seen to (`edge/origins.py`).
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from outer_skies.accounts.addresses import network_of
from outer_skies.accounts.cookies import set_cookie, token_in
from outer_skies.accounts.devices import device_of
from outer_skies.accounts.sessions import LASTS, Client, SignedIn
from outer_skies.accounts.tokens import hash_of
from outer_skies.accounts.troubles import Refused
from outer_skies.api.problems import problem_response
from outer_skies.errors import (
    InvalidInput,
    LimitReached,
    NotFound,
    NotSignedIn,
    Unavailable,
)

MOST_BYTES = 8_192
_MOST_FIELDS = 10
_SEE_OTHER = 303

Form = TypeVar("Form", bound=msgspec.Struct)
Endpoint = Callable[[Request], Awaitable[Response]]


def form_at(page: str, part: str = "") -> Callable[[Endpoint], Endpoint]:
    """Send whoever filled a form back to `page` with what was wrong.

    `part` names the form on a page of several.
    """

    def wrap(endpoint: Endpoint) -> Endpoint:
        async def answer(request: Request) -> Response:
            try:
                return await endpoint(request)
            except Exception as error:  # noqa: BLE001  the edge: nothing may leak past it
                return _back_to(page, {"part": part} if part else {}, error)

        return answer

    return wrap


async def read_form(request: Request, kind: type[Form]) -> Form:
    """The form's fields. Every field is text, and none may be missing, unknown or given twice.

    Raises: `InvalidInput` (field "form").
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise InvalidInput("This must be a form.", field="form")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise InvalidInput("This form is too long.", field="form")
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), max_num_fields=_MOST_FIELDS,
            errors="strict",
        )  # fmt: skip
        fields = dict(pairs)
        if len(fields) != len(pairs):
            raise InvalidInput("A field was given twice.", field="form")
        return msgspec.convert(fields, kind)
    except (ValueError, msgspec.ValidationError):
        raise InvalidInput("This form is not one of ours.", field="form") from None


def client_of(request: Request) -> Client:
    """Where a request came from."""
    token = token_in(request.headers.get("cookie", ""))
    return Client(
        network=network_of(request.client.host if request.client else None),
        device=device_of(request.headers.get("user-agent", "")),
        browser_hash=None if token is None else hash_of(token),
    )


def go_to(page: str, **told: str) -> Response:
    """Send the browser on to a page, which says what was `told` by its code."""
    path = page.rstrip("/") + "/"  # as the pages are served, which spares a second redirect
    address = f"{path}?{urlencode(told)}" if told else path
    return RedirectResponse(address, _SEE_OTHER, {"cache-control": "no-store"})


def signed_in(answer: Response, session: SignedIn) -> Response:
    """The answer with the new session's cookie."""
    answer.headers.append("set-cookie", set_cookie("session", session.token, int(LASTS.total_seconds())))
    return answer


def without_cookie(answer: Response, what: str) -> Response:
    """The answer that takes a cookie away."""
    answer.headers.append("set-cookie", set_cookie(what, "", 0))
    return answer


def _back_to(page: str, part: dict[str, str], error: Exception) -> Response:
    match error:
        case Refused():
            return go_to(page, trouble=error.trouble.value, **part)
        case LimitReached():
            wait = f"{error.retry_after_s:.0f}"
            answer = go_to(page, trouble="too_fast", wait=wait, **part)
            answer.headers["retry-after"] = wait
            return answer
        case NotSignedIn():
            return go_to("/sign-in", trouble="signed_out")
        case Unavailable():
            return go_to(page, trouble="unavailable", **part)
        case NotFound():
            return go_to(page, trouble="not_found", **part)
        case _:
            return problem_response(error)
