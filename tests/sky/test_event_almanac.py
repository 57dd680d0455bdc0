"""Events against almanacs, and against ten years of another library's sky.

How an excerpt was made is told as in `almanac`: READ from a public page, or RECALLED before the engine was asked.
"""

from datetime import UTC, datetime
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from almanac import MEETINGS, MEEUS, Meeting
from phases import PHASES, USNO
from seasons import SEASONS_TT, SOURCE
from skyfield.framelib import ecliptic_frame
from skyfield_truth import EPHEMERIS, TARGETS, TIMES

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import Body
from outer_skies.engine.events.aspects import PTOLEMAIC, aspects_between
from outer_skies.engine.events.event import Event, EventKind, Phase, Turns
from outer_skies.engine.events.find import find_events
from outer_skies.engine.events.ingresses import sign_ingresses
from outer_skies.engine.events.lunations import lunations
from outer_skies.engine.events.stations import retrogrades, stations
from outer_skies.engine.moments import moment_at
from outer_skies.engine.zodiac import Sign

MINUTE, SECOND = 1 / 1440, 1 / 86400
START = 2449718.5  # 1995-01-01
END = START + 3652
PLANETS = tuple(Body)[:10]
# What two ephemerides differ by, in seconds of arc: DE421 is of 2008, and its outer planets have since moved.
APART = {Body.URANUS: 0.3, Body.NEPTUNE: 0.3, Body.PLUTO: 0.5}


def jd_of(when: str) -> float:
    """The Julian day of a date and time of the scale it is in."""
    return (datetime.fromisoformat(when) - datetime(2000, 1, 1, 12)).total_seconds() / 86400 + 2451545.0  # noqa: DTZ001


def jd_tt_of(when: str) -> float:
    """JD(TT) of a UTC."""
    return moment_at(datetime.fromisoformat(when).replace(tzinfo=UTC)).jd_tt


def nearest(events: list[Event], jd_tt: float) -> Event:
    return min(events, key=lambda one: abs(one.jd_tt - jd_tt))


# Almanacs


@pytest.mark.parametrize("year", PHASES)
def test_the_moon_is_at_its_phases_in_the_published_minutes(year: int) -> None:
    first, text = PHASES[year]
    published = text.split()
    start, end = (moment_at(datetime(one, 1, 1, tzinfo=UTC)) for one in (year, year + 1))
    found = find_events(start, end, (EventKind.LUNATION,))
    assert [one.phase for one in found] == [list(Phase)[(first + n) % 4] for n in range(len(published))], USNO
    for event, when in zip(found, published, strict=True):
        # To half a minute, and some seconds: theirs come five earlier on the whole, and their Delta T of 1900 is older.
        assert event.jd_tt == pytest.approx(jd_tt_of(f"{year}-{when}"), abs=0.75 * MINUTE), (USNO, event)


@pytest.mark.parametrize(
    ("when", "phase", "where"),
    [("1977-02-18T03:37:42", Phase.NEW_MOON, "49.a"), ("2044-01-21T23:48:17", Phase.LAST_QUARTER, "49.b")],
    ids=["49.a", "49.b"],
)
def test_lunations_of_the_worked_examples(when: str, phase: Phase, where: str) -> None:
    """Whose series are good to some seconds."""
    event = nearest(lunations(jd_of(when) - 20, jd_of(when) + 20), jd_of(when))
    assert event.phase is phase, MEEUS + where
    assert event.jd_tt == pytest.approx(jd_of(when), abs=8 * SECOND), MEEUS + where


@pytest.mark.parametrize("year", SEASONS_TT)
def test_the_sun_enters_the_cardinal_signs_at_the_published_seconds(year: int) -> None:
    events = sign_ingresses((Body.SUN,), jd_of(f"{year}-01-01"), jd_of(f"{year + 1}-01-01"))
    cardinal = [one for one in events if one.sign in (Sign.ARIES, Sign.CANCER, Sign.LIBRA, Sign.CAPRICORN)]
    assert len(events) == 12
    for event, when in zip(cardinal, SEASONS_TT[year], strict=True):
        assert event.jd_tt == pytest.approx(jd_of(f"{year}-{when}"), abs=2 * SECOND), SOURCE


