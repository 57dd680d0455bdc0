"""Every technique of the table on one chart, and every kind of search over ten years.

    python benchmarks/technique_times.py

In milliseconds of the processor. A technique is called on sixty births, all twenty bodies in the chart, with its own
defaults, for a life of ninety years where it lists periods; it counts the median. A search runs in a process of its
own that has computed nothing before, from 2020 to 2030, and counts the best of three processes.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from natal_chart import births

from outer_skies.engine.bodies import DEFAULT_BODIES, Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.moments import Moment, moment_at, moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.table import TECHNIQUES, Group, Technique

TECHNIQUE_MS, SEARCH_MS = 5.0, 250.0
CHARTS, ROUNDS = 60, 3
LIFE_DAYS, YEAR_DAYS = 90 * 365.25, 365.25
START, END = moment_at(datetime(2020, 1, 1, tzinfo=UTC)), moment_at(datetime(2030, 1, 1, tzinfo=UTC))
HALIFAX = Place("Halifax", 44.65, -63.57)
BORN = moment_at(datetime(1990, 5, 17, 17, 30, tzinfo=UTC))


def later(chart: Chart, days: float) -> Moment:
    """So many days after the moment of a chart."""
    return moment_at_tt(chart.moment.jd_tt + days)


CALLS: dict[Group, Callable[[Technique, Chart, Chart], Any]] = {
    Group.READING: lambda one, chart, _: one.find(chart),
    Group.COMPARISON: lambda one, chart, other: one.find(chart, other),
    Group.PROGRESSION: lambda one, chart, _: one.find(chart, later(chart, LIFE_DAYS / 3)),
    Group.RELOCATION: lambda one, chart, _: one.find(chart, HALIFAX),
    Group.RETURN: lambda one, chart, _: one.find(chart, Body.SUN, later(chart, LIFE_DAYS / 3)),
    Group.MUNDANE: lambda one, chart, _: one.find(HALIFAX, chart.moment),
    Group.PERIODS: lambda one, chart, _: one.find(chart, later(chart, LIFE_DAYS)),
    Group.TABLE: lambda one, chart, _: one.find(chart),
    Group.MAP: lambda one, chart, _: one.find(chart),
}


def technique_ms(technique: Technique, charts: list[Chart]) -> float:
    """The median call."""
    call = CALLS[technique.group]
    call(technique, charts[0], charts[1])
    times: list[float] = []
    for chart, other in zip(charts, [*charts[1:], charts[0]], strict=True):
        begin = time.process_time()
        call(technique, chart, other)
        times.append(time.process_time() - begin)
    return round(1000 * statistics.median(times), 3)


def _events(kinds: str) -> Callable[[], Any]:
    def search() -> Any:  # noqa: ANN401  whatever is found
        from outer_skies.engine.events.event import EventKind  # noqa: PLC0415  loaded before the clock starts
        from outer_skies.engine.events.find import DEFAULT_KINDS, find_events  # noqa: PLC0415  as above

        chosen = DEFAULT_KINDS if kinds == "default" else [EventKind(kinds)]
        chart = cast_chart(BORN, HALIFAX, ChartOptions()) if kinds in {"house_ingress", "return"} else None
        return lambda: find_events(START, END, chosen, chart=chart)

    return search


def _transits() -> Any:  # noqa: ANN401  as above
    from outer_skies.engine.events.transits import points_of, transits  # noqa: PLC0415  as above

    points = points_of(cast_chart(BORN, HALIFAX, ChartOptions(bodies=DEFAULT_BODIES)))
    return lambda: transits(points, DEFAULT_BODIES, START.jd_tt, END.jd_tt)


def _eclipses() -> Any:  # noqa: ANN401  as above
    from outer_skies.engine.events.eclipses import find_eclipses  # noqa: PLC0415  as above

    return lambda: find_eclipses(START, END)


def _passages() -> Any:  # noqa: ANN401  as above
    from outer_skies.engine.events.rising import find_passages  # noqa: PLC0415  as above

    return lambda: find_passages(START, END, HALIFAX, (Body.SUN,))


def _parans() -> Any:  # noqa: ANN401  as above
    from outer_skies.engine.events.parans import find_parans  # noqa: PLC0415  as above

    return lambda: find_parans(START, END, HALIFAX, (Body.VENUS, Body.MARS))


def _elections() -> Any:  # noqa: ANN401  as above
    from outer_skies.engine.events import conditions as c  # noqa: PLC0415  as above
    from outer_skies.engine.events.elections import find_elections  # noqa: PLC0415  as above
    from outer_skies.engine.zodiac import Sign  # noqa: PLC0415  as above

    wanted = c.InSign(Body.MOON, (Sign.TAURUS,)) & ~c.MoonVoid()
    return lambda: find_elections(wanted, START, END)


SEARCHES: dict[str, Callable[[], Any]] = {
    "aspects, ingresses, stations, lunations and void Moons": _events("default"),
    **{
        kind: _events(kind)
        for kind in ("aspect", "ingress", "house_ingress", "station", "retrograde", "return", "lunation", "void")
    },
    "transits to a chart": _transits,
    "eclipses": _eclipses,
    "risings of the Sun": _passages,
    "parans of a pair": _parans,
    "elections": _elections,
}


def search_ms(name: str) -> float:
    """The best of three processes that find it for the first time."""
    command = [sys.executable, __file__, name]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  words of our own
        for _ in range(ROUNDS)
    ]
    return round(min(float(run.stdout) for run in runs), 1)


def main() -> None:
    """Prints the result as one line of JSON."""
    charts = [cast_chart(moment, place, ChartOptions()) for moment, place in births(CHARTS)]
    techniques = {one.name: technique_ms(one, charts) for one in TECHNIQUES if one.group in CALLS}
    searches = {name: search_ms(name) for name in SEARCHES}
    print(
        json.dumps(
            {
                "name": "technique_times",
                "techniques_ms": techniques,
                "searches_ms": searches,
                "target": f"< {TECHNIQUE_MS} ms and < {SEARCH_MS} ms",
                "met": max(techniques.values()) < TECHNIQUE_MS and max(searches.values()) < SEARCH_MS,
            }
        )
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        search = SEARCHES[sys.argv[1]]()
        begin = time.process_time()
        search()
        print(1000 * (time.process_time() - begin))
    else:
        main()
