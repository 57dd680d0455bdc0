"""When a degree of the ecliptic, which may move, comes to a corner of the sky of a place.

Source: J. Meeus, Astronomical Algorithms, 2nd ed. (1998), chapters 13 and 15.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.ephemeris import THEORY_END_JD_TT, THEORY_START_JD_TT
from outer_skies.engine.events.intervals import Interval
from outer_skies.engine.horizon import Corner
from outer_skies.engine.places import Place
from outer_skies.engine.rotation import (
    TURN_DEG_PER_DAY,
    ascendant_deg,
    midheaven_deg,
    obliquity_deg,
    sidereal_deg,
)

Values = NDArray[np.float64]
Degree = Callable[[Values], Values]

_FULL = 360.0
_EDGE_DAYS = 2.0
_STEP_DAYS = 0.95  # less than a turn of the sky, even after a degree that moves backwards
_STEPS = 12
_CLOSE_DEG = 1e-4
_SAME_DAYS = 1e-5
_POLAR_DEG = 65.0


def at_corner(degree: Degree, corner: Corner, within: Interval, place: Place) -> Values:
    """Every moment of an interval at which the ecliptic's degree stands at a corner, to 0.1 s; in order."""
    first, last = max(within.start - _EDGE_DAYS, THEORY_START_JD_TT), min(within.end + _EDGE_DAYS, THEORY_END_JD_TT - 1)
    times = np.arange(first, last, _STEP_DAYS)
    late = (_armc_deg(degree, corner, times, place) - _turned_deg(times, place)) % _FULL
    for _ in range(_STEPS):
        times = times + late / TURN_DEG_PER_DAY
        known = ~np.isnan(times)
        times = np.clip(times[known], THEORY_START_JD_TT, float(np.nextafter(THEORY_END_JD_TT, 0)))
        late = (_armc_deg(degree, corner, times, place) - _turned_deg(times, place) + 180) % _FULL - 180
        if np.nanmax(np.abs(late), initial=0.0) < _CLOSE_DEG:
            break
    # What has not settled is a degree that all but never rises.
    times = np.sort(times[np.abs(late) < _CLOSE_DEG])
    times = times[np.diff(times, prepend=-np.inf) > _SAME_DAYS]
    return times[(times >= within.start) & (times < within.end)]


def turns_over(within: Interval, place: Place) -> Values:
    """When Ascendant and Descendant may change places, as they do within the polar circles.

    There the ecliptic's crossing of the horizon goes round by north and south, not only by east and west, and passes
    the meridian in the degree that only touches the horizon.
    """
    if abs(place.north_latitude_deg) < _POLAR_DEG:
        return np.empty(0)
    found: list[Values] = []
    for is_far in (False, True):

        def degree(jd_tt: Values, *, is_far: bool = is_far) -> Values:
            sine = np.cos(np.radians(place.north_latitude_deg)) / np.sin(np.radians(obliquity_deg(jd_tt)))
            reach = np.degrees(np.arcsin(np.where(sine <= 1, sine, np.nan)))
            return 180 - reach if is_far else reach

        for corner in (Corner.CULMINATING, Corner.ANTI_CULMINATING):
            found += [at_corner(lambda jd, side=side: degree(jd) + side, corner, within, place) for side in (0, 180)]
    return np.concatenate(found)


def angle_deg(corner: Corner, jd_tt: Values, place: Place) -> Values:
    """The longitude of Ascendant, Midheaven, Descendant or Imum Coeli, tropical, in degrees [0, 360)."""
    armc, tilt = _turned_deg(jd_tt, place), obliquity_deg(jd_tt)
    if corner in {Corner.RISING, Corner.SETTING}:
        found = ascendant_deg(armc, tilt, place.north_latitude_deg)
    else:
        found = midheaven_deg(armc, tilt)
    return found if corner in {Corner.RISING, Corner.CULMINATING} else (found + 180) % _FULL


def _turned_deg(jd_tt: Values, place: Place) -> Values:
    return sidereal_deg(jd_tt) + place.east_longitude_deg


def _armc_deg(degree: Degree, corner: Corner, jd_tt: Values, place: Place) -> Values:
    """Local sidereal time at which a degree is at a corner; NaN where it never is."""
    longitude, tilt = np.radians(degree(jd_tt)), np.radians(obliquity_deg(jd_tt))
    right_ascension = np.degrees(np.arctan2(np.sin(longitude) * np.cos(tilt), np.cos(longitude)))
    if corner is Corner.CULMINATING:
        return right_ascension
    if corner is Corner.ANTI_CULMINATING:
        return right_ascension + 180
    declination = np.arcsin(np.sin(longitude) * np.sin(tilt))
    cosine = -np.tan(np.radians(place.north_latitude_deg)) * np.tan(declination)
    arc = np.degrees(np.arccos(np.where(np.abs(cosine) <= 1, cosine, np.nan)))
    return right_ascension - arc if corner is Corner.RISING else right_ascension + arc
