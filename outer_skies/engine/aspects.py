"""Aspects: pairs of bodies whose separation is close to one of a few angles, in longitude or in declination.

A pair has at most one aspect in longitude: where wide orbs overlap, the kind with the smallest orb. It may have a
parallel or contraparallel besides: equal declinations on the same side of the equator, or on opposite sides (a body
on the equator counts as north).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from math import ceil, floor

import msgspec

from outer_skies.engine.bodies import SAME_POINT, Body
from outer_skies.engine.ephemeris import Row
from outer_skies.errors import InvalidInput

EXACT_DEG = 1 / 3600  # within a second of arc there is nothing left to apply to
_WIDEST_ORB_DEG = 30.0
_MOST_FACTOR = 5.0
_FULL = 360.0
_NEVER = -1.0  # an orb no pair is within


class AspectKind(StrEnum):
    """The five majors, six minors, and the two aspects in declination."""

    CONJUNCTION = "conjunction"
    OPPOSITION = "opposition"
    TRINE = "trine"
    SQUARE = "square"
    SEXTILE = "sextile"
    QUINCUNX = "quincunx"
    SEMISEXTILE = "semisextile"
    SEMISQUARE = "semisquare"
    SESQUIQUADRATE = "sesquiquadrate"
    QUINTILE = "quintile"
    BIQUINTILE = "biquintile"
    PARALLEL = "parallel"
    CONTRAPARALLEL = "contraparallel"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow

    @property
    def label(self) -> str:
        """The name as people write it."""
        return self.value.capitalize()

    @property
    def angle_deg(self) -> float:
        """The exact separation in longitude; 0 for a parallel and 180 for a contraparallel, which act like these."""
        return _ANGLES_DEG[self]

    @property
    def by_declination(self) -> bool:
        """Whether it is measured from the equator and not along the ecliptic."""
        return self in _BY_DECLINATION


_ANGLES_DEG = {
    AspectKind.CONJUNCTION: 0.0,
    AspectKind.OPPOSITION: 180.0,
    AspectKind.TRINE: 120.0,
    AspectKind.SQUARE: 90.0,
    AspectKind.SEXTILE: 60.0,
    AspectKind.QUINCUNX: 150.0,
    AspectKind.SEMISEXTILE: 30.0,
    AspectKind.SEMISQUARE: 45.0,
    AspectKind.SESQUIQUADRATE: 135.0,
    AspectKind.QUINTILE: 72.0,
    AspectKind.BIQUINTILE: 144.0,
    AspectKind.PARALLEL: 0.0,
    AspectKind.CONTRAPARALLEL: 180.0,
}
_BY_DECLINATION = (AspectKind.PARALLEL, AspectKind.CONTRAPARALLEL)
ALL_ASPECTS = tuple(AspectKind)


class Motion(StrEnum):
    """Whether the orb is shrinking, growing, or under a second of arc."""

    APPLYING = "applying"
    SEPARATING = "separating"
    EXACT = "exact"


_APPLYING, _SEPARATING, _EXACT = Motion
_DEFAULT_ORBS_DEG = {
    AspectKind.CONJUNCTION: 8.0,
    AspectKind.OPPOSITION: 8.0,
    AspectKind.TRINE: 7.0,
    AspectKind.SQUARE: 7.0,
    AspectKind.SEXTILE: 5.0,
    AspectKind.QUINCUNX: 2.5,
    AspectKind.SEMISEXTILE: 1.5,
    AspectKind.SEMISQUARE: 1.5,
    AspectKind.SESQUIQUADRATE: 1.5,
    AspectKind.QUINTILE: 1.5,
    AspectKind.BIQUINTILE: 1.5,
    AspectKind.PARALLEL: 1.0,
    AspectKind.CONTRAPARALLEL: 1.0,
}


@dataclass(frozen=True, slots=True)
class Orbs:
    """How far from exact still counts: degrees by aspect, times the mean of the two bodies' factors.

    Pairs in the order of the enums, one for every kind and body. Build with `Orbs.of`, which takes what differs from
    the defaults. Raises InvalidInput beside the field "orbs".
    """

    by_aspect: tuple[tuple[AspectKind, float], ...] = tuple(_DEFAULT_ORBS_DEG.items())
    by_body: tuple[tuple[Body, float], ...] = tuple((body, 1.0) for body in Body)

    def __post_init__(self) -> None:
        kinds, bodies = tuple(kind for kind, _ in self.by_aspect), tuple(body for body, _ in self.by_body)
        if kinds != ALL_ASPECTS or bodies != tuple(Body):
            raise InvalidInput("Orbs name every aspect and every body once, in order.", field="orbs")
        if not all(0 <= orb <= _WIDEST_ORB_DEG for _, orb in self.by_aspect):
            raise InvalidInput(f"An orb is between 0° and {_WIDEST_ORB_DEG:.0f}°.", field="orbs")
        if not all(0 <= factor <= _MOST_FACTOR for _, factor in self.by_body):
            raise InvalidInput(f"A body's factor is between 0 and {_MOST_FACTOR:.0f}.", field="orbs")

    @classmethod
    def of(
        cls, by_aspect: Mapping[AspectKind, float] | None = None, by_body: Mapping[Body, float] | None = None
    ) -> "Orbs":
        """The default orbs with some changed."""
        orbs, factors = by_aspect or {}, by_body or {}
        return cls(
            tuple((kind, float(orbs.get(kind, orb))) for kind, orb in _DEFAULT_ORBS_DEG.items()),
            tuple((body, float(factors.get(body, 1.0))) for body in Body),
        )


DEFAULT_ORBS = Orbs()


class Aspect(msgspec.Struct, frozen=True, gc=False):
    """Two bodies in aspect: the distance from exact and the most allowed, in degrees, and how it moves."""

    a: Body
    b: Body
    kind: AspectKind
    orb_deg: float
    max_orb_deg: float
    motion: Motion


# (exact difference of longitudes, most orb, kind) of the aspects that a step of that difference may hold
Slot = tuple[tuple[float, float, AspectKind], ...]
STEPS_PER_DEGREE = 4
ONCE_ROUND = 360 * STEPS_PER_DEGREE


@dataclass(frozen=True, slots=True)
class AspectPlan:
    """Bodies, orbs and kinds worked out once, so that finding aspects is looking them up.

    For each body `others` are the indexes of later ones with the table of their aspects in longitude, see
    `longitude_table`; where wide orbs overlap, `is_crowded`. In declination `allowed` gives the most orb of a parallel
    and of a contraparallel by the indexes of the pair; `reach_deg` is the widest of them.
    """

    bodies: tuple[Body, ...]
    others: tuple[tuple[tuple[int, tuple[Slot, ...]], ...], ...]
    is_crowded: bool
    allowed: dict[tuple[int, int], tuple[float, float]]
    reach_deg: float


@lru_cache(maxsize=256)
def plan_aspects(bodies: tuple[Body, ...], orbs: Orbs, kinds: tuple[AspectKind, ...]) -> AspectPlan:
    """The plan for a choice of bodies, orbs and kinds of aspect."""
    by_aspect, factors = dict(orbs.by_aspect), dict(orbs.by_body)
    by_longitude = tuple((kind, by_aspect[kind]) for kind in kinds if not kind.by_declination)
    parallel, contraparallel = (by_aspect[kind] if kind in kinds else _NEVER for kind in _BY_DECLINATION)
    others: list[list[tuple[int, tuple[Slot, ...]]]] = [[] for _ in bodies]
    allowed: dict[tuple[int, int], tuple[float, float]] = {}
    for (i, a), (j, b) in combinations(enumerate(bodies), 2):
        if (a, b) in SAME_POINT:
            continue
        factor = (factors[a] + factors[b]) / 2
        others[i].append((j, longitude_table(by_longitude, factor)))
        if parallel >= 0 or contraparallel >= 0:
            allowed[i, j] = allowed[j, i] = (
                parallel * factor if parallel >= 0 else _NEVER,
                contraparallel * factor if contraparallel >= 0 else _NEVER,
            )
    tables = {id(table): table for later in others for _, table in later}
    is_crowded = any(len(slot) > 1 for table in tables.values() for slot in table)
    reach = max((max(both) for both in allowed.values()), default=_NEVER)
    return AspectPlan(bodies, tuple(map(tuple, others)), is_crowded, allowed, reach)


@lru_cache(maxsize=1024)
def longitude_table(orbs_deg: tuple[tuple[AspectKind, float], ...], factor: float) -> tuple[Slot, ...]:
    """What aspects two longitudes may have, by the difference of their steps (quarter degrees) plus once round.

    The difference of two cut numbers is within a step of the cut difference, on either side.
    """
    table: list[Slot] = [()] * (2 * ONCE_ROUND)
    for kind, orb in orbs_deg:
        most = orb * factor
        for turn in sorted({sign * angle for sign in (-1, 1) for angle in (kind.angle_deg, _FULL - kind.angle_deg)}):
            low = max(floor((turn - most) * STEPS_PER_DEGREE) - 1, -ONCE_ROUND)
            high = min(ceil((turn + most) * STEPS_PER_DEGREE) + 1, ONCE_ROUND - 1)
            for step in range(low, high + 1):
                table[step + ONCE_ROUND] += ((turn, most, kind),)
    return tuple(table)


def find_aspects(plan: AspectPlan, rows: Sequence[Row]) -> tuple[Aspect, ...]:
    """The aspects of the plan's bodies as sighted, in the order of the pairs, those in declination last.

    Applying means that the orb shrinks at the speeds of the moment.
    """
    if not rows:
        return ()
    longitudes, _, _, speeds, _, declinations, drifts = zip(*rows, strict=True)
    found = _in_longitude(plan, longitudes, speeds)
    if plan.is_crowded:
        found = _closest(found)
    if plan.allowed:
        found += _in_declination(plan, declinations, drifts)
    return tuple(found)


def _in_longitude(plan: AspectPlan, longitudes: Sequence[float], speeds: Sequence[float]) -> list[Aspect]:
    bodies = plan.bodies
    ends = [int(one * STEPS_PER_DEGREE) for one in longitudes]
    starts = [end - ONCE_ROUND for end in ends]
    return [
        Aspect(
            body,
            bodies[j],
            kind,
            orb,
            most,
            _EXACT if orb <= EXACT_DEG else _APPLYING if past * (speeds[j] - speed) < 0 else _SEPARATING,
        )
        for body, start, first, speed, others in zip(bodies, starts, longitudes, speeds, plan.others, strict=True)
        for j, table in others
        for exact, most, kind in table[ends[j] - start]
        if (orb := abs(past := longitudes[j] - first - exact)) <= most
    ]


def _closest(found: Sequence[Aspect]) -> list[Aspect]:
    """Of several kinds that fit a pair, the one with the smallest orb."""
    best: dict[tuple[Body, Body], Aspect] = {}
    for one in found:
        known = best.get((one.a, one.b))
        if known is None or one.orb_deg < known.orb_deg:
            best[one.a, one.b] = one
    return list(best.values())


def _in_declination(plan: AspectPlan, declinations: Sequence[float], drifts: Sequence[float]) -> list[Aspect]:
    """Pairs that stand equally far from the equator, found by sorting those distances."""
    ranked = sorted(zip(map(abs, declinations), range(len(declinations)), strict=True))
    near: list[tuple[int, int, float]] = []
    for rank, (distance, one) in enumerate(ranked, 1):
        most_distant = distance + plan.reach_deg
        for further, other in ranked[rank:]:
            if further > most_distant:
                break
            near.append((one, other, further - distance) if one < other else (other, one, further - distance))
    near.sort()
    bodies, allowed = plan.bodies, plan.allowed
    found: list[Aspect] = []
    for i, j, orb in near:
        most = allowed.get((i, j))
        if most is None:
            continue
        opposed = (declinations[i] < 0) != (declinations[j] < 0)
        if orb <= most[opposed]:
            # The orb is the sum of opposed declinations and the difference of others, less its sign.
            past = declinations[j] + declinations[i] if opposed else declinations[j] - declinations[i]
            opening = drifts[j] + drifts[i] if opposed else drifts[j] - drifts[i]
            motion = _EXACT if orb < EXACT_DEG else _APPLYING if past * opening < 0 else _SEPARATING
            found.append(Aspect(bodies[i], bodies[j], _BY_DECLINATION[opposed], orb, most[opposed], motion))
    return found
