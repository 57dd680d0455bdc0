"""One lunar eclipse: its moments, and what is seen of it at a place.

Source: as `events/eclipses.py`.
"""

from collections.abc import Callable
from functools import lru_cache

import msgspec
import numpy as np
from numpy.polynomial import chebyshev

from outer_skies.engine.bodies import Body
from outer_skies.engine.events.contacts import (
    HOURS,
    Contact,
    ContactName,
    LocalContact,
    Values,
    contact,
    passes_zero,
)
from outer_skies.engine.events.event import EclipseType, Event, EventKind
from outer_skies.engine.events.intervals import normal
from outer_skies.engine.events.rising import VISIBLE_HORIZON, above_horizon_deg, find_arcs
from outer_skies.engine.events.shadows import EarthShadow, approach, earth_shadow, length, states_at
from outer_skies.engine.events.spans import Span, spans_of
from outer_skies.engine.events.syzygies import Syzygy
from outer_skies.engine.local_sky import direction
from outer_skies.engine.moments import utc_text
from outer_skies.engine.places import Place
from outer_skies.errors import InvalidInput

_REACH_HOURS = 3.6  # no eclipse of the Moon lasts longer before or after its greatest moment
_NODES = 9


class LunarEclipse(msgspec.Struct, frozen=True):
    """A lunar eclipse and its moments: those of the umbra and of totality where there are such."""

    event: Event
    contacts: tuple[Contact, ...]


class LocalLunarEclipse(msgspec.Struct, frozen=True):
    """A lunar eclipse at a place. `type` is the deepest that is seen there while the Moon is up, None where nothing is.

    `contacts` are all that happen; `visible` is when the Moon is up and touched by the penumbra.
    """

    type: EclipseType | None
    contacts: tuple[LocalContact, ...]
    visible: tuple[Span, ...]


def lunar_eclipse(event: Event) -> LunarEclipse:
    """The moments of a lunar eclipse, to a second. Raises InvalidInput beside "event" for any other event."""
    return LunarEclipse(event, tuple(contact(name, jd_tt) for name, jd_tt in _contacts(event)))


def lunar_eclipse_at(event: Event, place: Place) -> LocalLunarEclipse:
    """What is seen of a lunar eclipse at a place. Raises InvalidInput beside "event" for any other event."""
    contacts = dict(_contacts(event))
    moments = np.array(list(contacts.values()))
    at = direction(Body.MOON, moments, place)
    is_up = above_horizon_deg(Body.MOON, moments, place, VISIBLE_HORIZON) >= 0
    rows = zip(
        contacts, moments.tolist(), at.altitude_deg.tolist(), at.azimuth_deg.tolist(), is_up.tolist(), strict=True
    )
    first, last = contacts[ContactName.PENUMBRA_BEGINS], contacts[ContactName.PENUMBRA_ENDS]
    arcs = find_arcs(Body.MOON, first, last, place, VISIBLE_HORIZON)
    edges = [first, *arcs.jd_tt.tolist(), last]
    up = [arcs.is_up_first, *arcs.is_rising.tolist()]
    seen = [(start, end) for start, end, is_up in zip(edges[:-1], edges[1:], up, strict=True) if is_up]
    return LocalLunarEclipse(
        _deepest(contacts, seen),
        tuple(LocalContact(name, utc_text(moment), moment, *rest) for name, moment, *rest in rows),
        spans_of(normal(seen)),
    )


def _deepest(contacts: dict[ContactName, float], seen: list[tuple[float, float]]) -> EclipseType | None:
    """The deepest shadow of which a part is seen."""
    for of_type, begins, ends in (
        (EclipseType.TOTAL, ContactName.TOTALITY_BEGINS, ContactName.TOTALITY_ENDS),
        (EclipseType.PARTIAL, ContactName.UMBRA_BEGINS, ContactName.UMBRA_ENDS),
        (EclipseType.PENUMBRAL, ContactName.PENUMBRA_BEGINS, ContactName.PENUMBRA_ENDS),
    ):
        if begins in contacts and any(start < contacts[ends] and contacts[begins] < end for start, end in seen):
            return of_type
    return None


@lru_cache(maxsize=64)
def _contacts(event: Event) -> tuple[tuple[ContactName, float], ...]:
    """All moments in order, JD(TT)."""
    if event.kind is not EventKind.LUNAR_ECLIPSE:
        raise InvalidInput("This is asked of a lunar eclipse.", field="event")
    series = _series(event.jd_tt)

    def touches(radius: Callable[[EarthShadow], Values]) -> Callable[[Values], Values]:
        def gap(hours: Values) -> Values:
            *offset, height, umbra, penumbra, moon = chebyshev.chebval(hours / _REACH_HOURS, series)
            apart = np.degrees(np.arctan2(length(np.stack(offset, axis=-1)), -height))
            return apart - radius(EarthShadow(apart, umbra, penumbra, moon))

        return gap

    found = [(ContactName.GREATEST, 0.0)]
    for gap, begins, ends in (
        (touches(lambda at: at.penumbra_deg + at.moon_deg), ContactName.PENUMBRA_BEGINS, ContactName.PENUMBRA_ENDS),
        (touches(lambda at: at.umbra_deg + at.moon_deg), ContactName.UMBRA_BEGINS, ContactName.UMBRA_ENDS),
        (touches(lambda at: at.umbra_deg - at.moon_deg), ContactName.TOTALITY_BEGINS, ContactName.TOTALITY_ENDS),
    ):
        found += [(begins, hours) for hours in passes_zero(gap, -_REACH_HOURS, 0.0)]
        found += [(ends, hours) for hours in passes_zero(gap, 0.0, _REACH_HOURS)]
    found.sort(key=lambda one: one[1])
    return tuple((name, event.jd_tt + hours / HOURS) for name, hours in found)


def _series(jd_tt: float) -> Values:
    """What a contact depends on, as polynomials of the part of the reach: offset, height, umbra, penumbra, Moon."""
    nodes = chebyshev.chebpts1(_NODES)
    at = states_at(jd_tt + nodes * _REACH_HOURS / HOURS)
    near = approach(at, Syzygy.FULL)
    shadow = earth_shadow(at, near)
    rows = np.column_stack((near.offset, near.height, shadow.umbra_deg, shadow.penumbra_deg, shadow.moon_deg))
    return np.asarray(chebyshev.chebfit(nodes, rows, _NODES - 3), dtype=np.float64)
