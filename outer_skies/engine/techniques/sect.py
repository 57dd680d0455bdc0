"""Sect: whether a birth is by day or by night, and which planets that suits.

Source: Ptolemy, Tetrabiblos I.6-7; Vettius Valens, Anthologies III.5; Abu Ma'shar, Great Introduction VII.1 (hayyiz).
"""

import math
from enum import StrEnum

import msgspec

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.lots import is_day
from outer_skies.engine.techniques.dignity_tables import JUPITER, MARS, MERCURY, MOON, PLANETS, SATURN, SUN, VENUS
from outer_skies.engine.techniques.needs import angles, is_day_chart, position
from outer_skies.engine.zodiac import SIGN_DEG

_HALF_CIRCLE_DEG, _FULL_CIRCLE_DEG = 180.0, 360.0


class Sect(StrEnum):
    """The two parties of the sky: that of the Sun and that of the Moon."""

    DAY = "day"
    NIGHT = "night"


class PlanetSect(msgspec.Struct, frozen=True):
    """How one planet fares by sect.

    It is of the chart's sect when its own is the same. It is above the horizon as a body, refraction left out. It is
    in halb when it stands on its own side of the horizon: a planet of the day where the Sun is, one of the night
    opposite to it. It is in hayz when moreover its sign is of its own gender, masculine (Aries, Gemini...) or feminine.
    """

    body: Body
    sect: Sect
    is_of_the_sect: bool
    is_above_horizon: bool
    is_in_halb: bool
    is_in_hayz: bool


class SectReading(msgspec.Struct, frozen=True):
    """The sect of a chart, the four that lead it, and each of the seven planets by it.

    Of the benefics and of the malefics the one of the chart's sect does most good, or least harm.
    """

    sect: Sect
    light: Body
    benefic_of_the_sect: Body
    malefic_of_the_sect: Body
    benefic_contrary: Body
    malefic_contrary: Body
    planets: tuple[PlanetSect, ...]


_SECTS = {SUN: Sect.DAY, JUPITER: Sect.DAY, SATURN: Sect.DAY, MOON: Sect.NIGHT, VENUS: Sect.NIGHT, MARS: Sect.NIGHT}
_FEMININE = frozenset({MOON, VENUS})
_LEADERS = {
    Sect.DAY: (SUN, JUPITER, SATURN, VENUS, MARS),
    Sect.NIGHT: (MOON, VENUS, MARS, JUPITER, SATURN),
}


def is_oriental(longitude_deg: float, sun_deg: float) -> bool:
    """Whether a planet rises before the Sun: it stands less than half a circle behind him in the zodiac."""
    return 0 < (sun_deg - longitude_deg) % _FULL_CIRCLE_DEG < _HALF_CIRCLE_DEG


def find_sect(chart: Chart) -> SectReading:
    """The sect of a chart and of its planets. Mercury is of the day when he rises before the Sun, else of the night.

    Raises Undefined for a chart without angles or without one of the seven planets.
    """
    sect = Sect.DAY if is_day_chart(chart) else Sect.NIGHT
    light, benefic, malefic, other_benefic, other_malefic = _LEADERS[sect]
    planets = tuple(_planets(chart, sect, [position(chart, body) for body in PLANETS]))
    return SectReading(sect, light, benefic, malefic, other_benefic, other_malefic, planets)


def _planets(chart: Chart, sect: Sect, places: list[Position]) -> list[PlanetSect]:
    armc, latitude = angles(chart).armc_deg, chart.place.north_latitude_deg if chart.place else math.nan
    sun = places[0].longitude_deg
    found: list[PlanetSect] = []
    for one in places:
        body = one.body
        rises_first = is_oriental(one.longitude_deg, sun)
        own = _SECTS.get(body) or (Sect.DAY if rises_first else Sect.NIGHT)
        is_feminine = body in _FEMININE or (body is MERCURY and not rises_first)
        is_above = is_day(one.right_ascension_deg, one.declination_deg, armc, latitude)
        with_the_sun = is_above == (sect is Sect.DAY)
        in_halb = with_the_sun == (own is Sect.DAY)
        in_own_gender = is_feminine == bool(int(one.longitude_deg / SIGN_DEG) % 2)
        found.append(PlanetSect(body, own, own is sect, is_above, in_halb, in_halb and in_own_gender))
    return found
