"""The moments of an eclipse: what they are called, and how they are told."""

from collections.abc import Callable
from enum import StrEnum

import msgspec
import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.moments import utc_text
from outer_skies.engine.search import narrowed

Values = NDArray[np.float64]

HOURS = 24.0
_MINUTE_HOURS = 1 / 60


class ContactName(StrEnum):
    """The moments in order of time.

    Of the Sun, on the whole Earth: the shadow of this name first and last touches the ground; axis is the middle of
    the umbra. Of the Sun at a place, and of the Moon: it enters and leaves the shadow; the umbra stands for the
    antumbra of a ring too. Totality is of the Moon: all of it within the umbra.
    """

    PENUMBRA_BEGINS = "penumbra_begins"
    UMBRA_BEGINS = "umbra_begins"
    AXIS_BEGINS = "axis_begins"
    TOTALITY_BEGINS = "totality_begins"
    GREATEST = "greatest"
    TOTALITY_ENDS = "totality_ends"
    AXIS_ENDS = "axis_ends"
    UMBRA_ENDS = "umbra_ends"
    PENUMBRA_ENDS = "penumbra_ends"


class Contact(msgspec.Struct, frozen=True):
    """A moment of an eclipse, `utc` to the second."""

    name: ContactName
    utc: str
    jd_tt: float


class LocalContact(msgspec.Struct, frozen=True):
    """A moment of an eclipse at a place, and where Sun or Moon stand then.

    Altitude is the centre's, without refraction, and azimuth from north by east, in degrees. `is_visible` says whether
    the upper limb is above a level horizon.
    """

    name: ContactName
    utc: str
    jd_tt: float
    altitude_deg: float
    azimuth_deg: float
    is_visible: bool


def contact(name: ContactName, jd_tt: float) -> Contact:
    """A moment by its Julian day."""
    return Contact(name, utc_text(jd_tt), jd_tt)


def passes_zero(of_hours: Callable[[Values], Values], start_hours: float, end_hours: float) -> list[float]:
    """Where a function of hours passes zero, to a millisecond; what it does within a minute may be missed."""
    hours = np.linspace(start_hours, end_hours, max(2, int((end_hours - start_hours) / _MINUTE_HOURS) + 2))
    values = of_hours(hours)
    at = np.flatnonzero((values[1:] >= 0) != (values[:-1] >= 0))
    if not at.size:
        return []
    return narrowed(of_hours, hours[at], hours[at + 1], values[at], values[at + 1]).tolist()


def lowest(of_hours: Callable[[Values], Values], near_hours: float) -> float:
    """Where a function of hours is lowest near a moment, to some milliseconds: by parabolas ever closer to it."""
    at, aside = near_hours, 0.1
    for _ in range(5):
        before, here, after = of_hours(np.array([at - aside, at, at + aside])).tolist()
        bend = before - 2 * here + after
        if bend <= 0:
            break
        at += aside / 2 * (before - after) / bend
        aside /= 3
    return at
