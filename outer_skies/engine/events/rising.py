"""Rising, culmination, setting and lower culmination of a body or star at a place.

What rises on which horizon is said by a `Horizon`; the horizon is level, whatever hills or height the place has.
Where a body stays above or below the horizon for more than a day there is nothing to find, and the answer says so.

Source: the definitions of the Astronomical Almanac (2024), section A and explanation: the upper limb of Sun and Moon,
the centre of all else, 34' of refraction.
"""

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.bodies import FILES_ONLY, Body
from outer_skies.engine.ephemeris import FILES_END_JD_TT, FILES_START_JD_TT, THEORY_END_JD_TT, THEORY_START_JD_TT
from outer_skies.engine.events.find import check_interval
from outer_skies.engine.events.times import utc_texts
from outer_skies.engine.horizon import Corner
from outer_skies.engine.local_sky import Target, direction, hour_angle_deg
from outer_skies.engine.moments import Moment, utc_text
from outer_skies.engine.places import Place
from outer_skies.engine.search import crossings, narrowed

Values = NDArray[np.float64]

SUN_RADIUS_DEG_AU = 959.63 / 3600
MOON_RADIUS_AU = 1737.4 / 149597870.7
ALL_CORNERS = tuple(Corner)
# Nearer to a pole than this the Moon's own way north or south counts for more than the turning of the sky.
_BESIDE_POLE_DEG = 85.0
_STEP_BESIDE_POLE_DAYS = 1 / 48
# The highest and lowest stand are within so many days of the meridian, and higher or lower than there by so little.
_ASIDE_DAYS = 0.07
_GRAZING_DEG = 0.5
LONGEST_DAYS = 1.1  # without rising or setting; even the Moon does both within
_EDGE_DAYS = 1.5
_FILES_JD_TT, _THEORY_JD_TT = (FILES_START_JD_TT, FILES_END_JD_TT), (THEORY_START_JD_TT, THEORY_END_JD_TT)


class Horizon(msgspec.Struct, frozen=True):
    """What counts as rising: the centre or, of Sun and Moon, the upper limb, lifted by some degrees of refraction."""

    is_upper_limb: bool = True
    refraction_deg: float = 34 / 60


VISIBLE_HORIZON = Horizon()
TRUE_HORIZON = Horizon(is_upper_limb=False, refraction_deg=0.0)


class Passage(msgspec.Struct, frozen=True):
    """A body or star (by its key) at one corner of the sky, at `jd_tt`, `utc` to the second.

    Azimuth is from north by east, [0, 360); altitude is the centre's, as seen from the ground without refraction.
    """

    body: str
    corner: Corner
    utc: str
    jd_tt: float
    azimuth_deg: float
    altitude_deg: float


class Unbroken(msgspec.Struct, frozen=True):
    """A time of more than a day in which a body neither rises nor sets: of the Sun, polar day or polar night.

    It ends, or begins, with a rising or setting, or with the search.
    """

    body: str
    is_up: bool
    start_utc: str
    start_jd_tt: float
    end_utc: str
    end_jd_tt: float


class Passages(msgspec.Struct, frozen=True):
    """All passages of an interval in order of time, on the horizon that was asked for, and when there are none."""

    horizon: Horizon
    passages: tuple[Passage, ...]
    unbroken: tuple[Unbroken, ...]


class Arcs(NamedTuple):
    """When a body rises and sets in [start, end), JD(TT), in turn; and whether it is up at the start."""

    jd_tt: Values
    is_rising: NDArray[np.bool_]
    is_up_first: bool


def find_passages(
    start: Moment,
    end: Moment,
    place: Place,
    targets: Sequence[Target] = (Body.SUN, Body.MOON),
    corners: Sequence[Corner] = ALL_CORNERS,
    *,
    horizon: Horizon = VISIBLE_HORIZON,
) -> Passages:
    """Every rising, culmination and setting in [start, end), to 0.1 s of time.

    Risings and settings that only graze the horizon are less exact, as the body hardly climbs there.
    Raises InvalidInput beside "to", OutsideEphemeris, and Undefined for a body that cannot be computed.
    """
    check_interval(start, end)
    passages: list[Passage] = []
    unbroken: list[Unbroken] = []
    for target in targets:
        name, arcs = name_of(target), find_arcs(target, start.jd_tt, end.jd_tt, place, horizon)
        rows = [(jd_tt, Corner.RISING if up else Corner.SETTING) for jd_tt, up in _rows(arcs)]
        for corner in (Corner.CULMINATING, Corner.ANTI_CULMINATING):
            rows += [(jd_tt, corner) for jd_tt in culminations(target, start.jd_tt, end.jd_tt, place, corner).tolist()]
        wanted = [row for row in rows if row[1] in corners]
        moments = np.array([jd_tt for jd_tt, _ in wanted])
        at = direction(target, moments, place)
        columns = utc_texts(moments), at.azimuth_deg.tolist(), at.altitude_deg.tolist()
        passages += [
            Passage(name, corner, utc, jd_tt, azimuth, altitude)
            for (jd_tt, corner), utc, azimuth, altitude in zip(wanted, *columns, strict=True)
        ]
        unbroken += _unbroken(target, arcs, start.jd_tt, end.jd_tt)
    passages.sort(key=lambda one: one.jd_tt)
    return Passages(horizon, tuple(passages), tuple(sorted(unbroken, key=lambda one: one.start_jd_tt)))


