"""Memory of the app's process for each open session that has cast a chart, against a blank Reflex app.

    python benchmarks/session_memory.py [sessions]

Each session is a whole visit: the cookie from `/`, the page hydrated, a draft told to the form, "Cast chart", and the
chart's own page loaded. Sessions before them fill whatever is filled once. Counted is the process's own memory (USS),
which no other process shares, with all sessions open. The blank app's session got the same scene from its memory.
"""

import asyncio
import http.client
import json
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
from apps import App, blank_app, our_app
from births import draft_payload
from crowd import Caller, record
from event_throughput import BLANK_EVENT, OUR_EVENT
from sockets import Visitor, visit

CAST_EVENT = OUR_EVENT.replace("draft_changed", "cast_chart")
LOAD_EVENT = "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal"
CHART_PATH = re.compile(rb"/chart/[0-9a-f-]{36}")
LIMIT_MB = 1.0
WARM_UP_SESSIONS = 20
ANSWER_LIMIT_S = 20
SETTLING_S = 2.0

Session = Callable[[int, int], Awaitable[Visitor]]


async def our_session(port: int, number: int) -> Visitor:
    """Somebody who has cast a chart and looks at it."""
    visitor = await visit(port, cookie=_cookie(port))
    await _answer(visitor, OUR_EVENT, draft_payload(number, 1), re.compile(rb"scene_rx_state_"))
    cast = await _answer(visitor, CAST_EVENT, draft_payload(number, 2), CHART_PATH)
    await _answer(visitor, LOAD_EVENT, "{}", re.compile(rb'is_hydrated_rx_state_":true'), path=cast)
    return visitor


async def blank_session(port: int, number: int) -> Visitor:
    """A page of the blank app that has got its answer."""
    visitor = await visit(port)
    await _answer(visitor, BLANK_EVENT, draft_payload(number, number), re.compile(rb"scene_rx_state_"))
    return visitor


async def measure(app: App, session: Session, sessions: int) -> dict[str, float]:
    """Megabytes before and after."""
    process = psutil.Process(app.pid)
    visitors = [await session(app.port, number) for number in range(WARM_UP_SESSIONS)]
    await asyncio.sleep(SETTLING_S)
    before = process.memory_full_info()
    visitors += [await session(app.port, WARM_UP_SESSIONS + number) for number in range(sessions)]
    await asyncio.sleep(SETTLING_S)
    after = process.memory_full_info()
    for visitor in visitors:
        visitor.close()
    return {
        "before_mb": round(before.uss / 1e6, 1),
        "after_mb": round(after.uss / 1e6, 1),
        "rss_after_mb": round(after.rss / 1e6, 1),
        "session_mb": round((after.uss - before.uss) / 1e6 / sessions, 3),
    }


async def recorded(app: App) -> list[tuple[str, str]]:
    """Scenes for the blank app to answer with."""
    visitor = await visit(app.port)
    answers = await record(Caller(visitor, 0), OUR_EVENT, 100)
    visitor.close()
    return answers


def _cookie(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_LIMIT_S)
    connection.request("GET", "/", headers={"Accept": "text/html"})
    header = connection.getresponse().headers["set-cookie"]
    connection.close()
    return header.partition(";")[0]


async def _answer(visitor: Visitor, event: str, payload: str, wanted: "re.Pattern[bytes]", *, path: str = "/") -> str:
    """What `wanted` found in the answers to an event."""
    heard: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def hear(message: bytes) -> None:
        if (found := wanted.search(message)) and not heard.done():
            heard.set_result(found[0].decode())

    visitor.heard = hear
    visitor.send_event(event, payload, path)
    return await asyncio.wait_for(heard, ANSWER_LIMIT_S)


def main() -> None:
    """Prints the result as one line of JSON."""
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.json"
        with our_app() as app:
            ours = asyncio.run(measure(app, our_session, sessions))
            answers.write_text(json.dumps(asyncio.run(recorded(app))), encoding="utf-8")
        with blank_app(answers) as other:
            blank = asyncio.run(measure(other, blank_session, sessions))
    print(
        json.dumps(
            {
                "name": "session_memory",
                "sessions": sessions,
                "ours": ours,
                "blank": blank,
                "ratio": round(ours["session_mb"] / blank["session_mb"], 1) if blank["session_mb"] > 0 else None,
                "target": f"<= {LIMIT_MB} MB",
                "met": ours["session_mb"] <= LIMIT_MB,
            }
        )
    )


if __name__ == "__main__":
    main()
