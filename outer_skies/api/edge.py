"""What stands before the pages: who may ask, what the browser may do with the answer, and whose browser it is.

A plain ASGI wrapper, so that it covers the pages, the websocket and our own routes alike.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.accounts.browsers import new_token
from outer_skies.accounts.cookies import cookie_name, token_in
from outer_skies.settings import Settings

COOKIE_AGE_S = 400 * 24 * 3600
"""The longest that browsers keep a cookie; each visit renews it."""

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_NAMED_FOR_CONTENT = re.compile(r"/assets/.+-[\w-]{8,}\.\w+")


def script_hashes(pages: Iterable[Path]) -> list[str]:
    """CSP sources for every inline script in these built pages, so that no other inline script runs."""
    scripts = {script for page in pages for script in _INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))}
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def security_headers(settings: Settings, hashes: Iterable[str]) -> dict[str, str]:
    """The headers of every answer."""
    sockets = " ".join(origin.replace("http", "ws", 1) for origin in settings.origins)
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *hashes]),
        "style-src": "'self' 'unsafe-inline'",  # the framework and the wheel set styles on elements
        "img-src": "'self' data: blob:",
        "connect-src": f"'self' {sockets}",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    headers = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "geolocation=(), camera=(), microphone=(), payment=(), usb=()",
    }
    if settings.is_https:
        headers["strict-transport-security"] = "max-age=63072000; includeSubDomains"
    return headers


class Edge:
    """Wraps the app. Refuses foreign hosts, sets the headers, hands out the browser's cookie with a page."""

    def __init__(self, app: ASGIApp, settings: Settings, built_pages: Path) -> None:
        self._app = app
        self._settings = settings
        self._hosts = frozenset(settings.hosts)
        self._headers = security_headers(settings, script_hashes(built_pages.glob("**/*.html")))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or one websocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            await self._refuse(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return

        async def finish(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._finish(scope, headers, MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, finish)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        await PlainTextResponse("This server does not answer to that name.", 421)(scope, receive, send)

    def _finish(self, scope: Scope, asked: Headers, answer: MutableHeaders) -> None:
        for name, value in self._headers.items():
            answer.setdefault(name, value)
        if _NAMED_FOR_CONTENT.fullmatch(scope["path"]):
            answer["cache-control"] = "public, max-age=31536000, immutable"
        elif answer.get("content-type", "").startswith("text/html"):
            answer["cache-control"] = "no-cache"
            answer.append("set-cookie", self._cookie(asked))

    def _cookie(self, asked: Headers) -> str:
        token = token_in(asked.get("cookie", "")) or new_token()
        secure = "; Secure" if self._settings.is_https else ""
        return f"{cookie_name()}={token}; Path=/; Max-Age={COOKIE_AGE_S}; HttpOnly; SameSite=Lax{secure}"
