"""Rising, culminating, setting: as the library has it, as brute force has it, and honest in polar day and night."""

import math
from itertools import pairwise

import msgspec
import numpy as np
import pytest

from outer_skies.engine import ephemeris
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import sight
from outer_skies.engine.events.rising import (
    TRUE_HORIZON,
    VISIBLE_HORIZON,
    Horizon,
    Passages,
    above_horizon_deg,
    find_passages,
)
from outer_skies.engine.horizon import Corner
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.rotation import delta_t_days, sidereal_deg
from outer_skies.engine.stars import star_named
from outer_skies.errors import InvalidInput, OutsideEphemeris, Undefined

swe = ephemeris.swe
DAY_S = 86400.0
START = 2460310.5  # 2024-01-01
HALIFAX, QUITO = Place("Halifax", 44.65, -63.57), Place("Quito", -0.18, -78.47)
TROMSO, MCMURDO = Place("Tromso", 69.65, 18.96), Place("McMurdo", -77.85, 166.67)
ALERT, NEAR_POLE = Place("Alert", 82.5, -62.3), Place("Beside the pole", 89.2, 40.0)
POLE = Place("North Pole", 90.0, 0.0)
PLACES = [HALIFAX, QUITO, TROMSO, MCMURDO, ALERT]
NUMBERS = {Body.SUN: 0, Body.MOON: 1, Body.VENUS: 3, Body.SATURN: 6}


def passages(place: Place, body: Body, days: float, horizon: Horizon = VISIBLE_HORIZON) -> Passages:
    return find_passages(moment_at_tt(START), moment_at_tt(START + days), place, (body,), horizon=horizon)


def times(found: Passages, corner: Corner) -> np.ndarray:
    jd_tt = np.array([one.jd_tt for one in found.passages if one.corner is corner])
    return jd_tt - delta_t_days(jd_tt) if jd_tt.size else jd_tt


def by_library(body: Body, flag: int, place: Place, days: float, horizon: Horizon) -> np.ndarray:
    """Every passage by asking again and again for the next one."""
    ephemeris._prepare_thread()
    where = (place.east_longitude_deg, place.north_latitude_deg, 0.0)
    flags = flag
    if flag in {swe.CALC_RISE, swe.CALC_SET}:
        flags |= swe.BIT_NO_REFRACTION
        if not horizon.is_upper_limb or body not in {Body.SUN, Body.MOON}:
            flags |= swe.BIT_DISC_CENTER
    first, last = START - 0.0008, START + days - 0.0008
    at, found = first - 1.0, list[float]()
    while at < last:
        answer, when = swe.rise_trans_true_hor(at, NUMBERS[body], flags, where, 0, 0, -horizon.refraction_deg)
        if answer < 0:
            at += 0.5
            continue
        if not found or when[0] - found[-1] > 0.001:
            found.append(when[0])
        at = when[0] + 0.01
    return np.array([one for one in found if first <= one < last])


ASKED = [
    *((place, body, VISIBLE_HORIZON, 200) for place in PLACES for body in (Body.SUN, Body.MOON)),
    *((TROMSO, body, TRUE_HORIZON, 100) for body in NUMBERS),
    *((HALIFAX, body, Horizon(is_upper_limb=False), 60) for body in NUMBERS),
]


@pytest.mark.parametrize(
    ("place", "body", "horizon", "days"), ASKED, ids=lambda value: getattr(value, "name", "").lower() or "-"
)
def test_risings_and_settings_are_the_library_s(place: Place, body: Body, horizon: Horizon, days: float) -> None:
    found = passages(place, body, days, horizon)
    for corner, flag in ((Corner.RISING, swe.CALC_RISE), (Corner.SETTING, swe.CALC_SET)):
        ours, theirs = times(found, corner), by_library(body, flag, place, days, horizon)
        assert len(ours) == len(theirs) > 0
        # Where a body hardly climbs 0.1" of altitude is more than a second of time.
        late_s = np.abs(ours - theirs) * DAY_S
        assert np.median(late_s) < 0.05
        assert (late_s < 0.5).mean() > 0.98
        assert late_s.max() < 3


@pytest.mark.parametrize("body", NUMBERS, ids=lambda body: body.value)
def test_culminations_are_the_library_s(body: Body) -> None:
    found = passages(HALIFAX, body, 366)
    for corner, flag in ((Corner.CULMINATING, swe.CALC_MTRANSIT), (Corner.ANTI_CULMINATING, swe.CALC_ITRANSIT)):
        ours, theirs = times(found, corner), by_library(body, flag, HALIFAX, 366, VISIBLE_HORIZON)
        assert len(ours) == len(theirs)
        # The library stops some tenths of a second short of the Moon; what `sight` says is the better judge.
        assert np.abs(ours - theirs).max() * DAY_S < (1.0 if body is Body.MOON else 0.1)
    for one in found.passages:
        if one.corner in {Corner.CULMINATING, Corner.ANTI_CULMINATING}:
            seen = sight(one.jd_tt, (body,))[0]
            turned = sidereal_deg(np.array([one.jd_tt]))[0] + HALIFAX.east_longitude_deg
            half = 0 if one.corner is Corner.CULMINATING else 180
            late_deg = (turned - seen.right_ascension_deg - half + 180) % 360 - 180
            assert late_deg == pytest.approx(0, abs=0.02 / 240)