def name_of(target: Target) -> str:
    """The key by which results name a body or a star."""
    return target.value if isinstance(target, Body) else target.key


def find_arcs(target: Target, start_jd_tt: float, end_jd_tt: float, place: Place, horizon: Horizon) -> Arcs:
    """When it rises and sets in [start, end)."""

    def above(jd_tt: Values) -> Values:
        return above_horizon_deg(target, jd_tt, place, horizon)

    first = bool(above(np.array([start_jd_tt]))[0] >= 0)
    if abs(place.north_latitude_deg) > _BESIDE_POLE_DEG:
        found = crossings(above, start_jd_tt, end_jd_tt, _STEP_BESIDE_POLE_DAYS)
        rising = np.array([one.is_rising for one in found], dtype=np.bool_)
        return Arcs(np.array([one.jd_tt for one in found]), rising, first)
    # From its lowest stand to its highest a body only climbs.
    stands = np.sort(
        np.concatenate(
            [
                culminations(target, start_jd_tt - _EDGE_DAYS, end_jd_tt + _EDGE_DAYS, place, corner)
                for corner in (Corner.CULMINATING, Corner.ANTI_CULMINATING)
            ]
        )
    )
    heights = above(stands)
    grazing = np.flatnonzero(np.abs(heights) < _GRAZING_DEG)
    stands[grazing] = _turned(above, stands[grazing])
    heights[grazing] = above(stands[grazing])
    at = np.flatnonzero((heights[1:] >= 0) != (heights[:-1] >= 0))
    times = narrowed(above, stands[at], stands[at + 1], heights[at], heights[at + 1]) if at.size else stands[at]
    within = (times >= start_jd_tt) & (times < end_jd_tt)
    return Arcs(times[within], heights[at + 1][within] >= 0, first)


def _turned(above: Callable[[Values], Values], near_jd_tt: Values) -> Values:
    """The highest or lowest stand beside each moment: by parabolas, through points ever closer to it."""
    times, aside = near_jd_tt, _ASIDE_DAYS
    for _ in range(4):
        before, here, after = above(times - aside), above(times), above(times + aside)
        times = times + aside / 2 * (before - after) / (before - 2 * here + after)
        aside /= 4
    return times


def above_horizon_deg(target: Target, jd_tt: Values, place: Place, horizon: Horizon) -> Values:
    """How far it is above the horizon, in degrees; 0 as it rises and sets."""
    at = direction(target, jd_tt, place)
    above = at.altitude_deg + horizon.refraction_deg
    if horizon.is_upper_limb and target is Body.SUN:
        return above + SUN_RADIUS_DEG_AU / at.distance_au
    if horizon.is_upper_limb and target is Body.MOON:
        return above + np.degrees(np.arcsin(MOON_RADIUS_AU / at.distance_au))
    return above


def culminations(target: Target, start_jd_tt: float, end_jd_tt: float, place: Place, corner: Corner) -> Values:
    """When it passes the upper (CULMINATING) or the lower half of the meridian in [start, end), JD(TT)."""
    wanted = 0.0 if corner is Corner.CULMINATING else 180.0
    first, last = _FILES_JD_TT if target in FILES_ONLY else _THEORY_JD_TT
    days = np.arange(max(start_jd_tt - _EDGE_DAYS, first), min(end_jd_tt + 1 + _EDGE_DAYS, last))
    # In a day of TT the sky turns nearly once: counted with the turns the hour angle only grows.
    turned = np.unwrap(hour_angle_deg(target, days, place.east_longitude_deg), period=360.0) + 360 * np.arange(
        days.size
    )
    first_turn, last_turn = ceil((turned[0] - wanted) / 360), floor((turned[-1] - wanted) / 360)
    turns = np.arange(first_turn, last_turn + 1, dtype=np.float64)
    found = np.interp(wanted + 360 * turns, turned, days)
    for _ in range(3):
        late = (hour_angle_deg(target, found, place.east_longitude_deg) - wanted + 180) % 360 - 180
        found = found - late / np.interp(found, days[:-1] + 0.5, np.diff(turned))
    return found[(found >= start_jd_tt) & (found < end_jd_tt)]


def _rows(arcs: Arcs) -> list[tuple[float, bool]]:
    return list(zip(arcs.jd_tt.tolist(), arcs.is_rising.tolist(), strict=True))


def _unbroken(target: Target, arcs: Arcs, start_jd_tt: float, end_jd_tt: float) -> list[Unbroken]:
    starts = [(start_jd_tt, arcs.is_up_first), *_rows(arcs)]
    ends = [*arcs.jd_tt.tolist(), end_jd_tt]
    return [
        Unbroken(name_of(target), is_up, utc_text(start), start, utc_text(end), end)
        for (start, is_up), end in zip(starts, ends, strict=True)
        if end - start > LONGEST_DAYS
    ]
