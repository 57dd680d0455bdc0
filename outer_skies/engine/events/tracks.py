"""Angles that change with time: a body's longitude or declination, or what lies between two bodies.

A track is sampled once, in aligned blocks that stay in the process, and between two samples runs along a cubic through
both angles with both rates. What the cubics tell quickly and nearly, the library tells exactly.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import FILES_ONLY, Body
from outer_skies.engine.ephemeris import FIRST_YEAR, LAST_YEAR, Angle, Theory, angles, mean_places, theory_at
from outer_skies.engine.events.cubics import Samples, Values, cubics_of, joined
from outer_skies.engine.nutation import nutation_and_tilt_deg, nutation_in_longitude_deg
from outer_skies.engine.strips import ERAS_JD_TT
from outer_skies.errors import OutsideEphemeris, Undefined

# Days between samples: so close that between them a body turns once at most (or twice, so that the cubic shows it) and
# the cubic is within 2" of the library; 6" in the hours when the Sun bends the light of a body behind it.
_STEP_DAYS = {
    Body.SUN: 4.0,
    Body.MOON: 1.0,
    Body.MERCURY: 2.0,
    Body.VENUS: 4.0,
    Body.MARS: 4.0,
    Body.TRUE_NODE: 1.0,
    Body.TRUE_LILITH: 0.25,
}
_SLOW_STEP_DAYS = 8.0
_MOON_IN_DECLINATION_STEP_DAYS = 0.5
_STEPS_IN_BLOCK = 128
_J2000 = 2451545.0
# Seconds of arc; the angle whose sine they are the size of, in degrees at J2000, and how far it turns a day.
_IN_LONGITUDE = (
    (-17.20, 125.04452, -0.052953766),  # the Moon's node
    (-1.32, 2 * 280.4665, 2 * 0.985647360),  # twice the Sun's longitude
    (-0.23, 2 * 218.3165, 2 * 13.176396475),  # twice the Moon's
    (0.21, 2 * 125.04452, 2 * -0.052953766),
)
_IN_TILT = tuple(
    (size, start + 90.0, turn)  # a cosine is the sine of a right angle more
    for size, (_, start, turn) in zip((9.20, 0.57, 0.10, -0.09), _IN_LONGITUDE, strict=True)
)
# Of the mean obliquity, by powers of ten thousand years.
_TILT_ARCSECONDS = (
    84381.448, -4680.93, -1.55, 1999.25, -51.38, -249.67, -39.05, 7.12, 27.87, 5.79, 2.45,
)  # fmt: skip


class Grid(NamedTuple):
    """An interval within one theory, and moments `step_days` apart, at whole multiples of it whatever the interval."""

    start_jd_tt: float
    end_jd_tt: float
    step_days: float


def check_known(body: Body, theory: Theory) -> None:
    """Raises Undefined for a body that a theory has no series for."""
    if body in FILES_ONLY and theory is not Theory.SWISS:
        raise Undefined(f"{body.label} can be computed from the year 1800 to 2399.")


class Quantity(NamedTuple):
    """An angle of a body: apparent and geocentric, of date, a longitude sidereal with an ayanamsa."""

    body: Body
    angle: Angle = Angle.LONGITUDE
    ayanamsa: Ayanamsa | None = None

    @property
    def step_days(self) -> float:
        """How far apart to sample it."""
        if self.body is Body.MOON and self.angle is Angle.DECLINATION:
            return _MOON_IN_DECLINATION_STEP_DAYS
        return _STEP_DAYS.get(self.body, _SLOW_STEP_DAYS)

    def asked(self, jd_tt: Values, *, with_rate: bool = False) -> tuple[Values, Values]:
        """Degrees by the library, and degrees a day if asked for, at moments of one theory; quickest in order of time.

        To the Moon's longitude nutation is added as a series has it, 0.02" off at most, which she passes in 0.04 s.
        Raises Undefined for a body that the theory has no series for.
        """
        if not jd_tt.size:
            return jd_tt, jd_tt
        theory = theory_at(float(jd_tt[0]))
        check_known(self.body, theory)
        if self == _MOON and not with_rate:
            return _MEAN_MOON.asked(jd_tt)[0] + nutation_in_longitude_deg(jd_tt), jd_tt[:0]
        if self.angle is Angle.DECLINATION and not with_rate:
            return self._declination(jd_tt, theory), jd_tt[:0]
        angle, rate = angles(jd_tt.tolist(), self.body, theory, self.angle, self.ayanamsa, with_rate=with_rate)
        return np.array(angle), np.array(rate)

    def _declination(self, jd_tt: Values, theory: Theory) -> Values:
        """From the ecliptic, with the library's nutation taken between days: to compute it costs as much as a place."""
        columns = np.array(mean_places(jd_tt.tolist(), self.body, theory)).T
        nod, tilt = nutation_and_tilt_deg(jd_tt)
        return _declination(columns[0] + nod, columns[1], tilt)


