"""Precession over millennia, and of Newcomb's day: own code from the published coefficients.

Vondrák, Capitaine and Wallace (2011), A&A 534, A22, tables 1 and 2, with the corrigendum A&A 541, C1 (2012). It agrees
with IAU 2006 within 0.0001 arcseconds in the 20th and 21st centuries. `test_own_formulas.py` holds it to the values
that the IAU's SOFA collection publishes for it.

Newcomb's angles: Explanatory Supplement to the Ephemeris (1961), section 2B, in tropical centuries from 1900.0.
IAU 1976: Lieske et al. (1977), A&A 58, 1, in Julian centuries.
"""

from collections.abc import Callable

import numpy as np
from sphere import Vector, longitude_of

Theory = Callable[[float, float], tuple[float, float, float]]  # two epochs to zeta, z and theta
ARCSECOND = np.pi / 180.0 / 3600.0
J2000 = 2451545.0
B1950 = 2433282.42345905
J1900 = 2415020.0
OBLIQUITY_J2000_ARCSEC = 84381.406

# Columns: period in Julian centuries; cosine of P and Q, sine of P and Q (arcseconds)
ECLIPTIC_PERIODIC = np.array(
    [
        [708.15, -5486.751211, -684.661560, 667.666730, -5523.863691],
        [2309.00, -17.127623, 2446.283880, -2354.886252, -549.747450],
        [1620.00, -617.517403, 399.671049, -428.152441, -310.998056],
        [492.20, 413.442940, -356.652376, 376.202861, 421.535876],
        [1183.00, 78.614193, -186.387003, 184.778874, -36.776172],
        [622.00, -180.732815, -316.800070, 335.321713, -145.278396],
        [882.00, -87.676083, 198.296701, -185.138669, -34.744450],
        [547.00, 46.140315, 101.135679, -120.972830, 22.885731],
    ]
)
ECLIPTIC_POLYNOMIAL = np.array(
    [
        [5851.607687, -0.1189000, -0.00028913, 0.000000101],
        [-1600.886300, 1.1689818, -0.00000020, -0.000000437],
    ]
)

# As above for X and Y of the equator's pole
EQUATOR_PERIODIC = np.array(
    [
        [256.75, -819.940624, 75004.344875, 81491.287984, 1558.515853],
        [708.15, -8444.676815, 624.033993, 787.163481, 7774.939698],
        [274.20, 2600.009459, 1251.136893, 1251.296102, -2219.534038],
        [241.45, 2755.175630, -1102.212834, -1257.950837, -2523.969396],
        [2309.00, -167.659835, -2660.664980, -2966.799730, 247.850422],
        [492.20, 871.855056, 699.291817, 639.744522, -846.485643],
        [396.10, 44.769698, 153.167220, 131.600209, -1393.124055],
        [288.90, -512.313065, -950.865637, -445.040117, 368.526116],
        [231.10, -819.415595, 499.754645, 584.522874, 749.045012],
        [1610.00, -538.071099, -145.188210, -89.756563, 444.704518],
        [620.00, -189.793622, 558.116553, 524.429630, 235.934465],
        [157.87, -402.922932, -23.923029, -13.549067, 374.049623],
        [220.30, 179.516345, -165.405086, -210.157124, -171.330180],
        [1200.00, -9.814756, 9.344131, -44.919798, -22.899655],
    ]
)
EQUATOR_POLYNOMIAL = np.array(
    [
        [5453.282155, 0.4252841, -0.00037173, -0.000000152],
        [-73750.930350, -0.7675452, -0.00018725, 0.000000231],
    ]
)


def _sums(periodic: Vector, polynomial: Vector, jd_tt: float) -> Vector:
    t = (jd_tt - J2000) / 36525.0
    phase = 2.0 * np.pi * t / periodic[:, 0]
    turns = np.cos(phase) @ periodic[:, 1:3] + np.sin(phase) @ periodic[:, 3:5]
    return (turns + polynomial @ t ** np.arange(4)) * ARCSECOND


