"""Positions at many moments at once, from Chebyshev strips that are made of the library's answers when first needed.

A strip is one body's longitude, latitude and distance over some days as polynomials of time. It holds apparent places
without nutation, so that it may be long; nutation is a strip of its own. A segment whose last coefficients are not
small is halved: near the Sun, whose gravity bends light, planets need it. Strips are kept in aligned blocks in the
process, and none reaches over the first or the last day of the data files, where the analytical theory takes over
with a small jump.

Accuracy: longitude, latitude, right ascension (times the cosine of declination) and declination are within 0.05" of
`ephemeris.sight` (the Moon within 0.1") for all bodies, except that the analytical theory's true node and true Lilith,
before 1800 and after 2399, are themselves rough. `docs/strips.md` has the figures, `tests/engine/test_strips.py` the
proof.

Source: Chebyshev series and their evaluation as in Clenshaw, "A note on the summation of Chebyshev series",
Mathematics of Computation 9 (1955).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.polynomial.chebyshev import chebvander
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

# Between these moments strips are smooth; at the inner two the theory changes.
ERAS_JD_TT = (THEORY_START_JD_TT, FILES_START_JD_TT, FILES_END_JD_TT, THEORY_END_JD_TT)
_THEORIES = (Theory.MOSHIER, Theory.SWISS, Theory.MOSHIER)
_SEGMENTS_IN_BLOCK = 32
_TOLERANCE_DEG = 0.005 / 3600
_HALVINGS = 9
_FEW = 32  # moments, for which a matrix is quicker than a recurrence
_LONGITUDE, _LATITUDE, _DISTANCE = range(3)
_NUTATION, _TILT = range(2)

# The Moon's file is in pieces of this length from this day on. Where two meet the Moon's velocity jumps a little, and
# with it the osculating node and apogee, by up to 1": segments that end there too have nothing to smooth over.
MOON_FILE_START_JD_TT = 2378487.555370702
MOON_FILE_PIECE_DAYS = 27.554551430949108


class Cut(NamedTuple):
    """How time is cut for one body: days of a segment, values fitted in it, and where the first segment begins."""

    days: float
    values: int
    start_jd_tt: float | None = None


_CUTS = {
    None: Cut(32.0, 20),  # nutation
    Body.SUN: Cut(32.0, 14),
    Body.MOON: Cut(MOON_FILE_PIECE_DAYS, 32, MOON_FILE_START_JD_TT),
    Body.MERCURY: Cut(16.0, 13),
    Body.VENUS: Cut(32.0, 16),
    Body.MARS: Cut(32.0, 14),
    Body.MEAN_NODE: Cut(1024.0, 6),
    Body.MEAN_LILITH: Cut(512.0, 10),
    Body.TRUE_NODE: Cut(MOON_FILE_PIECE_DAYS, 36, MOON_FILE_START_JD_TT),
    Body.TRUE_LILITH: Cut(MOON_FILE_PIECE_DAYS, 48, MOON_FILE_START_JD_TT),
}
_SLOW = Cut(32.0, 12)
_OSCULATING = frozenset({Body.TRUE_NODE, Body.TRUE_LILITH})


class _Strip(NamedTuple):
    """Segments in order of time: where each starts, its days, and coefficients [column, degree, segment]."""

    starts: Values
    days: Values
    coefficients: Values


class _Key(NamedTuple):
    """Which strip: a body's, tropical or sidereal, or that of nutation (no body), in one of the eras."""

    body: Body | None
    ayanamsa: Ayanamsa | None
    era: int

    @property
    def cut(self) -> Cut:
        return _CUTS.get(self.body, _SLOW)

    @property
    def start_jd_tt(self) -> float:
        """Where segments are counted from; at or before the start of the era."""
        start = self.cut.start_jd_tt
        return start if start and _THEORIES[self.era] is Theory.SWISS else ERAS_JD_TT[self.era]


