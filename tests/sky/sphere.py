"""Directions on the celestial sphere as unit vectors, and great circles as their poles: own code, no library.

Everything is in the equatorial frame of date: x to the equinox, z to the celestial north pole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import acos, asin, atan2, cos, degrees, hypot, radians, sin, tan

import numpy as np

Vector = np.ndarray


def sind(x: float) -> float:
    return sin(radians(x))


def cosd(x: float) -> float:
    return cos(radians(x))


def tand(x: float) -> float:
    return tan(radians(x))


def asind(x: float) -> float:
    return degrees(asin(max(-1.0, min(1.0, x))))


def acosd(x: float) -> float:
    return degrees(acos(max(-1.0, min(1.0, x))))


def gap_deg(a: float, b: float) -> float:
    """Signed difference a - b in (-180, 180]."""
    return -((b - a + 180.0) % 360.0 - 180.0)


def direction(longitude_deg: float, latitude_deg: float) -> Vector:
    flat = cosd(latitude_deg)
    return np.array([flat * cosd(longitude_deg), flat * sind(longitude_deg), sind(latitude_deg)])


def longitude_of(v: Vector) -> float:
    return degrees(atan2(v[1], v[0])) % 360.0


def latitude_of(v: Vector) -> float:
    return degrees(atan2(v[2], hypot(v[0], v[1])))


def turned_about_x(v: Vector, angle_deg: float) -> Vector:
    """The same direction in axes turned about x by the angle (equatorial to ecliptic: the obliquity)."""
    c, s = cosd(angle_deg), sind(angle_deg)
    return np.array([v[0], c * v[1] + s * v[2], -s * v[1] + c * v[2]])


@dataclass(frozen=True, slots=True)
class Sky:
    """What a house needs: sidereal time, obliquity, latitude, and for Sunshine the Sun's declination."""

    armc_deg: float
    obliquity_deg: float
    north_latitude_deg: float
    sun_declination_deg: float = 0.0

    @property
    def zenith(self) -> Vector:
        return direction(self.armc_deg, self.north_latitude_deg)

    @property
    def east_point(self) -> Vector:
        return direction(self.armc_deg + 90.0, 0.0)

    @property
    def north_point(self) -> Vector:
        return direction(self.armc_deg + 180.0, 90.0 - self.north_latitude_deg)

    @property
    def celestial_pole(self) -> Vector:
        return np.array([0.0, 0.0, 1.0])

    def ecliptic_point(self, longitude_deg: float) -> Vector:
        return turned_about_x(direction(longitude_deg, 0.0), -self.obliquity_deg)

    def ecliptic_longitude(self, v: Vector) -> float:
        return longitude_of(turned_about_x(v, self.obliquity_deg))

    def right_ascension(self, longitude_deg: float) -> float:
        return longitude_of(self.ecliptic_point(longitude_deg))

    def declination(self, longitude_deg: float) -> float:
        return latitude_of(self.ecliptic_point(longitude_deg))

    def semi_diurnal_arc(self, declination_deg: float) -> float:
        """Hour angle of setting, degrees; clipped where the parallel never meets the horizon."""
        return acosd(-tand(self.north_latitude_deg) * tand(declination_deg))

    def on_ecliptic(self, pole: Vector, towards: Vector) -> float:
        """Longitude where the great circle with this pole meets the ecliptic, on the side of `towards`."""
        ecliptic_pole = turned_about_x(self.celestial_pole, -self.obliquity_deg)
        meeting = np.cross(ecliptic_pole, pole)
        if meeting @ towards < 0.0:
            meeting = -meeting
        return self.ecliptic_longitude(meeting)

    def through(self, axis: Vector, point: Vector) -> float:
        """Longitude where the half circle from axis to -axis through the point meets the ecliptic."""
        return self.on_ecliptic(np.cross(axis, point), point - (point @ axis) * axis)

    @property
    def ascendant(self) -> float:
        """The ecliptic point on the eastern horizon, the side where everything rises."""
        return self.on_ecliptic(self.zenith, self.east_point)

    @property
    def midheaven(self) -> float:
        """The ecliptic point whose right ascension is that of the meridian."""
        return self.through(self.celestial_pole, direction(self.armc_deg, 0.0))

    @property
    def vertex(self) -> float:
        """The ecliptic point on the western half of the prime vertical."""
        return self.on_ecliptic(self.north_point, -self.east_point)


def root_between(f: Callable[[float], float], low: float, high: float) -> float:
    """The zero of an increasing function by bisection, to the last bit."""
    for _ in range(60):
        middle = (low + high) / 2.0
        if f(middle) < 0.0:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
