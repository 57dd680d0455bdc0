"""Aspectarian: what happens in the sky, day by day, as ephemerides print it below their tables.

Source: Raphael's Astronomical Ephemeris, for the form; the events are those of the event search.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

import msgspec

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.find import PTOLEMAIC, find_events
from outer_skies.engine.moments import Moment

DAILY_KINDS = (EventKind.ASPECT, EventKind.INGRESS, EventKind.STATION, EventKind.LUNATION)
_DATE = 10  # characters of "2020-12-21"


class AspectarianDay(msgspec.Struct, frozen=True):
    """A day of UTC on which something happens, "2020-12-21", and what, in order of time."""

    date: str
    events: tuple[Event, ...]


class Aspectarian(msgspec.Struct, frozen=True):
    """The days in order; days without events are left out."""

    days: tuple[AspectarianDay, ...]


def aspectarian(
    start: Moment,
    end: Moment,
    kinds: Sequence[EventKind] = DAILY_KINDS,
    bodies: Sequence[Body] | None = None,
    aspects: Sequence[AspectKind] = PTOLEMAIC,
    *,
    ayanamsa: Ayanamsa | None = None,
    progress: Callable[[float], None] | None = None,
) -> Aspectarian:
    """The events of [start, end) by days of UTC. Arguments and what is raised are those of `find_events`."""
    found = find_events(start, end, kinds, bodies, aspects, ayanamsa=ayanamsa, progress=progress)
    days = groupby(found, key=lambda event: event.utc[:_DATE])
    return Aspectarian(tuple(AspectarianDay(date, tuple(events)) for date, events in days))
