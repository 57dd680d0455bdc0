"""The Davison chart: a real chart for the moment and the place halfway between two.

Source: Ronald Davison, Synastry: Understanding Human Relations through Astrology (1977). He took the mean of the
coordinates, which lies off the way between far places; halfway along the great circle is the default here.
"""

from enum import StrEnum
from math import atan2, cos, degrees, hypot, radians, sin

from outer_skies.engine.angles import normalized_deg, signed_separation_deg
from outer_skies.engine.chart import Chart, Note, cast_chart
from outer_skies.engine.moments import Moment, moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.crossing import require_one_zodiac
from outer_skies.engine.techniques.sky_charts import require_sky, with_notes
from outer_skies.errors import Undefined

_OPPOSITE = 1e-9  # of the Earth's radius: a hand's breadth


class MiddlePlace(StrEnum):
    """What halfway between two places means: along the great circle, or the means of latitude and longitude."""

    GREAT_CIRCLE = "great_circle"
    COORDINATES = "coordinates"


def davison(chart: Chart, other: Chart, *, middle_place: MiddlePlace = MiddlePlace.GREAT_CIRCLE) -> Chart:
    """The chart of the mean instant at the middle place, with the options of the first chart.

    Without places it is the sky alone. Raises InvalidInput beside "zodiac" for different zodiacs, and Undefined when
    one chart has a place and the other none, for opposite places, and for charts that are not of one moment's sky.
    """
    require_sky(chart)
    require_sky(other)
    require_one_zodiac(chart.options, other.options)
    place = None
    if chart.place is not None and other.place is not None:
        place = place_between(chart.place, other.place, middle_place)
    elif chart.place is not None or other.place is not None:
        raise Undefined("One of the two charts has no place to be halfway from.")
    note = Note("davison", "A Davison chart: the moment and the place halfway between two charts.")
    return with_notes(cast_chart(moment_between(chart.moment, other.moment), place, chart.options), note)


def moment_between(one: Moment, other: Moment) -> Moment:
    """The instant halfway between two, in Terrestrial Time."""
    return moment_at_tt(one.jd_tt + (other.jd_tt - one.jd_tt) / 2)


def place_between(one: Place, other: Place, middle: MiddlePlace = MiddlePlace.GREAT_CIRCLE) -> Place:
    """The place halfway between two, on a spherical Earth.

    Raises Undefined for places opposite each other: by great circles for antipodes, by coordinates for meridians that
    are half the Earth apart.
    """
    if middle is MiddlePlace.COORDINATES:
        north, east = _mean_coordinates(one, other)
    else:
        north, east = _great_circle_middle(one, other)
    name = f"Halfway between {one.name} and {other.name}" if one.name and other.name else "Halfway"
    if one == other:
        name = one.name
    return Place(name[:300], north, east, (one.elevation_m + other.elevation_m) / 2)


def _mean_coordinates(one: Place, other: Place) -> tuple[float, float]:
    apart = signed_separation_deg(one.east_longitude_deg, other.east_longitude_deg)
    if abs(apart) == 180.0:  # noqa: PLR2004  half round the Earth
        raise Undefined("The two places are half the Earth apart: neither way between them is the shorter.")
    north = (one.north_latitude_deg + other.north_latitude_deg) / 2
    return north, normalized_deg(one.east_longitude_deg + apart / 2 + 180.0) - 180.0


def _great_circle_middle(one: Place, other: Place) -> tuple[float, float]:
    ahead, aside, up = (a + b for a, b in zip(_direction(one), _direction(other), strict=True))
    if hypot(ahead, aside, up) < _OPPOSITE:
        raise Undefined("The two places are opposite each other on the Earth: no place is halfway.")
    return degrees(atan2(up, hypot(ahead, aside))), degrees(atan2(aside, ahead))


def _direction(place: Place) -> tuple[float, float, float]:
    north, east = radians(place.north_latitude_deg), radians(place.east_longitude_deg)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)
