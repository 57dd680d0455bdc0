"""Solar and lunar eclipses, as seen from anywhere: when, how large, of what kind and of which series.

Solar: `magnitude` is the part of the Sun's diameter that is covered where most is; on the path of a total, annular or
hybrid eclipse it is the Moon's diameter in Sun's diameters. `gamma` is how far the shadow's axis passes the Earth's
centre, in equatorial radii, north positive; `is_central` whether the axis meets the ground.
Lunar: `magnitude` is the part of the Moon's diameter within the umbra, negative where it stays outside, and
`penumbral_magnitude` within the penumbra; `gamma` is how far the Moon passes the shadow's axis, north positive;
`is_central` whether it passes over the axis.

Source: F. Espenak and J. Meeus, Five Millennium Canon of Solar Eclipses (NASA/TP-2006-214141), Five Millennium Canon
of Lunar Eclipses (NASA/TP-2009-214172), whose definitions these are.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import ayanamsa_deg
from outer_skies.engine.events.besselian import Elements, elements_without_turning, footing, plane_of
from outer_skies.engine.events.contacts import passes_zero
from outer_skies.engine.events.event import EclipseType, Event, EventKind
from outer_skies.engine.events.saros import lunar_saros, solar_saros
from outer_skies.engine.events.shadows import (
    Approach,
    States,
    Values,
    earth_shadow,
    length,
    mean_obliquity_deg,
    nearest,
    to_equator,
)
from outer_skies.engine.events.syzygies import Syzygy, near_nodes
from outer_skies.engine.moments import Moment, utc_text
from outer_skies.engine.nutation import nutation_in_longitude_deg

ECLIPSE_KINDS = (EventKind.SOLAR_ECLIPSE, EventKind.LUNAR_ECLIPSE)
# How much the umbra's radius can change from the middle of a path to its ends, besides by the ground's curve.
_UNSURE = 6e-4
_LONGEST_PATH_HOURS = 3.0
_PATH_POINTS = 201


class _Found(NamedTuple):
    """Eclipses in columns. A `total` or `annular` one of the Sun may turn out hybrid."""

    lunation: NDArray[np.int64]
    jd_tt: Values
    longitude_deg: Values
    types: Sequence[EclipseType]
    magnitude: Values
    penumbral: Values
    gamma: Values
    is_central: NDArray[np.bool_]


def find_eclipses(
    start: Moment, end: Moment, kinds: Sequence[EventKind] = ECLIPSE_KINDS, *, ayanamsa: Ayanamsa | None = None
) -> tuple[Event, ...]:
    """Every eclipse whose greatest moment lies in [start, end), in order; the moment to some milliseconds.

    `longitude_deg` is the Sun's for a solar eclipse and the Moon's for a lunar one, sidereal with an ayanamsa.
    Raises OutsideEphemeris outside the years 1 to 2999.
    """
    events: list[Event] = []
    if EventKind.SOLAR_ECLIPSE in kinds:
        events += _events(_solar(start.jd_tt, end.jd_tt), EventKind.SOLAR_ECLIPSE, ayanamsa)
    if EventKind.LUNAR_ECLIPSE in kinds:
        events += _events(_lunar(start.jd_tt, end.jd_tt), EventKind.LUNAR_ECLIPSE, ayanamsa)
    return tuple(sorted(events, key=lambda one: one.jd_tt))


def _events(found: _Found, kind: EventKind, ayanamsa: Ayanamsa | None) -> Iterable[Event]:
    is_solar = kind is EventKind.SOLAR_ECLIPSE
    place_in_saros = solar_saros if is_solar else lunar_saros
    columns = (found.lunation, found.jd_tt, found.longitude_deg, found.magnitude, found.penumbral, found.gamma)
    for (lunation, jd_tt, longitude, magnitude, penumbral, gamma), of_type, is_central in zip(
        zip(*(column.tolist() for column in columns), strict=True), found.types, found.is_central.tolist(), strict=True
    ):
        zero = 0.0 if ayanamsa is None else ayanamsa_deg(jd_tt, ayanamsa)
        series, member = place_in_saros(lunation)
        yield Event(
            utc=utc_text(jd_tt),
            kind=kind,
            bodies=(Body.SUN, Body.MOON),
            longitude_deg=(longitude - zero) % 360,
            jd_tt=jd_tt,
            type=of_type,
            saros=series,
            saros_member=member,
            magnitude=magnitude,
            penumbral_magnitude=None if is_solar else penumbral,
            gamma=gamma,
            is_central=is_central,
        )


def _chosen(start_jd_tt: float, end_jd_tt: float, syzygy: Syzygy) -> tuple[NDArray[np.int64], States, Approach, Values]:
    """Lunations, states and axes of what may be an eclipse in [start, end), and gamma."""
    meetings = near_nodes(start_jd_tt, end_jd_tt, syzygy)
    at, near = nearest(meetings.jd_tt, syzygy)
    keep = (at.jd_tt >= start_jd_tt) & (at.jd_tt < end_jd_tt)
    at, near = States(*(column[keep] for column in at)), Approach(*(column[keep] for column in near))
    is_north = to_equator(near.offset, mean_obliquity_deg(at.jd_tt))[..., 2] >= 0
    return meetings.lunation[keep], at, near, length(near.offset) * np.where(is_north, 1, -1)


def _solar(start_jd_tt: float, end_jd_tt: float) -> _Found:
    lunation, at, near, gamma = _chosen(start_jd_tt, end_jd_tt, Syzygy.NEW)
    plane = plane_of(at, near, mean_obliquity_deg(at.jd_tt))
    foot = footing(plane)
    is_central = foot.miss <= 0
    outer, inner = plane.l1 - foot.height * plane.tan1, plane.l2 - foot.height * plane.tan2
    is_core = is_central | (foot.miss < np.abs(inner))
    magnitude = (outer - np.where(is_central, inner, foot.miss)) / (outer + inner)
    is_unsure = is_central & (inner < _UNSURE) & (plane.l2 > -_UNSURE)
    types = [
        EclipseType.PARTIAL
        if not core
        else EclipseType.HYBRID
        if unsure and _is_hybrid(elements_without_turning(jd_tt))
        else EclipseType.TOTAL
        if umbra < 0
        else EclipseType.ANNULAR
        for core, unsure, umbra, jd_tt in zip(is_core, is_unsure, inner, at.jd_tt.tolist(), strict=True)
    ]
    found = _Found(lunation, at.jd_tt, _longitude_deg(at.jd_tt, at.sun), types, magnitude, magnitude, gamma, is_central)
    return _kept(found, foot.miss < plane.l1)


def _is_hybrid(of: Elements) -> bool:
    """Whether the umbra's tip reaches the ground along a part of the path only."""
    ends = passes_zero(lambda hours: footing(of.plane(hours)).miss, -_LONGEST_PATH_HOURS, _LONGEST_PATH_HOURS)
    if not ends:  # a path of seconds
        return False
    path = of.plane(np.linspace(ends[0], ends[-1], _PATH_POINTS))
    umbra = path.l2 - footing(path).height * path.tan2
    return bool(umbra.min() < 0 < umbra.max())


def _lunar(start_jd_tt: float, end_jd_tt: float) -> _Found:
    lunation, at, near, gamma = _chosen(start_jd_tt, end_jd_tt, Syzygy.FULL)
    apart, umbra, penumbra, moon = earth_shadow(at, near)
    umbral, penumbral = (umbra + moon - apart) / (2 * moon), (penumbra + moon - apart) / (2 * moon)
    types = [
        EclipseType.TOTAL if one >= 1 else EclipseType.PARTIAL if one > 0 else EclipseType.PENUMBRAL for one in umbral
    ]
    found = _Found(lunation, at.jd_tt, _longitude_deg(at.jd_tt, at.moon), types, umbral, penumbral, gamma, apart < moon)
    return _kept(found, penumbral > 0)


def _longitude_deg(jd_tt: Values, vector: Values) -> Values:
    return (np.degrees(np.arctan2(vector[:, 1], vector[:, 0])) + nutation_in_longitude_deg(jd_tt)) % 360


def _kept(found: _Found, keep: NDArray[np.bool_]) -> _Found:
    types = [one for one, is_kept in zip(found.types, keep, strict=True) if is_kept]
    columns = {name: getattr(found, name)[keep] for name in found._fields if name != "types"}
    return _Found(types=types, **columns)
