"""When conditions hold that differ from place to place: the horizon, angles, planetary hours, the clock."""

from itertools import pairwise

import numpy as np

from outer_skies.engine import strips
from outer_skies.engine.bodies import Body
from outer_skies.engine.calendars import gregorian_date
from outer_skies.engine.ephemeris import ayanamsa_deg, julian_days
from outer_skies.engine.events.conditions import (
    AboveHorizon,
    AngleInSign,
    ClockTime,
    NearAngle,
    PlanetaryDay,
    PlanetaryHour,
)
from outer_skies.engine.events.ecliptic_passages import angle_deg, at_corner, turns_over
from outer_skies.engine.events.hours import Hour, planetary_hours
from outer_skies.engine.events.intervals import Intervals, clipped, normal
from outer_skies.engine.events.rising import VISIBLE_HORIZON, find_arcs
from outer_skies.engine.events.searched import Flags, Searched, Values, between
from outer_skies.engine.events.sky_conditions import borders_deg, sign_numbers
from outer_skies.engine.horizon import Corner
from outer_skies.engine.rotation import delta_t_days
from outer_skies.engine.search import wrapped_deg
from outer_skies.engine.techniques.planetary_hours import CHALDEAN
from outer_skies.engine.zodiac import SIGN_DEG, Sign
from outer_skies.engine.zones import EPOCH_DAY_NUMBER, known_zone, mean_offset_s, offset_at
from outer_skies.errors import InvalidInput

_FULL = 360.0
_MOST_ORB_DEG = 30.0
_ZERO_STEP_DAYS = 8.0
_DAY_S, _HOUR_S = 86400, 3600
_DAY_HOURS = 24.0
_UNIX_EPOCH_JD = 2440587.5
_CLOSE_S = 0.01


def above_horizon(asked: AboveHorizon, searched: Searched) -> Intervals:
    """When a body is up."""
    arcs = find_arcs(asked.body, *searched.within, searched.at_place(), VISIBLE_HORIZON)
    edges = [searched.within.start, *arcs.jd_tt.tolist(), searched.within.end]
    is_up = [arcs.is_up_first, *arcs.is_rising.tolist()]
    return normal(span for span, up in zip(pairwise(edges), is_up, strict=True) if up)


