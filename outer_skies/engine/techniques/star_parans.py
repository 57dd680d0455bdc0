"""Star parans: a star and a body that pass horizon or meridian at the same sidereal time, at the place of the chart.

The body keeps the place that it has at the moment of the chart; horizon and meridian turn once round the sky. Neither
refraction nor the body's own motion during the day is counted. A star that never rises at the place has no parans; one
that never sets has them on the meridian, above and below the pole.

Source: the Anonymous of 379, On the Fixed Stars; B. Brady, Brady's Book of Fixed Stars (1998). The orb is this
program's own.
"""

from bisect import bisect_left, bisect_right
from functools import lru_cache

import msgspec

from outer_skies.engine.angles import separation_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.horizon import Corner, is_ever_up, sidereal_times_deg
from outer_skies.engine.stars import Star, star_places
from outer_skies.errors import Undefined

DEFAULT_ORB_DEG = 0.5  # two minutes of sidereal time
DEFAULT_FAINTEST = 3.0
_FULL = 360.0
_Passage = tuple[float, Corner, Star]


class StarParan(msgspec.Struct, frozen=True, gc=False):
    """A star on one corner of the sky while a body is on another, or on the same.

    `armc_deg` is the local sidereal time, in degrees, at which the body passes its corner; `orb_deg` how much sooner or
    later the star passes its own, in degrees of sidereal time.
    """

    star: str
    name: str
    designation: str
    magnitude: float | None
    star_corner: Corner
    body: Body
    body_corner: Corner
    armc_deg: float
    orb_deg: float


class StarParans(msgspec.Struct, frozen=True):
    """The parans by body in the chart's order, the closest first, and what they were sought with."""

    north_latitude_deg: float
    max_orb_deg: float
    faintest_magnitude: float
    parans: tuple[StarParan, ...]


def find_star_parans(
    chart: Chart, max_orb_deg: float = DEFAULT_ORB_DEG, faintest_magnitude: float = DEFAULT_FAINTEST
) -> StarParans:
    """The parans of bodies with stars at the latitude of the chart's place. Raises Undefined without a place."""
    if chart.place is None:
        raise Undefined("This needs a place, which the chart does not have.")
    latitude = chart.place.north_latitude_deg
    times, passages = _passages(chart.moment.jd_tt, latitude, faintest_magnitude)
    found: list[StarParan] = []
    for one in chart.bodies:
        parans = [
            StarParan(star.key, star.name, star.designation, star.magnitude, corner, one.body, own_corner, time, orb)
            for own_corner, time in sidereal_times_deg(one.right_ascension_deg, one.declination_deg, latitude)
            for passage_time, corner, star in passages[
                bisect_left(times, time - max_orb_deg) : bisect_right(times, time + max_orb_deg)
            ]
            for orb in (separation_deg(passage_time, time),)
        ]
        parans.sort(key=lambda paran: paran.orb_deg)
        found += parans
    return StarParans(latitude, max_orb_deg, faintest_magnitude, tuple(found))


@lru_cache(maxsize=16)
def _passages(jd_tt: float, north_latitude_deg: float, faintest: float) -> tuple[list[float], list[_Passage]]:
    """When stars pass the corners, in order, those of either end of the circle again beyond the other end."""
    passages = [
        (time, corner, place.star)
        for place in star_places(jd_tt)
        if place.star.magnitude is not None
        and place.star.magnitude <= faintest
        and is_ever_up(place.declination_deg, north_latitude_deg)
        for corner, time in sidereal_times_deg(place.right_ascension_deg, place.declination_deg, north_latitude_deg)
    ]
    passages.sort(key=lambda passage: passage[0])
    return [turn + one[0] for turn in (-_FULL, 0.0, _FULL) for one in passages], passages * 3
