"""What stands where on the wheel: everything about a drawing that has to be decided, before anything is drawn.

A chart goes in; out come the few things that differ from chart to chart, with the angles they stand at. `wheel.draw`
and, in the browser, `assets/drawing.js` make the same marks of them. The parts are written to JSON as arrays, for one
is made at every event. Angles are thousandths of a degree, counted counterclockwise from the left of the wheel;
lengths are hundredths of a pixel from its centre, x to the right and y down.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from math import cos, degrees, radians, sin

import msgspec

from outer_skies.drawing.glyphs import body_glyph
from outer_skies.drawing.layout import LAYOUTS, Layout, WheelSize
from outer_skies.drawing.measures import AXIS_END, HUNDREDTHS
from outer_skies.drawing.notation import body_name, longitude_text, zodiac_point
from outer_skies.drawing.spreading import Gaps, Place, gaps, spread
from outer_skies.drawing.tables import AspectRow, aspect_rows
from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG, signed_separation_deg
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.day import DayChart, DayPosition

THOUSANDTHS = 1000
CIRCLE = 360 * THOUSANDTHS
_OFF_RING_PX = 5
_CUSP_WORDS = 1.02
_SAME_LINE_DEG = 0.01
_DIGIT_PX = 6.6
_DEGREE_AND_MINUTE_MARK_PX = 7.3
_TEXT_PX = 11
_NUMBER_PX = 10
_ANGLE_BOX_PX = (16.0, 6.0)
_ANGLE_AND_DEGREE_HEIGHT_PX = 24.0

Axis = tuple[str, float]  # its name, AC, MC, DC or IC, and its longitude in degrees
_Box = tuple[float, float, float, float]  # the middle of some words, x and y, and their width and height in pixels


class BodyAt(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A body: what it is called, at which angle it stands, and how far past that its glyph is shown.

    `name` is "Sun 26°32′ Taurus, house 9" and `longitude` "56.54". `degree` and `minute` are its label; `minute` is -1
    where there is no room for it. `range` is where a body's arc over a day begins, and how long that is.
    """

    body: str
    name: str
    longitude: str
    glyph: str
    angle: int
    shift: int
    degree: int
    minute: int
    is_retrograde: bool
    range: tuple[int, int] | None = None


