"""Civil time to UTC to Julian days: every kind of hour, whether there is one, two or none of it."""

import math
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from outer_skies.engine.calendars import day_number, gregorian_date
from outer_skies.engine.moments import (
    Calendar,
    CivilDate,
    CivilTime,
    Fold,
    Moment,
    OffsetSource,
    TimeAccuracy,
    moment_at,
    resolve_day,
    resolve_moment,
    zone_names,
)
from outer_skies.engine.places import Place
from outer_skies.errors import AmbiguousCivilTime, InvalidInput, NonexistentCivilTime

HALIFAX = Place("Halifax", 44.65, -63.57)
LONDON = Place("London", 51.5, -0.12)
ZONES = sorted(zone_names())


def at(text: str, place: Place, zone: str | None, **how: object) -> Moment:
    """The moment of "2024-03-31 01:30"."""
    day, clock = text.split()
    return resolve_moment(
        CivilDate(*map(int, day.split("-"))), CivilTime(*map(int, clock.split(":"))), place, zone=zone, **how
    )


def test_a_birth_in_halifax_has_the_offset_of_its_summer() -> None:
    moment = at("1990-05-17 14:30", HALIFAX, "America/Halifax")
    assert (moment.local, moment.utc) == ("1990-05-17T14:30:00", "1990-05-17T17:30:00Z")
    assert (moment.utc_offset_s, moment.zone, moment.offset_source) == (-10800, "America/Halifax", OffsetSource.IANA)
    assert moment.time_accuracy is TimeAccuracy.EXACT


@pytest.mark.parametrize(
    ("text", "zone", "offset_s"),
    [
        ("1935-01-01 12:00", "Europe/Amsterdam", 19 * 60 + 32),
        ("1943-07-01 12:00", "Europe/Stockholm", 3600),
        ("1947-05-01 12:00", "Asia/Kolkata", 19800),
        ("1985-06-01 12:00", "Asia/Kathmandu", 19800),
        ("1990-06-01 12:00", "Asia/Kathmandu", 20700),
        ("2024-07-01 12:00", "Europe/Dublin", 3600),
        ("2024-01-01 12:00", "Europe/Dublin", 0),
        ("1942-07-01 12:00", "Europe/London", 7200),
        ("2024-07-01 12:00", "Australia/Lord_Howe", 37800),
    ],
)
def test_offsets_are_those_of_history_to_the_second(text: str, zone: str, offset_s: float) -> None:
    assert at(text, Place("", 0, 0), zone).utc_offset_s == offset_s


def test_an_hour_that_clocks_skipped_is_refused_with_the_hours_around_it() -> None:
    with pytest.raises(NonexistentCivilTime) as refused:
        at("2024-03-31 01:30", LONDON, "Europe/London")
    assert (refused.value.before, refused.value.after, refused.value.field) == ("00:59", "02:00", "time")
    assert str(refused.value) == "Clocks skipped this hour. 00:59 or 02:00?"


def test_the_edges_of_a_skipped_hour_exist() -> None:
    assert at("2024-03-31 00:59", LONDON, "Europe/London").utc == "2024-03-31T00:59:00Z"
    assert at("2024-03-31 02:00", LONDON, "Europe/London").utc == "2024-03-31T01:00:00Z"
    with pytest.raises(NonexistentCivilTime):
        at("2024-03-31 01:00", LONDON, "Europe/London")


def test_a_skipped_midnight_names_the_day_of_the_time_before() -> None:
    with pytest.raises(NonexistentCivilTime) as refused:
        at("2018-11-04 00:30", Place("", -23.5, -46.6), "America/Sao_Paulo")
    assert (refused.value.before, refused.value.after) == ("2018-11-03 23:59", "01:00")


