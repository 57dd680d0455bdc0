"""When conditions hold that are the same at every place: signs, aspects, motion, the Moon's phase and void course."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from outer_skies.engine import strips
from outer_skies.engine.aspects import Motion
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import THEORY_START_JD_TT, Angle
from outer_skies.engine.events.conditions import (
    AspectsPoint,
    BetweenDegrees,
    InAspect,
    InSign,
    MoonAhead,
    MoonVoid,
    Moves,
)
from outer_skies.engine.events.event import Turns
from outer_skies.engine.events.intervals import Intervals, clipped, normal
from outer_skies.engine.events.passes import Wanted, find_passes, find_turns
from outer_skies.engine.events.searched import Flags, Searched, Values, between
from outer_skies.engine.events.tracks import Quantity, Track
from outer_skies.engine.events.voids import void_moons
from outer_skies.engine.search import turns, wrapped_deg
from outer_skies.engine.zodiac import SIGN_DEG, Sign
from outer_skies.errors import InvalidInput

_FULL = 360.0
_MOST_ORB_DEG = 30.0
_LONGEST_VOID_DAYS = 3.0


def in_sign(asked: InSign, searched: Searched) -> Intervals:
    """When a body is in one of some signs."""
    held = sign_numbers(asked.signs)

    def holds(jd_tt: Values) -> Flags:
        return np.isin((longitude_deg(asked.body, jd_tt, searched) // SIGN_DEG).astype(np.int64), held)

    return between(_passes(_alone(asked.body, searched), borders_deg(asked.signs), searched), holds, searched.within)


def between_degrees(asked: BetweenDegrees, searched: Searched) -> Intervals:
    """When a body is in an arc of the zodiac."""
    width = _width_deg(asked.start_deg, asked.end_deg)

    def holds(jd_tt: Values) -> Flags:
        return (longitude_deg(asked.body, jd_tt, searched) - asked.start_deg) % _FULL < width

    changes = _passes(_alone(asked.body, searched), (asked.start_deg, asked.end_deg), searched)
    return between(changes, holds, searched.within)


def in_aspect(asked: InAspect, searched: Searched) -> Intervals:
    """When two bodies are within the orb of an aspect."""
    if asked.a is asked.b:
        raise InvalidInput("An aspect is between two bodies.", field="condition")
    # Nutation and the zero of the zodiac are the same for both.
    track = Track(Quantity(asked.a, Angle.MEAN_LONGITUDE), Quantity(asked.b, Angle.MEAN_LONGITUDE))

    def apart(jd_tt: Values) -> Values:
        return strips.longitude_deg(asked.a, jd_tt) - strips.longitude_deg(asked.b, jd_tt)

    def gain(jd_tt: Values) -> Values:
        return strips.speed_deg_per_day(asked.a, jd_tt) - strips.speed_deg_per_day(asked.b, jd_tt)

    return _within_orb(_Way(track, apart, gain, 0.0), asked, searched)


def aspects_point(asked: AspectsPoint, searched: Searched) -> Intervals:
    """When a body is within the orb of an aspect to a point."""

    def apart(jd_tt: Values) -> Values:
        return longitude_deg(asked.body, jd_tt, searched) - asked.longitude_deg

    def gain(jd_tt: Values) -> Values:
        return strips.speed_deg_per_day(asked.body, jd_tt)

    way = _Way(_alone(asked.body, searched), apart, gain, asked.longitude_deg)
    return _within_orb(way, asked, searched)


def moves(asked: Moves, searched: Searched) -> Intervals:
    """When a body moves in a direction."""
    wanted = asked.turned is Turns.RETROGRADE

    def holds(jd_tt: Values) -> Flags:
        return (strips.speed_deg_per_day(asked.body, jd_tt) < 0) == wanted

    return between(find_turns(_alone(asked.body, searched).first, *searched.within)[0], holds, searched.within)


def moon_void(asked: MoonVoid, searched: Searched) -> Intervals:
    """When the Moon's course is void."""
    start = max(searched.within.start - _LONGEST_VOID_DAYS, THEORY_START_JD_TT)
    voids = void_moons(start, searched.within.end, searched.ayanamsa, asked.planets)
    spans = [(one.jd_tt, one.end_jd_tt) for one in voids if one.end_jd_tt is not None]
    return clipped(normal(spans), searched.within)


