"""Fixed stars: which of them stand with a body or an angle, or opposite to it, in longitude.

A star's longitude is where the great circle through it and the pole of the ecliptic meets the ecliptic; how far it
stands from there is its latitude, which each contact tells. How near counts goes by the star's brightness. There is no
agreement on orbs: those here are this program's own, narrower than most of the older authors'.

Source: V. E. Robson, The Fixed Stars and Constellations in Astrology (1923), for conjunction and opposition by
longitude; Ptolemy, Tetrabiblos I.9, for stars that work as planets do.
"""

from bisect import bisect_left
from functools import lru_cache

import msgspec

from outer_skies.engine.angles import signed_separation_deg
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.chart import Chart
from outer_skies.engine.stars import StarPlace, star_places
from outer_skies.engine.techniques.points import Point, all_points

_FULL = 360.0


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
    ranked = _ranked(chart.moment.jd_tt, chart.options.ayanamsa)
    found: list[StarContact] = []
    for point in all_points(chart):
        for kind, share in ((AspectKind.CONJUNCTION, 1.0), (AspectKind.OPPOSITION, orbs.opposition_share)):
            near = _near(point, kind, share, orbs, ranked)
            near.sort(key=lambda one: one.orb_deg)
            found += near
    return FixedStars(tuple(found))


@lru_cache(maxsize=16)
def _ranked(jd_tt: float, ayanamsa: Ayanamsa | None) -> tuple[list[float], list[StarPlace]]:
    """The stars by longitude, those of either end of the circle again beyond the other end."""
    places = sorted(star_places(jd_tt, ayanamsa), key=lambda place: place.longitude_deg)
    longitudes = [place.longitude_deg for place in places]
    return [turn + one for turn in (-_FULL, 0.0, _FULL) for one in longitudes], places * 3


def _near(
    point: Point, kind: AspectKind, share: float, orbs: StarOrbs, ranked: tuple[list[float], list[StarPlace]]
) -> list[StarContact]:
    (key, longitude), (longitudes, places) = point, ranked
    aim = (longitude + kind.angle_deg) % _FULL
    widest = share * max(orbs.first_deg, orbs.second_deg, orbs.third_deg, orbs.others_deg)
    near: list[StarContact] = []
    for index in range(bisect_left(longitudes, aim - widest), len(longitudes)):
        if longitudes[index] > aim + widest:
            break
        place = places[index]
        star, most = place.star, share * orbs.of(place.star.magnitude)
        orb = abs(signed_separation_deg(place.longitude_deg, aim))
        if orb <= most:
            near.append(
                StarContact(
                    star.key, star.name, star.designation, star.magnitude, place.longitude_deg, place.latitude_deg,
                    key, kind, orb, most,
                )
            )  # fmt: skip
    return near
