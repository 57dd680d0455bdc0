"""A process beside the server that casts and draws, so that nobody waits while another's chart is computed.

The engine holds the interpreter's lock, and threads would not help. The two speak over a socket pair: pickled calls
one way, results the other, in order. The process ends when the socket does, however the server dies; when the process
dies, its calls fail, it is started again, and meanwhile the server computes by itself.
"""

import asyncio
import gc
import importlib
import pickle
import socket
import sys
from collections import deque
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from outer_skies.errors import Broken, Unavailable
from outer_skies.settings import PROJECT_DIR

P = ParamSpec("P")
Result = TypeVar("Result")

LENGTH_BYTES = 4
PAUSE_S = 1.0


class _Line(asyncio.Protocol):
    """Our end of the socket. Calls are answered in the order they were made."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._waiting: deque[asyncio.Future[Any]] = deque()
        self._transport: asyncio.Transport | None = None

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def call(self, message: bytes) -> asyncio.Future[Any]:
        assert self._transport is not None  # noqa: S101  asked only while open
        self._transport.write(len(message).to_bytes(LENGTH_BYTES) + message)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        return future

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= LENGTH_BYTES:
            end = LENGTH_BYTES + int.from_bytes(self._buffer[:LENGTH_BYTES])
            if len(self._buffer) < end:
                return
            is_fine, value = pickle.loads(self._buffer[LENGTH_BYTES:end])  # noqa: S301  from our own child
            del self._buffer[:end]
            future = self._waiting.popleft()
            if future.done():  # nobody waits any more: a newer draft has come
                continue
            if is_fine:
                future.set_result(value)
            else:
                future.set_exception(Broken(value))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  the end says enough
        for future in self._waiting:
            if not future.done():
                future.set_exception(Unavailable("The chart was lost on the way.", transient=True))
        self._waiting.clear()
        self._transport = None

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class _Caster:
    """The process and the line to it; at most one of each."""

    def __init__(self) -> None:
        self._line = _Line()
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the process; from then on calls go to it."""
        await self._begin()
        self._keeper = asyncio.create_task(self._keep())

    async def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            words = ["-m", "outer_skies.state.caster", str(theirs.fileno())]
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *words, cwd=PROJECT_DIR, pass_fds=[theirs.fileno()], start_new_session=True
            )
        self._line = _Line()
        await asyncio.get_running_loop().create_connection(lambda: self._line, sock=ours)

    async def _keep(self) -> None:
        while self._process is not None:
            await self._process.wait()
            await asyncio.sleep(PAUSE_S)
            await self._begin()

    async def stop(self) -> None:
        """End the process; from then on calls are computed here."""
        if self._keeper is not None:
            self._keeper.cancel()
        self._line.close()
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def run(self, function: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Result:
        """What the function answers. It and its arguments must be fit for pickling.

        Raises: `Unavailable` when the process died over it, `Broken` for what the function did not foresee.
        """
        if not self._line.is_open:
            return function(*args, **kwargs)
        return await self._line.call(pickle.dumps((function, args, kwargs)))


_caster = _Caster()
start = _caster.start
stop = _caster.stop
run = _caster.run


def serve(line: socket.socket) -> None:
    """Answer calls until the other end is gone."""
    with line, line.makefile("rb") as calls:
        while head := calls.read(LENGTH_BYTES):
            function, args, kwargs = pickle.loads(calls.read(int.from_bytes(head)))  # noqa: S301  from our own parent
            try:
                answer = (True, function(*args, **kwargs))
            except Exception as error:  # noqa: BLE001  a fault of one call is told to its caller
                answer = (False, f"{type(error).__name__} in {function.__name__}")
            message = pickle.dumps(answer)
            line.sendall(len(message).to_bytes(LENGTH_BYTES) + message)


if __name__ == "__main__":
    importlib.import_module("outer_skies.state.preview")  # now, and not while the first person waits
    gc.freeze()  # what is loaded stays: only what calls leave behind need be looked through
    serve(socket.socket(fileno=int(sys.argv[1])))
