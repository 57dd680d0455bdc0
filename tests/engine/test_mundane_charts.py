"""Charts that begin from a moment and a place: ingresses and eclipses."""

from itertools import pairwise

import pytest
from pairs import ARCSECOND, HALIFAX, QUITO, at, later, turn

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.techniques.eclipse_charts import EclipseKind, cast_eclipse
from outer_skies.engine.techniques.ingress_charts import cast_ingress
from outer_skies.engine.zodiac import Sign, Zodiac
from outer_skies.errors import InvalidInput, OutsideEphemeris

SIDEREAL = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)


@pytest.mark.parametrize("options", [ChartOptions(), SIDEREAL], ids=["tropical", "sidereal"])
@pytest.mark.parametrize("year", [1, 1066, 1850, 2024, 2800])
@pytest.mark.parametrize("sign", Sign)
def test_the_sun_stands_at_the_beginning_of_the_sign(sign: Sign, year: int, options: ChartOptions) -> None:
    found = cast_ingress(QUITO, at(year, 2, 1), sign=sign, options=options)
    assert abs(turn(30 * (sign.number - 1), found.bodies[0].longitude_deg)) < 0.01 * ARCSECOND
    assert 0 <= found.moment.jd_tt - at(year, 2, 1).jd_tt < 367
    assert found.houses is not None


def test_ingresses_follow_one_another_year_by_year_and_backwards() -> None:
    found = [cast_ingress(None, at(2000, 1, 1), number=number).moment for number in range(1, 30)]
    assert [one.utc[:7] for one in found] == [f"{year}-03" for year in range(2000, 2029)]
    assert cast_ingress(None, at(2000, 1, 1), number=-1).moment.utc[:7] == "1999-03"


def test_other_bodies_enter_signs_and_turn_back_over_their_beginning() -> None:
    found = [cast_ingress(None, at(2023, 1, 1), sign=Sign.AQUARIUS, body=Body.PLUTO, number=n) for n in range(1, 6)]
    # Pluto entered Aquarius in March 2023 and went back over its beginning until November 2024.
    assert [chart.moment.utc[:7] for chart in found] == ["2023-03", "2023-06", "2024-01", "2024-09", "2024-11"]
    assert [next(one for one in c.bodies if one.body is Body.PLUTO).is_retrograde for c in found] == [
        False, True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [None, EclipseKind.SOLAR, EclipseKind.LUNAR])
def test_eclipses_follow_one_another_and_are_counted_back(kind: EclipseKind | None) -> None:
    start = at(2020, 1, 1)
    forwards = [cast_eclipse(None, start, kind=kind, number=number) for number in range(1, 12)]
    assert all(one.moment.jd_tt < then.moment.jd_tt for one, then in pairwise(forwards))
    end = later(forwards[-1].moment, 0.01)
    backwards = [cast_eclipse(None, end, kind=kind, number=-number) for number in range(1, 12)]
    assert [one.moment.utc for one in backwards[::-1]] == [one.moment.utc for one in forwards]
    for chart in forwards:
        sun, moon = chart.bodies[:2]
        apart = abs(turn(sun.longitude_deg, moon.longitude_deg))
        assert min(apart, 180 - apart) < 1
        if kind is not None:
            assert (apart < 1) == (kind is EclipseKind.SOLAR)


def test_an_eclipse_chart_is_the_chart_of_its_place_at_the_greatest_eclipse() -> None:
    found = cast_eclipse(HALIFAX, at(2024, 4, 1), options=SIDEREAL)
    plain = cast_chart(found.moment, HALIFAX, SIDEREAL)
    assert (found.bodies, found.houses) == (plain.bodies, plain.houses)
    assert found.notes[0].text == "Total eclipse of the Sun, Saros 139, at its greatest."


def test_eclipses_out_of_reach_are_refused_in_words() -> None:
    for number in (0, 1001):
        with pytest.raises(InvalidInput) as caught:
            cast_eclipse(None, at(2024, 4, 1), number=number)
        assert caught.value.field == "number"
    for when, number in ((at(2999, 1, 1), 20), (at(2, 1, 1), -20)):
        with pytest.raises(OutsideEphemeris):
            cast_eclipse(None, when, number=number)
