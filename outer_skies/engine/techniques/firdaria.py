"""Firdaria: the seven planets and the Moon's nodes rule by turns, 75 years in all; each planet shares with the others.

Source: Abu Ma'shar, On the Revolutions of the Years of Nativities IV; al-Biruni, Book of Instruction in the Elements
of the Art of Astrology (his table of the fardars); for the other nocturnal order Guido Bonatti, Book of Astronomy.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import count

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.moments import Moment
from outer_skies.engine.techniques.needs import is_day_chart
from outer_skies.engine.techniques.periods import Period, Span, TimeLord, birthdays, check_levels, stretch, unfold

YEARS = {
    TimeLord.SUN: 10, TimeLord.VENUS: 8, TimeLord.MERCURY: 13, TimeLord.MOON: 9, TimeLord.SATURN: 11,
    TimeLord.JUPITER: 12, TimeLord.MARS: 7, TimeLord.NORTH_NODE: 3, TimeLord.SOUTH_NODE: 2,
}  # fmt: skip
# From the slowest to the swiftest, as the sphere of each lies within that of the one before.
CHALDEAN = (
    TimeLord.SATURN, TimeLord.JUPITER, TimeLord.MARS, TimeLord.SUN, TimeLord.VENUS, TimeLord.MERCURY, TimeLord.MOON,
)  # fmt: skip
_NODES = (TimeLord.NORTH_NODE, TimeLord.SOUTH_NODE)
_CYCLE_YEARS = sum(YEARS.values())


class NightNodes(StrEnum):
    """Where the nodes come in the firdaria of a birth by night. By day they come last."""

    LAST = "last"  # after Mercury, the last planet: Abu Ma'shar and al-Biruni
    AFTER_MARS = "after_mars"  # after the fourth planet, as by day they follow Mars: read out of Bonatti


class Firdaria(msgspec.Struct, frozen=True):
    """Major periods on level 1, their seven parts on level 2. A node's period is not divided: it is its own part."""

    is_day: bool
    night_nodes: NightNodes
    periods: tuple[Period, ...]


def find_firdaria(
    chart: Chart,
    until: Moment,
    *,
    since: Moment | None = None,
    night_nodes: NightNodes = NightNodes.LAST,
    levels: int = 2,
) -> Firdaria:
    """The firdaria from birth, or `since`, up to `until`; after 75 years they begin again.

    Years run from birthday to birthday (see `periods.birthdays`); a planet's period has seven equal parts, the first
    its own, the others in the order of the spheres downwards. Raises Undefined when it cannot be said whether the
    birth was by day, InvalidInput beside "levels" and "until".
    """
    check_levels(levels, 2)
    asked = stretch(chart, until, since)
    by_day = is_day_chart(chart)
    majors = _majors(chart, lord_order(is_day=by_day, night_nodes=night_nodes))
    return Firdaria(by_day, night_nodes, unfold(majors, asked, levels=levels, divide=_divide))


def lord_order(*, is_day: bool, night_nodes: NightNodes = NightNodes.LAST) -> tuple[TimeLord, ...]:
    """The nine rulers in their order, from the Sun by day and from the Moon by night."""
    planets = chaldean_from(TimeLord.SUN if is_day else TimeLord.MOON)
    if is_day or night_nodes is NightNodes.LAST:
        return (*planets, *_NODES)
    after = planets.index(TimeLord.MARS) + 1
    return (*planets[:after], *_NODES, *planets[after:])


def chaldean_from(first: TimeLord) -> tuple[TimeLord, ...]:
    """The seven planets from `first` downwards, and on from the highest."""
    at = CHALDEAN.index(first)
    return CHALDEAN[at:] + CHALDEAN[:at]


def _majors(chart: Chart, order: tuple[TimeLord, ...]) -> Iterator[Span]:
    birthday = birthdays(chart.moment)
    for cycle in count():
        age = cycle * _CYCLE_YEARS
        for lord in order:
            yield Span(1, lord, birthday(age), birthday(age + YEARS[lord]))
            age += YEARS[lord]


def _divide(span: Span) -> Iterator[Span]:
    lords = (span.lord,) if span.lord in _NODES else chaldean_from(span.lord)
    length = (span.end_jd_tt - span.start_jd_tt) / len(lords)
    starts = [span.start_jd_tt + length * part for part in range(len(lords))]
    for lord, start, end in zip(lords, starts, [*starts[1:], span.end_jd_tt], strict=True):
        yield Span(2, lord, start, end)
