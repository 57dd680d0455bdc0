"""How much anyone may send at once, and how long they may take over it."""

import asyncio

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.api.edge.asking import header
from outer_skies.api.edge.refusing import TOO_BIG, Door, refuse
from outer_skies.api.problems import refusal_response

LARGEST_BODY = 1024 * 1024
LARGEST_FRAME = 128 * 1024
"""A form with every text at its longest is 80 kB; a page says of longer texts itself that they are too long."""

BODY_LIMIT_S = 15.0


class Sizes:
    """Refuses bodies and frames that are too big, and bodies that come too slowly."""

    def __init__(self, app: ASGIApp, body_limit_s: float = BODY_LIMIT_S) -> None:
        self._app = app
        self._body_limit_s = body_limit_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what is small enough."""
        if scope["type"] == "websocket":
            await self._app(scope, _small_frames(Door(receive, send)), send)
            return
        length = header(scope, b"content-length")
        if length is not None and not _is_small(length):
            await refuse(scope, receive, send, _too_big())
            return
        if length in {None, "0"} and header(scope, b"transfer-encoding") is None and scope["http_version"] != "2":
            await self._app(scope, receive, send)  # there is no body to wait for
            return
        body = await self._whole_body(scope, receive, send)
        if body is not None:
            await self._app(scope, _replayed(body, receive), send)

    async def _whole_body(self, scope: Scope, receive: Receive, send: Send) -> bytes | None:
        """The body, read here so that no endpoint is entered before it is whole; None when it was refused."""
        chunks: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self._body_limit_s):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    chunks.append(message.get("body", b""))
                    size += len(chunks[-1])
                    if size > LARGEST_BODY:
                        break
                    if not message.get("more_body", False):
                        return b"".join(chunks)
        except TimeoutError:
            answer = refusal_response(408, "TooSlow", "The request took too long to arrive.")
            await refuse(scope, receive, send, answer)
            return None
        await refuse(scope, receive, send, _too_big())
        return None


def _is_small(length: str) -> bool:
    return length.isascii() and length.isdigit() and len(length) < 12 and int(length) <= LARGEST_BODY  # noqa: PLR2004  before int()


def _too_big() -> Response:
    return refusal_response(413, "TooLarge", f"At most {LARGEST_BODY // 1024} kB can be sent at once.")


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body as one message, and after it whatever else there is to hear."""
    is_told = False

    async def hear() -> Message:
        nonlocal is_told
        if is_told:
            return await receive()
        is_told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return hear


def _small_frames(door: Door) -> Receive:
    async def hear() -> Message:
        message = await door.receive()
        if message["type"] != "websocket.receive":
            return message
        sent = message.get("text") or message.get("bytes") or b""
        # A character may be four bytes: only texts near the limit are worth counting.
        if len(sent) * 4 > LARGEST_FRAME and len(sent.encode() if isinstance(sent, str) else sent) > LARGEST_FRAME:
            return await door.shut(TOO_BIG, "The message is too large.")
        return message

    return hear