@pytest.mark.parametrize("place", [HALIFAX, TROMSO], ids=lambda place: place.name)
@pytest.mark.parametrize("body", [Body.SUN, Body.MOON], ids=lambda body: body.value)
def test_brute_force_every_twenty_minutes_sees_the_same_risings_and_settings(body: Body, place: Place) -> None:
    """With positions of `sight` from the ground, for two years, and no strip in between."""
    days = 730
    moments = START + np.arange(0, days, 1 / 72)
    turned = sidereal_deg(moments)
    latitude = math.radians(place.north_latitude_deg)
    up = np.empty(moments.size)
    for number, (jd_tt, armc) in enumerate(zip(moments.tolist(), turned.tolist(), strict=True)):
        seen = sight(jd_tt, (body,), observer=place)[0]
        hour_angle = math.radians(armc + place.east_longitude_deg - seen.right_ascension_deg)
        down = math.radians(seen.declination_deg)
        sine = math.sin(latitude) * math.sin(down) + math.cos(latitude) * math.cos(down) * math.cos(hour_angle)
        radius = (
            959.63 / 3600 / seen.distance_au
            if body is Body.SUN
            else math.degrees(math.asin(1737.4 / 149597870.7 / seen.distance_au))
        )
        up[number] = math.degrees(math.asin(sine)) + 34 / 60 + radius
    at = np.flatnonzero((up[1:] >= 0) != (up[:-1] >= 0))
    found = passages(place, body, days)
    ours = [one for one in found.passages if one.corner in {Corner.RISING, Corner.SETTING}]
    inside = [one for one in ours if one.jd_tt < moments[-1]]
    seen_by_force = [(moments[one], moments[one + 1], bool(up[one + 1] >= 0)) for one in at]
    # In twenty minutes a body can dip below the horizon and come back: brute force cannot see those.
    pairs = [one for one in inside if not any(low <= one.jd_tt <= high for low, high, _ in seen_by_force)]
    assert len(pairs) <= 6
    for low, high, is_rising in seen_by_force:
        (match,) = [one for one in inside if low <= one.jd_tt <= high]
        assert (match.corner is Corner.RISING) == is_rising


def test_polar_day_and_polar_night_are_told_and_nothing_is_found_in_them() -> None:
    found = passages(TROMSO, Body.SUN, 366)
    nights = [one for one in found.unbroken if not one.is_up]
    (summer,) = [one for one in found.unbroken if one.is_up]
    assert len(nights) == 2
    # Midnight sun from 18 May to 26 July and polar night from 27 November to 15 January are what Tromso tells visitors;
    # the upper limb with refraction holds a day or two longer.
    assert "2024-05-16" <= summer.start_utc[:10] <= "2024-05-18"
    assert "2024-07-25" <= summer.end_utc[:10] <= "2024-07-27"
    assert nights[0].end_utc[:10] == "2024-01-15"
    assert "2024-11-25" <= nights[1].start_utc[:10] <= "2024-11-27"
    for one in found.unbroken:
        within = [
            p for p in found.passages
            if one.start_jd_tt < p.jd_tt < one.end_jd_tt and p.corner in {Corner.RISING, Corner.SETTING}
        ]  # fmt: skip
        assert within == []
    # The meridian it passes all the same.
    assert len(times(found, Corner.CULMINATING)) == 366


@pytest.mark.parametrize(
    ("north", "jd_tt"),
    [(65.0, 2453282.0947), (66.5, 2453377.8084), (68.0, 2454842.9705), (75.0, 2454148.9600), (80.0, 2451594.9982)],
)
def test_a_moon_that_skims_the_horizon_beside_the_meridian_is_seen_to_rise_and_set(north: float, jd_tt: float) -> None:
    """Found by looking every minute: up for some minutes, or down, though not when it culminates."""
    place = Place("there", north, 20.0)
    minutes = jd_tt + np.arange(-90, 91) / 1440
    up = above_horizon_deg(Body.MOON, minutes, place, VISIBLE_HORIZON) >= 0
    assert np.count_nonzero(up[1:] != up[:-1]) == 2
    found = find_passages(moment_at_tt(minutes[0]), moment_at_tt(minutes[-1]), place, (Body.MOON,))
    edges = [one for one in found.passages if one.corner in {Corner.RISING, Corner.SETTING}]
    assert len(edges) == 2
    for edge, at in zip(edges, np.flatnonzero(up[1:] != up[:-1]), strict=True):
        assert minutes[at] <= edge.jd_tt <= minutes[at + 1]


