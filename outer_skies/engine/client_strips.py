"""Strips for a browser: the coefficients with which a client finds longitude, latitude and speed at any instant.

They are strips of another cut than the engine's own: whole numbers of a quantum in place of doubles, no more of them
than the promise needs, and no distance. `docs/strips.md` describes both forms, `assets/strips.js` reads them.

Accuracy: longitude and latitude within 0.5" of `ephemeris.sight`, the Moon within 1"; every segment is measured against
the engine's strips before it is kept. Speed within 0.004 degrees a day; within 0.02 for true node and true Lilith, and
for a planet less than a degree from the Sun, whose gravity bends its light from hour to hour.
"""

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil
from typing import Literal, NamedTuple

import msgspec
import numpy as np
from numpy.polynomial.chebyshev import chebvander

from outer_skies.engine import strips
from outer_skies.engine.angles import FULL_CIRCLE_DEG
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import FIRST_YEAR, LAST_YEAR, earth_turns
from outer_skies.engine.search import wrapped_deg
from outer_skies.engine.strips import Cut, Values, chebyshev_nodes
from outer_skies.errors import InvalidInput, OutsideEphemeris, Undefined

SIDEREAL_TURN_DEG_PER_DAY = 360.98564736629
_MAGIC = b"OSSTRIP1"
_SEVEN_BITS, _MORE_FOLLOWS = 127, 128
_ARC_SECOND_DEG = 1.0 / 3600
_HALVINGS = 9
_PROBES_A_DAY = 4  # at which a segment is measured, and no fewer than
_PROBES = 40
_BRINK_DAYS = 1e-6  # a tenth of a second inside the ends, where the next segment begins


class Segment(msgspec.Struct, frozen=True, array_like=True):
    """One polynomial for each column of a strip: whole Chebyshev coefficients in quanta, lowest degree first.

    It is as long as a whole segment of its strip, halved `halvings` times; segments follow one another.
    """

    halvings: int
    series: tuple[tuple[int, ...], ...]


class Strip(msgspec.Struct, frozen=True):
    """Columns of one body, or of "nutation" or "sidereal_time", over some days. Quanta are in degrees."""

    name: str
    start_jd_tt: float
    segment_days: float
    quanta_deg: tuple[float, ...]
    segments: tuple[Segment, ...]


class ClientStrips(msgspec.Struct, frozen=True, kw_only=True):
    """Strips that hold for the moments in [start, end); `msgspec.json.encode` writes their JSON form."""

    schema: Literal["outer-skies.strips/1"] = "outer-skies.strips/1"
    start_jd_tt: float
    end_jd_tt: float
    strips: tuple[Strip, ...]


class _Plan(NamedTuple):
    """How one strip is cut, rounded, and how far it may be from the engine's at most."""

    cut: Cut
    quantum_deg: float
    bound_deg: float


def _plan(days: float, values: int, quantum_s: float, bound_s: float, start_jd_tt: float | None = None) -> _Plan:
    return _Plan(Cut(days, values, start_jd_tt), quantum_s * _ARC_SECOND_DEG, bound_s * _ARC_SECOND_DEG)


_MOON_PIECE, _MOON_START = strips.MOON_FILE_PIECE_DAYS, strips.MOON_FILE_START_JD_TT
_PLANS = {
    Body.SUN: _plan(92.0, 20, 0.1, 0.4),
    Body.MOON: _plan(_MOON_PIECE, 32, 0.25, 0.85, _MOON_START),
    Body.MERCURY: _plan(31.0, 18, 0.1, 0.4),
    Body.VENUS: _plan(61.0, 20, 0.1, 0.4),
    Body.MARS: _plan(92.0, 22, 0.1, 0.4),
    Body.MEAN_NODE: _plan(366.0, 4, 0.1, 0.4),
    Body.MEAN_LILITH: _plan(366.0, 14, 0.1, 0.4),
    Body.TRUE_NODE: _plan(_MOON_PIECE, 40, 0.1, 0.4, _MOON_START),
    Body.TRUE_LILITH: _plan(_MOON_PIECE, 50, 0.1, 0.4, _MOON_START),
}
_SLOW = _plan(122.0, 20, 0.1, 0.4)
_NUTATION = _plan(61.0, 20, 0.02, 0.08)
_SIDEREAL_TIME = _plan(366.0, 4, 0.02, 0.1)

