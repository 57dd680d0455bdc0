from collections.abc import Mapping
from itertools import combinations, pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.bodies import ALL_BODIES, Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.accidental import Angularity, SolarPhase, house_counted, solar_phase
from outer_skies.engine.techniques.dignities import Dignities, ReceptionKind, dignities_at, find_dignities
from outer_skies.engine.techniques.dignity_tables import (
    DOMICILES,
    EXALTATIONS,
    PLANETS,
    Tables,
    Terms,
    Triplicities,
    rulers_at,
    terms_of,
)
from outer_skies.engine.techniques.fortitudes import DEFAULT_RULES, LILLY_RULES, Reason, Rules
from outer_skies.engine.techniques.sect import Sect, SectReading, find_sect, is_oriental
from outer_skies.engine.zodiac import Sign
from outer_skies.errors import Undefined

SIGNS = tuple(Sign)
FIVE = {Reason.DOMICILE, Reason.EXALTATION, Reason.TRIPLICITY, Reason.TERM, Reason.FACE}
ALL_TABLES = [Tables(triplicities, terms) for triplicities in Triplicities for terms in Terms]
HALIFAX = Place("Halifax", 44.65, -63.57)
J1850, J2100 = 2396758.5, 2488069.5


def born(jd_tt: float, north: float, east: float, system: HouseSystem) -> Chart:
    return cast_chart(moment_at_tt(jd_tt), Place("", north, east), ChartOptions(house_system=system))


births = st.builds(
    born,
    st.floats(J1850, J2100),
    st.floats(-60, 60),
    st.floats(-180, 180),
    st.sampled_from((HouseSystem.PLACIDUS, HouseSystem.WHOLE_SIGN, HouseSystem.REGIOMONTANUS)),
)


def _without(chart: Chart, *bodies: Body) -> Chart:
    return msgspec.structs.replace(chart, bodies=tuple(one for one in chart.bodies if one.body not in bodies))