def test_an_hour_that_happened_twice_asks_which() -> None:
    with pytest.raises(AmbiguousCivilTime) as refused:
        at("2024-10-27 01:30", LONDON, "Europe/London")
    assert (refused.value.earlier, refused.value.later, refused.value.field) == (3600, 0, "time")
    assert at("2024-10-27 01:30", LONDON, "Europe/London", fold=Fold.EARLIER).utc == "2024-10-27T00:30:00Z"
    assert at("2024-10-27 01:30", LONDON, "Europe/London", fold=Fold.LATER).utc == "2024-10-27T01:30:00Z"


def test_a_fold_means_nothing_where_the_hour_happened_once() -> None:
    once = at("2024-06-01 12:00", LONDON, "Europe/London")
    assert once == at("2024-06-01 12:00", LONDON, "Europe/London", fold=Fold.LATER)


def test_samoa_had_no_30_december_2011() -> None:
    apia = Place("Apia", -13.83, -171.77)
    with pytest.raises(InvalidInput) as refused:
        at("2011-12-30 12:00", apia, "Pacific/Apia")
    assert (str(refused.value), refused.value.field) == ("There was no 30 December 2011 in Pacific/Apia.", "date")
    with pytest.raises(InvalidInput) as refused:
        resolve_day(CivilDate(2011, 12, 30), apia, zone="Pacific/Apia")
    assert refused.value.field == "date"
    assert at("2011-12-29 23:59", apia, "Pacific/Apia").utc == "2011-12-30T09:59:00Z"
    assert at("2011-12-31 00:00", apia, "Pacific/Apia").utc == "2011-12-30T10:00:00Z"


def test_manila_lost_the_last_day_of_1844_and_kept_the_date_of_america_before() -> None:
    manila = Place("Manila", 14.6, 120.97)
    with pytest.raises(InvalidInput) as refused:
        at("1844-12-31 12:00", manila, "Asia/Manila")
    assert refused.value.field == "date"
    before, after = at("1844-12-30 12:00", manila, "Asia/Manila"), at("1845-01-01 12:00", manila, "Asia/Manila")
    assert after.utc_offset_s - before.utc_offset_s == 86400
    assert after.jd_ut1 - before.jd_ut1 == pytest.approx(1)


def test_before_standard_time_the_birthplace_keeps_its_own_mean_time() -> None:
    moment = at("1840-06-01 12:00", HALIFAX, "America/Halifax")
    assert moment.offset_source is OffsetSource.LOCAL_MEAN_TIME
    assert moment.utc_offset_s == pytest.approx(-63.57 * 240)
    assert moment.utc == "1840-06-01T16:14:16.8Z"
    other = at("1840-06-01 12:00", Place("", 45, -60), "America/Halifax")
    assert other.utc_offset_s == -60 * 240


def test_without_a_zone_it_is_local_mean_time() -> None:
    moment = at("1990-06-01 12:00", Place("", 0, 15), None)
    assert (moment.utc_offset_s, moment.zone, moment.offset_source) == (3600, None, OffsetSource.LOCAL_MEAN_TIME)


def test_where_standard_time_set_clocks_forward_from_the_birthplaces_own_time_there_is_a_gap() -> None:
    # New Zealand took the time of 172°30' E on 1868-11-02. Clocks further west were behind it, those east ahead.
    west = Place("", -45, 167)
    with pytest.raises(NonexistentCivilTime):
        at("1868-11-01 23:40", west, "Pacific/Auckland")
    east = Place("", -41, 176)
    with pytest.raises(AmbiguousCivilTime) as refused:
        at("1868-11-02 00:00", Place("", -41, 179), "Pacific/Auckland")
    assert refused.value.earlier == 179 * 240
    assert at("1868-11-03 12:00", east, "Pacific/Auckland").offset_source is OffsetSource.IANA


def test_a_given_offset_decides_and_is_marked_so() -> None:
    moment = at("2024-03-31 01:30", LONDON, "Europe/London", utc_offset_s=-1234.5)
    assert (moment.utc_offset_s, moment.offset_source) == (-1234.5, OffsetSource.GIVEN)
    assert moment.utc == "2024-03-31T01:50:34.5Z"


