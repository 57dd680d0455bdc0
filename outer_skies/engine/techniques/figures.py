"""The figures that aspects draw between three points or more, found as sets of partners.

For each point the partners in one aspect are a set of bits, so that "who squares both" is one `and`. Each figure is
found once: round a ring it begins at the lowest number and goes towards the lower neighbour.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import combinations

from outer_skies.engine.angles import separation_deg
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.techniques.points import angle_points

__all__ = ["FINDERS", "Found", "PatternKind", "Role", "Sky", "lines_of"]


class PatternKind(StrEnum):
    """The figures, larger ones first, and the stellium."""

    GRAND_SEXTILE = "grand_sextile"
    GRAND_CROSS = "grand_cross"
    MYSTIC_RECTANGLE = "mystic_rectangle"
    KITE = "kite"
    CRADLE = "cradle"
    BOOMERANG = "boomerang"
    GRAND_TRINE = "grand_trine"
    T_SQUARE = "t_square"
    YOD = "yod"
    THORS_HAMMER = "thors_hammer"
    STELLIUM = "stellium"

    @property
    def label(self) -> str:
        """The name as people write it."""
        return _LABELS.get(self) or self.value.replace("_", " ").capitalize()


_LABELS = {PatternKind.T_SQUARE: "T-square", PatternKind.THORS_HAMMER: "Thor's hammer"}


class Role(StrEnum):
    """What a body is to the figure."""

    APEX = "apex"
    BASE = "base"
    CORNER = "corner"
    REACTION = "reaction"
    TAIL = "tail"
    WING = "wing"
    END = "end"
    MIDDLE = "middle"
    MEMBER = "member"


_OPPOSITION, _TRINE, _SQUARE, _SEXTILE, _QUINCUNX, _SESQUIQUADRATE = _DRAWN = (
    AspectKind.OPPOSITION, AspectKind.TRINE, AspectKind.SQUARE, AspectKind.SEXTILE, AspectKind.QUINCUNX,
    AspectKind.SESQUIQUADRATE,
)  # fmt: skip


class Sky:
    """Points by number, and of every kind of aspect its pairs and, for each point, the set of its partners.

    Bit i of a set stands for point i; a pair has the lower number first.
    """

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self.partners = {kind: [0] * len(keys) for kind in _DRAWN}
        self.pairs: dict[AspectKind, list[tuple[int, int]]] = {kind: [] for kind in _DRAWN}
        self.orbs: dict[tuple[int, int], float] = {}

    @classmethod
    def of(cls, chart: Chart, bodies: list[Position], *, with_angles: bool) -> "Sky":
        """What the chart's aspects make of the bodies, and of the angles if these take part."""
        sky = cls([one.body for one in bodies])
        number = {one.body: index for index, one in enumerate(bodies)}
        for aspect in chart.aspects:
            i, j = number.get(aspect.a), number.get(aspect.b)
            if i is not None and j is not None and aspect.kind in sky.partners:
                sky.join(aspect.kind, i, j, aspect.orb_deg)
        if with_angles:
            sky.add_angles(chart, bodies)
        return sky

    def join(self, kind: AspectKind, i: int, j: int, orb_deg: float) -> None:
        """Notes that two points are in aspect, the lower number first."""
        self.pairs[kind].append((i, j))
        partners = self.partners[kind]
        partners[i] |= 1 << j
        partners[j] |= 1 << i
        self.orbs[i, j] = orb_deg

    def add_angles(self, chart: Chart, bodies: list[Position]) -> None:
        """Aspects the angles as the chart's bodies are: the kind with the smallest orb that fits."""
        orbs, factors = dict(chart.options.orbs.by_aspect), dict(chart.options.orbs.by_body)
        kinds = [kind for kind in chart.options.aspects if not kind.by_declination]
        angles = angle_points(chart)
        for j, (key, longitude) in enumerate(angles, len(self.keys)):
            self.keys.append(key)
            for partners in self.partners.values():
                partners.append(0)
            for i, one in enumerate(bodies):
                apart = separation_deg(one.longitude_deg, longitude)
                factor = (factors[one.body] + 1.0) / 2
                fitting = [(orb, kind) for kind in kinds if (orb := abs(apart - kind.angle_deg)) <= orbs[kind] * factor]
                if fitting:
                    orb, kind = min(fitting, key=lambda fit: fit[0])
                    if kind in self.partners:
                        self.join(kind, i, j, orb)


def _bits(chosen: int) -> Iterator[int]:
    """The numbers in a set."""
    while chosen:
        lowest = chosen & -chosen
        yield lowest.bit_length() - 1
        chosen ^= lowest


# The points of a figure with their roles
Found = tuple[tuple[int, Role], ...]


