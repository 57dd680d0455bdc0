"""The nativity that Vettius Valens works with throughout and that is held to be his own.

READ: Anthologies IV.11 in M. Riley's translation, quoted by A. Louis, The Birth Chart of Vettius Valens (2017), who
has the date, 8 February 120, from D. Pingree. Valens tells signs alone. By the equinox Mercury and Saturn would stand
less than a degree short of his signs; his zodiac is sidereal, as the astrologers' of his time was, and the engine's
that bears his name is asked.
"""

import pytest

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.moments import Calendar, CivilDate, CivilTime, moment_at_tt, resolve_moment
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.profections import find_profections
from outer_skies.engine.zodiac import Zodiac, sign_of

ANTIOCH = Place("Antioch", 36.24, 36.2)
SIGNS = {
    Body.SUN: "aquarius",
    Body.MOON: "scorpio",
    Body.MERCURY: "aquarius",
    Body.VENUS: "capricorn",
    Body.MARS: "virgo",
    Body.JUPITER: "libra",
    Body.SATURN: "cancer",
}
# In the thirty-fifth year, eleven signs on, counted with the first: who comes to whose sign.
TRANSMISSIONS = {"ascendant": Body.SATURN, "mars": Body.SATURN, "moon": Body.MARS, "venus": Body.MOON}
YEAR_OF_LIFE = 35


def nativity() -> Chart:
    """In the evening, when Virgo rose."""
    moment = resolve_moment(CivilDate(120, 2, 8, Calendar.JULIAN), CivilTime(19, 30), ANTIOCH, zone=None)
    options = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.VALENS_MOON, bodies=tuple(Body)[:10])
    return cast_chart(moment, ANTIOCH, options)


@pytest.mark.parametrize("body", SIGNS)
def test_the_planets_stood_in_the_signs_that_valens_names(body: Body) -> None:
    found = next(one for one in nativity().bodies if one.body is body)
    assert found.sign == SIGNS[body]


@pytest.mark.parametrize("point", TRANSMISSIONS)
def test_in_his_thirty_fifth_year_each_comes_to_the_sign_that_valens_names(point: str) -> None:
    chart = nativity()
    assert chart.angles is not None
    assert sign_of(chart.angles.ascendant) == "virgo"
    until = moment_at_tt(chart.moment.jd_tt + 365.25 * 40)
    years = [one for one in find_profections(chart, until, point=point, levels=1).periods if one.level == 1]
    assert years[YEAR_OF_LIFE - 1].sign == SIGNS[TRANSMISSIONS[point]]
