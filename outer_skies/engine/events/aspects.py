"""Exact aspects: between bodies that both move, in longitude and in declination."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import SAME_POINT, Body
from outer_skies.engine.ephemeris import Angle
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.passes import Passes, Wanted, find_passes
from outer_skies.engine.events.times import told
from outer_skies.engine.events.tracks import Quantity, Track

_FULL = 360.0
PTOLEMAIC = (
    AspectKind.CONJUNCTION, AspectKind.OPPOSITION, AspectKind.TRINE, AspectKind.SQUARE, AspectKind.SEXTILE,
)  # fmt: skip


def aspects_between(
    bodies: Sequence[Body],
    kinds: Sequence[AspectKind],
    start_jd_tt: float,
    end_jd_tt: float,
    ayanamsa: Ayanamsa | None = None,
) -> list[Event]:
    """Every moment in [start, end) at which two of the bodies are in exact aspect, pair by pair.

    Of a pair the body that comes first among all bodies is named first; `longitude_deg` is its own, or, of a parallel
    or contraparallel, `declination_deg`. Two ways to compute one point never aspect one another.
    """
    pairs = [pair for pair in combinations(sorted(set(bodies), key=tuple(Body).index), 2) if pair not in SAME_POINT]
    wanted: list[Wanted] = []
    told: list[tuple[tuple[Body, Body], tuple[AspectKind, ...]]] = []
    angles, names = directions([kind for kind in kinds if not kind.by_declination])
    for first, second in pairs:
        if angles:
            ahead = Quantity(first, Angle.MEAN_LONGITUDE, ayanamsa)
            wanted.append(Wanted(Track(ahead, ahead._replace(body=second)), angles))
            told.append(((first, second), names))
        for kind in kinds:
            if kind.by_declination:
                north = Quantity(first, Angle.DECLINATION)
                track = Track(north, north._replace(body=second), is_sum=kind is AspectKind.CONTRAPARALLEL)
                wanted.append(Wanted(track, (0.0,)))
                told.append(((first, second), (kind,)))
    if not wanted:
        return []
    found = find_passes(wanted, start_jd_tt, end_jd_tt)
    return [event for one, (pair, kinds_of) in zip(found, told, strict=True) for event in _events(one, pair, kinds_of)]


def directions(kinds: Sequence[AspectKind]) -> tuple[tuple[float, ...], tuple[AspectKind, ...]]:
    """By how many degrees of longitude one body is ahead of another in each aspect, and which aspect that is.

    A trine is two directions, 120 and 240; a conjunction and an opposition are one each.
    """
    both = {turn % _FULL: kind for kind in kinds for turn in (kind.angle_deg, -kind.angle_deg)}
    return tuple(both), tuple(both.values())


def _events(passes: Passes, pair: tuple[Body, Body], kinds: Sequence[AspectKind]) -> Iterator[Event]:
    by_declination = kinds[0].by_declination
    for jd_tt, utc, number, _, angle in told(passes):
        yield Event(
            utc=utc,
            kind=EventKind.ASPECT,
            bodies=pair,
            aspect=kinds[number],
            longitude_deg=None if by_declination else angle,
            declination_deg=angle if by_declination else None,
            jd_tt=jd_tt,
        )
