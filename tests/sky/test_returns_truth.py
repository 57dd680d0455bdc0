"""Ingresses, returns and eclipse charts against published instants and against Skyfield."""

from datetime import datetime

import pytest
from seasons import SEASONS_TT, SOURCE
from skyfield_truth import places_of, time_of
from sphere import gap_deg

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.moments import Moment, moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.eclipse_charts import EclipseKind, cast_eclipse
from outer_skies.engine.techniques.ingress_charts import cast_ingress
from outer_skies.engine.techniques.returns import cast_return, find_returns
from outer_skies.engine.zodiac import Sign

CARDINAL = (Sign.ARIES, Sign.CANCER, Sign.LIBRA, Sign.CAPRICORN)
SECOND_D = 1 / 86400
PLACE = Place("Halifax", 44.65, -63.57)
FACTS = [(year, number, when) for year, four in SEASONS_TT.items() for number, when in enumerate(four)]


def jd(text: str) -> float:
    """The Julian day of a Gregorian date and time, whatever scale it is in."""
    return (datetime.fromisoformat(text) - datetime(2000, 1, 1, 12)).total_seconds() / 86400 + 2451545.0  # noqa: DTZ001


def new_year(year: int) -> Moment:
    return moment_at_tt(jd(f"{year}-01-01T00:00:00"))


@pytest.mark.parametrize(("year", "number", "when"), FACTS, ids=str)
def test_the_sun_enters_the_cardinal_signs_at_the_published_second(year: int, number: int, when: str) -> None:
    found = cast_ingress(PLACE, new_year(year), sign=CARDINAL[number])
    assert found.moment.jd_tt == pytest.approx(jd(f"{year}-{when}"), abs=2 * SECOND_D), SOURCE


@pytest.mark.parametrize("number", range(4), ids=["march", "june", "september", "december"])
def test_who_is_born_at_an_equinox_or_solstice_has_returns_at_those_that_follow(number: int) -> None:
    born_tt = jd(f"1996-{SEASONS_TT[1996][number]}")
    chart = cast_chart(moment_at_tt(born_tt), PLACE, ChartOptions(bodies=(Body.SUN,)))
    for year in range(1997, 2006):
        published = jd(f"{year}-{SEASONS_TT[year][number]}")
        for found in (
            cast_return(chart, Body.SUN, new_year(year)),
            cast_return(chart, Body.SUN, chart.moment, number=year - 1996),
            cast_return(chart, Body.SUN, new_year(year + 1), number=-1),
        ):
            assert found.moment.jd_tt == pytest.approx(published, abs=3 * SECOND_D), (year, SOURCE)


# Greatest eclipse in TD. Source: F. Espenak and J. Meeus, Five Millennium Canons of Solar and of Lunar Eclipses (NASA).
ECLIPSES = [
    (EclipseKind.SOLAR, "1999-08-11T11:04:09"),
    (EclipseKind.SOLAR, "2017-08-21T18:26:40"),
    (EclipseKind.SOLAR, "2024-04-08T18:18:29"),
    (EclipseKind.LUNAR, "2018-07-27T20:22:54"),
    (EclipseKind.LUNAR, "2019-01-21T05:13:27"),
]


@pytest.mark.parametrize(("kind", "when"), ECLIPSES, ids=str)
def test_an_eclipse_chart_is_of_the_published_greatest_eclipse_from_before_and_from_after(
    kind: EclipseKind, when: str
) -> None:
    published = jd(when)
    for found in (
        cast_eclipse(PLACE, moment_at_tt(published - 10), kind=kind),
        cast_eclipse(PLACE, moment_at_tt(published + 10), kind=kind, number=-1),
    ):
        assert found.moment.jd_tt == pytest.approx(published, abs=6 * SECOND_D)


# Arcseconds within which DE421 and the engine's ephemeris agree, twice: for the birth and for the return.
AGREE = {Body.SUN: 0.03, Body.MOON: 0.05, Body.MERCURY: 0.1, Body.VENUS: 0.1, Body.MARS: 0.1, Body.JUPITER: 0.1}


@pytest.mark.parametrize("body", AGREE)
@pytest.mark.parametrize("year", [1934, 1979, 1988])
def test_skyfield_sees_the_body_back_at_its_place(body: Body, year: int) -> None:
    born = moment_at_tt(jd(f"{year}-07-02T03:04:05"))
    chart = cast_chart(born, PLACE)
    natal = places_of(body, time_of(born.jd_tt)).longitude_deg
    for number in (1, 2, -1) if body is Body.JUPITER else (1, 2, 7, -1, -3):
        found = cast_return(chart, body, moment_at_tt(born.jd_tt + 4000), number=number).moment
        seen = places_of(body, time_of(found.jd_tt)).longitude_deg
        assert abs(gap_deg(seen, natal)) * 3600 < AGREE[body]


def test_saturn_comes_back_three_times_where_it_turns_over_its_place() -> None:
    born = moment_at_tt(jd("1993-02-20T12:00:00"))
    chart = cast_chart(born, PLACE, ChartOptions(bodies=(Body.SATURN,)))
    start, end = jd("2021-06-01T00:00:00"), jd("2023-06-01T00:00:00")
    found = [one.jd_tt for one in find_returns(chart, Body.SATURN, moment_at_tt(start), moment_at_tt(end))]
    goal = places_of(Body.SATURN, time_of(born.jd_tt)).longitude_deg
    days = range(0, int(end - start) + 4, 4)
    past = [gap_deg(places_of(Body.SATURN, time_of(start + day)).longitude_deg, goal) for day in days]
    passes = [
        start + day + 2 for day, here, there in zip(days, past, past[1:], strict=False) if (here < 0) != (there < 0)
    ]
    assert len(found) == 3
    assert found == pytest.approx(passes, abs=2.1)
