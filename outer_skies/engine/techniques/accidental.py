"""Accidental dignity: what a planet's house, motion, distance from the Sun and company add to its strength.

Source: William Lilly, Christian Astrology (1647), pp. 33, 106, 112-115.
"""

from enum import StrEnum
from typing import NamedTuple

import msgspec

from outer_skies.engine.angles import separation_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.houses import Houses, HouseSystem
from outer_skies.engine.stars import index_of, stars_seen
from outer_skies.engine.techniques.dignity_tables import JUPITER, MARS, MOON, PLANETS, SATURN, SUN, VENUS
from outer_skies.engine.techniques.fortitudes import (
    HOUSE_POINTS,
    MEAN_MOTIONS_DEG_PER_DAY,
    POINTS,
    RISING_POINTS,
    STARS,
    Points,
    Reason,
    Rules,
)
from outer_skies.engine.techniques.needs import houses, position
from outer_skies.engine.techniques.sect import is_oriental
from outer_skies.engine.zodiac import SIGN_DEG
from outer_skies.errors import Undefined


class Angularity(StrEnum):
    """What kind of house holds a planet: an angle (1, 4, 7, 10), the one that follows it, or the one before it."""

    ANGULAR = "angular"
    SUCCEDENT = "succedent"
    CADENT = "cadent"


class SolarPhase(StrEnum):
    """How the Sun's nearness serves a planet."""

    CAZIMI = "cazimi"
    COMBUST = "combust"
    UNDER_THE_BEAMS = "under_the_beams"
    FREE_OF_THE_SUN = "free_of_the_sun"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class Accidents(msgspec.Struct, frozen=True):
    """The circumstances of one planet.

    `house` is the one it is counted in, by `Rules.cusp_deg`. `speed_ratio` is its speed against its mean motion,
    negative when retrograde. `solar_phase` and `is_oriental` (rises before the Sun) are None for the Sun himself.
    """

    house: int
    angularity: Angularity
    speed_ratio: float
    solar_phase: SolarPhase | None
    is_oriental: bool | None
    points: tuple[Points, ...]


_ANGULARITIES = tuple(Angularity)
_LUMINARIES = frozenset({SUN, MOON})
_BY_BENEFIC = {
    0: Reason.CONJUNCT_BENEFIC,
    60: Reason.SEXTILE_BENEFIC,
    120: Reason.TRINE_BENEFIC,
    240: Reason.TRINE_BENEFIC,
    300: Reason.SEXTILE_BENEFIC,
}
_BY_MALEFIC = {
    0: Reason.CONJUNCT_MALEFIC,
    90: Reason.SQUARE_MALEFIC,
    180: Reason.OPPOSED_MALEFIC,
    270: Reason.SQUARE_MALEFIC,
}
_PHASE_POINTS = {phase: POINTS[Reason(phase.value)] for phase in SolarPhase}
_BY_NODE = {0: Reason.CONJUNCT_NORTH_NODE, 180: Reason.CONJUNCT_SOUTH_NODE}


Partner = tuple[Body, int, dict[int, Reason]]  # who, at which whole degree, and what each distance from it means


class _Sky(NamedTuple):
    """What all planets of a chart are held against."""

    rules: Rules
    houses: Houses
    sun: Position
    mars: Position
    saturn: Position
    partners: tuple[Partner, ...]
    stars: tuple[tuple[float, Points], ...]


def find_accidents(chart: Chart, rules: Rules) -> dict[Body, Accidents]:
    """The circumstances of the seven planets. The node is the mean one where the chart holds it, else the true one.

    Raises Undefined for a chart without houses, without one of the seven or without a node.
    """
    sun, _, _, venus, mars, jupiter, saturn = places = [position(chart, body) for body in PLANETS]
    partners = (
        (VENUS, int(venus.longitude_deg), _BY_BENEFIC),
        (JUPITER, int(jupiter.longitude_deg), _BY_BENEFIC),
        (Body.MEAN_NODE, int(_node_deg(chart)), _BY_NODE),
        (MARS, int(mars.longitude_deg), _BY_MALEFIC),
        (SATURN, int(saturn.longitude_deg), _BY_MALEFIC),
    )
    longitudes = stars_seen(chart.moment.jd_tt, chart.options.ayanamsa).longitude_deg
    stars = tuple((float(longitudes[index_of(star)]), points) for star, points in STARS.items())
    sky = _Sky(rules, houses(chart), sun, mars, saturn, partners, stars)
    return {one.body: _accidents(one, sky) for one in places}


