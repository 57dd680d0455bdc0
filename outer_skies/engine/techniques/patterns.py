"""Aspect patterns: figures that aspects draw between three bodies or more, and stelliums.

A figure is found if and only if every aspect it is made of is among the chart's aspects, with the chart's orbs; what
these do not hold (a yod without quincunxes) is not found. Each figure is listed once. Figures within larger ones (the
T-squares of a grand cross, the grand trine of a kite) are listed too and say of which they are `part_of`.

The figures and the aspects they are made of:
- grand trine: three bodies, three trines
- T-square: an opposition whose ends both square the apex
- grand cross: two oppositions whose ends square one another
- yod: a sextile whose ends are both quincunx the apex
- boomerang: a yod, and a fourth body opposite its apex (the reaction point). That this body then stands some 30° from
  the ends of the base follows from the rest and is not asked again.
- kite: a grand trine, and a fourth body (the apex) opposite one corner (the tail) and sextile the others (the wings)
- mystic rectangle: two oppositions whose ends are sextile on two sides and trine on the others
- cradle: three sextiles in a row, the outer bodies (ends) in opposition, each trine the inner body (middle) further off
- grand sextile: six bodies, each sextile its neighbours, trine the next, and opposite the last
- Thor's hammer: a square whose ends are both sesquiquadrate the apex

A stellium is a gathering of planets, Sun to Pluto, in one sign, in one house, or within one span of longitude. How
many make one authors do not agree upon (three to five); here four, unless asked otherwise.

Source: Bil Tierney, Dynamics of Aspect Analysis (1983), for T-square, grand cross, grand trine, yod, kite and mystic
rectangle; the others are of common use without one author.
"""

from bisect import bisect_right
from enum import StrEnum

import msgspec

from outer_skies.engine.angles import FULL_CIRCLE_DEG
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.techniques.figures import FINDERS, PatternKind, Role, Sky, lines_of
from outer_skies.engine.techniques.points import PLANETS, distinct_bodies
from outer_skies.engine.zodiac import SIGN_DEG, Sign
from outer_skies.errors import InvalidInput

STELLIUM_SIZE = 4
STELLIUM_SPAN_DEG = 10.0
_FEWEST = 3
_WIDEST_SPAN_DEG = 60.0


class Gathering(StrEnum):
    """What the planets of a stellium share."""

    SIGN = "sign"
    HOUSE = "house"
    SPAN = "span"


class Member(msgspec.Struct, frozen=True, gc=False):
    """A body (or an angle, if angles were asked for) and its role."""

    point: str
    role: Role


class Pattern(msgspec.Struct, frozen=True):
    """A figure or a stellium.

    `members` come with the apex first; corners, and bodies in a cradle, in their order round the figure. `orb_deg` is
    the widest orb of the aspects it is made of; of a stellium the arc from its first planet to its last. `part_of`
    gives the places in the list, from 0, of the larger figures that hold all its aspects. Of a stellium `by` is what
    is shared, with the `sign` or `house`.
    """

    kind: PatternKind
    members: tuple[Member, ...]
    orb_deg: float
    part_of: tuple[int, ...] = ()
    by: Gathering | None = None
    sign: Sign | None = None
    house: int | None = None


class Patterns(msgspec.Struct, frozen=True):
    """All patterns of a chart: figures, larger kinds first, then stelliums by sign, by house and by span."""

    patterns: tuple[Pattern, ...]
    with_angles: bool
    stellium_size: int
    stellium_span_deg: float


