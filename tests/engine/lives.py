"""Births for the tests of periods."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Moment, moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.periods import Period, PeriodFlag

OPTIONS = ChartOptions(bodies=(Body.SUN, Body.MOON), house_system=HouseSystem.WHOLE_SIGN)
J1850, J2100 = 2396758.5, 2488069.5
YEAR_DAYS = 365.2425


def born(jd_tt: float, north_latitude_deg: float = 44.65, east_longitude_deg: float = -63.57) -> Chart:
    """The chart of a birth, of the lights alone."""
    return cast_chart(moment_at_tt(jd_tt), Place("", north_latitude_deg, east_longitude_deg), OPTIONS)


def later(chart: Chart, years: float) -> Moment:
    """So many years after birth."""
    return moment_at_tt(chart.moment.jd_tt + years * YEAR_DAYS)


births = st.builds(born, st.floats(J1850, J2100), st.floats(-60, 60), st.floats(-180, 180))


def check_whole(periods: Sequence[Period], chart: Chart, until: Moment, levels: int) -> None:
    """Asserts that there is neither gap nor overlap, on every level and within every period."""
    for level in range(1, levels + 1):
        own = [one for one in periods if one.level == level]
        assert own[0].start_jd_tt == chart.moment.jd_tt
        assert own[-1].start_jd_tt < until.jd_tt <= own[-1].end_jd_tt
        assert all(one.start_jd_tt < one.end_jd_tt for one in own)
        assert all(one.end_jd_tt == then.start_jd_tt for one, then in pairwise(own))
        assert all(one.end_utc == then.start_utc for one, then in pairwise(own))
    above: list[Period] = []
    for one in periods:
        del above[one.level - 1 :]
        assert len(above) == one.level - 1
        if above:
            assert above[-1].start_jd_tt <= one.start_jd_tt
            assert one.end_jd_tt <= above[-1].end_jd_tt
        above.append(one)
    started_before = [one for one in periods if PeriodFlag.BEGAN_BEFORE_BIRTH in one.flags]
    assert all(one.start_jd_tt == chart.moment.jd_tt for one in started_before)


def running(periods: Sequence[Period], jd_tt: float) -> list[Period]:
    """The period of each level that holds an instant."""
    return [one for one in periods if one.start_jd_tt <= jd_tt < one.end_jd_tt]
