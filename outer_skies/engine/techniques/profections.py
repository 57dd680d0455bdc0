"""Profections: a point of the chart goes one sign a year, one sign a month within the year, and one a day or so.

Source: Ptolemy, Tetrabiblos IV.10; Vettius Valens, Anthology IV.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import count

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.moments import Moment
from outer_skies.engine.techniques.named_points import named_point_deg
from outer_skies.engine.techniques.periods import Period, Span, birthdays, check_levels, lord_of, stretch, unfold
from outer_skies.engine.zodiac import SIGN_DEG, Sign, degree_in_sign, sign_of
from outer_skies.errors import InvalidInput

ASCENDANT = "ascendant"
_SIGNS = tuple(Sign)


class Stride(StrEnum):
    """How the point goes on."""

    WHOLE_SIGNS = "whole_signs"  # at each birthday it is in the next sign, wherever in the first it began
    DEGREES = "degrees"  # 30 degrees from birthday to birthday, evenly: it changes sign when it reaches the next


class Months(StrEnum):
    """How many signs a year is divided into; a month always into twelve."""

    TWELVE = "twelve"
    THIRTEEN = "thirteen"  # Ptolemy's 28 days, days of two and a third; months of one year lead to those of the next


class Profections(msgspec.Struct, frozen=True):
    """Profected years, months and days: levels 1, 2 and 3 of `periods`.

    `point` is what was profected and `longitude_deg` where it stands at birth, [0, 360). A period's `place` is that
    of its sign from the Ascendant's sign by whole signs, or from the point's own where there is no Ascendant.
    """

    point: str
    longitude_deg: float
    stride: Stride
    months: Months
    periods: tuple[Period, ...]


def find_profections(
    chart: Chart,
    until: Moment,
    *,
    since: Moment | None = None,
    point: str = ASCENDANT,
    stride: Stride = Stride.WHOLE_SIGNS,
    months: Months = Months.TWELVE,
    levels: int = 2,
) -> Profections:
    """Profections of a point from birth, or `since`, up to `until`.

    Years begin at birthdays (see `periods.birthdays`), not at solar returns; months and days are equal parts of
    them. A profection by degrees has years alone. Raises Undefined when the chart has no such point, InvalidInput
    beside "point" for a word that names none, and beside "levels" and "until".
    """
    longitude = named_point_deg(chart, point)
    by_degrees = stride is Stride.DEGREES
    if by_degrees and levels > 1:
        raise InvalidInput("A profection by degrees has one level.", field="levels")
    check_levels(levels, 3)
    asked = stretch(chart, until, since)
    first = _index(longitude)
    base = first if chart.angles is None else _index(chart.angles.ascendant)
    lead = degree_in_sign(longitude) / SIGN_DEG if by_degrees else 0.0
    parts = {1: 13 if months is Months.THIRTEEN else 12, 2: 12}

    def divide(span: Span) -> Iterator[Span]:
        number = parts[span.level]
        start, length = span.start_jd_tt, span.end_jd_tt - span.start_jd_tt
        opens = first if span.sign is None else _SIGNS.index(span.sign)
        for part in range(number):
            end = span.end_jd_tt if part == number - 1 else start + length * (part + 1) / number
            yield _span(span.level + 1, opens + part, base, start + length * part / number, end)

    periods = unfold(_years(chart, first, base, lead), asked, levels=levels, divide=divide)
    return Profections(point, longitude, stride, months, periods)


def _years(chart: Chart, first: int, base: int, lead: float) -> Iterable[Span]:
    """The years; `lead` is the share of a sign that the point has behind it at birth."""
    birthday = birthdays(chart.moment)

    def begin(number: int) -> float:
        if number == 0 or not lead:
            return birthday(number)
        before = birthday(number - 1)
        return before + (birthday(number) - before) * (1 - lead)

    start = begin(0)
    for number in count():
        end = begin(number + 1)
        yield _span(1, first + number, base, start, end)
        start = end


def _span(level: int, index: int, base: int, start_jd_tt: float, end_jd_tt: float) -> Span:
    sign = _SIGNS[index % 12]
    return Span(level, lord_of(sign), start_jd_tt, end_jd_tt, sign, (index - base) % 12 + 1)


def _index(longitude_deg: float) -> int:
    return _SIGNS.index(sign_of(longitude_deg))