def angle_in_sign(asked: AngleInSign, searched: Searched) -> Intervals:
    """When an angle is in one of some signs."""
    held = sign_numbers(asked.signs)

    def holds(jd_tt: Values) -> Flags:
        return np.isin((angle_in_zodiac_deg(asked.angle, jd_tt, searched) // SIGN_DEG).astype(np.int64), held)

    return between(angle_sign_changes(asked.angle, asked.signs, searched), holds, searched.within)


def angle_sign_changes(corner: Corner, signs: tuple[Sign, ...], searched: Searched) -> Values:
    """When an angle may come into or out of one of some signs."""
    place = searched.at_place()
    changes = [
        at_corner(lambda jd_tt, border=border: border + zero_deg(jd_tt, searched), corner, searched.within, place)
        for border in borders_deg(signs)
    ]
    if corner in {Corner.RISING, Corner.SETTING}:
        changes.append(turns_over(searched.within, place))
    return np.concatenate(changes)


def angle_in_zodiac_deg(corner: Corner, jd_tt: Values, searched: Searched) -> Values:
    """The longitude of an angle in the zodiac of the search, in degrees [0, 360)."""
    return (angle_deg(corner, jd_tt, searched.at_place()) - zero_deg(jd_tt, searched)) % _FULL


def near_angle(asked: NearAngle, searched: Searched) -> Intervals:
    """When a body is within an orb of one of some angles."""
    if not asked.angles or not 0 < asked.orb_deg <= _MOST_ORB_DEG:
        raise InvalidInput("Choose at least one angle, and an orb of at most 30°.", field="condition")
    place = searched.at_place()

    def longitude(jd_tt: Values) -> Values:
        return strips.longitude_deg(asked.body, jd_tt)

    def holds(jd_tt: Values) -> Flags:
        body = longitude(jd_tt)
        near = [np.abs(wrapped_deg(body - angle_deg(corner, jd_tt, place))) <= asked.orb_deg for corner in asked.angles]
        return np.any(near, axis=0)

    changes = [
        at_corner(lambda jd_tt, side=side: longitude(jd_tt) + side, corner, searched.within, place, is_moving=True)
        for corner in asked.angles
        for side in (-asked.orb_deg, asked.orb_deg)
    ]
    return between(np.concatenate([*changes, turns_over(searched.within, place)]), holds, searched.within)


def planetary_hour(asked: PlanetaryHour, searched: Searched) -> Intervals:
    """When it is an hour of one of some planets."""
    hours = _hours(asked.planets, searched)
    wanted = [hour for hour in hours if hour.hour_ruler in asked.planets]
    return clipped(normal((hour.start_jd_tt, hour.end_jd_tt) for hour in wanted), searched.within)


def planetary_day(asked: PlanetaryDay, searched: Searched) -> Intervals:
    """When it is the day of one of some planets."""
    hours = _hours(asked.planets, searched)
    wanted = [hour for hour in hours if hour.day_ruler in asked.planets]
    return clipped(normal((hour.start_jd_tt, hour.end_jd_tt) for hour in wanted), searched.within)


def clock_time(asked: ClockTime, searched: Searched) -> Intervals:
    """When clocks show such a time: those of the search's zone, or local mean time of its place without one."""
    if not (0 <= asked.start_hour <= _DAY_HOURS and 0 <= asked.end_hour <= _DAY_HOURS):
        raise InvalidInput("Hours go from 0 to 24.", field="condition")
    if searched.zone is None and searched.place is None:
        raise InvalidInput("This condition needs a zone or a place.", field="zone")
    start_s, end_s = asked.start_hour * _HOUR_S, asked.end_hour * _HOUR_S
    length_s = end_s - start_s if end_s >= start_s else end_s - start_s + _DAY_S
    spans: list[tuple[float, float]] = []
    for first, last, offset in _offsets(searched):
        for midnight in range(int((first + offset) // _DAY_S - 1) * _DAY_S, int(last + offset) + 1, _DAY_S):
            begin = midnight + start_s - offset
            # Where clocks are set forward or back, what they show goes on in the next piece.
            spans.append((_jd_tt(max(begin, first)), _jd_tt(min(begin + length_s, last))))
    return clipped(normal(spans), searched.within)


def zero_deg(jd_tt: Values, searched: Searched) -> Values:
    """How far the zero of the search's zodiac is from the equinox."""
    if searched.ayanamsa is None or not jd_tt.size:
        return np.zeros_like(jd_tt)
    nodes = np.arange(jd_tt.min(), jd_tt.max() + _ZERO_STEP_DAYS, _ZERO_STEP_DAYS)
    return np.interp(jd_tt, nodes, [ayanamsa_deg(one, searched.ayanamsa) for one in nodes.tolist()])


def _hours(planets: tuple[Body, ...], searched: Searched) -> list[Hour]:
    if not planets or any(one not in CHALDEAN for one in planets):
        raise InvalidInput("Hours and days belong to the seven planets from the Moon to Saturn.", field="condition")
    return planetary_hours(*searched.within, searched.at_place(), searched.zone)


def _offsets(searched: Searched) -> list[tuple[float, float, float]]:
    """From when to when clocks were so far ahead of UTC: all in seconds, since 1970 UTC."""
    days = np.array(searched.within)
    first, last = ((days - delta_t_days(days) - _UNIX_EPOCH_JD) * _DAY_S).tolist()
    edges = [first + number * _DAY_S for number in range(-1, int((last - first) // _DAY_S) + 3)]
    east = searched.place.east_longitude_deg if searched.place else 0.0
    if searched.zone is None:
        return [(edges[0], edges[-1], mean_offset_s(east))]
    zone = known_zone(searched.zone)

    def offset(utc_s: float) -> float:
        return offset_at(zone, utc_s, east)[0]

    begin, ahead = edges[0], offset(edges[0])
    pieces: list[tuple[float, float, float]] = []
    for before, after in pairwise(edges):
        if offset(after) != ahead:
            low, high = before, after
            while high - low > _CLOSE_S:
                middle = (low + high) / 2
                low, high = (middle, high) if offset(middle) == ahead else (low, middle)
            change = float(round(high))
            pieces.append((begin, change, ahead))
            begin, ahead = change, offset(change + 1)
    return [*pieces, (begin, edges[-1], ahead)]


def _jd_tt(utc_s: float) -> float:
    days, seconds = divmod(utc_s, _DAY_S)
    return julian_days(*gregorian_date(int(days) + EPOCH_DAY_NUMBER), seconds)[1]
