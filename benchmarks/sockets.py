"""A visitor's websocket: the little of Engine.IO and Socket.IO that the page speaks, at the least cost to the client.

The library of the backend has a client too, but it parses every answer, and would then be what is measured.
"""

import asyncio
import base64
import json
import os
import struct
import uuid
from collections.abc import Callable

NAMESPACE = "/_event,"
HYDRATE = "reflex___state____state.hydrate_and_load"
HYDRATED = b'"is_hydrated_rx_state_":true'
CONNECT_LIMIT_S = 60

Heard = Callable[[bytes], None]


class Visitor(asyncio.Protocol):
    """One open page. `heard` gets every packet of our namespace, undecoded."""

    def __init__(self, port: int, *, cookie: str = "") -> None:
        self.token = str(uuid.uuid4())
        self.heard: Heard = lambda _: None
        self.bytes_received = 0
        self._port = port
        self._cookie = cookie
        self._buffer = bytearray()
        self._is_upgraded = False
        self._transport: asyncio.Transport | None = None
        loop = asyncio.get_running_loop()
        self._opened: asyncio.Future[None] = loop.create_future()
        self.closed: asyncio.Future[None] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the websocket, as the page does."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        origin = f"http://127.0.0.1:{self._port}"
        lines = [
            f"GET /_event/?EIO=4&transport=websocket&token={self.token} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            f"Origin: {origin}",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Outer Skies benchmark",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            *([f"Cookie: {self._cookie}"] if self._cookie else []),
        ]
        transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def data_received(self, data: bytes) -> None:
        """Cut the stream into messages."""
        self._buffer += data
        if not self._is_upgraded:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self._buffer.startswith(b"HTTP/1.1 101"):
                self._fail(f"no websocket: {bytes(self._buffer[:end])!r}")
                return
            del self._buffer[: end + 4]
            self._is_upgraded = True
        while (message := self._next_message()) is not None:
            self._hear(*message)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        self._fail(f"the connection ended: {exc}")
        if not self.closed.done():
            self.closed.set_result(None)

    def close(self) -> None:
        """Leave without a word, as a closed tab does."""
        if self._transport:
            self._transport.abort()

    async def opened(self) -> None:
        """Wait until the page is hydrated and has loaded."""
        await asyncio.wait_for(self._opened, CONNECT_LIMIT_S)

    def send_event(self, name: str, payload: str, path: str = "/") -> None:
        """Send an event whose payload is JSON already."""
        self._send(f"42{NAMESPACE}" + '["event",' + event_json(name, payload, path) + "]")

    def _hear(self, opcode: int, message: bytes) -> None:
        if opcode == 0x9:
            self._frame(0xA, message)
        elif opcode == 0x8:
            self.close()
        elif message == b"2":
            self._send("3")
        elif message.startswith(b"0"):
            hydrate = event_json(HYDRATE, "{}", "/")
            self._send(f"40{NAMESPACE}" + '{"event":' + hydrate + "}")
        elif message.startswith(b"44"):
            self._fail(f"refused: {message!r}")
        elif not self._opened.done() and HYDRATED in message:
            self._opened.set_result(None)
        else:
            self.heard(message)

    def _next_message(self) -> tuple[int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        length, start = buffer[1] & 0x7F, 2
        if length >= 126:
            start = 4 if length == 126 else 10
            if len(buffer) < start:
                return None
            length = int.from_bytes(buffer[2:start], "big")
        if len(buffer) < start + length:
            return None
        assert buffer[0] & 0x80, "a fragmented message, which the server never sent before"
        opcode, message = buffer[0] & 0x0F, bytes(buffer[start : start + length])
        del buffer[: start + length]
        self.bytes_received += start + length
        return opcode, message

    def _send(self, text: str) -> None:
        self._frame(0x1, text.encode())

    def _frame(self, opcode: int, payload: bytes) -> None:
        assert self._transport is not None
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
        else:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
        # The mask is zero, which the protocol allows: masking costs a client time, and tells nothing of the server.
        self._transport.write(head + b"\0\0\0\0" + payload)

    def _fail(self, why: str) -> None:
        if not self._opened.done():
            self._opened.set_exception(ConnectionError(why))


def event_json(name: str, payload: str, path: str) -> str:
    """An event as the page writes it, with a payload that is JSON already."""
    router_data = json.dumps({"pathname": path, "asPath": path})
    return f'{{"name":"{name}","payload":{payload},"router_data":{router_data}}}'


async def visit(port: int, *, cookie: str = "") -> Visitor:
    """An open page, hydrated."""
    loop = asyncio.get_running_loop()
    _, visitor = await loop.create_connection(lambda: Visitor(port, cookie=cookie), "127.0.0.1", port)
    await visitor.opened()
    return visitor
