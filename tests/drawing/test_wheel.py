"""The wheel's marks stand where the chart says."""

import math
import random
from collections import Counter
from collections.abc import Callable
from itertools import combinations, pairwise

import pytest
from example_charts import POLE, SVALBARD, halifax, in_utc, some_day, whole_signs

from outer_skies.drawing.arrangement import body_at
from outer_skies.drawing.bodies import body_shapes
from outer_skies.drawing.layout import LAYOUTS, WheelSize
from outer_skies.drawing.measures import measures
from outer_skies.drawing.shapes import Arc, Dot, Glyph, Line, Pointer, Shape, Spoke, Text
from outer_skies.drawing.spreading import Place as Shown
from outer_skies.drawing.spreading import gaps, spread
from outer_skies.drawing.styles import CSS_VARIABLES, stylesheet
from outer_skies.drawing.wheel import Wheel, draw_wheel
from outer_skies.engine.bodies import ALL_BODIES, DEFAULT_BODIES
from outer_skies.engine.chart import Chart, ChartOptions, Position
from outer_skies.engine.ephemeris import Theory
from outer_skies.engine.houses import house_of
from outer_skies.engine.places import Place

SIZES = list(WheelSize)


def _styled(wheel: Wheel, style: str) -> list[Shape]:
    return [shape for shape in wheel.shapes if shape.style == style]


def _angle_deg(x: float, y: float) -> float:
    return math.degrees(math.atan2(y, -x)) % 360


@pytest.mark.parametrize("size", SIZES)
def test_the_ascendant_stands_left_and_bodies_at_their_longitude_from_it(size: WheelSize) -> None:
    chart = halifax()
    assert chart.angles is not None
    wheel = draw_wheel(chart, size)
    axes = [shape.angle for shape in _styled(wheel, "axis") if isinstance(shape, Spoke)]
    assert axes[:2] == [0, 0]
    turns = {shape.of: shape.angle for shape in _styled(wheel, "true") if isinstance(shape, Spoke)}
    for position in chart.bodies:
        turn = (position.longitude_deg - chart.angles.ascendant) % 360
        assert turns[position.body] == pytest.approx(turn * 100, abs=0.55)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [halifax, whole_signs])
def test_each_glyph_stands_in_the_house_of_its_body(size: WheelSize, make: Callable[[], Chart]) -> None:
    chart = make()
    wheel = draw_wheel(chart, size)
    half = LAYOUTS[size].body_px * 50
    for shape in _styled(wheel, "body"):
        assert isinstance(shape, Glyph)
        shown = (_angle_deg(shape.x + half, shape.y + half) + chart.angles.ascendant) % 360
        house = next(position.house for position in chart.bodies if position.body == shape.of)
        assert house_of(shown, chart.houses.cusps_deg) == house


def test_the_closest_aspect_is_drawn_last_and_strongest() -> None:
    chart = halifax()
    lines = [shape for shape in draw_wheel(chart).shapes if isinstance(shape, Line | Arc)]
    aspects = [chart.aspects[line.aspect] for line in lines]
    percents = [round(100 - 100 * aspect.orb_deg / aspect.max_orb_deg) for aspect in aspects]
    assert percents == sorted(percents)
    assert [line.opacity for line in lines] == sorted(line.opacity for line in lines)
    assert all(70 <= line.width <= 240 and 42 <= line.opacity <= 100 for line in lines)


def test_lines_join_the_feet_of_their_bodies() -> None:
    chart = halifax()
    wheel = draw_wheel(chart)
    feet = {shape.of: (shape.x, shape.y) for shape in wheel.shapes if isinstance(shape, Dot)}
    lines = [shape for shape in wheel.shapes if isinstance(shape, Line)]
    assert lines
    for line in lines:
        aspect = chart.aspects[line.aspect]
        assert ((line.x1, line.y1), (line.x2, line.y2)) == (feet[aspect.a], feet[aspect.b])


def test_aspects_of_declination_have_no_line() -> None:
    chart = halifax()
    drawn = {shape.aspect for shape in draw_wheel(chart).shapes if isinstance(shape, Line | Arc)}
    undrawn = {index for index, aspect in enumerate(chart.aspects) if aspect.kind.by_declination}
    assert undrawn
    assert not drawn & undrawn
    assert drawn | undrawn == set(range(len(chart.aspects)))


def test_small_wheels_say_less() -> None:
    chart = halifax()
    said = {size: Counter(shape.style for shape in draw_wheel(chart, size).shapes) for size in SIZES}
    assert said[WheelSize.LARGE]["minute"] == 13
    assert said[WheelSize.LARGE]["outside"] == 8
    assert said[WheelSize.MEDIUM]["minute"] == 0
    assert said[WheelSize.MEDIUM]["outside"] == 8
    assert said[WheelSize.SMALL]["outside"] == 0
    assert said[WheelSize.SMALL]["angle-degree"] == 0
    assert said[WheelSize.SMALL]["angle"] == 4


def test_where_houses_are_undefined_the_axes_alone_are_drawn() -> None:
    chart = in_utc(SVALBARD)
    assert chart.houses is None
    wheel = draw_wheel(chart)
    assert len(_styled(wheel, "axis")) == 8
    assert not _styled(wheel, "cusp")
    assert not _styled(wheel, "house")


