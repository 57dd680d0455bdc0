"""Zodiacal releasing: from the sign of a lot through the signs, each as long as its ruler's minor years.

Source: Vettius Valens, Anthology IV.4-10.
"""

from collections.abc import Iterator
from itertools import count

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.lots import LotName
from outer_skies.engine.moments import Moment
from outer_skies.engine.techniques.ages import MINOR_YEARS
from outer_skies.engine.techniques.named_points import named_point_deg
from outer_skies.engine.techniques.periods import Period, PeriodFlag, Span, check_levels, lord_of, stretch, unfold
from outer_skies.engine.zodiac import Sign, sign_of

_SIGNS = tuple(Sign)
# A sign has the minor years of its ruler, but Capricorn 27 of Saturn's 30 (Valens IV.4).
YEARS = {sign: MINOR_YEARS[lord_of(sign)] for sign in _SIGNS} | {Sign.CAPRICORN: 27}
YEAR_DAYS = 360
LEVELS = 4
_ANGULAR = (1, 4, 7, 10)
# All lengths are whole numbers of the least unit, a level 4 "year" of five hours; each level's is twelve of the next.
_UNIT_DAYS = YEAR_DAYS / 12 ** (LEVELS - 1)
_UNITS = {level: 12 ** (LEVELS - level) for level in range(1, LEVELS + 1)}


class ZodiacalReleasing(msgspec.Struct, frozen=True):
    """Years, months, days and hours of the signs: levels 1 to 4 of `periods`.

    `lot` is the lot released and `sign` the sign that releasing begins from. That is the sign after the lot's own
    when `is_moved_on`: Spirit shared the sign with Fortune. A period's `place` is that of its sign from the sign of
    Fortune; at 1, 4, 7 and 10 it is flagged as a peak, at 10 the highest. A year has 360 days.
    """

    lot: str
    sign: Sign
    is_moved_on: bool
    fortune_sign: Sign
    periods: tuple[Period, ...]


def find_zodiacal_releasing(
    chart: Chart,
    until: Moment,
    *,
    since: Moment | None = None,
    lot: str = LotName.SPIRIT,
    moves_on: bool = True,
    levels: int = 2,
) -> ZodiacalReleasing:
    """Zodiacal releasing of a lot (or of any point of the chart) from birth, or `since`, up to `until`.

    A year has 360 days, a month 30, a day of level 3 two and a half, an hour of level 4 five hours. Where the parts
    of a period have gone once round the zodiac, its bond is loosed: they go on from the sign opposite the first. On
    level 1 the zodiac takes 211 such years, and then is gone round again. With `moves_on` Spirit is released from
    the next sign when it shares the sign of Fortune, as Valens has it.

    Raises Undefined when the chart has no such lot, InvalidInput beside "point" when there is none of that name, and
    beside "levels" and "until".
    """
    check_levels(levels, LEVELS)
    asked = stretch(chart, until, since)
    fortune = sign_of(named_point_deg(chart, LotName.FORTUNE))
    sign = sign_of(named_point_deg(chart, lot))
    is_moved_on = moves_on and lot == LotName.SPIRIT and sign is fortune
    if is_moved_on:
        sign = _SIGNS[sign.number % 12]
    birth = asked.birth_jd_tt
    base = fortune.number - 1

    def span(level: int, index: int, begins: int, ends: int, *, is_loosed: bool = False) -> Span:
        one = _SIGNS[index % 12]
        place = (index - base) % 12 + 1
        flags = (PeriodFlag.LOOSING_OF_THE_BOND,) if is_loosed else ()
        if place in _ANGULAR:
            flags += (PeriodFlag.PEAK,)
        return Span(level, lord_of(one), birth + begins * _UNIT_DAYS, birth + ends * _UNIT_DAYS, one, place, flags)

    def majors() -> Iterator[Span]:
        begins = 0
        for index in count(sign.number - 1):
            ends = begins + YEARS[_SIGNS[index % 12]] * _UNITS[1]
            yield span(1, index, begins, ends)
            begins = ends

    def divide(whole: Span) -> Iterator[Span]:
        level = whole.level + 1
        begins, last = (round((edge - birth) / _UNIT_DAYS) for edge in whole[2:4])
        index = _SIGNS.index(whole.sign or sign)
        for step in count():
            if step == 12:  # noqa: PLR2004  once round
                index += 6
            ends = min(begins + YEARS[_SIGNS[index % 12]] * _UNITS[level], last)
            yield span(level, index, begins, ends, is_loosed=step == 12)  # noqa: PLR2004
            if ends == last:
                return
            begins, index = ends, index + 1

    periods = unfold(majors(), asked, levels=levels, divide=divide)
    return ZodiacalReleasing(lot, sign, is_moved_on, fortune, periods)