def ecliptic_pole(jd_tt: float) -> Vector:
    """Pole of the mean ecliptic of date in the mean equator and equinox of J2000."""
    p, q = _sums(ECLIPTIC_PERIODIC, ECLIPTIC_POLYNOMIAL, jd_tt)
    height = np.sqrt(1.0 - p * p - q * q)
    s, c = np.sin(OBLIQUITY_J2000_ARCSEC * ARCSECOND), np.cos(OBLIQUITY_J2000_ARCSEC * ARCSECOND)
    return np.array([p, -q * c - height * s, -q * s + height * c])


def equator_pole(jd_tt: float) -> Vector:
    """Pole of the mean equator of date in the mean equator and equinox of J2000."""
    x, y = _sums(EQUATOR_PERIODIC, EQUATOR_POLYNOMIAL, jd_tt)
    return np.array([x, y, np.sqrt(1.0 - x * x - y * y)])


def equinox(jd_tt: float) -> Vector:
    """The mean equinox of date in the mean equator and equinox of J2000."""
    crossing = np.cross(equator_pole(jd_tt), ecliptic_pole(jd_tt))
    return crossing / np.linalg.norm(crossing)


def ecliptic_of(jd_tt: float) -> Vector:
    """The matrix from the mean equator of J2000 to the mean ecliptic and equinox of date."""
    pole, first = ecliptic_pole(jd_tt), equinox(jd_tt)
    return np.array([first, np.cross(pole, first), pole])


def mean_obliquity_deg(jd_tt: float) -> float:
    return float(np.degrees(np.arccos(ecliptic_pole(jd_tt) @ equator_pole(jd_tt))))


def precession_since(jd_start: float, jd_tt: float) -> float:
    """How far the equinox went back, degrees in [-180, 180), along the ecliptic of the start."""
    return (180.0 - longitude_of(ecliptic_of(jd_start) @ equinox(jd_tt))) % 360.0 - 180.0


def _turn(axis: int, angle_arcsec: float) -> Vector:
    c, s = np.cos(angle_arcsec * ARCSECOND), np.sin(angle_arcsec * ARCSECOND)
    if axis == 2:
        return np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
    return np.array([[c, 0.0, -s], [0.0, 1.0, 0.0], [s, 0.0, c]])


def newcomb_angles(jd_start: float, jd_end: float) -> tuple[float, float, float]:
    """Zeta, z and theta in arcseconds between two epochs."""
    t0 = (jd_start - 2415020.31352) / 36524.21988
    t = (jd_end - jd_start) / 36524.21988
    zeta = (2304.250 + 1.396 * t0) * t + 0.302 * t**2 + 0.018 * t**3
    theta = (2004.682 - 0.853 * t0) * t - 0.426 * t**2 - 0.042 * t**3
    return zeta, zeta + 0.791 * t**2, theta


def iau_1976_angles(jd_start: float, jd_end: float) -> tuple[float, float, float]:
    t0 = (jd_start - J2000) / 36525.0
    t = (jd_end - jd_start) / 36525.0
    rate = 2306.2181 + 1.39656 * t0 - 0.000139 * t0**2
    zeta = rate * t + (0.30188 - 0.000344 * t0) * t**2 + 0.017998 * t**3
    z = rate * t + (1.09468 + 0.000066 * t0) * t**2 + 0.018203 * t**3
    theta = (2004.3109 - 0.85330 * t0 - 0.000217 * t0**2) * t - (0.42665 + 0.000217 * t0) * t**2 - 0.041833 * t**3
    return zeta, z, theta


def theory_gap_deg(angles: Theory, jd_start: float) -> float:
    """How much further the old theory lets the equinox go from the start to J2000 than the new one does."""
    zeta, z, theta = angles(jd_start, J2000)
    to_j2000 = _turn(2, -z) @ _turn(1, theta) @ _turn(2, -zeta)
    old_equinox_in_j2000 = to_j2000 @ np.array([1.0, 0.0, 0.0])
    return (longitude_of(ecliptic_of(jd_start) @ old_equinox_in_j2000) + 180.0) % 360.0 - 180.0
