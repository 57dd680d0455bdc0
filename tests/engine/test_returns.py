"""Returns: the body where it was, every return and none twice, in every month of birth, forwards and back."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pairs import ARCSECOND, HALIFAX, WELLINGTON, YEAR_D, at, births, born, later, turn

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions
from outer_skies.engine.ephemeris import sight
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.techniques.passages import Goal, passages
from outer_skies.engine.techniques.returns import cast_return, find_returns
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput, OutsideEphemeris, Undefined

CLOSE = 0.01 * ARCSECOND
CHART = born(at(1990, 5, 17, 17, 30))
SIDEREAL = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
TOPOCENTRIC = ChartOptions(topocentric=True)


def longitude(chart: Chart, body: Body) -> float:
    return next(one.longitude_deg for one in chart.bodies if one.body is body)


QUICK = (Body.SUN, Body.MOON, Body.MERCURY, Body.SATURN, Body.MEAN_NODE)
CASES = {
    **{f"{body} tropical": (body, ChartOptions()) for body in Body if body not in {Body.PHOLUS, Body.PLUTO}},
    **{f"{body} sidereal": (body, SIDEREAL) for body in QUICK},
    **{f"{body} topocentric": (body, TOPOCENTRIC) for body in QUICK},
}


@pytest.mark.parametrize(("body", "options"), CASES.values(), ids=CASES)
def test_the_body_is_within_a_hundredth_of_a_second_of_where_it_was(body: Body, options: ChartOptions) -> None:
    chart = born(at(1990, 5, 17, 17, 30), options=options)
    for number in (1, 3, -2) if body in QUICK else (1,):
        found = cast_return(chart, body, at(2003, 7, 1), number=number)
        assert abs(turn(longitude(chart, body), longitude(found, body))) < CLOSE
        assert (found.moment.jd_tt < at(2003, 7, 1).jd_tt) == (number < 0)


@pytest.mark.parametrize("day", [15, 28])
@pytest.mark.parametrize("month", range(1, 13))
def test_a_solar_return_falls_on_the_birthday_of_the_year_asked_for(month: int, day: int) -> None:
    """A year off for births of July to December is a known mistake."""
    chart = born(at(1987, month, day, 6))
    for year in range(1989, 2040, 3):
        found = cast_return(chart, Body.SUN, at(year, 1, 1))
        birthday = at(year, month, day, 6)
        assert abs(found.moment.jd_tt - birthday.jd_tt) < 1.5
        before = cast_return(chart, Body.SUN, at(year, 1, 1), number=-1)
        assert abs(before.moment.jd_tt - at(year - 1, month, day, 6).jd_tt) < 1.5


def test_who_is_born_on_a_leap_day_has_a_birthday_every_year() -> None:
    chart = born(at(1988, 2, 29, 12))
    found = find_returns(chart, Body.SUN, at(1988, 3, 1), at(2028, 3, 1))
    assert [one.utc[:4] for one in found] == [str(year) for year in range(1989, 2029)]
    assert {one.utc[5:10] for one in found} <= {"02-28", "02-29", "03-01"}


@settings(max_examples=25)
@given(births, st.integers(1, 80))
def test_the_nth_solar_return_comes_n_years_after_birth(chart: Chart, number: int) -> None:
    found = cast_return(chart, Body.SUN, chart.moment, number=number)
    assert found.moment.jd_tt - chart.moment.jd_tt == pytest.approx(number * YEAR_D, abs=0.2)
    back = cast_return(chart, Body.SUN, chart.moment, number=-number)
    assert back.moment.jd_tt - chart.moment.jd_tt == pytest.approx(-number * YEAR_D, abs=0.2)


def every_pass(body: Body, goal_deg: float, start: float, end: float, step: float) -> list[float]:
    """A plain walk through time: where the arc to the goal changes sign, the moment by halving."""
    times = np.arange(start, end, step)
    past = np.array([turn(goal_deg, sight(t, (body,))[0].longitude_deg) for t in times.tolist()])
    found: list[float] = []
    for index in np.flatnonzero((past[1:] >= 0) != (past[:-1] >= 0)).tolist():
        if abs(past[index + 1] - past[index]) > 180:
            continue
        low, high, rising = times[index], times[index + 1], past[index] < 0
        for _ in range(40):
            middle = (low + high) / 2
            is_past = turn(goal_deg, sight(middle, (body,))[0].longitude_deg) >= 0
            low, high = (low, middle) if is_past == rising else (middle, high)
        found.append(float(low))
    return found


@pytest.mark.parametrize(
    ("body", "years", "step"),
    [
        (Body.SUN, 20, 5), (Body.MOON, 3, 1), (Body.MERCURY, 12, 1), (Body.VENUS, 12, 2), (Body.MARS, 16, 2),
        (Body.JUPITER, 30, 4), (Body.SATURN, 40, 4), (Body.TRUE_NODE, 19.2, 0.5), (Body.MEAN_NODE, 40, 8),
        (Body.CHIRON, 51, 4),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_every_pass_of_a_body_that_turns_back_is_a_return_and_nothing_else_is(
    body: Body, years: float, step: float
) -> None:
    start, end = at(1990, 6, 1), later(at(1990, 6, 1), years * YEAR_D)
    found = [one.jd_tt for one in find_returns(CHART, body, start, end)]
    assert found == pytest.approx(every_pass(body, longitude(CHART, body), start.jd_tt, end.jd_tt, step), abs=1e-3)


def test_returns_asked_for_one_by_one_are_those_of_the_whole_interval() -> None:
    for body, count in ((Body.MERCURY, 12), (Body.SATURN, 4), (Body.MOON, 30)):
        found = [cast_return(CHART, body, CHART.moment, number=number).moment for number in range(1, count)]
        assert all(one.jd_tt < then.jd_tt for one, then in pairwise(found))
        between = find_returns(CHART, body, later(CHART.moment, 0.02), later(found[-1], 0.01))
        assert [one.jd_tt for one in between] == pytest.approx([one.jd_tt for one in found], abs=1e-7)
        back = [cast_return(CHART, body, later(found[-1], 0.01), number=-number).moment for number in range(1, count)]
        assert [one.jd_tt for one in back[::-1]] == pytest.approx([one.jd_tt for one in found], abs=1e-7)


def test_the_chart_itself_is_no_return_and_is_passed_over() -> None:
    last = cast_return(CHART, Body.SUN, later(CHART.moment, -100), number=1)
    assert last.moment.jd_tt - CHART.moment.jd_tt == pytest.approx(YEAR_D, abs=0.1)
    before = cast_return(CHART, Body.SUN, later(CHART.moment, 100), number=-1)
    assert before.moment.jd_tt - CHART.moment.jd_tt == pytest.approx(-YEAR_D, abs=0.1)


@pytest.mark.parametrize(("body", "step"), [(Body.TRUE_NODE, 0.25), (Body.MERCURY, 1.0), (Body.TRUE_LILITH, 0.25)])
def test_no_pass_over_any_longitude_is_missed_or_told_twice(body: Body, step: float) -> None:
    start, end = at(1995, 1, 1).jd_tt, at(1997, 1, 1).jd_tt
    times = np.arange(start, end + step, step)
    longitudes = np.unwrap([sight(t, (body,))[0].longitude_deg for t in times.tolist()], period=360)
    for goal in range(0, 360, 3):
        past = (longitudes - goal + 180) % 360 - 180
        changed = ((past[1:] >= 0) != (past[:-1] >= 0)) & (np.abs(np.diff(past)) < 180)
        found = passages(Goal(body, float(goal)), start, float(times[-1]))
        assert len(found) == np.count_nonzero(changed), goal
        assert found == pytest.approx((times[:-1][changed] + step / 2).tolist(), abs=step / 2 + 1e-6)


@pytest.mark.parametrize("number", range(1, 8))
def test_a_return_seen_from_the_ground_is_found_from_just_before_and_just_after(number: int) -> None:
    """Parallax moves it by up to two hours from the return as seen from the Earth's centre, either way."""
    chart = born(at(1990, 5, 17, 17, 30), options=TOPOCENTRIC)
    found = cast_return(chart, Body.MOON, at(2003, 7, 1), number=number).moment
    before = cast_return(chart, Body.MOON, later(found, -1e-4)).moment
    after = cast_return(chart, Body.MOON, later(found, 1e-4), number=-1).moment
    assert [before.jd_tt, after.jd_tt] == pytest.approx([found.jd_tt] * 2, abs=1e-6)


