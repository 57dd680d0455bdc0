"""Graphic ephemeris: the longitudes of bodies over time, folded at a modulus, as lines to be drawn.

Folded at 90 degrees, lines that meet are bodies in conjunction, square or opposition; at 45 also in half squares; at 30
in any multiple of it. A line ends at the edge of the sheet and goes on at the other. Vertices are at equal steps; where
a line reaches the edge is found between them along a straight line, which is right to a pen's breadth and no more.

Source: Reinhold Ebertin, The Annual Diagram, for the 45-degree graphic ephemeris.
"""

from collections.abc import Sequence
from math import floor

import msgspec
import numpy as np

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import DEFAULT_BODIES, FILES_ONLY, Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import FILES_END_JD_TT, FILES_START_JD_TT
from outer_skies.engine.moments import Moment
from outer_skies.engine.strips import Values, longitude_deg
from outer_skies.engine.techniques.points import all_points
from outer_skies.errors import InvalidInput

MOST_VERTICES = 200_000
_FULL = 360.0
_LONGEST_STEP_DAYS = 10.0  # in which the Moon goes less than half round


class Polyline(msgspec.Struct, frozen=True, gc=False):
    """A line without a break: moments, and longitudes folded into [0, modulus], of its vertices."""

    jd_tt: list[float]
    folded_deg: list[float]


class GraphicLine(msgspec.Struct, frozen=True):
    """One body's lines, in order of time."""

    body: Body
    polylines: tuple[Polyline, ...]


class GraphicPoint(msgspec.Struct, frozen=True):
    """A point of a chart, that stands still while the bodies pass: a level line at `folded_deg`."""

    point: str
    longitude_deg: float
    folded_deg: float


class GraphicEphemeris(msgspec.Struct, frozen=True):
    """What is to be drawn."""

    modulus_deg: float
    ayanamsa: Ayanamsa | None
    start_jd_tt: float
    end_jd_tt: float
    lines: tuple[GraphicLine, ...]
    points: tuple[GraphicPoint, ...]


def graphic_ephemeris(
    start: Moment,
    end: Moment,
    modulus_deg: float = 45.0,
    bodies: Sequence[Body] | None = None,
    *,
    step_days: float = 1.0,
    ayanamsa: Ayanamsa | None = None,
    chart: Chart | None = None,
) -> GraphicEphemeris:
    """The lines of [start, end], by default of the bodies of an ordinary chart, and the points of `chart` if given.

    Longitudes are apparent and geocentric, tropical or sidereal; the chart must be of the same zodiac. A step is at
    most ten days. Raises InvalidInput beside "modulus", "step", "to", "bodies" or "zodiac", and what
    `strips.longitude_deg` raises. Accuracy: as its.
    """
    chosen = _chosen(bodies, start, end)
    _check(start, end, modulus_deg, step_days, len(chosen))
    if chart is not None and chart.options.ayanamsa is not ayanamsa:
        raise InvalidInput("The chart is cast in another zodiac than the lines.", field="zodiac")
    times = np.append(np.arange(start.jd_tt, end.jd_tt, step_days), end.jd_tt)
    lines = tuple(
        GraphicLine(body, _polylines(times, longitude_deg(body, times, ayanamsa), modulus_deg)) for body in chosen
    )
    points = tuple(
        GraphicPoint(key, longitude, longitude % modulus_deg) for key, longitude in (all_points(chart) if chart else ())
    )
    return GraphicEphemeris(modulus_deg, ayanamsa, start.jd_tt, end.jd_tt, lines, points)


def _chosen(bodies: Sequence[Body] | None, start: Moment, end: Moment) -> tuple[Body, ...]:
    if bodies is not None:
        if not bodies:
            raise InvalidInput("Choose at least one body.", field="bodies")
        return tuple(bodies)
    held = start.jd_tt >= FILES_START_JD_TT and end.jd_tt < FILES_END_JD_TT
    return tuple(body for body in DEFAULT_BODIES if held or body not in FILES_ONLY)


def _check(start: Moment, end: Moment, modulus_deg: float, step_days: float, bodies: int) -> None:
    if not 0 < modulus_deg <= _FULL:
        raise InvalidInput("A modulus is more than 0° and at most 360°.", field="modulus")
    if not 0 < step_days <= _LONGEST_STEP_DAYS:
        raise InvalidInput("A step is at most ten days.", field="step")
    if end.jd_tt <= start.jd_tt:
        raise InvalidInput("A graph ends after it begins.", field="to")
    if (end.jd_tt - start.jd_tt) / step_days * bodies > MOST_VERTICES:
        raise InvalidInput(f"A graph has at most {MOST_VERTICES:,} vertices. Choose a longer step.", field="step")


def _polylines(times: Values, longitudes: Values, modulus: float) -> tuple[Polyline, ...]:
    """The lines of one body, cut wherever it passes a multiple of the modulus, and there drawn to the edge."""
    turned: list[float] = np.unwrap(longitudes, period=_FULL).tolist()
    moments: list[float] = times.tolist()
    sheets = [floor(one / modulus) for one in turned]
    lines: list[Polyline] = []
    line = Polyline([], [])
    for index, (moment, angle, sheet) in enumerate(zip(moments, turned, sheets, strict=True)):
        # A fast body may pass several edges in one step.
        way = 1 if index and sheet > sheets[index - 1] else -1
        for passed in range(sheets[index - 1], sheet, way) if index else ():
            edge = (passed + (way > 0)) * modulus
            share = (edge - turned[index - 1]) / (angle - turned[index - 1])
            at = moments[index - 1] + share * (moment - moments[index - 1])
            line.jd_tt.append(at)
            line.folded_deg.append(modulus if way > 0 else 0.0)
            lines.append(line)
            line = Polyline([at], [0.0 if way > 0 else modulus])
        line.jd_tt.append(moment)
        line.folded_deg.append(angle - sheet * modulus)
    return (*lines, line)