def _apexes(base: AspectKind, side: AspectKind) -> Callable[[Sky], Iterator[Found]]:
    """Finds two points in aspect, both in another aspect to a third."""

    def found(sky: Sky) -> Iterator[Found]:
        sides = sky.partners[side]
        for a, b in sky.pairs[base]:
            for apex in _bits(sides[a] & sides[b]):
                yield (apex, Role.APEX), (a, Role.BASE), (b, Role.BASE)

    return found


def _boomerangs(sky: Sky) -> Iterator[Found]:
    for yod in _YODS(sky):
        for reaction in _bits(sky.partners[_OPPOSITION][yod[0][0]]):
            yield *yod, (reaction, Role.REACTION)


def _trines(sky: Sky) -> Iterator[tuple[int, int, int]]:
    trine = sky.partners[_TRINE]
    for a, b in sky.pairs[_TRINE]:
        for c in _bits((trine[a] & trine[b]) >> b << b):
            yield a, b, c


def _grand_trines(sky: Sky) -> Iterator[Found]:
    for corners in _trines(sky):
        yield tuple((one, Role.CORNER) for one in corners)


def _kites(sky: Sky) -> Iterator[Found]:
    opposition, sextile = sky.partners[_OPPOSITION], sky.partners[_SEXTILE]
    for a, b, c in _trines(sky):
        for tail, left, right in ((a, b, c), (b, a, c), (c, a, b)):
            for apex in _bits(opposition[tail] & sextile[left] & sextile[right]):
                yield (apex, Role.APEX), (tail, Role.TAIL), (left, Role.WING), (right, Role.WING)


def _ring(*points: int) -> Found:
    return tuple((one, Role.CORNER) for one in points)


def _grand_crosses(sky: Sky) -> Iterator[Found]:
    square, opposition = sky.partners[_SQUARE], sky.partners[_OPPOSITION]
    for a, b in sky.pairs[_OPPOSITION]:
        others = square[a] & square[b]
        for c in _bits(others >> a << a):
            for d in _bits((opposition[c] & others) >> c << c):
                yield _ring(a, c, b, d)


def _rectangles(sky: Sky) -> Iterator[Found]:
    sextile, trine, opposition = sky.partners[_SEXTILE], sky.partners[_TRINE], sky.partners[_OPPOSITION]
    for a, b in sky.pairs[_OPPOSITION]:
        for c in _bits((sextile[a] & trine[b]) >> a << a):
            for d in _bits((opposition[c] & trine[a] & sextile[b]) >> a << a):
                yield _ring(a, c, b, d)


def _cradles(sky: Sky) -> Iterator[Found]:
    sextile, trine = sky.partners[_SEXTILE], sky.partners[_TRINE]
    for a, d in sky.pairs[_OPPOSITION]:
        for b in _bits(sextile[a] & trine[d]):
            for c in _bits(sextile[b] & sextile[d] & trine[a]):
                yield (a, Role.END), (b, Role.MIDDLE), (c, Role.MIDDLE), (d, Role.END)


def _grand_sextiles(sky: Sky) -> Iterator[Found]:
    """Round from the lowest number, towards the lower of its two neighbours."""
    sextile, trine, opposition = sky.partners[_SEXTILE], sky.partners[_TRINE], sky.partners[_OPPOSITION]
    for a, d in sky.pairs[_OPPOSITION]:
        for b in _bits((sextile[a] & trine[d]) >> a << a):
            for f in _bits((sextile[a] & trine[b] & trine[d]) >> b << b):
                for c in _bits((sextile[b] & sextile[d] & trine[a] & opposition[f]) >> a << a):
                    for e in _bits((opposition[b] & sextile[d] & sextile[f] & trine[a] & trine[c]) >> a << a):
                        yield _ring(a, b, c, d, e, f)


_YODS = _apexes(_SEXTILE, _QUINCUNX)
FINDERS: dict[PatternKind, Callable[[Sky], Iterator[Found]]] = {
    PatternKind.GRAND_SEXTILE: _grand_sextiles,
    PatternKind.GRAND_CROSS: _grand_crosses,
    PatternKind.MYSTIC_RECTANGLE: _rectangles,
    PatternKind.KITE: _kites,
    PatternKind.CRADLE: _cradles,
    PatternKind.BOOMERANG: _boomerangs,
    PatternKind.GRAND_TRINE: _grand_trines,
    PatternKind.T_SQUARE: _apexes(_OPPOSITION, _SQUARE),
    PatternKind.YOD: _YODS,
    PatternKind.THORS_HAMMER: _apexes(_SQUARE, _SESQUIQUADRATE),
}


def lines_of(found: Found) -> list[tuple[int, int]]:
    """The aspects of a figure: between all its points, but for the reaction point of a boomerang and its base."""
    if found[-1][1] is Role.REACTION:
        (apex, _), (a, _), (b, _), (reaction, _) = found
        lines = ((apex, a), (apex, b), (a, b), (apex, reaction))
        return [(i, j) if i < j else (j, i) for i, j in lines]
    return list(combinations(sorted([one for one, _ in found]), 2))
