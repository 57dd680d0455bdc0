"""The wheel: a chart in, marks out. AC stands left and longitude runs counterclockwise."""

from math import cos, sin, sqrt

import msgspec

from outer_skies.drawing.arrangement import CIRCLE, Arrangement, BodyAt, arrange
from outer_skies.drawing.bodies import body_shapes
from outer_skies.drawing.frame import RADIANS, frame, houses, whole
from outer_skies.drawing.layout import LAYOUTS, WheelSize
from outer_skies.drawing.measures import Measures, measures
from outer_skies.drawing.shapes import Arc, Line, Shape
from outer_skies.drawing.styles import MINOR
from outer_skies.engine.aspects import ALL_ASPECTS, AspectKind
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart

__all__ = ["Wheel", "WheelSize", "draw", "draw_wheel", "half_sizes_px"]

_EDGE_PX = 4
# Aspects of declination have none: they are not drawn.
_LINE_STYLES: dict[str, str] = {
    kind.value: "minor" if kind in MINOR and kind is not AspectKind.SEMISEXTILE else kind.value
    for kind in ALL_ASPECTS
    if not kind.by_declination
}


class Wheel(msgspec.Struct, frozen=True):
    """A drawn wheel, its marks from the back to the front, the bodies' glyphs last; see `shapes`.

    Its frame reaches `half_width_px` and `half_height_px` from its middle.
    """

    size: WheelSize
    radius_px: float
    half_width_px: float
    half_height_px: float
    shapes: tuple[Shape, ...]
    bodies: tuple[BodyAt, ...]


def draw_wheel(chart: Chart | DayChart, size: WheelSize = WheelSize.LARGE) -> Wheel:
    """The wheel of a chart, of a day (no houses, each body's range inked), or of the sky with no place."""
    return draw(arrange(chart, size))


def draw(wheel: Arrangement) -> Wheel:
    """The marks of a wheel that has been thought out. `assets/drawing.js` makes the same ones in the browser."""
    at = measures(wheel.size, has_houses=bool(wheel.cusps))
    shapes = frame(at, wheel.turn) + houses(at, wheel) + _aspect_lines(at, wheel)
    glyphs: list[Shape] = []
    for body in wheel.bodies:
        marks = body_shapes(at, body)
        glyphs.append(marks.pop())
        shapes += marks
    return Wheel(
        wheel.size, LAYOUTS[wheel.size].radius_px, *half_sizes_px(wheel), (*shapes, *glyphs), bodies=wheel.bodies
    )


def half_sizes_px(wheel: Arrangement) -> tuple[float, float]:
    """How far the frame reaches from the middle, to the sides and up; less where no words stand outside."""
    layout = LAYOUTS[wheel.size]
    edge = layout.radius_px + _EDGE_PX
    return (layout.half_width_px, layout.half_height_px) if wheel.axes else (edge, edge)


def _aspect_lines(at: Measures, wheel: Arrangement) -> list[Shape]:
    """Lines from foot to foot, the closest drawn last and so on top; a conjunction is an arc."""
    angles = {body.body: body.angle for body in wheel.bodies}
    shapes: list[Shape] = []
    for index in sorted(range(len(wheel.aspects)), key=lambda index: wheel.aspects[index].close_percent):
        aspect = wheel.aspects[index]
        style = _LINE_STYLES.get(aspect.kind)
        if style is None:
            continue
        close = aspect.close_percent / 100
        strength = whole(70 + 170 * close * sqrt(close)), whole(42 + 58 * close)
        a, b = angles[aspect.a], angles[aspect.b]
        if style == "conjunction":
            shapes.append(_conjunction(at, a, b, strength, index))
        else:
            shapes.append(Line(style, *_on_circle(at.foot, a), *_on_circle(at.foot, b), *strength, index))
    return shapes


def _on_circle(radius: float, angle: int) -> tuple[int, int]:
    return whole(-radius * cos(angle * RADIANS)), whole(radius * sin(angle * RADIANS))


def _conjunction(at: Measures, a: int, b: int, strength: tuple[int, int], index: int) -> Arc:
    """An arc the short way round within the circle of feet."""
    width, opacity = strength
    return Arc(
        "conjunction",
        *_on_circle(at.conjunction, a),
        *_on_circle(at.conjunction, b),
        whole(at.conjunction),
        is_large=False,
        is_clockwise=2 * ((b - a) % CIRCLE) > CIRCLE,
        width=width,
        opacity=opacity,
        aspect=index,
    )
