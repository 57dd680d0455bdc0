"""Solar arc directions: one arc for every point, along the ecliptic or the equator, natal at birth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import TROMSO, YEAR_D, at, births, born, drawn_births, later, turn

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions
from outer_skies.engine.sphere import to_equator
from outer_skies.engine.techniques.progressions import secondary
from outer_skies.engine.techniques.solar_arc import ArcCircle, ArcKey, solar_arc
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput

EVERY = [(key, circle) for key in ArcKey for circle in ArcCircle]
EVERY_WAY = pytest.mark.parametrize(("key", "circle"), EVERY, ids=[f"{key}-{circle}" for key, circle in EVERY])
MEAN_DEG = 59 / 60 + 8.33 / 3600
TILT_DEG = 23.44


def turns(chart: Chart, directed: Chart) -> list[float]:
    """How far every point that has a longitude was carried."""
    assert chart.angles is not None
    assert directed.angles is not None
    assert chart.houses is not None
    assert directed.houses is not None
    pairs = [(a.longitude_deg, b.longitude_deg) for a, b in zip(chart.bodies, directed.bodies, strict=True)]
    pairs += zip(chart.houses.cusps_deg, directed.houses.cusps_deg, strict=True)
    pairs += [(a.longitude_deg, b.longitude_deg) for a, b in zip(chart.lots, directed.lots, strict=True)]
    for name in ("ascendant", "midheaven", "descendant", "imum_coeli", "vertex"):
        pairs.append((getattr(chart.angles, name), getattr(directed.angles, name)))
    return [turn(a, b) for a, b in pairs]


@EVERY_WAY
def test_a_chart_directed_to_its_birth_is_natal(key: ArcKey, circle: ArcCircle) -> None:
    for chart in drawn_births(5, 9):
        found = solar_arc(chart, chart.moment, key=key, circle=circle)
        assert max(map(abs, turns(chart, found))) < 1e-5
        for one, natal in zip(found.bodies, chart.bodies, strict=True):
            assert one.declination_deg == pytest.approx(natal.declination_deg, abs=1e-5)
            assert one.latitude_deg == pytest.approx(natal.latitude_deg, abs=1e-5)
        assert {(one.a, one.b, one.kind, one.motion) for one in found.aspects} == {
            (one.a, one.b, one.kind, one.motion) for one in chart.aspects
        }


@given(births, st.floats(0, 100), st.booleans())
def test_the_true_arc_is_how_far_the_progressed_sun_has_come(chart: Chart, years: float, converse: bool) -> None:
    when = later(chart.moment, years * YEAR_D)
    sun = secondary(chart, when, converse=converse).bodies[0]
    in_longitude = turn(chart.bodies[0].longitude_deg, sun.longitude_deg)
    found = solar_arc(chart, when, converse=converse)
    assert turns(chart, found) == pytest.approx([in_longitude] * len(turns(chart, found)), abs=1e-6)
    assert [one.latitude_deg for one in found.bodies] == [one.latitude_deg for one in chart.bodies]
    along = solar_arc(chart, when, circle=ArcCircle.RIGHT_ASCENSION, converse=converse)
    in_right_ascension = turn(chart.bodies[0].right_ascension_deg, sun.right_ascension_deg)
    for one, natal in zip(along.bodies, chart.bodies, strict=True):
        assert turn(natal.right_ascension_deg, one.right_ascension_deg) == pytest.approx(in_right_ascension, abs=1e-6)
        assert one.declination_deg == natal.declination_deg
    assert along.angles is not None
    assert chart.angles is not None
    assert turn(chart.angles.armc_deg, along.angles.armc_deg) == pytest.approx(in_right_ascension, abs=1e-5)
    (rising, natal_rising) = (to_equator(one.ascendant, 0.0, TILT_DEG)[0] for one in (along.angles, chart.angles))
    assert turn(natal_rising, rising) == pytest.approx(in_right_ascension, abs=0.01)


@given(births, st.floats(0, 100))
def test_the_mean_arc_is_naibods_for_every_year_and_converse_is_its_mirror(chart: Chart, years: float) -> None:
    when = later(chart.moment, years * YEAR_D)
    arc = years * MEAN_DEG
    direct = turns(chart, solar_arc(chart, when, key=ArcKey.NAIBOD))
    converse = turns(chart, solar_arc(chart, when, key=ArcKey.NAIBOD, converse=True))
    assert direct == pytest.approx([arc] * len(direct), abs=1e-4)
    assert converse == pytest.approx([-arc] * len(direct), abs=1e-4)


@EVERY_WAY
@pytest.mark.parametrize("converse", [False, True])
def test_speeds_say_how_far_a_point_moves_in_a_day_of_life(key: ArcKey, circle: ArcCircle, converse: bool) -> None:
    chart = born(at(1990, 5, 17, 17, 30))
    before, after = (
        solar_arc(chart, later(chart.moment, days), key=key, circle=circle, converse=converse)
        for days in (12_000, 12_010)
    )
    for one, then in zip(before.bodies, after.bodies, strict=True):
        moved = turn(one.longitude_deg, then.longitude_deg) / 10
        assert one.speed_deg_per_day == pytest.approx(moved, rel=2e-4)
        assert one.is_retrograde == converse


def test_right_ascension_declination_and_houses_follow_the_directed_place() -> None:
    chart = born(at(1990, 5, 17, 17, 30))
    found = solar_arc(chart, at(2025, 6, 21))
    for one, natal in zip(found.bodies, chart.bodies, strict=True):
        expected = to_equator(one.longitude_deg, one.latitude_deg, 23.4422)
        assert (one.right_ascension_deg, one.declination_deg) == pytest.approx(expected, abs=0.001)
        assert one.house == natal.house, "the houses are carried along with what they hold"
    assert found.moment == at(2025, 6, 21)
    assert [lot.house for lot in found.lots] == [lot.house for lot in chart.lots]


def test_a_sidereal_chart_is_directed_in_its_own_zodiac() -> None:
    sidereal = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
    moment, when = at(1990, 5, 17, 17, 30), at(2025, 6, 21)
    for key, circle in EVERY:
        plain = solar_arc(born(moment), when, key=key, circle=circle)
        found = solar_arc(born(moment, options=sidereal), when, key=key, circle=circle)
        zero = found.ayanamsa_deg
        assert zero is not None
        for one, tropical in zip(found.bodies, plain.bodies, strict=True):
            # Precession in the progressed days belongs to the tropical arc alone.
            assert abs(turn(one.longitude_deg + zero, tropical.longitude_deg)) < 0.004


def test_charts_without_houses_or_angles_are_directed_without_them() -> None:
    polar = solar_arc(born(at(1990, 5, 17), TROMSO), at(2025, 6, 21))
    assert polar.angles is not None
    assert polar.houses is None
    sky = solar_arc(born(at(1990, 5, 17), None, ChartOptions(bodies=(Body.MARS,))), at(2025, 6, 21))
    assert (sky.angles, sky.houses, sky.lots) == (None, None, ())
    assert [one.body for one in sky.bodies] == [Body.MARS]


def test_nobody_is_directed_to_a_time_before_birth() -> None:
    for key in ArcKey:
        with pytest.raises(InvalidInput) as caught:
            solar_arc(born(at(1990, 5, 17)), at(1990, 5, 16), key=key)
        assert caught.value.field == "to"
