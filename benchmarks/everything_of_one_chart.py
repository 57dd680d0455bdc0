"""A natal chart with every reading of it, against the fullest chart that kerykeion and stellium make.

    python benchmarks/everything_of_one_chart.py [charts]

The same births for all, one thread each, after one chart to warm up. Ours holds twenty bodies and every technique of
the group "reading"; a peer's holds all that it offers to add to one chart. Rounds of the three sides alternate and
each counts its fastest.
"""

import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from peer_environments import ask

from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.moments import moment_at
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.table import TECHNIQUES, Group

ROUNDS = 3
TARGET = 5.0
PEERS = ("kerykeion", "stellium")
OPTIONS = ChartOptions()
READINGS = [technique for technique in TECHNIQUES if technique.group is Group.READING]


def births(count: int) -> list[dict[str, Any]]:
    """The same random births in every run, spread over 1930 to 2019 and latitudes to 60 degrees."""
    chance = random.Random(3)  # noqa: S311  a workload, not a secret
    first = datetime(1930, 1, 1, tzinfo=UTC)
    return [
        {
            "utc": (first + timedelta(seconds=chance.randrange(90 * 365 * 86400))).isoformat(),
            "lat": round(chance.uniform(-60, 60), 4),
            "lon": round(chance.uniform(-180, 180), 4),
        }
        for _ in range(count)
    ]


def everything(birth: dict[str, Any]) -> None:
    """Our chart with every reading."""
    moment = moment_at(datetime.fromisoformat(birth["utc"]))
    chart = cast_chart(moment, Place("", birth["lat"], birth["lon"]), OPTIONS)
    for technique in READINGS:
        technique.find(chart)


def main() -> None:
    """Prints the result as one line of JSON."""
    people = births(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
    everything(people[0])
    best = dict.fromkeys(("ours", *PEERS), float("inf"))
    for _ in range(ROUNDS):
        begin = time.process_time()
        for birth in people:
            everything(birth)
        best["ours"] = min(best["ours"], time.process_time() - begin)
        for peer in PEERS:
            best[peer] = min(best[peer], ask(peer, {"task": "fullest", "births": people})["seconds"])
    each = {side: round(1000 * seconds / len(people), 3) for side, seconds in best.items()}
    ratios = {peer: round(each[peer] / each["ours"], 2) for peer in PEERS}
    print(
        json.dumps(
            {
                "name": "everything_of_one_chart",
                "charts": len(people),
                "techniques": len(READINGS),
                "ms_each": each,
                "times_faster": ratios,
                "target": f">= {TARGET}",
                "met": min(ratios.values()) >= TARGET,
            }
        )
    )


if __name__ == "__main__":
    main()
