"""Every technique of the table on one chart, and every kind of search over ten years.

    python benchmarks/technique_times.py

In milliseconds of the processor. A technique is called on sixty births, all twenty bodies in the chart, with its own
defaults, for a life of ninety years where it lists periods; it counts the median. A search runs in a process of its
own that has computed no more than the one chart it is for, from 2020 to 2030, and counts the best of three processes.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from natal_chart import births

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import DEFAULT_BODIES, Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.events import conditions
from outer_skies.engine.events.eclipses import find_eclipses
from outer_skies.engine.events.elections import find_elections
from outer_skies.engine.events.event import EventKind
from outer_skies.engine.events.find import CHART_KINDS, PTOLEMAIC, find_events
from outer_skies.engine.events.hours import planetary_hours
from outer_skies.engine.events.local_solar_eclipses import solar_eclipse_at
from outer_skies.engine.events.lunar_eclipses import lunar_eclipse_at
from outer_skies.engine.events.parans import find_parans
from outer_skies.engine.events.rising import find_passages
from outer_skies.engine.events.transits import points_of, transits
from outer_skies.engine.horizon import Corner
from outer_skies.engine.moments import Moment, moment_at, moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.stars import star_named
from outer_skies.engine.techniques.aspectarian import aspectarian
from outer_skies.engine.techniques.graphic_ephemeris import graphic_ephemeris
from outer_skies.engine.techniques.table import TECHNIQUES, Group, Technique
from outer_skies.engine.zodiac import Sign

Search = Callable[[Chart], Any]

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


def of_kind(kind: EventKind, aspects: Sequence[AspectKind] = PTOLEMAIC) -> Search:
    """A search for one kind of event, in the sky or to the chart where it is of a chart."""
    return lambda born: find_events(START, END, [kind], aspects=aspects, chart=born if kind in CHART_KINDS else None)


def circumstances(_: Chart) -> Any:  # noqa: ANN401  eclipses of two kinds
    """All eclipses and what Halifax sees of each."""
    return [
        solar_eclipse_at(one, HALIFAX) if one.kind is EventKind.SOLAR_ECLIPSE else lunar_eclipse_at(one, HALIFAX)
        for one in find_eclipses(START, END)
    ]


VOID_IN_TAURUS = conditions.InSign(Body.MOON, (Sign.TAURUS,)) & ~conditions.MoonVoid()
VENUS_RISING_BY_DAY = conditions.NearAngle(Body.VENUS, (Corner.RISING,), 5.0) & conditions.AboveHorizon(Body.SUN)
SEARCHES: dict[str, Search] = {
    "aspects, ingresses, stations, lunations and void Moons": lambda _: find_events(START, END),
    **{
        kind.value: of_kind(kind)
        for kind in EventKind
        if kind not in (EventKind.SOLAR_ECLIPSE, EventKind.LUNAR_ECLIPSE)
    },
    "parallels": of_kind(EventKind.ASPECT, (AspectKind.PARALLEL, AspectKind.CONTRAPARALLEL)),
    "transits to a chart": lambda born: transits(points_of(born), DEFAULT_BODIES, START.jd_tt, END.jd_tt),
    "aspectarian": lambda _: aspectarian(START, END),
    "eclipses": lambda _: find_eclipses(START, END),
    "eclipses at a place": circumstances,
    "risings of the Sun": lambda _: find_passages(START, END, HALIFAX, (Body.SUN,)),
    "risings of the Moon": lambda _: find_passages(START, END, HALIFAX, (Body.MOON,)),
    "risings of a star": lambda _: find_passages(START, END, HALIFAX, (star_named("regulus"),)),
    "parans of a pair": lambda _: find_parans(START, END, HALIFAX, (Body.VENUS, Body.MARS)),
    "planetary hours": lambda _: planetary_hours(START.jd_tt, END.jd_tt, HALIFAX),
    "elections by signs": lambda _: find_elections(VOID_IN_TAURUS, START, END),
    "elections by the horizon": lambda _: find_elections(VENUS_RISING_BY_DAY, START, END, HALIFAX),
    "lines of a graphic ephemeris": lambda _: graphic_ephemeris(START, END),
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
                "worst_technique_ms": max(techniques.values()),
                "worst_search_ms": max(searches.values()),
                "target": f"< {TECHNIQUE_MS} ms and < {SEARCH_MS} ms",
                "met": max(techniques.values()) < TECHNIQUE_MS and max(searches.values()) < SEARCH_MS,
            }
        )
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        chart, search = cast_chart(BORN, HALIFAX, ChartOptions(bodies=DEFAULT_BODIES)), SEARCHES[sys.argv[1]]
        begin = time.process_time()
        search(chart)
        print(1000 * (time.process_time() - begin))
    else:
        main()
