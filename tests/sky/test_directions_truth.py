"""Progressions, solar arcs and primary directions worked out anew: Skyfield's sky, own sphere, a clock of risings."""

from math import floor
from random import Random

import pytest
from house_formulas import placidus
from skyfield_truth import apparent_sidereal_time_deg, places_of, time_of, true_obliquity_deg
from sphere import Sky, direction, gap_deg, root_between

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.primary_directions import (
    Direction,
    DirectionPlane,
    DirectionWay,
    primary_directions,
)
from outer_skies.engine.techniques.progressions import ProgressedMidheaven, Progression, progress
from outer_skies.engine.techniques.solar_arc import ArcCircle, solar_arc

PLANETS = tuple(Body)[:10]
YEAR_D, MONTH_D = 365.24219, 27.321582
RATES = {Progression.SECONDARY: 1 / YEAR_D, Progression.TERTIARY: 1 / MONTH_D, Progression.MINOR: MONTH_D / YEAR_D}
NAIBOD_DEG = 59 / 60 + 8.33 / 3600
ARCSECOND = 1 / 3600


def births(count: int, seed: int) -> list[Chart]:
    chance = Random(seed)  # noqa: S311  births, not secrets
    return [
        cast_chart(
            moment_at_tt(chance.uniform(2424151.5, 2451545.0)),
            Place("", chance.uniform(-58, 58), chance.uniform(-180, 180)),
            ChartOptions(bodies=PLANETS),
        )
        for _ in range(count)
    ]


BIRTHS = births(6, 20)


@pytest.mark.parametrize("progression", Progression)
@pytest.mark.parametrize("converse", [False, True])
@pytest.mark.parametrize("number", range(3))
def test_progressed_bodies_stand_where_skyfield_sees_them(
    number: int, progression: Progression, converse: bool
) -> None:
    chart = BIRTHS[number]
    lived = 41.7 * YEAR_D
    found = progress(chart, moment_at_tt(chart.moment.jd_tt + lived), progression=progression, converse=converse)
    days = lived * RATES[progression] * (-1 if converse else 1)
    t = time_of(chart.moment.jd_tt + days)
    for one in found.bodies:
        seen = places_of(one.body, t)
        assert abs(gap_deg(one.longitude_deg, seen.longitude_deg)) < 0.5 * ARCSECOND
        assert abs(one.declination_deg - seen.declination_deg) < 0.5 * ARCSECOND


def sky_of(chart: Chart, armc_deg: float, jd_tt: float) -> Sky:
    assert chart.place is not None
    return Sky(armc_deg, true_obliquity_deg(jd_tt), chart.place.north_latitude_deg)


@pytest.mark.parametrize("midheaven", ProgressedMidheaven)
@pytest.mark.parametrize("number", range(6))
def test_progressed_angles_and_cusps_follow_from_the_sidereal_time_worked_out_anew(
    number: int, midheaven: ProgressedMidheaven
) -> None:
    chart, years = BIRTHS[number], 33.3
    assert chart.place is not None
    born = chart.moment.jd_tt
    natal_armc = apparent_sidereal_time_deg(born, chart.moment.delta_t_s) + chart.place.east_longitude_deg
    natal = sky_of(chart, natal_armc, born)
    before, after = places_of(Body.SUN, time_of(born)), places_of(Body.SUN, time_of(born + years))
    then = sky_of(chart, natal_armc, born + years)
    armc = {
        ProgressedMidheaven.NAIBOD: natal_armc + years * NAIBOD_DEG,
        ProgressedMidheaven.NAIBOD_LONGITUDE: then.right_ascension(natal.midheaven + years * NAIBOD_DEG),
        ProgressedMidheaven.SOLAR_ARC_LONGITUDE: then.right_ascension(
            natal.midheaven + gap_deg(after.longitude_deg, before.longitude_deg)
        ),
        ProgressedMidheaven.SOLAR_ARC_RIGHT_ASCENSION: natal_armc
        + gap_deg(after.right_ascension_deg, before.right_ascension_deg),
        ProgressedMidheaven.MEAN_QUOTIDIAN: apparent_sidereal_time_deg(born + years, chart.moment.delta_t_s)
        + chart.place.east_longitude_deg,
    }[midheaven]
    sky = sky_of(chart, armc, born + years)
    found = progress(chart, moment_at_tt(born + years * YEAR_D), midheaven=midheaven)
    assert found.angles is not None
    assert found.houses is not None
    close = 2 * ARCSECOND  # the Ascendant may move three times as far as the meridian, Delta T's day apart
    assert abs(gap_deg(found.angles.midheaven, sky.midheaven)) < close
    assert abs(gap_deg(found.angles.ascendant, sky.ascendant)) < close
    assert abs(gap_deg(found.angles.vertex, sky.vertex)) < 5 * close
    assert max(abs(gap_deg(a, b)) for a, b in zip(found.houses.cusps_deg, placidus(sky), strict=True)) < close


@pytest.mark.parametrize("number", range(6))
def test_the_solar_arc_is_what_skyfields_sun_moves_in_as_many_days(number: int) -> None:
    chart, years = BIRTHS[number], 57.25
    born = chart.moment.jd_tt
    for converse, days in ((False, years), (True, -years)):
        before, after = places_of(Body.SUN, time_of(born)), places_of(Body.SUN, time_of(born + days))
        when = moment_at_tt(born + years * YEAR_D)
        along = solar_arc(chart, when, converse=converse)
        arc = gap_deg(after.longitude_deg, before.longitude_deg)
        for one, natal in zip(along.bodies, chart.bodies, strict=True):
            assert abs(gap_deg(one.longitude_deg, natal.longitude_deg + arc)) < 0.1 * ARCSECOND
        around = solar_arc(chart, when, circle=ArcCircle.RIGHT_ASCENSION, converse=converse)
        arc = gap_deg(after.right_ascension_deg, before.right_ascension_deg)
        for one, natal in zip(around.bodies, chart.bodies, strict=True):
            assert abs(gap_deg(one.right_ascension_deg, natal.right_ascension_deg + arc)) < 0.1 * ARCSECOND


