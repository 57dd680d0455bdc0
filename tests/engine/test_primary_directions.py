"""Primary directions: every one that is asked for, in order; semi-arcs there and back; what has none is named."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import HALIFAX, TROMSO, YEAR_D, at, births, born, later, turn

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.primary_directions import (
    Direction,
    DirectionKey,
    DirectionPlane,
    DirectionWay,
    primary_directions,
)
from outer_skies.engine.techniques.semi_arcs import diurnal_semi_arc_deg, hour_angle_deg, mundane_position_deg
from outer_skies.errors import InvalidInput, Undefined

CHART = born(at(1990, 5, 17, 17, 30))
ONCE_ROUND = later(CHART.moment, 370 * YEAR_D)
WAYS = tuple(DirectionWay)
PLANES = pytest.mark.parametrize("plane", DirectionPlane)
diurnal = st.floats(1, 179)
around = st.floats(0, 360, exclude_max=True)
Arcs = dict[tuple[str, str, float, DirectionWay], float]


def arcs(found: tuple[Direction, ...]) -> Arcs:
    return {(one.significator, one.promissor, one.aspect_deg, one.way): one.arc_deg for one in found}


@given(around, diurnal)
def test_a_mundane_position_leads_back_to_its_hour_angle(hour_angle: float, semi_arc: float) -> None:
    place = mundane_position_deg(hour_angle, semi_arc)
    assert 0 <= place < 360
    assert abs(turn(hour_angle_deg(place, semi_arc), hour_angle)) < 1e-9


@given(diurnal)
def test_horizon_and_meridian_are_the_quarters_of_the_mundane_circle(semi_arc: float) -> None:
    for place, hour_angle in ((0, -semi_arc), (90, 180), (180, semi_arc), (270, 0)):
        assert abs(turn(mundane_position_deg(hour_angle, semi_arc), place)) < 1e-9
        assert abs(turn(hour_angle_deg(place, semi_arc), hour_angle)) < 1e-9


def test_stars_that_never_set_have_no_semi_arc() -> None:
    assert diurnal_semi_arc_deg(20.0, 70.0) is None
    assert diurnal_semi_arc_deg(-20.1, 70.0) is None
    assert diurnal_semi_arc_deg(0.0, 60.0) == pytest.approx(90)
    assert diurnal_semi_arc_deg(23.44, 44.65) == pytest.approx(115.4, abs=0.1)


@PLANES
@pytest.mark.parametrize("key", DirectionKey)
def test_directions_stand_in_order_and_their_dates_follow_the_key(plane: DirectionPlane, key: DirectionKey) -> None:
    until = later(CHART.moment, 90 * YEAR_D)
    found = primary_directions(CHART, until, key=key, plane=plane).directions
    assert len(found) > 50
    assert all(one.arc_deg <= then.arc_deg for one, then in pairwise(found))
    per_year = 1.0 if key is DirectionKey.PTOLEMY else 59 / 60 + 8.33 / 3600
    for one in found:
        assert one.years == pytest.approx(one.arc_deg / per_year, rel=1e-6)
        assert one.jd_tt == pytest.approx(CHART.moment.jd_tt + one.years * YEAR_D)
        assert one.jd_tt <= until.jd_tt
        assert one.utc[:4] in {str(1990 + int(one.years)), str(1991 + int(one.years))}
        assert abs(one.aspect_deg) == one.aspect.angle_deg


@PLANES
def test_once_round_the_sky_every_pair_meets_in_every_aspect_once(plane: DirectionPlane) -> None:
    bodies = (Body.SUN, Body.MOON, Body.MARS)
    found = primary_directions(
        CHART, ONCE_ROUND, plane=plane, ways=WAYS, significators=("ascendant", *bodies), promissors=bodies
    )
    # 4 x 3 pairs; 1 conjunction, 1 opposition, 2 each of three others; without the 3 conjunctions with themselves
    assert len(found.directions) == (4 * 3 * 8 - 3) * 3
    assert len(arcs(found.directions)) == len(found.directions)
    assert found.without_semi_arc == ()


@PLANES
def test_what_the_sky_carries_forward_is_the_rest_of_the_way_round_backwards(plane: DirectionPlane) -> None:
    found = arcs(primary_directions(CHART, ONCE_ROUND, plane=plane, ways=WAYS).directions)
    for (significator, promissor, turned, way), arc in found.items():
        if way is DirectionWay.DIRECT:
            back = found[significator, promissor, turned, DirectionWay.NEO_CONVERSE]
            assert (arc + back) % 360 == pytest.approx(0, abs=1e-9) or arc + back == pytest.approx(360)


def test_in_mundo_a_converse_direction_is_the_direct_one_with_the_parts_exchanged() -> None:
    bodies = (Body.SUN, Body.MOON, Body.JUPITER)
    found = arcs(
        primary_directions(
            CHART, ONCE_ROUND, plane=DirectionPlane.MUNDO, ways=WAYS, significators=bodies, promissors=bodies
        ).directions
    )
    for (significator, promissor, turned, way), arc in found.items():
        if way is DirectionWay.DIRECT:
            # An opposition is as far one way as the other.
            back = turned if abs(turned) == 180 else -turned
            assert found[promissor, significator, back, DirectionWay.CONVERSE] == pytest.approx(arc)


def test_latitude_changes_the_conjunction_of_bodies_off_the_ecliptic_and_no_other_promissor() -> None:
    both = [
        arcs(
            primary_directions(
                CHART,
                ONCE_ROUND,
                significators=("midheaven",),
                promissors=(Body.PLUTO, Body.SUN),
                with_latitude=latitude,
            ).directions
        )
        for latitude in (False, True)
    ]
    for asked, arc in both[0].items():
        if asked[1] == "pluto" and asked[2] == 0:
            assert abs(arc - both[1][asked]) > (1 if asked[3] is DirectionWay.DIRECT else 0)
        else:
            assert arc == pytest.approx(both[1][asked], abs=0.02)  # the Sun's own latitude is under a second


def test_usual_significators_and_promissors_are_those_the_chart_holds() -> None:
    few = born(at(1990, 5, 17), options=ChartOptions(bodies=(Body.MOON, Body.SATURN, Body.CHIRON)))
    zodiac = primary_directions(few, later(few.moment, 370 * YEAR_D)).directions
    assert {one.significator for one in zodiac} == {"ascendant", "midheaven", "moon", "fortune"}
    assert {one.promissor for one in zodiac} == {"moon", "saturn"}
    assert {one.way for one in zodiac} == {DirectionWay.DIRECT, DirectionWay.CONVERSE}
    mundo = primary_directions(few, later(few.moment, 370 * YEAR_D), plane=DirectionPlane.MUNDO).directions
    assert {one.significator for one in mundo} == {"ascendant", "midheaven", "moon"}


def test_within_the_polar_circle_points_that_never_set_are_named_and_left_out() -> None:
    chart = born(at(1990, 6, 21, 12), TROMSO)
    found = primary_directions(chart, later(chart.moment, 370 * YEAR_D), ways=WAYS)
    assert "sun" in found.without_semi_arc
    sun = [one for one in found.directions if one.promissor == "sun"]
    assert sun, "its squares do rise and set"
    assert AspectKind.CONJUNCTION not in {one.aspect for one in sun}
    assert "sun" not in {one.significator for one in found.directions}
    # The Midheaven, in Cancer, never sets either; but it is the meridian, to which anything that sets can come.
    to_midheaven = [one for one in found.directions if one.significator == "midheaven"]
    assert {one.way for one in to_midheaven} == {DirectionWay.DIRECT, DirectionWay.NEO_CONVERSE}


@given(births)
def test_a_point_on_the_ecliptic_comes_to_the_midheaven_by_its_right_ascension(chart: Chart) -> None:
    assert chart.angles is not None
    found = primary_directions(
        chart, later(chart.moment, 370 * YEAR_D), significators=("midheaven", "imum_coeli"), promissors=(Body.SUN,),
        aspects=(AspectKind.CONJUNCTION,), with_latitude=True, ways=(DirectionWay.DIRECT,),
    )  # fmt: skip
    for one in found.directions:
        meridian = chart.angles.armc_deg + (180 if one.significator == "imum_coeli" else 0)
        assert one.arc_deg == pytest.approx((chart.bodies[0].right_ascension_deg - meridian) % 360, abs=1e-6)


def test_what_cannot_be_directed_is_refused_in_words() -> None:
    until = later(CHART.moment, 9000)
    with pytest.raises(InvalidInput) as caught:
        primary_directions(CHART, at(1990, 5, 16))
    assert caught.value.field == "to"
    with pytest.raises(InvalidInput) as caught:
        primary_directions(CHART, until, aspects=(AspectKind.PARALLEL,))
    assert caught.value.field == "aspects"
    with pytest.raises(InvalidInput) as caught:
        primary_directions(CHART, until, promissors=("vulcan",))
    assert caught.value.field == "point"
    with pytest.raises(Undefined):
        primary_directions(born(at(1990, 5, 17), None), until)
    with pytest.raises(Undefined):
        primary_directions(born(at(1990, 5, 17), Place("Pole", 90, 0)), until)
    with pytest.raises(Undefined):
        primary_directions(
            born(at(1990, 5, 17), HALIFAX, ChartOptions(bodies=(Body.SUN,))), until, promissors=("moon",)
        )
