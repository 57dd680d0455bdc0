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
from outer_skies.engine.search import narrowed, wrapped_deg

Values = NDArray[np.float64]
Degree = Callable[[Values], Values]

_FULL, _HALF = 360.0, 180.0
_EDGE_DAYS = 2.0
_STEP_DAYS = 0.95  # less than a turn of the sky, even after a degree that moves backwards
_STEPS = 12
_SAMPLE_DAYS = 1 / 96
_CLOSE_DEG = 1e-4
_SAME_DAYS = 1e-5
_POLAR_DEG = 65.0


def at_corner(degree: Degree, corner: Corner, within: Interval, place: Place, *, is_moving: bool = False) -> Values:
    """Every moment of an interval at which the ecliptic's degree stands at a corner, to 0.1 s; in order.

    A degree `is_moving` that moves as much as the Moon does.
    """

    def late(jd_tt: Values) -> Values:
        """How far the sky has still to turn, in degrees; NaN where the degree does not rise."""
        return _armc_deg(degree, corner, jd_tt, place) - _turned_deg(jd_tt, place)

    low, high = max(within.start - _EDGE_DAYS, THEORY_START_JD_TT), min(within.end + _EDGE_DAYS, THEORY_END_JD_TT - 1)
    if is_moving and abs(place.north_latitude_deg) > _POLAR_DEG:
        found = _sampled(late, low, high)
    else:
        found = _turned_to(late, low, high)
    return found[(found >= within.start) & (found < within.end)]


def _turned_to(late: Callable[[Values], Values], low: float, high: float) -> Values:
    """From moments less than a turn apart, by turning the sky as far as it has to."""
    times = np.arange(low, high, _STEP_DAYS)
    left = late(times) % _FULL
    for _ in range(_STEPS):
        times = times + left / TURN_DEG_PER_DAY
        times = np.clip(times[~np.isnan(times)], THEORY_START_JD_TT, float(np.nextafter(THEORY_END_JD_TT, 0)))
        left = wrapped_deg(late(times))
        if np.nanmax(np.abs(left), initial=0.0) < _CLOSE_DEG:
            break
    times = np.sort(times[np.abs(left) < _CLOSE_DEG])
    return times[np.diff(times, prepend=-np.inf) > _SAME_DAYS]


def _sampled(late: Callable[[Values], Values], low: float, high: float) -> Values:
    """By samples: within the polar circles a degree that moves may rise in quick succession, or not at all."""
    times = np.arange(low, high, _SAMPLE_DAYS)
    left = wrapped_deg(late(times))
    at = np.flatnonzero((np.signbit(left[1:]) != np.signbit(left[:-1])) & (np.abs(np.diff(left)) < _HALF))
    if not at.size:
        return np.empty(0)
    return narrowed(lambda jd_tt: wrapped_deg(late(jd_tt)), times[at], times[at + 1], left[at], left[at + 1])


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
