"""What stands behind the bodies: rings, degree scale, signs, cusps, axes, and the words outside."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin

import msgspec

from outer_skies.drawing.glyphs import GRID, SIGN_GLYPHS
from outer_skies.drawing.layout import LAYOUTS, Layout, WheelSize
from outer_skies.drawing.notation import longitude_text
from outer_skies.drawing.shapes import Glyph, Ring, Scale, Shape, Spoke, Text
from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG, signed_separation_deg
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart

HUNDREDTHS = 100
SCALE_PARTS = 10_000
_TICK_PX = 0.75
_BOUND_PX = 1.0
_OFF_RING_PX = 5
_CUSP_END = 1.0135
_CUSP_WORDS = 1.02
_AXIS_END = 1.026
_SAME_LINE_DEG = 0.01
_DIGIT_PX = 6.6
_DEGREE_AND_MINUTE_MARK_PX = 7.3
_TEXT_PX = 11
_NUMBER_PX = 10
_ANGLE_BOX_PX = (16.0, 6.0)
_ANGLE_AND_DEGREE_HEIGHT_PX = 24.0


_NUMBERS = tuple(str(house) for house in range(1, 13))
_SIGN_MIDDLES_DEG = tuple((30 * index + 15, name) for index, name in enumerate(SIGN_GLYPHS))
Axis = tuple[str, float]  # its name, AC, MC, DC or IC, and its longitude in degrees
_Box = tuple[float, float, float, float]  # the middle of some words, x and y, and their width and height in pixels


@dataclass(frozen=True, slots=True)
class _Reach:
    """Radii of cusps and axes, in hundredths of a pixel."""

    axis: int
    cusp: int
    rim: int
    scale: int
    house: int
    hub: int


class Bounds(msgspec.Struct, frozen=True):
    """What divides the wheel, in degrees of longitude: axes by name, cusps, and which of them are the same line.

    All are empty where they are undefined. `is_clockwise` says that the houses follow each other against the order
    of the signs. `loose_axes_deg` are the axes that are no cusps, as in whole-sign houses.
    """

    axes: Sequence[Axis]
    cusps_deg: Sequence[float]
    is_clockwise: bool
    cusps_on_axes_deg: AbstractSet[float]
    loose_axes_deg: Sequence[float]


_NO_BOUNDS = Bounds((), (), is_clockwise=False, cusps_on_axes_deg=frozenset(), loose_axes_deg=())


@cache
def _reach(size: WheelSize) -> _Reach:
    layout = LAYOUTS[size]
    shares = (_AXIS_END, _CUSP_END, 1.0, layout.neatline_inner, layout.house_outer, layout.house_inner)
    return _Reach(*(round(share * layout.radius_px * HUNDREDTHS) for share in shares))


@cache
def _rings(size: WheelSize, has_houses: bool) -> tuple[Ring, ...]:
    layout = LAYOUTS[size]
    shares = [("ring", 1.0), ("ring", layout.zodiac_inner), ("thin", layout.neatline_inner)]
    shares += [("thin", layout.house_outer)] if has_houses else []
    shares.append(("ring", layout.house_inner))
    return tuple(Ring(style, round(share * layout.radius_px * HUNDREDTHS)) for style, share in shares)


@cache
def _scales(size: WheelSize) -> tuple[Scale, ...]:
    """Neatline, ticks and sign bounds for 0° Aries at the left, each one dashed circle whatever their number."""
    layout = LAYOUTS[size]
    inner = layout.neatline_inner
    scales = [_scale(layout, "band", layout.zodiac_inner, inner, (5, 10, (5,)))]
    if layout.tick_1 is not None:
        scales.append(_scale(layout, "tick", inner, layout.tick_1, (0, 5, (1, 2, 3, 4))))
    if layout.tick_5 is not None:
        scales.append(_scale(layout, "tick", inner, layout.tick_5, (0, 10, (5,))))
    scales.append(_scale(layout, "ten", inner, layout.tick_10, (0, 10, (0,))))
    scales.append(_scale(layout, "bound", 1.0, layout.zodiac_inner, (0, 30, (0,))))
    return tuple(scales)


def _scale(
    layout: Layout, style: str, outer: float, inner: float, pattern: tuple[float, int, tuple[int, ...]]
) -> Scale:
    """A band between two shares of R, inked at some degrees of a period.

    `pattern` is (degrees inked, or 0 for one hairline; period; where each begins, or a hairline's middle).
    Dashes run clockwise, against longitude; the patterns here are written so that this comes out right.
    """
    inked_deg, period, starts = pattern
    radius = round((outer + inner) / 2 * layout.radius_px * HUNDREDTHS)
    degree = math.tau * radius / HUNDREDTHS / FULL_CIRCLE_DEG
    ink = inked_deg * degree or (_BOUND_PX if style == "bound" else _TICK_PX)
    gaps = [
        (after - before) * degree - ink for before, after in zip(starts, (*starts[1:], starts[0] + period), strict=True)
    ]
    lead = starts[0] * degree - (0 if inked_deg else ink / 2)
    width = round((outer - inner) * layout.radius_px * HUNDREDTHS)
    return Scale(style, radius, width, " ".join(f"{ink:.4f} {gap:.4f}" for gap in gaps), f"{-lead:.4f}", 0)


def frame(layout: Layout, turn_deg: float, *, has_houses: bool) -> list[Shape]:
    """Rings and degree scale; `turn_deg` is the longitude that stands left."""
    shapes: list[Shape] = [*_rings(layout.size, has_houses)]
    turn = round(turn_deg * HUNDREDTHS)
    shapes += [Scale(one.style, one.radius, one.width, one.dashes, one.offset, turn) for one in _scales(layout.size)]
    return shapes


def signs(layout: Layout, turn_deg: float) -> list[Shape]:
    """The twelve sign glyphs in the middle of their arcs."""
    radius, corner = layout.sign * layout.radius_px * HUNDREDTHS, layout.sign_px * HUNDREDTHS / 2
    scale = round(layout.sign_px / GRID * SCALE_PARTS)
    shapes: list[Shape] = []
    for middle, name in _SIGN_MIDDLES_DEG:
        angle = radians(middle - turn_deg)
        x, y = -radius * cos(angle) - corner, radius * sin(angle) - corner
        shapes.append(Glyph("sign", name, round(x), round(y), scale))
    return shapes


def bounds_of(chart: Chart | DayChart) -> Bounds:
    """What divides the wheel of a chart."""
    if isinstance(chart, DayChart) or chart.angles is None:
        return _NO_BOUNDS
    angles = chart.angles
    axes = [
        ("AC", angles.ascendant),
        ("MC", angles.midheaven),
        ("DC", angles.descendant),
        ("IC", angles.imum_coeli),
    ]
    cusps, clockwise = (chart.houses.cusps_deg, chart.houses.is_clockwise) if chart.houses else ((), False)
    # Every axis against every cusp: written out, for this is on the way of every event.
    shared = [
        (axis, cusp)
        for _, axis in axes
        for cusp in cusps
        if abs((axis - cusp + HALF_CIRCLE_DEG) % FULL_CIRCLE_DEG - HALF_CIRCLE_DEG) < _SAME_LINE_DEG
    ]
    drawn = {axis for axis, _ in shared}
    loose = [axis for _, axis in axes if axis not in drawn]
    return Bounds(axes, cusps, clockwise, {cusp for _, cusp in shared}, loose)


def houses(layout: Layout, turn_deg: float, bounds: Bounds) -> list[Shape]:
    """Cusps, house numbers and axes."""
    reach = _reach(layout.size)
    axis_shapes, taken = _axes(layout, turn_deg, bounds.axes)
    cusps, loose = bounds.cusps_deg, bounds.loose_axes_deg
    radius = layout.house_number * layout.radius_px
    shapes: list[Shape] = []
    for number, cusp, after in zip(_NUMBERS, cusps, (*cusps[1:], *cusps[:1]), strict=False):
        width = -((cusp - after) % FULL_CIRCLE_DEG) if bounds.is_clockwise else (after - cusp) % FULL_CIRCLE_DEG
        middle = _clear_of_axes(layout, cusp, width, loose) if loose else cusp + width / 2
        angle = radians(middle - turn_deg)
        shapes.append(_words("house", -radius * cos(angle), radius * sin(angle) + 3.5, number))
        if cusp in bounds.cusps_on_axes_deg:
            continue
        turned = (cusp - turn_deg) % FULL_CIRCLE_DEG
        way = round(turned * HUNDREDTHS)
        shapes.append(Spoke("cusp", way, reach.scale, reach.house))
        shapes.append(Spoke("cusp-in", way, reach.house, reach.hub))
        shapes.append(Spoke("cusp-in", way, reach.cusp, reach.rim))
        if layout.cusps_have_degrees and (words := _cusp_words(layout, turned, cusp, taken)):
            shapes.append(words)
    return shapes + axis_shapes


def _axes(layout: Layout, turn_deg: float, axes: Sequence[Axis]) -> tuple[list[Shape], list[_Box]]:
    """The axes with their words, and where those stand."""
    reach = _reach(layout.size)
    ring = layout.radius_px * _AXIS_END
    shapes: list[Shape] = []
    taken: list[_Box] = []
    for name, longitude in axes:
        turned = (longitude - turn_deg) % FULL_CIRCLE_DEG
        angle = round(turned * HUNDREDTHS)
        shapes.append(Spoke("axis", angle, reach.scale, reach.hub))
        shapes.append(Spoke("axis", angle, reach.axis, reach.rim))
        if layout.cusps_have_degrees:
            text = longitude_text(longitude)
            box = _box_outside(ring, turned, _text_width(text) + 1.2, _ANGLE_AND_DEGREE_HEIGHT_PX)
            shapes.append(_words("angle", box[0], box[1] - 2, name))
            shapes.append(_words("angle-degree", box[0], box[1] + 10.8, text))
        else:
            box = _box_outside(ring, turned, *_ANGLE_BOX_PX)
            shapes.append(_words("angle", box[0], box[1] + 4, name))
        taken.append(box)
    return shapes, taken


def _text_width(text: str) -> float:
    return (len(text) - 2) * _DIGIT_PX + _DEGREE_AND_MINUTE_MARK_PX


def _box_outside(ring_px: float, angle_deg: float, width: float, height: float) -> _Box:
    """A box five pixels off a ring, whichever way it stands to it."""
    angle = radians(angle_deg)
    across, down = -cos(angle), sin(angle)
    radius = ring_px + _OFF_RING_PX + abs(across) * width / 2 + abs(down) * height / 2
    return radius * across, radius * down, width, height


def _words(style: str, x: float, y: float, text: str) -> Text:
    return Text(style, round(x * HUNDREDTHS), round(y * HUNDREDTHS), text)


def _cusp_words(layout: Layout, angle_deg: float, cusp_deg: float, taken: list[_Box]) -> Text | None:
    """The cusp's degree outside the ring, unless other words stand there already."""
    text = longitude_text(cusp_deg)
    box = _box_outside(layout.radius_px * _CUSP_WORDS, angle_deg, _text_width(text), _TEXT_PX)
    x, y, width, height = box
    for other_x, other_y, other_width, other_height in taken:
        if abs(x - other_x) * 2 < width + other_width and abs(y - other_y) * 2 < height + other_height:
            return None
    taken.append(box)
    return _words("outside", x, y + 3.9, text)


def _clear_of_axes(layout: Layout, cusp_deg: float, width_deg: float, axes_deg: Sequence[float]) -> float:
    """The middle of a house, or of its wider part where an axis that is no cusp runs through the number there.

    `width_deg` is negative for a house that runs clockwise.
    """
    reach_deg = math.degrees(_NUMBER_PX / (layout.house_number * layout.radius_px))
    for axis in axes_deg:
        way = signed_separation_deg(cusp_deg, axis)
        share = way / width_deg
        if abs(way - width_deg / 2) < reach_deg and 0 < share < 1:
            return cusp_deg + (way / 2 if share > 0.5 else (way + width_deg) / 2)  # noqa: PLR2004  a half
    return cusp_deg + width_deg / 2
