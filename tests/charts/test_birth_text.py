"""Dates and times as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.charts.birth_text import MONTHS, AmbiguousDate, date_in_words, parse_date, parse_time
from outer_skies.engine.calendars import days_in_month
from outer_skies.engine.moments import Calendar, CivilDate, CivilTime
from outer_skies.errors import InvalidInput

SPACE = st.text(" \t\u00a0\u2009\n", max_size=3)


@st.composite
def dates(draw: st.DrawFn) -> CivilDate:
    calendar = draw(st.sampled_from(Calendar))
    year = draw(st.integers(1, 9999))
    month = draw(st.integers(1, 12))
    return CivilDate(year, month, draw(st.integers(1, days_in_month(year, month, calendar))), calendar)


@given(dates(), SPACE, SPACE)
def test_a_date_in_words_reads_back_as_itself(date: CivilDate, before: str, behind: str) -> None:
    assert parse_date(before + date_in_words(date) + behind, date.calendar) == date


@given(dates(), st.sampled_from("-/."), st.booleans())
def test_a_date_with_the_year_first_reads_one_way(date: CivilDate, mark: str, is_padded: bool) -> None:
    width = 2 if is_padded else 1
    typed = f"{date.year:04}{mark}{date.month:0{width}}{mark}{date.day:0{width}}"
    assert parse_date(typed, date.calendar) == date


@given(dates(), st.sampled_from("-/"))
def test_numbers_that_read_two_ways_are_asked_back_and_each_answer_reads_one_way(date: CivilDate, mark: str) -> None:
    typed = f"{date.day}{mark}{date.month}{mark}{date.year:04}"
    if date.day > 12 or date.day == date.month:
        assert parse_date(typed, date.calendar) == date
        return
    with pytest.raises(AmbiguousDate) as doubt:
        parse_date(typed, date.calendar)
    assert doubt.value.field == "date"
    answers = [parse_date(reading, date.calendar) for reading in doubt.value.readings]
    assert [(answer.month, answer.day) for answer in answers] == [(date.month, date.day), (date.day, date.month)]
    assert {answer.year for answer in answers} == {date.year}


@given(dates())
def test_numbers_with_dots_are_day_first(date: CivilDate) -> None:
    assert parse_date(f"{date.day}.{date.month}.{date.year:04}", date.calendar) == date
    assert parse_date(f"{date.day:02}. {date.month:02}. {date.year:04}", date.calendar) == date


@pytest.mark.parametrize(
    "typed",
    [
        "17 May 1990", "17th May 1990", "17th of May, 1990", "17 MAY 1990", "17  may   1990 ", "17. May 1990",
        "17-May-1990", "17/may/1990", "May 17, 1990", "May 17 1990", "may 17th, 1990",
        "1990-05-17", "1990/5/17", "1990.05.17", "17.5.1990", "17.05.1990", "17. 5. 1990",
        "17/5/1990", "5/17/1990", "5-17-1990", "17-05-1990", "\t17 May 1990\u00a0",
        "\u200f17 May 1990\u200e", "17–05–1990", "1990‑05‑17", "１９９０－０５－１７", "١٧ May ١٩٩٠", "१७.५.१९९०",
    ],
)  # fmt: skip
def test_the_usual_ways_to_write_a_date_are_understood(typed: str) -> None:
    assert parse_date(typed) == CivilDate(1990, 5, 17)


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_may_be_written_out_or_cut_to_three_letters(number: int) -> None:
    name = MONTHS[number - 1]
    for length in range(3, len(name) + 1):
        assert parse_date(f"3 {name[:length]} 2001").month == number
        assert parse_date(f"{name[:length].upper()}. 3, 2001").month == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("29 Feb 1900", "February 1900 had 28 days."),
        ("29.2.2023", "February 2023 had 28 days."),
        ("2023-02-29", "February 2023 had 28 days."),
        ("31 April 1990", "April 1990 had 30 days."),
        ("2/29/1999", "February 1999 had 28 days."),
        ("0000-01-01", "The year must be between 1 and 9999."),
        ("1 January 0000", "The year must be between 1 and 9999."),
        ("13/13/1990", "The month must be between 1 and 12."),
        ("31.13.1990", "The month must be between 1 and 12."),
        ("1990-13-01", "The month must be between 1 and 12."),
        ("5/0/1990", "The month must be between 1 and 12."),
        ("0/5/1990", "Days begin at 1."),
        ("0 May 1990", "Days begin at 1."),
        ("17.5.90", "Write the year with all four digits."),
        ("May 17, 90", "Write the year with all four digits."),
        ("1/2/3", "Write the year with all four digits."),
        ("17 Mai 1990", "“Mai” is not a month."),
        ("17 Julember 1990", "“Julember” is not a month."),
        ("17 <script> 1990", "Write the date like"),
        ("", "Write the date like"),
        ("  ", "Write the date like"),
        ("May 1990", "Write the date like"),
        ("1990", "Write the date like"),
        ("17 5 1990 3", "Write the date like"),
        ("1990-05/17", "Write the date like"),
        ("10000-01-01", "Write the date like"),
        ("-44-03-15", "Write the date like"),
        ("1990-05-17T14:30", "Write the date like"),
        ("17²5.1990", "Write the date like"),
        ("\0", "Write the date like"),
        ("🌒", "Write the date like"),
        ("1" * 10_000, "Write the date like"),
        (f"17 {'M' * 10_000} 1990", "“MMMMMMMMMMMMMMMMMMMM” is not a month."),
    ],
)
def test_what_is_no_date_is_refused_in_words_beside_the_field(typed: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_date(typed)
    assert str(refusal.value).startswith(words)
    assert refusal.value.field == "date"


def test_a_leap_day_of_the_julian_calendar_alone_needs_that_calendar() -> None:
    assert parse_date("29 Feb 1900", Calendar.JULIAN) == CivilDate(1900, 2, 29, Calendar.JULIAN)


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-zA-Z .,/:-]{1,30}", fullmatch=True))
def test_any_text_is_a_date_or_is_refused(typed: str) -> None:
    for reader in (parse_date, parse_time):
        with suppress(InvalidInput):
            assert isinstance(reader(typed), CivilDate | CivilTime)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), SPACE)
def test_a_time_of_day_reads_back_on_both_clocks(hour: int, minute: int, second: int, behind: str) -> None:
    exact, full = CivilTime(hour, minute), CivilTime(hour, minute, second)
    for typed in (f"{hour}:{minute:02}", f"{hour:02}.{minute:02}", f"{hour:02}{minute:02}", f"{hour}h{minute:02}"):
        assert parse_time(typed + behind) == exact
    assert parse_time(f"{hour:02}:{minute:02}:{second:02}{behind}") == full
    half = "pm" if hour >= 12 else "am"
    for ending in (half, half.upper(), f" {half}", f" {half[0]}.m.", f" {half[0]}. m.", f" {half[0]}"):
        assert parse_time(f"{hour % 12 or 12}:{minute:02}:{second:02}{ending}{behind}") == full


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("1430", (14, 30)), ("14.30", (14, 30)), ("14h30", (14, 30)), ("14 h 30", (14, 30)),
        ("14H", (14, 0)), ("14h", (14, 0)), (" 14:30 ", (14, 30)), ("14: 30", (14, 30)),
        ("2:30 pm", (14, 30)), ("2:30PM", (14, 30)), ("2.30 p.m.", (14, 30)), ("2pm", (14, 0)),
        ("12 am", (0, 0)), ("12 pm", (12, 0)), ("12:59 am", (0, 59)), ("12:00 p.m.", (12, 0)),
        ("1 am", (1, 0)), ("11 pm", (23, 0)), ("0:00", (0, 0)), ("0000", (0, 0)), ("23:59:59", (23, 59, 59)),
        ("１４：３０", (14, 30)), ("١٤:٣٠", (14, 30)),
    ],
)  # fmt: skip
def test_the_usual_ways_to_write_a_time_are_understood(typed: str, time: tuple[int, ...]) -> None:
    assert parse_time(typed) == CivilTime(*time)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("24:00", "24:00 is 00:00 of the next day. Which day was it?"),
        ("2400", "24:00 is 00:00 of the next day. Which day was it?"),
        ("25:00", "Hours go from 0 to 23."),
        ("14:60", "Minutes and seconds go from 0 to 59."),
        ("23:59:60", "Minutes and seconds go from 0 to 59."),
        ("13 pm", "With am or pm the hour goes from 1 to 12."),
        ("0:30 am", "With am or pm the hour goes from 1 to 12."),
        ("14", "Write the time like"),
        ("930", "Write the time like"),
        ("14:3", "Write the time like"),
        ("14:30m", "Write the time like"),
        ("14:30:", "Write the time like"),
        ("14:30 xm", "Write the time like"),
        ("-1:30", "Write the time like"),
        ("14:30+01:00", "Write the time like"),
        ("", "Write the time like"),
        ("noon", "Write the time like"),
        ("14:30\0", "Write the time like"),
        ("9" * 10_000, "Write the time like"),
    ],
)
def test_what_is_no_time_is_refused_in_words_beside_the_field(typed: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_time(typed)
    assert str(refusal.value).startswith(words)
    assert refusal.value.field == "time"
