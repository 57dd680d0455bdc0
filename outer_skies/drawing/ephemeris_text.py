"""Tables of the sky as plain text: positions step by step, days with their events, lines by their number."""

import msgspec

from outer_skies.drawing.columns import columns
from outer_skies.drawing.events_text import event_phrase
from outer_skies.drawing.notation import SIGN_NAMES, zodiac_point
from outer_skies.drawing.outline import label, outline
from outer_skies.engine.techniques.aspectarian import Aspectarian
from outer_skies.engine.techniques.ephemeris_table import EphemerisPlace, EphemerisTable
from outer_skies.engine.techniques.graphic_ephemeris import GraphicEphemeris


def ephemeris_text(found: msgspec.Struct) -> str:
    """The table that was made, whichever it is."""
    if isinstance(found, EphemerisTable):
        return _positions(found)
    if isinstance(found, Aspectarian):
        return _days(found)
    if isinstance(found, GraphicEphemeris):
        return _lines(found)
    return outline(found)


def _positions(found: EphemerisTable) -> str:
    """A row a moment, to the minute of UTC, and a column a body: `26Tau32` is 26°32′ Taurus, with R if retrograde."""
    kind = found.zodiac.label if found.ayanamsa is None else found.ayanamsa.label
    rows = [["UTC", *map(label, found.bodies)]]
    rows += [[row.utc[:16].replace("T", " "), *map(_place, row.places)] for row in found.rows]
    return f"{found.centre.value.capitalize()}, {kind} zodiac\n\n{columns(rows)}"


def _place(place: EphemerisPlace) -> str:
    point = zodiac_point(place.longitude_deg)
    return f"{point.degree:2}{SIGN_NAMES[point.sign][:3]}{point.minute:02}{'R' if place.is_retrograde else ''}"


def _days(found: Aspectarian) -> str:
    lines = [(day.date, one.utc[11:16], event_phrase(one)) for day in found.days for one in day.events]
    return columns([("Date", "UTC", "Event"), *lines])


def _lines(found: GraphicEphemeris) -> str:
    rows = [
        (one.body.label, str(len(one.polylines)), str(sum(len(line.jd_tt) for line in one.polylines)))
        for one in found.lines
    ]
    return columns([("Body", "Lines", "Vertices"), *rows], {"Lines", "Vertices"})
