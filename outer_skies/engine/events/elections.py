"""Choosing a time: when a condition, made of others by and, or and not, holds in an interval, exact to a second."""

from collections.abc import Callable
from typing import Any as Anything

import msgspec

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.events import conditions as c
from outer_skies.engine.events.find import check_interval
from outer_skies.engine.events.house_conditions import in_house
from outer_skies.engine.events.intervals import Interval, Intervals, complement, intersection, union
from outer_skies.engine.events.place_conditions import (
    above_horizon,
    angle_in_sign,
    clock_time,
    near_angle,
    planetary_day,
    planetary_hour,
)
from outer_skies.engine.events.searched import Searched
from outer_skies.engine.events.sky_conditions import (
    aspects_point,
    between_degrees,
    in_aspect,
    in_sign,
    moon_ahead,
    moon_void,
    moves,
)
from outer_skies.engine.events.spans import Span, spans_of
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Moment
from outer_skies.engine.places import Place
from outer_skies.errors import InvalidInput

_DAY_S = 86400.0
_DEEPEST = 32

_FINDERS: dict[type[Anything], Callable[[Anything, Searched], Intervals]] = {
    c.InSign: in_sign,
    c.BetweenDegrees: between_degrees,
    c.InHouse: in_house,
    c.InAspect: in_aspect,
    c.AspectsPoint: aspects_point,
    c.Moves: moves,
    c.MoonVoid: moon_void,
    c.MoonAhead: moon_ahead,
    c.AboveHorizon: above_horizon,
    c.AngleInSign: angle_in_sign,
    c.NearAngle: near_angle,
    c.PlanetaryHour: planetary_hour,
    c.PlanetaryDay: planetary_day,
    c.ClockTime: clock_time,
}


class Elections(msgspec.Struct, frozen=True):
    """When a condition holds: spans in order of time, none shorter than was asked for."""

    condition: c.Condition
    spans: tuple[Span, ...]


def find_elections(
    condition: c.Condition,
    start: Moment,
    end: Moment,
    place: Place | None = None,
    *,
    zone: str | None = None,
    house_system: HouseSystem = HouseSystem.PLACIDUS,
    ayanamsa: Ayanamsa | None = None,
    shortest_s: float = 0.0,
) -> Elections:
    """Every span in [start, end) in which the condition holds, from when it begins to when it ends, to a second.

    With an ayanamsa signs and degrees are sidereal. `zone` names the clocks of `ClockTime` and of the days of the week.
    Raises InvalidInput beside "to", "condition", "place", "zone" or "house_system", HouseSystemUndefined,
    OutsideEphemeris, and Undefined for a body that cannot be computed.
    """
    check_interval(start, end)
    if shortest_s < 0:
        raise InvalidInput("A span is no shorter than nothing.", field="shortest")
    searched = Searched(Interval(start.jd_tt, end.jd_tt), place, zone, house_system, ayanamsa)
    found = _when(condition, searched, {}, _DEEPEST)
    return Elections(condition, spans_of(tuple(one for one in found if (one.end - one.start) * _DAY_S >= shortest_s)))


def _when(condition: c.Condition, searched: Searched, known: dict[c.Condition, Intervals], levels: int) -> Intervals:
    """When it holds; each condition is searched once, however often it is named."""
    if condition in known:
        return known[condition]
    if not levels:
        raise InvalidInput(f"Conditions stand at most {_DEEPEST} within one another.", field="condition")
    match condition:
        case c.All():
            found: Intervals = (searched.within,)
            for one in condition.of:
                found = intersection(found, _when(one, searched, known, levels - 1)) if found else found
        case c.Any():
            found = union([_when(one, searched, known, levels - 1) for one in condition.of])
        case c.Not():
            found = complement(_when(condition.of, searched, known, levels - 1), searched.within)
        case _:
            found = _FINDERS[type(condition)](condition, searched)
    known[condition] = found
    return found
