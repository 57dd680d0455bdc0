"""Fixed stars: which of them stand with a body or an angle, or opposite to it, in longitude.

A star's longitude is where the great circle through it and the pole of the ecliptic meets the ecliptic; how far it
stands from there is its latitude, which each contact tells. How near counts goes by the star's brightness. There is no
agreement on orbs: those here are this program's own, narrower than most of the older authors'.

Source: V. E. Robson, The Fixed Stars and Constellations in Astrology (1923), for conjunction and opposition by
longitude; Ptolemy, Tetrabiblos I.9, for stars that work as planets do.
"""

from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.chart import Chart
from outer_skies.engine.stars import all_stars, stars_seen
from outer_skies.engine.techniques.points import all_points

_KINDS = (AspectKind.CONJUNCTION, AspectKind.OPPOSITION)


class StarOrbs(msgspec.Struct, frozen=True):
    """The most orb of a conjunction, in degrees: stars brighter than magnitude 1.5, 2.5, 3.5, and all others.

    An opposition has `opposition_share` of it.
    """

    first_deg: float = 2.0
    second_deg: float = 1.5
    third_deg: float = 1.0
    others_deg: float = 0.5
    opposition_share: float = 0.5

    def of(self, magnitude: float | None) -> float:
        """The orb of a star; one without magnitude, as the galactic centre, is among the others."""
        if magnitude is None or magnitude >= 3.5:  # noqa: PLR2004  where the fourth magnitude begins
            return self.others_deg
        return self.first_deg if magnitude < 1.5 else self.second_deg if magnitude < 2.5 else self.third_deg  # noqa: PLR2004


DEFAULT_STAR_ORBS = StarOrbs()


class StarContact(msgspec.Struct, frozen=True, gc=False):
    """A star with a point of the chart, or opposite to it: `point` is a body's key, or "ascendant" or "midheaven".

    The star's longitude is of the chart's zodiac, its latitude tells how far from the ecliptic it stands.
    """

    star: str
    name: str
    designation: str
    magnitude: float | None
    longitude_deg: float
    latitude_deg: float
    point: str
    kind: AspectKind
    orb_deg: float
    max_orb_deg: float


class FixedStars(msgspec.Struct, frozen=True):
    """The contacts, by point in the chart's order, conjunctions first and the closest first."""

    contacts: tuple[StarContact, ...]


def find_fixed_stars(chart: Chart, orbs: StarOrbs = DEFAULT_STAR_ORBS) -> FixedStars:
    """The stars of the table that stand with a body, the Ascendant or the Midheaven, or opposite to one of them."""
    points, most = all_points(chart), _most_orbs(orbs)
    places = stars_seen(chart.moment.jd_tt, chart.options.ayanamsa)
    apart = np.abs(places.longitude_deg - np.array([[longitude] for _, longitude in points]))
    apart = np.minimum(apart, FULL_CIRCLE_DEG - apart)
    off = np.stack((apart, HALF_CIRCLE_DEG - apart), axis=1)  # by point, kind and star
    point, kind, star = np.unravel_index(np.flatnonzero(off <= most), off.shape)
    orb = off[point, kind, star]
    order = np.lexsort((orb, kind, point))
    point, kind, star = point[order], kind[order], star[order]
    rows = zip(
        [points[index][0] for index in point.tolist()],
        [_KINDS[index] for index in kind.tolist()],
        [all_stars()[index] for index in star.tolist()],
        places.longitude_deg[star].tolist(),
        places.latitude_deg[star].tolist(),
        orb[order].tolist(),
        most[kind, star].tolist(),
        strict=True,
    )
    contacts = [
        StarContact(
            one.key, one.name, one.designation, one.magnitude, longitude, latitude, key, aspect, orb_deg, max_orb_deg
        )
        for key, aspect, one, longitude, latitude, orb_deg, max_orb_deg in rows
    ]
    return FixedStars(tuple(contacts))


@lru_cache(maxsize=16)
def _most_orbs(orbs: StarOrbs) -> NDArray[np.float64]:
    """The most orb of each star, in conjunction and in opposition."""
    together = np.array([orbs.of(star.magnitude) for star in all_stars()])
    return np.stack((together, orbs.opposition_share * together))
