"""What all lists of periods have in common: no gaps, parts within wholes, the stretch that was asked for."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lives import births, born, check_whole, later

from outer_skies.engine.moments import moment_at, moment_at_tt, utc_text
from outer_skies.engine.techniques.periods import birthdays
from outer_skies.engine.techniques.profections import Months, Stride
from outer_skies.engine.techniques.table import TECHNIQUES, Group
from outer_skies.errors import InvalidInput

FINDERS = {one.name: one.find for one in TECHNIQUES if one.group is Group.PERIODS}
DEEPEST = {"profections": 3, "firdaria": 2, "zodiacal_releasing": 4, "planetary_ages": 1, "vimshottari": 4}
DEEP = [(name, levels) for name, most in DEEPEST.items() for levels in range(1, most + 1)]
CHART = born(2448029.23)


def test_every_technique_of_periods_is_tested_here() -> None:
    assert set(FINDERS) == set(DEEPEST)


@pytest.mark.parametrize(("name", "levels"), DEEP)
@settings(max_examples=15)
@given(chart=births, share=st.floats(0.001, 1))
def test_periods_leave_no_gap_and_parts_lie_within_their_wholes(name, levels, chart, share) -> None:
    until = later(chart, share * (100 if levels < 3 else 12))
    check_whole(FINDERS[name](chart, until, levels=levels).periods, chart, until, levels)


@settings(max_examples=15)
@given(chart=births, years=st.floats(0.01, 100))
def test_profections_by_degrees_and_in_thirteen_months_leave_no_gap(chart, years) -> None:
    until = later(chart, years)
    by_degrees = FINDERS["profections"](chart, until, stride=Stride.DEGREES, levels=1)
    check_whole(by_degrees.periods, chart, until, 1)
    thirteen = FINDERS["profections"](chart, until, months=Months.THIRTEEN, levels=2)
    check_whole(thirteen.periods, chart, until, 2)


@pytest.mark.parametrize("name", FINDERS)
@settings(max_examples=15)
@given(chart=births, share=st.floats(0, 0.99))
def test_a_later_beginning_leaves_out_what_has_ended_and_nothing_else(name, chart, share) -> None:
    levels = min(DEEPEST[name], 3)
    until, since = later(chart, 30), later(chart, share * 30)
    whole = FINDERS[name](chart, until, levels=levels).periods
    asked = FINDERS[name](chart, until, since=since, levels=levels).periods
    assert asked == tuple(one for one in whole if one.end_jd_tt > since.jd_tt)


@pytest.mark.parametrize("name", FINDERS)
def test_the_same_periods_follow_one_another_whenever_the_list_ends(name) -> None:
    short, long = (FINDERS[name](CHART, later(CHART, years)).periods for years in (50, 51))
    closed = [one for one in short if one.end_jd_tt <= later(CHART, 50).jd_tt and "open_ended" not in one.flags]
    assert [one for one in long if one.end_jd_tt <= later(CHART, 50).jd_tt] == closed


@pytest.mark.parametrize("name", FINDERS)
def test_a_list_that_would_end_before_it_begins_is_refused(name) -> None:
    for until, since in ((CHART.moment, None), (later(CHART, -1), None), (later(CHART, 1), later(CHART, 1))):
        with pytest.raises(InvalidInput) as caught:
            FINDERS[name](CHART, until, since=since)
        assert caught.value.field == "until"


@pytest.mark.parametrize(
    ("name", "levels"), [(name, wrong) for name, most in DEEPEST.items() for wrong in (0, most + 1)]
)
def test_levels_that_there_are_not_are_refused(name, levels) -> None:
    with pytest.raises(InvalidInput) as caught:
        FINDERS[name](CHART, later(CHART, 1), levels=levels)
    assert caught.value.field == "levels"


@pytest.mark.parametrize("name", FINDERS)
def test_periods_reach_the_last_years_that_can_be_computed_and_beyond(name) -> None:
    chart = born(2816780.0)
    periods = FINDERS[name](chart, moment_at_tt(2816788.0)).periods
    assert periods[0].end_jd_tt > 2816788.0


@pytest.mark.parametrize("name", FINDERS)
def test_periods_are_json_with_times_to_the_second(name) -> None:
    found = FINDERS[name](CHART, later(CHART, 2))
    first = msgspec.to_builtins(found)["periods"][0]
    assert first["start_utc"] == utc_text(CHART.moment.jd_tt) == "1990-05-17T17:30:15Z"
    assert first["level"] == 1
    assert msgspec.convert(msgspec.to_builtins(found), type(found)) == found


def test_a_birthday_is_told_by_the_clock_of_birth() -> None:
    halifax = msgspec.structs.replace(CHART.moment, local="1990-05-17T14:30:15", utc_offset_s=-10800.0)
    birthday = birthdays(halifax)
    assert birthday(0) == CHART.moment.jd_tt
    assert [utc_text(birthday(age)) for age in (1, 2, 110)] == [
        "1991-05-17T17:30:15Z", "1992-05-17T17:30:15Z", "2100-05-17T17:30:15Z",
    ]  # fmt: skip


def test_who_was_born_on_29_february_has_a_birthday_on_1_march_in_common_years() -> None:
    birthday = birthdays(moment_at(datetime(1896, 2, 29, 23, 59, tzinfo=UTC)))
    days = [utc_text(birthday(age))[:10] for age in (1, 4, 8, 12)]
    assert days == ["1897-03-01", "1900-03-01", "1904-02-29", "1908-02-29"]


def test_a_birthday_keeps_the_local_date_when_utc_is_on_another_day() -> None:
    tokyo = msgspec.structs.replace(
        moment_at_tt(2451603.0), local="2000-02-29T01:00:00", utc="2000-02-28T16:00:00Z", utc_offset_s=32400.0
    )
    assert utc_text(birthdays(tokyo)(4)) == "2004-02-28T16:00:00Z"
    assert utc_text(birthdays(tokyo)(1)) == "2001-02-28T16:00:00Z"  # 1 March, 01:00 in Tokyo