class CuspAt(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A house: where its number stands and where its cusp; `angle` is -1 for a cusp that an axis draws.

    `words` is the cusp's degree at x, y, or empty where other words stand already.
    """

    middle: int
    angle: int
    words: str
    x: int
    y: int


class AxisAt(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An axis with its name at x, y; `words` is its degree, written below, or empty."""

    name: str
    angle: int
    words: str
    x: int
    y: int


class Arrangement(msgspec.Struct, frozen=True):
    """A wheel that has been thought out. `turn` is the longitude that stands left.

    `cusps` and `axes` are empty where they are undefined. Aspects are in the chart's own order.
    """

    size: WheelSize
    turn: int
    bodies: tuple[BodyAt, ...]
    cusps: tuple[CuspAt, ...]
    axes: tuple[AxisAt, ...]
    aspects: tuple[AspectRow, ...]


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


def arrange(chart: Chart | DayChart, size: WheelSize = WheelSize.LARGE) -> Arrangement:
    """The wheel of a chart, of a day (no houses, each body's range), or of the sky with no place."""
    layout = LAYOUTS[size]
    bounds = _bounds_of(chart)
    turn_deg = bounds.axes[0][1] if bounds.axes else 0.0
    axes, taken = _axes(layout, turn_deg, bounds.axes)
    longitudes = [position.longitude_deg for position in chart.bodies]
    places = spread(longitudes, bounds.cusps_deg, _gaps(size), bounds.loose_axes_deg)
    return Arrangement(
        size,
        round(turn_deg * THOUSANDTHS),
        tuple([body_at(turn_deg, *each) for each in zip(chart.bodies, places, strict=True)]),
        _cusps(layout, turn_deg, bounds, taken),
        axes,
        aspect_rows(chart),
    )


@cache
def _gaps(size: WheelSize) -> Gaps:
    return gaps(LAYOUTS[size])


def body_at(turn_deg: float, position: Position | DayPosition, place: Place) -> BodyAt:
    """A body where it stands, on a wheel with `turn_deg` at the left."""
    longitude, house = position.longitude_deg, position.house
    point = zodiac_point(longitude)
    body = position.body
    return BodyAt(
        body,
        body_name(body.label, point, house),
        f"{longitude:.2f}",
        body_glyph(body),
        round((longitude - turn_deg) * THOUSANDTHS) % CIRCLE,
        round(place.shift_deg * THOUSANDTHS),
        point.degree,
        point.minute if place.has_minutes else -1,
        position.is_retrograde,
        _range(turn_deg, position) if isinstance(position, DayPosition) else None,
    )


def _range(turn_deg: float, position: DayPosition) -> tuple[int, int]:
    first, last = position.longitude_range_deg
    length = round((last - first) % FULL_CIRCLE_DEG * THOUSANDTHS)
    return round((first - turn_deg) % FULL_CIRCLE_DEG * THOUSANDTHS), length


def _bounds_of(chart: Chart | DayChart) -> Bounds:
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


def _cusps(layout: Layout, turn_deg: float, bounds: Bounds, taken: list[_Box]) -> tuple[CuspAt, ...]:
    cusps, loose, on_axes = bounds.cusps_deg, bounds.loose_axes_deg, bounds.cusps_on_axes_deg
    found: list[CuspAt] = []
    for cusp, after in zip(cusps, (*cusps[1:], *cusps[:1]), strict=True):
        width = -((cusp - after) % FULL_CIRCLE_DEG) if bounds.is_clockwise else (after - cusp) % FULL_CIRCLE_DEG
        middle = _clear_of_axes(layout, cusp, width, loose) if loose else cusp + width / 2
        angle, words = -1, ("", 0, 0)
        if cusp not in on_axes:
            turned = (cusp - turn_deg) % FULL_CIRCLE_DEG
            angle = round(turned * THOUSANDTHS) % CIRCLE
            if layout.cusps_have_degrees:
                words = _cusp_words(layout, turned, cusp, taken)
        found.append(CuspAt(round((middle - turn_deg) * THOUSANDTHS) % CIRCLE, angle, *words))
    return tuple(found)


def _axes(layout: Layout, turn_deg: float, axes: Sequence[Axis]) -> tuple[tuple[AxisAt, ...], list[_Box]]:
    """The axes with their words, and where those stand."""
    ring = layout.radius_px * AXIS_END
    found: list[AxisAt] = []
    taken: list[_Box] = []
    for name, longitude in axes:
        turned = (longitude - turn_deg) % FULL_CIRCLE_DEG
        if layout.cusps_have_degrees:
            words, drop = longitude_text(longitude), -2
            box = _box_outside(ring, turned, _text_width(words) + 1.2, _ANGLE_AND_DEGREE_HEIGHT_PX)
        else:
            words, drop = "", 4
            box = _box_outside(ring, turned, *_ANGLE_BOX_PX)
        x, y = round(box[0] * HUNDREDTHS), round((box[1] + drop) * HUNDREDTHS)
        found.append(AxisAt(name, round(turned * THOUSANDTHS) % CIRCLE, words, x, y))
        taken.append(box)
    return tuple(found), taken


def _text_width(text: str) -> float:
    return (len(text) - 2) * _DIGIT_PX + _DEGREE_AND_MINUTE_MARK_PX


def _box_outside(ring_px: float, angle_deg: float, width: float, height: float) -> _Box:
    """A box five pixels off a ring, whichever way it stands to it."""
    angle = radians(angle_deg)
    across, down = -cos(angle), sin(angle)
    radius = ring_px + _OFF_RING_PX + abs(across) * width / 2 + abs(down) * height / 2
    return radius * across, radius * down, width, height


def _cusp_words(layout: Layout, angle_deg: float, cusp_deg: float, taken: list[_Box]) -> tuple[str, int, int]:
    """The cusp's degree outside the ring, unless other words stand there already."""
    text = longitude_text(cusp_deg)
    box = _box_outside(layout.radius_px * _CUSP_WORDS, angle_deg, _text_width(text), _TEXT_PX)
    x, y, width, height = box
    for other_x, other_y, other_width, other_height in taken:
        if abs(x - other_x) * 2 < width + other_width and abs(y - other_y) * 2 < height + other_height:
            return "", 0, 0
    taken.append(box)
    return text, round(x * HUNDREDTHS), round((y + 3.9) * HUNDREDTHS)


def _clear_of_axes(layout: Layout, cusp_deg: float, width_deg: float, axes_deg: Sequence[float]) -> float:
    """The middle of a house, or of its wider part where an axis that is no cusp runs through the number there.

    `width_deg` is negative for a house that runs clockwise.
    """
    reach_deg = degrees(_NUMBER_PX / (layout.house_number * layout.radius_px))
    for axis in axes_deg:
        way = signed_separation_deg(cusp_deg, axis)
        share = way / width_deg
        if abs(way - width_deg / 2) < reach_deg and 0 < share < 1:
            return cusp_deg + (way / 2 if share > 0.5 else (way + width_deg) / 2)  # noqa: PLR2004  a half
    return cusp_deg + width_deg / 2