def _sampler(key: _Key) -> Callable[[Values], Values]:
    """The function of time that a strip stands for: moments in, rows of columns out."""
    body, theory = key.body, _THEORIES[key.era]
    if body is None:
        return lambda jd_tt: np.array(nutation(jd_tt.tolist()))

    def sample(jd_tt: Values) -> Values:
        rows = np.array(mean_places(jd_tt.tolist(), body, theory, key.ayanamsa))
        rows[:, _LONGITUDE] = np.unwrap(rows[:, _LONGITUDE], period=FULL_CIRCLE_DEG)
        return rows

    return sample


@lru_cache
def chebyshev_nodes(values: int) -> tuple[Values, Values]:
    """The zeros of a Chebyshev polynomial, and the matrix that takes values there to coefficients."""
    nodes = np.cos(np.pi * (np.arange(values) + 0.5) / values)
    matrix = np.asarray(chebvander(nodes, values - 1).T, dtype=np.float64) * (2.0 / values)
    matrix[0] /= 2
    return nodes, matrix


def _add_segments(
    found: list[tuple[float, float, Values]], sample: Callable[[Values], Values], span: tuple[float, float], cut: Cut,
    halvings: int,
) -> None:  # fmt: skip
    """Appends (start, days, coefficients) of one segment, or of its halves where one polynomial is not enough."""
    start, end = span
    nodes, matrix = chebyshev_nodes(cut.values)
    fitted = matrix @ sample((start + end) / 2 + nodes * ((end - start) / 2))
    if halvings and np.abs(fitted[-2:, :2]).max() > _TOLERANCE_DEG:
        middle = (start + end) / 2
        _add_segments(found, sample, (start, middle), cut, halvings - 1)
        _add_segments(found, sample, (middle, end), cut, halvings - 1)
    else:
        found.append((start, end - start, fitted.T))


@lru_cache(maxsize=2048)
def _block(key: _Key, index: int) -> _Strip:
    """The segments of one block of an era, as far as they lie in it."""
    cut, sample = key.cut, _sampler(key)
    first, last = ERAS_JD_TT[key.era], ERAS_JD_TT[key.era + 1]
    is_rough = key.body in _OSCULATING and _THEORIES[key.era] is not Theory.SWISS
    segments: list[tuple[float, float, Values]] = []
    for number in range(index * _SEGMENTS_IN_BLOCK, (index + 1) * _SEGMENTS_IN_BLOCK):
        start = max(key.start_jd_tt + number * cut.days, first)
        end = min(key.start_jd_tt + (number + 1) * cut.days, last)
        if start < end:
            _add_segments(segments, sample, (start, end), cut, 0 if is_rough else _HALVINGS)
    starts, days, coefficients = zip(*segments, strict=True)
    return _Strip(np.array(starts), np.array(days), np.array(coefficients).transpose(1, 2, 0).copy())


@lru_cache(maxsize=16)
def _joined(key: _Key, blocks: tuple[int, ...]) -> _Strip:
    """Several blocks as one strip."""
    parts = [_block(key, index) for index in blocks]
    if len(parts) == 1:
        return parts[0]
    return _Strip(*(np.concatenate(columns, axis=-1) for columns in zip(*parts, strict=True)))


def _strip(key: _Key, jd_tt: Values) -> _Strip:
    """The strip of the blocks that hold moments of one era."""
    numbers = ((jd_tt - key.start_jd_tt) / (key.cut.days * _SEGMENTS_IN_BLOCK)).astype(np.int64)
    first = int(numbers.min())
    return _joined(key, tuple((np.flatnonzero(np.bincount(numbers - first)) + first).tolist()))


