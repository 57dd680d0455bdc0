"""How the points beyond the planets appear: planets that nobody has seen, and the bodies beyond Neptune, all at once.

Light takes its time, and is bent and turned like that of stars.
"""

from functools import lru_cache

import numpy as np

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.ephemeris import Row
from outer_skies.engine.far_bodies import (
    TRANS_NEPTUNIAN_END_JD_TT,
    TRANS_NEPTUNIAN_START_JD_TT,
    TransNeptunian,
    UranianPoint,
)
from outer_skies.engine.starlight import LIGHT_AU_PER_DAY, apparent, frames, length
from outer_skies.engine.trans_neptunian_paths import on_paths
from outer_skies.engine.uranian_orbits import on_orbits

_ALWAYS: tuple[UranianPoint | TransNeptunian, ...] = tuple(UranianPoint)
_ALL = (*_ALWAYS, *TransNeptunian)
_STEP_DAYS = 0.001  # short enough that places change evenly over it


def are_trans_neptunians_known(jd_tt: float) -> bool:
    """Whether the moment is one of those that the files of bodies beyond Neptune hold."""
    return TRANS_NEPTUNIAN_START_JD_TT <= jd_tt <= TRANS_NEPTUNIAN_END_JD_TT


@lru_cache(maxsize=16)
def far_rows(jd_tt: float, ayanamsa: Ayanamsa | None) -> dict[UranianPoint | TransNeptunian, Row]:
    """As `ephemeris.sight_rows`, geocentric, of every point; bodies beyond Neptune in the years they are known for.

    Raises OutsideEphemeris. Accuracy: as the paths; of motions 0.0001 degree a day.
    """
    moments = (jd_tt, jd_tt + _STEP_DAYS)
    at = frames(moments, ayanamsa)
    points = _ALWAYS
    place, motion = on_orbits(jd_tt)
    place, motion = place + at.sun[0], motion + at.sun_motion[0]
    if are_trans_neptunians_known(jd_tt):
        points = _ALL
        others, their_motion = on_paths(jd_tt)
        place, motion = np.hstack((place, others)), np.hstack((motion, their_motion))
    since = np.array(moments)[:, None, None] - jd_tt
    from_earth = place + motion * since - at.earth
    for _ in range(2):  # light takes up to a few days, in which they go straight on
        delay = length(from_earth) / LIGHT_AU_PER_DAY
        from_earth = place + motion * (since - delay) - at.earth
    from_sun, distance = from_earth + at.earth - at.sun, length(from_earth)
    seen = apparent(from_earth / distance, from_sun / length(from_sun), at)
    step = moments[1] - jd_tt
    turning = ((seen.longitude_deg[1] - seen.longitude_deg[0] + 180) % 360 - 180) / step
    rising = (seen.declination_deg[1] - seen.declination_deg[0]) / step
    longitude, latitude, *equatorial = (angle[0] for angle in seen)
    columns = [one.tolist() for one in (longitude, latitude, distance[0, 0], turning, *equatorial, rising)]
    return dict(zip(points, zip(*columns, strict=True), strict=True))
