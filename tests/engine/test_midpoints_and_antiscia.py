"""Midpoints, trees, antiscia, harmonics and the draconic chart, each beside a plain computation of all pairs."""

from itertools import combinations, pairwise

import pytest
from drawn_charts import BIRTH, HALIFAX, PLANETS, drawn, gridded
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.angles import midpoint_deg, normalized_deg, separation_deg
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import ALL_BODIES, Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.techniques.antiscia import Reflection, find_antiscia
from outer_skies.engine.techniques.draconic import Node, find_draconic
from outer_skies.engine.techniques.harmonics import find_harmonics
from outer_skies.engine.techniques.midpoints import find_midpoints
from outer_skies.engine.techniques.points import all_points, are_one, distinct_points
from outer_skies.engine.zodiac import Sign, Zodiac
from outer_skies.errors import InvalidInput, Undefined

SEEDS = st.integers(0, 2**32)
LONGITUDES = st.floats(0, 360, exclude_max=True)
ON_MIDPOINTS = (0.0, 45.0, 90.0, 135.0, 180.0)


def sky(seed: int) -> Chart:
    return drawn(gridded(seed, ALL_BODIES, 1.0, 0.5), ascendant=seed % 3600 / 10, midheaven=seed % 3500 / 10)


@given(LONGITUDES, LONGITUDES)
def test_a_midpoint_is_as_far_from_either_on_the_shorter_arc(a: float, b: float) -> None:
    middle = midpoint_deg(a, b)
    assert 0 <= middle < 360
    assert separation_deg(a, middle) == pytest.approx(separation_deg(a, b) / 2, abs=1e-9)
    assert separation_deg(b, middle) == pytest.approx(separation_deg(a, b) / 2, abs=1e-9)


def test_midpoints_cross_aries_and_oppositions_have_one() -> None:
    assert midpoint_deg(350.0, 20.0) == pytest.approx(5.0)
    assert midpoint_deg(20.0, 350.0) == pytest.approx(5.0)
    assert midpoint_deg(10.0, 190.0) == midpoint_deg(190.0, 10.0) == 100.0


@given(SEEDS)
def test_there_is_one_midpoint_for_every_pair_in_the_order_of_the_dial(seed: int) -> None:
    chart = sky(seed)
    found = find_midpoints(chart)
    points = dict(distinct_points(chart))
    assert {(one.a, one.b) for one in found.midpoints} == set(combinations(points, 2))
    assert len(found.midpoints) == 20 * 19 // 2
    for one in found.midpoints:
        assert one.longitude_deg == midpoint_deg(points[one.a], points[one.b])
        assert one.dial_deg == one.longitude_deg % 90
    for before, after in pairwise(found.midpoints):
        assert before.dial_deg <= after.dial_deg
    assert [(one.point, one.dial_deg) for one in found.dial] == sorted(
        ((key, longitude % 90) for key, longitude in points.items()), key=lambda one: (one[1], one[0])
    )


@given(SEEDS, st.floats(0, 5))
def test_trees_hold_all_that_stands_on_a_midpoint_and_nothing_else(seed: int, orb_deg: float) -> None:
    chart = sky(seed)
    points = dict(distinct_points(chart))
    expected = set()
    for (a, first), (b, second) in combinations(points.items(), 2):
        for key, longitude in points.items():
            apart = separation_deg(midpoint_deg(first, second), longitude)
            for angle in ON_MIDPOINTS:
                if key not in (a, b) and abs(apart - angle) <= orb_deg - 1e-9:
                    expected.add((key, a, b, angle))
    found = find_midpoints(chart, orb_deg=orb_deg)
    listed = [(tree.point, one.a, one.b, one.kind.angle_deg) for tree in found.trees for one in tree.branches]
    assert set(listed) >= expected
    assert len(set(listed)) == len(listed)
    for tree in found.trees:
        orbs = [one.orb_deg for one in tree.branches]
        assert orbs
        assert orbs == sorted(orbs)
        for one in tree.branches:
            apart = separation_deg(midpoint_deg(points[one.a], points[one.b]), points[tree.point])
            assert one.orb_deg == pytest.approx(abs(apart - one.kind.angle_deg), abs=1e-9)
            assert one.orb_deg <= orb_deg
            assert tree.point not in (one.a, one.b)
            assert one.is_direct == (one.kind in (AspectKind.CONJUNCTION, AspectKind.OPPOSITION))