def _series(
    body: Body | None, jd_tt: Values, column: int, *, ayanamsa: Ayanamsa | None = None, is_rate: bool = False
) -> Values:
    """A column at each moment, or its change a day. Raises OutsideEphemeris and Undefined."""
    flat = np.asarray(jd_tt, dtype=np.float64).ravel()
    if not flat.size:
        return np.empty_like(jd_tt, dtype=np.float64)
    low, high = float(flat.min()), float(flat.max())
    if not ERAS_JD_TT[0] <= low <= high < ERAS_JD_TT[-1]:
        raise OutsideEphemeris(FIRST_YEAR, LAST_YEAR)
    first, last = np.searchsorted(ERAS_JD_TT, (low, high), side="right").tolist()
    if body is not None and body in FILES_ONLY and not first == last == 2:  # noqa: PLR2004  the era of the files
        raise Undefined(f"{body.label} can be computed from the year 1800 to 2399.")
    found = np.empty_like(flat)
    for era in range(first - 1, last):
        is_here = slice(None) if first == last else (flat >= ERAS_JD_TT[era]) & (flat < ERAS_JD_TT[era + 1])
        here = flat[is_here]
        if here.size:
            found[is_here] = _summed(_strip(_Key(body, ayanamsa, era), here), here, column, is_rate=is_rate)
    return found.reshape(np.shape(jd_tt))


def _summed(strip: _Strip, jd_tt: Values, column: int, *, is_rate: bool) -> Values:
    at = np.maximum(np.searchsorted(strip.starts, jd_tt, side="right") - 1, 0)
    half = strip.days[at] / 2
    x = (jd_tt - strip.starts[at]) / half - 1
    series = strip.coefficients[column]
    if not is_rate:
        return _chebyshev(series, at, x)
    return _chebyshev(_derivative(series), at, x) / half


def _derivative(series: Values) -> Values:
    """The coefficients [degree, segment] of the derivative by x."""
    rates = np.zeros((len(series) + 1, *series.shape[1:]))
    for order in range(len(series) - 1, 0, -1):
        rates[order - 1] = rates[order + 1] + 2 * order * series[order]
    rates[0] /= 2
    return rates[: len(series) - 1]


def _chebyshev(series: Values, at: NDArray[np.intp], x: Values) -> Values:
    """The sum of column `at` of coefficients [degree, segment], each at its own x in [-1, 1]."""
    degree = len(series) - 1
    if x.size <= _FEW:
        polynomials = np.cos(np.multiply.outer(np.arccos(np.clip(x, -1.0, 1.0)), np.arange(degree + 1)))
        return np.einsum("nd,dn->n", polynomials, series[:, at])
    twice = 2 * x
    after, following = np.zeros_like(x), series[degree].take(at)
    for order in range(degree - 1, 0, -1):
        new = twice * following
        new -= after
        new += series[order].take(at)
        after, following = following, new
    return x * following - after + series[0].take(at)


def longitude_deg(body: Body, jd_tt: Values, ayanamsa: Ayanamsa | None = None) -> Values:
    """Apparent geocentric longitude on the true ecliptic and equinox of date at each moment, degrees [0, 360).

    With an ayanamsa it is sidereal, as the library measures it: some on the ecliptic of another epoch.

    Raises OutsideEphemeris outside the years 1 to 2999, Undefined for a body without theory outside 1800 to 2399.
    """
    turned = _series(body, jd_tt, _LONGITUDE, ayanamsa=ayanamsa)
    if ayanamsa is None:
        turned += nutation_deg(jd_tt)
    turned %= FULL_CIRCLE_DEG
    return np.where(turned >= FULL_CIRCLE_DEG, 0.0, turned)


def mean_equinox_longitude_deg(body: Body, jd_tt: Values) -> Values:
    """As `longitude_deg`, from the mean equinox of date. Nutation cancels between two bodies; this saves its cost.

    It is not reduced to the circle.
    """
    return _series(body, jd_tt, _LONGITUDE)


def latitude_deg(body: Body, jd_tt: Values, ayanamsa: Ayanamsa | None = None) -> Values:
    """Apparent geocentric latitude of date, degrees [-90, 90]. Raises as `longitude_deg`."""
    return _series(body, jd_tt, _LATITUDE, ayanamsa=ayanamsa)


