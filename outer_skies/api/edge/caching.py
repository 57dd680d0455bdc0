"""How long an answer may be kept: for ever what is named for its content, and a page only until it is asked for."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMED_FOR_CONTENT = re.compile(r"/assets/.+-[\w-]{8,}\.\w+")
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")
_ASK_AGAIN = (b"cache-control", b"no-cache")


class Caching:
    """Says so of the built pages and their files, whose server says nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and say how long it may be kept."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = dict(message.get("headers", ()))
                if b"cache-control" not in told:
                    said = self._said_of(scope, message["status"], told)
                    message["headers"] = [*message.get("headers", ()), *said]
            await send(message)

        await self._app(scope, receive, dated)

    def _said_of(self, scope: Scope, status: int, told: dict[bytes, bytes]) -> tuple[tuple[bytes, bytes], ...]:
        if status < 400 and _NAMED_FOR_CONTENT.fullmatch(scope["path"]):  # noqa: PLR2004  an error is no file
            return (_FOR_EVER,)
        if told.get(b"content-type", b"").startswith(b"text/html"):
            return (_ASK_AGAIN,)
        return ()
