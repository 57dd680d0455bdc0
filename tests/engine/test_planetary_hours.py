"""Planetary hours: the planets follow one another without gap, and where there is no sunrise there are none."""

from itertools import pairwise

import msgspec
import numpy as np
import pytest

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, cast_chart
from outer_skies.engine.ephemeris import THEORY_END_JD_TT, THEORY_START_JD_TT
from outer_skies.engine.events.hours import Hour, planetary_hours
from outer_skies.engine.events.rising import VISIBLE_HORIZON, find_arcs
from outer_skies.engine.moments import CivilDate, CivilTime, moment_at_tt, resolve_moment
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.planetary_hours import (
    CHALDEAN,
    DAY_RULERS,
    PlanetaryHours,
    find_planetary_hours,
    hour_ruler,
)
from outer_skies.errors import Undefined

SECOND = 1 / 86400
NEW_YORK, TROMSO = Place("New York", 40.7143, -74.006), Place("Tromso", 69.65, 18.96)
APIA = Place("Apia", -13.83, -171.77)
PLACES = [NEW_YORK, TROMSO, APIA, Place("Quito", -0.18, -78.47), Place("Dunedin", -45.87, 170.5)]


def chart(date: tuple[int, int, int], time: tuple[int, int], place: Place, zone: str | None) -> Chart:
    return cast_chart(resolve_moment(CivilDate(*date), CivilTime(*time), place, zone=zone), place)


@pytest.mark.parametrize(
    ("day", "ruler"),
    [(16, Body.SUN), (17, Body.MOON), (18, Body.MARS), (19, Body.MERCURY), (20, Body.JUPITER), (21, Body.VENUS),
     (22, Body.SATURN)],
)  # fmt: skip
def test_a_day_belongs_to_the_planet_it_is_named_after(day: int, ruler: Body) -> None:
    """16 June 2024 was a Sunday."""
    found = find_planetary_hours(chart((2024, 6, day), (12, 0), NEW_YORK, "America/New_York"))
    assert found.day_ruler is ruler
    assert found.is_day


def test_the_day_begins_at_sunrise_and_its_first_hour_is_its_own() -> None:
    """New York, 16 June 2024: sunrise 5:24, sunset 20:29 (US Naval Observatory, to the minute)."""
    found = find_planetary_hours(chart((2024, 6, 16), (5, 30), NEW_YORK, "America/New_York"))
    assert (found.hour, found.hour_ruler, found.day_ruler) == (1, Body.SUN, Body.SUN)
    assert found.sunrise_utc[:16] == "2024-06-16T09:24"
    assert found.sunset_utc[:16] in {"2024-06-17T00:29", "2024-06-17T00:30"}
    before = find_planetary_hours(chart((2024, 6, 16), (5, 20), NEW_YORK, "America/New_York"))
    assert (before.hour, before.day_ruler, before.hour_ruler) == (24, Body.SATURN, Body.MARS)
    assert not before.is_day