@pytest.mark.parametrize("place", [None, POLE])
def test_without_angles_0_aries_stands_left_and_the_frame_is_narrow(place: Place | None) -> None:
    wheel = draw_wheel(in_utc(place))
    assert not _styled(wheel, "axis")
    assert wheel.half_width_px == wheel.half_height_px == wheel.radius_px + 4
    sun = next(shape for shape in _styled(wheel, "true") if isinstance(shape, Spoke) and shape.of == "sun")
    assert sun.angle == pytest.approx(5654.5, abs=0.55)


def test_a_day_inks_the_range_of_each_body_and_no_house() -> None:
    day = some_day()
    wheel = draw_wheel(day)
    arcs = {shape.of: shape for shape in wheel.shapes if isinstance(shape, Arc) and shape.style == "range"}
    assert len(arcs) == len(day.bodies)
    moon = next(position for position in day.bodies if position.body == "moon")
    arc = arcs["moon"]
    assert _angle_deg(arc.x1, arc.y1) == pytest.approx(moon.longitude_range_deg[0], abs=0.01)
    assert _angle_deg(arc.x2, arc.y2) == pytest.approx(moon.longitude_range_deg[1], abs=0.01)
    assert not arc.is_large
    assert not _styled(wheel, "cusp")


def test_words_outside_the_ring_do_not_cover_each_other() -> None:
    words = [
        shape for shape in draw_wheel(whole_signs()).shapes if isinstance(shape, Text) and "angle" not in shape.style
    ]
    outside = [shape for shape in words if shape.style == "outside"]
    assert len(outside) >= 8
    for one, other in combinations(outside, 2):
        assert abs(one.x - other.x) > 2600 or abs(one.y - other.y) > 1000


def test_a_label_is_cut_and_never_says_the_next_degree() -> None:
    position = Position(
        DEFAULT_BODIES[0], 29.999999, 0.0, 1.0, 1.0, 0.0, 0.0, None, is_retrograde=True, ephemeris=Theory.SWISS
    )
    shapes = _marks(position, Shown(0.0, has_minutes=True, past_cusp_allowed=False), WheelSize.LARGE)
    assert [shape.text for shape in shapes if isinstance(shape, Text)] == ["29°", "59′"]
    assert [shape.style for shape in shapes if isinstance(shape, Glyph)] == ["retro", "body"]


def test_every_style_of_a_mark_is_in_the_stylesheet() -> None:
    written = stylesheet(CSS_VARIABLES)
    for chart in (halifax(ChartOptions(bodies=ALL_BODIES)), some_day()):
        for size in SIZES:
            for style in {shape.style for shape in draw_wheel(chart, size).shapes}:
                assert f".w-{style}{{" in written


def _segments(shape: Shape) -> list[tuple[float, ...]]:
    assert isinstance(shape, Pointer)
    ends = list(zip(shape.points[::2], shape.points[1::2], strict=True))
    return [(*a, *b) for a, b in pairwise(ends)]


def _cross(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two segments properly cross; touching within a hundredth of a pixel, the grid, is not crossing."""

    def side(segment: tuple[float, ...], x: float, y: float) -> float:
        x1, y1, x2, y2 = segment
        length = math.hypot(x2 - x1, y2 - y1) or 1
        return ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length

    a, b = side(one, *other[:2]), side(one, *other[2:])
    c, d = side(other, *one[:2]), side(other, *one[2:])
    blur = 1.5
    return min(a, b) < -blur and max(a, b) > blur and min(c, d) < -blur and max(c, d) > blur


@pytest.mark.parametrize("size", SIZES)
def test_pointers_of_five_thousand_crowds_never_cross(size: WheelSize) -> None:
    chance = random.Random(f"pointers {size}")  # noqa: S311  a repeatable chart, not a secret
    room, long_shifts = gaps(LAYOUTS[size]), 0
    for _ in range(5000):
        start, width = chance.uniform(0, 360), chance.choice([0.0, 2.0, 12.0, 30.0])
        longitudes = [(start + chance.uniform(0, width)) % 360 for _ in range(chance.randint(2, 9))]
        places = spread(longitudes, [], room)
        long_shifts += any(abs(place.shift_deg) > 15 for place in places)
        in_order = sorted(zip(longitudes, places, strict=True), key=lambda one: (one[0] - start) % 360)
        pointers = [_segments(_marks(_at(true), place, size)[1]) for true, place in in_order]
        # Each spans the whole way in, so two that cross would cross one between them: neighbours are enough.
        for one, other in pairwise(pointers):
            assert not any(_cross(a, b) for a in one for b in other)
    assert long_shifts > 100, "long pointers were among them, which as straight lines would cross"


def _marks(position: Position, place: Shown, size: WheelSize) -> list[Shape]:
    return body_shapes(measures(size, has_houses=True), body_at(0.0, position, place))


def _at(longitude_deg: float) -> Position:
    return Position(DEFAULT_BODIES[0], longitude_deg, 0, 1, 1, 0, 0, None, is_retrograde=False, ephemeris=Theory.SWISS)


def test_a_straight_pointer_of_that_length_would_cross() -> None:
    at = measures(WheelSize.SMALL, has_houses=True)

    def straight(true_deg: float, shown_deg: float) -> tuple[float, ...]:
        true, shown = math.radians(true_deg), math.radians(shown_deg)
        return (
            -at.tick_inner * math.cos(true),
            at.tick_inner * math.sin(true),
            -at.pointer_end * math.cos(shown),
            at.pointer_end * math.sin(shown),
        )

    assert _cross(straight(0, 40), straight(4, 52)), "the check above can tell"
