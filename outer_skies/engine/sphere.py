"""From the ecliptic to the equator and back: spherical trigonometry, in degrees.

Source: Jean Meeus, Astronomical Algorithms, 2nd edition, chapter 13.
"""

from math import asin, atan2, cos, degrees, radians, sin

from outer_skies.engine.angles import normalized_deg


def to_equator(longitude_deg: float, latitude_deg: float, obliquity_deg: float) -> tuple[float, float]:
    """(right ascension in [0, 360), declination) of a point given by the ecliptic."""
    return _tilted(longitude_deg, latitude_deg, obliquity_deg)


def to_ecliptic(right_ascension_deg: float, declination_deg: float, obliquity_deg: float) -> tuple[float, float]:
    """(longitude in [0, 360), latitude) of a point given by the equator."""
    return _tilted(right_ascension_deg, declination_deg, -obliquity_deg)


def ecliptic_at(right_ascension_deg: float, obliquity_deg: float) -> float:
    """The longitude, in [0, 360), of the ecliptic's point that has this right ascension; the Midheaven of an ARMC."""
    right_ascension = radians(right_ascension_deg)
    return normalized_deg(degrees(atan2(sin(right_ascension), cos(right_ascension) * cos(radians(obliquity_deg)))))


def _tilted(around_deg: float, above_deg: float, tilt_deg: float) -> tuple[float, float]:
    """The same direction, in axes turned backwards about the equinox by `tilt_deg`."""
    around, above, tilt = radians(around_deg), radians(above_deg), radians(tilt_deg)
    east = sin(around) * cos(above) * cos(tilt) - sin(above) * sin(tilt)
    north = sin(above) * cos(tilt) + sin(around) * cos(above) * sin(tilt)
    found = normalized_deg(degrees(atan2(east, cos(around) * cos(above))))
    return found, degrees(asin(max(-1.0, min(1.0, north))))
