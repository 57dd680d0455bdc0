"""The stars and galactic points that sidereal zodiacs hang from, and their places long ago.

Stars: the new reduction of Hipparcos (van Leeuwen 2007, A&A 474, 653), positions brought to J2000 as SIMBAD gives
them, radial velocities from SIMBAD. Sgr A*: Reid and Brunthaler (2004), ApJ 616, 872. Galactic poles: IAU 1958 (Blaauw
and others 1960, MNRAS 121, 123), B1950 12h 49m +27.4 deg in ICRS; Liu, Zhu and Zhang (2011), A&A 526, A16.
"""

from typing import NamedTuple

import numpy as np
from precession import ARCSECOND, J2000, ecliptic_of, equator_pole, equinox, mean_obliquity_deg
from skyfield.api import Star
from sphere import Sky, Vector, cosd, direction, longitude_of, sind

KM_PER_S_IN_AU_PER_YEAR = 365.25 * 86400.0 / 149597870.7


class Catalogued(NamedTuple):
    """A star at J2000: hours, degrees, milliarcseconds (a year), km/s."""

    right_ascension_h: tuple[int, int, float]
    declination_deg: tuple[int, int, float]
    motion_mas: tuple[float, float] = (0.0, 0.0)
    parallax_mas: float = 0.0
    radial_km_per_s: float = 0.0

    @property
    def for_skyfield(self) -> Star:
        return Star(
            ra_hours=self.right_ascension_h,
            dec_degrees=self.declination_deg,
            ra_mas_per_year=self.motion_mas[0],
            dec_mas_per_year=self.motion_mas[1],
            parallax_mas=self.parallax_mas,
            radial_km_per_s=self.radial_km_per_s,
        )


SPICA = Catalogued((13, 25, 11.57937), (-11, 9, 40.7501), (-42.35, -30.67), 13.06, 1.0)
REVATI = Catalogued((1, 13, 43.88735), (7, 34, 31.2745), (145.00, -55.69), 18.76, 15.0)  # zeta Piscium A
PUSHYA = Catalogued((8, 44, 41.09921), (18, 9, 15.5034), (-17.67, -229.26), 24.98, 17.14)  # delta Cancri
MULA = Catalogued((17, 33, 36.52012), (-37, 6, 13.7648), (-8.53, -30.80), 5.71, -3.0)  # lambda Scorpii
ALDEBARAN = Catalogued((4, 35, 55.23907), (16, 30, 33.4885), (63.45, -188.94), 48.94, 54.26)
ETA_PISCIUM = Catalogued((1, 31, 29.01026), (15, 20, 44.9685), (26.20, -3.24), 9.33, 14.8)
GALACTIC_CENTRE = Catalogued((17, 45, 40.0409), (-29, 0, 28.118), (-3.151, -5.547), 0.125)
GALACTIC_POLE_1958 = Catalogued((12, 51, 26.2755), (27, 7, 41.704))
GALACTIC_POLE_2010 = Catalogued((12, 51, 36.7151981), (27, 6, 11.193172))


def mean_direction(star: Catalogued, jd_tt: float) -> Vector:
    """The direction in the mean equator of J2000, moved along its straight path through space."""
    hours, minutes, seconds = star.right_ascension_h
    degrees, arcminutes, arcseconds = star.declination_deg
    ra = (hours + minutes / 60.0 + seconds / 3600.0) * 15.0
    dec = np.copysign(abs(degrees) + arcminutes / 60.0 + arcseconds / 3600.0, degrees)
    here = direction(ra, dec)
    east = np.array([-sind(ra), cosd(ra), 0.0])
    north = np.array([-sind(dec) * cosd(ra), -sind(dec) * sind(ra), cosd(dec)])
    mas = ARCSECOND / 1000.0
    away = star.radial_km_per_s * KM_PER_S_IN_AU_PER_YEAR * star.parallax_mas * mas
    motion = star.motion_mas[0] * mas * east + star.motion_mas[1] * mas * north + away * here
    there = here + motion * (jd_tt - J2000) / 365.25
    return there / np.linalg.norm(there)


def mean_longitude_deg(star: Catalogued, jd_tt: float) -> float:
    """On the mean ecliptic and equinox of date, without aberration."""
    return longitude_of(ecliptic_of(jd_tt) @ mean_direction(star, jd_tt))


def polar_longitude_deg(star: Catalogued, jd_tt: float) -> float:
    """Where the star's hour circle meets the ecliptic: the dhruvaka of Indian astronomy."""
    pole, first = equator_pole(jd_tt), equinox(jd_tt)
    of_date = np.array([first, np.cross(pole, first), pole]) @ mean_direction(star, jd_tt)
    return Sky(longitude_of(of_date), mean_obliquity_deg(jd_tt), 0.0).midheaven
