"""What astrology programs have been known to get wrong, each asked of ours from the outside.

Where the sky is the judge it is Skyfield's with DE421, or spherical geometry of our own.
"""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations

import pytest
from asked import cast, position
from house_proofs import sky_of
from old_figures import SEVEN, at, figure
from skyfield_truth import places_of, time_of
from sphere import Sky, gap_deg

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import ALL_BODIES, SAME_POINT, Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.events.event import EventKind
from outer_skies.engine.events.find import find_events
from outer_skies.engine.events.transits import transits
from outer_skies.engine.houses import HouseSystem, house_of
from outer_skies.engine.moments import CivilDate, CivilTime, OffsetSource, moment_at, resolve_moment
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.dignities import find_dignities
from outer_skies.engine.techniques.dignity_tables import LILLY_TABLES, Tables, Triplicities
from outer_skies.engine.techniques.fortitudes import Reason, Rules
from outer_skies.engine.techniques.patterns import PatternKind, find_patterns
from outer_skies.engine.techniques.returns import cast_return

ARCSECOND = 1 / 3600
SKYFIELDS = tuple(Body)[:10]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


# 1. A search for oppositions that finds conjunctions as well: in both the difference of longitudes has no sine.


def elongation_deg(a: Body, b: Body, jd_tt: float) -> float:
    t = time_of(jd_tt)
    return abs(gap_deg(places_of(a, t).longitude_deg, places_of(b, t).longitude_deg))


@pytest.mark.parametrize(("kind", "angle_deg"), [(AspectKind.OPPOSITION, 180.0), (AspectKind.CONJUNCTION, 0.0)])
def test_a_search_for_oppositions_finds_no_conjunction_and_the_other_way_round(
    kind: AspectKind, angle_deg: float
) -> None:
    start, end = moment_at(utc(2020, 1, 1)), moment_at(utc(2021, 1, 1))
    found = find_events(start, end, (EventKind.ASPECT,), SKYFIELDS, (kind,))
    assert len(found) > 130
    for event in found:
        assert elongation_deg(*event.bodies, event.jd_tt) == pytest.approx(angle_deg, abs=0.5 * ARCSECOND)


def test_sun_and_moon_are_opposed_at_the_thirteen_full_moons_of_2020_and_at_no_new_moon() -> None:
    start, end = moment_at(utc(2020, 1, 1)), moment_at(utc(2021, 1, 1))
    opposed = find_events(start, end, (EventKind.ASPECT,), (Body.SUN, Body.MOON), (AspectKind.OPPOSITION,))
    lunations = find_events(start, end, (EventKind.LUNATION,))
    assert [one.utc for one in opposed] == [one.utc for one in lunations if one.phase == "full_moon"]
    assert len(opposed) == 13


def test_a_transit_in_opposition_to_a_point_is_on_the_other_side_of_the_sky() -> None:
    start, end = moment_at(utc(2010, 1, 1)).jd_tt, moment_at(utc(2020, 1, 1)).jd_tt
    for kind, angle_deg in ((AspectKind.OPPOSITION, 180.0), (AspectKind.CONJUNCTION, 0.0)):
        found = transits({"there": 123.4}, (Body.SUN, Body.MARS), start, end, kinds=(kind,))
        assert Counter(one.bodies[0] for one in found)[Body.SUN] == 10
        for event in found:
            seen = places_of(event.bodies[0], time_of(event.jd_tt)).longitude_deg
            assert abs(gap_deg(seen, 123.4)) == pytest.approx(angle_deg, abs=0.2 * ARCSECOND)


# 2. Solar returns a year off for who is born from July to December.


@pytest.mark.parametrize("year", [1931, 1964, 1988, 2001])
@pytest.mark.parametrize("month", range(1, 13))
def test_the_sun_returns_in_the_year_and_month_that_were_asked_for(year: int, month: int) -> None:
    chart = cast(utc(year, month, 15, 9), bodies=(Body.SUN,))
    for of_year in range(year + 1, year + 60, 7):
        asked_by_date = cast_return(chart, Body.SUN, moment_at(utc(of_year, 1, 1)))
        asked_by_number = cast_return(chart, Body.SUN, chart.moment, number=of_year - year)
        for found in (asked_by_date, asked_by_number):
            birthday = utc(of_year, month, 15, 9)
            assert abs(datetime.fromisoformat(found.moment.utc) - birthday) < timedelta(days=1.5)


# 3. The lords of the water triplicity by day and by night exchanged.


