"""Births for the tests of charts made from charts: every month, both hemispheres, a leap day, a polar place."""

from random import Random

from hypothesis import strategies as st

from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.moments import CivilDate, CivilTime, Moment, moment_at_tt, resolve_moment
from outer_skies.engine.places import Place

HALIFAX = Place("Halifax", 44.65, -63.57)
WELLINGTON = Place("Wellington", -41.29, 174.78)
QUITO = Place("Quito", -0.22, -78.51)
TROMSO = Place("Tromsø", 69.65, 18.96)
DEFAULT = ChartOptions()
J1850, J2100 = 2396758.5, 2488069.5
YEAR_D = 365.24219  # the mean tropical year of J2000.0
ARCSECOND = 1 / 3600


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> Moment:
    """A moment of UTC."""
    greenwich = Place("", 51.48, 0.0)
    return resolve_moment(CivilDate(year, month, day), CivilTime(hour, minute), greenwich, zone=None, utc_offset_s=0)


def born(moment: Moment, place: Place | None = HALIFAX, options: ChartOptions = DEFAULT) -> Chart:
    return cast_chart(moment, place, options)


def later(moment: Moment, days: float) -> Moment:
    return moment_at_tt(moment.jd_tt + days)


def drawn_births(count: int, seed: int, options: ChartOptions = DEFAULT) -> list[Chart]:
    """Births by lot, away from the polar circles."""
    chance = Random(seed)  # noqa: S311  births, not secrets
    return [
        born(
            moment_at_tt(chance.uniform(J1850, J2100)),
            Place("", chance.uniform(-60, 60), chance.uniform(-180, 180)),
            options,
        )
        for _ in range(count)
    ]


def turn(a_deg: float, b_deg: float) -> float:
    """How far it is from a to b, in [-180, 180), degrees."""
    return (b_deg - a_deg + 180.0) % 360.0 - 180.0


births = st.builds(
    lambda jd_tt, north, east: born(moment_at_tt(jd_tt), Place("", north, east)),
    st.floats(J1850, J2100),
    st.floats(-60, 60),
    st.floats(-180, 180),
)