def test_a_body_opposite_a_midpoint_holds_it_directly_and_one_at_45_degrees_indirectly() -> None:
    found = find_midpoints(drawn({Body.SUN: 350.0, Body.MOON: 20.0, Body.MARS: 185.5, Body.PLUTO: 319.5}))
    mars, pluto = (tree for tree in found.trees if tree.point in ("mars", "pluto"))
    assert [(one.a, one.b, one.kind.value, one.is_direct) for one in mars.branches] == [
        ("sun", "moon", "opposition", True)
    ]
    assert mars.branches[0].orb_deg == pytest.approx(0.5)
    assert ("sun", "moon", "semisquare", False) in [
        (one.a, one.b, one.kind.value, one.is_direct) for one in pluto.branches
    ]


@given(SEEDS)
def test_antiscia_mirror_in_the_solstices_and_contra_antiscia_in_the_equinoxes(seed: int) -> None:
    chart = sky(seed)
    points = dict(all_points(chart))
    for one in find_antiscia(chart).points:
        longitude = points[one.point]
        assert separation_deg(one.antiscion_deg, 90) == pytest.approx(separation_deg(longitude, 90), abs=1e-9)
        assert separation_deg(one.contra_antiscion_deg, 0) == pytest.approx(separation_deg(longitude, 0), abs=1e-9)
        assert separation_deg(one.antiscion_deg, one.contra_antiscion_deg) == pytest.approx(180)
        again = find_antiscia(drawn({Body.SUN: one.antiscion_deg})).points[0]
        assert separation_deg(again.antiscion_deg, longitude) == pytest.approx(0, abs=1e-9)


@given(SEEDS, st.floats(0, 10))
def test_each_conjunction_with_a_reflection_is_listed_once(seed: int, orb_deg: float) -> None:
    chart = sky(seed)
    expected = {}
    for (a, first), (b, second) in combinations(all_points(chart), 2):
        for kind, reflected in ((Reflection.ANTISCION, 180 - second), (Reflection.CONTRA_ANTISCION, -second)):
            expected[a, b, kind] = separation_deg(first, normalized_deg(reflected))
    found = find_antiscia(chart, orb_deg=orb_deg).contacts
    listed = {(one.a, one.b, one.kind): one.orb_deg for one in found}
    assert len(listed) == len(found)
    for key, orb in expected.items():
        if key in listed:
            assert listed[key] == pytest.approx(orb, abs=1e-9)
            assert not are_one(key[0], key[1])
        else:
            assert orb > orb_deg - 1e-9 or are_one(key[0], key[1])


def test_a_sidereal_chart_is_mirrored_in_the_true_solstices() -> None:
    tropical = find_antiscia(cast_chart(BIRTH, HALIFAX))
    chart = cast_chart(BIRTH, HALIFAX, ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI))
    sidereal = find_antiscia(chart)
    assert chart.ayanamsa_deg is not None
    for one, other in zip(tropical.points, sidereal.points, strict=True):
        assert separation_deg(one.antiscion_deg, other.antiscion_deg + chart.ayanamsa_deg) < 1e-8
        assert separation_deg(one.contra_antiscion_deg, other.contra_antiscion_deg + chart.ayanamsa_deg) < 1e-8
    assert [(one.a, one.b, one.kind) for one in tropical.contacts] == [
        (one.a, one.b, one.kind) for one in sidereal.contacts
    ]


@given(SEEDS, st.integers(2, 32), st.floats(0, 30))
def test_a_harmonic_chart_multiplies_and_its_conjunctions_are_all_that_meet(
    seed: int, number: int, orb_deg: float
) -> None:
    chart = sky(seed)
    (found,) = find_harmonics(chart, numbers=(number,), orb_deg=orb_deg).charts
    points = all_points(chart)
    assert [one.point for one in found.positions] == [key for key, _ in points]
    for one, (_, longitude) in zip(found.positions, points, strict=True):
        assert 0 <= one.longitude_deg < 360
        assert one.longitude_deg == pytest.approx(number * longitude % 360, abs=1e-9)
    at = {one.point: one.longitude_deg for one in found.positions}
    listed = {(one.a, one.b): one.orb_deg for one in found.conjunctions}
    assert len(listed) == len(found.conjunctions)
    for a, b in combinations(at, 2):
        orb = separation_deg(at[a], at[b])
        if (a, b) in listed:
            assert listed[a, b] == pytest.approx(orb, abs=1e-9)
            assert orb <= orb_deg + 1e-9
            assert not are_one(a, b)
        else:
            assert orb > orb_deg - 1e-9 or are_one(a, b)


