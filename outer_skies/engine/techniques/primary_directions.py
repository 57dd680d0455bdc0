"""Primary directions: how far the sky must turn on its axis until one point comes to the place of another.

Source: Placidus de Titis, Primum Mobile (1657), for directions by proportional semi-arcs, in the zodiac and in mundo;
Ptolemy, Tetrabiblos III.10, for a degree a year; Valentin Naibod, Enarratio elementorum astrologiae (1560), for
0°59′08.33″; Martin Gansten, Primary Directions (2009), for the words and for what converse has meant.
"""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from itertools import product
from typing import NamedTuple

import msgspec

from outer_skies.engine.angles import HALF_CIRCLE_DEG, normalized_deg
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import obliquity_deg
from outer_skies.engine.lots import LotName
from outer_skies.engine.moments import Moment, utc_text
from outer_skies.engine.sphere import to_equator
from outer_skies.engine.techniques.needs import angles, point_longitude_deg, position
from outer_skies.engine.techniques.progressions import NAIBOD_DEG_PER_DAY, TROPICAL_YEAR_D
from outer_skies.engine.techniques.semi_arcs import diurnal_semi_arc_deg, hour_angle_deg, mundane_position_deg
from outer_skies.engine.techniques.sky_charts import require_sky
from outer_skies.errors import InvalidInput, Undefined


class DirectionKey(StrEnum):
    """How much of the arc is a year of life: a degree (Ptolemy), or the mean Sun's 0°59′08.33″ a day (Naibod)."""

    PTOLEMY = "ptolemy"
    NAIBOD = "naibod"

    @property
    def deg_per_year(self) -> float:
        """Degrees of arc for a tropical year of life."""
        return 1.0 if self is DirectionKey.PTOLEMY else NAIBOD_DEG_PER_DAY


class DirectionPlane(StrEnum):
    """Where aspects are measured: along the ecliptic, or by parts of semi-arcs (30 degrees are a Placidus house)."""

    ZODIAC = "zodiac"
    MUNDO = "mundo"


class DirectionWay(StrEnum):
    """What is carried where.

    "direct": the sky carries the promissor to the place of the significator. "converse": it carries the significator
    to the place of the promissor, as the tradition has it. "neo_converse": the sky is turned backwards until the
    promissor is at the place of the significator.
    """

    DIRECT = "direct"
    CONVERSE = "converse"
    NEO_CONVERSE = "neo_converse"


class Direction(msgspec.Struct, frozen=True, gc=False):
    """One direction.

    `aspect_deg` is how far the place in aspect lies after the promissor, in (-180, 180], in the order of the signs or
    (in mundo) of the houses. The arc is of right ascension; `years` are tropical years of life.
    """

    significator: str
    promissor: str
    aspect: AspectKind
    aspect_deg: float
    way: DirectionWay
    arc_deg: float
    years: float
    jd_tt: float
    utc: str


class PrimaryDirections(msgspec.Struct, frozen=True):
    """Directions in the order of their arcs.

    Points of `without_semi_arc` have a place, their own or one in aspect, that never rises or never sets; what would
    be directed by it is left out.
    """

    key: DirectionKey
    plane: DirectionPlane
    directions: tuple[Direction, ...]
    without_semi_arc: tuple[str, ...]


PTOLEMAIC_ASPECTS = (
    AspectKind.CONJUNCTION,
    AspectKind.SEXTILE,
    AspectKind.SQUARE,
    AspectKind.TRINE,
    AspectKind.OPPOSITION,
)
_PLANETS = tuple(Body)[:10]
_BODIES = frozenset(body.value for body in Body)
_ASCENDANT, _MIDHEAVEN = "ascendant", "midheaven"
_ON_CIRCLES = {_ASCENDANT: 0.0, "imum_coeli": 90.0, "descendant": 180.0, _MIDHEAVEN: 270.0}  # horizon and meridian


class _Sky(NamedTuple):
    """The turning sphere at birth: meridian, latitude, obliquity, sidereal zero; degrees."""

    armc_deg: float
    north_latitude_deg: float
    obliquity_deg: float
    zero_deg: float