def test_a_return_at_the_moment_asked_for_is_the_first() -> None:
    first = cast_return(CHART, Body.SUN, at(2000, 1, 1)).moment
    assert cast_return(CHART, Body.SUN, later(first, -1e-4)).moment.jd_tt == pytest.approx(first.jd_tt, abs=1e-7)
    assert cast_return(CHART, Body.SUN, later(first, 1e-4)).moment.jd_tt > first.jd_tt + 300


def test_with_precession_taken_away_the_sun_returns_among_the_stars() -> None:
    years = 36
    plain = cast_return(CHART, Body.SUN, CHART.moment, number=years)
    found = cast_return(CHART, Body.SUN, CHART.moment, number=years, precession_corrected=True)
    moved = turn(longitude(plain, Body.SUN), longitude(found, Body.SUN))
    assert moved == pytest.approx(years * 50.29 * ARCSECOND, abs=20 * ARCSECOND)  # nutation besides
    days = moved / plain.bodies[0].speed_deg_per_day
    assert found.moment.jd_tt - plain.moment.jd_tt == pytest.approx(days, rel=1e-3)
    sidereal = born(at(1990, 5, 17, 17, 30), options=SIDEREAL)
    for corrected in (False, True):
        own = cast_return(sidereal, Body.SUN, CHART.moment, number=years, precession_corrected=corrected)
        assert own.moment.jd_tt == pytest.approx(found.moment.jd_tt, abs=2e-5)


