"""Star parans: a star and a body that pass horizon or meridian at the same sidereal time, at the place of the chart.

The body keeps the place that it has at the moment of the chart; horizon and meridian turn once round the sky. Neither
refraction nor the body's own motion during the day is counted. A star that never rises at the place has no parans; one
that never sets has them on the meridian, above and below the pole.

Source: the Anonymous of 379, On the Fixed Stars; B. Brady, Brady's Book of Fixed Stars (1998). The orb is this
program's own.
"""

from functools import lru_cache
from math import radians, tan

import msgspec
import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.horizon import Corner
from outer_skies.engine.stars import Star, all_stars, stars_seen
from outer_skies.errors import Undefined

DEFAULT_ORB_DEG = 0.5  # two minutes of sidereal time
DEFAULT_FAINTEST = 3.0
_FULL = 360.0
_CORNERS = tuple(Corner)
Values = NDArray[np.float64]
Indexes = NDArray[np.intp]
_StarOnCorner = tuple[Star, Corner]


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
    passing, times = _passages(chart.moment.jd_tt, chart.options.ayanamsa, latitude, faintest_magnitude)
    own = _sidereal_times_deg(
        np.array([one.right_ascension_deg for one in chart.bodies]),
        np.array([one.declination_deg for one in chart.bodies]),
        latitude,
    ).ravel()
    mine, theirs = _close(own, times, max_orb_deg)
    orb = np.abs(times[theirs] - own[mine])
    order = np.lexsort((orb, mine // len(_CORNERS)))
    mine, orb = mine[order], orb[order]
    stars, star_indexes = _brighter(faintest_magnitude)[1], passing[theirs[order] % max(passing.size, 1)]
    passages = [(one.body, corner) for one in chart.bodies for corner in _CORNERS]
    pairs = zip(
        [stars[index] for index in _listed(star_indexes)], [passages[index] for index in _listed(mine)], strict=True
    )
    parans = [
        StarParan(star.key, star.name, star.designation, star.magnitude, corner, body, own_corner, armc, orb_deg)
        for ((star, corner), (body, own_corner)), armc, orb_deg in zip(
            pairs, own[mine].tolist(), orb.tolist(), strict=True
        )
    ]
    return StarParans(latitude, max_orb_deg, faintest_magnitude, tuple(parans))


def _close(few: Values, ranked: Values, orb: float) -> tuple[Indexes, Indexes]:
    """Every pair of one of a few and one of many in order that differ by no more than the orb, as their indexes."""
    first = ranked.searchsorted(few - orb)
    count = ranked.searchsorted(few + orb, "right") - first
    ours = np.repeat(np.arange(few.size), count)
    return ours, np.arange(ours.size) + np.repeat(first + count - count.cumsum(), count)


def _sidereal_times_deg(right_ascension_deg: Values, declination_deg: Values, north_latitude_deg: float) -> Values:
    """As `horizon.sidereal_times_deg`, a row a point and a column a corner; infinite for those it never passes."""
    cosine = -tan(radians(north_latitude_deg)) * np.tan(np.radians(declination_deg))
    arc = np.degrees(np.arccos(np.minimum(np.maximum(cosine, -1.0), 1.0)))
    upper = np.zeros_like(arc)
    rising, culminating, setting, anti_culminating = -arc, upper, arc, upper + 180
    times = (right_ascension_deg + np.array((rising, culminating, setting, anti_culminating))) % 360
    times[times >= 360] = 0.0  # noqa: PLR2004  what a tiny negative angle is rounded to
    times[::2, np.abs(cosine) > 1] = np.inf
    return times.T


def _listed(indexes: Indexes) -> list[int]:
    return indexes.tolist()


@lru_cache(maxsize=16)
def _passages(
    jd_tt: float, ayanamsa: Ayanamsa | None, north_latitude_deg: float, faintest: float
) -> tuple[Indexes, Values]:
    """Places in the list of `_brighter`, in the order of passing; and when: in the last turn, in this and the next."""
    places, bright = stars_seen(jd_tt, ayanamsa), _brighter(faintest)[0]
    declination = places.declination_deg[bright]
    times = _sidereal_times_deg(places.right_ascension_deg[bright], declination, north_latitude_deg)
    times[np.abs(north_latitude_deg - declination) > 90] = np.inf  # noqa: PLR2004  never above the horizon
    order = times.ravel().argsort()[: np.count_nonzero(times < np.inf)]
    ranked = times.ravel()[order]
    return order, np.concatenate((ranked - _FULL, ranked, ranked + _FULL))


@lru_cache(maxsize=16)
def _brighter(faintest: float) -> tuple[Indexes, list[_StarOnCorner]]:
    """The stars that are bright enough, by their places in the table, and each of them on each corner."""
    bright = [
        index for index, star in enumerate(all_stars()) if star.magnitude is not None and star.magnitude <= faintest
    ]
    on_corners = [(all_stars()[index], corner) for index in bright for corner in _CORNERS]
    return np.array(bright, dtype=np.intp), on_corners