AT = {0: AspectKind.CONJUNCTION, 90: AspectKind.SQUARE, 180: AspectKind.OPPOSITION, 270: AspectKind.SQUARE}


@pytest.mark.parametrize("fact", [one for one in MEETINGS if one.b is not None], ids=lambda fact: fact.what)
def test_bodies_meet_when_almanacs_say(fact: Meeting) -> None:
    when = fact.when.replace(" ", "T")
    jd_tt = jd_of(when) if fact.is_tt else jd_tt_of(when)
    found = aspects_between((fact.a, fact.b), (AT[int(fact.angle_deg)],), jd_tt - 5, jd_tt + 5)
    assert nearest(found, jd_tt).jd_tt == pytest.approx(jd_tt, abs=fact.within_min * MINUTE), fact.source


# RECALLED: dates in Universal Time of meetings in longitude, each three times over, as in N. F. Michelsen, Tables of
# Planetary Phenomena (ACS, 1990), made with the ephemerides of JPL.
THRICE = (
    (Body.JUPITER, Body.SATURN, "1940-08-08 1940-10-20 1941-02-15"),
    (Body.JUPITER, Body.SATURN, "1980-12-31 1981-03-04 1981-07-24"),
    (Body.SATURN, Body.URANUS, "1988-02-13 1988-06-26 1988-10-18"),
    (Body.SATURN, Body.NEPTUNE, "1989-03-03 1989-06-24 1989-11-13"),
    (Body.URANUS, Body.NEPTUNE, "1993-02-02 1993-08-20 1993-10-24"),
    (Body.URANUS, Body.PLUTO, "1965-10-09 1966-04-04 1966-06-30"),
    (Body.JUPITER, Body.URANUS, "2010-06-08 2010-09-19 2011-01-04"),
    (Body.NEPTUNE, Body.PLUTO, "1891-08-02 1891-11-05 1892-04-30"),
)


@pytest.mark.parametrize(("a", "b", "dates"), THRICE, ids=lambda value: str(value)[:7])
def test_slow_planets_meet_three_times_on_the_published_days(a: Body, b: Body, dates: str) -> None:
    days = dates.split()
    events = aspects_between((a, b), (AspectKind.CONJUNCTION,), jd_of(days[0]) - 200, jd_of(days[-1]) + 200)
    assert [one.bodies for one in events] == [(a, b)] * 3
    for event, day in zip(events, days, strict=True):
        assert event.jd_tt == pytest.approx(jd_of(f"{day}T12:00"), abs=1.2)


# Ten years by Skyfield with JPL's DE421


@cache
def their_longitude(body: Body) -> np.ndarray:
    """Every six hours (the Moon) or day."""
    return skyfield_longitude(body, grid(body))


def grid(body: Body) -> np.ndarray:
    step = 0.25 if body is Body.MOON else 1.0
    return np.arange(START, END + step / 2, step)


def skyfield_longitude(body: Body, jd_tt: np.ndarray) -> np.ndarray:
    t = TIMES.tt_jd(np.asarray(jd_tt))
    apparent = EPHEMERIS["earth"].at(t).observe(EPHEMERIS[TARGETS[body]]).apparent()
    return np.asarray(apparent.frame_latlon(ecliptic_frame)[1].degrees)


def wrapped(degrees: np.ndarray) -> np.ndarray:
    return 180.0 - (180.0 - degrees) % 360.0


def crossings(angle: np.ndarray, at_deg: float) -> int:
    """How often sampled angles pass one."""
    side = wrapped(angle - at_deg)
    return int((((side[1:] >= 0) != (side[:-1] >= 0)) & (np.abs(np.diff(side)) < 90)).sum())


