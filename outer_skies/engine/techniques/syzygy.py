"""The last new or full Moon before a birth, by the ancients one of the five places on which life depends.

Source: Ptolemy, Tetrabiblos III.2 (of a full Moon, the degree of the light above the earth) and III.10.
"""

from enum import StrEnum
from functools import lru_cache

import msgspec

from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG, signed_separation_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import Row, sight_rows
from outer_skies.engine.lots import is_day
from outer_skies.engine.moments import utc_text
from outer_skies.engine.techniques.needs import angles
from outer_skies.errors import Undefined

_LIGHTS = (Body.SUN, Body.MOON)
_MEAN_DEG_PER_DAY = 12.190749  # the Moon's gain on the Sun
_EXACT_DAYS = 1e-7
_SIDEREAL_DEG_PER_DAY = 360.98564736629


class SyzygyKind(StrEnum):
    """A meeting of the lights, or their opposition."""

    NEW_MOON = "new_moon"
    FULL_MOON = "full_moon"


class Syzygy(msgspec.Struct, frozen=True):
    """When the lights last met or stood opposed, geocentric, and the degree that counts: longitude in [0, 360).

    It is that of their meeting, or of the light that stood above the horizon of the birthplace when they were opposed.
    """

    kind: SyzygyKind
    jd_tt: float
    utc: str
    longitude_deg: float


@lru_cache(maxsize=16)  # lots and almutens ask for it as well
def find_syzygy(chart: Chart) -> Syzygy:
    """The last new or full Moon at or before the moment of a chart, in its zodiac; exact to 0.1 s of time.

    Raises Undefined for a chart without angles, and OutsideEphemeris.
    """
    armc, place = angles(chart).armc_deg, chart.place
    if place is None:
        raise Undefined("This needs a place, which the chart does not have.")
    jd_tt = chart.moment.jd_tt
    sun, moon = sight_rows(jd_tt, _LIGHTS, chart.options.ayanamsa, None)
    since_new = (moon[0] - sun[0]) % FULL_CIRCLE_DEG
    is_new = since_new < HALF_CIRCLE_DEG
    target = 0.0 if is_new else HALF_CIRCLE_DEG
    step = -(since_new - target) / _MEAN_DEG_PER_DAY
    while abs(step) > _EXACT_DAYS:
        jd_tt += step
        sun, moon = sight_rows(jd_tt, _LIGHTS, chart.options.ayanamsa, None)
        step = signed_separation_deg(moon[0] - sun[0], target) / (moon[3] - sun[3])
    turned = armc + _SIDEREAL_DEG_PER_DAY * (jd_tt - chart.moment.jd_tt)
    light = sun if is_new or _is_up(sun, turned, place.north_latitude_deg) else moon
    kind = SyzygyKind.NEW_MOON if is_new else SyzygyKind.FULL_MOON
    return Syzygy(kind, jd_tt, utc_text(jd_tt), light[0])


def _is_up(light: Row, armc_deg: float, north_latitude_deg: float) -> bool:
    return is_day(light[4], light[5], armc_deg, north_latitude_deg)