class _Mark(NamedTuple):
    """A point on the sphere: hour angle at birth, semi-arc, mundane position; degrees. None where it has none."""

    hour_angle_deg: float
    diurnal_deg: float | None
    mundane_deg: float | None


class _Asked(NamedTuple):
    """One direction to be found."""

    significator: str
    promissor: str
    aspect: AspectKind
    aspect_deg: float
    way: DirectionWay


_Marks = dict[tuple[str, float], _Mark]  # by point, and how far after it the place in aspect lies


def primary_directions(
    chart: Chart,
    until: Moment,
    *,
    key: DirectionKey = DirectionKey.NAIBOD,
    plane: DirectionPlane = DirectionPlane.ZODIAC,
    ways: Sequence[DirectionWay] = (DirectionWay.DIRECT, DirectionWay.CONVERSE),
    aspects: Sequence[AspectKind] = PTOLEMAIC_ASPECTS,
    significators: Sequence[str] = (),
    promissors: Sequence[str] = (),
    with_latitude: bool = False,
) -> PrimaryDirections:
    """All directions from birth to `until`, by Placidus's semi-arcs.

    Points are bodies, angles and lots of the chart. Without a choice promissors are its planets from Sun to Pluto,
    significators Ascendant, Midheaven, Sun, Moon and, in the zodiac, Fortune. In the zodiac points and their aspects
    are places on the ecliptic; `with_latitude` takes bodies where they are (aspects other than the conjunction stay
    on the ecliptic). In mundo bodies are always where they are. A point's conjunction with itself is left out.

    Raises Undefined for a chart without a place and angles, without a point asked for, or not of one moment's sky;
    InvalidInput beside "to" for a moment before birth, beside "aspects" for aspects in declination, and beside "point"
    for an unknown name.
    """
    longest = _years(chart, until) * key.deg_per_year
    if any(kind.by_declination for kind in aspects):
        raise InvalidInput("Primary directions know no aspects in declination.", field="aspects")
    held = {one.body.value for one in chart.bodies}
    still = significators or _usual_significators(held, plane)
    moving = promissors or tuple(body.value for body in _PLANETS if body.value in held)
    turns = [(kind, turn) for kind in aspects for turn in _turns(kind)]
    marks = _marks(chart, still, moving, [turn for _, turn in turns], plane, with_latitude=with_latitude)
    lost: set[str] = set()
    found: list[tuple[float, _Asked]] = []
    for asked in _every(still, moving, turns, ways):
        arc = _arc_deg(marks, asked, plane)
        if arc is None:
            lost.update(_without(marks, asked, plane))
        elif arc <= longest:
            found.append((arc, asked))
    born = chart.moment.jd_tt
    directions = tuple(_direction(arc, asked, key, born) for arc, asked in sorted(found))
    return PrimaryDirections(key, plane, directions, tuple(sorted(lost)))


def _every(
    still: Sequence[str], moving: Sequence[str], turns: Sequence[tuple[AspectKind, float]], ways: Sequence[DirectionWay]
) -> Iterator[_Asked]:
    """Each significator with each promissor in each aspect and way, but no point's conjunction with itself."""
    for significator, promissor, (kind, turn), way in product(still, moving, turns, ways):
        if significator != promissor or kind is not AspectKind.CONJUNCTION:
            yield _Asked(significator, promissor, kind, turn, way)


def _years(chart: Chart, until: Moment) -> float:
    require_sky(chart)
    lived = (until.jd_tt - chart.moment.jd_tt) / TROPICAL_YEAR_D
    if lived < 0:
        raise InvalidInput("A chart cannot be directed to a moment before its own.", field="to")
    return lived


def _turns(kind: AspectKind) -> tuple[float, ...]:
    angle = kind.angle_deg
    return (angle,) if angle in {0.0, HALF_CIRCLE_DEG} else (angle, -angle)


