"""What all layers of the edge add to a request and to an event, against the same app without them in the same run.

    python benchmarks/edge_cost.py [rounds]

The app answers at once, so that nothing but the edge is between the two. Requests and frames are those of a browser,
by many visitors in turn. Rounds with and without the edge alternate, and each side counts its median round, in the
processor time of the process: no layer waits for anything, unless for a shared counter.
"""

import asyncio
import json
import secrets
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from births import draft_payload
from sockets import NAMESPACE, event_json

from outer_skies.accounts.limits import Limits
from outer_skies.api.edge import behind, layers
from outer_skies.settings import PROJECT_DIR, read_settings
from outer_skies.store.windows import Windows

EVENT = "reflex___state____state.outer_skies___state___cast____cast_state.draft_changed"
REQUESTS = 4000
FRAMES = 4000
VISITORS = 1000
TARGET_MS = 0.2
PAGE = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"0"), (b"vary", b"Accept-Encoding")]


async def answering(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401  an ASGI app
    """Answer a page at once; hear a websocket out."""
    if scope["type"] == "websocket":
        while (await receive())["type"] != "websocket.disconnect":
            pass
        return
    await send({"type": "http.response.start", "status": 200, "headers": list(PAGE)})
    await send({"type": "http.response.body", "body": b""})


def browser_headers(token: str) -> list[tuple[bytes, bytes]]:
    """What Chromium sends along."""
    sent = {
        "host": "127.0.0.1:3000",
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537.36",
        "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "accept-language": "en-GB,en;q=0.9",
        "accept-encoding": "gzip, deflate, br, zstd",
        "origin": "http://127.0.0.1:3000",
        "sec-fetch-site": "same-origin",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
        "upgrade-insecure-requests": "1",
        "cookie": f"browser={token}",
        "cache-control": "max-age=0",
    }
    return [(name.encode(), value.encode()) for name, value in sent.items()]


def scope_of(kind: str, number: int, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    """One question."""
    return {
        "type": kind, "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"", "http_version": "1.1",
        "scheme": "http", "client": (f"10.0.{number // 250}.{number % 250}", 50_000), "headers": headers,
    }  # fmt: skip


async def nothing(*_: object) -> dict[str, Any]:
    """Neither a body to hear nor anybody to tell."""
    return {"type": "http.disconnect"}


async def requests_ms(app: Callable[..., Awaitable[None]], crowd: list[list[tuple[bytes, bytes]]]) -> float:
    """Milliseconds a request."""
    scopes = [scope_of("http", number % VISITORS, list(crowd[number % VISITORS])) for number in range(REQUESTS)]
    began = time.process_time()
    for scope in scopes:
        await app(scope, nothing, nothing)
    return 1000 * (time.process_time() - began) / REQUESTS


async def frames_ms(app: Callable[..., Awaitable[None]], headers: list[tuple[bytes, bytes]]) -> float:
    """Milliseconds a frame."""
    drafts = [event_json(EVENT, draft_payload(number, number), "/") for number in range(FRAMES)]
    waiting = [{"type": "websocket.receive", "text": f'42{NAMESPACE}["event",{draft}]'} for draft in drafts]
    waiting.append({"type": "websocket.disconnect", "code": 1000})
    left = iter(waiting)

    async def receive() -> dict[str, Any]:
        return next(left)

    began = time.process_time()
    await app(scope_of("websocket", 0, headers), receive, nothing)
    return 1000 * (time.process_time() - began) / FRAMES


async def measure(rounds: int) -> dict[str, Any]:
    """Both sides in turn."""
    chosen = read_settings({"OUTER_SKIES_LIMIT_FACTOR": "10000"})
    pages = Path(PROJECT_DIR / ".web" / "build" / "client")
    limits = Limits(Windows(), chosen.limit_factor)
    sides = {"bare": answering, "edge": behind(answering, layers(chosen, limits, pages, frozenset({EVENT})))}
    crowd = [browser_headers(secrets.token_urlsafe(32)) for _ in range(VISITORS)]
    found: dict[str, dict[str, list[float]]] = {side: {"request": [], "frame": []} for side in sides}
    for number in range(rounds + 1):
        for side, app in sides.items():
            request, frame = await requests_ms(app, crowd), await frames_ms(app, crowd[0])
            if number:  # the first warms up
                found[side]["request"].append(request)
                found[side]["frame"].append(frame)
    middle = {side: {kind: statistics.median(times) for kind, times in kinds.items()} for side, kinds in found.items()}
    added = {kind: round(middle["edge"][kind] - middle["bare"][kind], 4) for kind in ("request", "frame")}
    return {
        "name": "edge_cost",
        "rounds": rounds,
        "with_and_without_ms": {
            side: {kind: round(ms, 4) for kind, ms in kinds.items()} for side, kinds in middle.items()
        },
        "request_ms": added["request"],
        "frame_ms": added["frame"],
        "target": f"<= {TARGET_MS} ms a request",
        "met": added["request"] <= TARGET_MS,
    }


def main() -> None:
    """Prints the result as one line of JSON."""
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 7))))


if __name__ == "__main__":
    main()
