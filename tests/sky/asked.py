"""How the truth tests ask the engine: through `cast_chart` alone, at an instant of UT or of TT."""

from datetime import UTC, datetime, timedelta
from functools import cache

from skyfield_truth import utc_of_jd

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, Position, cast_chart
from outer_skies.engine.moments import moment_at
from outer_skies.engine.places import Place

GREENWICH = Place("Greenwich", 51.4779, 0.0)
PLANETS = tuple(Body)[:10]
NOON_OF_2000, DAY = datetime(2000, 1, 1, 12, tzinfo=UTC), timedelta(days=1)


def cast(utc: datetime, place: Place = GREENWICH, **options: object) -> Chart:
    """A chart at an instant; without options of the classical bodies alone."""
    options.setdefault("bodies", PLANETS)
    return cast_chart(moment_at(utc), place, ChartOptions(**options))  # type: ignore[arg-type]


def cast_at_tt(jd_tt: float, place: Place = GREENWICH, **options: object) -> Chart:
    """A chart at an instant of Terrestrial Time, within a microsecond of it."""
    delta_t_s = cast(utc_of_jd(jd_tt), place, bodies=(Body.SUN,)).moment.delta_t_s
    utc = utc_of_jd(jd_tt) - timedelta(seconds=delta_t_s)
    for _ in range(2):  # UTC may differ from UT1 by most of a second
        chart = cast(utc, place, bodies=(Body.SUN,))
        utc += timedelta(days=jd_tt - chart.moment.jd_tt)
    return cast(utc, place, **options)


def cast_at_ut1(utc: datetime, place: Place = GREENWICH, **options: object) -> Chart:
    """A chart at an instant of UT1, which was up to 0.9 s off UTC."""
    ahead_days = cast(utc, place, bodies=(Body.SUN,)).moment.jd_ut1 - 2451545.0 - (utc - NOON_OF_2000) / DAY
    return cast(utc - timedelta(days=ahead_days), place, **options)


def position(chart: Chart, body: Body) -> Position:
    return next(found for found in chart.bodies if found.body is body)


@cache
def seen_at(utc: datetime, body: Body) -> Position:
    """One body, geocentric and tropical."""
    return position(cast(utc, bodies=(body,)), body)


def seen_at_tt(jd_tt: float, body: Body) -> Position:
    return position(cast_at_tt(jd_tt, bodies=(body,)), body)
