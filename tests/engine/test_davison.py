"""Davison charts and relocations: real charts of a moment between, a place between, another place."""

from itertools import pairwise
from math import acos, cos, degrees, radians, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pairs import HALIFAX, QUITO, WELLINGTON, at, born, drawn_births, turn

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.composite import composite
from outer_skies.engine.techniques.davison import MiddlePlace, davison, moment_between, place_between
from outer_skies.engine.techniques.progressions import secondary
from outer_skies.engine.techniques.relocation import relocate
from outer_skies.engine.techniques.solar_arc import solar_arc
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput, Undefined

places = st.builds(lambda north, east: Place("", north, east), st.floats(-89, 89), st.floats(-180, 180))


def apart_deg(a: Place, b: Place) -> float:
    """The arc between two places by the cosine rule."""
    north, other = radians(a.north_latitude_deg), radians(b.north_latitude_deg)
    east = radians(b.east_longitude_deg - a.east_longitude_deg)
    return degrees(acos(max(-1.0, min(1.0, sin(north) * sin(other) + cos(north) * cos(other) * cos(east)))))


def test_the_davison_chart_of_a_chart_with_itself_is_the_chart() -> None:
    for chart in drawn_births(10, 4):
        found = davison(chart, chart)
        assert found.angles is not None
        assert chart.angles is not None
        assert found.moment.jd_tt == pytest.approx(chart.moment.jd_tt, abs=1e-8)
        assert abs(turn(found.angles.ascendant, chart.angles.ascendant)) < 1e-4
        for one, own in zip(found.bodies, chart.bodies, strict=True):
            assert abs(turn(one.longitude_deg, own.longitude_deg)) < 1e-6


def test_a_davison_chart_is_the_chart_one_would_cast_there_and_then() -> None:
    for chart, other in pairwise(drawn_births(10, 5)):
        found = davison(chart, other)
        expected = cast_chart(found.moment, found.place, chart.options)
        assert (found.bodies, found.angles, found.houses) == (expected.bodies, expected.angles, expected.houses)
        mean = (chart.moment.jd_tt + other.moment.jd_tt) / 2
        assert found.moment.jd_tt == pytest.approx(mean, abs=1e-8)
        assert "davison" in {note.code for note in found.notes}


@given(places, places)
def test_the_middle_place_is_halfway_along_the_shortest_way(one: Place, other: Place) -> None:
    assume(apart_deg(one, other) < 179.9)
    middle = place_between(one, other)
    assert apart_deg(middle, one) == pytest.approx(apart_deg(middle, other), abs=1e-3)
    assert apart_deg(middle, one) + apart_deg(middle, other) == pytest.approx(apart_deg(one, other), abs=1e-3)


def test_coordinates_are_halved_across_the_date_line() -> None:
    tokyo, honolulu = Place("Tokyo", 35.0, 140.0), Place("Honolulu", 21.0, -158.0)
    middle = place_between(tokyo, honolulu, MiddlePlace.COORDINATES)
    assert (middle.north_latitude_deg, middle.east_longitude_deg) == (28.0, 171.0)
    assert place_between(tokyo, honolulu).north_latitude_deg > 29, "the great circle runs further north"


@pytest.mark.parametrize("way", MiddlePlace)
def test_opposite_places_have_no_middle(way: MiddlePlace) -> None:
    with pytest.raises(Undefined):
        place_between(Place("", 40, 10), Place("", -40, -170), way)


def test_charts_without_a_place_meet_in_the_sky_alone_but_not_with_one_that_has() -> None:
    sky, chart = born(at(1990, 5, 17), None), born(at(1985, 1, 2))
    assert davison(sky, sky).place is None
    with pytest.raises(Undefined):
        davison(sky, chart)
    sidereal = born(at(1985, 1, 2), HALIFAX, ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI))
    with pytest.raises(InvalidInput):
        davison(chart, sidereal)


def test_the_moment_between_is_the_same_from_either_side() -> None:
    one, other = at(1990, 5, 17), at(1970, 1, 1)
    assert moment_between(one, other) == moment_between(other, one)


def test_a_relocated_chart_keeps_its_bodies_and_takes_the_houses_of_the_place() -> None:
    chart = born(at(1990, 5, 17, 17, 30), options=ChartOptions(house_system=HouseSystem.KOCH))
    found = relocate(chart, WELLINGTON)
    assert [one.longitude_deg for one in found.bodies] == [one.longitude_deg for one in chart.bodies]
    expected = cast_chart(chart.moment, WELLINGTON, chart.options)
    assert (found.houses, found.angles, found.lots) == (expected.houses, expected.angles, expected.lots)
    assert found.moment == chart.moment
    assert "Halifax" in found.notes[0].text
    assert relocate(found, HALIFAX).houses == chart.houses


def no_sky() -> list[Chart]:
    chart, when = born(at(1990, 5, 17)), at(2020, 1, 1)
    return [composite(chart, born(at(1985, 1, 2))), secondary(chart, when), solar_arc(chart, when)]


@pytest.mark.parametrize("made", [0, 1, 2], ids=["composite", "progressed", "directed"])
def test_charts_that_never_were_in_the_sky_go_no_further(made: int) -> None:
    chart = no_sky()[made]
    with pytest.raises(Undefined):
        relocate(chart, QUITO)
    with pytest.raises(Undefined):
        davison(chart, born(at(1985, 1, 2)))
    with pytest.raises(Undefined):
        secondary(chart, at(2030, 1, 1))
    with pytest.raises(Undefined):
        solar_arc(chart, at(2030, 1, 1))
