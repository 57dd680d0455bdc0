"""A crowd of visitors in a process of its own, told on stdin what to do, answering on stdout, a line of JSON each.

    python benchmarks/crowd.py PORT EVENT SOCKETS

`{"sockets": 50, "seconds": 4}`: that many visitors send the event, each again as soon as it is answered.
`{"record": 100}`: one visitor sends that many, and the answers are written down.
"""

import asyncio
import gc
import json
import resource
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from births import draft_payload
from sockets import Visitor, visit

ANSWER_LIMIT_S = 20
CONNECTING_AT_ONCE = 10


@dataclass(slots=True)
class Round:
    """What happened between two instants."""

    until: float
    event: str
    answers: int = 0
    wrong: int = 0
    received_bytes: int = 0
    times_ms: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Caller:
    """A visitor who sends the next draft as soon as the last one is answered."""

    visitor: Visitor
    number: int
    seq: int = 0
    sent_at: float = 0.0
    expected: bytes = b""

    def start(self, here: Round) -> asyncio.Future[None]:
        """Send until the round is over; done when the last answer is here."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def heard(message: bytes) -> None:
            if self.expected not in message:
                return
            now = time.perf_counter()
            if now < here.until:
                here.answers += 1
                here.wrong += b"scene_rx_state_" not in message
                here.received_bytes += len(message)
                here.times_ms.append(1000 * (now - self.sent_at))
                self.send(here.event)
            elif not done.done():
                done.set_result(None)

        self.visitor.heard = heard
        self.send(here.event)
        return done

    def send(self, event: str) -> None:
        """One more birth, which nobody had before."""
        self.seq += 1
        self.expected = b'\\"seq\\": %d,' % self.seq
        self.sent_at = time.perf_counter()
        self.visitor.send_event(event, draft_payload(self.number + self.seq, self.seq))


async def run_round(callers: list[Caller], event: str, seconds: float) -> dict[str, Any]:
    """All `callers` at once for `seconds`."""
    gc.collect()
    cpu, began = _cpu_s(), time.perf_counter()
    here = Round(began + seconds, event)
    await asyncio.wait_for(asyncio.gather(*(caller.start(here) for caller in callers)), seconds + ANSWER_LIMIT_S)
    times = sorted(here.times_ms)
    return {
        "events": here.answers,
        "wrong": here.wrong,
        "per_s": here.answers / seconds,
        "bytes_each": here.received_bytes / max(1, here.answers),
        "p50_ms": times[len(times) // 2] if times else None,
        "p99_ms": times[int(len(times) * 0.99)] if times else None,
        "client_cpu_ms": 1000 * (_cpu_s() - cpu) / max(1, here.answers),
    }


async def record(caller: Caller, event: str, count: int) -> list[tuple[str, str]]:
    """The answers to `count` events: the form's view behind its number, and the scene."""
    answers: list[tuple[str, str]] = []
    for _ in range(count):
        heard: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

        def hear(message: bytes, heard: asyncio.Future[bytes] = heard) -> None:
            if caller.expected in message and not heard.done():
                heard.set_result(message)

        caller.visitor.heard = hear
        caller.send(event)
        message = await asyncio.wait_for(heard, ANSWER_LIMIT_S)
        (delta,) = json.loads(message.partition(b",")[2])[1]["delta"].values()
        _, rest = delta["form_rx_state_"].split(f'"seq": {caller.seq}', 1)
        answers.append((rest, delta["scene_rx_state_"]))
    return answers


async def main() -> None:
    """Connect, then do as told until stdin ends."""
    port, event, sockets = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    gate = asyncio.Semaphore(CONNECTING_AT_ONCE)

    async def enter() -> Visitor:
        async with gate:
            return await visit(port)

    visitors = await asyncio.gather(*(enter() for _ in range(sockets)))
    callers = [Caller(visitor, number * 100_003) for number, visitor in enumerate(visitors)]
    loop = asyncio.get_running_loop()
    _tell({"connected": len(callers)})
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        asked = json.loads(line)
        if "record" in asked:
            _tell(await record(callers[0], event, asked["record"]))
        else:
            _tell(await run_round(callers[: asked["sockets"]], event, asked["seconds"]))


def _tell(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    asyncio.run(main())
