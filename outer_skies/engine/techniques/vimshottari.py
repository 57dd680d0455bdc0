"""Vimshottari dasha: nine rulers in 120 years, from the lunar mansion that held the Moon at birth, in four levels.

Source: Brihat Parashara Hora Shastra, the chapter on dashas (Vimshottari).
"""

from collections.abc import Iterator
from itertools import count

import msgspec

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import sight
from outer_skies.engine.moments import Moment
from outer_skies.engine.techniques.nakshatras import Nakshatra, nakshatra_of
from outer_skies.engine.techniques.periods import Period, Span, TimeLord, check_levels, stretch, unfold
from outer_skies.errors import InvalidInput

# Ketu is the south node and Rahu the north node.
YEARS = {
    TimeLord.SOUTH_NODE: 7, TimeLord.VENUS: 20, TimeLord.SUN: 6, TimeLord.MOON: 10, TimeLord.MARS: 7,
    TimeLord.NORTH_NODE: 18, TimeLord.JUPITER: 16, TimeLord.SATURN: 19, TimeLord.MERCURY: 17,
}  # fmt: skip
CYCLE_YEARS = 120
LEVELS = 4
JULIAN_YEAR_DAYS = 365.25
SAVANA_YEAR_DAYS = 360.0
_SHORTEST_YEAR_DAYS, _LONGEST_YEAR_DAYS = 324.0, 367.0  # from twelve sidereal months of 27 days to the solar year
_LORDS = tuple(YEARS)


class Vimshottari(msgspec.Struct, frozen=True):
    """Maha-, antar-, pratyantar- and sukshma dashas: levels 1 to 4 of `periods`.

    The Moon stands at `moon_longitude_deg`, [0, 360), in the sidereal zodiac of `ayanamsa`, and so in `nakshatra`,
    whose ruler is that of the first dasha; `balance_days` of it are left at birth. A year has `year_days`.
    """

    ayanamsa: Ayanamsa
    year_days: float
    moon_longitude_deg: float
    nakshatra: Nakshatra
    balance_days: float
    periods: tuple[Period, ...]


def find_vimshottari(
    chart: Chart,
    until: Moment,
    *,
    since: Moment | None = None,
    ayanamsa: Ayanamsa | None = None,
    year_days: float = JULIAN_YEAR_DAYS,
    levels: int = 2,
) -> Vimshottari:
    """The dashas from birth, or `since`, up to `until`; after 120 years they begin again.

    The ayanamsa is the one asked for, or the chart's own, or Lahiri's for a tropical chart. A year has 365.25 days,
    or 360, or what is asked for from 324 to 367. The parts of a period are to it as the rulers' years are to 120, the
    first its own ruler's.

    Raises InvalidInput beside "year_days", "levels" and "until", and OutsideEphemeris.
    """
    check_levels(levels, LEVELS)
    if not _SHORTEST_YEAR_DAYS <= year_days <= _LONGEST_YEAR_DAYS:
        raise InvalidInput("A year of dashas has 324 to 367 days, 365.25 or 360 most often.", field="year_days")
    asked = stretch(chart, until, since)
    zero = ayanamsa or chart.options.ayanamsa or Ayanamsa.LAHIRI
    observer = chart.place if chart.options.topocentric else None
    (moon,) = sight(asked.birth_jd_tt, (Body.MOON,), ayanamsa=zero, observer=observer)
    mansion = nakshatra_of(Body.MOON, moon.longitude_deg)
    first_days = YEARS[mansion.lord] * year_days
    passed_days = mansion.share_elapsed * first_days
    majors = _majors(asked.birth_jd_tt - passed_days, mansion.lord, year_days)
    return Vimshottari(
        zero,
        year_days,
        moon.longitude_deg,
        mansion.nakshatra,
        first_days - passed_days,
        unfold(majors, asked, levels=levels, divide=_divide),
    )


def _majors(start_jd_tt: float, first: TimeLord, year_days: float) -> Iterator[Span]:
    years = 0
    for index in count(_LORDS.index(first)):
        lord = _LORDS[index % len(_LORDS)]
        begins, years = start_jd_tt + years * year_days, years + YEARS[lord]
        yield Span(1, lord, begins, start_jd_tt + years * year_days)


def _divide(span: Span) -> Iterator[Span]:
    start, length = span.start_jd_tt, span.end_jd_tt - span.start_jd_tt
    first = _LORDS.index(span.lord)
    begins, years = start, 0
    for lord in _LORDS[first:] + _LORDS[:first]:
        years += YEARS[lord]
        ends = span.end_jd_tt if years == CYCLE_YEARS else start + length * years / CYCLE_YEARS
        yield Span(span.level + 1, lord, begins, ends)
        begins = ends
