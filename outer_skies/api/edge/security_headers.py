"""What the browser may do with an answer: the headers of every answer, refusals and errors too."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.api.edge.refusing import ANSWER_START, is_page
from outer_skies.settings import Settings

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_POLICY = b"content-security-policy"
_NONE = "'none'"
_NO_SENSORS = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip


def script_hashes(pages: Iterable[Path]) -> list[str]:
    """CSP sources for every inline script in these built pages, so that no other inline script runs."""
    scripts = {script for page in pages for script in _INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))}
    return sorted(map(sha256_source, scripts))


def sha256_source(text: str) -> str:
    """The CSP source that lets exactly this inline script or style pass."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page_policy(settings: Settings, hashes: Iterable[str]) -> str:
    """What a page may load and run: what was built, and nothing inline but the scripts of these hashes."""
    sockets = " ".join(origin.replace("http", "ws", 1) for origin in settings.origins)
    return content_policy(
        {
            "script-src": " ".join(["'self'", *hashes]),
            "style-src": "'self'",  # what the wheel sets on elements it sets by script, which is no inline style
            "img-src": "'self' data: blob:",
            "font-src": "'self'",
            "manifest-src": "'self'",
            "connect-src": f"'self' {sockets}",
            "form-action": "'self'",
        }
    )


def content_policy(allowed: Mapping[str, str]) -> str:
    """A Content-Security-Policy that allows this and nothing else."""
    policy = {"default-src": _NONE, "base-uri": _NONE, "form-action": _NONE, "frame-ancestors": _NONE} | dict(allowed)
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def security_headers(settings: Settings) -> dict[str, str]:
    """The headers of every answer, beside the policy of its content."""
    headers = {
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
        headers = [(name.encode(), value.encode()) for name, value in security_headers(settings).items()]
        policy = page_policy(settings, script_hashes(built_pages.glob("**/*.html")))
        self._of_pages = [(_POLICY, policy.encode()), *headers]
        self._of_others = [(_POLICY, content_policy({}).encode()), *headers]
        self._names = frozenset(name for name, _ in self._of_pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve with the headers."""

        async def guarded(message: Message) -> None:
            if message["type"] in ANSWER_START:
                given = message.get("headers", ())
                there = self._names.intersection(name.lower() for name, _ in given)
                ours = self._of_pages if _may_be_page(given) else self._of_others
                message["headers"] = [*given, *(pair for pair in ours if pair[0] not in there)]
            await send(message)

        await self._app(scope, receive, guarded)


def _may_be_page(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether it is a page, or says that the page which the browser has is still good: its policy counts then."""
    return is_page(headers) or not any(name == b"content-type" for name, _ in headers)
