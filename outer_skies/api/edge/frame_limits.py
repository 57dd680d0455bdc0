"""How fast anyone may send events: counted as frames arrive, before anything is read or loaded for them.

Who is too fast is made to wait first, which their own browser feels as a slow network. Who then goes on is cut off.
The counts are of this process: they protect it, and a websocket belongs to one process anyway.
"""

import asyncio
import time
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.api.edge.asking import address_of
from outer_skies.api.edge.refusing import POLICY, Door, refuse
from outer_skies.api.problems import problem_response
from outer_skies.errors import LimitReached

SOCKET_PER_S, SOCKET_BURST = 20, 120
"""The form sends at most one event in 80 ms, and only as often as someone pauses in typing."""

ADDRESS_PER_S, ADDRESS_BURST = 200, 1200
MOST_SOCKETS = 100
"""Open pages behind one address."""

PATIENCE = 100
"""Frames in a row that may have to wait: five seconds of them."""


@dataclass(slots=True)
class Bucket:
    """Holds `burst` frames at most and refills with `per_s`; below nothing it is owed."""

    per_s: float
    burst: float
    level: float = field(init=False)
    filled_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.level, self.filled_at = self.burst, time.monotonic()

    def take(self) -> float:
        """Take one; answers the seconds to wait for it."""
        now = time.monotonic()
        self.level = min(self.burst, self.level + (now - self.filled_at) * self.per_s) - 1
        self.filled_at = now
        return max(0.0, -self.level / self.per_s)


@dataclass(slots=True)
class _Household:
    """The open websockets of one address."""

    bucket: Bucket
    sockets: int = 0


class FrameLimits:
    """Counts the frames of each websocket, and those of all websockets of an address."""

    def __init__(self, app: ASGIApp, factor: int = 1, patience: int = PATIENCE) -> None:
        self._app = app
        self._factor = factor
        self._patience = patience
        self._households: dict[str, _Household] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a websocket at the pace that it may have."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        address = address_of(scope)
        here = self._households.get(address)
        if here is None:
            bucket = Bucket(ADDRESS_PER_S * self._factor, ADDRESS_BURST * self._factor)
            here = self._households[address] = _Household(bucket)
        if here.sockets >= MOST_SOCKETS * self._factor:
            error = LimitReached("Too many pages are open at this address.", retry_after_s=60)
            await refuse(scope, receive, send, problem_response(error))
            return
        here.sockets += 1
        try:
            own = Bucket(SOCKET_PER_S * self._factor, SOCKET_BURST * self._factor)
            await self._app(scope, self._paced(Door(receive, send), (own, here.bucket)), send)
        finally:
            here.sockets -= 1
            if not here.sockets:
                del self._households[address]

    def _paced(self, door: Door, buckets: tuple[Bucket, ...]) -> Receive:
        waited = 0

        async def hear() -> Message:
            nonlocal waited
            message = await door.receive()
            if message["type"] != "websocket.receive":
                return message
            wait_s = max([bucket.take() for bucket in buckets])
            if not wait_s:
                waited = 0
                return message
            waited += 1
            if waited > self._patience:
                return await door.shut(POLICY, "Too many events.")
            await asyncio.sleep(wait_s)
            return message

        return hear
