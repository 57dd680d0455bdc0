"""Ingresses: bodies that enter signs, and the houses of a chart."""

from collections.abc import Sequence
from functools import lru_cache

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.passes import Passes, Wanted, find_passes
from outer_skies.engine.events.times import told
from outer_skies.engine.events.tracks import Quantity, Track, computable
from outer_skies.engine.houses import Houses
from outer_skies.engine.zodiac import SIGN_DEG, Sign

LONGEST_STAY_DAYS = 3.0  # the slowest Moon passes a sign in 2.6 days
_SIGNS = tuple(Sign)
_STARTS_DEG = tuple(SIGN_DEG * number for number in range(len(_SIGNS)))


def sign_ingresses(
    bodies: Sequence[Body], start_jd_tt: float, end_jd_tt: float, ayanamsa: Ayanamsa | None = None
) -> list[Event]:
    """Every moment in [start, end) at which one of the bodies enters a sign, forwards or backwards.

    `longitude_deg` is where the two signs meet.
    """
    others = [body for body in bodies if body is not Body.MOON]
    events = _sign_ingresses(others, start_jd_tt, end_jd_tt, ayanamsa)
    if len(others) < len(bodies):
        entries = moon_entries(start_jd_tt, end_jd_tt, ayanamsa)
        events.extend(entry for entry in entries if start_jd_tt <= entry.jd_tt < end_jd_tt)
    return events


@lru_cache(maxsize=8)
def moon_entries(start_jd_tt: float, end_jd_tt: float, ayanamsa: Ayanamsa | None) -> tuple[Event, ...]:
    """The Moon's entries into signs, also those of a stay before and after the interval, which void spans need."""
    first, last = computable(Body.MOON)
    low, high = max(start_jd_tt - LONGEST_STAY_DAYS, first), min(end_jd_tt + LONGEST_STAY_DAYS, last)
    return tuple(_sign_ingresses((Body.MOON,), low, high, ayanamsa))


def _sign_ingresses(bodies: Sequence[Body], start: float, end: float, ayanamsa: Ayanamsa | None) -> list[Event]:
    """Body by body."""
    events: list[Event] = []
    for body, passes in _crossings(bodies, _STARTS_DEG, start, end, ayanamsa):
        events.extend(
            Event(
                utc=utc,
                kind=EventKind.INGRESS,
                bodies=(body,),
                longitude_deg=_STARTS_DEG[number],
                sign=_SIGNS[number if is_rising else number - 1],
                jd_tt=jd_tt,
                is_retrograde=not is_rising,
            )
            for jd_tt, utc, number, is_rising, _ in told(passes)
        )
    return events


def house_ingresses(
    houses: Houses,
    bodies: Sequence[Body],
    start_jd_tt: float,
    end_jd_tt: float,
    ayanamsa: Ayanamsa | None = None,
) -> list[Event]:
    """Every moment in [start, end) at which one of the bodies enters one of the houses of a chart, body by body.

    `longitude_deg` is the cusp it crosses. The ayanamsa is that of the chart, None for a tropical one.
    """
    cusps = houses.cusps_deg
    events: list[Event] = []
    for body, passes in _crossings(bodies, cusps, start_jd_tt, end_jd_tt, ayanamsa):
        events.extend(
            Event(
                utc=utc,
                kind=EventKind.HOUSE_INGRESS,
                bodies=(body,),
                longitude_deg=cusps[number],
                jd_tt=jd_tt,
                house=number + 1 if is_rising != houses.is_clockwise else (number - 1) % len(cusps) + 1,
                is_retrograde=not is_rising,
            )
            for jd_tt, utc, number, is_rising, _ in told(passes)
        )
    return events


def _crossings(
    bodies: Sequence[Body], edges_deg: tuple[float, ...], start: float, end: float, ayanamsa: Ayanamsa | None
) -> list[tuple[Body, Passes]]:
    if not bodies:
        return []
    wanted = [Wanted(Track(Quantity(body, ayanamsa=ayanamsa)), edges_deg) for body in bodies]
    return list(zip(bodies, find_passes(wanted, start, end), strict=True))
