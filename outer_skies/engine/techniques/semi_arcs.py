"""Semi-arcs: how far a point has come on its daily way from horizon to meridian, as a part of the whole way.

Above the horizon a point's way from rising to culmination, and from there to setting, is its diurnal semi-arc; below,
from setting to the lower meridian and back to rising, its nocturnal one. Placidus measures every place by the part of
the semi-arc behind it, and that is its mundane position: 0 degrees rising, 90 on the lower meridian, 180 setting, 270
on the upper meridian. Thirty degrees of it are one Placidus house.

Source: Placidus de Titis, Primum Mobile (1657), canons 1 to 18; Martin Gansten, Primary Directions (2009).
"""

from math import acos, degrees, radians, tan

from outer_skies.engine.angles import HALF_CIRCLE_DEG, normalized_deg, signed_separation_deg

_QUARTER_DEG = 90.0


def diurnal_semi_arc_deg(declination_deg: float, north_latitude_deg: float) -> float | None:
    """The hour angle at which a point sets, in degrees, (0, 180); None where it never rises or never sets.

    The horizon is the true one, refraction left out.
    """
    if abs(north_latitude_deg) + abs(declination_deg) >= _QUARTER_DEG:
        return None
    return degrees(acos(-tan(radians(declination_deg)) * tan(radians(north_latitude_deg))))


def mundane_position_deg(hour_angle_deg: float, diurnal_deg: float) -> float:
    """The mundane position, [0, 360), of a point with this hour angle (west of the upper meridian) and semi-arc."""
    west = signed_separation_deg(0.0, hour_angle_deg)
    if abs(west) <= diurnal_deg:
        return normalized_deg(270.0 - _QUARTER_DEG * west / diurnal_deg)
    past_lower = signed_separation_deg(HALF_CIRCLE_DEG, west)
    return normalized_deg(_QUARTER_DEG - _QUARTER_DEG * past_lower / (HALF_CIRCLE_DEG - diurnal_deg))


def hour_angle_deg(mundane_deg: float, diurnal_deg: float) -> float:
    """The hour angle, [0, 360), at which a point of this semi-arc comes to a mundane position."""
    above = signed_separation_deg(mundane_deg, 270.0)  # west of the upper meridian is less than 270
    if abs(above) <= _QUARTER_DEG:
        return normalized_deg(above / _QUARTER_DEG * diurnal_deg)
    below = signed_separation_deg(mundane_deg, _QUARTER_DEG)
    return normalized_deg(HALF_CIRCLE_DEG + below / _QUARTER_DEG * (HALF_CIRCLE_DEG - diurnal_deg))