@pytest.mark.parametrize("body", PLANETS)
def test_another_sky_sees_the_same_ingresses(body: Body) -> None:
    events = sign_ingresses((body,), START, END)
    assert len(events) == sum(crossings(their_longitude(body), 30.0 * n) for n in range(12))
    theirs = skyfield_longitude(body, np.array([one.jd_tt for one in events]))
    off = wrapped(theirs - np.array([one.longitude_deg for one in events])) * 3600
    assert np.abs(off).max() < APART.get(body, 0.1)


@pytest.mark.parametrize("body", PLANETS[2:])
def test_another_sky_sees_the_same_stations(body: Body) -> None:
    events = stations((body,), START + 1, END - 1)
    rise = np.sign(wrapped(np.diff(their_longitude(body))))
    turns = [Turns.DIRECT if up else Turns.RETROGRADE for up in rise[1:][rise[1:] != rise[:-1]] > 0]
    assert [one.turns for one in events] == turns
    way, reach = np.linspace(-1, 1, 21), 0.5
    for event in events:
        around = skyfield_longitude(body, event.jd_tt + way * reach)
        _, slope, bend, *_ = np.polynomial.polynomial.polyfit(way, wrapped(around - around[10]), 4)
        late_s = -slope / (2 * bend) * reach * 86400
        # A thousandth of a second of arc a day is a minute of Pluto's time, a second of Mercury's.
        assert abs(late_s) < {Body.MERCURY: 2, Body.VENUS: 5, Body.MARS: 5}.get(body, 60), event
        assert wrapped(around[10] - event.longitude_deg) * 3600 == pytest.approx(0, abs=APART.get(body, 0.1))


@pytest.mark.parametrize("pair", list(combinations(PLANETS, 2)), ids="-".join)
def test_another_sky_sees_the_same_aspects(pair: tuple[Body, Body]) -> None:
    a, b = pair
    events = aspects_between(pair, PTOLEMAIC, START, END)
    gap = daily(a, moon=Body.MOON in pair) - daily(b, moon=Body.MOON in pair)
    assert len(events) == sum(crossings(gap, turn) for turn in (0.0, 60.0, 90.0, 120.0, 180.0, 240.0, 270.0, 300.0))
    some = events[:: 7 if Body.MOON in pair else 1]
    moments = np.array([one.jd_tt for one in some])
    theirs = [skyfield_longitude(body, moments) for body in pair]
    off = np.abs(wrapped(theirs[0] - theirs[1])) - np.array([one.aspect.angle_deg for one in some])
    sun = skyfield_longitude(Body.SUN, moments)
    is_bent = np.min([np.abs(wrapped(one - sun)) for one in theirs], axis=0) < 2  # the libraries bend light differently
    within = np.where(is_bent & (Body.SUN not in pair), 2.0, APART.get(a, 0.1) + APART.get(b, 0.1))
    assert (np.abs(off) * 3600 < within).all()


@cache
def daily(body: Body, *, moon: bool) -> np.ndarray:
    """Sampled as often as the Moon is, for what it meets."""
    if moon and body is not Body.MOON:
        at = grid(Body.MOON)
        return np.interp(at, grid(body), np.unwrap(their_longitude(body), period=360.0))
    return their_longitude(body)


def test_the_retrogrades_of_mercury_number_three_or_four_a_year_and_last_three_weeks() -> None:
    """Every 116 days: 3.15 a year."""
    spans = retrogrades((Body.MERCURY,), jd_of("1900-01-01"), jd_of("2000-01-01"))
    assert len(spans) == pytest.approx(315, abs=1)
    assert all(19 < one.end_jd_tt - one.jd_tt < 25.5 for one in spans)
    assert all(13 < one.jd_tt - one.shadow_start_jd_tt < 22 for one in spans)
