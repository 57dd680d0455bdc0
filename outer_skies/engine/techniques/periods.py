"""Periods of life: who or what rules when, in levels of ever shorter parts, without gaps.

The techniques that divide a life (profections, firdaria, releasing, ages, dashas) differ in what their spans are and
how a span is divided; how spans become a list of periods between two moments is here, once.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import msgspec

from outer_skies.engine.calendars import Calendar, day_number, days_in_month, gregorian_date
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import julian_days
from outer_skies.engine.moments import Moment, utc_text
from outer_skies.engine.techniques.dignity_tables import DOMICILES
from outer_skies.engine.zodiac import Sign
from outer_skies.engine.zones import EPOCH_DAY_NUMBER
from outer_skies.errors import InvalidInput

_DAY_S = 86400
_FEBRUARY = 2


class TimeLord(StrEnum):
    """What can rule a time: the seven planets of the ancients, and the Moon's nodes."""

    SUN = "sun"
    MOON = "moon"
    MERCURY = "mercury"
    VENUS = "venus"
    MARS = "mars"
    JUPITER = "jupiter"
    SATURN = "saturn"
    NORTH_NODE = "north_node"
    SOUTH_NODE = "south_node"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow

    @property
    def label(self) -> str:
        """The name as people write it, "North node"."""
        return self.value.replace("_", " ").capitalize()


_LORDS = tuple(TimeLord(body.value) for body in DOMICILES)


class PeriodFlag(StrEnum):
    """What is special about a period."""

    BEGAN_BEFORE_BIRTH = "began_before_birth"  # it is listed from birth on
    OPEN_ENDED = "open_ended"  # it lasts as long as life does, and is listed up to the end that was asked for
    LOOSING_OF_THE_BOND = "loosing_of_the_bond"  # it leaves the order of the signs for the opposite sign
    PEAK = "peak"  # of a sign that is angular from the Lot of Fortune


class Period(msgspec.Struct, frozen=True, gc=False):
    """One stretch of time and its ruler.

    `level` is 1 for the longest periods, 2 for their parts, and so on. It holds its start, not its end: TT as Julian
    days, and UTC to the second. `sign` is the sign it belongs to, and `place` (1 to 12) that sign's place counted
    from the sign that the technique counts from; both are None where it counts no signs.
    """

    level: int
    lord: TimeLord
    sign: Sign | None
    place: int | None
    start_jd_tt: float
    end_jd_tt: float
    start_utc: str
    end_utc: str
    flags: tuple[PeriodFlag, ...]


class Span(NamedTuple):
    """A period as its technique sees it: whole, even if it began before birth."""

    level: int
    lord: TimeLord
    start_jd_tt: float
    end_jd_tt: float
    sign: Sign | None = None
    place: int | None = None
    flags: tuple[PeriodFlag, ...] = ()


class Stretch(NamedTuple):
    """The part of a life that is asked for, in TT: from `since` (birth or later) up to `until`."""

    birth_jd_tt: float
    since_jd_tt: float
    until_jd_tt: float


def stretch(chart: Chart, until: Moment, since: Moment | None) -> Stretch:
    """The part of a life to list. Raises InvalidInput beside "until" when it ends before it begins."""
    birth = chart.moment.jd_tt
    begins = birth if since is None else max(birth, since.jd_tt)
    if until.jd_tt <= begins:
        raise InvalidInput("The periods would end before they begin.", field="until")
    return Stretch(birth, begins, until.jd_tt)


def check_levels(levels: int, most: int) -> None:
    """Raises InvalidInput beside "levels" when that many levels are not to be had."""
    if not 1 <= levels <= most:
        raise InvalidInput(f"There are 1 to {most} levels." if most > 1 else "There is one level.", field="levels")


def unfold(
    spans: Iterable[Span], asked: Stretch, *, levels: int, divide: Callable[[Span], Iterable[Span]]
) -> tuple[Period, ...]:
    """The periods that touch the stretch asked for, each followed by its parts, in order of time.

    `spans` are those of level 1 and may go on for ever; `divide` gives the spans of the next level within one.
    The first period of a level may begin before `since` and the last may end after `until`: they are whole, except
    that nothing is listed from before birth.
    """
    text = cache(utc_text)  # an end is the next one's start, and the end of what holds it
    found: list[Period] = []

    def walk(spans: Iterable[Span]) -> None:
        for span in spans:
            level, lord, start, end, sign, place, flags = span
            if start >= asked.until_jd_tt:
                return
            if end > asked.since_jd_tt:
                if start < asked.birth_jd_tt:
                    start, flags = asked.birth_jd_tt, (PeriodFlag.BEGAN_BEFORE_BIRTH, *flags)
                found.append(Period(level, lord, sign, place, start, end, text(start), text(end), flags))
                if level < levels:
                    walk(divide(span))

    walk(spans)
    return tuple(found)


def birthdays(birth: Moment) -> Callable[[int], float]:
    """A function that gives the n-th birthday (0 is birth itself) as a Julian day of TT.

    A birthday begins at the date and time of birth on the clock of the birthplace, in the Gregorian calendar, with
    the offset from UTC that the clock had at birth: the hour of summer time does not move it. Who was born on
    29 February has it on 1 March in common years.
    """
    date, _, clock = birth.local.partition("T")
    year, month, day = map(int, date.rsplit("-", 2))
    hour, minute, second = clock.split(":")
    utc_s = int(hour) * 3600 + int(minute) * 60 + float(second) - birth.utc_offset_s

    def birthday(age: int) -> float:
        if age == 0:
            return birth.jd_tt
        number = _gregorian_day(year + age, month, day) - EPOCH_DAY_NUMBER
        days, seconds = divmod(number * _DAY_S + utc_s, _DAY_S)
        return julian_days(*gregorian_date(int(days) + EPOCH_DAY_NUMBER), seconds)[1]

    return birthday


def _gregorian_day(year: int, month: int, day: int) -> int:
    if month == _FEBRUARY and day > days_in_month(year, month, Calendar.GREGORIAN):
        month, day = _FEBRUARY + 1, 1
    return day_number(year, month, day, Calendar.GREGORIAN)


def lord_of(sign: Sign) -> TimeLord:
    """The planet whose domicile a sign is. Source: Ptolemy, Tetrabiblos I.17."""
    return _LORDS[sign.number - 1]
