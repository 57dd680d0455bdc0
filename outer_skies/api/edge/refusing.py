"""How a layer says no, to a request and to a websocket's handshake alike; and how it knows an answer."""

from collections.abc import Iterable

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

ANSWER_START = frozenset({"http.response.start", "websocket.http.response.start"})
"""The messages that carry an answer's status and headers."""

POLICY = 1008
TOO_BIG = 1009


def is_page(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether an answer with these headers is a page for people."""
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in headers)


async def refuse(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    """Answer at once. A handshake is answered with the same response where the server can, else closed."""
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": POLICY})
        return
    await answer(scope, receive, send)


class Door:
    """The way in of an open websocket, which a layer can shut: then the app hears that the visitor left."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._shut_with: int | None = None

    async def receive(self) -> Message:
        """The next message; a disconnect for ever once the door is shut."""
        if self._shut_with is not None:
            return {"type": "websocket.disconnect", "code": self._shut_with}
        return await self._receive()

    async def shut(self, code: int, reason: str) -> Message:
        """Close the websocket; answers what the app is to be told."""
        self._shut_with = code
        await self._send({"type": "websocket.close", "code": code, "reason": reason})
        return await self.receive()