def _usual_significators(held: Collection[str], plane: DirectionPlane) -> tuple[str, ...]:
    """Ascendant, Midheaven, the lights and, in the zodiac where it is a place, Fortune: what the chart has of these."""
    angular = (_ASCENDANT, _MIDHEAVEN)
    lights = tuple(body.value for body in (Body.SUN, Body.MOON) if body.value in held)
    return (*angular, *lights) if plane is DirectionPlane.MUNDO else (*angular, *lights, LotName.FORTUNE.value)


def _marks(
    chart: Chart,
    still: Sequence[str],
    moving: Sequence[str],
    turns: Sequence[float],
    plane: DirectionPlane,
    *,
    with_latitude: bool,
) -> _Marks:
    """Every point and, in the zodiac, every place in aspect with a promissor, as marks on the sphere."""
    if chart.place is None:
        raise Undefined("This needs a place, which the chart does not have.")
    obliquity = obliquity_deg(chart.moment.jd_tt)
    sky = _Sky(angles(chart).armc_deg, chart.place.north_latitude_deg, obliquity, chart.ayanamsa_deg or 0.0)
    in_body = with_latitude or plane is DirectionPlane.MUNDO
    asked = {(point, 0.0) for point in (*still, *moving)}
    if plane is DirectionPlane.ZODIAC:
        asked |= {(point, turn) for point in moving for turn in turns}
    return {(point, turn): _mark(chart, sky, point, turn, in_body=in_body) for point, turn in asked}


def _mark(chart: Chart, sky: _Sky, point: str, turn_deg: float, *, in_body: bool) -> _Mark:
    if in_body and turn_deg == 0.0 and point in _BODIES:
        one = position(chart, Body(point))
        right_ascension, declination = one.right_ascension_deg, one.declination_deg
    else:
        longitude = point_longitude_deg(chart, point) + sky.zero_deg + turn_deg
        right_ascension, declination = to_equator(longitude, 0.0, sky.obliquity_deg)
    hour_angle = normalized_deg(sky.armc_deg - right_ascension)
    diurnal = diurnal_semi_arc_deg(declination, sky.north_latitude_deg)
    mundane = None if diurnal is None else mundane_position_deg(hour_angle, diurnal)
    if turn_deg == 0.0:
        mundane = _ON_CIRCLES.get(point, mundane)
    return _Mark(hour_angle, diurnal, mundane)


def _pair(marks: _Marks, asked: _Asked, plane: DirectionPlane) -> tuple[_Mark, _Mark, float]:
    """What is carried, to what, and how far after that, in mundane degrees, it has to come."""
    in_mundo = plane is DirectionPlane.MUNDO
    promissor = marks[asked.promissor, 0.0 if in_mundo else asked.aspect_deg]
    significator, turn = marks[asked.significator, 0.0], asked.aspect_deg if in_mundo else 0.0
    if asked.way is DirectionWay.CONVERSE:
        return significator, promissor, turn
    return promissor, significator, -turn


def _arc_deg(marks: _Marks, asked: _Asked, plane: DirectionPlane) -> float | None:
    """The arc in [0, 360), or None where a semi-arc is missing."""
    carried, goal, after = _pair(marks, asked, plane)
    if carried.diurnal_deg is None or goal.mundane_deg is None:
        return None
    arc = hour_angle_deg(goal.mundane_deg + after, carried.diurnal_deg) - carried.hour_angle_deg
    return normalized_deg(-arc if asked.way is DirectionWay.NEO_CONVERSE else arc)


def _without(marks: _Marks, asked: _Asked, plane: DirectionPlane) -> Iterator[str]:
    carried, goal, _ = _pair(marks, asked, plane)
    names = (asked.promissor, asked.significator)
    mover, other = names[::-1] if asked.way is DirectionWay.CONVERSE else names
    if carried.diurnal_deg is None:
        yield mover
    if goal.mundane_deg is None:
        yield other


def _direction(arc_deg: float, asked: _Asked, key: DirectionKey, born_jd_tt: float) -> Direction:
    years = arc_deg / key.deg_per_year
    jd_tt = born_jd_tt + years * TROPICAL_YEAR_D
    return Direction(*asked, arc_deg, years, jd_tt, utc_text(jd_tt))
