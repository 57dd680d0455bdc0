"""The seven ages of life, each a planet's; and the planets' years that lengths of life and periods are made of.

Source: Ptolemy, Tetrabiblos IV.10 (the ages); Vettius Valens, Anthology III and VII (minor years), and the Egyptian
terms, whose sums are the greater years of the five planets (Tetrabiblos I.20-21).
"""

from collections.abc import Iterator

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.moments import Moment
from outer_skies.engine.techniques.periods import (
    Period,
    PeriodFlag,
    Span,
    TimeLord,
    birthdays,
    check_levels,
    stretch,
    unfold,
)

# Saturn has what is left.
AGES = (
    (TimeLord.MOON, 4), (TimeLord.MERCURY, 10), (TimeLord.VENUS, 8), (TimeLord.SUN, 19), (TimeLord.MARS, 15),
    (TimeLord.JUPITER, 12),
)  # fmt: skip


class PlanetaryYears(msgspec.Struct, frozen=True):
    """How many years are a planet's own: the fewest and the most that it gives."""

    lord: TimeLord
    minor: int
    greater: int


PLANETARY_YEARS = (
    PlanetaryYears(TimeLord.SUN, 19, 120),
    PlanetaryYears(TimeLord.MOON, 25, 108),
    PlanetaryYears(TimeLord.MERCURY, 20, 76),
    PlanetaryYears(TimeLord.VENUS, 8, 82),
    PlanetaryYears(TimeLord.MARS, 15, 66),
    PlanetaryYears(TimeLord.JUPITER, 12, 79),
    PlanetaryYears(TimeLord.SATURN, 30, 57),
)
MINOR_YEARS = {one.lord: one.minor for one in PLANETARY_YEARS}


class PlanetaryAges(msgspec.Struct, frozen=True):
    """The ages on level 1, from birth; and each planet's years."""

    periods: tuple[Period, ...]
    years: tuple[PlanetaryYears, ...]


def find_ages(chart: Chart, until: Moment, *, since: Moment | None = None, levels: int = 1) -> PlanetaryAges:
    """The ages of life from birth, or `since`, up to `until`, counted in birthdays (see `periods.birthdays`).

    Saturn's, from the 68th birthday, has no end of its own and is listed up to `until`. Raises InvalidInput beside
    "levels" and "until".
    """
    check_levels(levels, 1)
    asked = stretch(chart, until, since)
    birthday = birthdays(chart.moment)

    def ages() -> Iterator[Span]:
        age = 0
        for lord, years in AGES:
            yield Span(1, lord, birthday(age), birthday(age + years))
            age += years
        flags = (PeriodFlag.OPEN_ENDED,)
        yield Span(1, TimeLord.SATURN, birthday(age), max(birthday(age), asked.until_jd_tt), flags=flags)

    return PlanetaryAges(unfold(ages(), asked, levels=1, divide=lambda _: ()), PLANETARY_YEARS)