def test_at_the_pole_the_sun_rises_and_sets_once_a_year() -> None:
    found = passages(POLE, Body.SUN, 366)
    assert [one.utc[:7] for one in found.passages if one.corner is Corner.RISING] == ["2024-03"]
    assert [one.utc[:7] for one in found.passages if one.corner is Corner.SETTING] == ["2024-09"]
    assert [one.is_up for one in found.unbroken] == [False, True, False]


def test_beside_a_pole_the_sun_comes_and_goes_for_some_days_and_then_stays() -> None:
    found = passages(NEAR_POLE, Body.SUN, 366)
    assert 3 <= len(times(found, Corner.RISING)) == len(times(found, Corner.SETTING)) <= 12
    longest = max(found.unbroken, key=lambda one: one.end_jd_tt - one.start_jd_tt)
    assert longest.is_up
    assert 180 < longest.end_jd_tt - longest.start_jd_tt < 195


@pytest.mark.parametrize("place", [*PLACES, NEAR_POLE], ids=lambda place: place.name)
def test_at_every_passage_the_body_is_where_it_is_said_to_be(place: Place) -> None:
    found = passages(place, Body.MOON, 120)
    for one in found.passages:
        if one.corner is Corner.CULMINATING:
            assert min(one.azimuth_deg % 180, 180 - one.azimuth_deg % 180) < 1.5
        elif one.corner in {Corner.RISING, Corner.SETTING}:
            height = above_horizon_deg(Body.MOON, np.array([one.jd_tt]), place, VISIBLE_HORIZON)[0]
            assert height == pytest.approx(0, abs=1e-3)
            if abs(place.north_latitude_deg) < 60:
                assert (one.azimuth_deg < 180) == (one.corner is Corner.RISING)
    assert all(a.jd_tt <= b.jd_tt for a, b in pairwise(found.passages))


def test_risings_and_settings_take_turns() -> None:
    for place in (*PLACES, NEAR_POLE):
        for body in (Body.SUN, Body.MOON):
            corners = [
                one.corner
                for one in passages(place, body, 366).passages
                if one.corner in {Corner.RISING, Corner.SETTING}
            ]
            assert all(a is not b for a, b in pairwise(corners))


def test_a_star_comes_to_each_corner_once_a_sidereal_day() -> None:
    start, end = moment_at_tt(START), moment_at_tt(START + 365.25)
    found = find_passages(start, end, HALIFAX, (star_named("regulus"),))
    for corner in Corner:
        gaps = np.diff([one.jd_tt for one in found.passages if one.corner is corner])
        assert len(gaps) in {365, 366}
        assert np.abs(gaps - 0.99726957).max() * DAY_S < 3
    never = find_passages(start, end, HALIFAX, (star_named("polaris"),))
    assert {one.corner for one in never.passages} == {Corner.CULMINATING, Corner.ANTI_CULMINATING}
    (spell,) = never.unbroken
    assert spell.is_up
    assert (spell.start_jd_tt, spell.end_jd_tt) == (start.jd_tt, end.jd_tt)


def test_only_the_corners_asked_for_are_told() -> None:
    found = find_passages(
        moment_at_tt(START), moment_at_tt(START + 10), HALIFAX, (Body.SUN, Body.MARS), (Corner.SETTING,)
    )
    assert {one.corner for one in found.passages} == {Corner.SETTING}
    assert {one.body for one in found.passages} == {"sun", "mars"}


def test_at_the_ends_of_the_ephemeris_there_are_still_answers() -> None:
    for first, days in ((2816780.0, 6.0), (1721100.0, 3.0)):
        found = find_passages(moment_at_tt(first), moment_at_tt(first + days), QUITO, (Body.SUN,))
        assert len(found.passages) == pytest.approx(4 * days, abs=2)
    chiron = find_passages(moment_at_tt(2597635.0), moment_at_tt(2597641.0), QUITO, (Body.CHIRON,))
    assert len(chiron.passages) == pytest.approx(24, abs=2)


def test_what_cannot_be_searched_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        find_passages(moment_at_tt(START), moment_at_tt(START - 1), HALIFAX)
    assert refused.value.field == "to"
    with pytest.raises((Undefined, OutsideEphemeris)):
        find_passages(moment_at_tt(2300000.0), moment_at_tt(2300010.0), HALIFAX, (Body.CHIRON,))


def test_passages_have_a_json_form() -> None:
    found = passages(TROMSO, Body.SUN, 200)
    assert msgspec.convert(msgspec.to_builtins(found), Passages) == found
    assert msgspec.json.schema(Passages)["$defs"]