def find_patterns(
    chart: Chart,
    *,
    with_angles: bool = False,
    stellium_size: int = STELLIUM_SIZE,
    stellium_span_deg: float = STELLIUM_SPAN_DEG,
) -> Patterns:
    """The patterns of a chart.

    The two nodes and the two Liliths count once. `with_angles` lets Ascendant and Midheaven take part in figures,
    aspected with the chart's orbs and a factor of 1; they do not aspect one another.

    Raises InvalidInput beside "stellium_size" (3 to 10) or "stellium_span_deg" (above 0, up to 60).
    """
    if not _FEWEST <= stellium_size <= len(PLANETS):
        raise InvalidInput("A stellium has from three to ten planets.", field="stellium_size")
    if not 0 < stellium_span_deg <= _WIDEST_SPAN_DEG:
        raise InvalidInput("A stellium spans at most 60°.", field="stellium_span_deg")
    bodies = distinct_bodies(chart)
    figures = _figures(Sky.of(chart, bodies, with_angles=with_angles))
    planets = [one for one in bodies if one.body in _PLANETS]
    return Patterns(
        (*figures, *_stelliums(planets, stellium_size, stellium_span_deg)),
        with_angles,
        stellium_size,
        stellium_span_deg,
    )


_PLANETS = frozenset(PLANETS)
_SIGNS = tuple(Sign)


def _figures(sky: Sky) -> list[Pattern]:
    """Every figure once, with what it is part of: the larger ones that have all its aspects."""
    patterns: list[Pattern] = []
    larger: list[tuple[int, frozenset[tuple[int, int]]]] = []
    for kind, finder in FINDERS.items():
        before = tuple(larger)
        for found in finder(sky):
            lines = lines_of(found)
            part_of = tuple([place for place, aspects in before if aspects.issuperset(lines)])
            if len(found) > _FEWEST:
                larger.append((len(patterns), frozenset(lines)))
            members = tuple([Member(sky.keys[one], role) for one, role in found])
            patterns.append(Pattern(kind, members, max([sky.orbs[line] for line in lines]), part_of))
    return patterns


def _stelliums(planets: list[Position], size: int, span_deg: float) -> list[Pattern]:
    ranked = sorted(planets, key=lambda one: one.longitude_deg)
    by_sign: dict[int, list[Position]] = {}
    by_house: dict[int, list[Position]] = {}
    for one in ranked:
        by_sign.setdefault(int(one.longitude_deg / SIGN_DEG), []).append(one)
        if one.house is not None:
            by_house.setdefault(one.house, []).append(one)
    signs = [_stellium(held, Gathering.SIGN, _SIGNS[sign]) for sign, held in by_sign.items() if len(held) >= size]
    houses = [
        _stellium(_from_the_widest_gap(held), Gathering.HOUSE, house=house)
        for house, held in sorted(by_house.items())
        if len(held) >= size
    ]
    spans = [_stellium(held, Gathering.SPAN) for held in _spans(ranked, span_deg) if len(held) >= size]
    return [*signs, *houses, *spans]


def _stellium(planets: list[Position], by: Gathering, sign: Sign | None = None, house: int | None = None) -> Pattern:
    arc = (planets[-1].longitude_deg - planets[0].longitude_deg) % FULL_CIRCLE_DEG
    members = tuple([Member(one.body, Role.MEMBER) for one in planets])
    return Pattern(PatternKind.STELLIUM, members, arc, by=by, sign=sign, house=house)


def _from_the_widest_gap(ranked: list[Position]) -> list[Position]:
    """Planets sorted by longitude, begun anew after the widest arc that holds none."""
    longitudes = [one.longitude_deg for one in ranked]
    gaps = [(one - longitudes[before]) % FULL_CIRCLE_DEG for before, one in enumerate(longitudes, -1)]
    first = gaps.index(max(gaps))
    return ranked[first:] + ranked[:first]


def _spans(ranked: list[Position], span_deg: float) -> list[list[Position]]:
    """The largest groups that fit in the span, none part of another, from planets sorted by longitude."""
    count = len(ranked)
    round_twice = [one.longitude_deg for one in ranked] + [one.longitude_deg + FULL_CIRCLE_DEG for one in ranked]
    ends = [
        bisect_right(round_twice, start + span_deg, first, first + count)
        for first, start in enumerate(round_twice[:count])
    ]
    before = [end - count for end in ends[-1:]] + ends[:-1]
    return [
        [ranked[place % count] for place in range(first, end)]
        for first, (end, reached) in enumerate(zip(ends, before, strict=True))
        if end > reached
    ]
