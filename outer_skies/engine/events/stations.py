"""Stations, and what lies between two of them: the spans in which a body runs backwards, with their shadows."""

from collections.abc import Sequence

import numpy as np

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.events.cubics import Values
from outer_skies.engine.events.event import Event, EventKind, Turns
from outer_skies.engine.events.passes import Passes, Wanted, find_passes, find_turns
from outer_skies.engine.events.times import utc_texts
from outer_skies.engine.events.tracks import Quantity, Track, computable, longitudes_deg
from outer_skies.engine.moments import utc_text

# These only ever run one way: the lights and the mean apogee forwards, the mean node backwards.
_NEVER_STATIONARY = frozenset({Body.SUN, Body.MOON, Body.MEAN_NODE, Body.MEAN_LILITH})
# And these go to and fro about a mean motion within weeks: they have stations, but no retrograde season and no shadow.
_RESTLESS = frozenset({Body.TRUE_NODE, Body.TRUE_LILITH})
# More than any body's shadow lasts before the station, and than its span and the shadow after.
_BEFORE_DAYS, _AFTER_DAYS = 300.0, 500.0
_NEAR_STATION_DAYS = 1.0


def stations(
    bodies: Sequence[Body], start_jd_tt: float, end_jd_tt: float, ayanamsa: Ayanamsa | None = None
) -> list[Event]:
    """Every moment in [start, end) at which the longitude of one of the bodies turns, body by body."""
    events: list[Event] = []
    for body in bodies:
        if body in _NEVER_STATIONARY:
            continue
        quantity = Quantity(body, ayanamsa=ayanamsa)
        jd_tt, is_rising = find_turns(quantity, start_jd_tt, end_jd_tt)
        longitudes = longitudes_deg(quantity, jd_tt)
        rows = zip(jd_tt.tolist(), utc_texts(jd_tt), longitudes, is_rising.tolist(), strict=True)
        events.extend(
            Event(
                utc=utc,
                kind=EventKind.STATION,
                bodies=(body,),
                longitude_deg=longitude,
                turns=Turns.DIRECT if is_direct else Turns.RETROGRADE,
                jd_tt=jd,
            )
            for jd, utc, longitude, is_direct in rows
        )
    return events


def retrogrades(
    bodies: Sequence[Body], start_jd_tt: float, end_jd_tt: float, ayanamsa: Ayanamsa | None = None
) -> list[Event]:
    """Every span that begins in [start, end) in which one of the bodies runs backwards, body by body.

    The shadow begins when the body first passes the longitude at which it will turn direct, and ends when it passes
    the one at which it turned retrograde for the last time. A span that ends after the ephemeris does (for centaurs
    and asteroids, its data files) is left out, and so is the part of a shadow that lies beyond.
    """
    return [
        event
        for body in bodies
        if body not in _NEVER_STATIONARY and body not in _RESTLESS
        for event in _retrogrades(body, start_jd_tt, end_jd_tt, ayanamsa)
    ]


def _retrogrades(body: Body, start: float, end: float, ayanamsa: Ayanamsa | None) -> list[Event]:
    first, last = computable(body)
    low, high = max(start - _BEFORE_DAYS, first), min(end + _AFTER_DAYS, last)
    track = Track(Quantity(body, ayanamsa=ayanamsa))
    at, is_rising = find_turns(track.first, start, high)
    back = np.flatnonzero(~is_rising[:-1] & (at[:-1] < end))
    if not back.size:
        return []
    begins, ends = at[back], at[back + 1]
    longitudes = longitudes_deg(track.first, begins) + longitudes_deg(track.first, ends)
    # Near its stations the body comes to these longitudes too, and turns there: that is no end of a shadow.
    wanted = Wanted(track, tuple(longitudes))
    passes = find_passes([wanted], low, high, lambda rough: _distance(rough, at) > _NEAR_STATION_DAYS)[0]
    events: list[Event] = []
    for number, (begin, finish) in enumerate(zip(begins.tolist(), ends.tolist(), strict=True)):
        before = _rising(passes, back.size + number, low, begin)
        after = _rising(passes, number, finish, high)
        events.append(
            Event(
                utc=utc_text(begin),
                kind=EventKind.RETROGRADE,
                bodies=(body,),
                longitude_deg=longitudes[number],
                jd_tt=begin,
                is_retrograde=True,
                end_utc=utc_text(finish),
                end_jd_tt=finish,
                end_longitude_deg=longitudes[back.size + number],
                shadow_start_utc=utc_text(before[-1]) if before else None,
                shadow_start_jd_tt=before[-1] if before else None,
                shadow_end_utc=utc_text(after[0]) if after else None,
                shadow_end_jd_tt=after[0] if after else None,
            )
        )
    return events


def _distance(jd_tt: Values, nodes: Values) -> Values:
    """How far the nearest of the nodes, two or more in order, is from each moment."""
    after = np.clip(np.searchsorted(nodes, jd_tt), 1, nodes.size - 1)
    return np.minimum(np.abs(nodes[after] - jd_tt), np.abs(jd_tt - nodes[after - 1]))


def _rising(passes: Passes, number: int, start: float, end: float) -> list[float]:
    """When one of the angles is passed forwards between two moments."""
    chosen = (passes.number == number) & passes.is_rising & (start < passes.jd_tt) & (passes.jd_tt < end)
    return passes.jd_tt[chosen].tolist()