_Columns = Callable[[Values], Values]


def client_strips(bodies: Iterable[Body], start_jd_tt: float, end_jd_tt: float) -> ClientStrips:
    """Strips of bodies, with nutation and sidereal time, for the moments in [start, end).

    Raises InvalidInput beside "to" when the interval is empty, OutsideEphemeris and Undefined where the engine has no
    strips, and Undefined over the days on which the ephemeris changes its theory.
    """
    if not start_jd_tt < end_jd_tt:
        raise InvalidInput("Strips need an end that comes after the start.", field="to")
    if not strips.ERAS_JD_TT[0] <= start_jd_tt < end_jd_tt <= strips.ERAS_JD_TT[-1]:
        raise OutsideEphemeris(FIRST_YEAR, LAST_YEAR)
    if any(start_jd_tt < edge < end_jd_tt for edge in strips.ERAS_JD_TT[1:-1]):
        raise Undefined("Strips do not reach over the start of 1800 or the end of 2399, where the theory changes.")
    span = start_jd_tt, end_jd_tt
    found = [
        _strip("nutation", _nutation, 2, _NUTATION, span),
        _strip("sidereal_time", _sidereal_time(start_jd_tt), 1, _SIDEREAL_TIME, span),
    ]
    found += [_strip(body.value, _places(body), 2, _PLANS.get(body, _SLOW), span) for body in dict.fromkeys(bodies)]
    return ClientStrips(start_jd_tt=start_jd_tt, end_jd_tt=end_jd_tt, strips=tuple(found))


def _places(body: Body) -> _Columns:
    return lambda jd_tt: np.stack(
        [strips.mean_equinox_longitude_deg(body, jd_tt), strips.latitude_deg(body, jd_tt)], axis=-1
    )


def _nutation(jd_tt: Values) -> Values:
    return np.stack([strips.nutation_deg(jd_tt), strips.obliquity_deg(jd_tt)], axis=-1)


def _sidereal_time(start_jd_tt: float) -> _Columns:
    """Mean sidereal time at Greenwich, less a uniform turning since the start."""

    def columns(jd_tt: Values) -> Values:
        delta_t = np.array(earth_turns(jd_tt.tolist()))[:, 0]
        delta_t = np.array(earth_turns((jd_tt - delta_t).tolist()))[:, 0]
        apparent = np.array(earth_turns((jd_tt - delta_t).tolist()))[:, 1]
        equation = strips.nutation_deg(jd_tt) * np.cos(np.radians(strips.obliquity_deg(jd_tt)))
        mean = apparent - equation - SIDEREAL_TURN_DEG_PER_DAY * (jd_tt - start_jd_tt)
        return (mean % FULL_CIRCLE_DEG)[:, np.newaxis]

    return columns


def _strip(name: str, columns: _Columns, count: int, plan: _Plan, span: tuple[float, float]) -> Strip:
    start, days = span[0], (span[1] - span[0]) / ceil((span[1] - span[0]) / plan.cut.days)
    if plan.cut.start_jd_tt is not None:
        days = plan.cut.days
        start = plan.cut.start_jd_tt + (span[0] - plan.cut.start_jd_tt) // days * days
    source = _Source(columns, count, plan, span)
    edges = (start + number * days for number in range(ceil((span[1] - start) / days - _BRINK_DAYS)))
    segments = tuple(one for edge in edges for one in source.segments(edge, edge + days, 0))
    return Strip(name, start, days, (plan.quantum_deg,) * count, segments)


