"""The composite: midpoints on the shorter arc, houses that go round once, the same from either side."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import HALIFAX, QUITO, TROMSO, WELLINGTON, at, births, born, drawn_births, turn

from outer_skies.engine.angles import midpoint_deg
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions
from outer_skies.engine.houses import HouseSystem, compute_houses
from outer_skies.engine.places import Place
from outer_skies.engine.sphere import to_equator
from outer_skies.engine.techniques.composite import CompositeHouses, _between, composite
from outer_skies.engine.techniques.sky_charts import place_under
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput, Undefined

longitudes = st.floats(0, 360, exclude_max=True)
BOTH = pytest.mark.parametrize("houses", CompositeHouses)


@given(longitudes, longitudes)
def test_a_midpoint_is_as_near_to_both_and_on_the_shorter_arc(a: float, b: float) -> None:
    middle = midpoint_deg(a, b)
    assert 0 <= middle < 360
    assert abs(turn(middle, a)) == pytest.approx(abs(turn(middle, b)), abs=1e-9)
    assert abs(turn(middle, a)) <= 90 + 1e-9
    assert middle == midpoint_deg(b, a)


@pytest.mark.parametrize("lower", [0.0, 17.5, 179.0])
def test_of_opposite_places_the_midpoint_follows_the_smaller_number(lower: float) -> None:
    assert midpoint_deg(lower, lower + 180) == midpoint_deg(lower + 180, lower) == lower + 90


@BOTH
def test_the_composite_of_a_chart_with_itself_is_the_chart(houses: CompositeHouses) -> None:
    for chart in drawn_births(10, 1):
        found = composite(chart, chart, houses=houses)
        assert found.angles is not None
        assert chart.angles is not None
        assert found.houses is not None
        assert chart.houses is not None
        for one, own in zip(found.bodies, chart.bodies, strict=True):
            assert one.longitude_deg == pytest.approx(own.longitude_deg, abs=1e-9)
            assert one.declination_deg == pytest.approx(own.declination_deg, abs=1e-6)
            assert (one.house, one.speed_deg_per_day) == (own.house, own.speed_deg_per_day)
        assert found.houses.cusps_deg == pytest.approx(chart.houses.cusps_deg, abs=1e-6)
        assert found.angles.armc_deg == pytest.approx(chart.angles.armc_deg, abs=1e-6)
        assert found.angles.vertex == pytest.approx(chart.angles.vertex, abs=1e-6)
        assert {(one.a, one.b, one.kind) for one in found.aspects} == {
            (one.a, one.b, one.kind) for one in chart.aspects
        }


def numbers(chart: Chart) -> list[float]:
    assert chart.angles is not None
    assert chart.houses is not None
    bodies = [value for one in chart.bodies for value in (one.longitude_deg, one.declination_deg)]
    return [*bodies, chart.angles.ascendant, *chart.houses.cusps_deg, *(one.longitude_deg for one in chart.lots)]


@BOTH
def test_a_composite_is_the_same_from_either_side(houses: CompositeHouses) -> None:
    for chart, other in pairwise(drawn_births(20, 2)):
        one, two = composite(chart, other, houses=houses), composite(other, chart, houses=houses)
        assert all(abs(turn(a, b)) < 1e-6 for a, b in zip(numbers(one), numbers(two), strict=True))
        assert (one.moment, one.place) == (two.moment, two.place)


SYSTEMS = [one for one in HouseSystem if one not in {HouseSystem.HORIZONTAL, HouseSystem.SUNSHINE}]


@pytest.mark.parametrize("system", SYSTEMS)
def test_composite_cusps_are_midpoints_and_go_round_once(system: HouseSystem) -> None:
    for chart, other in pairwise(drawn_births(25, 3, ChartOptions(house_system=system, bodies=(Body.SUN, Body.MOON)))):
        found = composite(chart, other)
        assert found.houses is not None
        assert found.angles is not None
        cusps = found.houses.cusps_deg
        widths = [(after - before) % 360 for before, after in pairwise([*cusps, cusps[0]])]
        assert sum(widths) == pytest.approx(360)
        assert all(one.house for one in found.bodies)
        assert 0 < (found.angles.ascendant - found.angles.midheaven) % 360 < 180
        if system is HouseSystem.WHOLE_SIGN:
            assert cusps[0] == found.angles.ascendant // 30 * 30
            continue
        assert chart.houses is not None
        assert other.houses is not None
        for cusp, a, b in zip(cusps, chart.houses.cusps_deg, other.houses.cusps_deg, strict=True):
            off = abs(turn(midpoint_deg(a, b), cusp))
            assert min(off, abs(180 - off)) < 1e-6, "the nearer midpoint or the one opposite"


@given(births, births)
def test_the_composite_midheaven_is_the_nearer_midpoint_and_begins_the_tenth_house(chart: Chart, other: Chart) -> None:
    found = composite(chart, other)
    assert found.angles is not None
    assert found.houses is not None
    assert chart.angles is not None
    assert other.angles is not None
    middle = midpoint_deg(chart.angles.midheaven, other.angles.midheaven)
    assert found.angles.midheaven == middle
    assert found.houses.cusps_deg[9] == pytest.approx(middle)
    assert found.houses.cusps_deg[0] == pytest.approx(found.angles.ascendant)


def test_derived_houses_are_those_of_the_middle_midheaven_at_the_reference_latitude() -> None:
    chart, other = born(at(1990, 5, 17, 17, 30)), born(at(1985, 11, 3, 4), WELLINGTON)
    found = composite(chart, other, houses=CompositeHouses.DERIVED, reference_latitude_deg=51.5)
    assert found.angles is not None
    assert found.houses is not None
    assert found.place is not None
    assert found.place.north_latitude_deg == 51.5
    right_ascension, _ = to_equator(found.angles.midheaven, 0.0, 23.4408)
    assert found.angles.armc_deg == pytest.approx(right_ascension, abs=1e-3)
    there = place_under(found.angles.armc_deg, found.moment, Place("", 51.5, 0.0))
    expected = compute_houses(found.moment, there, HouseSystem.PLACIDUS)
    assert found.houses.cusps_deg == pytest.approx(expected.cusps_deg, abs=1e-6)
    default = composite(chart, other, houses=CompositeHouses.DERIVED)
    assert default.place is not None
    assert default.place.north_latitude_deg == pytest.approx((44.65 - 41.29) / 2)


def test_declinations_move_as_the_mean_longitudes_do_and_decide_what_applies() -> None:
    for chart, other in pairwise(drawn_births(6, 6)):
        for a, b in zip(chart.bodies, other.bodies, strict=True):
            row = _between(a, b, 0.0, 23.44).row
            before, after = (to_equator(row[0] + days * row[3], row[1], 23.44)[1] for days in (-1e-4, 1e-4))
            assert row[6] == pytest.approx((after - before) / 2e-4, abs=1e-6)


@BOTH
def test_fortune_is_drawn_by_day_when_the_composite_sun_is_above_its_horizon(houses: CompositeHouses) -> None:
    seen: set[bool] = set()
    for chart, other in pairwise(drawn_births(20, 12)):
        found = composite(chart, other, houses=houses)
        assert found.angles is not None
        ascendant, sun, moon = found.angles.ascendant, found.bodies[0].longitude_deg, found.bodies[1].longitude_deg
        above = (sun - ascendant) % 360
        if min(above % 180, 180 - above % 180) < 2:
            continue  # the Sun on the horizon
        arc = moon - sun if above > 180 else sun - moon
        assert abs(turn(found.lots[0].longitude_deg, ascendant + arc)) < 1e-6
        assert abs(turn(found.lots[1].longitude_deg, ascendant - arc)) < 1e-6
        seen.add(above > 180)
    assert seen == {True, False}


def test_the_composite_keeps_the_bodies_that_both_charts_hold() -> None:
    chart = born(at(1990, 5, 17), options=ChartOptions(bodies=(Body.SUN, Body.MARS, Body.CHIRON)))
    found = composite(chart, born(at(1700, 5, 17)))
    assert [one.body for one in found.bodies] == [Body.SUN, Body.MARS]
    assert [one.ephemeris for one in found.bodies] == ["moshier", "moshier"]
    assert not found.lots, "there is no Moon to draw them from"


def test_a_note_names_what_is_almost_opposite() -> None:
    chart, other = born(at(2000, 3, 20, 7, 35), None), born(at(2001, 9, 22, 23, 6), None)
    codes = {note.code: note.text for note in composite(chart, other).notes}
    assert "Sun" in codes["composite_ambiguous"]
    assert "not lived" in codes["composite"]
    assert "composite_ambiguous" not in {note.code for note in composite(chart, chart).notes}


def test_a_sidereal_composite_is_the_tropical_one_less_the_mean_ayanamsa() -> None:
    sidereal = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
    moments = at(1990, 5, 17), at(1985, 1, 2)
    plain = composite(born(moments[0]), born(moments[1], QUITO))
    found = composite(born(moments[0], HALIFAX, sidereal), born(moments[1], QUITO, sidereal))
    assert found.ayanamsa_deg is not None
    for one, tropical in zip(found.bodies, plain.bodies, strict=True):
        assert abs(turn(one.longitude_deg + found.ayanamsa_deg, tropical.longitude_deg)) < 1e-6
        assert one.declination_deg == pytest.approx(tropical.declination_deg, abs=1e-6)


def test_houses_are_left_out_where_one_chart_has_none() -> None:
    chart = born(at(1990, 5, 17))
    with_polar = composite(chart, born(at(1985, 1, 2), TROMSO))
    assert with_polar.houses is None
    assert with_polar.angles is not None
    assert "houses_undefined" in {note.code for note in with_polar.notes}
    with_sky = composite(chart, born(at(1985, 1, 2), None))
    assert (with_sky.angles, with_sky.houses, with_sky.place, with_sky.lots) == (None, None, None, ())


def test_what_cannot_be_joined_is_refused_in_words() -> None:
    chart = born(at(1990, 5, 17))
    sidereal = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
    with pytest.raises(InvalidInput) as caught:
        composite(chart, born(at(1985, 1, 2), HALIFAX, sidereal))
    assert caught.value.field == "zodiac"
    with pytest.raises(InvalidInput) as caught:
        composite(chart, born(at(1985, 1, 2), HALIFAX, ChartOptions(house_system=HouseSystem.KOCH)))
    assert caught.value.field == "houses"
    with pytest.raises(InvalidInput) as caught:
        composite(chart, chart, houses=CompositeHouses.DERIVED, reference_latitude_deg=91)
    assert caught.value.field == "place"
    with pytest.raises(Undefined):
        composite(chart, born(at(1985, 1, 2), None), houses=CompositeHouses.DERIVED)
