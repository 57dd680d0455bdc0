"""Questions put to an ASGI app directly, one message at a time, as a server would put them."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

HOST = "127.0.0.1:3000"
ORIGIN = f"http://{HOST}"


@dataclass
class Answer:
    """What was sent back."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]

    def __getitem__(self, name: str) -> str:
        (value,) = self.all(name)
        return value


class Echo:
    """An app that answers what it was asked, and remembers it."""

    def __init__(
        self, headers: Iterable[tuple[str, str]] = (("content-type", "text/plain"),), status: int = 200
    ) -> None:
        self.scope: dict[str, Any] = {}
        self.status = status
        self.body = b""
        self.asked = 0
        self.frames: list[str] = []
        self.left_with: int | None = None
        self._headers = [(name.encode(), value.encode()) for name, value in headers]

    async def __call__(self, scope, receive, send) -> None:
        self.scope = scope
        self.asked += 1
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            while (message := await receive())["type"] == "websocket.receive":
                self.frames.append(message.get("text"))
            self.left_with = message["code"]
            return
        more = True
        while more:
            message = await receive()
            self.body += message.get("body", b"")
            more = message.get("more_body", False)
        await send({"type": "http.response.start", "status": self.status, "headers": list(self._headers)})
        await send({"type": "http.response.body", "body": b"echo"})


def scope_for(
    kind: str, path: str, headers: dict[str, str] | Sequence[tuple[str, str]], client: str, **more: Any
) -> dict[str, Any]:
    pairs = list(headers.items() if isinstance(headers, dict) else headers)
    if not any(name == "host" for name, _ in pairs):
        pairs.insert(0, ("host", HOST))
    path, _, query = path.partition("?")
    return {
        "type": kind, "path": path, "raw_path": path.encode(), "query_string": query.encode(), "http_version": "1.1",
        "scheme": "http", "client": (client, 50_000),
        "headers": [(name.encode(), value.encode()) for name, value in pairs], **more,
    }  # fmt: skip


async def ask(
    app, path="/", *, method="GET", headers=(), client="127.0.0.1", chunks=(b"",), pause_s=0.0, **more
) -> Answer:
    """One request; its body in these chunks, with a pause before each."""
    answer = Answer()
    waiting = list(chunks)

    async def receive():
        if not waiting:
            return {"type": "http.disconnect"}
        await asyncio.sleep(pause_s)
        body = waiting.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message):
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = [(name.decode(), value.decode()) for name, value in message["headers"]]
        else:
            answer.body += message.get("body", b"")

    await app(scope_for("http", path, headers, client, method=method, **more), receive, send)
    return answer


@dataclass
class Talk:
    """What a websocket was told."""

    closed_with: int | None = None
    status: int | None = None


async def talk(app, frames=(), *, headers=(("origin", ORIGIN),), client="127.0.0.1", path="/_event/", **more) -> Talk:
    """One websocket that sends these frames and leaves."""
    told = Talk()
    waiting = [{"type": "websocket.connect"}]
    waiting += [{"type": "websocket.receive", "text" if isinstance(f, str) else "bytes": f} for f in frames]

    async def receive():
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect", "code": 1000}

    async def send(message):
        if message["type"] == "websocket.close":
            told.closed_with = message["code"]
        elif message["type"] == "websocket.http.response.start":
            told.status = message["status"]

    await app(scope_for("websocket", path, headers, client, **more), receive, send)
    return told
