"""UTC of many events at once."""

from collections.abc import Iterator
from functools import lru_cache
from math import floor

import numpy as np

from outer_skies.engine.calendars import Calendar, day_number
from outer_skies.engine.ephemeris import THEORY_END_JD_TT, THEORY_START_JD_TT, utc_at
from outer_skies.engine.events.cubics import Values
from outer_skies.engine.events.passes import Passes
from outer_skies.engine.moments import utc_text
from outer_skies.engine.zones import EPOCH_DAY_NUMBER

_DAY_S = 86400
_UNIX_EPOCH_JD = 2440587.5
_NODE_DAYS = 64
_FEW = 8
_LEAP_S = 0.3  # the Earth slows by less in two months; a second is leapt at once


def utc_texts(jd_tt: Values) -> list[str]:
    """UTC of each moment to the nearest second, as `moments.utc_text` has it.

    The difference of the scales is taken between nodes; where it leaps from one to the next, each moment is asked for.
    """
    if jd_tt.size < _FEW:
        return [utc_text(one) for one in jd_tt.tolist()]
    first, last = floor(float(jd_tt.min()) / _NODE_DAYS), floor(float(jd_tt.max()) / _NODE_DAYS) + 1
    nodes = np.clip(np.arange(first, last + 1, dtype=np.float64) * _NODE_DAYS, THEORY_START_JD_TT, THEORY_END_JD_TT)
    ahead_s = np.array([_ahead_of_utc_s(node) for node in nodes.tolist()])
    utc_s = np.rint((jd_tt - _UNIX_EPOCH_JD) * _DAY_S - np.interp(jd_tt, nodes, ahead_s)).astype(np.int64)
    texts: list[str] = np.datetime_as_string(utc_s.astype("datetime64[s]"), unit="s", timezone="UTC").tolist()
    leaps = np.abs(np.diff(ahead_s)) > _LEAP_S
    for index in np.flatnonzero(leaps[np.searchsorted(nodes, jd_tt, side="right").clip(1, leaps.size) - 1]).tolist():
        texts[index] = utc_text(float(jd_tt[index]))
    return texts


@lru_cache(maxsize=16_384)
def _ahead_of_utc_s(jd_tt: float) -> float:
    year, month, day, hour, minute, second = utc_at(jd_tt)
    days = day_number(year, month, day, Calendar.GREGORIAN) - EPOCH_DAY_NUMBER
    return (jd_tt - _UNIX_EPOCH_JD) * _DAY_S - (days * _DAY_S + hour * 3600 + minute * 60 + second)


# One pass: JD(TT), UTC, which angle, whether forwards, and the angle of the track's first quantity then
Pass = tuple[float, str, int, bool, float]


def told(passes: Passes) -> Iterator[Pass]:
    """Passes one by one, with their UTC."""
    utc, (jd_tt, number, is_rising, first) = utc_texts(passes.jd_tt), (column.tolist() for column in passes)
    return zip(jd_tt, utc, number, is_rising, first, strict=True)
