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
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar, cast

from outer_skies.errors import Broken, Unavailable
from outer_skies.settings import PROJECT_DIR

P = ParamSpec("P")
Result = TypeVar("Result")

LENGTH_BYTES = 4
RECEIVED_BYTES = 65_536
ANSWERS_TOGETHER = 8
"""More would keep the first waiting for the last."""
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
        self._transport.write(_framed(message))
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        return future

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        for message in _messages(self._buffer):
            is_fine, value = pickle.loads(message)  # noqa: S301  from our own child
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
    """Answer calls until the other end is gone.

    Calls that came together are answered together, a few at a time: each time that the server is woken costs it a
    third of what an answer does.
    """
    buffer = bytearray()
    answers: list[bytes] = []
    with line:
        while data := line.recv(RECEIVED_BYTES):
            buffer += data
            for call in _messages(buffer):
                answers.append(_framed(_answer(call)))
                if len(answers) == ANSWERS_TOGETHER:
                    line.sendall(b"".join(answers))
                    answers.clear()
            line.sendall(b"".join(answers))
            answers.clear()


def _answer(call: bytes) -> bytes:
    function, args, kwargs = pickle.loads(call)  # noqa: S301  from our own parent
    try:
        answer = (True, function(*args, **kwargs))
    except Exception as error:  # noqa: BLE001  a fault of one call is told to its caller
        answer = (False, f"{type(error).__name__} in {function.__name__}")
    return pickle.dumps(answer)


def _framed(message: bytes) -> bytes:
    return len(message).to_bytes(LENGTH_BYTES) + message


def _messages(buffer: bytearray) -> Iterator[bytes]:
    """The whole messages in the buffer, which are cut from it."""
    while len(buffer) >= LENGTH_BYTES:
        end = LENGTH_BYTES + int.from_bytes(buffer[:LENGTH_BYTES])
        if len(buffer) < end:
            return
        message = bytes(buffer[LENGTH_BYTES:end])
        del buffer[:end]
        yield message


if __name__ == "__main__":
    importlib.import_module("outer_skies.state.preview")  # now, and not while the first person waits
    gc.freeze()  # what is loaded stays: only what calls leave behind need be looked through
    serve(socket.socket(fileno=int(sys.argv[1])))