@pytest.mark.parametrize("offset_s", [1e6, -1e6, math.nan, math.inf])
def test_an_offset_no_clock_ever_had_is_refused(offset_s: float) -> None:
    with pytest.raises(InvalidInput) as refused:
        at("2024-03-31 01:30", LONDON, "Europe/London", utc_offset_s=offset_s)
    assert refused.value.field == "zone"


@pytest.mark.parametrize(
    "zone", ["Europe/Atlantis", "", "VERSION", "../../etc/passwd", "Europe/London\0", "x" * 10_000]
)
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        at("2024-06-01 12:00", LONDON, zone)
    assert refused.value.field == "zone"


def test_a_julian_date_is_counted_in_its_own_calendar() -> None:
    new_style = resolve_moment(CivilDate(1643, 1, 4), CivilTime(1, 0), LONDON, zone="Europe/London")
    old_style = resolve_moment(CivilDate(1642, 12, 25, Calendar.JULIAN), CivilTime(1, 0), LONDON, zone="Europe/London")
    assert (old_style.jd_ut1, old_style.local) == (new_style.jd_ut1, "1643-01-04T01:00:00")
    assert (old_style.calendar, new_style.calendar) == (Calendar.JULIAN, Calendar.GREGORIAN)
    assert CivilDate(1900, 2, 29, Calendar.JULIAN).day == 29


def test_julian_days_follow_leap_seconds_and_delta_t() -> None:
    moment = moment_at(datetime(2000, 1, 1, 12, tzinfo=UTC))
    assert (moment.jd_tt - 2451545.0) * 86400 == pytest.approx(64.184, abs=1e-4)  # 32 leap seconds and 32.184
    assert (moment.jd_ut1 - 2451545.0) * 86400 == pytest.approx(0.355, abs=0.01)  # IERS: UT1-UTC was 0.355 s
    assert moment.delta_t_s == pytest.approx(63.83, abs=0.01)  # IERS
    before, after = (
        moment_at(datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        moment_at(datetime(2017, 1, 1, tzinfo=UTC)),
    )
    assert (after.jd_tt - before.jd_tt) * 86400 == pytest.approx(2, abs=1e-4)


def test_the_sky_now_reads_any_aware_datetime_and_no_naive_one() -> None:
    there = datetime(2024, 6, 1, 14, 0, 0, 250000, tzinfo=timezone(timedelta(hours=2)))
    moment = moment_at(there)
    assert (moment.utc, moment.zone, moment.utc_offset_s) == ("2024-06-01T12:00:00.25Z", "UTC", 0)
    with pytest.raises(InvalidInput):
        moment_at(datetime(2024, 6, 1))  # noqa: DTZ001  what is refused


@pytest.mark.parametrize(("year", "utc"), [(1, "0000-12-31T23:00:00Z"), (9999, "9999-01-01T00:00:00Z")])
def test_the_first_and_the_last_year_are_moments(year: int, utc: str) -> None:
    moment = resolve_moment(
        CivilDate(year, 1, 1), CivilTime(1 if year > 1 else 0, 0), Place("", 50, 15), zone="Europe/Prague"
    )
    assert moment.utc == utc
    assert at("9999-12-31 23:59", HALIFAX, "America/Halifax").utc.startswith("10000-01-01T03")


DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))
PLACES = st.builds(Place, st.just(""), st.floats(-90, 90), st.floats(-180, 180))


@given(DATES, st.sampled_from(Calendar))
def test_days_are_counted_as_python_counts_them_and_back(day: date, calendar: Calendar) -> None:
    assert day_number(day.year, day.month, day.day, Calendar.GREGORIAN) == day.toordinal()
    assert gregorian_date(day.toordinal()) == (day.year, day.month, day.day)
    if day.day < 29:
        gap = day_number(day.year, day.month, day.day, calendar) - day.toordinal()
        assert gap == 0 if calendar is Calendar.GREGORIAN else -2 <= gap <= 73


