"""The composite chart: the midpoints of two charts.

Source: Robert Hand, Planets in Composite (1975).
"""

from collections.abc import Sequence
from enum import StrEnum
from math import cos, radians, sin

from outer_skies.engine.angles import (
    FULL_CIRCLE_DEG,
    HALF_CIRCLE_DEG,
    midpoint_deg,
    normalized_deg,
    separation_deg,
    signed_separation_deg,
)
from outer_skies.engine.chart import Chart, Note, Position
from outer_skies.engine.ephemeris import Theory, ayanamsa_deg, frame, obliquity_deg
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.houses import Angles, Houses, angles_of, houses_of, is_pole, undefined_houses
from outer_skies.engine.lots import is_day
from outer_skies.engine.moments import Moment
from outer_skies.engine.places import Place
from outer_skies.engine.sphere import to_equator
from outer_skies.engine.techniques.assembly import Horizon, Placed, assemble, lots_between
from outer_skies.engine.techniques.crossing import require_one_zodiac
from outer_skies.engine.techniques.davison import moment_between
from outer_skies.engine.techniques.sky_charts import COMPOSITE, place_under
from outer_skies.errors import InvalidInput, Undefined

_ALMOST_DEG = 179.0  # from here on a minute's doubt about a birth may turn the midpoint round
_SIGN_DEG = 30.0
_TENTH = 9  # the index of the tenth cusp


class CompositeHouses(StrEnum):
    """How the houses are made.

    "midpoints": each cusp is a midpoint of the two charts' cusps. The Midheaven is the nearer one; each other cusp
    is the one that follows in order, so that the houses go round once (whole signs are those of the composite
    Ascendant). "derived": only the Midheaven is a midpoint, and the house system makes Ascendant and cusps of its
    sidereal time at a reference latitude.
    """

    MIDPOINTS = "midpoints"
    DERIVED = "derived"


def composite(
    chart: Chart,
    other: Chart,
    *,
    houses: CompositeHouses = CompositeHouses.MIDPOINTS,
    reference_latitude_deg: float | None = None,
) -> Chart:
    """The composite of two charts, with the options of the first and the bodies that both hold.

    Longitude, latitude, distance and speed of a body are means, longitude along the shorter arc; right ascension and
    declination follow from them. Where two places are opposite, the midpoint 90 degrees after the smaller longitude
    is taken, and a note names what is within a degree of that. Lots are those of the composite Ascendant, Sun and
    Moon. Moment and place are halfway in time and in coordinates; a note says that nobody lived it. The reference
    latitude of derived houses is the mean of the two unless another is given.

    Raises InvalidInput beside "zodiac" or "place", and Undefined for derived houses of charts without angles.
    """
    require_one_zodiac(chart.options, other.options)
    moment = moment_between(chart.moment, other.moment)
    zero = None if chart.ayanamsa_deg is None else midpoint_deg(chart.ayanamsa_deg, other.ayanamsa_deg or 0.0)
    obliquity = obliquity_deg(moment.jd_tt)
    pairs = _pairs(chart, other)
    placed = [_between(a, b, zero or 0.0, obliquity) for a, b in pairs]
    notes = [Note(COMPOSITE, _said(houses))]
    notes += _ambiguous(chart, other, pairs)
    is_derived = houses is CompositeHouses.DERIVED
    place = _place_between(chart.place, other.place, reference_latitude_deg if is_derived else None)
    horizon = None
    if is_derived:
        horizon = _derived((chart, other), moment, place, placed, notes)
    elif chart.angles is not None and other.angles is not None:
        angles = _middle_angles(chart.angles, other.angles, zero or 0.0, obliquity)
        midheavens = (chart.angles.midheaven, other.angles.midheaven)
        # No place has this horizon, so it is day when the Sun is on the upper side of it.
        lots = lots_between(placed, angles.ascendant, lambda sun: _is_above(sun[0], angles.ascendant))
        horizon = Horizon(angles, _middle_houses(chart, other, angles, midheavens, notes), lots)
    return assemble(moment, place, chart.options, placed, horizon=horizon, notes=notes, ayanamsa_deg=zero)


def _said(houses: CompositeHouses) -> str:
    cusps = "midpoints of the cusps" if houses is CompositeHouses.MIDPOINTS else "houses derived from the Midheaven"
    return f"A composite: the midpoints of two charts, with {cusps}. Its moment is halfway and was not lived."


def _pairs(chart: Chart, other: Chart) -> list[tuple[Position, Position]]:
    if chart.options.bodies == other.options.bodies and len(chart.bodies) == len(other.bodies):
        return list(zip(chart.bodies, other.bodies, strict=True))
    theirs = {one.body: one for one in other.bodies}
    return [(one, theirs[one.body]) for one in chart.bodies if one.body in theirs]


def _between(a: Position, b: Position, zero_deg: float, obliquity_deg: float) -> Placed:
    longitude, latitude = midpoint_deg(a.longitude_deg, b.longitude_deg), (a.latitude_deg + b.latitude_deg) / 2
    speed = (a.speed_deg_per_day + b.speed_deg_per_day) / 2
    right_ascension, declination = to_equator(longitude + zero_deg, latitude, obliquity_deg)
    row = (longitude, latitude, (a.distance_au + b.distance_au) / 2, speed, right_ascension, declination)
    # Latitudes are taken to stand still, which their charts do not tell.
    east, tilt = radians(longitude + zero_deg), radians(obliquity_deg)
    drift = speed * cos(radians(latitude)) * cos(east) * sin(tilt) / cos(radians(declination))
    return Placed(a.body, (*row, drift), a.ephemeris if a.ephemeris is b.ephemeris else Theory.MOSHIER)


