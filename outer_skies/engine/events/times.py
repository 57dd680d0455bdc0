"""UTC of many events at once."""

from typing import NamedTuple

import numpy as np

from outer_skies.engine.events.cubics import Values
from outer_skies.engine.events.passes import Passes
from outer_skies.engine.moments import utc_text


def utc_texts(jd_tt: Values) -> list[str]:
    """UTC of each moment to the nearest second, as `moments.utc_text` has it."""
    return [utc_text(one) for one in np.asarray(jd_tt).tolist()]


class Pass(NamedTuple):
    """One pass: when, which angle, whether forwards, and the angle of the track's first quantity then."""

    jd_tt: float
    utc: str
    number: int
    is_rising: bool
    first_deg: float


def told(passes: Passes) -> list[Pass]:
    """Passes one by one, with their UTC."""
    utc, (jd_tt, number, is_rising, first) = utc_texts(passes.jd_tt), (column.tolist() for column in passes)
    return [Pass(*row) for row in zip(jd_tt, utc, number, is_rising, first, strict=True)]
