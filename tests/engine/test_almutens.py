from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.accidental import house_counted
from outer_skies.engine.techniques.almutens import (
    HOUSE_STRENGTHS,
    Almutens,
    Share,
    almuten_of,
    find_almutens,
    find_lords_of_time,
)
from outer_skies.engine.techniques.dignities import dignities_at
from outer_skies.engine.techniques.dignity_tables import DESCENDING, PLANETS, Tables, Terms, Triplicities
from outer_skies.engine.techniques.fortitudes import Reason, Rules
from outer_skies.engine.techniques.needs import is_day_chart
from outer_skies.errors import Undefined

WEIGHTS = {Reason.DOMICILE: 5, Reason.EXALTATION: 4, Reason.TRIPLICITY: 3, Reason.TERM: 2, Reason.FACE: 1}
ALL_TABLES = [Tables(triplicities, terms) for triplicities in Triplicities for terms in Terms]
J1850, J2100 = 2396758.5, 2488069.5
WEEK = (Body.SUN, Body.MOON, Body.MARS, Body.MERCURY, Body.JUPITER, Body.VENUS, Body.SATURN)


def born(jd_tt: float, north: float, east: float, system: HouseSystem = HouseSystem.PLACIDUS) -> Chart:
    return cast_chart(moment_at_tt(jd_tt), Place("", north, east), ChartOptions(house_system=system))


births = st.builds(
    born,
    st.floats(J1850, J2100),
    st.floats(-60, 60),
    st.floats(-180, 180),
    st.sampled_from((HouseSystem.PLACIDUS, HouseSystem.WHOLE_SIGN)),
)


@given(st.floats(0, 360, exclude_max=True), st.booleans(), st.sampled_from(ALL_TABLES))
def test_a_degree_is_weighed_by_what_each_planet_holds_there(longitude: float, by_day: bool, tables: Tables) -> None:
    found = almuten_of(longitude, by_day=by_day, tables=tables)
    expected = {
        body: sum(WEIGHTS.get(reason, 0) for reason in dignities_at(body, longitude, by_day=by_day, tables=tables))
        for body in PLANETS
    }
    assert {one.body: one.points for one in found.points} == {body: sum_ for body, sum_ in expected.items() if sum_}
    assert found.almutens == tuple(body for body in PLANETS if expected[body] == max(expected.values()))


@given(births, st.sampled_from(ALL_TABLES))
def test_the_figure_adds_up_five_places_houses_day_and_hour(chart: Chart, tables: Tables) -> None:
    found = find_almutens(chart, Rules(tables))
    by_day = is_day_chart(chart)
    assert chart.angles
    assert chart.houses
    held = {one.body: one for one in chart.bodies}
    places = (
        held[Body.SUN].longitude_deg,
        held[Body.MOON].longitude_deg,
        chart.angles.ascendant,
        chart.lots[0].longitude_deg,
        found.syzygy.longitude_deg,
    )
    for one in found.planets:
        counted = sum(
            WEIGHTS.get(reason, 0)
            for place in places
            for reason in dignities_at(one.body, place, by_day=by_day, tables=tables)
        )
        counted += HOUSE_STRENGTHS[house_counted(held[one.body], chart.houses, 5.0) - 1]
        counted += 7 * (one.body is found.day_lord) + 6 * (one.body is found.hour_lord)
        assert one.score == counted == sum(share.points for share in one.shares)
    most = max(one.score for one in found.planets)
    assert found.figure == tuple(one.body for one in found.planets if one.score == most)


def test_house_strengths_are_one_to_twelve_the_angles_first() -> None:
    assert sorted(HOUSE_STRENGTHS) == list(range(1, 13))
    ranked = sorted(range(1, 13), key=lambda house: -HOUSE_STRENGTHS[house - 1])
    assert ranked == [1, 10, 7, 4, 11, 5, 2, 9, 8, 3, 12, 6]


def test_cusps_and_places_are_told_by_their_names() -> None:
    chart = born(2451545.0, 44.65, -63.57)
    found = find_almutens(chart)
    assert [one.point for one in found.places] == ["sun", "moon", "ascendant", "midheaven", "fortune", "syzygy"]
    assert [one.point for one in found.cusps] == [f"cusp_{number}" for number in range(1, 13)]
    assert chart.houses
    assert [one.longitude_deg for one in found.cusps] == list(chart.houses.cusps_deg)
    assert {share.share for one in found.planets for share in one.shares} <= set(Share)


@settings(max_examples=10)
@given(st.floats(J1850, J2100), st.floats(-62, 62), st.floats(-180, 180))
def test_hours_descend_through_the_spheres_and_days_make_a_week(jd_tt: float, north: float, east: float) -> None:
    lords = [find_lords_of_time(born(jd_tt + step / 96, north, east)) for step in range(3 * 96)]
    hours = [hour for _, hour in lords]
    for (day, hour), (next_day, next_hour) in pairwise(lords):
        assert day
        assert hour
        assert next_hour in (hour, DESCENDING[(DESCENDING.index(hour) + 1) % 7])
        if next_day is not day:
            assert next_day is WEEK[(WEEK.index(day) + 1) % 7]
            assert next_hour is next_day  # the day begins with its own lord's hour
    changes = sum(one is not other for one, other in pairwise(hours))
    assert changes in (71, 72)


@pytest.mark.parametrize("north", [80.0, -80.0])
def test_where_the_sun_does_not_set_nobody_rules_the_day(north: float) -> None:
    chart = born(2451716.0, north, 0.0, HouseSystem.WHOLE_SIGN)
    assert find_lords_of_time(chart) == (None, None)
    found = find_almutens(chart)
    assert not {Share.DAY, Share.HOUR} & {share.share for one in found.planets for share in one.shares}


def test_a_chart_without_houses_has_no_almutens() -> None:
    with pytest.raises(Undefined, match=r"^This needs houses"):
        find_almutens(born(2451545.0, 80.0, 0.0))


def test_almutens_are_json_and_have_a_schema() -> None:
    found = find_almutens(born(2451545.0, 44.65, -63.57))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Almutens) == found
    assert msgspec.json.schema(Almutens)["$defs"]
