"""The cookie that a browser is known by."""

from http.cookies import CookieError, SimpleCookie

from outer_skies.accounts.browsers import is_token
from outer_skies.settings import settings


def cookie_name() -> str:
    """Over TLS the name itself makes browsers insist on Secure, our host alone and the whole path."""
    return "__Host-browser" if settings().is_https else "browser"


def token_in(cookie_header: str) -> str | None:
    """The browser's token in a `Cookie` header; None when there is none, or the header is damaged."""
    try:
        morsel = SimpleCookie(cookie_header).get(cookie_name())
    except CookieError:
        return None
    # SimpleCookie undoes escapes, so that a value may hold anything: only what we could have made is let in.
    return morsel.value if morsel and is_token(morsel.value) else None