@pytest.mark.parametrize("sign", ["cancer", "scorpio", "pisces"])
@pytest.mark.parametrize(
    ("tables", "by_day", "lords", "none_of_it"),
    [
        (Tables(Triplicities.DOROTHEAN), True, {Body.VENUS}, Body.MARS),
        (Tables(Triplicities.DOROTHEAN), False, {Body.MARS}, Body.VENUS),
        (Tables(Triplicities.PTOLEMAIC), True, {Body.VENUS, Body.MARS}, Body.MOON),
        (Tables(Triplicities.PTOLEMAIC), False, {Body.MOON, Body.MARS}, Body.VENUS),
        (LILLY_TABLES, True, {Body.MARS}, Body.VENUS),
        (LILLY_TABLES, False, {Body.MARS}, Body.VENUS),
    ],
    ids=["dorothean-day", "dorothean-night", "ptolemaic-day", "ptolemaic-night", "lilly-day", "lilly-night"],
)
def test_in_water_venus_rules_by_day_and_mars_by_night(
    sign: str, tables: Tables, by_day: bool, lords: set[Body], none_of_it: Body
) -> None:
    """Dorotheus, Carmen I.1; Ptolemy, Tetrabiblos I.18; Lilly, Christian Astrology, p. 104. Asked of a whole chart."""
    places = dict.fromkeys((*SEVEN, Body.MEAN_NODE), at(sign, 29))
    cusps = [(at("aries", 15) + 30 * house) % 360 for house in range(12)]
    chart = figure(utc(1640, 1, 1), places, cusps, by_day=by_day)
    found = {
        one.body
        for one in find_dignities(chart, Rules(tables)).planets
        if Reason.TRIPLICITY in {line.reason for line in one.essential}
    }
    assert found == lords
    assert none_of_it not in found


# 4. Local mean time told by the meridian of the city that the zone is named after.


# Where and (Gregorian) when, the zone that is there today, and the mean time of that zone's own city in seconds.
BORN = (
    (Place("Diseworth, Lilly", 52.82, -(1 + 16 / 60)), CivilDate(1602, 5, 11), "Europe/London", -75),
    (Place("Woolsthorpe, Newton", 52.81, -38 / 60), CivilDate(1643, 1, 4), "Europe/London", -75),
    (Place("Frankfurt, Goethe", 50.11, 8 + 41 / 60), CivilDate(1749, 8, 28), "Europe/Berlin", 3208),
    (Place("Salzburg, Mozart", 47.80, 13 + 3 / 60), CivilDate(1756, 1, 27), "Europe/Vienna", 3921),
    (Place("Popes Creek, Washington", 38.19, -(76 + 55 / 60)), CivilDate(1732, 2, 22), "America/New_York", -17762),
)


@pytest.mark.parametrize(("place", "date", "zone", "city_s"), BORN, ids=[one[0].name for one in BORN])
def test_local_mean_time_is_that_of_the_birthplaces_own_longitude(
    place: Place, date: CivilDate, zone: str, city_s: float
) -> None:
    found = resolve_moment(date, CivilTime(2, 0), place, zone=zone)
    assert found.offset_source is OffsetSource.LOCAL_MEAN_TIME
    # Four minutes of time a degree.
    assert found.utc_offset_s == pytest.approx(place.east_longitude_deg * 240, abs=1e-6)
    assert abs(found.utc_offset_s - city_s) > 75


def test_lilly_rose_with_another_degree_than_london_would_give_him() -> None:
    """Four minutes of time are a degree of the equator, and of rising Pisces more than one of the zodiac."""
    diseworth, date, zone, city_s = BORN[0]
    own = resolve_moment(date, CivilTime(2, 0), diseworth, zone=zone)
    by_london = resolve_moment(date, CivilTime(2, 0), diseworth, zone=None, utc_offset_s=city_s)
    assert own.utc.startswith("1602-05-11T02:05:04")
    charts = [cast(datetime.fromisoformat(moment.utc), diseworth, bodies=(Body.SUN,)) for moment in (own, by_london)]
    rising = [chart.angles.ascendant for chart in charts if chart.angles]
    assert abs(gap_deg(*rising)) > 1.0


# 5. A latitude beyond 66 degrees cast as if it were 66.


@pytest.mark.parametrize("north", [1, -1])
@pytest.mark.parametrize("latitude", [66.0, 66.6, 67.5, 69.65, 74.4, 78.2, 82.5, 89.0])
def test_the_far_north_and_south_have_angles_of_their_own(latitude: float, north: int) -> None:
    apart = 0.0
    for hours in range(0, 24, 3):
        when, place = utc(1999, 6, 1 + hours, hours), Place("there", north * latitude, 18.96)
        chart, sky = cast(when, place), sky_of(when, place)
        assert chart.angles is not None
        assert abs(gap_deg(chart.angles.ascendant, sky.ascendant)) < 1e-3
        assert abs(gap_deg(chart.angles.vertex, sky.vertex)) < 1e-3
        clamped = Sky(sky.armc_deg, sky.obliquity_deg, north * 66.0)
        apart = max(apart, abs(gap_deg(chart.angles.ascendant, clamped.ascendant)))
        if latitude > 67:
            assert chart.houses is None
            assert "houses_undefined" in {note.code for note in chart.notes}
    assert apart > 0.5 or latitude == 66.0


