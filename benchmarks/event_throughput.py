"""Events that cast a chart in our app, against events of a blank Reflex app that answer the same bytes from memory.

    python benchmarks/event_throughput.py [rounds] [seconds]

Both apps run at the same time and are asked in turn, so that the rest of the machine is the same to both. The crowd
is a process of its own, which costs the machine as much for the one as for the other. Every birth is another minute.
The blank app answers with what ours had answered to other births just before. Each app counts its median round.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from apps import App, blank_app, our_app

OUR_EVENT = "reflex___state____state.outer_skies___state___cast____cast_state.draft_changed"
BLANK_EVENT = "reflex___state____state.blank_app___blank_app____blank.draft_changed"
CROWDS = (50, 200)
TARGET = 0.6
RECORDED = 300
WARM_UP_S = 2.0
SAME_BYTES = 0.02
"""How far the mean answers may differ: the births of a round are not those that were recorded."""


class Crowd:
    """The visitors of one app."""

    def __init__(self, process: "subprocess.Popen[str]", app: App) -> None:
        self._process = process
        self._server = psutil.Process(app.pid)

    def ask(self, question: dict[str, Any]) -> Any:  # noqa: ANN401  whatever the crowd answers
        """Say one line, hear one line."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self.hear()

    def hear(self) -> Any:  # noqa: ANN401
        """One line."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            sys.exit("the crowd went home")
        return json.loads(line)

    def round(self, sockets: int, seconds: float) -> dict[str, Any]:
        """One round, with what it cost the server's process and those that it started."""
        beside = self._server.children(recursive=True)
        before = _cpu_s(self._server), sum(map(_cpu_s, beside))
        found = self.ask({"sockets": sockets, "seconds": seconds})
        server, others = _cpu_s(self._server) - before[0], sum(map(_cpu_s, beside)) - before[1]
        if found["wrong"] or not found["events"]:
            sys.exit(f"{found['wrong']} of {found['events']} answers hold no chart")
        each = 1000 / found["events"]
        return found | {"server_cpu_ms": server * each, "beside_cpu_ms": others * each}


def _cpu_s(process: psutil.Process) -> float:
    used = process.cpu_times()
    return used.user + used.system


@contextmanager
def crowd(app: App, event: str) -> Iterator[Crowd]:
    """As many visitors as the largest round needs, connected."""
    command = [sys.executable, str(Path(__file__).with_name("crowd.py")), str(app.port), event, str(max(CROWDS))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  words of our own
    try:
        people = Crowd(process, app)
        people.hear()
        yield people
    finally:
        process.kill()
        process.wait()


def measure(ours: Crowd, blank: Crowd, rounds: int, seconds: float) -> dict[str, Any]:
    """Both apps in turn, at each size of crowd."""
    result: dict[str, Any] = {}
    for sockets in CROWDS:
        for side in (ours, blank):
            side.round(sockets, WARM_UP_S)
        found: dict[str, list[dict[str, Any]]] = {"ours": [], "blank": []}
        for _ in range(rounds):
            found["ours"].append(ours.round(sockets, seconds))
            found["blank"].append(blank.round(sockets, seconds))
        middle = {side: _medians(rows) for side, rows in found.items()}
        size, other = middle["ours"]["bytes_each"], middle["blank"]["bytes_each"]
        if abs(size / other - 1) > SAME_BYTES:
            sys.exit(f"our app answers with {size:.0f} bytes, the blank one with {other:.0f}")
        ratios = [a["per_s"] / b["per_s"] for a, b in zip(found["ours"], found["blank"], strict=True)]
        result[str(sockets)] = middle | {
            "ratio": round(middle["ours"]["per_s"] / middle["blank"]["per_s"], 3),
            "ratio_of_each_pair": [round(ratio, 3) for ratio in ratios],
        }
    return result


def _medians(rows: list[dict[str, Any]]) -> dict[str, float]:
    return {name: round(statistics.median(row[name] for row in rows), 3) for name in rows[0] if name != "wrong"}


def main() -> None:
    """Prints the result as one line of JSON."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 4.0
    with tempfile.TemporaryDirectory() as folder, our_app() as app, crowd(app, OUR_EVENT) as ours:
        answers = Path(folder) / "answers.json"
        answers.write_text(json.dumps(ours.ask({"record": RECORDED})), encoding="utf-8")
        with blank_app(answers) as other, crowd(other, BLANK_EVENT) as blank:
            found = measure(ours, blank, rounds, seconds)
    ratio = min(found[str(sockets)]["ratio"] for sockets in CROWDS)
    print(
        json.dumps(
            {
                "name": "event_throughput",
                "rounds": rounds,
                "seconds": seconds,
                "sockets": found,
                "ratio": ratio,
                "target": f">= {TARGET}",
                "met": ratio >= TARGET,
            }
        )
    )


if __name__ == "__main__":
    main()
