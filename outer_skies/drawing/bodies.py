"""A body on the wheel: tick at its true degree, pointer, glyph and label where there is room, foot of its aspects."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, cos, floor, radians, sin

from outer_skies.drawing.frame import HUNDREDTHS, SCALE_PARTS
from outer_skies.drawing.glyphs import GRID, body_glyph
from outer_skies.drawing.layout import LAYOUTS, WheelSize
from outer_skies.drawing.notation import DEGREES, MINUTES, ZodiacPoint
from outer_skies.drawing.shapes import Arc, Dot, Glyph, Pointer, Shape, Spoke, Text
from outer_skies.drawing.spreading import Place
from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG
from outer_skies.engine.chart import Position
from outer_skies.engine.day import DayPosition

_FOOT_PX = {WheelSize.LARGE: 2.3, WheelSize.MEDIUM: 2.3, WheelSize.SMALL: 1.7}
_BEND_DEG = 3


@dataclass(frozen=True, slots=True)
class Radii:
    """Where a body's parts stand and how large they are, in hundredths of a pixel (scales in ten thousandths)."""

    tick_outer: int
    tick_inner: int
    pointer_end: int
    range: int
    foot: int
    foot_size: int
    label: float
    body: float
    body_corner: float
    body_scale: int
    retrograde: float
    retrograde_corner: float
    retrograde_scale: int
    degree_style: str


@cache
def radii(size: WheelSize) -> Radii:
    """The radii of a size of wheel."""
    layout = LAYOUTS[size]
    whole = layout.radius_px * HUNDREDTHS
    return Radii(
        tick_outer=round(layout.neatline_inner * whole),
        tick_inner=round(layout.true_tick * whole),
        pointer_end=round(layout.leader * whole),
        range=round((layout.zodiac_inner + layout.neatline_inner) / 2 * whole),
        foot=round(layout.house_inner * whole),
        foot_size=round(_FOOT_PX[size] * HUNDREDTHS),
        label=layout.label * whole,
        body=layout.body * whole,
        body_corner=layout.body_px * HUNDREDTHS / 2,
        body_scale=round(layout.body_px / GRID * SCALE_PARTS),
        retrograde=layout.retrograde * whole,
        retrograde_corner=layout.retrograde_px * HUNDREDTHS / 2,
        retrograde_scale=round(layout.retrograde_px / GRID * SCALE_PARTS),
        degree_style="degree-small" if size is WheelSize.SMALL else "degree",
    )


def body_shapes(
    at: Radii, turn_deg: float, position: Position | DayPosition, point: ZodiacPoint, place: Place
) -> list[Shape]:
    """All marks of one body; its glyph comes last. `point` is its longitude as people read it."""
    of = position.body
    true_deg = (position.longitude_deg - turn_deg) % FULL_CIRCLE_DEG
    true = radians(true_deg)
    across, down = true_across, true_down = -cos(true), sin(true)
    bends: Sequence[int] = ()
    if place.shift_deg:
        shown = radians(true_deg + place.shift_deg)
        across, down = -cos(shown), sin(shown)
        bends = _bends(at, true_deg, place.shift_deg)
    inner, end = at.tick_inner, at.pointer_end
    points = (round(inner * true_across), round(inner * true_down), *bends, round(end * across), round(end * down))
    shapes: list[Shape] = [
        Spoke("true", round(true_deg * HUNDREDTHS), at.tick_outer, at.tick_inner, of),
        Pointer("leader", points, of),
        Dot("foot", round(at.foot * true_across), round(at.foot * true_down), at.foot_size, of),
    ]
    if isinstance(position, DayPosition):
        shapes.append(_range(at, turn_deg, position))
    x, y = at.label * across, at.label * down
    # The signs ° and ′ hang: digits, not the whole words, are centred.
    if place.has_minutes:
        shapes.append(Text("degree", round(x + 170), round(y - 120), DEGREES[point.degree], of))
        shapes.append(Text("minute", round(x + 80), round(y + 1000), MINUTES[point.minute], of))
    else:
        shapes.append(Text(at.degree_style, round(x + 170), round(y + 450), DEGREES[point.degree], of))
    if position.is_retrograde:
        x, y = at.retrograde * across - at.retrograde_corner, at.retrograde * down - at.retrograde_corner
        shapes.append(Glyph("retro", "retro", round(x), round(y), at.retrograde_scale, of))
    x, y = at.body * across - at.body_corner, at.body * down - at.body_corner
    shapes.append(Glyph("body", body_glyph(of), round(x), round(y), at.body_scale, of))
    return shapes


def _bends(at: Radii, true_deg: float, shift_deg: float) -> list[int]:
    """Where the pointer from the true degree to the shown one bends. It nears the centre evenly as it goes.

    A straight line of such a length would dip below its end and cross its neighbours. This one bends where
    it passes a multiple of three degrees, the same for all, so pointers in order can never cross.
    """
    shown_deg = true_deg + shift_deg
    low, high = (true_deg, shown_deg) if shift_deg >= 0 else (shown_deg, true_deg)
    first, end = floor(low / _BEND_DEG) + 1, ceil(high / _BEND_DEG)
    points: list[int] = []
    for bend in range(first, end) if shift_deg > 0 else range(end - 1, first - 1, -1):
        stop = (bend * _BEND_DEG - true_deg) / shift_deg
        angle = radians(true_deg + stop * shift_deg)
        radius = at.tick_inner + stop * (at.pointer_end - at.tick_inner)
        points.append(round(-radius * cos(angle)))
        points.append(round(radius * sin(angle)))
    return points


def _range(at: Radii, turn_deg: float, position: DayPosition) -> Arc:
    """Where the body may stand during the day, on the neatline."""
    first, last = position.longitude_range_deg
    start, end = radians(first - turn_deg), radians(last - turn_deg)
    return Arc(
        "range",
        round(-at.range * cos(start)),
        round(at.range * sin(start)),
        round(-at.range * cos(end)),
        round(at.range * sin(end)),
        at.range,
        is_large=(last - first) % FULL_CIRCLE_DEG > HALF_CIRCLE_DEG,
        is_clockwise=False,
        width=0,
        opacity=100,
        aspect=-1,
        of=position.body,
    )
