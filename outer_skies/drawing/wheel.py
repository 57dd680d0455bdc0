"""The wheel: a chart in, marks out. AC stands left and longitude runs counterclockwise."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from outer_skies.drawing.bodies import body_shapes, radii
from outer_skies.drawing.frame import HUNDREDTHS, frame, houses, loose_axes, signs
from outer_skies.drawing.layout import LAYOUTS, WheelSize
from outer_skies.drawing.notation import SIGN_NAMES, point_text, zodiac_point
from outer_skies.drawing.shapes import Arc, Line, Shape
from outer_skies.drawing.spreading import Gaps, gaps, spread
from outer_skies.drawing.styles import DECLINATION, MINOR
from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG
from outer_skies.engine.aspects import Aspect
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.day import DayChart, DayPosition

__all__ = ["BodyMark", "Wheel", "WheelSize", "body_mark", "closeness", "draw_wheel"]

_CONJUNCTION_INSIDE = 0.022
_EDGE_PX = 4
_STYLES = dict.fromkeys(MINOR, "minor") | {"semisextile": "semisextile"}


@dataclass(frozen=True, slots=True)
class BodyMark:
    """A body of the wheel as a reader meets it: its key, longitude to two decimals of a degree, and name."""

    body: str
    longitude: str
    name: str


@dataclass(frozen=True, slots=True)
class Wheel:
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
    axes, cusps, clockwise = _axes_and_cusps(chart)
    turn = axes[0][1] if axes else 0.0
    shapes = frame(layout, turn, has_houses=bool(cusps))
    shapes += signs(layout, turn)
    shapes += houses(layout, turn, cusps, axes, clockwise=clockwise)
    shapes += _aspect_lines(chart, size, turn)
    longitudes = [position.longitude_deg for position in chart.bodies]
    places = spread(longitudes, cusps, _gaps(size), loose_axes([longitude for _, longitude in axes], cusps))
    glyphs: list[Shape] = []
    for position, place in zip(chart.bodies, places, strict=True):
        marks = body_shapes(size, turn, position, place)
        glyphs.append(marks.pop())
        shapes += marks
    # With no words outside the ring there is no need of room for them.
    edge = 0 if axes else layout.radius_px + _EDGE_PX
    return Wheel(
        size,
        layout.radius_px,
        edge or layout.half_width_px,
        edge or layout.half_height_px,
        (*shapes, *glyphs),
        tuple(map(body_mark, chart.bodies)),
    )


@cache
def _gaps(size: WheelSize) -> Gaps:
    return gaps(LAYOUTS[size])


def _axes_and_cusps(chart: Chart | DayChart) -> tuple[list[tuple[str, float]], Sequence[float], bool]:
    """The angles by name, the cusps, and whether the houses run clockwise; each empty where undefined."""
    if isinstance(chart, DayChart) or chart.angles is None:
        return [], (), False
    angles = chart.angles
    axes = [
        ("AC", angles.ascendant),
        ("MC", angles.midheaven),
        ("DC", angles.descendant),
        ("IC", angles.imum_coeli),
    ]
    if chart.houses is None:
        return axes, (), False
    return axes, chart.houses.cusps_deg, chart.houses.is_clockwise


def body_mark(position: Position | DayPosition) -> BodyMark:
    """The body's name, "Sun 26°32′ Taurus, house 9", and its longitude, "56.54"."""
    longitude = position.longitude_deg
    point = zodiac_point(longitude)
    name = f"{position.body.label} {point_text(point)} {SIGN_NAMES[point.sign]}"
    if position.house is not None:
        name = f"{name}, house {position.house}"
    return BodyMark(position.body, f"{longitude:.2f}", name)


def closeness(aspect: Aspect) -> float:
    """1 where the aspect is exact, 0 at the edge of its orb."""
    return 1 - aspect.orb_deg / aspect.max_orb_deg if aspect.max_orb_deg else 1.0


def _aspect_lines(chart: Chart | DayChart, size: WheelSize, turn_deg: float) -> list[Shape]:
    """Lines from foot to foot, the closest drawn last and so on top; a conjunction is an arc."""
    foot = radii(size).foot
    inside = _CONJUNCTION_INSIDE * LAYOUTS[size].radius_px * HUNDREDTHS
    feet: dict[str, tuple[float, float, float]] = {}
    for position in chart.bodies:
        angle = position.longitude_deg - turn_deg
        turned = math.radians(angle)
        feet[position.body] = (angle, -math.cos(turned), math.sin(turned))
    drawn: list[tuple[float, Shape]] = []
    for index, aspect in enumerate(chart.aspects):
        kind = aspect.kind
        if kind in DECLINATION:
            continue
        close = closeness(aspect)
        width, opacity = round(70 + 170 * close**1.5), round(42 + 58 * close)
        (a_deg, x1, y1), (b_deg, x2, y2) = feet[aspect.a], feet[aspect.b]
        if kind == "conjunction":
            radius = foot - inside
            ends = round(radius * x1), round(radius * y1), round(radius * x2), round(radius * y2)
            clockwise = (b_deg - a_deg) % FULL_CIRCLE_DEG > HALF_CIRCLE_DEG
            arc = Arc("conjunction", *ends, round(radius), False, clockwise, width, opacity, index)  # noqa: FBT003  the short way round
            drawn.append((close, arc))
        else:
            ends = round(foot * x1), round(foot * y1), round(foot * x2), round(foot * y2)
            drawn.append((close, Line(_STYLES.get(kind, kind), *ends, width, opacity, index)))
    drawn.sort(key=_closeness_drawn)
    return [shape for _, shape in drawn]


def _closeness_drawn(entry: tuple[float, Shape]) -> float:
    return entry[0]
