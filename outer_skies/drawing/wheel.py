"""The wheel: a chart in, marks out. AC stands left and longitude runs counterclockwise."""

from collections.abc import Sequence
from functools import cache
from math import cos, radians, sin

import msgspec

from outer_skies.drawing.bodies import body_shapes, radii
from outer_skies.drawing.frame import HUNDREDTHS, bounds_of, frame, houses, signs
from outer_skies.drawing.layout import LAYOUTS, WheelSize
from outer_skies.drawing.notation import SIGN_NAMES, ZodiacPoint, point_text, zodiac_point
from outer_skies.drawing.shapes import Arc, Line, Shape
from outer_skies.drawing.spreading import Gaps, gaps, spread
from outer_skies.drawing.styles import MINOR
from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG
from outer_skies.engine.aspects import ALL_ASPECTS, Aspect, AspectKind
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.day import DayChart, DayPosition

__all__ = ["BodyMark", "Wheel", "WheelSize", "body_mark", "closenesses", "draw_wheel"]

_CONJUNCTION_INSIDE = 0.022
_EDGE_PX = 4
# Aspects of declination have none: they are not drawn.
_LINE_STYLES: dict[str, str] = {
    kind.value: "minor" if kind in MINOR and kind is not AspectKind.SEMISEXTILE else kind.value
    for kind in ALL_ASPECTS
    if not kind.by_declination
}


class BodyMark(msgspec.Struct, frozen=True):
    """A body of the wheel as a reader meets it: its key, longitude to two decimals of a degree, and name.

    `label` is the name alone and `point` the longitude they were written from.
    """

    body: str
    longitude: str
    name: str
    label: str
    point: ZodiacPoint


class Wheel(msgspec.Struct, frozen=True):
    """A drawn wheel, its marks from the back to the front, the bodies' glyphs last; see `shapes`.

    Its frame reaches `half_width_px` and `half_height_px` from its middle.
    """

    size: WheelSize
    radius_px: float
    half_width_px: float
    half_height_px: float
    shapes: tuple[Shape, ...]
    bodies: tuple[BodyMark, ...]


def draw_wheel(chart: Chart | DayChart, size: WheelSize = WheelSize.LARGE) -> Wheel:
    """The wheel of a chart, of a day (no houses, each body's range inked), or of the sky with no place."""
    layout = LAYOUTS[size]
    bounds = bounds_of(chart)
    turn = bounds.axes[0][1] if bounds.axes else 0.0
    shapes = frame(layout, turn, has_houses=bool(bounds.cusps_deg))
    shapes += signs(layout, turn)
    shapes += houses(layout, turn, bounds)
    shapes += _aspect_lines(chart, size, turn)
    longitudes = [position.longitude_deg for position in chart.bodies]
    places = spread(longitudes, bounds.cusps_deg, _gaps(size), bounds.loose_axes_deg)
    bodies = tuple(map(body_mark, chart.bodies))
    at = radii(size)
    glyphs: list[Shape] = []
    for position, body, place in zip(chart.bodies, bodies, places, strict=True):
        marks = body_shapes(at, turn, position, body.point, place)
        glyphs.append(marks.pop())
        shapes += marks
    # With no words outside the ring there is no need of room for them.
    edge = 0 if bounds.axes else layout.radius_px + _EDGE_PX
    return Wheel(
        size,
        layout.radius_px,
        edge or layout.half_width_px,
        edge or layout.half_height_px,
        (*shapes, *glyphs),
        bodies,
    )


@cache
def _gaps(size: WheelSize) -> Gaps:
    return gaps(LAYOUTS[size])


def body_mark(position: Position | DayPosition) -> BodyMark:
    """The body's name, "Sun 26°32′ Taurus, house 9", and its longitude, "56.54"."""
    longitude, label, house = position.longitude_deg, position.body.label, position.house
    point = zodiac_point(longitude)
    name = f"{label} {point_text(point)} {SIGN_NAMES[point.sign]}"
    if house is not None:
        name = f"{name}, house {house}"
    return BodyMark(position.body, f"{longitude:.2f}", name, label, point)


def closenesses(aspects: Sequence[Aspect]) -> list[float]:
    """How close each is: 1 where the aspect is exact, 0 at the edge of its orb."""
    return [1 - one.orb_deg / one.max_orb_deg if one.max_orb_deg else 1.0 for one in aspects]


def _aspect_lines(chart: Chart | DayChart, size: WheelSize, turn_deg: float) -> list[Shape]:
    """Lines from foot to foot, the closest drawn last and so on top; a conjunction is an arc."""
    foot = radii(size).foot
    feet: dict[str, tuple[int, int]] = {}
    angles: dict[str, float] = {}
    for position in chart.bodies:
        angles[position.body] = angle = position.longitude_deg - turn_deg
        feet[position.body] = round(-foot * cos(radians(angle))), round(foot * sin(radians(angle)))
    closes = closenesses(chart.aspects)
    shapes: list[Shape] = []
    for index in sorted(range(len(closes)), key=closes.__getitem__):
        aspect, close = chart.aspects[index], closes[index]
        style = _LINE_STYLES.get(aspect.kind)
        if style is None:
            continue
        width, opacity = round(70 + 170 * close**1.5), round(42 + 58 * close)
        if style == "conjunction":
            ends = angles[aspect.a], angles[aspect.b]
            shapes.append(_arc(size, *ends, width=width, opacity=opacity, aspect=index))
        else:
            (x1, y1), (x2, y2) = feet[aspect.a], feet[aspect.b]
            shapes.append(Line(style, x1, y1, x2, y2, width, opacity, index))
    return shapes


def _arc(size: WheelSize, a_deg: float, b_deg: float, *, width: int, opacity: int, aspect: int) -> Arc:
    """A conjunction, an arc the short way round within the circle of feet; angles are those of the wheel."""
    radius = radii(size).foot - _CONJUNCTION_INSIDE * LAYOUTS[size].radius_px * HUNDREDTHS
    a, b = radians(a_deg), radians(b_deg)
    return Arc(
        "conjunction",
        round(-radius * cos(a)),
        round(radius * sin(a)),
        round(-radius * cos(b)),
        round(radius * sin(b)),
        round(radius),
        is_large=False,
        is_clockwise=(b_deg - a_deg) % FULL_CIRCLE_DEG > HALF_CIRCLE_DEG,
        width=width,
        opacity=opacity,
        aspect=aspect,
    )
