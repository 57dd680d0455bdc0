"""When a body is in a house of a place: houses go by in two hours, so they are tabulated over one turn of the sky.

The table, one row a sidereal time, says nearly when a cusp passes the body; the library's own cusps say exactly.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from outer_skies.engine import strips
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import cusps_at
from outer_skies.engine.events.conditions import InHouse, InSign
from outer_skies.engine.events.ecliptic_passages import at_corner, turns_over
from outer_skies.engine.events.intervals import Interval, Intervals
from outer_skies.engine.events.place_conditions import angle_in_zodiac_deg, angle_sign_changes
from outer_skies.engine.events.searched import Flags, Searched, Values, between
from outer_skies.engine.events.sky_conditions import in_sign, longitude_deg, sign_changes
from outer_skies.engine.horizon import Corner
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.places import Place
from outer_skies.engine.rotation import TURN_DEG_PER_DAY, obliquity_deg, sidereal_deg
from outer_skies.engine.search import wrapped_deg
from outer_skies.engine.zodiac import SIGN_DEG, Sign
from outer_skies.errors import HouseSystemUndefined, InvalidInput

_HOUSES = 12
_FULL, _HALF = 360.0, 180.0
# Rows to the turn: no house is shorter than a row, and within polar circles they are short.
_ROWS, _POLAR_ROWS = 180, 720
_STEADY_DEG = 60.0
_TURN_DAYS = _FULL / TURN_DEG_PER_DAY
_LONGITUDE_STEP_DAYS = 0.25
_CLOSE_DEG = 1e-4
_ASTRAY_DAYS = 0.01
# Of these systems cusps 1, 4, 7 and 10 are the angles, whose passing takes no table.
_BY_ANGLES = frozenset(
    {
        HouseSystem.PLACIDUS,
        HouseSystem.KOCH,
        HouseSystem.PORPHYRY,
        HouseSystem.REGIOMONTANUS,
        HouseSystem.CAMPANUS,
        HouseSystem.ALCABITIUS,
        HouseSystem.POLICH_PAGE,
        HouseSystem.KRUSINSKI,
        HouseSystem.PULLEN_SD,
        HouseSystem.PULLEN_SR,
    }
)
_CORNERS = {0: Corner.RISING, 3: Corner.ANTI_CULMINATING, 6: Corner.SETTING, 9: Corner.CULMINATING}
_HALVINGS = 14  # of some minutes leave some hundredths of a second


def in_house(asked: InHouse, searched: Searched) -> Intervals:
    """When a body is in one of some houses. Raises HouseSystemUndefined where the place has no such houses.

    Within the polar circles houses that go by in a minute, while the ecliptic lies on the horizon, may be missed.
    Raises InvalidInput beside "condition" or "place", and beside "house_system" for Sunshine houses.
    """
    if not asked.houses or any(not 1 <= one <= _HOUSES for one in asked.houses):
        raise InvalidInput("Choose at least one house, all of them from 1 to 12.", field="condition")
    system, place = searched.house_system, searched.at_place()
    if system is HouseSystem.EQUAL_ARIES:
        return in_sign(InSign(asked.body, tuple(_SIGNS[one - 1] for one in asked.houses)), searched)
    if system is HouseSystem.WHOLE_SIGN:
        return _in_whole_signs(asked, searched)
    if system is HouseSystem.SUNSHINE:
        raise InvalidInput("Sunshine houses cannot be searched: choose another system.", field="house_system")
    moving = _Moving(asked.body, place, system)
    cusps = sorted({(one + side - 1) % _HOUSES for one in asked.houses for side in (0, 1)})
    changes = [*(_passes(moving, cusp, searched.within) for cusp in cusps), turns_over(searched.within, place)]

    def holds(jd_tt: Values) -> Flags:
        return np.isin(moving.houses(jd_tt), asked.houses)

    return between(np.concatenate(changes), holds, searched.within)


_SIGNS = tuple(Sign)


def _in_whole_signs(asked: InHouse, searched: Searched) -> Intervals:
    """By the signs of the body and of the Ascendant, in the search's zodiac."""

    def holds(jd_tt: Values) -> Flags:
        ascendant = angle_in_zodiac_deg(Corner.RISING, jd_tt, searched) // SIGN_DEG
        return np.isin((longitude_deg(asked.body, jd_tt, searched) // SIGN_DEG - ascendant) % _HOUSES + 1, asked.houses)

    changes = sign_changes(asked.body, searched), angle_sign_changes(Corner.RISING, _SIGNS, searched)
    return between(np.concatenate(changes), holds, searched.within)


class _Moving(NamedTuple):
    """A body among the houses of a place."""

    body: Body
    place: Place
    system: HouseSystem

    def turned(self, jd_tt: Values) -> list[tuple[float, float]]:
        """Local sidereal time and obliquity."""
        armc = (sidereal_deg(jd_tt) + self.place.east_longitude_deg) % _FULL
        return list(zip(armc.tolist(), obliquity_deg(jd_tt).tolist(), strict=True))

    def cusps(self, jd_tt: Values) -> Values:
        """The twelve cusps at each moment."""
        return _cusps(self.turned(jd_tt), self.place.north_latitude_deg, self.system)

    def past(self, cusp: int) -> Callable[[Values], Values]:
        """How far the body is past a cusp, (-180, 180], by the library's cusps."""
        return lambda jd_tt: wrapped_deg(strips.longitude_deg(self.body, jd_tt) - self.cusps(jd_tt)[:, cusp])

    def houses(self, jd_tt: Values) -> Values:
        """The house that holds the body at each moment, 1 to 12."""
        cusps = self.cusps(jd_tt)
        widths, since = _ring(cusps, strips.longitude_deg(self.body, jd_tt)[:, None])
        return np.argmax(since < widths, axis=1) + 1


def _ring(cusps: Values, longitude: Values) -> tuple[Values, Values]:
    """How wide each house is, and how far a longitude is from its cusp, both in the direction of the houses."""
    widths = (np.roll(cusps, -1, axis=1) - cusps) % _FULL
    since = (longitude - cusps) % _FULL
    is_clockwise = widths.sum(axis=1, keepdims=True) > 1.5 * _FULL
    return np.where(is_clockwise, -widths % _FULL, widths), np.where(is_clockwise, -since % _FULL, since)


def _cusps(turned: list[tuple[float, float]], north_latitude_deg: float, system: HouseSystem) -> Values:
    rows = cusps_at(turned, north_latitude_deg, system)
    if any(row is None for row in rows):
        raise HouseSystemUndefined(system.value, north_latitude_deg, (HouseSystem.WHOLE_SIGN.value,))
    return np.array(rows, dtype=np.float64).reshape(-1, _HOUSES)


@lru_cache(maxsize=16)
def _table(north_latitude_deg: float, system: HouseSystem, tilt_deg: float) -> Values:
    """Cusps by sidereal time. Raises HouseSystemUndefined where they do not always go round once."""
    rows = _ROWS if abs(north_latitude_deg) <= _STEADY_DEG else _POLAR_ROWS
    cusps = _cusps([(_FULL * row / rows, tilt_deg) for row in range(rows)], north_latitude_deg, system)
    widths, _ = _ring(cusps, cusps[:, :1])
    if np.any(np.abs(widths.sum(axis=1) - _FULL) > _CLOSE_DEG):
        raise HouseSystemUndefined(system.value, north_latitude_deg, (HouseSystem.WHOLE_SIGN.value,))
    return cusps


def _passes(moving: _Moving, cusp: int, within: Interval) -> Values:
    """When a cusp passes the body, to 0.1 s."""
    if moving.system in _BY_ANGLES and cusp in _CORNERS and abs(moving.place.north_latitude_deg) <= _STEADY_DEG:
        return at_corner(lambda jd_tt: strips.longitude_deg(moving.body, jd_tt), _CORNERS[cusp], within, moving.place)
    middle = np.array([(within.start + within.end) / 2])
    table = _table(moving.place.north_latitude_deg, moving.system, round(float(obliquity_deg(middle)[0]), 4))[:, cusp]
    armc, _ = moving.turned(np.array([within.start]))[0]
    turns = int((within.end - within.start) / _TURN_DAYS) + 3
    times = within.start + (np.arange(turns * table.size) / table.size - armc / _FULL - 0.5) * _TURN_DAYS
    nodes = np.arange(times[0], times[-1] + _LONGITUDE_STEP_DAYS, _LONGITUDE_STEP_DAYS)
    longitudes = np.interp(times, nodes, np.unwrap(strips.longitude_deg(moving.body, nodes), period=_FULL))
    past = wrapped_deg(longitudes - np.tile(np.roll(table, table.size // 2), turns))
    at = np.flatnonzero((np.signbit(past[1:]) != np.signbit(past[:-1])) & (np.abs(np.diff(past)) < _HALF))
    return _exact(moving.past(cusp), (times[at], times[at + 1]), (past[at], past[at + 1]))


def _exact(past: Callable[[Values], Values], times: tuple[Values, Values], values: tuple[Values, Values]) -> Values:
    """The zeros near brackets of the table, by secants; where these go astray, within the bracket."""
    (low, high), (at_low, at_high) = times, values
    slope = (at_high - at_low) / (high - low)
    found = low - at_low / slope
    left = np.arange(found.size)
    for _ in range(4):
        value = past(found[left])
        left, value = left[np.abs(value) > _CLOSE_DEG], value[np.abs(value) > _CLOSE_DEG]
        if not left.size:
            return found
        step = np.clip(-value / slope[left], -_ASTRAY_DAYS, _ASTRAY_DAYS)
        after = past(found[left] + step)
        with np.errstate(divide="ignore", invalid="ignore"):
            slope[left] = np.nan_to_num((after - value) / step, nan=1.0, posinf=1.0, neginf=1.0)
            step = np.nan_to_num(step - after / slope[left])
        found[left] += np.clip(step, -_ASTRAY_DAYS, _ASTRAY_DAYS)
    low, high = low[left], high[left]
    at_low, at_high = past(low), past(high)
    is_held = ((at_low >= 0) != (at_high >= 0)) & (np.abs(at_high - at_low) < _HALF)
    found[left[is_held]] = _halved(past, low[is_held], high[is_held], at_low[is_held])
    return found


def _halved(past: Callable[[Values], Values], low: Values, high: Values, at_low: Values) -> Values:
    """Where the sign changes between each `low` and `high`; cusps may leap there, which halving does not mind."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_before = (past(middle) >= 0) == (at_low >= 0)
        low, high = np.where(is_before, middle, low), np.where(is_before, high, middle)
    return high
