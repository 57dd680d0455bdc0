"""Almutens: who has most to say at a degree, and over the whole figure.

At a degree its lord counts 5, the planet exalted there 4, each lord of the triplicity in charge by day or by night 3,
the lord of the term 2, that of the face 1. Source: William Lilly, Christian Astrology (1647), pp. 49 and 115.

Over the figure each planet adds what it counts at the five places on which life depends (Sun, Moon, Ascendant, Lot of
Fortune, the new or full Moon before birth), the strength of the house it stands in, 7 as lord of the day of the week
and 6 as lord of the hour. Source: Abraham Ibn Ezra, Book of Nativities, as taught by Robert Zoller, Tools and
Techniques of the Medieval Astrologers (1981).
"""

from enum import StrEnum
from functools import lru_cache

import msgspec

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.lots import LotName
from outer_skies.engine.techniques.accidental import house_counted
from outer_skies.engine.techniques.dignity_tables import (
    HELLENISTIC_TABLES,
    MOON,
    PLANETS,
    SUN,
    Rulers,
    Tables,
    rulers_by_degree,
)
from outer_skies.engine.techniques.fortitudes import DEFAULT_RULES, Rules
from outer_skies.engine.techniques.needs import houses, is_day_chart, point_longitude_deg, position
from outer_skies.engine.techniques.planetary_hours import find_planetary_hours
from outer_skies.engine.techniques.syzygy import Syzygy, find_syzygy
from outer_skies.engine.zodiac import Sign
from outer_skies.errors import Undefined

DOMICILE, EXALTATION, TRIPLICITY, TERM, FACE = 5, 4, 3, 2, 1
HOUSE_STRENGTHS = (12, 6, 3, 9, 7, 1, 10, 4, 5, 11, 8, 2)  # houses 1 to 12
DAY_LORD, HOUR_LORD = 7, 6


class PlanetPoints(msgspec.Struct, frozen=True):
    """How much a planet counts at a degree."""

    body: Body
    points: int


class Almuten(msgspec.Struct, frozen=True):
    """Who counts most at a point: `almutens` are all who share the most points.

    `point` is a body, an angle, a lot, "syzygy", or "cusp_1" to "cusp_12"; its longitude is in degrees, [0, 360).
    """

    point: str
    longitude_deg: float
    rulers: Rulers
    points: tuple[PlanetPoints, ...]
    almutens: tuple[Body, ...]


class Share(StrEnum):
    """Where a planet's points over the figure come from."""

    SUN = "sun"
    MOON = "moon"
    ASCENDANT = "ascendant"
    FORTUNE = "fortune"
    SYZYGY = "syzygy"
    HOUSE = "house"
    DAY = "day"
    HOUR = "hour"


class ShareOfFigure(msgspec.Struct, frozen=True):
    """Points and where they come from."""

    share: Share
    points: int


class PlanetOfFigure(msgspec.Struct, frozen=True):
    """A planet's points over the whole figure, and their sum."""

    body: Body
    shares: tuple[ShareOfFigure, ...]
    score: int


class Almutens(msgspec.Struct, frozen=True):
    """Almutens of the places and cusps of a chart, and `figure`: all who share the most points over the whole of it.

    `day_lord` and `hour_lord` are None, and count nothing, where the Sun does not rise and set that day.
    """

    tables: Tables
    places: tuple[Almuten, ...]
    cusps: tuple[Almuten, ...]
    syzygy: Syzygy
    day_lord: Body | None
    hour_lord: Body | None
    planets: tuple[PlanetOfFigure, ...]
    figure: tuple[Body, ...]


