"""Positions at many moments at once, from Chebyshev strips that are made of the library's answers when first needed.

A strip holds longitude, latitude and distance of one body over some days as polynomials. Strips are apparent places
without nutation, which is a strip of its own. They are kept in aligned blocks in the process, and none reaches across
the first or last day of the data files, where the analytical theory takes over with a small jump.

Accuracy: within 0.05" of `ephemeris.sight` (Moon 0.1"), in the years of the files; tested.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.angles import FULL_CIRCLE_DEG
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import FILES_ONLY, Body
from outer_skies.engine.ephemeris import (
    FILES_END_JD_TT,
    FILES_START_JD_TT,
    FIRST_YEAR,
    LAST_YEAR,
    THEORY_END_JD_TT,
    THEORY_START_JD_TT,
    Theory,
    mean_places,
    nutation,
    sight,
)
from outer_skies.errors import OutsideEphemeris, Undefined

Values = NDArray[np.float64]
ERAS_JD_TT = (THEORY_START_JD_TT, FILES_START_JD_TT, FILES_END_JD_TT, THEORY_END_JD_TT)
_THEORIES = (Theory.MOSHIER, Theory.SWISS, Theory.MOSHIER)
_SEGMENTS_IN_BLOCK = 64
_TOLERANCE_DEG = 0.005 / 3600
_DEEPEST = 6
_LONGITUDE, _LATITUDE, _DISTANCE = range(3)


class _Cut(NamedTuple):
    """How the time of one body is cut: days of a segment before it is halved, and values fitted in each."""

    days: float
    values: int


_CUTS = {
    Body.SUN: _Cut(32.0, 14),
    Body.MOON: _Cut(27.554549886 / 4, 14),
    Body.MERCURY: _Cut(16.0, 13),
    Body.VENUS: _Cut(32.0, 16),
    Body.MARS: _Cut(32.0, 14),
    Body.MEAN_NODE: _Cut(512.0, 8),
    Body.MEAN_LILITH: _Cut(256.0, 10),
    Body.TRUE_NODE: _Cut(27.554549886 / 4, 16),
    Body.TRUE_LILITH: _Cut(27.554549886 / 4, 20),
}
_SLOW = _Cut(32.0, 12)
_NUTATION = _Cut(16.0, 16)


class _Block(NamedTuple):
    """Segments one after another: where each starts and ends, and coefficients [segment, column, degree]."""

    starts: Values
    ends: Values
    coefficients: Values


def _fit(sample: Callable[[Values], Values], start: float, end: float, values: int) -> Values:
    """Chebyshev coefficients [column, degree] through the zeros of the next polynomial."""
    nodes = np.cos(np.pi * (np.arange(values) + 0.5) / values)
    rows = sample((start + end) / 2 + nodes * (end - start) / 2)
    fitted = np.polynomial.chebyshev.chebvander(nodes, values - 1).T @ rows * (2.0 / values)
    fitted[0] /= 2
    return fitted.T


def _sampler(body: Body | None, theory: Theory) -> Callable[[Values], Values]:
    if body is None:
        return lambda jd_tt: np.array(nutation(jd_tt.tolist(), theory))

    def sample(jd_tt: Values) -> Values:
        rows = np.array(mean_places(jd_tt.tolist(), body, theory))
        rows[:, _LONGITUDE] = np.unwrap(rows[:, _LONGITUDE], period=360.0)
        return rows

    return sample


@lru_cache(maxsize=1024)
def _block(body: Body | None, era: int, index: int) -> _Block:
    cut = _CUTS.get(body, _SLOW) if body is not None else _NUTATION
    sample = _sampler(body, _THEORIES[era])
    first, last = ERAS_JD_TT[era], ERAS_JD_TT[era + 1]
    segments: list[tuple[float, float, Values]] = []

    def add(start: float, end: float, depth: int) -> None:
        fitted = _fit(sample, start, end, cut.values)
        if depth and np.abs(fitted[:2, -2:]).max() > _TOLERANCE_DEG:
            middle = (start + end) / 2
            add(start, middle, depth - 1)
            add(middle, end, depth - 1)
        else:
            segments.append((start, end, fitted))

    deepest = _DEEPEST if _THEORIES[era] is Theory.SWISS else 0
    for number in range(index * _SEGMENTS_IN_BLOCK, (index + 1) * _SEGMENTS_IN_BLOCK):
        start = first + number * cut.days
        if start < last:
            add(start, min(start + cut.days, last), deepest)
    starts, ends, coefficients = zip(*segments, strict=True)
    return _Block(np.array(starts), np.array(ends), np.array(coefficients))


def _series(body: Body | None, jd_tt: Values, column: int, *, derivative: bool = False) -> Values:
    """A column at each moment, or its change a day. Raises OutsideEphemeris and Undefined."""
    flat = np.atleast_1d(np.asarray(jd_tt, dtype=np.float64)).ravel()
    if flat.size and not (flat.min() >= ERAS_JD_TT[0] and flat.max() < ERAS_JD_TT[-1]):
        raise OutsideEphemeris(FIRST_YEAR, LAST_YEAR)
    cut = _CUTS.get(body, _SLOW) if body is not None else _NUTATION
    eras = np.searchsorted(ERAS_JD_TT, flat, side="right") - 1
    blocks = ((flat - np.take(ERAS_JD_TT, eras)) // (cut.days * _SEGMENTS_IN_BLOCK)).astype(np.int64)
    keys = eras * 1_000_000 + blocks
    found = np.empty_like(flat)
    for key in np.unique(keys):
        era, index = divmod(int(key), 1_000_000)
        if body is not None and body in FILES_ONLY and _THEORIES[era] is not Theory.SWISS:
            raise Undefined(f"{body.label} can be computed from the year 1800 to 2399.")
        chosen = keys == key
        found[chosen] = _evaluated(_block(body, era, index), flat[chosen], column, derivative=derivative)
    return found.reshape(np.shape(jd_tt))


def _evaluated(block: _Block, jd_tt: Values, column: int, *, derivative: bool) -> Values:
    at = np.maximum(np.searchsorted(block.starts, jd_tt, side="right") - 1, 0)
    half = (block.ends[at] - block.starts[at]) / 2
    x = (jd_tt - block.starts[at]) / half - 1
    series = block.coefficients[at, column].T
    if derivative:
        return np.polynomial.chebyshev.chebval(x, np.polynomial.chebyshev.chebder(series), tensor=False) / half
    return np.polynomial.chebyshev.chebval(x, series, tensor=False)


def longitude_deg(body: Body, jd_tt: Values) -> Values:
    """Apparent geocentric longitude on the true ecliptic and equinox of date, degrees [0, 360), at each moment.

    Raises OutsideEphemeris outside the years 1 to 2999, Undefined for a body without theory outside 1800 to 2399.
    """
    turned = (_series(body, jd_tt, _LONGITUDE) + _series(None, jd_tt, 0)) % FULL_CIRCLE_DEG
    return np.where(turned >= FULL_CIRCLE_DEG, 0.0, turned)


def latitude_deg(body: Body, jd_tt: Values) -> Values:
    """Apparent geocentric latitude of date, degrees [-90, 90]."""
    return _series(body, jd_tt, _LATITUDE)


def distance_au(body: Body, jd_tt: Values) -> Values:
    """Distance from the Earth's centre in astronomical units."""
    return _series(body, jd_tt, _DISTANCE)


