"""Open websockets by the session they came with, so that ending a session ends what is open by it, at once."""

import asyncio
import contextlib

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.accounts.cookies import token_in
from outer_skies.accounts.sessions import IDLE
from outer_skies.accounts.tokens import hash_of
from outer_skies.errors import OuterSkiesError
from outer_skies.store import sessions
from outer_skies.store.transaction import transaction

SWEEPS_EVERY_S = 30.0
_POLICY_VIOLATION = 1008


class _Socket:
    """A websocket that can be ended from outside of the app that serves it."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._waiting: asyncio.Future[Message] | None = None
        self._is_over = False

    async def receive(self) -> Message:
        """What comes next; once it is ended, that it is gone."""
        if not self._is_over:
            self._waiting = asyncio.ensure_future(self._receive())
            try:
                return await self._waiting
            except asyncio.CancelledError:
                if not self._is_over:
                    raise
        # The server closes a socket only while nobody waits for what comes next.
        with contextlib.suppress(Exception):  # it may be gone already, which each server says in its own way
            await self._send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return {"type": "websocket.disconnect", "code": _POLICY_VIOLATION}

    async def send(self, message: Message) -> None:
        """Send, unless it was ended."""
        if not self._is_over:
            await self._send(message)

    def end(self) -> None:
        """Let nothing more in or out."""
        self._is_over = True
        if self._waiting is not None:
            self._waiting.cancel()


class OpenSockets:
    """The websockets of this process. What is known of a session here is the hash of its token."""

    def __init__(self) -> None:
        self._open: dict[bytes, set[_Socket]] = {}

    def around(self, app: ASGIApp) -> ASGIApp:
        """`app`, with its websockets known here for as long as they are open."""

        async def known(scope: Scope, receive: Receive, send: Send) -> None:
            token = (
                token_in(Headers(scope=scope).get("cookie", ""), "session") if scope["type"] == "websocket" else None
            )
            if token is None:
                await app(scope, receive, send)
                return
            socket = _Socket(receive, send)
            key = hash_of(token)
            self._open.setdefault(key, set()).add(socket)
            try:
                await app(scope, socket.receive, socket.send)
            finally:
                self._forget(key, socket)

        return known

    def end(self, token_hash: bytes) -> None:
        """Close every websocket of this session."""
        for socket in tuple(self._open.get(token_hash, ())):
            socket.end()

    async def sweep(self) -> None:
        """Close what is open by sessions that ended unheard or expired."""
        held = tuple(self._open)
        if not held:
            return
        async with transaction() as tx:
            live = await sessions.live_among(tx, held, IDLE)
        for token_hash in held:
            if token_hash not in live:
                self.end(token_hash)

    async def keep_sweeping(self) -> None:
        """Sweep now and then, for ever."""
        while True:
            await asyncio.sleep(SWEEPS_EVERY_S)
            with contextlib.suppress(OuterSkiesError):  # the next round sees to it
                await self.sweep()

    def _forget(self, key: bytes, socket: _Socket) -> None:
        held = self._open.get(key)
        if held is not None:
            held.discard(socket)
            if not held:
                del self._open[key]


open_sockets = OpenSockets()
"""The one of this process."""