@lru_cache(maxsize=32)
def _by_degree(
    tables: Tables, *, by_day: bool
) -> tuple[tuple[Rulers, tuple[PlanetPoints, ...], tuple[Body, ...]], ...]:
    """Of each of the 360 degrees: its rulers, the points of all who have any, and who has most."""
    found: list[tuple[Rulers, tuple[PlanetPoints, ...], tuple[Body, ...]]] = []
    for rulers in rulers_by_degree(tables, by_day=by_day):
        counted = dict.fromkeys(PLANETS, 0)
        counted[rulers.domicile] += DOMICILE
        if rulers.exaltation:
            counted[rulers.exaltation] += EXALTATION
        for lord in rulers.triplicity:
            counted[lord] += TRIPLICITY
        counted[rulers.term] += TERM
        counted[rulers.face] += FACE
        most = max(counted.values())
        points = tuple(PlanetPoints(body, count) for body, count in counted.items() if count)
        found.append((rulers, points, tuple(one.body for one in points if one.points == most)))
    return tuple(found)


def almuten_of(
    longitude_deg: float, *, by_day: bool, tables: Tables = HELLENISTIC_TABLES, point: str = "degree"
) -> Almuten:
    """Who counts most at a longitude in [0, 360), by Dorotheus' triplicities and Egyptian terms unless told."""
    rulers, points, most = _by_degree(tables, by_day=by_day)[int(longitude_deg)]
    return Almuten(point, longitude_deg, rulers, points, most)


def find_almutens(chart: Chart, rules: Rules = DEFAULT_RULES) -> Almutens:
    """The almutens of the five places of life and the Midheaven, of the cusps, and of the figure by Ibn Ezra's count.

    Of the rules the tables and the distance before a cusp are used. Raises Undefined for a chart without houses or
    without one of the seven planets.
    """
    by_day, syzygy = is_day_chart(chart), find_syzygy(chart)
    points = [(name, point_longitude_deg(chart, name)) for name in _PLACES]
    points.append((Share.SYZYGY.value, syzygy.longitude_deg))
    points += [(f"cusp_{number}", cusp) for number, cusp in enumerate(houses(chart).cusps_deg, 1)]
    read = [almuten_of(degree, by_day=by_day, tables=rules.tables, point=name) for name, degree in points]
    places, cusps = read[: -len(Sign)], read[-len(Sign) :]
    day_lord, hour_lord = find_lords_of_time(chart)
    planets = [
        _of_figure(
            body, places, house_counted(position(chart, body), houses(chart), rules.cusp_deg), day_lord, hour_lord
        )
        for body in PLANETS
    ]
    most = max(one.score for one in planets)
    figure = tuple(one.body for one in planets if one.score == most)
    return Almutens(rules.tables, tuple(places), tuple(cusps), syzygy, day_lord, hour_lord, tuple(planets), figure)


def _of_figure(
    body: Body, places: list[Almuten], house: int, day_lord: Body | None, hour_lord: Body | None
) -> PlanetOfFigure:
    shares = [
        ShareOfFigure(Share(place.point), counted.points)
        for place in places
        if place.point in _OF_LIFE
        for counted in place.points
        if counted.body is body
    ]
    shares.append(ShareOfFigure(Share.HOUSE, HOUSE_STRENGTHS[house - 1]))
    if body is day_lord:
        shares.append(ShareOfFigure(Share.DAY, DAY_LORD))
    if body is hour_lord:
        shares.append(ShareOfFigure(Share.HOUR, HOUR_LORD))
    return PlanetOfFigure(body, tuple(shares), sum(one.points for one in shares))


_PLACES = (SUN.value, MOON.value, "ascendant", "midheaven", LotName.FORTUNE.value)
_OF_LIFE = frozenset({Share.SUN, Share.MOON, Share.ASCENDANT, Share.FORTUNE, Share.SYZYGY})


def find_lords_of_time(chart: Chart) -> tuple[Body, Body] | tuple[None, None]:
    """The lords of the planetary day and hour of a chart, or None where the Sun does not rise and set that day."""
    try:
        found = find_planetary_hours(chart)
    except Undefined:
        return None, None
    return found.day_ruler, found.hour_ruler
