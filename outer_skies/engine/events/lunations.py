"""Lunations: new Moon, first quarter, full Moon, last quarter.

Source: J. Meeus, Astronomical Algorithms, 2nd ed. (1998), chapter 49, the largest terms, for where to look: good to
minutes over three millennia. From there one step of Newton's on the library, or two.
"""

from math import ceil, floor

import numpy as np

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import Angle
from outer_skies.engine.events.cubics import Numbers, Values
from outer_skies.engine.events.event import Event, EventKind, Phase
from outer_skies.engine.events.times import utc_texts
from outer_skies.engine.events.tracks import Quantity, era_around, eras, longitudes_deg
from outer_skies.engine.nutation import nutation_in_longitude_deg
from outer_skies.engine.search import wrapped_deg

_NEW_MOON_JD_TT = 2451550.09766  # 2000 January 6
_MONTH_DAYS = 29.530588861
_MONTHS_PER_CENTURY = 1236.85
_PHASES = tuple(Phase)
_QUARTER_DEG = 90.0
_MOST_STEPS = 5
_CLOSE_DAYS = 5e-3  # Newton's step from so near is right to a twentieth of a second


def lunations(start_jd_tt: float, end_jd_tt: float, ayanamsa: Ayanamsa | None = None) -> list[Event]:
    """Every lunation in [start, end), in order of time; `longitude_deg` is the Moon's, `bodies` are Sun and Moon."""
    events: list[Event] = []
    for first, last in eras(start_jd_tt, end_jd_tt):
        jd_tt, quarter, longitude = moments_of_lunations(first, last)
        if ayanamsa is not None:
            longitude = np.array(longitudes_deg(Quantity(Body.MOON, ayanamsa=ayanamsa), jd_tt))
        columns = jd_tt.tolist(), utc_texts(jd_tt), quarter.tolist(), longitude.tolist()
        rows: list[tuple[float, str, int, float]] = list(zip(*columns, strict=True))
        events.extend(
            Event(
                utc=utc,
                kind=EventKind.LUNATION,
                bodies=(Body.SUN, Body.MOON),
                longitude_deg=degrees,
                phase=_PHASES[number],
                jd_tt=jd,
            )
            for jd, utc, number, degrees in rows
        )
    return events


def moments_of_lunations(start_jd_tt: float, end_jd_tt: float) -> tuple[Values, Numbers, Values]:
    """When in [start, end), which lies within one theory, Moon and Sun are a multiple of 90 degrees apart.

    The moments, the quarter (0 new Moon to 3 last quarter), and the Moon's longitude of date in degrees.
    """
    first, last = ((jd - _NEW_MOON_JD_TT) / _MONTH_DAYS * len(_PHASES) for jd in (start_jd_tt, end_jd_tt))
    numbers = np.arange(floor(first) - 2, ceil(last) + 3, dtype=np.int64)
    low, high = era_around(start_jd_tt)
    jd_tt = np.clip(_about(numbers / len(_PHASES)), low, high)
    quarter = numbers % len(_PHASES)
    moon, sun = (Quantity(body, Angle.MEAN_LONGITUDE) for body in (Body.MOON, Body.SUN))
    longitude, root = np.zeros_like(jd_tt), jd_tt.copy()
    left = np.arange(jd_tt.size)
    for _ in range(_MOST_STEPS):
        at = np.clip(root[left], low, high)
        ahead, moon_rate = moon.asked(at, with_rate=True)
        behind, sun_rate = sun.asked(at, with_rate=True)
        step = -wrapped_deg(ahead - behind - _QUARTER_DEG * quarter[left]) / (moon_rate - sun_rate)
        root[left], longitude[left] = at + step, ahead + moon_rate * step
        left = left[np.abs(step) >= _CLOSE_DAYS]
        if not left.size:
            break
    chosen = (start_jd_tt <= root) & (root < end_jd_tt)
    jd_tt = root[chosen]
    return jd_tt, quarter[chosen], (longitude[chosen] + nutation_in_longitude_deg(jd_tt)) % 360.0


def _about(months: Values) -> Values:
    """JD(TT) of lunations by their number, 0 the new Moon of 2000 January 6, 0.25 the first quarter after it."""
    t = months / _MONTHS_PER_CENTURY
    e = 1 - 0.002516 * t
    sun = np.radians(2.5534 + 29.10535670 * months - 0.0000014 * t**2)
    moon = np.radians(201.5643 + 385.81693528 * months + (0.0107582 + 0.00001238 * t) * t**2)
    node = np.radians(160.7108 + 390.67050284 * months - 0.0016118 * t**2)
    is_quarter = np.rint(months * 4) % 2 == 1
    late = (
        np.where(is_quarter, -0.62801, -0.40667) * np.sin(moon)
        + 0.1724 * e * np.sin(sun)
        + np.where(is_quarter, 0.00862, 0.01611) * np.sin(2 * moon)
        + np.where(is_quarter, 0.00804, 0.01041) * np.sin(2 * node)
        + np.where(is_quarter, 0.00454, 0.00737) * e * np.sin(moon - sun)
        - np.where(is_quarter, 0.01183, 0.00515) * e * np.sin(moon + sun)
        + 0.00207 * e * e * np.sin(2 * sun)
        - np.where(is_quarter, 0.0018, 0.00111) * np.sin(moon - 2 * node)
    )
    later = np.where(is_quarter, 0.00306 * np.where(np.rint(months * 4) % 4 == 1, 1.0, -1.0), 0.0)
    return _NEW_MOON_JD_TT + _MONTH_DAYS * months + (0.00015437 - 0.00000015 * t) * t**2 + late + later
