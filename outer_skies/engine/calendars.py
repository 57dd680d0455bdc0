"""Dates as people write them, counted in days.

Source: the algorithms of Richards, "Calendars" (Explanatory Supplement to the Astronomical Almanac, 3rd ed., 15.11).
"""

from dataclasses import dataclass
from enum import StrEnum

from outer_skies.errors import InvalidInput

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_LAST_YEAR = 9999


class Calendar(StrEnum):
    """The calendar a date is written in. Gregorian dates before 1582 are counted as if it had always been in use."""

    GREGORIAN = "gregorian"
    JULIAN = "julian"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


def is_leap(year: int, calendar: Calendar) -> bool:
    """Whether the year has a 29 February."""
    if calendar is Calendar.JULIAN:
        return year % 4 == 0
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int, calendar: Calendar) -> int:
    """28 to 31."""
    return _MONTH_DAYS[month - 1] + (month == _FEBRUARY and is_leap(year, calendar))


@dataclass(frozen=True, slots=True)
class CivilDate:
    """A date on a wall calendar, years 1 to 9999. Raises InvalidInput beside the field "date"."""

    year: int
    month: int
    day: int
    calendar: Calendar = Calendar.GREGORIAN

    def __post_init__(self) -> None:
        if not type(self.year) is type(self.month) is type(self.day) is int:
            raise InvalidInput("A date is a year, a month and a day in whole numbers.", field="date")
        if not 1 <= self.year <= _LAST_YEAR:
            raise InvalidInput(f"The year must be between 1 and {_LAST_YEAR}.", field="date")
        if not 1 <= self.month <= len(_MONTHS):
            raise InvalidInput("The month must be between 1 and 12.", field="date")
        days = days_in_month(self.year, self.month, self.calendar)
        if not 1 <= self.day <= days:
            name = _MONTHS[self.month - 1]
            raise InvalidInput(
                f"{name} {self.year} had {days} days." if self.day > days else "Days begin at 1.", field="date"
            )

    @property
    def day_number(self) -> int:
        """Days since 0001-01-01 of the Gregorian calendar, which is day 1 (`datetime.date.toordinal`)."""
        return day_number(self.year, self.month, self.day, self.calendar)

    @property
    def text(self) -> str:
        """The date in words, "30 December 2011"."""
        return f"{self.day} {_MONTHS[self.month - 1]} {self.year}"


_ORDINAL_TO_JULIAN_DAY = 1721425  # the Julian day number at noon of day 1 is 1721426


def day_number(year: int, month: int, day: int, calendar: Calendar) -> int:
    """Days up to a date of any year, 0001-01-01 Gregorian being day 1. Year 0 is 1 BC."""
    before_march = (14 - month) // 12
    years = year + 4800 - before_march
    months = month + 12 * before_march - 3
    count = day + (153 * months + 2) // 5 + 365 * years + years // 4
    if calendar is Calendar.GREGORIAN:
        return count - years // 100 + years // 400 - 32045 - _ORDINAL_TO_JULIAN_DAY
    return count - 32083 - _ORDINAL_TO_JULIAN_DAY


def gregorian_date(number: int) -> tuple[int, int, int]:
    """(year, month, day) in the Gregorian calendar of a day number; the inverse of `day_number`."""
    shifted = number + _ORDINAL_TO_JULIAN_DAY + 32044
    cycles, in_cycle = divmod(4 * shifted + 3, 146097)
    years, in_year = divmod(4 * (in_cycle // 4) + 3, 1461)
    day_of_year = in_year // 4
    months = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * months + 2) // 5 + 1
    month = months + 3 - 12 * (months // 10)
    return 100 * cycles + years - 4800 + months // 10, month, day
