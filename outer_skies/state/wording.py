"""Moments and offsets in the words of the page."""

from dataclasses import dataclass

from outer_skies.charts.birth_text import MONTHS, WEEKDAYS, date_in_words
from outer_skies.charts.casting import BirthData
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart
from outer_skies.engine.moments import Calendar, CivilDate, Moment, OffsetSource

OFFSET_SOURCES = {
    OffsetSource.IANA: "from zone history",
    OffsetSource.LOCAL_MEAN_TIME: "local mean time",
    OffsetSource.GIVEN: "as you set it",
}


def offset_text(seconds: float) -> str:
    """`UTC −3:00`; seconds are shown only when there are any."""
    sign = "−" if seconds < 0 else "+"
    hours, rest = divmod(round(abs(seconds)), 3600)
    minutes, left = divmod(rest, 60)
    return f"UTC {sign}{hours}:{minutes:02}" + (f":{left:02}" if left else "")


def day_text(iso: str) -> str:
    """`17 May 1990` from `1990-05-17T14:30:00`."""
    year, month, day = iso.partition("T")[0].split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {int(year)}"


def clock_text(iso: str) -> str:
    """`14:30:00` from `1990-05-17T14:30:00Z`."""
    return iso.partition("T")[2].rstrip("Z")


def coordinates_text(north_latitude_deg: float, east_longitude_deg: float) -> str:
    """`44°39′ N  63°34′ W`, to the nearest minute."""

    def part(value: float, positive: str, negative: str) -> str:
        degrees, minutes = divmod(round(abs(value) * 60), 60)
        return f"{degrees}°{minutes:02}′ {positive if value >= 0 else negative}"

    return f"{part(north_latitude_deg, 'N', 'S')}  {part(east_longitude_deg, 'E', 'W')}"


@dataclass(frozen=True)
class Fact:
    """One line of what a chart was cast for."""

    label: str
    text: str
    detail: str = ""


def birth_line(birth: BirthData) -> str:
    """`17 May 1990, 14:30`."""
    date = date_in_words(birth.date)
    if birth.date.calendar is Calendar.JULIAN:
        date += " (Julian)"
    if birth.time is None:
        return f"{date}, time unknown"
    return f"{date}, {birth.time.hour:02}:{birth.time.minute:02}"


def moment_of(chart: Chart | DayChart) -> Moment:
    """The birth moment, or noon of the day when the time is unknown."""
    return chart.moment if isinstance(chart, Chart) else chart.day.noon


def chart_facts(birth: BirthData, chart: Chart | DayChart) -> list[Fact]:
    """What the chart was cast for: local time, zone and where its offset came from, UTC, place."""
    moment = moment_of(chart)
    place = birth.place
    known = isinstance(chart, Chart)
    weekday = weekday_text(birth.date)
    return [
        Fact("Local", f"{weekday}, {clock_text(moment.local)}" if known else weekday),
        Fact(
            "Zone",
            moment.zone or "Local",
            f"{offset_text(moment.utc_offset_s)}, {OFFSET_SOURCES[moment.offset_source]}",
        ),
        *([Fact("UTC", f"{day_text(moment.utc)}, {clock_text(moment.utc)}")] if known else []),
        Fact("Place", place.name, coordinates_text(place.north_latitude_deg, place.east_longitude_deg)),
        Fact("Time", "Exact to the minute" if known else "Unknown"),
    ]


def weekday_text(date: CivilDate) -> str:
    """`Thursday`, in either calendar."""
    return WEEKDAYS[(date.day_number - 1) % 7]