def _node_deg(chart: Chart) -> float:
    for node in (Body.MEAN_NODE, Body.TRUE_NODE):
        for one in chart.bodies:
            if one.body is node:
                return one.longitude_deg
    raise Undefined("This needs the Moon's node, which the chart does not hold.")


def _accidents(one: Position, sky: _Sky) -> Accidents:
    body, longitude, sun_deg = one.body, one.longitude_deg, sky.sun.longitude_deg
    house = house_counted(one, sky.houses, sky.rules.cusp_deg)
    ratio = one.speed_deg_per_day / MEAN_MOTIONS_DEG_PER_DAY[body]
    points = [HOUSE_POINTS[house - 1]]
    if body not in _LUMINARIES:
        points.append(POINTS[Reason.RETROGRADE if one.is_retrograde else Reason.DIRECT])
    points.append(POINTS[Reason.SWIFT if ratio > 1 else Reason.SLOW])
    phase, rises_first = None, None
    if body is not SUN:
        rises_first = is_oriental(longitude, sun_deg)
        phase = solar_phase(longitude, sun_deg, sky.rules)
        points += (RISING_POINTS[body][0 if rises_first else 1], _PHASE_POINTS[phase])
    points += _company(body, longitude, sky.partners)
    if _is_besieged(one, sky.saturn, sky.mars):
        points.append(POINTS[Reason.BESIEGED])
    points += [given for star, given in sky.stars if separation_deg(longitude, star) <= sky.rules.star_deg]
    return Accidents(house, _ANGULARITIES[(house - 1) % 3], ratio, phase, rises_first, tuple(points))


def house_counted(one: Position, held: Houses, cusp_deg: float) -> int:
    """The house a planet counts for, 1 to 12: the next one where it stands within `cusp_deg` before its cusp."""
    house = one.house or 0
    following = house % 12 + 1
    if held.system is HouseSystem.WHOLE_SIGN:
        return house
    return following if separation_deg(one.longitude_deg, held.cusps_deg[following - 1]) <= cusp_deg else house


def solar_phase(longitude_deg: float, sun_deg: float, rules: Rules) -> SolarPhase:
    """How near the Sun a planet stands. Combustion asks for his sign as well (Lilly, p. 113)."""
    apart = separation_deg(longitude_deg, sun_deg)
    if apart <= rules.cazimi_deg:
        return SolarPhase.CAZIMI
    if apart <= rules.combust_deg and longitude_deg // SIGN_DEG == sun_deg // SIGN_DEG:
        return SolarPhase.COMBUST
    return SolarPhase.UNDER_THE_BEAMS if apart <= rules.beams_deg else SolarPhase.FREE_OF_THE_SUN


def _company(body: Body, longitude_deg: float, partners: tuple[Partner, ...]) -> list[Points]:
    """Partile aspects: in the same degree of signs that the aspect is apart. Each line counts once."""
    degree = int(longitude_deg)
    found: dict[Reason, Points] = {}
    for partner, partner_degree, meanings in partners:
        reason = meanings.get((degree - partner_degree) % 360)
        if reason is not None and partner is not body:
            found[reason] = POINTS[reason]
    return list(found.values())


def _is_besieged(one: Position, saturn: Position, mars: Position) -> bool:
    """Whether a planet stands between Saturn and Mars, the three in one sign (Lilly, p. 114)."""
    if one.body in (SATURN, MARS):
        return False
    signs = {int(each.longitude_deg / SIGN_DEG) for each in (one, saturn, mars)}
    low, high = sorted((saturn.longitude_deg, mars.longitude_deg))
    return len(signs) == 1 and low < one.longitude_deg < high
