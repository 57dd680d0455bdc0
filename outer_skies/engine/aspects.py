"""Aspects: pairs of bodies whose separation is close to one of a few angles, in longitude or in declination.

A pair has at most one aspect in longitude: where wide orbs overlap, the kind with the smallest orb. It may have a
parallel or contraparallel besides: equal declinations on the same side of the equator, or on opposite sides (a body
on the equator counts as north).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from operator import itemgetter

from outer_skies.engine.bodies import SAME_POINT, Body
from outer_skies.engine.ephemeris import Sighting
from outer_skies.engine.frozen import builder
from outer_skies.errors import InvalidInput

EXACT_DEG = 1 / 3600  # within a second of arc there is nothing left to apply to
_WIDEST_ORB_DEG = 30.0
_MOST_FACTOR = 5.0
_FULL, _HALF = 360.0, 180.0
_NEVER = -1.0  # an orb no pair is within
_PAIR = itemgetter(0, 1)


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

    @property
    def label(self) -> str:
        """The name as people write it."""
        return self.value.capitalize()

    @property
    def angle_deg(self) -> float:
        """The exact separation: in longitude, or 0 for a parallel and 180 for a contraparallel, which act like these."""
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
        if tuple(kind for kind, _ in self.by_aspect) != ALL_ASPECTS or tuple(body for body, _ in self.by_body) != tuple(Body):
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


@dataclass(frozen=True, slots=True)
class Aspect:
    """Two bodies in aspect: the distance from exact and the most allowed, in degrees, and how it moves."""

    a: Body
    b: Body
    kind: AspectKind
    orb_deg: float
    max_orb_deg: float
    motion: Motion


_aspect = builder(Aspect)

# (angle, most orb, kind) of the aspects that a whole degree of separation may hold
_Slot = tuple[tuple[float, float, AspectKind], ...]


@dataclass(frozen=True, slots=True)
class AspectPlan:
    """Bodies, orbs and kinds worked out once, so that finding aspects is looking them up.

    `pairs` are indexes of two bodies with the table of their aspects in longitude, see `_table`. In declination
    `allowed` gives the most orb of a parallel and of a contraparallel by the indexes of the pair; `reach_deg` is the
    widest of them.
    """

    bodies: tuple[Body, ...]
    pairs: tuple[tuple[int, int, tuple[_Slot, ...]], ...]
    allowed: dict[tuple[int, int], tuple[float, float]]
    reach_deg: float


def plan_aspects(bodies: Sequence[Body], orbs: Orbs, kinds: Sequence[AspectKind]) -> AspectPlan:
    """The plan for a choice of bodies, orbs and kinds of aspect."""
    by_aspect, factors = dict(orbs.by_aspect), dict(orbs.by_body)
    tables: dict[float, tuple[_Slot, ...]] = {}
    pairs: list[tuple[int, int, tuple[_Slot, ...]]] = []
    allowed: dict[tuple[int, int], tuple[float, float]] = {}
    parallel, contraparallel = (by_aspect[kind] if kind in kinds else _NEVER for kind in _BY_DECLINATION)
    for (i, a), (j, b) in combinations(enumerate(bodies), 2):
        if (a, b) in SAME_POINT or (b, a) in SAME_POINT:
            continue
        factor = (factors[a] + factors[b]) / 2
        if factor not in tables:
            tables[factor] = _table({kind: by_aspect[kind] * factor for kind in kinds if not kind.by_declination})
        pairs.append((i, j, tables[factor]))
        if parallel >= 0 or contraparallel >= 0:
            allowed[i, j] = allowed[j, i] = (parallel * factor, contraparallel * factor)
    reach = max((max(orbs) for orbs in allowed.values()), default=_NEVER)
    return AspectPlan(tuple(bodies), tuple(pairs), allowed, reach)


def _table(orbs_deg: Mapping[AspectKind, float]) -> tuple[_Slot, ...]:
    """What the separation of two longitudes may be, by `int()` of their difference: an index from -359 to 359."""

    def slot(low: int) -> _Slot:
        return tuple(
            (kind.angle_deg, orb, kind)
            for kind, orb in orbs_deg.items()
            if kind.angle_deg - orb <= low + 1 and kind.angle_deg + orb >= low
        )

    # int() cuts towards zero: index n holds differences from n to n + 1. Past 180 the other way round is shorter.
    by_separation = [slot(degree) for degree in range(180)]
    upward = by_separation + by_separation[::-1]
    return (*upward, (), *upward[:0:-1])


def find_aspects(plan: AspectPlan, sightings: Sequence[Sighting]) -> tuple[Aspect, ...]:
    """The aspects of the plan's bodies as sighted, in the order of the pairs, those in declination last.

    Applying means that the orb shrinks at the speeds of the moment.
    """
    longitudes = [one.longitude_deg for one in sightings]
    found = _in_longitude(plan, longitudes, [one.speed_deg_per_day for one in sightings])
    if plan.allowed:
        found += _in_declination(plan, sightings)
    return tuple(found)


def _in_longitude(plan: AspectPlan, longitudes: list[float], speeds: list[float]) -> list[Aspect]:
    bodies = plan.bodies
    found: list[Aspect] = []
    add = found.append
    near = [
        (i, j, turn, slot)
        for i, j, table in plan.pairs
        if (slot := table[int(turn := longitudes[j] - longitudes[i])])
    ]
    for i, j, turn, slot in near:
        apart, opening = turn, speeds[j] - speeds[i]
        if apart > _HALF:
            apart -= _FULL
        elif apart <= -_HALF:
            apart += _FULL
        if apart < 0:
            apart, opening = -apart, -opening
        if len(slot) > 1:  # wide orbs overlap: the closest kind
            slot = (min(slot, key=lambda one: abs(apart - one[0]) if abs(apart - one[0]) <= one[1] else _FULL),)  # noqa: B023, PLW2901  used at once
        angle, most, kind = slot[0]
        orb = apart - angle
        if orb < 0:
            orb, opening = -orb, -opening
        if orb <= most:
            add(_aspect(bodies[i], bodies[j], kind, orb, most, _EXACT if orb < EXACT_DEG else _APPLYING if opening < 0 else _SEPARATING))
    return found


def _in_declination(plan: AspectPlan, sightings: Sequence[Sighting]) -> list[Aspect]:
    """Pairs whose distances from the equator are alike, found by sorting those distances."""
    ranked = sorted((abs(one.declination_deg), index) for index, one in enumerate(sightings))
    bodies, allowed, reach = plan.bodies, plan.allowed, plan.reach_deg
    found: list[tuple[int, int, Aspect]] = []
    for rank, (distance, first) in enumerate(ranked):
        for further, second in ranked[rank + 1 :]:
            orb = further - distance
            if orb > reach:
                break
            most = allowed.get((first, second))
            if most is None:
                continue
            near, far = sightings[first], sightings[second]
            is_contra = (near.declination_deg < 0) != (far.declination_deg < 0)
            if orb > most[is_contra]:
                continue
            # How fast each moves away from the equator.
            outward = far.declination_speed_deg_per_day if far.declination_deg >= 0 else -far.declination_speed_deg_per_day
            outward -= near.declination_speed_deg_per_day if near.declination_deg >= 0 else -near.declination_speed_deg_per_day
            motion = _EXACT if orb < EXACT_DEG else _APPLYING if outward < 0 else _SEPARATING
            i, j = (first, second) if first < second else (second, first)
            found.append((i, j, _aspect(bodies[i], bodies[j], _BY_DECLINATION[is_contra], orb, most[is_contra], motion)))
    found.sort(key=_PAIR)
    return [aspect for _, _, aspect in found]
