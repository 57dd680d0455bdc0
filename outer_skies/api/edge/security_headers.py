"""What the browser may do with an answer: the headers of every answer, refusals and errors too."""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.api.edge.refusing import ANSWER_START
from outer_skies.settings import Settings

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_NO_SENSORS = (
    "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip


def script_hashes(pages: Iterable[Path]) -> list[str]:
    """CSP sources for every inline script in these built pages, so that no other inline script runs."""
    scripts = {script for page in pages for script in _INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))}
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def security_headers(settings: Settings, hashes: Iterable[str]) -> dict[str, str]:
    """The headers of every answer."""
    sockets = " ".join(origin.replace("http", "ws", 1) for origin in settings.origins)
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *hashes]),
        "style-src": "'self' 'unsafe-inline'",  # the framework and the wheel set styles on elements
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "connect-src": f"'self' {sockets}",
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
        "permissions-policy": ", ".join(f"{sensor}=()" for sensor in _NO_SENSORS),
    }
    if settings.is_https:
        headers["strict-transport-security"] = "max-age=63072000; includeSubDomains"
    return headers


class SecurityHeaders:
    """Adds each header that the answer does not carry already."""

    def __init__(self, app: ASGIApp, settings: Settings, built_pages: Path) -> None:
        self._app = app
        headers = security_headers(settings, script_hashes(built_pages.glob("**/*.html")))
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._names = frozenset(name for name, _ in self._headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve with the headers."""

        async def guarded(message: Message) -> None:
            if message["type"] in ANSWER_START:
                given = message.get("headers", ())
                there = self._names.intersection(name.lower() for name, _ in given)
                message["headers"] = [*given, *(pair for pair in self._headers if pair[0] not in there)]
            await send(message)

        await self._app(scope, receive, guarded)
