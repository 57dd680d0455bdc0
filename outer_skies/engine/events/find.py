"""All events of an interval, of the kinds that are asked for, in order of time."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import DEFAULT_BODIES, Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import theory_at
from outer_skies.engine.events.aspects import PTOLEMAIC, aspects_between
from outer_skies.engine.events.eclipses import ECLIPSE_KINDS, find_eclipses
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.ingresses import house_ingresses, sign_ingresses
from outer_skies.engine.events.lunations import lunations
from outer_skies.engine.events.returns import returns
from outer_skies.engine.events.stations import retrogrades, stations
from outer_skies.engine.events.tracks import computable
from outer_skies.engine.events.transits import points_of, transits
from outer_skies.engine.events.voids import MODERN_PLANETS, void_moons
from outer_skies.engine.moments import Moment
from outer_skies.engine.techniques.needs import houses
from outer_skies.errors import InvalidInput, Undefined

__all__ = ["CHART_KINDS", "DEFAULT_KINDS", "MOST_YEARS", "PTOLEMAIC", "Progress", "check_interval", "find_events"]

MOST_YEARS = 1100
_YEAR_DAYS = 365.2425
_CHUNK_DAYS = 7305.0  # twenty years: so much is searched between two reports
DEFAULT_KINDS = (EventKind.ASPECT, EventKind.INGRESS, EventKind.STATION, EventKind.LUNATION, EventKind.VOID)
CHART_KINDS = (EventKind.HOUSE_INGRESS, EventKind.RETURN)  # which only a chart has

Progress = Callable[[float], None]


class _Query(NamedTuple):
    """What to find in each part of an interval."""

    bodies: tuple[Body, ...]
    aspects: tuple[AspectKind, ...]
    ayanamsa: Ayanamsa | None
    void_planets: tuple[Body, ...]
    chart: Chart | None


def _aspects(query: _Query, start: float, end: float) -> list[Event]:
    if query.chart is None:
        return aspects_between(query.bodies, query.aspects, start, end, query.ayanamsa)
    points = points_of(query.chart)
    return transits(points, query.bodies, start, end, kinds=query.aspects, ayanamsa=query.ayanamsa)


def _house_ingresses(query: _Query, start: float, end: float) -> list[Event]:
    if query.chart is None:
        raise InvalidInput("House ingresses need a chart.", field="kinds")
    return house_ingresses(houses(query.chart), query.bodies, start, end, query.ayanamsa)


def _returns(query: _Query, start: float, end: float) -> list[Event]:
    if query.chart is None:
        raise InvalidInput("Returns need a chart.", field="kinds")
    places = [(one.body, one.longitude_deg) for one in query.chart.bodies if one.body in query.bodies]
    return [event for body, place in places for event in returns(body, place, start, end, ayanamsa=query.ayanamsa)]


_FINDERS: dict[EventKind, Callable[[_Query, float, float], list[Event]]] = {
    EventKind.ASPECT: _aspects,
    EventKind.INGRESS: lambda query, start, end: sign_ingresses(query.bodies, start, end, query.ayanamsa),
    EventKind.HOUSE_INGRESS: _house_ingresses,
    EventKind.STATION: lambda query, start, end: stations(query.bodies, start, end, query.ayanamsa),
    EventKind.RETROGRADE: lambda query, start, end: retrogrades(query.bodies, start, end, query.ayanamsa),
    EventKind.RETURN: _returns,
    EventKind.LUNATION: lambda query, start, end: lunations(start, end, query.ayanamsa),
    EventKind.VOID: lambda query, start, end: void_moons(start, end, query.ayanamsa, query.void_planets),
}


def check_interval(start: Moment, end: Moment) -> None:
    """Raises InvalidInput beside "to" where the interval is empty, runs backwards, or is too long to search."""
    days = end.jd_tt - start.jd_tt
    if days <= 0:
        raise InvalidInput("A search ends after it begins.", field="to")
    if days > (MOST_YEARS + 1) * _YEAR_DAYS:
        raise InvalidInput(f"One search covers at most {MOST_YEARS:,} years.", field="to")


def find_events(
    start: Moment,
    end: Moment,
    kinds: Sequence[EventKind] = DEFAULT_KINDS,
    bodies: Sequence[Body] | None = None,
    aspects: Sequence[AspectKind] = PTOLEMAIC,
    *,
    chart: Chart | None = None,
    ayanamsa: Ayanamsa | None = None,
    void_planets: Sequence[Body] = MODERN_PLANETS,
    progress: Progress | None = None,
) -> tuple[Event, ...]:
    """Every event that begins in [start, end), each once, in order of time.

    `bodies` are those of a chart by default, as far as they can be computed in the whole interval; lunations, eclipses
    and void spans are the Moon's, whatever they are. Given a chart, aspects are transits to its bodies and angles, and
    house ingresses and returns to its longitudes can be found too. With an ayanamsa signs, stations and longitudes are
    sidereal; a chart brings its own. `progress` is called from time to time with what is done of the search, above 0
    to 1; what it raises ends the search.

    Raises InvalidInput beside "to" (see `check_interval`), "kinds", "bodies", "aspects" or "ayanamsa"; OutsideEphemeris
    outside the years 1 to 2999; Undefined for a body that was asked for and cannot be computed in the whole interval,
    and for house ingresses of a chart without houses.

    Accuracy: times are within 0.5 s of those at which `ephemeris.sight` has the bodies there; tested.
    """
    check_interval(start, end)
    theory_at(start.jd_tt)
    theory_at(end.jd_tt)
    zodiac = _zodiac(chart, ayanamsa)
    query = _Query(_chosen(bodies, start, end), tuple(aspects), zodiac, tuple(void_planets), chart)
    distinct = [kind for kind in _FINDERS if kind in kinds]
    steps = [(first, last, kind) for first, last in pairwise(_edges(start.jd_tt, end.jd_tt)) for kind in distinct]
    found: list[Event] = []
    for done, (first, last, kind) in enumerate(steps):
        if progress is not None and done:
            progress(done / len(steps))
        found.extend(_FINDERS[kind](query, first, last))
    found.extend(find_eclipses(start, end, [kind for kind in ECLIPSE_KINDS if kind in kinds], ayanamsa=zodiac))
    if progress is not None:
        progress(1.0)
    return tuple(sorted(found, key=attrgetter("jd_tt")))


def _zodiac(chart: Chart | None, ayanamsa: Ayanamsa | None) -> Ayanamsa | None:
    if chart is None:
        return ayanamsa
    if ayanamsa not in (None, chart.options.ayanamsa):
        raise InvalidInput("The chart is of another zodiac.", field="ayanamsa")
    return chart.options.ayanamsa


def _chosen(bodies: Sequence[Body] | None, start: Moment, end: Moment) -> tuple[Body, ...]:
    """The bodies to search for, each once, in the order of all bodies."""
    spans = {one: computable(one) for one in Body}
    known = [one for one, (first, last) in spans.items() if first <= start.jd_tt and end.jd_tt <= last]
    if bodies is None:
        return tuple(one for one in DEFAULT_BODIES if one in known)
    if not bodies:
        raise InvalidInput("Choose at least one body.", field="bodies")
    absent = [one for one in bodies if one not in known]
    if absent:
        raise Undefined(f"{absent[0].label} can be computed only in the years 1800 to 2399.")
    return tuple(one for one in Body if one in bodies)


def _edges(start: float, end: float) -> list[float]:
    parts = int((end - start) // _CHUNK_DAYS) + 1
    return [start + (end - start) * part / parts for part in range(parts)] + [end]