# 6. House 1 for whatever was found in no house.


def holds(cusps: tuple[float, ...], house: int, longitude: float) -> bool:
    """Whether a house holds a longitude, whichever way the houses run round."""
    first, after = cusps[house - 1], cusps[house % 12]
    width = gap_deg(after, first)
    way = (longitude - first) % 360 if width > 0 else (first - longitude) % 360
    return way < abs(width)


@cache
def polar_charts(system: HouseSystem) -> tuple[Chart, ...]:
    chance = random.Random("polar")  # noqa: S311  a sample, not a secret
    return tuple(
        cast(
            utc(1950, 1, 1) + timedelta(days=chance.uniform(0, 25000)),
            Place("far", chance.choice((-1, 1)) * chance.uniform(66.6, 89.0), chance.uniform(-180, 180)),
            bodies=ALL_BODIES,
            house_system=system,
        )
        for _ in range(60)
    )


@pytest.mark.parametrize("system", [HouseSystem.REGIOMONTANUS, HouseSystem.CAMPANUS, HouseSystem.PORPHYRY])
def test_every_body_is_in_the_house_that_holds_it_where_houses_run_backwards_too(system: HouseSystem) -> None:
    ways = Counter[bool]()
    for chart in polar_charts(system):
        assert chart.houses is not None
        ways[chart.houses.is_clockwise] += 1
        for one in chart.bodies:
            assert one.house is not None
            assert holds(chart.houses.cusps_deg, one.house, one.longitude_deg)
    assert ways[False] > 10
    assert ways[True] > 5 or system is HouseSystem.PORPHYRY


def test_without_houses_a_body_is_in_none() -> None:
    charts = polar_charts(HouseSystem.PLACIDUS)
    assert {one.house for chart in charts for one in (*chart.bodies, *chart.lots)} == {None}


def test_cusps_that_do_not_go_round_once_put_nothing_into_house_1() -> None:
    with pytest.raises(ValueError, match="round the circle once"):
        house_of(100.0, [0, 30, 60, 90, 120, 150, 180, 210, 200, 270, 300, 330])


# 7. A T-square told once for each end of its opposition.


@cache
def random_charts() -> tuple[Chart, ...]:
    chance = random.Random("figures")  # noqa: S311  a sample, not a secret
    return tuple(cast(utc(1930, 1, 1) + timedelta(days=chance.uniform(0, 33000)), bodies=SKYFIELDS) for _ in range(200))


def t_squares_by_hand(chart: Chart) -> Counter[tuple[frozenset[Body], Body]]:
    """Each opposition with each body that is square to both ends."""
    kinds = {frozenset((one.a, one.b)): one.kind for one in chart.aspects if not one.kind.by_declination}
    return Counter(
        (frozenset(pair), apex)
        for pair in combinations(SKYFIELDS, 2)
        if kinds.get(frozenset(pair)) is AspectKind.OPPOSITION
        for apex in SKYFIELDS
        if all(kinds.get(frozenset((end, apex))) is AspectKind.SQUARE for end in pair)
    )


def test_each_t_square_is_told_once() -> None:
    total = 0
    for chart in random_charts():
        found = [one for one in find_patterns(chart).patterns if one.kind is PatternKind.T_SQUARE]
        told = Counter(
            (frozenset(Body(member.point) for member in one.members[1:]), Body(one.members[0].point)) for one in found
        )
        assert told == t_squares_by_hand(chart)
        assert set(told.values()) <= {1}
        total += len(found)
    assert total > 100


def test_two_ways_to_compute_a_node_do_not_make_two_t_squares() -> None:
    for when in (utc(1990, 1, 1) + timedelta(days=91 * step) for step in range(60)):
        chart = cast(when, bodies=ALL_BODIES)
        found = [one for one in find_patterns(chart).patterns if one.kind is PatternKind.T_SQUARE]
        told = Counter(frozenset(_merged(member.point) for member in one.members) for one in found)
        assert not [members for members, times in told.items() if times > 1 and len(members) == 3]
    assert position(chart, Body.MEAN_NODE).longitude_deg != position(chart, Body.TRUE_NODE).longitude_deg


def _merged(point: str) -> str:
    return {second.value: first.value for first, second in SAME_POINT}.get(point, point)