def speed_deg_per_day(body: Body, jd_tt: Values) -> Values:
    """Change of longitude in degrees a day: the derivative of `longitude_deg`."""
    return _series(body, jd_tt, _LONGITUDE, derivative=True) + _series(None, jd_tt, 0, derivative=True)


def _on_sphere(body: Body, jd_tt: Values) -> tuple[Values, Values, Values]:
    return (
        np.radians(longitude_deg(body, jd_tt)),
        np.radians(latitude_deg(body, jd_tt)),
        np.radians(_series(None, jd_tt, 1)),
    )


def declination_deg(body: Body, jd_tt: Values) -> Values:
    """Declination of date in degrees [-90, 90]."""
    longitude, latitude, tilt = _on_sphere(body, jd_tt)
    sine = np.sin(latitude) * np.cos(tilt) + np.cos(latitude) * np.sin(tilt) * np.sin(longitude)
    return np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0)))


def right_ascension_deg(body: Body, jd_tt: Values) -> Values:
    """Right ascension of date in degrees [0, 360)."""
    longitude, latitude, tilt = _on_sphere(body, jd_tt)
    east = np.sin(longitude) * np.cos(tilt) - np.tan(latitude) * np.sin(tilt)
    return np.degrees(np.arctan2(east, np.cos(longitude))) % 360.0


def declination_speed_deg_per_day(body: Body, jd_tt: Values) -> Values:
    """Change of declination in degrees a day."""
    longitude, latitude, tilt = _on_sphere(body, jd_tt)
    longitude_speed = speed_deg_per_day(body, jd_tt)
    latitude_speed = _series(body, jd_tt, _LATITUDE, derivative=True)
    tilt_speed = _series(None, jd_tt, 1, derivative=True)
    sine = np.sin(latitude) * np.cos(tilt) + np.cos(latitude) * np.sin(tilt) * np.sin(longitude)
    sine_speed = (
        latitude_speed * (np.cos(latitude) * np.cos(tilt) - np.sin(latitude) * np.sin(tilt) * np.sin(longitude))
        + longitude_speed * np.cos(latitude) * np.sin(tilt) * np.cos(longitude)
        + tilt_speed * (np.cos(latitude) * np.cos(tilt) * np.sin(longitude) - np.sin(latitude) * np.sin(tilt))
    )
    return sine_speed / np.sqrt(1.0 - sine * sine)


def exact_longitude_deg(body: Body, ayanamsa: Ayanamsa | None = None) -> Callable[[float], float]:
    """The library's own longitude as a function of TT, degrees [0, 360); sidereal with an ayanamsa."""
    return lambda jd_tt: sight(jd_tt, (body,), ayanamsa=ayanamsa)[0].longitude_deg


def exact_latitude_deg(body: Body) -> Callable[[float], float]:
    """The library's own latitude as a function of TT, degrees."""
    return lambda jd_tt: sight(jd_tt, (body,))[0].latitude_deg


def exact_declination_deg(body: Body) -> Callable[[float], float]:
    """The library's own declination as a function of TT, degrees."""
    return lambda jd_tt: sight(jd_tt, (body,))[0].declination_deg


def exact_right_ascension_deg(body: Body) -> Callable[[float], float]:
    """The library's own right ascension as a function of TT, degrees [0, 360)."""
    return lambda jd_tt: sight(jd_tt, (body,))[0].right_ascension_deg


def exact_distance_au(body: Body) -> Callable[[float], float]:
    """The library's own distance as a function of TT, au."""
    return lambda jd_tt: sight(jd_tt, (body,))[0].distance_au


def exact_speed_deg_per_day(body: Body) -> Callable[[float], float]:
    """The library's own speed in longitude as a function of TT, degrees a day."""
    return lambda jd_tt: sight(jd_tt, (body,))[0].speed_deg_per_day
