"""Dates and times as people type them. Nothing is guessed: what can be read two ways is asked back."""

import re
from collections.abc import Sequence

from outer_skies.engine.moments import Calendar, CivilDate, CivilTime
from outer_skies.errors import InvalidInput

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{1,4})")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s/-]+(?:of\s+)?([^\W\d_]{3,})\.?,?[\s/-]+(\d{1,4})", re.IGNORECASE
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{1,4})", re.IGNORECASE)
_TIME = re.compile(
    r"(\d{1,2})(?:(?:[:.]\s?|\s?h\s?)(\d{2})(?:[:.]\s?(\d{2}))?|(h))?(?:\s*([ap])\.?(?:\s?m\.?)?)?", re.IGNORECASE
)
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})")
_LAST_MONTH = len(MONTHS)
# Three letters tell the months apart, and the patterns above ask for as many.
_MONTHS_BY_BEGINNING = {
    name[:letters].lower(): number for number, name in enumerate(MONTHS, start=1) for letters in range(3, len(name) + 1)
}

# What other keyboards and typesetters put for ASCII: full-width signs, the dashes, marks of direction.
_TYPED = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "‐‑‒–−"), "-")
    | dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))
)


class AmbiguousDate(InvalidInput):
    """Numbers that read as two dates. `readings` are the two, each in words that read one way."""

    def __init__(self, readings: Sequence[str]) -> None:
        super().__init__("Which one is the day and which the month?", field="date")
        self.readings = tuple(readings)


def parse_date(text: str, calendar: Calendar = Calendar.GREGORIAN) -> CivilDate:
    """The date that `text` names: `17 May 1990`, `May 17, 1990`, `1990-05-17`, `17.5.1990` or `5/17/1990`.

    Numbers with dots are day first, as everywhere they are used; with slashes or hyphens the order differs between
    countries, so it must show from the numbers.

    Raises: `AmbiguousDate`; `InvalidInput(field="date")`.
    """
    text = " ".join(_in_ascii(text).split())
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := _NUMBERS.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), _full_year(match[4])
        day, month = _day_and_month(first, second, year, dotted=match[2] == ".")
    elif match := _DAY_MONTH.fullmatch(text):
        day, month, year = int(match[1]), _month(match[2]), _full_year(match[3])
    elif match := _MONTH_DAY.fullmatch(text):
        month, day, year = _month(match[1]), int(match[2]), _full_year(match[3])
    else:
        raise InvalidInput("Write the date like 17 May 1990 or 1990-05-17.", field="date")
    return CivilDate(year, month, day, calendar)


def parse_time(text: str) -> CivilTime:
    """The time of day that `text` names: `14:30`, `14.30`, `1430`, `14h30`, `2:30 pm`, `14:30:15`.

    Raises: `InvalidInput(field="time")`.
    """
    text = _in_ascii(text).strip()
    if match := _FOUR_DIGITS.fullmatch(text):
        return CivilTime(int(match[1]), int(match[2]))
    match = _TIME.fullmatch(text)
    if match is None or not any(match.group(2, 4, 5)):
        raise InvalidInput("Write the time like 14:30 or 2:30 pm.", field="time")
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if half := match[5]:
        if not 1 <= hour <= 12:  # noqa: PLR2004  a twelve-hour clock
            raise InvalidInput("With am or pm the hour goes from 1 to 12.", field="time")
        hour = hour % 12 + (12 if half in "pP" else 0)
    return CivilTime(hour, minute, second)


def date_in_words(date: CivilDate) -> str:
    """`17 May 1990`, which `parse_date` reads back as the same date."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year:04d}"


def _in_ascii(text: str) -> str:
    """`text` with ASCII for what was typed in its place."""
    return text if text.isascii() else text.translate(_TYPED)


def _full_year(digits: str) -> int:
    if len(digits) <= 2:  # noqa: PLR2004  '90' could be 1890, 1990 or the year 90
        raise InvalidInput("Write the year with all four digits.", field="date")
    return int(digits)


def _month(word: str) -> int:
    month = _MONTHS_BY_BEGINNING.get(word.lower())
    if month is None:
        raise InvalidInput(f"“{word[:20]}” is not a month.", field="date")
    return month


def _day_and_month(first: int, second: int, year: int, *, dotted: bool) -> tuple[int, int]:
    if not dotted and 1 <= first <= _LAST_MONTH < second:
        return second, first
    if not dotted and 1 <= first <= _LAST_MONTH and second >= 1 and first != second:
        raise AmbiguousDate([f"{first} {MONTHS[second - 1]} {year:04d}", f"{second} {MONTHS[first - 1]} {year:04d}"])
    return first, second  # whether there is such a date is not for us to say
