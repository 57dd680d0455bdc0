"""A chart as plain text, for a terminal: the same rows as the tables of the page."""

from collections.abc import Iterator, Sequence

from outer_skies.drawing.tables import angle_rows, aspect_rows, position_rows
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart
from outer_skies.engine.moments import Moment

_LABELS = {body.value: body.label for body in Body}


def chart_text(chart: Chart | DayChart) -> str:
    """Moment, place, positions, angles, aspects and notes, one fact a line."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: Chart | DayChart) -> Iterator[str]:
    yield from _about(chart)
    yield ""
    rows = [
        (row.label, f"{row.degree}{row.minute} {row.sign.capitalize()}", "R" if row.is_retrograde else "", row.house)
        for row in position_rows(chart)
    ]
    rows += [
        (row.label, f"{row.degree}{row.minute} {row.sign.capitalize()}", "", row.house) for row in angle_rows(chart)
    ]
    yield from _columns(("Body", "Longitude", "", "House"), rows)
    yield ""
    aspects = [
        (_LABELS[row.a], row.kind.capitalize(), _LABELS[row.b], row.orb, row.motion) for row in aspect_rows(chart)
    ]
    yield from _columns(("Body", "Aspect", "Body", "Orb", "Motion"), aspects)
    for note in chart.notes:
        yield ""
        yield note.text


def _about(chart: Chart | DayChart) -> Iterator[str]:
    moment: Moment = chart.day.noon if isinstance(chart, DayChart) else chart.moment
    offset = "local mean time" if moment.offset_source == "local_mean_time" else moment.zone or "as given"
    if isinstance(chart, DayChart):
        yield f"{moment.local.partition('T')[0]}, time unknown, {offset}; positions at noon"
    else:
        yield f"{moment.local} {offset}, {moment.utc}"
    place = chart.place
    if place is not None:
        point = f"{place.north_latitude_deg:.4f} {place.east_longitude_deg:.4f}"
        yield f"{place.name}, {point}" if place.name else point


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