def moon_ahead(asked: MoonAhead, searched: Searched) -> Intervals:
    """When the Moon is so far ahead of the Sun."""
    width = _width_deg(asked.start_deg, asked.end_deg)
    track = Track(Quantity(Body.MOON, Angle.MEAN_LONGITUDE), Quantity(Body.SUN, Angle.MEAN_LONGITUDE))

    def holds(jd_tt: Values) -> Flags:
        ahead = strips.longitude_deg(Body.MOON, jd_tt) - strips.longitude_deg(Body.SUN, jd_tt)
        return (ahead - asked.start_deg) % _FULL < width

    return between(_passes(track, (asked.start_deg, asked.end_deg), searched), holds, searched.within)


def longitude_deg(body: Body, jd_tt: Values, searched: Searched) -> Values:
    """In the zodiac of the search."""
    return strips.longitude_deg(body, jd_tt, searched.ayanamsa)


def sign_changes(body: Body, searched: Searched) -> Values:
    """When a body comes from one sign into another."""
    return _passes(_alone(body, searched), borders_deg(tuple(Sign)), searched)


def sign_numbers(signs: tuple[Sign, ...]) -> list[int]:
    """0 for Aries to 11. Raises InvalidInput where there are none."""
    if not signs:
        raise InvalidInput("Choose at least one sign.", field="condition")
    return [one.number - 1 for one in signs]


def borders_deg(signs: tuple[Sign, ...]) -> tuple[float, ...]:
    """Where some signs begin and end."""
    return tuple({(one + side) * SIGN_DEG % _FULL for one in sign_numbers(signs) for side in (0, 1)})


class _Way(NamedTuple):
    """How far a body is from another, or a point: by the track, counted from `zero_deg`; by strips, with its gain."""

    track: Track
    apart: Callable[[Values], Values]
    gain: Callable[[Values], Values]
    zero_deg: float

    def exact(self, jd_tt: float) -> float:
        """The track's angle at one moment, by the library."""
        return float(self.track.exact(np.array([jd_tt]))[0])


def _within_orb(way: _Way, asked: InAspect | AspectsPoint, searched: Searched) -> Intervals:
    exact = _exact_deg(asked)
    orb, motion = asked.orb_deg, asked.motion
    edges = tuple((way.zero_deg + one + side * orb) % _FULL for one in exact for side in (-1, 0, 1))
    changes = _passes(way.track, edges, searched)
    if motion is not None:
        stands = turns(way.apart, *searched.within, way.track.step_days, exact=way.exact)
        changes = np.concatenate((changes, [one.jd_tt for one in stands]))

    def holds(jd_tt: Values) -> Flags:
        off: Values = wrapped_deg(way.apart(jd_tt)[:, None] - np.array(exact))
        is_held = np.abs(off) <= orb
        if motion is not None:
            is_held &= (off * way.gain(jd_tt)[:, None] < 0) == (motion is Motion.APPLYING)
        return np.any(is_held, axis=1)

    return between(changes, holds, searched.within)


def _exact_deg(asked: InAspect | AspectsPoint) -> list[float]:
    """The differences of longitude at which the aspects are exact. Raises InvalidInput beside "condition"."""
    if not asked.aspects or any(one.by_declination for one in asked.aspects):
        raise InvalidInput("Choose at least one aspect, all of them in longitude.", field="condition")
    if not 0 < asked.orb_deg <= _MOST_ORB_DEG:
        raise InvalidInput(f"An orb is more than 0° and at most {_MOST_ORB_DEG:.0f}°.", field="condition")
    if asked.motion is Motion.EXACT:
        raise InvalidInput("An aspect is asked for applying, separating, or either.", field="condition")
    return sorted({side * one.angle_deg % _FULL for one in asked.aspects for side in (-1, 1)})


def _width_deg(start_deg: float, end_deg: float) -> float:
    if not (0 <= start_deg <= _FULL and 0 <= end_deg <= _FULL):
        raise InvalidInput("An arc is between 0° and 360°.", field="condition")
    return end_deg - start_deg if end_deg >= start_deg else end_deg - start_deg + _FULL


def _alone(body: Body, searched: Searched) -> Track:
    return Track(Quantity(body, ayanamsa=searched.ayanamsa))


def _passes(track: Track, angles_deg: tuple[float, ...], searched: Searched) -> Values:
    return find_passes([Wanted(track, angles_deg)], *searched.within)[0].jd_tt
