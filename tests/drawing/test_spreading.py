"""Crowded glyphs are moved apart: 5,000 random charts, and the worst crowds we could think of."""

import math
import random
from itertools import pairwise

import pytest

from outer_skies.drawing.layout import LAYOUTS, Layout, WheelSize
from outer_skies.drawing.spreading import (
    WITH_MINUTES_PX,
    WITHOUT_MINUTES_PX,
    Place,
    gaps,
    pooled_shifts,
    spread,
)
from outer_skies.engine.houses import house_of

BLUR = 1e-7


def _random_chart(chance: random.Random) -> tuple[list[float], list[float], list[float]]:
    """Longitudes, cusps and axes: even and uneven houses, half of the charts with a crowd in them."""
    count = chance.randint(1, 20)
    longitudes = [chance.uniform(0, 360) for _ in range(count)]
    if chance.random() < 0.5:
        centre, width = chance.uniform(0, 360), chance.choice([0.0, 1.0, 8.0, 25.0])
        for index in range(min(count, chance.randint(3, 9))):
            longitudes[index] = (centre + chance.uniform(0, width)) % 360
    first = chance.uniform(0, 360)
    if chance.random() < 0.2:
        return longitudes, [], []
    if chance.random() < 0.3:
        midheaven = chance.uniform(0, 360)
        axes = [first, (first + 180) % 360, midheaven, (midheaven + 180) % 360]
        return longitudes, [30.0 * sign for sign in range(12)], axes
    widths = [chance.uniform(1, 60) ** chance.choice([1, 1.5]) for _ in range(6)]
    half = [180 * width / sum(widths) for width in widths] * 2
    cusps = [(first + sum(half[:index])) % 360 for index in range(12)]
    return longitudes, cusps, [cusps[0], cusps[3], cusps[6], cusps[9]]


def _boxes_overlap(layout: Layout, shown_deg: float, other_deg: float, block: tuple[float, float]) -> bool:
    radius = layout.label * layout.radius_px
    across = radius * (math.cos(math.radians(shown_deg)) - math.cos(math.radians(other_deg)))
    down = radius * (math.sin(math.radians(shown_deg)) - math.sin(math.radians(other_deg)))
    return abs(across) < block[0] - BLUR and abs(down) < block[1] - BLUR


def _check(layout: Layout, longitudes: list[float], cusps: list[float], axes: list[float]) -> list[Place]:
    places = spread(longitudes, cusps, gaps(layout), axes)
    shown = [true + place.shift_deg for true, place in zip(longitudes, places, strict=True)]
    order = sorted(range(len(longitudes)), key=longitudes.__getitem__)
    turned = [shown[index] for index in order]
    for left, right in pairwise(turned):
        assert left < right + BLUR, "the order of longitude is kept"
    assert turned[-1] - turned[0] <= 360 + BLUR, "nobody is moved past the other end"
    for index in range(len(shown)):
        for other in range(index):
            both = places[index].has_minutes and places[other].has_minutes
            block = WITH_MINUTES_PX if both else WITHOUT_MINUTES_PX
            assert not _boxes_overlap(layout, shown[index], shown[other], block)
    for index, place in enumerate(places):
        if cusps and not place.past_cusp_allowed:
            assert house_of(shown[index] % 360, cusps) == house_of(longitudes[index], cusps)
            nearest = min(abs((shown[index] - cusp + 180) % 360 - 180) for cusp in cusps)
            assert nearest >= gaps(layout).short_deg / 2 - BLUR, "no glyph stands on a cusp"
        if place.has_minutes:
            assert abs(place.shift_deg) <= 15
    return places


@pytest.mark.parametrize("size", list(WheelSize))
def test_five_thousand_random_charts_keep_order_house_and_distance(size: WheelSize) -> None:
    chance = random.Random(f"wheel {size}")  # noqa: S311  a repeatable chart, not a secret
    joined = 0
    for _ in range(5000):
        places = _check(LAYOUTS[size], *_random_chart(chance))
        joined += sum(place.past_cusp_allowed for place in places)
    assert joined > 0, "some houses were too narrow, so the rule for them was tried"


@pytest.mark.parametrize("size", list(WheelSize))
@pytest.mark.parametrize("width_deg", [0.0, 0.5, 6.0])
def test_a_stellium_of_seven_stays_in_a_wide_house(size: WheelSize, width_deg: float) -> None:
    cusps = [(10 + 30 * house) % 360.0 for house in range(12)]
    cusps[1:6] = [100, 110, 120, 135, 150]
    longitudes = [40 + width_deg * index / 7 for index in range(7)]
    places = _check(LAYOUTS[size], longitudes, cusps, [])
    assert not any(place.past_cusp_allowed for place in places)


def test_a_stellium_in_a_narrow_house_takes_room_from_the_roomier_neighbour_alone() -> None:
    cusps = [0.0, 30.0, 40.0, 60, 90, 120, 150, 180, 210, 240, 270, 300]
    longitudes = [31.0, 32, 33, 34, 35, 36, 37, 50.0, 200.0]
    places = _check(LAYOUTS[WheelSize.LARGE], longitudes, cusps, [])
    assert all(place.past_cusp_allowed for place in places[:7])
    assert not places[7].past_cusp_allowed, "the body in the next house is left alone: the house before had room"
    assert not places[8].past_cusp_allowed


def test_a_long_shift_costs_the_minutes_and_a_short_one_does_not() -> None:
    layout = LAYOUTS[WheelSize.LARGE]
    crowd = spread([100.0] * 7, [], gaps(layout))
    assert [place.has_minutes for place in crowd] == [False] * 7
    assert all(place.has_minutes for place in spread([100.0, 103.0, 250.0], [], gaps(layout)))
    assert not any(place.has_minutes for place in spread([1.0], [], gaps(LAYOUTS[WheelSize.MEDIUM])))


def test_an_axis_within_a_house_gives_way_before_the_house_does() -> None:
    cusps = [30.0 * sign for sign in range(12)]
    places = _check(LAYOUTS[WheelSize.LARGE], [58.0, 59.0, 59.5], cusps, [57.5, 237.5])
    assert not any(place.past_cusp_allowed for place in places)
    alone = spread([50.0], cusps, gaps(LAYOUTS[WheelSize.LARGE]), [51.0, 231.0])
    assert 50.0 + alone[0].shift_deg < 51.0 - gaps(LAYOUTS[WheelSize.LARGE]).short_deg / 2


def test_pooled_shifts_are_the_least_possible() -> None:
    assert pooled_shifts([10.0, 50.0], 100, 5) == pytest.approx([0, 0])
    assert pooled_shifts([50.0, 50.0], 100, 6) == pytest.approx([-3, 3])
    assert pooled_shifts([1.0, 50.0], 100, 6) == pytest.approx([2, 0])
    assert pooled_shifts([99.0, 99.0], 100, 6) == pytest.approx([-8, -2])


def test_nothing_to_place_is_no_fault() -> None:
    assert spread([], [0.0, 30.0], gaps(LAYOUTS[WheelSize.LARGE])) == []
    assert spread([12.0], [], gaps(LAYOUTS[WheelSize.LARGE])) == [Place(0.0, has_minutes=True, past_cusp_allowed=False)]