def test_the_order_of_hours_gives_the_order_of_days() -> None:
    """Cassius Dio, Roman History 37.19: count on, and the 25th hour belongs to the ruler of the next day."""
    for one, following in pairwise((*DAY_RULERS, DAY_RULERS[0])):
        assert hour_ruler(one, 1) is one
        assert hour_ruler(one, 25) is following
    assert [hour_ruler(Body.SATURN, hour) for hour in range(1, 8)] == list(CHALDEAN)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_hours_of_a_year_follow_one_another_and_fill_the_days(place: Place) -> None:
    start, end = 2460310.5, 2460676.5
    hours = planetary_hours(start, end, place)
    for one, other in pairwise(hours):
        if other.start_jd_tt - one.end_jd_tt < SECOND:
            assert abs(other.start_jd_tt - one.end_jd_tt) < SECOND / 100
            assert other.hour == one.hour % 24 + 1
            assert CHALDEAN.index(other.hour_ruler) == (CHALDEAN.index(one.hour_ruler) + 1) % 7
    if place is not TROMSO:
        assert hours[0].start_jd_tt <= start
        assert hours[-1].end_jd_tt >= end
        assert sum(one.end_jd_tt - one.start_jd_tt for one in hours[1:-1]) == pytest.approx(366, abs=0.2)
    firsts = [one for one in hours if one.hour == 1]
    arcs = find_arcs(Body.SUN, start - 1, end + 1, place, VISIBLE_HORIZON)
    assert all(np.abs(arcs.jd_tt[arcs.is_rising] - one.start_jd_tt).min() < SECOND for one in firsts)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_the_hour_of_a_chart_is_the_hour_of_the_list(place: Place) -> None:
    hours = planetary_hours(2460310.5, 2460676.5, place)
    for jd_tt in np.random.default_rng(4).uniform(2460311.0, 2460676.0, 120).tolist():
        listed = [one for one in hours if one.start_jd_tt <= jd_tt < one.end_jd_tt]
        try:
            found = find_planetary_hours(cast_chart(moment_at_tt(jd_tt), place))
        except Undefined:
            assert place is TROMSO
            assert listed == []
            continue
        (one,) = listed
        assert one == Hour(
            pytest.approx(found.start_jd_tt, abs=SECOND),
            pytest.approx(found.end_jd_tt, abs=SECOND),
            found.hour,
            found.day_ruler,
            found.hour_ruler,
        )


def test_in_polar_day_and_polar_night_there_are_no_hours() -> None:
    for month, day in ((6, 21), (12, 21)):
        with pytest.raises(Undefined) as refused:
            find_planetary_hours(chart((2024, month, day), (12, 0), TROMSO, "Europe/Oslo"))
        assert "\n" not in str(refused.value)
    assert planetary_hours(2460470.5, 2460480.5, TROMSO) == []


def test_days_have_the_names_of_the_place_s_own_calendar() -> None:
    """Apia went over the date line on 29 December 2011: its sunrise of Saturday 31 followed Thursday's."""
    saturday = chart((2011, 12, 31), (12, 0), APIA, "Pacific/Apia")
    assert find_planetary_hours(saturday).day_ruler is Body.SATURN
    thursday = chart((2011, 12, 29), (12, 0), APIA, "Pacific/Apia")
    assert find_planetary_hours(thursday).day_ruler is Body.JUPITER
    assert saturday.moment.jd_tt - thursday.moment.jd_tt == pytest.approx(1.0)
    by_zone = planetary_hours(saturday.moment.jd_tt, saturday.moment.jd_tt + SECOND, APIA, "Pacific/Apia")
    assert by_zone[0].day_ruler is Body.SATURN


def test_without_a_place_there_are_no_hours() -> None:
    with pytest.raises(Undefined):
        find_planetary_hours(cast_chart(moment_at_tt(2451545.0), None))


def test_hours_have_a_json_form() -> None:
    found = find_planetary_hours(cast_chart(moment_at_tt(2451545.0), NEW_YORK))
    assert msgspec.convert(msgspec.to_builtins(found), PlanetaryHours) == found
    assert msgspec.to_builtins(found)["hour_ruler"] in {one.value for one in CHALDEAN}


@pytest.mark.parametrize("jd_tt", [THEORY_START_JD_TT + 1.2, THEORY_END_JD_TT - 1.6])
def test_hours_are_those_of_brute_force_to_the_ends_of_the_ephemeris(jd_tt: float) -> None:
    found = find_planetary_hours(cast_chart(moment_at_tt(jd_tt), APIA))
    arcs = find_arcs(Body.SUN, THEORY_START_JD_TT, THEORY_START_JD_TT + 3, APIA, VISIBLE_HORIZON)
    if jd_tt > THEORY_START_JD_TT + 3:
        arcs = find_arcs(Body.SUN, THEORY_END_JD_TT - 4, THEORY_END_JD_TT - 0.1, APIA, VISIBLE_HORIZON)
    for time in (found.sunrise_jd_tt, found.sunset_jd_tt):
        assert np.abs(arcs.jd_tt - time).min() < SECOND