def _ambiguous(chart: Chart, other: Chart, pairs: Sequence[tuple[Position, Position]]) -> list[Note]:
    names = [a.body.label for a, b in pairs if separation_deg(a.longitude_deg, b.longitude_deg) >= _ALMOST_DEG]
    here, there = chart.angles, other.angles
    if here is not None and there is not None and separation_deg(here.midheaven, there.midheaven) >= _ALMOST_DEG:
        names.append("Midheaven")
    if not names:
        return []
    said = f"Almost opposite in the two charts, so that the other midpoint is as good: {', '.join(names)}."
    return [Note("composite_ambiguous", said)]


def _place_between(one: Place | None, other: Place | None, north_latitude_deg: float | None) -> Place | None:
    """Halfway by coordinates, at the latitude of reference where one is given."""
    if one is None or other is None:
        return None
    north = (one.north_latitude_deg + other.north_latitude_deg) / 2
    east = midpoint_deg(one.east_longitude_deg % FULL_CIRCLE_DEG, other.east_longitude_deg % FULL_CIRCLE_DEG)
    given = north if north_latitude_deg is None else north_latitude_deg
    return Place("Halfway", given, normalized_deg(east + HALF_CIRCLE_DEG) - HALF_CIRCLE_DEG)


def _middle_angles(a: Angles, b: Angles, zero_deg: float, obliquity_deg: float) -> Angles:
    """The nearer midpoint of the Midheavens and Vertices, and of the Ascendants the one as far from it as theirs."""
    midheaven = midpoint_deg(a.midheaven, b.midheaven)
    turn = ((a.ascendant - a.midheaven) % FULL_CIRCLE_DEG + (b.ascendant - b.midheaven) % FULL_CIRCLE_DEG) / 2
    ascendant = normalized_deg(midheaven + turn)
    return Angles(
        ascendant,
        midheaven,
        normalized_deg(ascendant + HALF_CIRCLE_DEG),
        normalized_deg(midheaven + HALF_CIRCLE_DEG),
        midpoint_deg(a.vertex, b.vertex),
        to_equator(midheaven + zero_deg, 0.0, obliquity_deg)[0],
    )


def _middle_houses(
    chart: Chart, other: Chart, angles: Angles, midheavens_deg: tuple[float, float], notes: list[Note]
) -> Houses | None:
    """The midpoints of the cusps that follow in order from the composite Midheaven."""
    system = chart.options.house_system
    if other.options.house_system is not system:
        raise InvalidInput("The two charts have different houses; cast both with one system.", field="houses")
    if system is HouseSystem.WHOLE_SIGN:
        first = angles.ascendant // _SIGN_DEG * _SIGN_DEG
        return Houses(system, tuple((first + _SIGN_DEG * house) % FULL_CIRCLE_DEG for house in range(12)))
    mine, theirs = chart.houses, other.houses
    if mine is None or theirs is None or mine.is_clockwise or theirs.is_clockwise:
        notes.append(Note("houses_undefined", "Only two charts whose houses follow the signs have houses between."))
        return None
    if system is HouseSystem.EQUAL_ARIES:
        return mine
    turns = zip(_from_midheaven(mine, midheavens_deg[0]), _from_midheaven(theirs, midheavens_deg[1]), strict=True)
    return Houses(system, tuple(normalized_deg(angles.midheaven + (a + b) / 2) for a, b in turns))


def _from_midheaven(houses: Houses, midheaven_deg: float) -> list[float]:
    """How far each cusp lies from the Midheaven: the tenth the nearer way, the others in order from the tenth."""
    tenth = houses.cusps_deg[_TENTH]
    offset = signed_separation_deg(midheaven_deg, tenth)
    return [offset + (cusp - tenth) % FULL_CIRCLE_DEG for cusp in houses.cusps_deg]


def _is_above(longitude_deg: float, ascendant_deg: float) -> bool:
    return normalized_deg(longitude_deg - ascendant_deg) >= HALF_CIRCLE_DEG


def _derived(
    charts: tuple[Chart, Chart], moment: Moment, place: Place | None, placed: Sequence[Placed], notes: list[Note]
) -> Horizon:
    """Angles and houses from the middle Midheaven's sidereal time at the latitude of `place`."""
    here, there = (one.angles for one in charts)
    if here is None or there is None or place is None or is_pole(place):
        raise Undefined("Derived houses need two charts with a Midheaven and a latitude at which stars rise.")
    options = charts[0].options
    middle = midpoint_deg(here.midheaven, there.midheaven)
    zero = 0.0 if options.ayanamsa is None else ayanamsa_deg(moment.jd_tt, options.ayanamsa)
    armc = to_equator(middle + zero, 0.0, obliquity_deg(moment.jd_tt))[0]
    under = place_under(armc, moment, place)
    north, east, system = under.north_latitude_deg, under.east_longitude_deg, options.house_system
    at = frame(moment.jd_ut1, north, east, system, ayanamsa=options.ayanamsa)
    houses, _ = houses_of(at, system)
    if houses is None:
        notes.append(Note("houses_undefined", str(undefined_houses(moment, under, system, options.ayanamsa))))
    lots = lots_between(placed, at.ascendant_deg, lambda sun: is_day(sun[4], sun[5], armc, north))
    return Horizon(angles_of(at), houses, lots)
