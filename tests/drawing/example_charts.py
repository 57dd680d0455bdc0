"""Charts to draw: one known to the minute, and those in which something is missing."""

from datetime import UTC, datetime

from outer_skies.engine.bodies import DEFAULT_BODIES
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.day import DayChart, cast_day
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import CivilDate, CivilTime, moment_at, resolve_day, resolve_moment
from outer_skies.engine.places import Place

HALIFAX = Place("Halifax", 44.65, -63.57)
SVALBARD = Place("Longyearbyen", 78.22, 15.65)
POLE = Place("", 90.0, 0.0)
OPTIONS = ChartOptions(bodies=DEFAULT_BODIES)


def halifax(options: ChartOptions = OPTIONS) -> Chart:
    """Halifax, 17 May 1990, 14:30: AC 17°51′ Virgo, MC 15°20′ Gemini."""
    moment = resolve_moment(CivilDate(1990, 5, 17), CivilTime(14, 30), HALIFAX, zone="America/Halifax")
    return cast_chart(moment, HALIFAX, options)


def in_utc(place: Place | None, options: ChartOptions = OPTIONS) -> Chart:
    return cast_chart(moment_at(datetime(1990, 5, 17, 17, 30, tzinfo=UTC)), place, options)


def whole_signs() -> Chart:
    return halifax(ChartOptions(bodies=DEFAULT_BODIES, house_system=HouseSystem.WHOLE_SIGN))


def some_day() -> DayChart:
    return cast_day(resolve_day(CivilDate(1990, 5, 17), HALIFAX, zone="America/Halifax"), HALIFAX, OPTIONS)
