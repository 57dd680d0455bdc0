"""Aspects are found by tables and sorting; here every pair is measured the plain way beside it."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.angles import separation_deg
from outer_skies.engine.aspects import (
    ALL_ASPECTS,
    DEFAULT_ORBS,
    EXACT_DEG,
    Aspect,
    AspectKind,
    Motion,
    Orbs,
    find_aspects,
    plan_aspects,
)
from outer_skies.engine.bodies import ALL_BODIES, SAME_POINT, Body
from outer_skies.engine.ephemeris import Row, sight_rows
from outer_skies.errors import InvalidInput

SEEDS = st.integers(0, 2**32)
FACTORS = st.sampled_from([0, 0.5, 1, 1.25, 2])
SOME_ORBS = st.one_of(
    st.just(DEFAULT_ORBS),
    st.builds(
        Orbs.of,
        st.dictionaries(st.sampled_from(AspectKind), st.floats(0, 30)),
        st.dictionaries(st.sampled_from(Body), FACTORS),
    ),
)


def random_sky(seed: int) -> list[Row]:
    """Twenty bodies anywhere, moving like the Moon or slower."""
    chance = Random(seed)  # noqa: S311  a sky, not a secret
    return [
        (
            chance.uniform(0, 360) % 360, 0.0, 1.0, chance.uniform(-2, 15),
            0.0, chance.uniform(-30, 30), chance.uniform(-6, 6),
        )
        for _ in ALL_BODIES
    ]  # fmt: skip


def measured(rows: list[Row], orbs: Orbs) -> dict[tuple[Body, Body, bool], tuple[AspectKind, float, float]]:
    """By pair and whether in declination: the closest kind, its orb, and the most allowed."""
    by_aspect, factors = dict(orbs.by_aspect), dict(orbs.by_body)
    found = {}
    for (a, first), (b, second) in combinations(zip(ALL_BODIES, rows, strict=True), 2):
        if (a, b) in SAME_POINT:
            continue
        opposed = (first[5] < 0) != (second[5] < 0)
        orb_of = {
            kind: abs(separation_deg(first[0], second[0]) - kind.angle_deg)
            for kind in ALL_ASPECTS
            if not kind.by_declination
        }
        orb_of[AspectKind.CONTRAPARALLEL if opposed else AspectKind.PARALLEL] = abs(abs(first[5]) - abs(second[5]))
        for kind, orb in sorted(orb_of.items(), key=lambda one: one[1]):
            most = by_aspect[kind] * (factors[a] + factors[b]) / 2
            if orb <= most:
                found.setdefault((a, b, kind.by_declination), (kind, orb, most))
    return found


@given(SEEDS, SOME_ORBS)
def test_the_tables_find_what_measuring_every_pair_finds(seed: int, orbs: Orbs) -> None:
    rows = random_sky(seed)
    plan = plan_aspects(ALL_BODIES, orbs, ALL_ASPECTS)
    found = {(one.a, one.b, one.kind.by_declination): one for one in find_aspects(plan, rows)}
    expected = measured(rows, orbs)
    for pair in found.keys() ^ expected.keys():  # only a rounding away from the widest orb may they differ
        orb, most = (found[pair].orb_deg, found[pair].max_orb_deg) if pair in found else expected[pair][1:]
        assert orb == pytest.approx(most, abs=1e-9)
    for pair in found.keys() & expected.keys():
        kind, orb, most = expected[pair]
        assert found[pair].orb_deg == pytest.approx(orb, abs=1e-9)
        assert found[pair].kind is kind or found[pair].orb_deg == pytest.approx(orb, abs=1e-9)
        assert found[pair].max_orb_deg == pytest.approx(most) or found[pair].kind is not kind


@given(SEEDS, SOME_ORBS)
def test_a_pair_has_one_aspect_in_longitude_and_one_in_declination_in_the_order_of_bodies(
    seed: int, orbs: Orbs
) -> None:
    rows = random_sky(seed)
    aspects = find_aspects(plan_aspects(ALL_BODIES, orbs, ALL_ASPECTS), rows)
    order = [(one.kind.by_declination, ALL_BODIES.index(one.a), ALL_BODIES.index(one.b)) for one in aspects]
    assert order == sorted(set(order))
    assert all(type(one) is Aspect and 0 <= one.orb_deg <= one.max_orb_deg for one in aspects)


@given(SEEDS)
def test_the_orb_shrinks_when_applying_and_grows_when_separating(seed: int) -> None:
    rows = random_sky(seed)
    plan = plan_aspects(ALL_BODIES, DEFAULT_ORBS, ALL_ASPECTS)
    step = 1e-6  # days
    later = [((row[0] + row[3] * step) % 360, *row[1:5], row[5] + row[6] * step, row[6]) for row in rows]
    after = {(one.a, one.b, one.kind): one.orb_deg for one in find_aspects(plan, later)}
    for one in find_aspects(plan, rows):
        grown = after.get((one.a, one.b, one.kind), one.max_orb_deg) - one.orb_deg
        if one.orb_deg < EXACT_DEG:
            assert one.motion is Motion.EXACT
        elif grown < -1e-9:
            assert one.motion is Motion.APPLYING
        elif grown > 1e-9:
            assert one.motion is Motion.SEPARATING


def two(first: tuple[float, float], second: tuple[float, float], **orbs: float) -> tuple[Aspect, ...]:
    """The aspects in longitude of Sun and Moon at (longitude, speed)."""
    changed = Orbs.of({AspectKind(kind): orb for kind, orb in orbs.items()})
    kinds = tuple(kind for kind in ALL_ASPECTS if not kind.by_declination)
    rows = [(longitude, 0.0, 1.0, speed, 0.0, 0.0, 0.0) for longitude, speed in (first, second)]
    return find_aspects(plan_aspects((Body.SUN, Body.MOON), changed, kinds), rows)


@pytest.mark.parametrize("kind", [kind for kind in ALL_ASPECTS if not kind.by_declination])
@pytest.mark.parametrize("start", [0.0, 1.0, 89.9, 179.9, 250.0, 359.9])
def test_every_aspect_is_found_all_round_the_circle_and_on_both_sides(kind: AspectKind, start: float) -> None:
    for way in (1, -1):
        for past in (-1.0, 0.0, 1.0):
            (one,) = two((start, 1), ((start + way * (kind.angle_deg + past)) % 360, 13))
            assert one.kind is kind
            assert one.orb_deg == pytest.approx(abs(past), abs=1e-9)


def test_the_moon_applies_before_and_separates_after_and_is_exact_within_a_second_of_arc() -> None:
    assert [one.motion for one in two((10, 1), (5, 13))] == [Motion.APPLYING]
    assert [one.motion for one in two((10, 1), (15, 13))] == [Motion.SEPARATING]
    assert [one.motion for one in two((10, 1), (10.0002, 13))] == [Motion.EXACT]
    assert [one.motion for one in two((1, 1), (357, 13))] == [Motion.APPLYING]
    assert [one.motion for one in two((10, 1), (188, 13))] == [Motion.APPLYING]
    assert [one.motion for one in two((10, 1), (192, 13))] == [Motion.SEPARATING]
    assert [one.motion for one in two((10, 1), (5, -1))] == [Motion.SEPARATING]


def test_the_orb_itself_is_within_the_orb() -> None:
    assert [one.orb_deg for one in two((0, 1), (8, 13))] == [8]
    assert two((0, 1), (8.000001, 13)) == ()


def test_where_wide_orbs_overlap_the_closest_kind_is_meant() -> None:
    assert [one.kind.value for one in two((0, 1), (70, 13), sextile=20, quintile=20, square=25)] == ["quintile"]
    assert [one.kind.value for one in two((0, 1), (65, 13), sextile=20, quintile=20, square=25)] == ["sextile"]


def test_a_bodys_factor_widens_its_orbs_by_half_where_the_other_has_none() -> None:
    orbs = Orbs.of({AspectKind.CONJUNCTION: 8}, {Body.SUN: 2})
    plan = plan_aspects((Body.SUN, Body.MOON, Body.MARS), orbs, (AspectKind.CONJUNCTION,))
    rows = [(longitude, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0) for longitude in (0.0, 11.9, 24.0)]
    assert [(one.a, one.b, one.max_orb_deg) for one in find_aspects(plan, rows)] == [(Body.SUN, Body.MOON, 12)]


def test_two_ways_to_compute_one_point_never_aspect_one_another() -> None:
    plan = plan_aspects(ALL_BODIES, DEFAULT_ORBS, ALL_ASPECTS)
    for day in range(0, 4000, 17):
        pairs = {(one.a, one.b) for one in find_aspects(plan, sight_rows(2451545.0 + day, ALL_BODIES, None, None))}
        assert not pairs & set(SAME_POINT)


def test_parallels_stand_on_one_side_of_the_equator_and_contraparallels_on_both() -> None:
    kinds = (AspectKind.PARALLEL, AspectKind.CONTRAPARALLEL)
    plan = plan_aspects((Body.SUN, Body.MOON, Body.MARS), DEFAULT_ORBS, kinds)
    rows = [(0.0, 0.0, 1.0, 1.0, 0.0, *declination) for declination in ((20.0, 0.1), (20.5, -3.0), (-19.8, 0.2))]
    assert [(one.a, one.b, one.kind, one.motion) for one in find_aspects(plan, rows)] == [
        (Body.SUN, Body.MOON, AspectKind.PARALLEL, Motion.APPLYING),
        (Body.SUN, Body.MARS, AspectKind.CONTRAPARALLEL, Motion.SEPARATING),
        (Body.MOON, Body.MARS, AspectKind.CONTRAPARALLEL, Motion.APPLYING),
    ]


def test_no_bodies_have_no_aspects() -> None:
    assert find_aspects(plan_aspects((), DEFAULT_ORBS, ALL_ASPECTS), []) == ()


def test_the_default_orbs_are_those_agreed() -> None:
    assert {kind.value: orb for kind, orb in DEFAULT_ORBS.by_aspect} == {
        "conjunction": 8, "opposition": 8, "trine": 7, "square": 7, "sextile": 5, "quincunx": 2.5,
        "semisextile": 1.5, "semisquare": 1.5, "sesquiquadrate": 1.5, "quintile": 1.5, "biquintile": 1.5,
        "parallel": 1, "contraparallel": 1,
    }  # fmt: skip
    assert Orbs.of() == DEFAULT_ORBS
    assert hash(Orbs.of({AspectKind.TRINE: 7})) == hash(DEFAULT_ORBS)


@pytest.mark.parametrize("orb", [-1, 31, float("nan"), float("inf")])
def test_an_orb_that_is_none_is_refused_beside_the_orbs(orb: float) -> None:
    for changed in ({AspectKind.TRINE: orb}, None), (None, {Body.SUN: orb}):
        with pytest.raises(InvalidInput) as refused:
            Orbs.of(*changed)
        assert refused.value.field == "orbs"
    with pytest.raises(InvalidInput):
        Orbs(by_aspect=((AspectKind.TRINE, 7.0),))