class _Source(NamedTuple):
    """What a strip is made of: columns of moments, how many, and for which span."""

    columns: _Columns
    width: int
    plan: _Plan
    span: tuple[float, float]

    def segments(self, start: float, end: float, halvings: int) -> Iterator[Segment]:
        """One segment, or those of its halves where one polynomial is not within the bound; empty beyond the span."""
        if end <= self.span[0] or start >= self.span[1]:
            yield Segment(halvings, ((),) * self.width)
            return
        nodes, matrix = chebyshev_nodes(self.plan.cut.values)
        middle, half = (start + end) / 2, (end - start) / 2
        rows = matrix @ _smooth(self.columns(self._in_era(middle + nodes * half)))
        rows[0, 0] = wrapped_deg(float(rows[0, 0]))
        whole = np.rint(rows / self.plan.quantum_deg)
        if halvings < _HALVINGS and self._error_deg(whole, middle, half) > self.plan.bound_deg:
            yield from self.segments(start, middle, halvings + 1)
            yield from self.segments(middle, end, halvings + 1)
        else:
            yield Segment(halvings, tuple(_trimmed(column) for column in whole.T))

    def _in_era(self, jd_tt: Values) -> Values:
        """Moments as near as there is a sky of the same theory: an aligned segment may reach beyond its first day."""
        era = np.searchsorted(strips.ERAS_JD_TT, self.span[0], side="right")
        return np.clip(jd_tt, strips.ERAS_JD_TT[era - 1], strips.ERAS_JD_TT[era] - _BRINK_DAYS)

    def _error_deg(self, whole: Values, middle: float, half: float) -> float:
        """How far the polynomials are from the columns at most, where the span holds them."""
        first, last = max(middle - half, self.span[0]) + _BRINK_DAYS, min(middle + half, self.span[1]) - _BRINK_DAYS
        if first >= last:
            return 0.0
        probes = np.linspace(first, last, max(_PROBES, ceil((last - first) * _PROBES_A_DAY)))
        found = chebvander((probes - middle) / half, len(whole) - 1) @ whole * self.plan.quantum_deg
        return float(np.abs(wrapped_deg(found - self.columns(probes))).max())


def _smooth(rows: Values) -> Values:
    """Rows whose first column, an angle, goes on beyond the full circle."""
    rows[:, 0] = np.unwrap(rows[:, 0], period=FULL_CIRCLE_DEG)
    return rows


def _trimmed(whole: Values) -> tuple[int, ...]:
    """Whole numbers without the zeros at their end."""
    used = np.flatnonzero(whole)
    return tuple(int(one) for one in whole[: used[-1] + 1]) if used.size else ()


def packed(client: ClientStrips) -> bytes:
    """The binary form; little-endian, and whole numbers as zigzag varints of seven bits a byte."""
    parts = [_MAGIC, struct.pack("<ddB", client.start_jd_tt, client.end_jd_tt, len(client.strips))]
    for strip in client.strips:
        name, columns = strip.name.encode("ascii"), len(strip.quanta_deg)
        parts.append(struct.pack(f"<B{len(name)}sB", len(name), name, columns))
        parts.append(struct.pack(f"<dd{columns}d", strip.start_jd_tt, strip.segment_days, *strip.quanta_deg))
        parts.append(_varints([len(strip.segments)]))
        for segment in strip.segments:
            parts.append(bytes([segment.halvings]))
            parts.extend(bytes([len(series)]) + _varints(_zigzag(series)) for series in segment.series)
    return b"".join(parts)


def _zigzag(numbers: Sequence[int]) -> list[int]:
    """0, -1, 1, -2, 2... as 0, 1, 2, 3, 4..."""
    return [2 * one if one >= 0 else -2 * one - 1 for one in numbers]


def _varints(numbers: Sequence[int]) -> bytes:
    """Whole numbers from 0, lowest seven bits first, the eighth bit set on all bytes but the last."""
    written = bytearray()
    for number in numbers:
        rest = number
        while rest > _SEVEN_BITS:
            written.append(rest & _SEVEN_BITS | _MORE_FOLLOWS)
            rest >>= 7
        written.append(rest)
    return bytes(written)
