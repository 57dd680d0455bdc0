"""All events of an interval, of the kinds that are asked for, in order of time."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import DEFAULT_BODIES, Body
from outer_skies.engine.ephemeris import theory_at
from outer_skies.engine.events.aspects import PTOLEMAIC, aspects_between
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.ingresses import sign_ingresses
from outer_skies.engine.events.lunations import lunations
from outer_skies.engine.events.stations import retrogrades, stations
from outer_skies.engine.events.tracks import computable
from outer_skies.engine.events.voids import MODERN_PLANETS, void_moons
from outer_skies.engine.moments import Moment
from outer_skies.errors import InvalidInput, Undefined

__all__ = ["DEFAULT_KINDS", "MOST_YEARS", "PTOLEMAIC", "Progress", "check_interval", "find_events"]

MOST_YEARS = 1100
_YEAR_DAYS = 365.2425
_CHUNK_DAYS = 7305.0  # twenty years: so much is searched between two reports
DEFAULT_KINDS = (EventKind.ASPECT, EventKind.INGRESS, EventKind.STATION, EventKind.LUNATION, EventKind.VOID)

Progress = Callable[[float], None]


class _Query(NamedTuple):
    """What to find in each part of an interval."""

    bodies: tuple[Body, ...]
    aspects: tuple[AspectKind, ...]
    ayanamsa: Ayanamsa | None
    void_planets: tuple[Body, ...]


_FINDERS: dict[EventKind, Callable[[_Query, float, float], list[Event]]] = {
    EventKind.ASPECT: lambda query, start, end: aspects_between(
        query.bodies, query.aspects, start, end, query.ayanamsa
    ),
    EventKind.INGRESS: lambda query, start, end: sign_ingresses(query.bodies, start, end, query.ayanamsa),
    EventKind.STATION: lambda query, start, end: stations(query.bodies, start, end, query.ayanamsa),
    EventKind.RETROGRADE: lambda query, start, end: retrogrades(query.bodies, start, end, query.ayanamsa),
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
    ayanamsa: Ayanamsa | None = None,
    void_planets: Sequence[Body] = MODERN_PLANETS,
    progress: Progress | None = None,
) -> tuple[Event, ...]:
    """Every event that begins in [start, end), each once, in order of time.

    `kinds` are aspect, ingress, station, retrograde, lunation and void; what else there is needs a chart or a place
    and is found by functions of its own. `bodies` are those of a chart by default, as far as they can be computed in
    the whole interval; lunations and void spans are the Moon's, whatever they are. With an ayanamsa signs, stations
    and longitudes are sidereal. `progress` is called from time to time with what is done of the search, above 0 to 1;
    what it raises ends the search.

    Raises InvalidInput beside "to" (see `check_interval`), "kinds" or "bodies"; OutsideEphemeris outside the years 1 to
    2999; Undefined for a body that was asked for and cannot be computed in the whole interval.

    Accuracy: times are within 0.5 s of those at which `ephemeris.sight` has the bodies there; tested.
    """
    check_interval(start, end)
    theory_at(start.jd_tt)
    theory_at(end.jd_tt)
    unknown = [kind for kind in kinds if kind not in _FINDERS]
    if unknown:
        raise InvalidInput(f"This search does not find {unknown[0].value.replace('_', ' ')} events.", field="kinds")
    query = _Query(_chosen(bodies, start, end), tuple(aspects), ayanamsa, tuple(void_planets))
    distinct = [kind for kind in _FINDERS if kind in kinds]
    edges = _edges(start.jd_tt, end.jd_tt)
    steps = [(first, last, kind) for first, last in pairwise(edges) for kind in distinct]
    found: list[Event] = []
    for done, (first, last, kind) in enumerate(steps, 1):
        found.extend(_FINDERS[kind](query, first, last))
        if progress is not None:
            progress(done / len(steps))
    return tuple(sorted(found, key=attrgetter("jd_tt")))


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