def nutation_deg(jd_tt: Values) -> Values:
    """Nutation in longitude in degrees: what the true equinox of date is ahead of the mean one."""
    return _series(None, jd_tt, _NUTATION)


def obliquity_deg(jd_tt: Values) -> Values:
    """The true obliquity of the ecliptic of date, in degrees."""
    return _series(None, jd_tt, _TILT)


def distance_au(body: Body, jd_tt: Values) -> Values:
    """Distance from the Earth's centre in astronomical units. Raises as `longitude_deg`."""
    return _series(body, jd_tt, _DISTANCE)


def speed_deg_per_day(body: Body, jd_tt: Values, ayanamsa: Ayanamsa | None = None) -> Values:
    """The change of `longitude_deg` in degrees a day: of the angle itself, from which the library's speed may differ.

    Accuracy: 0.1" a day, true node and true Lilith 0.5". Raises as `longitude_deg`.
    """
    speed = _series(body, jd_tt, _LONGITUDE, ayanamsa=ayanamsa, is_rate=True)
    return speed if ayanamsa is not None else speed + _series(None, jd_tt, _NUTATION, is_rate=True)


def latitude_speed_deg_per_day(body: Body, jd_tt: Values) -> Values:
    """The change of `latitude_deg` in degrees a day. Raises as `longitude_deg`."""
    return _series(body, jd_tt, _LATITUDE, is_rate=True)


class _Sphere(NamedTuple):
    """Sines and cosines of longitude, latitude and obliquity."""

    sin_longitude: Values
    cos_longitude: Values
    sin_latitude: Values
    cos_latitude: Values
    sin_tilt: Values
    cos_tilt: Values

    @property
    def sin_declination(self) -> Values:
        """The sine of the declination."""
        return self.sin_latitude * self.cos_tilt + self.cos_latitude * self.sin_tilt * self.sin_longitude


def _sphere(body: Body, jd_tt: Values) -> _Sphere:
    longitude = np.radians(_series(body, jd_tt, _LONGITUDE) + nutation_deg(jd_tt))
    latitude = np.radians(_series(body, jd_tt, _LATITUDE))
    tilt = np.radians(obliquity_deg(jd_tt))
    return _Sphere(np.sin(longitude), np.cos(longitude), np.sin(latitude), np.cos(latitude), np.sin(tilt), np.cos(tilt))


def declination_deg(body: Body, jd_tt: Values) -> Values:
    """Declination of date in degrees [-90, 90]. Raises as `longitude_deg`."""
    return np.degrees(np.arcsin(_sphere(body, jd_tt).sin_declination))


def right_ascension_deg(body: Body, jd_tt: Values) -> Values:
    """Right ascension of date in degrees [0, 360). Raises as `longitude_deg`."""
    at = _sphere(body, jd_tt)
    east = at.cos_latitude * at.sin_longitude * at.cos_tilt - at.sin_latitude * at.sin_tilt
    turned = np.degrees(np.arctan2(east, at.cos_latitude * at.cos_longitude)) % FULL_CIRCLE_DEG
    return np.where(turned >= FULL_CIRCLE_DEG, 0.0, turned)


def declination_speed_deg_per_day(body: Body, jd_tt: Values) -> Values:
    """The change of `declination_deg` in degrees a day. Raises as `longitude_deg`."""
    at = _sphere(body, jd_tt)
    by_longitude = at.cos_latitude * at.sin_tilt * at.cos_longitude
    by_latitude = at.cos_latitude * at.cos_tilt - at.sin_latitude * at.sin_tilt * at.sin_longitude
    by_tilt = at.cos_latitude * at.cos_tilt * at.sin_longitude - at.sin_latitude * at.sin_tilt
    rise = (
        by_longitude * speed_deg_per_day(body, jd_tt)
        + by_latitude * latitude_speed_deg_per_day(body, jd_tt)
        + by_tilt * _series(None, jd_tt, _TILT, is_rate=True)
    )
    return rise / np.sqrt(1.0 - at.sin_declination**2)


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
