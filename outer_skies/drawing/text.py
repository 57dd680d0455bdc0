"""A chart as plain text, for a terminal."""

from collections.abc import Iterable, Sequence

from outer_skies.drawing.notation import nearest_arc_text, point_text, zodiac_point
from outer_skies.drawing.tables import angle_rows, aspect_rows, position_rows
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart
from outer_skies.engine.moments import OffsetSource
from outer_skies.engine.places import Place

_RIGHT = frozenset({"Longitude", "House", "Declin.", "Per day", "Orb"})


def chart_text(chart: Chart | DayChart) -> str:
    """Moment, place, positions, angles, lots, aspects and notes, in aligned columns.

    Longitudes and orbs are cut to the minute, never rounded.
    """
    parts = [_heading(chart), _positions(chart), _aspects(chart), "\n".join(note.text for note in chart.notes)]
    return "\n\n".join(part for part in parts if part) + "\n"


def headline(chart: Chart | DayChart) -> str:
    """When and where in one line: `1990-05-17 14:30:00 America/Halifax, UTC −3:00 (…), 44°39′ N 63°34′ W`."""
    return ", ".join(_when_and_where(chart))


def _heading(chart: Chart | DayChart) -> str:
    options = chart.options
    zodiac = options.ayanamsa.label if options.ayanamsa else options.zodiac.label
    houses = chart.houses.system.label + " houses" if isinstance(chart, Chart) and chart.houses else "no houses"
    return "\n".join([*_when_and_where(chart), f"{zodiac} zodiac, {houses}"])


def _when_and_where(chart: Chart | DayChart) -> list[str]:
    moment = chart.moment if isinstance(chart, Chart) else chart.day.noon
    zone = "local mean time" if moment.offset_source is OffsetSource.LOCAL_MEAN_TIME else moment.zone or ""
    if moment.offset_source is OffsetSource.GIVEN:
        zone = "offset as given"
    offset = f"{zone}, {_offset(moment.utc_offset_s)}"
    if isinstance(chart, DayChart):
        when = f"{moment.local[:10]}, time unknown: positions at local noon, {offset}"
    else:
        when = f"{moment.local.replace('T', ' ')} {offset} ({moment.utc.replace('T', ' ').rstrip('Z')} UTC)"
    return [when, *([_place(chart.place)] if chart.place else [])]


def _offset(seconds: float) -> str:
    minutes, second = divmod(round(abs(seconds)), 60)
    hour, minute = divmod(minutes, 60)
    return f"UTC {'−' if seconds < 0 else '+'}{hour}:{minute:02}" + (f":{second:02}" if second else "")


def _place(place: Place) -> str:
    north, east = place.north_latitude_deg, place.east_longitude_deg
    latitude = f"{nearest_arc_text(abs(north))} {'S' if north < 0 else 'N'}"
    longitude = f"{nearest_arc_text(abs(east))} {'W' if east < 0 else 'E'}"
    return f"{place.name} {latitude} {longitude}".strip()


def _positions(chart: Chart | DayChart) -> str:
    rows = [("Body", "Longitude", "Sign", "", "House", "Declin.", "Per day")]
    rows += [
        (
            row.label,
            row.degree + row.minute,
            row.sign.capitalize(),
            "R" if row.is_retrograde else "",
            row.house,
            row.declination,
            row.per_day,
        )
        for row in position_rows(chart)
    ]
    rows += [
        (row.label, row.degree + row.minute, row.sign.capitalize(), "", row.house, "", "") for row in angle_rows(chart)
    ]
    if isinstance(chart, Chart):
        for lot in chart.lots:
            point = zodiac_point(lot.longitude_deg)
            house = "" if lot.house is None else str(lot.house)
            rows.append((lot.name.label, point_text(point), lot.sign.label, "", house, "", ""))
    return _table(rows)


def _aspects(chart: Chart | DayChart) -> str:
    found = sorted(aspect_rows(chart), key=lambda row: row.orb_minutes)
    if not found:
        return ""
    rows = [("Aspect", "", "", "Orb", "Motion")]
    rows += [(Body(row.a).label, row.kind, Body(row.b).label, row.orb, row.motion) for row in found]
    return _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, rows[0], widths) for row in rows)


def _line(row: Iterable[str], header: Iterable[str], widths: Iterable[int]) -> str:
    cells = (
        cell.rjust(width) if name in _RIGHT else cell.ljust(width)
        for cell, name, width in zip(row, header, widths, strict=True)
    )
    return "  ".join(cells).rstrip()