_MOON = Quantity(Body.MOON)
_MEAN_MOON = Quantity(Body.MOON, Angle.MEAN_LONGITUDE)


class Track(NamedTuple):
    """The angle of `first`; less that of `second`, where there is one, or with it where it `is_sum`. In degrees."""

    first: Quantity
    second: Quantity | None = None
    is_sum: bool = False

    @property
    def step_days(self) -> float:
        """How far apart to sample it."""
        return self.first.step_days if self.second is None else min(self.first.step_days, self.second.step_days)

    def sampled(self, grid: Grid) -> Samples:
        """Angles and rates at the moments of a grid."""
        one = _sampled(self.first, grid)
        if self.second is None:
            return one
        other = _sampled(self.second, grid)
        if self.is_sum:
            return Samples(one.jd_tt, one.angle_deg + other.angle_deg, one.rate_deg + other.rate_deg)
        return Samples(one.jd_tt, one.angle_deg - other.angle_deg, one.rate_deg - other.rate_deg)

    def exact(self, jd_tt: Values) -> Values:
        """Degrees by the library."""
        first, _ = self.first.asked(jd_tt)
        if self.second is None:
            return first
        second, _ = self.second.asked(jd_tt)
        return first + second if self.is_sum else first - second


def computable(body: Body) -> tuple[float, float]:
    """From when to when, JD(TT), a body can be computed."""
    return (ERAS_JD_TT[1], ERAS_JD_TT[2]) if body in FILES_ONLY else (ERAS_JD_TT[0], ERAS_JD_TT[-1])


def era_around(jd_tt: float) -> tuple[float, float]:
    """The first and the last moment, JD(TT), of the theory that answers at a moment."""
    era = _era(jd_tt)
    return ERAS_JD_TT[era], float(np.nextafter(ERAS_JD_TT[era + 1], 0.0))


def longitudes_deg(quantity: Quantity, jd_tt: Values) -> list[float]:
    """Degrees by the library, at moments in order of time."""
    pieces = np.split(jd_tt, np.searchsorted(jd_tt, ERAS_JD_TT))
    return [angle for piece in pieces for angle in quantity.asked(piece)[0].tolist()]


def eras(start_jd_tt: float, end_jd_tt: float) -> list[tuple[float, float]]:
    """The interval in pieces, none of which reaches over a day on which the ephemeris jumps to another theory.

    Raises OutsideEphemeris for an interval that reaches out of the years 1 to 2999.
    """
    if not ERAS_JD_TT[0] <= start_jd_tt <= end_jd_tt <= ERAS_JD_TT[-1]:
        raise OutsideEphemeris(FIRST_YEAR, LAST_YEAR)
    return [
        (max(start_jd_tt, first), min(end_jd_tt, last))
        for first, last in pairwise(ERAS_JD_TT)
        if first < end_jd_tt and start_jd_tt < last
    ]


@lru_cache(maxsize=64)
def _moments(grid: Grid) -> Values:
    """From a step before the start of the grid to a step after its end, within its era, whose ends are moments too."""
    first, last = floor(grid.start_jd_tt / grid.step_days) - 1, ceil(grid.end_jd_tt / grid.step_days) + 1
    return _within(_era(grid.start_jd_tt), first, last + 1, grid.step_days)


def _era(jd_tt: float) -> int:
    return next(number for number, last in enumerate(ERAS_JD_TT[1:]) if jd_tt < last)


def _within(era: int, first: int, after: int, step_days: float) -> Values:
    steps = np.arange(first, after, dtype=np.float64) * step_days
    low, high = ERAS_JD_TT[era], float(np.nextafter(ERAS_JD_TT[era + 1], 0.0))
    ends = np.array([end for end in (low, high) if steps[0] <= end < steps[-1] + step_days], dtype=np.float64)
    return np.sort(np.concatenate([steps[(low < steps) & (steps < high)], ends]))