@pytest.mark.parametrize("tables", ALL_TABLES, ids=lambda tables: f"{tables.triplicities.value}-{tables.terms.value}")
@pytest.mark.parametrize("by_day", [True, False], ids=["day", "night"])
def test_a_degree_is_ruled_by_whoever_the_tables_name(tables: Tables, by_day: bool) -> None:
    terms = terms_of(tables.terms, by_day=by_day)
    for degree in range(360):
        sign, within = SIGNS[degree // 30], degree % 30
        found = rulers_at(degree + 0.999, by_day=by_day, tables=tables)
        assert found == rulers_at(float(degree), by_day=by_day, tables=tables)
        assert found.domicile is DOMICILES[degree // 30]
        assert found.exaltation is next((body for body, (held, _) in EXALTATIONS.items() if held is sign), None)
        lords = tables.triplicities.lords(sign.element)
        assert found.triplicity == (lords.day if by_day else lords.night)
        assert found.term is next(body for body, end in terms[degree // 30] if within < end)


@pytest.mark.parametrize("terms", list(Terms))
def test_every_sign_is_divided_among_the_five_planets_once(terms: Terms) -> None:
    for by_day in (True, False):
        for sign in terms_of(terms, by_day=by_day):
            assert {body for body, _ in sign} == set(PLANETS[2:])
            ends = [end for _, end in sign]
            assert ends == sorted(set(ends))
            assert ends[-1] == 30


def test_every_table_names_its_author() -> None:
    assert all(one.source for one in (*Triplicities, *Terms))


@given(st.sampled_from(PLANETS), st.integers(0, 359), st.booleans(), st.sampled_from(ALL_TABLES))
def test_peregrine_is_who_holds_none_of_the_five(body: Body, longitude: int, by_day: bool, tables: Tables) -> None:
    held = set(dignities_at(body, longitude, by_day=by_day, tables=tables))
    assert (Reason.PEREGRINE in held) != bool(held & FIVE)
    across = set(dignities_at(body, (longitude + 180) % 360, by_day=by_day, tables=tables))
    assert (Reason.DETRIMENT in held) is (Reason.DOMICILE in across)
    assert (Reason.FALL in held) is (Reason.EXALTATION in across)


@given(births, st.sampled_from((DEFAULT_RULES, LILLY_RULES)))
def test_a_score_is_the_sum_of_its_lines(chart: Chart, rules: Rules) -> None:
    found = find_dignities(chart, rules)
    assert [one.body for one in found.planets] == list(PLANETS)
    for one in found.planets:
        assert one.essential_score == sum(line.points for line in one.essential)
        assert one.accidental_score == sum(line.points for line in one.accidents.points)
        assert one.score == one.essential_score + one.accidental_score
        assert len({line.reason for line in one.accidents.points}) == len(one.accidents.points)
        assert one.is_peregrine is (Reason.PEREGRINE in {line.reason for line in one.essential})
    most = max(one.score for one in found.planets)
    assert found.almutens == tuple(one.body for one in found.planets if one.score == most)


def _lords(chart: Chart) -> Mapping[Body, Body]:
    return {one.body: DOMICILES[int(one.longitude_deg / 30)] for one in chart.bodies if one.body in PLANETS}


@given(births)
def test_dispositors_lead_from_lord_to_lord(chart: Chart) -> None:
    found, lords = find_dignities(chart), _lords(chart)
    for one in found.planets:
        path = [one.body, *one.dispositors]
        assert all(lords[body] is following for body, following in pairwise(path))
        assert lords[path[-1]] in path
        assert len(set(path)) == len(path)


@given(births)
def test_the_final_dispositor_is_where_everyone_ends(chart: Chart) -> None:
    found, lords = find_dignities(chart), _lords(chart)
    ends: set[Body] = set()
    for body in PLANETS:
        end = body
        for _ in PLANETS:
            end = lords[end]
        ends.add(end)
    rings = {body for body in ends if lords[body] is body}
    assert found.final_dispositor is (next(iter(ends)) if len(ends) == 1 and rings else None)
    in_rings = {body for ring in found.circles for body in ring}
    assert in_rings == {body for body in PLANETS if lords[body] is not body and _comes_back(body, lords)}
    assert sum(len(ring) for ring in found.circles) == len(in_rings)


def _comes_back(body: Body, lords: Mapping[Body, Body]) -> bool:
    end = lords[body]
    for _ in PLANETS:
        if end is body:
            return True
        end = lords[end]
    return False


@given(births)
def test_receptions_are_mutual_and_all_are_found(chart: Chart) -> None:
    found = {(one.a, one.b, one.kind) for one in find_dignities(chart).receptions}
    place = {one.body: SIGNS[int(one.longitude_deg / 30)] for one in chart.bodies}
    home = {body: {SIGNS[number] for number, lord in enumerate(DOMICILES) if lord is body} for body in PLANETS}
    throne = {body: {EXALTATIONS[body][0]} for body in PLANETS}
    expected: set[tuple[Body, Body, ReceptionKind]] = set()
    for a, b in combinations(PLANETS, 2):
        if place[a] in home[b] and place[b] in home[a]:
            expected.add((a, b, ReceptionKind.DOMICILE))
        if place[a] in throne[b] and place[b] in throne[a]:
            expected.add((a, b, ReceptionKind.EXALTATION))
        for one, other in ((a, b), (b, a)):
            if place[one] in home[other] and place[other] in throne[one]:
                expected.add((one, other, ReceptionKind.MIXED))
    assert found == expected


@given(births)
def test_a_planet_near_the_next_cusp_counts_there_unless_houses_are_signs(chart: Chart) -> None:
    assert chart.houses
    for one in chart.bodies[:7]:
        counted = house_counted(one, chart.houses, 5.0)
        ahead = (chart.houses.cusps_deg[(one.house or 0) % 12] - one.longitude_deg) % 360
        moves = ahead <= 5 and chart.houses.system is not HouseSystem.WHOLE_SIGN
        assert counted == ((one.house or 0) % 12 + 1 if moves else one.house)


def test_angles_succedents_and_cadents_follow_one_another() -> None:
    chart = born(2451545.0, 44.65, -63.57, HouseSystem.PLACIDUS)
    for one in find_dignities(chart).planets:
        kind = {1: Angularity.ANGULAR, 2: Angularity.SUCCEDENT, 0: Angularity.CADENT}[one.accidents.house % 3]
        assert one.accidents.angularity is kind


@pytest.mark.parametrize(
    ("longitude", "sun", "phase"),
    [
        (10.28, 10.0, SolarPhase.CAZIMI),
        (10.29, 10.0, SolarPhase.COMBUST),
        (18.5, 10.0, SolarPhase.COMBUST),
        (18.51, 10.0, SolarPhase.UNDER_THE_BEAMS),
        (359.9, 0.1, SolarPhase.CAZIMI),
        (359.0, 1.0, SolarPhase.UNDER_THE_BEAMS),
        (27.0, 10.0, SolarPhase.UNDER_THE_BEAMS),
        (27.01, 10.0, SolarPhase.FREE_OF_THE_SUN),
    ],
)
def test_the_sun_burns_within_stated_degrees(longitude: float, sun: float, phase: SolarPhase) -> None:
    assert solar_phase(longitude, sun, DEFAULT_RULES) is phase


@given(st.floats(0, 360, exclude_max=True), st.floats(1e-6, 179.99))
def test_who_stands_behind_the_sun_rises_first(sun: float, behind: float) -> None:
    assert is_oriental((sun - behind) % 360, sun)
    assert not is_oriental((sun + behind) % 360, sun)
    assert not is_oriental(sun, sun)


@given(births)
def test_the_sun_is_always_in_halb_and_each_planet_keeps_its_side(chart: Chart) -> None:
    found = find_sect(chart)
    sun = found.planets[0]
    assert sun.is_above_horizon is (found.sect is Sect.DAY)
    assert sun.is_in_halb
    for one in found.planets:
        same_side = one.is_above_horizon == sun.is_above_horizon
        assert one.is_in_halb is (same_side is (one.sect is Sect.DAY))
        assert one.is_in_halb or not one.is_in_hayz
        assert one.is_of_the_sect is (one.sect is found.sect)
    leaders = (found.benefic_of_the_sect, found.malefic_of_the_sect)
    assert leaders == ((Body.JUPITER, Body.SATURN) if found.sect is Sect.DAY else (Body.VENUS, Body.MARS))


def test_a_chart_without_what_is_needed_says_so_in_a_line() -> None:
    chart = born(2451545.0, 44.65, -63.57, HouseSystem.PLACIDUS)
    sky = cast_chart(chart.moment, None)
    arctic = born(2451545.0, 80.0, 0.0, HouseSystem.PLACIDUS)
    nodeless = _without(chart, Body.MEAN_NODE, Body.TRUE_NODE)
    for lacking in (sky, arctic, nodeless, _without(chart, Body.SATURN)):
        with pytest.raises(Undefined, match=r"^This needs [^\n]+\.$"):
            find_dignities(lacking)
    with pytest.raises(Undefined):
        find_sect(sky)
    assert find_sect(arctic).planets


def test_the_true_node_serves_where_the_mean_one_is_not_held() -> None:
    chart = born(2451545.0, 44.65, -63.57, HouseSystem.PLACIDUS)
    assert find_dignities(_without(chart, Body.MEAN_NODE)).planets


def test_outer_planets_have_no_dignity() -> None:
    chart = cast_chart(moment_at_tt(2451545.0), HALIFAX, ChartOptions(bodies=ALL_BODIES))
    assert {one.body for one in find_dignities(chart).planets} == set(PLANETS)


@pytest.mark.parametrize(("find", "kind"), [(find_dignities, Dignities), (find_sect, SectReading)])
def test_dignities_are_json_and_have_a_schema(find, kind) -> None:
    found = find(born(2451545.0, 44.65, -63.57, HouseSystem.PLACIDUS))
    assert msgspec.json.decode(msgspec.json.encode(found), type=kind) == found
    assert msgspec.json.schema(kind)["$defs"]