class Course:
    """The daily course of a point that turns with the sky: when it rises, culminates, sets and anticulminates.

    Degrees of the sky's turning from birth. The horizon is found by halving, from the height above it alone.
    """

    def __init__(self, sky: Sky, right_ascension_deg: float, declination_deg: float) -> None:
        point = direction(right_ascension_deg, declination_deg)

        def height(turned_deg: float) -> float:
            return float(point @ Sky(sky.armc_deg + turned_deg, 0.0, sky.north_latitude_deg).zenith)

        self.upper = (right_ascension_deg - sky.armc_deg) % 360
        self.rise = root_between(height, self.upper - 180, self.upper)
        self.set = root_between(lambda turned: -height(turned), self.upper, self.upper + 180)

    def marks(self) -> list[float]:
        """A rising, the next culmination, setting, anticulmination, and the rising of the next day."""
        return [self.rise, self.upper, self.set, self.upper + 180, self.rise + 360]

    def share(self, turned_deg: float) -> float:
        """Quarters of its day since it rose, [0, 4): 1 at the upper meridian, 2 at the setting horizon."""
        marks = self.marks()
        since = marks[0] + (turned_deg - marks[0]) % 360
        quarter = max(number for number in range(4) if marks[number] <= since)
        return quarter + (since - marks[quarter]) / (marks[quarter + 1] - marks[quarter])

    def when(self, share: float) -> float:
        """How far the sky turns from birth until it has that share of its day behind it, in [0, 360)."""
        marks, quarter = self.marks(), floor(share % 4)
        return (marks[quarter] + (share % 4 - quarter) * (marks[quarter + 1] - marks[quarter])) % 360


FIXED = {"ascendant": 0.0, "midheaven": 1.0}


def course_of(chart: Chart, sky: Sky, point: str, turned_deg: float, plane: DirectionPlane) -> Course:
    if plane is DirectionPlane.MUNDO and point not in FIXED:
        one = next(one for one in chart.bodies if one.body == point)
        return Course(sky, one.right_ascension_deg, one.declination_deg)
    assert chart.angles is not None
    longitude = {"ascendant": sky.ascendant, "midheaven": sky.midheaven, "fortune": chart.lots[0].longitude_deg}.get(
        point
    )
    if longitude is None:
        longitude = next(one.longitude_deg for one in chart.bodies if one.body == point)
    degree = longitude + turned_deg
    return Course(sky, sky.right_ascension(degree), sky.declination(degree))


def arc_of(chart: Chart, sky: Sky, asked: Direction, plane: DirectionPlane) -> float:
    """How far the sky turns until one has the other's share of the day behind it."""
    in_mundo = plane is DirectionPlane.MUNDO
    turned = 0.0 if in_mundo else asked.aspect_deg
    # The mundane circle runs against the day: houses follow one another from the rising point downwards.
    houses = -asked.aspect_deg / 90 if in_mundo else 0.0
    promissor = course_of(chart, sky, asked.promissor, turned, plane)
    significator = course_of(chart, sky, asked.significator, 0.0, plane)
    own = FIXED.get(asked.significator, significator.share(0.0))
    if asked.way is DirectionWay.CONVERSE:
        return significator.when(promissor.share(0.0) + houses)
    forwards = promissor.when(own - houses)
    return forwards if asked.way is DirectionWay.DIRECT else (-forwards) % 360


@pytest.mark.parametrize("plane", DirectionPlane)
@pytest.mark.parametrize("number", range(6))
def test_every_primary_direction_is_the_turning_that_a_clock_of_risings_finds(
    number: int, plane: DirectionPlane
) -> None:
    chart = BIRTHS[number]
    assert chart.angles is not None
    sky = sky_of(chart, chart.angles.armc_deg, chart.moment.jd_tt)
    found = primary_directions(
        chart,
        moment_at_tt(chart.moment.jd_tt + 120 * YEAR_D),
        plane=plane,
        ways=tuple(DirectionWay),
        promissors=(Body.MOON, Body.MARS, Body.SATURN, Body.PLUTO),
    ).directions
    assert {one.way for one in found} == set(DirectionWay)
    assert len(found) > 90
    for one in found:
        assert abs(gap_deg(arc_of(chart, sky, one, plane), one.arc_deg)) < 1e-4, one


@pytest.mark.parametrize("number", range(6))
def test_a_placidus_cusp_comes_to_the_meridian_after_a_third_of_its_semi_arc(number: int) -> None:
    """The eleventh cusp has two thirds of its diurnal semi-arc behind it, the twelfth one: so Placidus defines them."""
    chart = BIRTHS[number]
    assert chart.angles is not None
    sky = sky_of(chart, chart.angles.armc_deg, chart.moment.jd_tt)
    cusps = placidus(sky)
    for house, share in ((11, 2 / 3), (12, 1 / 3), (9, 4 / 3), (8, 5 / 3), (2, 11 / 3), (3, 10 / 3)):
        degree = cusps[house - 1]
        course = Course(sky, sky.right_ascension(degree), sky.declination(degree))
        assert course.share(0.0) == pytest.approx(share, abs=1e-5)
