"""From a birth to a chart: the one way in for the page, the command line and every other door."""

from dataclasses import dataclass, field
from datetime import datetime

from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.day import DayChart, cast_day
from outer_skies.engine.moments import CivilDate, CivilTime, Fold, moment_at, resolve_day, resolve_moment
from outer_skies.engine.places import Place


@dataclass(frozen=True, slots=True)
class BirthData:
    """What is known of a birth. `time` is None when nobody knows it.

    `zone` is an IANA name; `utc_offset_s`, when given, overrules it. `fold` settles an hour that happened twice.
    """

    date: CivilDate
    time: CivilTime | None
    place: Place
    zone: str | None = None
    fold: Fold | None = None
    utc_offset_s: float | None = None
    name: str = field(default="", compare=False)


def cast(birth: BirthData, options: ChartOptions) -> Chart | DayChart:
    """The chart of a birth; a `DayChart` when its time is unknown.

    Raises: `InvalidInput` for a civil time that cannot be used, `OutsideEphemeris` for a year that cannot be computed.
    """
    if birth.time is None:
        day = resolve_day(birth.date, birth.place, zone=birth.zone, utc_offset_s=birth.utc_offset_s)
        return cast_day(day, birth.place, options)
    moment = resolve_moment(
        birth.date, birth.time, birth.place, zone=birth.zone, fold=birth.fold, utc_offset_s=birth.utc_offset_s
    )
    return cast_chart(moment, birth.place, options)


def sky_at(utc: datetime, options: ChartOptions) -> Chart:
    """The sky seen from the centre of the Earth at an instant: no place, so no angles and no houses."""
    return cast_chart(moment_at(utc), None, options)
