"""Whose browser it is: a page hands out the cookie that the browser is known by."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.accounts.browsers import new_token
from outer_skies.accounts.cookies import cookie_name
from outer_skies.api.edge.asking import browser_of
from outer_skies.api.edge.refusing import is_page
from outer_skies.settings import Settings

COOKIE_AGE_S = 400 * 24 * 3600
"""The longest that browsers keep a cookie; each visit renews it."""


class BrowserCookies:
    """Sets the cookie with each page, anew or for the first time."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._secure = "; Secure" if settings.is_https else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and let the browser be known again."""

        async def handing_out(message: Message) -> None:
            if message["type"] == "http.response.start" and is_page(message["headers"]):
                message["headers"] = [*message["headers"], (b"set-cookie", self._cookie(scope))]
            await send(message)

        await self._app(scope, receive, handing_out if scope["type"] == "http" else send)

    def _cookie(self, scope: Scope) -> bytes:
        token = browser_of(scope) or new_token()
        attributes = f"Path=/; Max-Age={COOKIE_AGE_S}; HttpOnly; SameSite=Lax{self._secure}"
        return f"{cookie_name()}={token}; {attributes}".encode()
