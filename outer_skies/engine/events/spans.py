"""Spans of time as results tell them."""

import msgspec
import numpy as np

from outer_skies.engine.events.intervals import Intervals
from outer_skies.engine.events.times import utc_texts


class Span(msgspec.Struct, frozen=True):
    """From one moment up to another, `utc` to the second."""

    start_utc: str
    start_jd_tt: float
    end_utc: str
    end_jd_tt: float


def spans_of(intervals: Intervals) -> tuple[Span, ...]:
    """Intervals of JD(TT) as spans."""
    if not intervals:
        return ()
    starts, ends = (np.array(column) for column in zip(*intervals, strict=True))
    rows = zip(utc_texts(starts), starts.tolist(), utc_texts(ends), ends.tolist(), strict=True)
    return tuple(Span(*row) for row in rows)
