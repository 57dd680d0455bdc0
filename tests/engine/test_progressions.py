"""Progressed charts: the sky of the right day, the meridian carried as asked, natal at birth, mirrored in converse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import HALIFAX, TROMSO, WELLINGTON, YEAR_D, at, births, born, drawn_births, later, turn

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.techniques.progressions import (
    ProgressedMidheaven,
    Progression,
    minor,
    progress,
    secondary,
    tertiary,
)
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput, OutsideEphemeris

RATES = {Progression.SECONDARY: 1 / YEAR_D, Progression.TERTIARY: 1 / 27.321582, Progression.MINOR: 27.321582 / YEAR_D}
EVERY_WAY = pytest.mark.parametrize("midheaven", ProgressedMidheaven)
EVERY_RATE = pytest.mark.parametrize("progression", Progression)


def midheaven_of(chart: Chart) -> tuple[float, float]:
    assert chart.angles is not None
    return chart.angles.midheaven, chart.angles.armc_deg


@EVERY_RATE
@EVERY_WAY
def test_a_chart_progressed_to_its_birth_is_natal(progression: Progression, midheaven: ProgressedMidheaven) -> None:
    for chart in drawn_births(5, 7):
        for converse in (False, True):
            found = progress(chart, chart.moment, progression=progression, midheaven=midheaven, converse=converse)
            assert found.houses is not None
            assert chart.houses is not None
            assert found.houses.cusps_deg == pytest.approx(chart.houses.cusps_deg, abs=1e-4)
            assert found.place == chart.place
            for one, natal in zip(found.bodies, chart.bodies, strict=True):
                assert abs(turn(one.longitude_deg, natal.longitude_deg)) < 1e-5
                assert one.house == natal.house


@EVERY_RATE
@given(chart=births, years=st.floats(0, 90))
def test_bodies_are_those_of_the_sky_as_long_after_birth_as_the_rate_says(
    progression: Progression, chart: Chart, years: float
) -> None:
    when = later(chart.moment, years * YEAR_D)
    days = years * YEAR_D * RATES[progression]
    for converse, sign in ((False, 1), (True, -1)):
        found = progress(chart, when, progression=progression, converse=converse)
        sky = cast_chart(moment_at_tt(chart.moment.jd_tt + sign * days), None, chart.options)
        for one, seen in zip(found.bodies, sky.bodies, strict=True):
            assert abs(turn(one.longitude_deg, seen.longitude_deg)) < 1e-5


@given(births, st.floats(0, 90), st.booleans())
def test_each_midheaven_moves_as_its_name_says(chart: Chart, years: float, converse: bool) -> None:
    when, way = later(chart.moment, years * YEAR_D), -1 if converse else 1
    natal_degree, natal_armc = midheaven_of(chart)
    found = {
        midheaven: secondary(chart, when, midheaven=midheaven, converse=converse) for midheaven in ProgressedMidheaven
    }
    sun = found[ProgressedMidheaven.NAIBOD].bodies[0]
    in_longitude = turn(chart.bodies[0].longitude_deg, sun.longitude_deg)
    in_right_ascension = turn(chart.bodies[0].right_ascension_deg, sun.right_ascension_deg)
    mean = way * years * 0.98564736  # 0°59'08.33" a year
    expected = {
        ProgressedMidheaven.NAIBOD: (None, natal_armc + mean),
        ProgressedMidheaven.NAIBOD_LONGITUDE: (natal_degree + mean, None),
        ProgressedMidheaven.SOLAR_ARC_LONGITUDE: (natal_degree + in_longitude, None),
        ProgressedMidheaven.SOLAR_ARC_RIGHT_ASCENSION: (None, natal_armc + in_right_ascension),
        ProgressedMidheaven.MEAN_QUOTIDIAN: (None, natal_armc + way * years * 360.985647366),
    }
    for midheaven, (degree, armc) in expected.items():
        was = midheaven_of(found[midheaven])
        if degree is not None:
            assert abs(turn(degree, was[0])) < 0.002, midheaven
        if armc is not None:
            assert abs(turn(armc, was[1])) < 0.006, midheaven  # nutation, and the Earth's uneven turning


@given(births, st.floats(1, 90))
def test_ascendant_and_cusps_belong_to_the_progressed_meridian_at_the_latitude_of_birth(
    chart: Chart, years: float
) -> None:
    found = secondary(chart, later(chart.moment, years * YEAR_D))
    assert found.angles is not None
    assert found.houses is not None
    assert found.houses.cusps_deg[0] == pytest.approx(found.angles.ascendant)
    assert found.houses.cusps_deg[9] == pytest.approx(found.angles.midheaven)
    assert 0 < (found.angles.ascendant - found.angles.midheaven) % 360 < 180


def test_mean_quotidian_is_the_chart_of_the_progressed_moment_itself() -> None:
    for chart in drawn_births(5, 8):
        found = secondary(chart, later(chart.moment, 12_000), midheaven=ProgressedMidheaven.MEAN_QUOTIDIAN)
        plain = cast_chart(found.moment, chart.place, chart.options)
        assert (found.bodies, found.angles, found.houses, found.aspects) == (
            plain.bodies, plain.angles, plain.houses, plain.aspects,
        )  # fmt: skip


def test_the_named_progressions_are_the_ones_they_name() -> None:
    chart, when = born(at(1990, 5, 17, 17, 30)), at(2025, 6, 21)
    for named, progression in ((secondary, "secondary"), (tertiary, "tertiary"), (minor, "minor")):
        for converse in (False, True):
            found = named(chart, when, converse=converse)
            assert found == progress(chart, when, progression=Progression(progression), converse=converse)
            (said,) = [note.text for note in found.notes if note.code == "progressed"]
            assert progression in said
            assert ("converse" in said) == converse


def test_a_sidereal_chart_progresses_in_its_own_zodiac() -> None:
    sidereal = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
    moment, when = at(1990, 5, 17, 17, 30), at(2025, 6, 21)
    for midheaven in ProgressedMidheaven:
        plain = secondary(born(moment), when, midheaven=midheaven)
        found = secondary(born(moment, HALIFAX, sidereal), when, midheaven=midheaven)
        assert found.ayanamsa_deg is not None
        assert plain.angles is not None
        assert found.angles is not None
        # Precession during the progressed days is a part of the tropical arc alone: 5" in 35 days.
        assert abs(turn(found.angles.ascendant + found.ayanamsa_deg, plain.angles.ascendant)) < 0.004
        assert abs(turn(found.bodies[1].longitude_deg + found.ayanamsa_deg, plain.bodies[1].longitude_deg)) < 1e-6


def test_a_relocated_chart_progresses_at_its_new_place() -> None:
    when = at(2025, 6, 21)
    there = secondary(born(at(1990, 5, 17), WELLINGTON), when)
    here = secondary(born(at(1990, 5, 17)), when)
    assert there.place == WELLINGTON
    assert there.houses != here.houses
    assert [one.longitude_deg for one in there.bodies] == [one.longitude_deg for one in here.bodies]


def test_charts_without_houses_or_angles_progress_without_them() -> None:
    when = at(2025, 6, 21)
    polar = secondary(born(at(1990, 5, 17), TROMSO), when)
    assert polar.angles is not None
    assert polar.houses is None
    assert "houses_undefined" in {note.code for note in polar.notes}
    sky = secondary(born(at(1990, 5, 17), None), when)
    assert (sky.angles, sky.houses) == (None, None)


def test_topocentric_bodies_at_birth_are_natal() -> None:
    chart = born(at(1990, 5, 17), options=ChartOptions(topocentric=True, bodies=(Body.MOON,)))
    (moon,) = secondary(chart, chart.moment).bodies
    assert abs(turn(moon.longitude_deg, chart.bodies[0].longitude_deg)) < 1e-5


def test_nobody_is_progressed_to_a_time_before_birth_or_beyond_the_ephemeris() -> None:
    chart = born(at(1990, 5, 17))
    with pytest.raises(InvalidInput) as caught:
        secondary(chart, at(1990, 5, 16))
    assert caught.value.field == "to"
    with pytest.raises(OutsideEphemeris):
        minor(born(at(1, 3, 1)), at(100, 1, 1), converse=True)
