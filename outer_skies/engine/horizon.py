"""Horizon and meridian: when a point of the sky stands on them, and where it stands over them. No refraction.

Source: Jean Meeus, Astronomical Algorithms, 2nd edition, chapters 13 and 15.
"""

from enum import StrEnum
from math import acos, asin, atan2, cos, degrees, radians, sin, tan

from outer_skies.engine.angles import normalized_deg


class Corner(StrEnum):
    """The four corners of the sky that a body passes once a day: horizon in the east and west, meridian twice."""

    RISING = "rising"
    CULMINATING = "culminating"
    SETTING = "setting"
    ANTI_CULMINATING = "anti_culminating"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


def semi_arc_deg(declination_deg: float, north_latitude_deg: float) -> float | None:
    """Hour angle of setting in degrees, [0, 180]; None for what never rises or never sets there."""
    cosine = -tan(radians(north_latitude_deg)) * tan(radians(declination_deg))
    return degrees(acos(cosine)) if -1 <= cosine <= 1 else None


def is_ever_up(declination_deg: float, north_latitude_deg: float) -> bool:
    """Whether it stands on or above the horizon at its upper culmination."""
    return abs(north_latitude_deg - declination_deg) <= 90  # noqa: PLR2004  a right angle


def sidereal_times_deg(
    right_ascension_deg: float, declination_deg: float, north_latitude_deg: float
) -> list[tuple[Corner, float]]:
    """The local sidereal times, in degrees [0, 360), at which a point passes the corners it ever passes."""
    times = [
        (Corner.CULMINATING, normalized_deg(right_ascension_deg)),
        (Corner.ANTI_CULMINATING, normalized_deg(right_ascension_deg + 180)),
    ]
    arc = semi_arc_deg(declination_deg, north_latitude_deg)
    if arc is not None:
        times.append((Corner.RISING, normalized_deg(right_ascension_deg - arc)))
        times.append((Corner.SETTING, normalized_deg(right_ascension_deg + arc)))
    return times


def azimuth_altitude_deg(
    right_ascension_deg: float, declination_deg: float, armc_deg: float, north_latitude_deg: float
) -> tuple[float, float]:
    """Azimuth from north by east, [0, 360), and altitude, at a local sidereal time in degrees."""
    hour_angle = radians(armc_deg - right_ascension_deg)
    declination, latitude = radians(declination_deg), radians(north_latitude_deg)
    north = cos(latitude) * sin(declination) - sin(latitude) * cos(declination) * cos(hour_angle)
    east = -cos(declination) * sin(hour_angle)
    up = sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hour_angle)
    return normalized_deg(degrees(atan2(east, north))), degrees(asin(max(-1.0, min(1.0, up))))