@given(st.integers(2, 32), st.integers(0, 31), LONGITUDES)
def test_bodies_a_part_of_the_circle_apart_meet_in_its_harmonic(number: int, times: int, longitude: float) -> None:
    chart = drawn({Body.SUN: longitude, Body.MOON: longitude + times * 360 / number})
    (found,) = find_harmonics(chart, numbers=(number,), orb_deg=1e-6).charts
    assert [(one.a, one.b) for one in found.conjunctions] == [("sun", "moon")]


def test_two_ways_to_compute_one_point_meet_nowhere() -> None:
    at = {Body.MEAN_NODE: 10.0, Body.TRUE_NODE: 10.1, Body.MEAN_LILITH: 170.0, Body.TRUE_LILITH: 170.1}
    met = [
        {one.a, one.b}
        for found in (find_harmonics(drawn(at)).charts[0].conjunctions, find_antiscia(drawn(at)).contacts)
        for one in found
    ]
    assert {"mean_node", "true_node"} not in met
    assert {"mean_lilith", "true_lilith"} not in met
    assert {"mean_node", "mean_lilith"} in met


def test_unless_asked_the_fourth_fifth_seventh_and_ninth_harmonics_are_given() -> None:
    assert [one.number for one in find_harmonics(sky(1)).charts] == [4, 5, 7, 9]


@given(SEEDS, st.sampled_from(Node))
def test_the_draconic_chart_has_its_node_at_the_beginning_and_all_else_as_far_from_it(seed: int, node: Node) -> None:
    chart = sky(seed)
    found = find_draconic(chart, node=node)
    at = {one.point: one.longitude_deg for one in found.points}
    assert found.node is node
    assert at[node.value] == 0.0
    for key, longitude in all_points(chart):
        assert separation_deg(longitude, found.node_longitude_deg + at[key]) == pytest.approx(0, abs=1e-9)
    for one in found.points:
        assert one.degree_in_sign == one.longitude_deg % 30
        assert one.sign is tuple(Sign)[int(one.longitude_deg / 30)]


def test_draconic_cusps_turn_with_the_rest() -> None:
    chart = cast_chart(BIRTH, HALIFAX)
    found = find_draconic(chart)
    assert chart.houses is not None
    assert found.cusps_deg is not None
    for cusp, there in zip(chart.houses.cusps_deg, found.cusps_deg, strict=True):
        assert separation_deg(cusp, there + found.node_longitude_deg) == pytest.approx(0, abs=1e-9)
    assert find_draconic(cast_chart(BIRTH, None)).cusps_deg is None


def test_a_chart_without_the_node_has_no_draconic_chart() -> None:
    with pytest.raises(Undefined, match="Mean node"):
        find_draconic(drawn({Body.TRUE_NODE: 1.0}), node=Node.MEAN)


@pytest.mark.parametrize(
    ("find", "asked", "field"),
    [
        (find_midpoints, {"orb_deg": 5.1}, "orb_deg"),
        (find_midpoints, {"orb_deg": -0.1}, "orb_deg"),
        (find_midpoints, {"orb_deg": float("nan")}, "orb_deg"),
        (find_antiscia, {"orb_deg": 10.1}, "orb_deg"),
        (find_antiscia, {"orb_deg": -1.0}, "orb_deg"),
        (find_harmonics, {"orb_deg": 31.0}, "orb_deg"),
        (find_harmonics, {"numbers": (4, 33)}, "numbers"),
        (find_harmonics, {"numbers": (1,)}, "numbers"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(find, asked, field) -> None:
    with pytest.raises(InvalidInput) as refused:
        find(drawn(gridded(1, PLANETS, 1.0, 0.5)), **asked)
    assert refused.value.field == field
