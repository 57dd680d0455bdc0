"""The table of failures for HTTP: each kind of error to RFC 9457 problem details.

`state/failures.py` is the other table. A test walks every kind and fails when one is missing here.
"""

from typing import Any

from starlette.responses import JSONResponse

from outer_skies.errors import (
    Conflict,
    InvalidInput,
    LimitReached,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Unavailable,
    Undefined,
)
from outer_skies.telemetry.accidents import reference_for

STATUS = {
    InvalidInput: 422,
    Undefined: 422,
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    LimitReached: 429,
    Unavailable: 503,
}
"""Anything else, `Broken` included, is a 500 with a reference number and no more."""


def refusal_response(status: int, title: str, detail: str) -> JSONResponse:
    """The answer to a request that never came as far as to ask for something."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")


def problem_response(error: Exception) -> JSONResponse:
    """The answer to a request that failed."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    body: dict[str, Any] = {"type": "about:blank", "title": type(error).__name__, "status": status}
    headers: dict[str, str] = {}
    if status == 500:  # noqa: PLR2004  internal server error
        words = f"Something broke here, not with you. Reference {reference_for(error)}."
        body |= {"title": "Broken", "detail": words}
    else:
        body["detail"] = str(error)
    if isinstance(error, InvalidInput):
        body["field"] = error.field
    if isinstance(error, LimitReached):
        headers["retry-after"] = f"{error.retry_after_s:.0f}"
    return JSONResponse(body, status, headers, media_type="application/problem+json")
