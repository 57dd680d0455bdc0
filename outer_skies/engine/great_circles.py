"""Great circles on the Earth as GeoJSON lines: drawn finely, and cut where they cross the antimeridian.

The Earth is a sphere here, and a place is put on it by its geographic latitude, whose vertical is that of the sky.

Source: RFC 7946, section 3.1.9, for the cut; spherical trigonometry.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float64]
Coordinates: TypeAlias = list[list[float]]
STEP_DEG = 2.0
_HALF, _FULL = 180.0, 360.0
_DECIMALS = 6  # a tenth of a metre
_PASSES_POLES_DEG = 1e-6


class LineString(msgspec.Struct, frozen=True, gc=False, tag="LineString", tag_field="type"):
    """A line as [degrees east, degrees north] of its vertices."""

    coordinates: Coordinates


class MultiLineString(msgspec.Struct, frozen=True, gc=False, tag="MultiLineString", tag_field="type"):
    """A line in parts, because it crosses the antimeridian."""

    coordinates: list[Coordinates]


Line: TypeAlias = LineString | MultiLineString


def east_deg(angle_deg: Sequence[float]) -> list[float]:
    """Longitudes on Earth in (-180, 180], rounded as coordinates are."""
    turned = np.round((np.asarray(angle_deg, dtype=np.float64) + _HALF) % _FULL - _HALF, _DECIMALS)
    return np.where(turned == -_HALF, _HALF, turned).tolist()


def meridians(east_longitude_deg: Sequence[float]) -> list[Line]:
    """Half circles from the south pole to the north pole."""
    return [LineString([[east, -90.0], [east, 0.0], [east, 90.0]]) for east in east_deg(east_longitude_deg)]


def parallels(north_latitude_deg: Sequence[float]) -> list[LineString]:
    """The whole circles of some latitudes, from one side of the antimeridian to the other."""
    rounded: list[float] = np.round(north_latitude_deg, _DECIMALS).tolist()
    return [LineString([[-_HALF, north], [0.0, north], [_HALF, north]]) for north in rounded]


def half_circles(pole_north_deg: Values, pole_east_deg: Values, start_deg: Values) -> list[Line]:
    """Half of each great circle that lies 90 degrees around a pole.

    A circle is followed from its northernmost point, which is 0 degrees, westward at first as seen from the pole; each
    half begins `start_deg` from there. Vertices are at most two degrees apart, along the circle and in longitude. A
    circle through the poles of the Earth passes them at a tenth of a metre, and so has a longitude everywhere.
    """
    pole_north_deg = np.where(np.abs(pole_north_deg) < _PASSES_POLES_DEG, _PASSES_POLES_DEG, pole_north_deg)
    sine = np.sin(np.radians(pole_north_deg))[:, None]
    cosine = np.cos(np.radians(pole_north_deg))[:, None]
    along = _along(np.abs(sine), start_deg[:, None])
    north_part, west_part = np.cos(along), np.sin(along)
    north = np.degrees(np.arcsin(np.clip(north_part * cosine, -1.0, 1.0)))
    # The northernmost point has the longitude opposite to the pole's.
    east = pole_east_deg[:, None] - np.degrees(np.arctan2(west_part, -north_part * sine))
    east = (east + _HALF) % _FULL - _HALF
    vertices = np.round(np.stack((east, north), axis=2), _DECIMALS)
    is_jump = np.abs(np.diff(east, axis=1)) > _HALF
    crossing = _antimeridian_latitude_deg(pole_north_deg, pole_east_deg)
    return [_cut(*one) for one in zip(vertices, is_jump, crossing.tolist(), strict=True)]


def _along(abs_sine: Values, start_deg: Values) -> Values:
    """Angles along the circles in radians: every step of a half, and every step of longitude on it."""
    steps = np.arange(0.0, _HALF, STEP_DEG)
    longitudes = np.radians(steps)
    of_longitude = np.degrees(np.arctan2(abs_sine * np.sin(longitudes), np.cos(longitudes)))
    within = np.concatenate(
        [
            np.broadcast_to(np.append(steps, _HALF), (len(start_deg), len(steps) + 1)),
            (of_longitude - start_deg) % _HALF,
        ],
        axis=1,
    )
    return np.radians(np.sort(within, axis=1) + start_deg)


def _antimeridian_latitude_deg(pole_north_deg: Values, pole_east_deg: Values) -> Values:
    """The latitude at which each circle crosses the antimeridian."""
    over = np.cos(np.radians(pole_east_deg)) * np.cos(np.radians(pole_north_deg))
    below = np.sin(np.radians(pole_north_deg))
    found = np.degrees(np.arctan2(over * np.sign(below), np.abs(below)))
    return np.round(found, _DECIMALS).astype(np.float64)


def _cut(vertices: Values, is_jump: NDArray[np.bool_], crossing_deg: float) -> Line:
    """One line as GeoJSON wants it: in two parts where it crosses the antimeridian, no vertex told twice running."""
    parts: list[Coordinates] = []
    first = 0
    entry: Coordinates = []
    for jump in np.flatnonzero(is_jump).tolist():
        side = _HALF if vertices[jump, 0] > 0 else -_HALF
        parts.append(_without_repetition([*entry, *vertices[first : jump + 1].tolist(), [side, crossing_deg]]))
        first, entry = jump + 1, [[-side, crossing_deg]]
    parts.append(_without_repetition([*entry, *vertices[first:].tolist()]))
    parts = [part for part in parts if len(part) > 1]
    return LineString(parts[0]) if len(parts) == 1 else MultiLineString(parts)


def _without_repetition(vertices: Coordinates) -> Coordinates:
    return [vertex for vertex, _ in groupby(vertices)]
