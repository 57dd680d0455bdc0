"""What people type wrong, at the level of the engine: each has words and the field they belong beside."""

import pytest

from outer_skies.engine.moments import Calendar, CivilDate, CivilTime
from outer_skies.errors import InvalidInput


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ((2023, 2, 29), "February 2023 had 28 days."),
        ((1900, 2, 29), "February 1900 had 28 days."),
        ((2000, 2, 30), "February 2000 had 29 days."),
        ((2023, 4, 31), "April 2023 had 30 days."),
        ((2023, 1, 32), "January 2023 had 31 days."),
        ((2023, 1, 0), "Days begin at 1."),
        ((2023, 1, -1), "Days begin at 1."),
        ((2023, 13, 1), "The month must be between 1 and 12."),
        ((2023, 0, 1), "The month must be between 1 and 12."),
        ((0, 1, 1), "The year must be between 1 and 9999."),
        ((-500, 1, 1), "The year must be between 1 and 9999."),
        ((10000, 1, 1), "The year must be between 1 and 9999."),
        (({"year": 1990}, 1, 1), "A date is a year, a month and a day in whole numbers."),
        (("1990", 1, 1), "A date is a year, a month and a day in whole numbers."),
        ((1990.5, 1, 1), "A date is a year, a month and a day in whole numbers."),
        ((True, 1, 1), "A date is a year, a month and a day in whole numbers."),
        ((None, None, None), "A date is a year, a month and a day in whole numbers."),
    ],
)
def test_a_date_that_never_was_is_refused_beside_the_date(date: tuple[int, int, int], words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        CivilDate(*date)
    assert (str(refused.value), refused.value.field) == (words, "date")


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ((24, 0), "24:00 is 00:00 of the next day. Which day was it?"),
        ((25, 0), "Hours go from 0 to 23."),
        ((-1, 0), "Hours go from 0 to 23."),
        ((12, 60), "Minutes and seconds go from 0 to 59."),
        ((12, -1), "Minutes and seconds go from 0 to 59."),
        ((12, 0, 60), "Minutes and seconds go from 0 to 59."),
        (({}, 0), "A time is hours and minutes in whole numbers."),
        (("12", "00"), "A time is hours and minutes in whole numbers."),
        ((12.5, 0), "A time is hours and minutes in whole numbers."),
    ],
)
def test_a_time_no_clock_shows_is_refused_beside_the_time(time: tuple[int, int], words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        CivilTime(*time)
    assert (str(refused.value), refused.value.field) == (words, "time")


def test_leap_days_that_were_are_dates() -> None:
    assert CivilDate(2024, 2, 29).text == "29 February 2024"
    assert CivilDate(2000, 2, 29).day_number - CivilDate(2000, 2, 28).day_number == 1
    assert CivilDate(1500, 2, 29, Calendar.JULIAN).day_number
    assert CivilDate(1, 1, 1).day_number == 1
    assert CivilDate(9999, 12, 31).day_number == 3652059
