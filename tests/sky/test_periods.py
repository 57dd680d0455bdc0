"""The cycles of the sky, counted in the engine's own sky over many turns."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from asked import cast, position, seen_at
from events import meeting
from sphere import gap_deg

from outer_skies.engine.bodies import Body
from outer_skies.engine.zodiac import Ayanamsa, Zodiac

ECLIPSE_OF_1999 = datetime(1999, 8, 11, 11, 8, tzinfo=UTC)


def days(a: datetime, b: datetime) -> float:
    return (b - a) / timedelta(days=1)


def at(year: int, month: int, day: int, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


# Meeus and Savoie, The history of the tropical year, JBAA 102 (1992) 42: each begins where its point lies.
@pytest.mark.parametrize(
    ("longitude_deg", "month", "length"),
    [(0.0, 3, 365.24237), (90.0, 6, 365.24163), (180.0, 9, 365.24202), (270.0, 12, 365.24274)],
)
def test_a_tropical_year_has_its_length(longitude_deg: float, month: int, length: float) -> None:
    first = meeting(Body.SUN, None, longitude_deg, at(1900, month, 21))
    last = meeting(Body.SUN, None, longitude_deg, at(2100, month, 21))
    assert days(first, last) / 200.0 == pytest.approx(length, abs=2e-4)


def test_a_sidereal_year_is_20_minutes_longer() -> None:
    """365.25636 days: Explanatory Supplement (1992), table 15.3."""

    def sun(utc: datetime) -> float:
        chart = cast(utc, bodies=(Body.SUN,), zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.J2000)
        return position(chart, Body.SUN).longitude_deg

    start = at(1900, 6, 1)
    end = start + timedelta(days=365.25636 * 200.0)
    assert gap_deg(sun(end), sun(start)) == pytest.approx(0.0, abs=0.03)


# Explanatory Supplement to the Astronomical Almanac (1992), table 15.4; counted over 2,400 turns.
@pytest.mark.parametrize(
    ("against", "length"),
    [(Body.SUN, 29.530589), (None, 27.321582), (Body.MEAN_NODE, 27.212221), (Body.MEAN_LILITH, 27.554550)],
)
def test_a_month_has_its_length(against: Body | None, length: float) -> None:
    first = meeting(Body.MOON, against, 0.0, at(1900, 6, 10))
    last = meeting(Body.MOON, against, 0.0, first + timedelta(days=length * 2400.0))
    assert days(first, last) / 2400.0 == pytest.approx(length, abs=5e-4)


def test_the_node_goes_round_backwards_in_18_6_years() -> None:
    """6798.383 days from equinox to equinox: 360 degrees by the 1934.1363 a century of Meeus, formula 47.7."""
    first = meeting(Body.MEAN_NODE, None, 0.0, at(1913, 3, 1))
    last = meeting(Body.MEAN_NODE, None, 0.0, first + timedelta(days=6793.5 * 10.0))
    assert days(first, last) / 10.0 == pytest.approx(6798.383, abs=0.1)


def test_after_a_saros_sun_moon_and_node_meet_again() -> None:
    """The eclipses of 1999-08-11 and 2017-08-21 are neighbours in Saros 145 (NASA's catalogue of solar eclipses)."""
    first = meeting(Body.MOON, Body.SUN, 0.0, ECLIPSE_OF_1999)
    second = meeting(Body.MOON, Body.SUN, 0.0, first + timedelta(days=6585.32))
    assert second.date() == at(2017, 8, 21).date()
    assert days(first, second) == pytest.approx(6585.32, abs=0.05)
    for utc in (first, second):
        assert abs(seen_at(utc, Body.MOON).latitude_deg) < 0.6
    assert seen_at(first, Body.MOON).distance_au == pytest.approx(seen_at(second, Body.MOON).distance_au, rel=0.01)
    assert gap_deg(seen_at(second, Body.SUN).longitude_deg, seen_at(first, Body.SUN).longitude_deg) == pytest.approx(
        10.5, abs=0.5
    )


def test_after_nineteen_years_the_moon_is_new_on_the_same_day() -> None:
    """Meton's cycle: 235 months are 19 years and two hours."""
    first = meeting(Body.MOON, Body.SUN, 0.0, ECLIPSE_OF_1999)
    second = meeting(Body.MOON, Body.SUN, 0.0, first + timedelta(days=29.530589 * 235.0))
    assert (second.year, second.month, second.day) == (2018, 8, 11)
    assert days(first, second) == pytest.approx(6939.688, abs=0.4)
    assert abs(gap_deg(seen_at(second, Body.SUN).longitude_deg, seen_at(first, Body.SUN).longitude_deg)) < 0.5


def test_venus_draws_her_pentagram_in_eight_years_less_two_days() -> None:
    inner = [meeting(Body.VENUS, Body.SUN, 0.0, at(2004, 6, 8))]
    for _ in range(5):
        inner.append(meeting(Body.VENUS, Body.SUN, 0.0, inner[-1] + timedelta(days=583.92)))
    assert all(seen_at(utc, Body.VENUS).is_retrograde for utc in inner)
    assert inner[-1].date() == at(2012, 6, 6).date()
    assert days(inner[0], inner[-1]) == pytest.approx(2919.69, abs=0.1)
    points = [seen_at(utc, Body.VENUS).longitude_deg for utc in inner]
    for before, after in pairwise(points):
        assert gap_deg(after, before) == pytest.approx(-144.4, abs=8.0)


def test_mercury_transits_come_back_after_46_years() -> None:
    """1993 November 6 and 2039 November 7: Meeus, Transits (1989), series of transits at the ascending node."""
    first = meeting(Body.MERCURY, Body.SUN, 0.0, at(1993, 11, 6, 4))
    second = meeting(Body.MERCURY, Body.SUN, 0.0, first + timedelta(days=16802.2))
    assert second.date() == at(2039, 11, 7).date()
    for utc in (first, second):
        assert abs(seen_at(utc, Body.MERCURY).latitude_deg) < 0.27
        assert seen_at(utc, Body.MERCURY).is_retrograde


# Explanatory Supplement (1992), table 15.6: synodic periods, counted from conjunction to conjunction.
@pytest.mark.parametrize(
    ("body", "near", "period", "turns"),
    [
        (Body.MARS, at(1904, 6, 1), 779.94, 90),
        (Body.JUPITER, at(1904, 4, 1), 398.88, 165),
        (Body.SATURN, at(1904, 2, 1), 378.09, 174),
        (Body.URANUS, at(1904, 12, 20), 369.66, 168),
        (Body.NEPTUNE, at(1904, 6, 28), 367.49, 164),
        (Body.PLUTO, at(1904, 6, 10), 366.73, 248),
    ],
)
def test_a_planet_meets_the_sun_after_its_synodic_period(body: Body, near: datetime, period: float, turns: int) -> None:
    first = meeting(Body.SUN, body, 0.0, near)
    last = meeting(Body.SUN, body, 0.0, first + timedelta(days=period * turns))
    assert days(first, last) / turns == pytest.approx(period, abs=0.12)


def test_jupiter_and_saturn_meet_every_19_859_years() -> None:
    """7253.45 days, from the sidereal periods 4332.589 and 10759.22; the Earth's place shifts a meeting by months."""
    first = meeting(Body.JUPITER, Body.SATURN, 0.0, at(1842, 1, 26))
    last = meeting(Body.JUPITER, Body.SATURN, 0.0, at(2318, 3, 1))
    assert round(days(first, last) / 7253.45) == 24
    assert days(first, last) / 24.0 == pytest.approx(7253.45, abs=8.0)
