"""The houses: twelve arcs of the ecliptic, by whichever system divides it, and the four angles they hang from."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import msgspec

from outer_skies.engine.angles import FULL_CIRCLE_DEG, normalized_deg
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.ephemeris import Frame, frame, sectors
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.moments import Moment
from outer_skies.engine.places import Place
from outer_skies.errors import HouseSystemUndefined

__all__ = [
    "Angles",
    "HouseSystem",
    "Houses",
    "angles_of",
    "compute_houses",
    "house_of",
    "houses_of",
    "undefined_houses",
]

_HALF_CIRCLE_DEG = 180.0
# In the order in which they are offered where another system fails.
_OFFERED = tuple(
    sorted(
        HouseSystem,
        key=(HouseSystem.WHOLE_SIGN, HouseSystem.EQUAL, HouseSystem.PORPHYRY, *HouseSystem).index,
    )
)
_NO_WIDTH_DEG = 1e-6


class Angles(msgspec.Struct, frozen=True):
    """Where horizon and meridian cut the ecliptic, longitudes in degrees [0, 360).

    The Ascendant rises in the east, the Midheaven shares the right ascension of the meridian (within the polar
    circles it can stand below the horizon), the Vertex lies on the prime vertical in the west. `armc_deg` is that
    right ascension, the local sidereal time in degrees.
    """

    ascendant: float
    midheaven: float
    descendant: float
    imum_coeli: float
    vertex: float
    armc_deg: float


class Houses(msgspec.Struct, frozen=True):
    """Twelve cusps in degrees [0, 360), the first opening house 1.

    They follow the signs, except at some hours within the polar circles (and for horizontal houses within the
    tropics) where the ecliptic crosses the houses the other way: `is_clockwise` is true there.
    """

    system: HouseSystem
    cusps_deg: tuple[float, ...]

    @property
    def is_clockwise(self) -> bool:
        """Whether the houses follow one another against the order of the signs."""
        first, second = self.cusps_deg[:2]
        return (second - first) % FULL_CIRCLE_DEG > _HALF_CIRCLE_DEG


class Ring(NamedTuple):
    """Twelve cusps as turns from the first, in degrees [0, 360), in the direction in which they follow one another."""

    first_deg: float
    turns_deg: list[float]
    is_clockwise: bool

    def houses(self, longitudes_deg: Iterable[float]) -> list[int]:
        """The house, 1 to 12, that holds each longitude."""
        first, turns, _ = self
        if self.is_clockwise:
            return [bisect_right(turns, (first - one) % FULL_CIRCLE_DEG) for one in longitudes_deg]
        return [bisect_right(turns, (one - first) % FULL_CIRCLE_DEG) for one in longitudes_deg]


def ring_of(cusps_deg: Sequence[float]) -> Ring | None:
    """The cusps in order, or None when they go round neither way exactly once."""
    first = cusps_deg[0]
    turns = [(cusp - first) % FULL_CIRCLE_DEG for cusp in cusps_deg]
    if turns == sorted(turns):
        return Ring(first, turns, is_clockwise=False)
    turns = [(first - cusp) % FULL_CIRCLE_DEG for cusp in cusps_deg]
    return Ring(first, turns, is_clockwise=True) if turns == sorted(turns) else None


def house_of(longitude_deg: float, cusps_deg: Sequence[float]) -> int:
    """The house, 1 to 12, that holds a longitude. A house holds the cusp that opens it and not the next.

    Raises ValueError when the cusps do not go round the circle once.
    """
    ring = ring_of(cusps_deg)
    if ring is None:
        message = "cusps must go round the circle once"
        raise ValueError(message)
    return ring.houses((longitude_deg,))[0]


def houses_of(at: Frame, system: HouseSystem) -> tuple[Houses, Ring] | tuple[None, None]:
    """The houses in what the library answered, or None where twelve cusps do not divide the circle once."""
    cusps = at.cusps_deg
    ring = None if cusps is None else ring_of(cusps)
    if cusps is None or ring is None:
        return None, None
    if system is HouseSystem.SUNSHINE:  # divides the day of the Sun, and has no width where it never rises or sets
        turns = [*ring.turns_deg, FULL_CIRCLE_DEG]
        if any(after - before < _NO_WIDTH_DEG for before, after in pairwise(turns)):
            return None, None
    return Houses(system, cusps), ring


def angles_of(at: Frame) -> Angles:
    """The angles in what the library answered."""
    return Angles(
        at.ascendant_deg,
        at.midheaven_deg,
        normalized_deg(at.ascendant_deg + _HALF_CIRCLE_DEG),
        normalized_deg(at.midheaven_deg + _HALF_CIRCLE_DEG),
        at.vertex_deg,
        at.armc_deg,
    )


def undefined_houses(
    moment: Moment, place: Place, system: HouseSystem, ayanamsa: Ayanamsa | None = None
) -> HouseSystemUndefined:
    """The failure to raise, naming the systems that do have houses at this place and moment."""
    north, east = place.north_latitude_deg, place.east_longitude_deg
    working: list[str] = []
    for other in _OFFERED if not is_pole(place) else ():
        found, _ = houses_of(frame(moment.jd_ut1, north, east, other, ayanamsa=ayanamsa), other)
        if other is not system and found is not None and not found.is_clockwise:
            working.append(other.value)
    return HouseSystemUndefined(system.value, north, working)


def is_pole(place: Place) -> bool:
    """Whether the place is a pole, where every direction is south (or north) and nothing rises in the east."""
    return abs(place.north_latitude_deg) == 90.0  # noqa: PLR2004  the poles


def compute_houses(moment: Moment, place: Place, system: HouseSystem, *, ayanamsa: Ayanamsa | None = None) -> Houses:
    """The houses of a system at a place and moment.

    Raises HouseSystemUndefined, naming those that work: Placidus and Koch beyond the polar circles, Polich-Page and
    Sunshine near them, any system at a pole. The library would put Porphyry houses in their place; we do not.
    """
    if not is_pole(place):
        at = frame(moment.jd_ut1, place.north_latitude_deg, place.east_longitude_deg, system, ayanamsa=ayanamsa)
        found, _ = houses_of(at, system)
        if found is not None:
            return found
    raise undefined_houses(moment, place, system, ayanamsa)


@dataclass(frozen=True, slots=True)
class Sectors:
    """The thirty-six sectors of Michel and Francoise Gauquelin: cusps in degrees [0, 360), the first at the Ascendant.

    They are counted clockwise, with the daily motion: sector 1 lies just above the rising horizon, 10 begins at the
    Midheaven, 19 at the Descendant. They are no houses, and so no `HouseSystem`.
    """

    cusps_deg: tuple[float, ...]

    def sector_of(self, longitude_deg: float) -> int:
        """The sector, 1 to 36, that holds a point of the ecliptic."""
        first = self.cusps_deg[0]
        turns = [(first - cusp) % FULL_CIRCLE_DEG for cusp in self.cusps_deg]
        return bisect_right(turns, (first - longitude_deg) % FULL_CIRCLE_DEG)


def gauquelin_sectors(moment: Moment, place: Place) -> Sectors:
    """The Gauquelin sectors at a place and moment, in the tropical zodiac.

    Raises HouseSystemUndefined within the polar circles, where they are as undefined as Placidus houses.
    """
    cusps = sectors(moment.jd_ut1, place.north_latitude_deg, place.east_longitude_deg)
    if cusps is None:
        raise HouseSystemUndefined("gauquelin_sectors", place.north_latitude_deg, ())
    return Sectors(cusps)
