"""Aspects from chart to chart beside a plain look at every pair; houses across; what cannot be compared."""

from itertools import product

import pytest
from pairs import HALIFAX, QUITO, TROMSO, at, born, drawn_births, turn

from outer_skies.engine.aspects import ALL_ASPECTS, AspectKind, Orbs
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions
from outer_skies.engine.houses import house_of
from outer_skies.engine.techniques.synastry import synastry
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput

WIDE = ChartOptions(orbs=Orbs.of(dict.fromkeys(ALL_ASPECTS, 20.0), {Body.SUN: 1.4, Body.VESTA: 0.0}))
FEW = ChartOptions(bodies=(Body.SUN, Body.MARS), aspects=(AspectKind.SQUARE, AspectKind.CONTRAPARALLEL))
OPTIONS = {"usual orbs": ChartOptions(), "wide orbs": WIDE, "few": FEW}
Found = dict[tuple[str, str, AspectKind], tuple[float, float]]


def places_of(chart: Chart) -> list[tuple[str, float, float | None]]:
    found: list[tuple[str, float, float | None]] = [
        (one.body.value, one.longitude_deg, one.declination_deg) for one in chart.bodies
    ]
    assert chart.angles is not None
    return [*found, ("ascendant", chart.angles.ascendant, None), ("midheaven", chart.angles.midheaven, None)]


def every_pair(chart: Chart, other: Chart) -> Found:
    """Each pair's separation beside each angle, the nearest kind kept; declinations likewise."""
    options = chart.options
    orbs, factors = dict(options.orbs.by_aspect), {body.value: one for body, one in options.orbs.by_body}
    found: Found = {}
    for (a, a_deg, a_north), (b, b_deg, b_north) in product(places_of(chart), places_of(other)):
        factor = (factors.get(a, 1.0) + factors.get(b, 1.0)) / 2
        apart = abs(turn(a_deg, b_deg))
        near = [
            (abs(apart - kind.angle_deg), kind)
            for kind in options.aspects
            if not kind.by_declination and abs(apart - kind.angle_deg) <= orbs[kind] * factor
        ]
        if near:
            orb, kind = min(near)
            found[a, b, kind] = orb, orbs[kind] * factor
        if a_north is None or b_north is None:
            continue
        kind = AspectKind.PARALLEL if (a_north < 0) == (b_north < 0) else AspectKind.CONTRAPARALLEL
        orb = abs(abs(a_north) - abs(b_north))
        if kind in options.aspects and orb <= orbs[kind] * factor:
            found[a, b, kind] = orb, orbs[kind] * factor
    return found


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("seed", range(8))
def test_aspects_across_are_those_of_every_pair(options: ChartOptions, seed: int) -> None:
    chart, other = drawn_births(2, seed, options)
    found = synastry(chart, other).aspects
    expected = every_pair(chart, other)
    assert {(one.a, one.b, one.kind) for one in found} == set(expected)
    assert len(found) == len(expected)
    for one in found:
        orb, most = expected[one.a, one.b, one.kind]
        assert one.orb_deg == pytest.approx(orb, abs=1e-9)
        assert one.max_orb_deg == pytest.approx(most)
        assert one.motion is None


def test_synastry_seen_from_the_other_side_is_the_same_with_names_exchanged() -> None:
    chart, other = drawn_births(2, 100)
    here, there = synastry(chart, other), synastry(other, chart)
    assert {(one.a, one.b, one.kind) for one in here.aspects} == {(one.b, one.a, one.kind) for one in there.aspects}
    assert (here.first_in_second, here.second_in_first) == (there.second_in_first, there.first_in_second)


def test_a_chart_beside_itself_has_every_point_on_itself_and_its_own_houses() -> None:
    (chart,) = drawn_births(1, 101)
    found = synastry(chart, chart)
    own = {one.a for one in found.aspects if one.a == one.b and one.kind is AspectKind.CONJUNCTION and not one.orb_deg}
    assert own == {one.body.value for one in chart.bodies} | {"ascendant", "midheaven"}
    assert found.first_in_second == found.second_in_first
    assert found.first_in_second is not None
    held = {one.point: one.house for one in found.first_in_second}
    assert {one.body.value: one.house for one in chart.bodies}.items() <= held.items()
    assert (held["ascendant"], held["midheaven"]) == (1, 10)


def test_points_are_laid_into_the_houses_of_the_other_chart() -> None:
    chart, other = drawn_births(2, 102)
    found = synastry(chart, other)
    for points, overlay, houses in (
        (places_of(chart), found.first_in_second, other.houses),
        (places_of(other), found.second_in_first, chart.houses),
    ):
        assert overlay is not None
        assert houses is not None
        assert [(one.point, one.house) for one in overlay] == [
            (name, house_of(longitude, houses.cusps_deg)) for name, longitude, _ in points
        ]


def test_a_chart_without_houses_holds_nobody_and_is_still_laid_into_the_other() -> None:
    polar, other = born(at(1990, 5, 17), TROMSO), born(at(1985, 1, 2), QUITO)
    found = synastry(polar, other)
    assert found.second_in_first is None
    assert found.first_in_second is not None
    sky = synastry(born(at(1990, 5, 17), None), other)
    assert sky.second_in_first is None
    assert {one.a for one in sky.aspects} <= {body.value for body in Body}


def test_a_tropical_and_a_sidereal_chart_are_not_compared() -> None:
    sidereal = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
    with pytest.raises(InvalidInput, match="zodiac") as caught:
        synastry(born(at(1990, 5, 17)), born(at(1985, 1, 2), HALIFAX, sidereal))
    assert caught.value.field == "zodiac"