@lru_cache(maxsize=128)
def _sampled(quantity: Quantity, grid: Grid) -> Samples:
    """At the moments of a grid; where it is finer than the quantity needs, from its cubics."""
    jd_tt = _moments(grid)
    if grid.step_days >= quantity.step_days:
        first, last = float(jd_tt[0]), float(jd_tt[-1])
        days, era = grid.step_days * _STEPS_IN_BLOCK, _era(grid.start_jd_tt)
        numbers = range(floor(first / days), floor(last / days) + 1)
        known = joined([_block(quantity, grid.step_days, era, number) for number in numbers])
        begin = int(np.searchsorted(known.jd_tt, first))
        here = slice(begin, begin + jd_tt.size)
        return Samples(known.jd_tt[here], known.angle_deg[here], known.rate_deg[here])
    known = _sampled(quantity, grid._replace(step_days=quantity.step_days))
    piece = np.clip(np.searchsorted(known.jd_tt, jd_tt, side="right") - 1, 0, known.jd_tt.size - 2)
    here = cubics_of(known).chosen(piece)
    way = (jd_tt - here.start) / here.days
    return Samples(jd_tt, here.at(way), here.slope(way) / here.days)


@lru_cache(maxsize=4096)
def _block(quantity: Quantity, step_days: float, era: int, number: int) -> Samples:
    """The samples of one block that lie in one era, as asked of the library once."""
    jd_tt = _within(era, number * _STEPS_IN_BLOCK, (number + 1) * _STEPS_IN_BLOCK, step_days)
    if quantity.ayanamsa is not None:
        return Samples(jd_tt, *quantity.asked(jd_tt, with_rate=True))
    longitude, latitude, turn, climb = _places(quantity.body, step_days, era, number)
    if quantity.angle is not Angle.MEAN_LONGITUDE:
        shift, drift = _about_nutation(jd_tt, _IN_LONGITUDE)
        longitude, turn = longitude + shift, turn + drift
    if quantity.angle is Angle.DECLINATION:
        tilt = _about_tilt_deg(jd_tt)
        rate = _declination_rate(longitude, latitude, turn, climb, tilt)
        return Samples(jd_tt, _declination(longitude, latitude, tilt), rate)
    return Samples(jd_tt, longitude, turn)


@lru_cache(maxsize=4096)
def _places(body: Body, step_days: float, era: int, number: int) -> tuple[Values, ...]:
    """Longitude from the mean equinox, latitude, and their changes a day at the moments of a block, in degrees."""
    jd_tt = _within(era, number * _STEPS_IN_BLOCK, (number + 1) * _STEPS_IN_BLOCK, step_days)
    if not jd_tt.size:
        return jd_tt, jd_tt, jd_tt, jd_tt
    check_known(body, theory := theory_at(float(jd_tt[0])))
    columns = np.array(mean_places(jd_tt.tolist(), body, theory, with_rates=True)).T
    return columns[0], columns[1], columns[3], columns[4]


def _declination(longitude_deg: Values, latitude_deg: Values, tilt_deg: Values) -> Values:
    longitude, latitude, tilt = np.radians(longitude_deg), np.radians(latitude_deg), np.radians(tilt_deg)
    sine = np.sin(latitude) * np.cos(tilt) + np.cos(latitude) * np.sin(tilt) * np.sin(longitude)
    return np.degrees(np.arcsin(sine))


def _declination_rate(
    longitude_deg: Values, latitude_deg: Values, turn_deg: Values, climb_deg: Values, tilt_deg: Values
) -> Values:
    """The change of declination in degrees a day, of places on the ecliptic that move."""
    longitude, latitude, tilt = np.radians(longitude_deg), np.radians(latitude_deg), np.radians(tilt_deg)
    level, tilted = np.cos(latitude), np.sin(tilt)
    by_latitude = level * np.cos(tilt) - np.sin(latitude) * tilted * np.sin(longitude)
    rise = by_latitude * climb_deg + level * tilted * np.cos(longitude) * turn_deg
    return rise / np.cos(np.radians(_declination(longitude_deg, latitude_deg, tilt_deg)))


def _about_tilt_deg(jd_tt: Values) -> Values:
    """The obliquity of date, to 0.5".

    Source: J. Meeus, Astronomical Algorithms, 2nd ed. (1998), chapter 22.
    """
    u = (jd_tt - _J2000) / 3652500
    mean = np.polynomial.polynomial.polyval(u, _TILT_ARCSECONDS)
    return mean / 3600 + _about_nutation(jd_tt, _IN_TILT)[0]


def _about_nutation(jd_tt: Values, terms: Sequence[tuple[float, float, float]]) -> tuple[Values, Values]:
    """Nutation in degrees and its change a day, to 0.5".

    Source: as of the obliquity.
    """
    shift, drift = np.zeros_like(jd_tt), np.zeros_like(jd_tt)
    for size, start, turn in terms:
        phase = np.radians(start + turn * (jd_tt - _J2000))
        shift += size * np.sin(phase)
        drift += size * np.radians(turn) * np.cos(phase)
    return shift / 3600, drift / 3600
