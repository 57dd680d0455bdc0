"""Ingresses: bodies that enter signs, and the houses of a chart."""

from collections.abc import Sequence

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.passes import Passes, Wanted, find_passes
from outer_skies.engine.events.times import told
from outer_skies.engine.events.tracks import Quantity, Track
from outer_skies.engine.houses import Houses
from outer_skies.engine.zodiac import SIGN_DEG, Sign

_SIGNS = tuple(Sign)
_STARTS_DEG = tuple(SIGN_DEG * number for number in range(len(_SIGNS)))


def sign_ingresses(
    bodies: Sequence[Body], start_jd_tt: float, end_jd_tt: float, ayanamsa: Ayanamsa | None = None
) -> list[Event]:
    """Every moment in [start, end) at which one of the bodies enters a sign, forwards or backwards, body by body.

    `longitude_deg` is where the two signs meet.
    """
    events: list[Event] = []
    for body, passes in _crossings(bodies, _STARTS_DEG, start_jd_tt, end_jd_tt, ayanamsa):
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