@given(DATES, st.times(), PLACES, st.sampled_from(ZONES))
def test_local_time_is_utc_plus_the_offset_for_every_zone(day: date, clock: datetime, place: Place, zone: str) -> None:
    time = CivilTime(clock.hour, clock.minute, clock.second)
    try:
        moment = resolve_moment(CivilDate(day.year, day.month, day.day), time, place, zone=zone)
    except (NonexistentCivilTime, AmbiguousCivilTime):
        return
    assume(2 < day.year < 9998)
    local, utc = datetime.fromisoformat(moment.local), datetime.fromisoformat(moment.utc[:-1])
    assert (local - utc).total_seconds() == pytest.approx(moment.utc_offset_s, abs=1e-5)
    assert (local.date(), local.hour, local.minute) == (day, clock.hour, clock.minute)
    assert moment.jd_tt - moment.jd_ut1 == pytest.approx(moment.delta_t_s / 86400, abs=1e-9)
    # A zone far from the place can put its date a day off too.
    assert abs(moment.utc_offset_s) <= 36 * 3600


@given(st.integers(0, 40 * 365 * 24 * 60), st.sampled_from([zone for zone in ZONES if "/" in zone]))
def test_an_hour_that_is_refused_is_refused_because_no_instant_shows_it(minutes: int, zone: str) -> None:
    local = datetime(1980, 1, 1) + timedelta(minutes=minutes)  # noqa: DTZ001  a wall clock
    place = Place("", 0, 0)
    day, time = CivilDate(local.year, local.month, local.day), CivilTime(local.hour, local.minute)
    try:
        moments = [resolve_moment(day, time, place, zone=zone)]
    except AmbiguousCivilTime as twice:
        moments = [resolve_moment(day, time, place, zone=zone, fold=fold) for fold in Fold]
        assert [moment.utc_offset_s for moment in moments] == [twice.earlier, twice.later]  # noqa: PT017  few raise
        assert moments[0].jd_ut1 < moments[1].jd_ut1
    except InvalidInput:
        moments = []
    assert {moment.local for moment in moments} <= {local.isoformat(timespec="seconds")}


@given(DATES, PLACES, st.sampled_from(ZONES))
def test_a_civil_day_holds_its_noon_and_lasts_about_a_day(day: date, place: Place, zone: str) -> None:
    try:
        whole = resolve_day(CivilDate(day.year, day.month, day.day), place, zone=zone)
    except InvalidInput as refused:
        assert refused.field == "date"  # noqa: PT017  most days do not raise
        return
    assert whole.start.jd_tt < whole.noon.jd_tt < whole.end.jd_tt
    assert 20 < (whole.end.jd_tt - whole.start.jd_tt) * 24 < 49
    assert whole.noon.time_accuracy is TimeAccuracy.UNKNOWN


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        ((2024, 3, 31), "Europe/London", 23),
        ((2024, 10, 27), "Europe/London", 25),
        ((2024, 6, 1), "Europe/London", 24),
        ((2018, 11, 4), "America/Sao_Paulo", 23),
        ((2006, 10, 29), "America/St_Johns", 25),
        ((2006, 10, 28), "America/St_Johns", 25),
    ],
)
def test_a_civil_day_is_as_long_as_its_clocks_made_it(day: tuple[int, int, int], zone: str, hours: float) -> None:
    whole = resolve_day(CivilDate(*day), Place("", 50, -50), zone=zone)
    assert (whole.end.jd_tt - whole.start.jd_tt) * 24 == pytest.approx(hours, abs=1e-4)


def test_a_day_can_be_counted_at_a_given_offset_or_by_local_mean_time() -> None:
    given_offset = resolve_day(CivilDate(2024, 3, 31), LONDON, zone="Europe/London", utc_offset_s=3600)
    assert given_offset.start.utc == "2024-03-30T23:00:00Z"
    assert resolve_day(CivilDate(2024, 3, 31), Place("", 0, 15), zone=None).start.utc == "2024-03-30T23:00:00Z"
