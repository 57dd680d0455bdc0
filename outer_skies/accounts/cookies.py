"""The cookies that a browser, a session and a mailed link are known by. HTTP answers alone set them."""

from http.cookies import CookieError, SimpleCookie

from outer_skies.accounts.tokens import is_token
from outer_skies.settings import settings


def cookie_name(what: str = "browser") -> str:
    """Over TLS the name itself makes browsers insist on Secure, our host alone and the whole path."""
    return f"__Host-{what}" if settings().is_https else what


def token_in(cookie_header: str, what: str = "browser") -> str | None:
    """The token of this cookie in a `Cookie` header; None when there is none, or the header is damaged."""
    try:
        morsel = SimpleCookie(cookie_header).get(cookie_name(what))
    except CookieError:
        return None
    # SimpleCookie undoes escapes, so that a value may hold anything: only what we could have made is let in.
    return morsel.value if morsel and is_token(morsel.value) else None


def set_cookie(what: str, token: str, lasts_s: int) -> str:
    """The `Set-Cookie` header for a token; no token and no time take the cookie away."""
    secure = "; Secure" if settings().is_https else ""
    return f"{cookie_name(what)}={token}; Path=/; Max-Age={lasts_s}; HttpOnly; SameSite=Lax{secure}"
