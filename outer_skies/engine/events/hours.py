"""The planetary hours of many days at a place; what they are is told in `techniques/planetary_hours.py`."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import THEORY_END_JD_TT, THEORY_START_JD_TT
from outer_skies.engine.events.rising import LONGEST_DAYS, VISIBLE_HORIZON, find_arcs
from outer_skies.engine.places import Place
from outer_skies.engine.rotation import delta_t_days
from outer_skies.engine.techniques.planetary_hours import HOURS, day_ruler_at, hour_ruler
from outer_skies.engine.zones import known_zone, mean_offset_s, offset_at

_EDGE_DAYS = 2.2
_DAY_S = 86400
_UNIX_EPOCH_JD = 2440587.5


class Hour(NamedTuple):
    """An hour, 1 to 24 from sunrise, JD(TT), and the planets of its day and of itself."""

    start_jd_tt: float
    end_jd_tt: float
    hour: int
    day_ruler: Body
    hour_ruler: Body


def planetary_hours(start_jd_tt: float, end_jd_tt: float, place: Place, zone: str | None = None) -> list[Hour]:
    """Every planetary hour that reaches into [start, end), in order.

    Days have the names that the zone's clocks show at sunrise, or those of local mean time without a zone. There are
    no hours between a sunset and a sunrise, or a sunrise and a sunset, more than a day apart, nor in a night after
    such a day.
    """
    low = max(start_jd_tt - _EDGE_DAYS, THEORY_START_JD_TT)
    high = min(end_jd_tt + _EDGE_DAYS, float(np.nextafter(THEORY_END_JD_TT, 0)))
    arcs = find_arcs(Body.SUN, low, high, place, VISIBLE_HORIZON)
    ut1 = (arcs.jd_tt - delta_t_days(arcs.jd_tt)).tolist()
    hours: list[Hour] = []
    ruler: Body | None = None
    edges = zip(arcs.jd_tt.tolist(), ut1, arcs.is_rising.tolist(), strict=True)
    for (start, jd_ut1, is_day), (end, _, _) in pairwise(edges):
        is_short = end - start < LONGEST_DAYS
        if is_day:
            ruler = day_ruler_at(jd_ut1, _offset_s(jd_ut1, place, zone)) if is_short else None
        if ruler is not None and is_short and end > start_jd_tt and start < end_jd_tt:
            hours += _twelve(start, end, 0 if is_day else HOURS, ruler)
    return [one for one in hours if one.end_jd_tt > start_jd_tt and one.start_jd_tt < end_jd_tt]


def _twelve(start: float, end: float, before: int, ruler: Body) -> list[Hour]:
    length = (end - start) / HOURS
    return [
        Hour(
            start + number * length,
            start + (number + 1) * length,
            before + number + 1,
            ruler,
            hour_ruler(ruler, before + number + 1),
        )
        for number in range(HOURS)
    ]


def _offset_s(jd_ut1: float, place: Place, zone: str | None) -> float:
    if zone is None:
        return mean_offset_s(place.east_longitude_deg)
    return offset_at(known_zone(zone), (jd_ut1 - _UNIX_EPOCH_JD) * _DAY_S, place.east_longitude_deg)[0]
