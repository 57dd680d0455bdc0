"""Whom to tell of a weakness: `security.txt` of RFC 9116, when an administrator has said who."""

from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from outer_skies.api.problems import problem_response
from outer_skies.errors import NotFound
from outer_skies.settings import Settings, settings

GOOD_FOR = timedelta(days=180)
PATH = "/.well-known/security.txt"


def security_txt(chosen: Settings, now: datetime) -> str | None:
    """The file's text; None when there is nobody to name."""
    if chosen.security_contact is None:
        return None
    expires = (now + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {chosen.security_contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: en"]
    if chosen.is_https:
        lines.append(f"Canonical: {chosen.public_url}{PATH}")
    return "\n".join(lines) + "\n"


async def contact(_: Request) -> Response:
    """The file, made anew each day, so that it never expires while the app is served."""
    text = security_txt(settings(), datetime.now(UTC))
    if text is None:
        return problem_response(NotFound("Nobody is named here yet."))
    return PlainTextResponse(text, headers={"cache-control": "max-age=86400"})


routes = [Route(PATH, contact)]
