"""The heliocentric chart: the planets and the Earth as they stand around the Sun, and the aspects between them there.

Positions are geometric: where the planets are at the moment, without light-time and aberration, on the ecliptic of
date. Aspects are those the chart asks for, with its orbs; the Earth has the factor of the Sun, whose place it takes.

Source: T. Patrick Davis, Revolutionizing Astrology with Heliocentric (1980).
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import msgspec

from outer_skies.engine.aspects import (
    EXACT_DEG,
    ONCE_ROUND,
    STEPS_PER_DEGREE,
    AspectKind,
    Motion,
    Orbs,
    Slot,
    longitude_table,
)
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import heliocentric_rows
from outer_skies.engine.far_bodies import Planet
from outer_skies.engine.zodiac import Sign, degree_in_sign, sign_of

_PLANETS = tuple(Planet)


class PlanetPosition(msgspec.Struct, frozen=True, gc=False):
    """Longitude [0, 360), latitude, daily motion in longitude, in degrees, in the chart's zodiac; distance in au."""

    planet: Planet
    longitude_deg: float
    latitude_deg: float
    distance_au: float
    speed_deg_per_day: float
    sign: Sign
    degree_in_sign: float


class PlanetAspect(msgspec.Struct, frozen=True, gc=False):
    """Two planets in aspect as seen from the Sun; as `aspects.Aspect`."""

    a: Planet
    b: Planet
    kind: AspectKind
    orb_deg: float
    max_orb_deg: float
    motion: Motion


class Heliocentric(msgspec.Struct, frozen=True):
    """The planets in order of distance, and their aspects in the order of the pairs."""

    positions: tuple[PlanetPosition, ...]
    aspects: tuple[PlanetAspect, ...]


def find_heliocentric(chart: Chart) -> Heliocentric:
    """The chart's moment as it is around the Sun. Raises OutsideEphemeris."""
    options = chart.options
    rows = heliocentric_rows(chart.moment.jd_tt, _PLANETS, options.ayanamsa)
    positions = tuple(
        PlanetPosition(planet, *row[:4], sign_of(row[0]), degree_in_sign(row[0]))
        for planet, row in zip(_PLANETS, rows, strict=True)
    )
    return Heliocentric(positions, _aspects(positions, options.orbs, options.aspects))


@lru_cache(maxsize=64)
def _pairs(orbs: Orbs, kinds: tuple[AspectKind, ...]) -> tuple[tuple[int, int, tuple[Slot, ...]], ...]:
    """For each pair of planets the table of its aspects in longitude."""
    by_aspect, factors = dict(orbs.by_aspect), dict(orbs.by_body)
    of_planet = [factors[Body.SUN if planet is Planet.EARTH else Body(planet.value)] for planet in _PLANETS]
    in_longitude = tuple((kind, by_aspect[kind]) for kind in kinds if not kind.by_declination)
    return tuple(
        (i, j, longitude_table(in_longitude, (of_planet[i] + of_planet[j]) / 2))
        for i, j in combinations(range(len(_PLANETS)), 2)
    )


def _aspects(
    positions: Sequence[PlanetPosition], orbs: Orbs, kinds: tuple[AspectKind, ...]
) -> tuple[PlanetAspect, ...]:
    steps = [int(one.longitude_deg * STEPS_PER_DEGREE) for one in positions]
    found: list[PlanetAspect] = []
    for i, j, table in _pairs(orbs, kinds):
        a, b = positions[i], positions[j]
        near = [
            (abs(past), past, most, kind)
            for exact, most, kind in table[steps[j] - steps[i] + ONCE_ROUND]
            if abs(past := b.longitude_deg - a.longitude_deg - exact) <= most
        ]
        if near:  # of several kinds that wide orbs allow, the closest
            orb, past, most, kind = min(near)
            opening = b.speed_deg_per_day - a.speed_deg_per_day
            motion = Motion.EXACT if orb <= EXACT_DEG else Motion.APPLYING if past * opening < 0 else Motion.SEPARATING
            found.append(PlanetAspect(a.planet, b.planet, kind, orb, most, motion))
    return tuple(found)