def test_a_return_is_cast_where_one_is() -> None:
    home, away = (cast_return(CHART, Body.SUN, at(2020, 1, 1), place=place) for place in (None, WELLINGTON))
    assert (home.place, away.place) == (HALIFAX, WELLINGTON)
    assert home.moment == away.moment
    assert home.houses != away.houses
    assert [note.text for note in home.notes if note.code == "return"] == ["Sun returns to 26°32′ Taurus."]


def test_what_does_not_come_back_is_refused_in_words() -> None:
    for number in (0, 2001, -2001):
        with pytest.raises(InvalidInput) as caught:
            cast_return(CHART, Body.SUN, at(2000, 1, 1), number=number)
        assert caught.value.field == "number"
    seen_from_the_ground = born(at(1990, 5, 17, 17, 30), options=TOPOCENTRIC)
    with pytest.raises(Undefined, match="geocentric"):
        cast_return(seen_from_the_ground, Body.TRUE_LILITH, at(2003, 7, 1), number=3)
    with pytest.raises(Undefined):
        cast_return(CHART, Body.CHIRON, at(2390, 1, 1), number=9)
    with pytest.raises(Undefined):
        cast_return(born(at(1990, 5, 17), options=ChartOptions(bodies=(Body.SUN,))), Body.MOON, at(2000, 1, 1))
    with pytest.raises(InvalidInput) as caught:
        find_returns(CHART, Body.SUN, at(2001, 1, 1), at(2000, 1, 1))
    assert caught.value.field == "to"
    with pytest.raises((OutsideEphemeris, Undefined)):
        cast_return(CHART, Body.SUN, moment_at_tt(2816788.5 - 3), number=4)
