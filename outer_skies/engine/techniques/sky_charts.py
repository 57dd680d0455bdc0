"""What charts made from other charts have in common: what they may start from, and what is said of them."""

import msgspec

from outer_skies.engine.angles import normalized_deg
from outer_skies.engine.chart import Chart, Note
from outer_skies.engine.ephemeris import frame
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.moments import Moment
from outer_skies.engine.places import Place
from outer_skies.errors import Undefined

COMPOSITE, PROGRESSED, DIRECTED = "composite", "progressed", "directed"
_NEVER_IN_THE_SKY = {
    COMPOSITE: "A composite chart was never in the sky: it has no moment to go on from.",
    PROGRESSED: "Go on from the chart itself, not from a progression of it.",
    DIRECTED: "Go on from the chart itself, not from a direction of it.",
}


def require_sky(chart: Chart) -> None:
    """Raises Undefined for a chart that does not show the sky of its own moment, and so cannot be carried on."""
    for note in chart.notes:
        if note.code in _NEVER_IN_THE_SKY:
            raise Undefined(_NEVER_IN_THE_SKY[note.code])


def with_notes(chart: Chart, *notes: Note) -> Chart:
    """The chart with notes before its own."""
    return msgspec.structs.replace(chart, notes=(*notes, *chart.notes))


def place_under(armc_deg: float, moment: Moment, place: Place) -> Place:
    """The place on the same parallel that has this right ascension on its meridian at the moment.

    Casting a chart for it gives the angles of a latitude and a sidereal time of one's choice.
    """
    north, east = place.north_latitude_deg, place.east_longitude_deg
    there = frame(moment.jd_ut1, north, east, HouseSystem.EQUAL).armc_deg
    turned = normalized_deg(east + armc_deg - there + 180.0) - 180.0
    return Place(place.name, north, turned, place.elevation_m)
