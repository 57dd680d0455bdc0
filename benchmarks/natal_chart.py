"""A full natal chart against the bare library calls for the same bodies and houses, in one thread.

    python benchmarks/natal_chart.py [charts]

Births are spread at random over 1930 to 2019 and latitudes to 60 degrees, so that both sides read the files as a
real mix of births makes them. The bare side is one `swe.calc` for each of the twenty bodies and one `swe.houses`:
no equatorial coordinates, no aspects. Blocks of both alternate, and each side counts its fastest round.
"""

import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta

from outer_skies.engine.bodies import ALL_BODIES
from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.moments import Moment, moment_at
from outer_skies.engine.places import Place

import swisseph as swe  # isort: skip  the engine names the data folder first

ROUNDS = 9
FLAGS = swe.FLG_SWIEPH | swe.FLG_SPEED
IDS = (*range(14), 15, 16, 17, 18, 19, 20)
OPTIONS = ChartOptions()


def births(count: int) -> list[tuple[Moment, Place]]:
    """The same random births in every run."""
    chance = random.Random(1)  # noqa: S311  a workload, not a secret
    first = datetime(1930, 1, 1, tzinfo=UTC)
    return [
        (
            moment_at(first + timedelta(seconds=chance.randrange(90 * 365 * 86400))),
            Place("", chance.uniform(-60, 60), chance.uniform(-180, 180)),
        )
        for _ in range(count)
    ]


def bare(people: list[tuple[Moment, Place]]) -> None:
    """The library alone."""
    for moment, place in people:
        jd_tt = moment.jd_tt
        for body in IDS:
            swe.calc(jd_tt, body, FLAGS)
        swe.houses(moment.jd_ut1, place.north_latitude_deg, place.east_longitude_deg, b"P")


def ours(people: list[tuple[Moment, Place]]) -> None:
    """Charts as the app casts them."""
    for moment, place in people:
        cast_chart(moment, place, OPTIONS)


def main() -> None:
    """Prints the result as one line of JSON."""
    people = births(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    assert len(IDS) == len(ALL_BODIES)
    best = {bare: float("inf"), ours: float("inf")}
    for _ in range(ROUNDS):
        for side in (bare, ours):
            start = time.perf_counter()
            side(people)
            best[side] = min(best[side], time.perf_counter() - start)
    aspects = sum(len(cast_chart(*one, OPTIONS).aspects) for one in people) / len(people)
    print(
        json.dumps(
            {
                "name": "natal_chart",
                "charts": len(people),
                "bodies": len(ALL_BODIES),
                "aspects_per_chart": round(aspects, 1),
                "bare_us": round(best[bare] / len(people) * 1e6, 1),
                "ours_us": round(best[ours] / len(people) * 1e6, 1),
                "ratio": round(best[ours] / best[bare], 2),
                "target": "<= 2.0",
            }
        )
    )


if __name__ == "__main__":
    main()
