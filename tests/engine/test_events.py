"""How events are told: order, half-open intervals, what is refused, and the corners of the solver."""

from datetime import UTC, datetime
from itertools import pairwise

import hypothesis.strategies as st
import msgspec
import numpy as np
import pytest
from hypothesis import given, settings

from outer_skies.engine.aspects import ALL_ASPECTS, AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import ALL_BODIES, SAME_POINT, Body
from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.ephemeris import FILES_END_JD_TT, FILES_START_JD_TT, Angle, ayanamsa_deg, sight
from outer_skies.engine.events.aspects import PTOLEMAIC, aspects_between, directions
from outer_skies.engine.events.cubics import cubics_of
from outer_skies.engine.events.event import Event, EventKind, Phase, Turns
from outer_skies.engine.events.find import DEFAULT_KINDS, check_interval, find_events
from outer_skies.engine.events.ingresses import sign_ingresses
from outer_skies.engine.events.lunations import lunations
from outer_skies.engine.events.returns import returns
from outer_skies.engine.events.stations import retrogrades, stations
from outer_skies.engine.events.times import utc_texts
from outer_skies.engine.events.tracks import Grid, Quantity, Track
from outer_skies.engine.events.transits import points_of, transits
from outer_skies.engine.events.voids import void_moons
from outer_skies.engine.moments import Moment, moment_at, utc_text
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Sign, Zodiac
from outer_skies.errors import InvalidInput, OutsideEphemeris, Undefined

HALIFAX = Place("Halifax", 44.65, -63.57)
MANY = (
    EventKind.ASPECT,
    EventKind.INGRESS,
    EventKind.STATION,
    EventKind.RETROGRADE,
    EventKind.LUNATION,
    EventKind.VOID,
)


def moment(year: int, month: int = 1, day: int = 1) -> Moment:
    return moment_at(datetime(year, month, day, tzinfo=UTC))


def seen(jd_tt: float, body: Body, ayanamsa: Ayanamsa | None = None) -> float:
    return sight(jd_tt, (body,), ayanamsa=ayanamsa)[0].longitude_deg


def gap(a: float, b: float) -> float:
    return abs((a - b + 180) % 360 - 180)


@pytest.fixture(scope="module")
def year_2020() -> tuple[Event, ...]:
    return find_events(moment(2020), moment(2021), MANY)


def test_events_come_in_order_of_time_each_once(year_2020) -> None:
    times = [event.jd_tt for event in year_2020]
    assert times == sorted(times)
    assert len({(one.kind, one.bodies, one.aspect, one.jd_tt) for one in year_2020}) == len(year_2020)
    assert all(moment(2020).jd_tt <= time < moment(2021).jd_tt for time in times)


def test_an_event_as_json_has_the_keys_of_its_kind_and_no_others(year_2020) -> None:
    keys = {}
    for event in year_2020:
        keys.setdefault(event.kind.value, []).append(set(msgspec.to_builtins(event)))
    always = {"utc", "kind", "bodies", "jd_tt", "longitude_deg"}
    assert all(row == always | {"aspect"} for row in keys["aspect"])
    assert all(row - {"is_retrograde"} == always | {"sign"} for row in keys["ingress"])
    assert all(row == always | {"turns"} for row in keys["station"])
    assert all(row == always | {"phase"} for row in keys["lunation"])
    assert all(
        row - {"aspect"} == always | {"sign", "end_utc", "end_jd_tt", "end_longitude_deg"} for row in keys["void"]
    )
    shadow = {f"shadow_{side}_{scale}" for side in ("start", "end") for scale in ("utc", "jd_tt")}
    spans = {"end_utc", "end_jd_tt", "end_longitude_deg", "is_retrograde"}
    assert all(row == always | shadow | spans for row in keys["retrograde"])


def test_the_great_conjunction_is_told_as_others_rely_on() -> None:
    asked = (EventKind.ASPECT,), (Body.SATURN, Body.JUPITER), (AspectKind.CONJUNCTION,)
    (event,) = find_events(moment(2020), moment(2021), *asked)
    told = msgspec.to_builtins(event)
    assert told.pop("jd_tt") == pytest.approx(event.jd_tt)
    assert told.pop("longitude_deg") == pytest.approx(300.486, abs=0.001)
    assert told == {
        "utc": "2020-12-21T18:20:37Z", "kind": "aspect", "bodies": ("jupiter", "saturn"), "aspect": "conjunction"
    }  # fmt: skip


def test_every_event_s_longitude_is_where_the_library_has_the_body_then(year_2020) -> None:
    for event in year_2020:
        body = Body.MOON if event.kind in (EventKind.LUNATION, EventKind.VOID) else event.bodies[0]
        assert event.longitude_deg is not None
        assert 0 <= event.longitude_deg < 360
        # as far as the body goes in half a second
        assert gap(seen(event.jd_tt, body), event.longitude_deg) < 1e-4, event


@given(st.integers(0, 2_000), st.sampled_from(["aspect", "ingress", "lunation", "station", "void"]))
@settings(max_examples=40)
def test_an_interval_holds_an_event_at_its_start_and_not_at_its_end(number, kind) -> None:
    find = {
        "aspect": lambda a, b: aspects_between((Body.MOON, Body.MARS, Body.PLUTO), PTOLEMAIC, a, b),
        "ingress": lambda a, b: sign_ingresses((Body.MOON, Body.MERCURY), a, b),
        "lunation": lunations,
        "station": lambda a, b: stations((Body.MERCURY, Body.VENUS, Body.PLUTO), a, b),
        "void": void_moons,
    }[kind]
    some = sorted(find(2451545.0 + number * 17.3, 2451545.0 + number * 17.3 + 200), key=lambda one: one.jd_tt)
    event = some[len(some) // 2]
    after = find(event.jd_tt, event.jd_tt + 1)
    before = find(event.jd_tt - 1, event.jd_tt)
    assert event in after
    assert event not in before


@pytest.mark.parametrize("kind", MANY)
def test_two_halves_of_an_interval_hold_what_the_whole_holds(kind) -> None:
    whole = find_events(moment(2019), moment(2023), (kind,))
    parts = [
        find_events(a, b, (kind,))
        for a, b in ((moment(2019), moment(2020, 5, 17)), (moment(2020, 5, 17), moment(2023)))
    ]
    keys = [(one.kind, one.bodies, one.aspect, one.sign, one.utc) for one in whole]
    assert keys == [(one.kind, one.bodies, one.aspect, one.sign, one.utc) for part in parts for one in part]


def test_searches_of_many_years_join_their_parts_without_seams() -> None:
    asked = (EventKind.ASPECT,), (Body.SUN, Body.MARS), (AspectKind.CONJUNCTION, AspectKind.OPPOSITION)
    century = find_events(moment(1900), moment(2000), *asked)
    years = [find_events(moment(year), moment(year + 10), *asked) for year in range(1900, 2000, 10)]
    assert [one.utc for one in century] == [one.utc for part in years for one in part]
    kinds = [one.aspect for one in century]
    assert all(a is not b for a, b in pairwise(kinds))  # they take turns


def test_a_search_for_oppositions_returns_no_conjunctions() -> None:
    for event in aspects_between((Body.SUN, Body.MOON, Body.MERCURY), (AspectKind.OPPOSITION,), 2451545.0, 2452275.0):
        a, b = (seen(event.jd_tt, body) for body in event.bodies)
        assert gap(a, b) == pytest.approx(180, abs=1e-4)


def test_both_sides_of_a_square_are_found() -> None:
    events = aspects_between((Body.SUN, Body.MOON), (AspectKind.SQUARE,), 2451545.0, 2451545.0 + 29.6 * 12)
    ahead = [(seen(one.jd_tt, Body.MOON) - seen(one.jd_tt, Body.SUN)) % 360 for one in events]
    assert [round(degrees) for degrees in sorted(ahead)] == [90] * 12 + [270] * 12
    assert directions((AspectKind.CONJUNCTION, AspectKind.OPPOSITION, AspectKind.TRINE))[0] == (
        0.0,
        180.0,
        120.0,
        240.0,
    )


def test_two_ways_to_compute_one_point_never_meet() -> None:
    pairs = {one.bodies for one in aspects_between(ALL_BODIES, ALL_ASPECTS, 2451545.0, 2451645.0)}
    assert not pairs & set(SAME_POINT)
    assert len(pairs) > 150


def test_the_node_enters_signs_backwards() -> None:
    events = sign_ingresses((Body.MEAN_NODE,), 2451545.0, 2451545.0 + 6793.5)
    assert len(events) == 12
    assert all(event.is_retrograde for event in events)
    assert [events[0].sign, events[1].sign] == [Sign.CANCER, Sign.GEMINI]


@pytest.mark.parametrize("body", [Body.MERCURY, Body.MARS, Body.SATURN, Body.PLUTO])
def test_a_point_just_short_of_a_station_is_passed_thrice_and_one_just_beyond_it_once(body) -> None:
    """The station itself decides, on the library, to a hundredth of a second of arc."""
    turn = next(one for one in stations((body,), 2455000.0, 2456500.0) if one.turns is Turns.RETROGRADE)
    counts = []
    for arcsec in (-1.0, -0.01, 0.01, 1.0):
        place = turn.longitude_deg + arcsec / 3600
        near = transits({"point": place}, (body,), turn.jd_tt - 15, turn.jd_tt + 15, kinds=(AspectKind.CONJUNCTION,))
        counts.append([one.is_retrograde for one in near])
        for one in near:
            assert gap(seen(one.jd_tt, body), place) < 1e-6
    assert counts == [[False, True], [False, True], [], []]


def test_near_touches_of_two_bodies_are_decided_by_the_library() -> None:
    """Mercury and Venus, where their gap turns: angles a hair on both sides of the gap's extreme."""
    track = Track(Quantity(Body.MERCURY), Quantity(Body.VENUS))
    t = np.linspace(2451600.0, 2451900.0, 30001)
    y = np.unwrap(track.exact(t), period=360)
    turn = np.flatnonzero((y[1:-1] > y[:-2]) & (y[1:-1] >= y[2:])) + 1
    from outer_skies.engine.events.passes import Wanted, find_passes  # noqa: PLC0415

    for index in turn.tolist():
        for arcsec, count in ((-0.05, 2), (0.05, 0)):
            found = find_passes([Wanted(track, (float(y[index]) + arcsec / 3600,))], t[index] - 5, t[index] + 5)[0]
            assert found.jd_tt.size == count
            assert np.allclose((track.exact(found.jd_tt) - y[index]) % 360, arcsec / 3600 % 360, rtol=0, atol=1e-6)
    assert turn.size >= 1


def test_mercury_s_return_to_a_place_it_turns_at_happens_three_times() -> None:
    events = returns(Body.MERCURY, 100.0, 2459000.0, 2459080.0)
    assert [one.is_retrograde for one in events] == [False, True, False]
    assert all(gap(seen(one.jd_tt, Body.MERCURY), 100.0) < 1e-5 for one in events)


def test_a_return_without_precession_is_to_the_same_place_among_the_stars() -> None:
    born = 2440000.5
    natal = seen(born, Body.SUN)
    stars = returns(Body.SUN, natal, born + 360, born + 30 * 365.3, precessed_from_jd_tt=born)
    tropical = returns(Body.SUN, natal, born + 360, born + 30 * 365.3)
    assert len(stars) == len(tropical) == 30
    for number, (a, b) in enumerate(zip(stars, tropical, strict=True), 1):
        grown = ayanamsa_deg(a.jd_tt, Ayanamsa.LAHIRI) - ayanamsa_deg(born, Ayanamsa.LAHIRI)
        assert gap(seen(a.jd_tt, Body.SUN), natal + grown) < 1e-5
        assert a.longitude_deg == pytest.approx(seen(a.jd_tt, Body.SUN), abs=1e-6)
        assert a.jd_tt - b.jd_tt == pytest.approx(number * 20.4 / 1440, abs=0.02)  # twenty minutes a year
    sidereal = returns(Body.SUN, 15.0, born, born + 800, ayanamsa=Ayanamsa.LAHIRI, precessed_from_jd_tt=born)
    assert [gap(seen(one.jd_tt, Body.SUN, Ayanamsa.LAHIRI), 15.0) < 1e-5 for one in sidereal] == [True, True]


def test_transits_name_the_point_and_the_aspect() -> None:
    chart = cast_chart(moment(1990, 5, 17), HALIFAX)
    points = points_of(chart)
    assert set(points) == {body.value for body in ALL_BODIES} | {"ascendant", "midheaven"}
    events = find_events(moment(2020), moment(2022), (EventKind.ASPECT,), (Body.JUPITER, Body.SATURN), chart=chart)
    assert len(events) > 50
    for event in events:
        apart = gap(seen(event.jd_tt, event.bodies[0]), points[event.point])
        assert apart == pytest.approx(event.aspect.angle_deg, abs=1e-6)


def test_house_ingresses_and_returns_are_those_of_the_chart_and_its_zodiac() -> None:
    options = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
    chart = cast_chart(moment(1990, 5, 17), HALIFAX, options)
    asked = (EventKind.HOUSE_INGRESS, EventKind.RETURN), (Body.SUN, Body.MARS)
    events = find_events(moment(2020), moment(2021), *asked, chart=chart)
    cusps = chart.houses.cusps_deg
    entered = [one for one in events if one.kind is EventKind.HOUSE_INGRESS and one.bodies == (Body.SUN,)]
    assert sorted(one.house for one in entered) == list(range(1, 13))
    for one in entered:
        assert gap(seen(one.jd_tt, Body.SUN, Ayanamsa.LAHIRI), cusps[one.house - 1]) < 1e-5
    (back,) = [one for one in events if one.kind is EventKind.RETURN and one.bodies == (Body.SUN,)]
    assert gap(seen(back.jd_tt, Body.SUN, Ayanamsa.LAHIRI), chart.bodies[0].longitude_deg) < 1e-5


def test_there_are_as_many_lunations_in_two_centuries_as_the_moon_has_quarters() -> None:
    events = find_events(moment(1900), moment(2100), (EventKind.LUNATION,))
    assert len(events) == 9895
    phases, order = [one.phase for one in events], list(Phase)
    assert all(order.index(b) == (order.index(a) + 1) % 4 for a, b in pairwise(phases))


def test_a_month_without_an_aspect_leaves_the_moon_void_through_a_whole_sign() -> None:
    voids = void_moons(2451545.0, 2451545.0 + 365, planets=(Body.PLUTO,))
    whole = [one for one in voids if one.bodies == (Body.MOON,)]
    assert whole
    for one in whole:
        assert one.aspect is None
        assert one.longitude_deg % 30 == 0
        assert one.end_jd_tt - one.jd_tt > 1.8
    everything = void_moons(2451545.0, 2451545.0 + 365, planets=())
    assert all(one.bodies == (Body.MOON,) for one in everything)


def test_spans_that_begin_in_the_interval_are_told_and_others_not() -> None:
    (span,) = retrogrades((Body.VENUS,), moment(2020).jd_tt, moment(2021).jd_tt)
    assert span.shadow_start_jd_tt < span.jd_tt < span.end_jd_tt < span.shadow_end_jd_tt
    assert not retrogrades((Body.VENUS,), span.jd_tt + 1, span.end_jd_tt)
    assert not retrogrades((Body.SUN, Body.MOON, Body.TRUE_NODE, Body.TRUE_LILITH), 2451545.0, 2452545.0)


# The edges of the data files and of the years that can be computed


@pytest.mark.parametrize("edge", [FILES_START_JD_TT, FILES_END_JD_TT], ids=["1800", "2400"])
@pytest.mark.parametrize("kind", [EventKind.ASPECT, EventKind.INGRESS, EventKind.STATION, EventKind.LUNATION])
def test_the_change_from_one_theory_to_the_other_is_no_event(edge, kind) -> None:
    bodies = tuple(Body)[:10]
    find = {
        EventKind.ASPECT: lambda a, b: aspects_between(bodies, PTOLEMAIC, a, b),
        EventKind.INGRESS: lambda a, b: sign_ingresses(bodies, a, b),
        EventKind.STATION: lambda a, b: stations(bodies, a, b),
        EventKind.LUNATION: lunations,
    }[kind]
    whole = find(edge - 40, edge + 40)
    parts = [*find(edge - 40, edge), *find(edge, edge + 40)]
    assert sorted(one.jd_tt for one in whole) == sorted(one.jd_tt for one in parts)
    assert len(whole) >= 2
    assert not [one for one in whole if abs(one.jd_tt - edge) < 1e-3]
    for one in whole:
        if kind is EventKind.ASPECT:
            a, b = (seen(one.jd_tt, body) for body in one.bodies)
            assert gap(a, b) == pytest.approx(one.aspect.angle_deg, abs=1e-4)
        elif kind is not EventKind.LUNATION:
            assert gap(seen(one.jd_tt, one.bodies[0]), one.longitude_deg) < 1e-4


def test_events_of_the_first_and_the_last_year_are_found() -> None:
    first = find_events(moment(1, 1, 3), moment(1, 12, 31), MANY)
    last = find_events(moment(2999, 1, 3), moment(2999, 12, 31), MANY)
    for events in (first, last):
        assert {one.kind for one in events} == set(MANY)
        assert not any(Body.CHIRON in one.bodies for one in events)
        assert len([one for one in events if one.kind is EventKind.LUNATION]) in (48, 49, 50)
    assert first[0].utc.startswith("0001-01-0")
    assert any(one.shadow_end_jd_tt is None for one in last if one.kind is EventKind.RETROGRADE)


def test_a_body_that_cannot_be_computed_in_the_interval_is_refused_by_name() -> None:
    with pytest.raises(Undefined, match="Chiron can be computed only in the years 1800 to 2399"):
        find_events(moment(1700), moment(1701), bodies=(Body.SUN, Body.CHIRON))
    assert find_events(moment(1700), moment(1700, 2), (EventKind.INGRESS,))
    with pytest.raises(Undefined, match="Ceres"):
        sign_ingresses((Body.CERES,), FILES_START_JD_TT - 400, FILES_START_JD_TT + 400)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (moment(2020), moment(2019), "A search ends after it begins."),
        (moment(2020), moment(2020), "A search ends after it begins."),
        (moment(1000), moment(2999), "One search covers at most 1,100 years."),
    ],
    ids=["backwards", "empty", "too long"],
)
def test_intervals_that_make_no_sense_are_refused_beside_to(start, end, words) -> None:
    for refuse in (check_interval, find_events):
        with pytest.raises(InvalidInput, match=words) as caught:
            refuse(start, end)
        assert caught.value.field == "to"


def test_years_without_an_ephemeris_are_refused() -> None:
    with pytest.raises(OutsideEphemeris):
        aspects_between((Body.SUN, Body.MOON), PTOLEMAIC, 2816700.0, 2817700.0)


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({"kinds": (EventKind.HOUSE_INGRESS,)}, "kinds"),
        ({"kinds": (EventKind.RETURN,)}, "kinds"),
        ({"bodies": ()}, "bodies"),
    ],
    ids=["houses of no chart", "returns to no chart", "no bodies"],
)
def test_what_cannot_be_searched_for_is_refused(choices, field) -> None:
    with pytest.raises(InvalidInput) as caught:
        find_events(moment(2020), moment(2021), **choices)
    assert caught.value.field == field


def test_a_chart_of_another_zodiac_and_parallels_to_its_points_are_refused() -> None:
    chart = cast_chart(moment(1990), HALIFAX)
    with pytest.raises(InvalidInput) as caught:
        find_events(moment(2020), moment(2021), chart=chart, ayanamsa=Ayanamsa.LAHIRI)
    assert caught.value.field == "ayanamsa"
    with pytest.raises(InvalidInput) as caught:
        find_events(moment(2020), moment(2021), (EventKind.ASPECT,), aspects=(AspectKind.PARALLEL,), chart=chart)
    assert caught.value.field == "aspects"
    with pytest.raises(Undefined):
        find_events(moment(2020), moment(2021), (EventKind.HOUSE_INGRESS,), chart=cast_chart(moment(1990), None))


# Progress, and how numbers are told


def test_a_search_says_how_far_it_is_and_what_that_raises_ends_it() -> None:
    parts: list[float] = []
    find_events(
        moment(1900), moment(2000), (EventKind.LUNATION, EventKind.INGRESS), (Body.MARS,), progress=parts.append
    )
    assert len(parts) > 8
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    assert all(0 < part <= 1 for part in parts)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_events(moment(1900), moment(2000), (EventKind.LUNATION,), progress=stop)


@pytest.mark.parametrize(
    "years",
    [(1, 90), (1500, 1700), (1962, 1985), (1985, 2030), (2030, 2400), (2950, 2999)],
    ids=lambda pair: str(pair[0]),
)
def test_many_times_are_told_as_one_is(years) -> None:
    first, last = (moment(year, 2).jd_tt for year in years)
    jd_tt = np.random.default_rng(years[0]).uniform(first, last, 20_000)
    told = utc_texts(jd_tt)
    some = range(0, 20_000, 37)
    assert [told[n] for n in some] == [utc_text(float(jd_tt[n])) for n in some]
    leap = moment(2016, 12, 31).jd_tt + 1 - np.linspace(-3, 3, 7) / 86400
    assert utc_texts(leap) == [utc_text(float(one)) for one in leap]


@pytest.mark.parametrize("angle", [Angle.MEAN_LONGITUDE, Angle.LONGITUDE, Angle.DECLINATION])
@pytest.mark.parametrize("body", ALL_BODIES)
def test_between_samples_the_cubic_is_within_two_seconds_of_arc(body, angle) -> None:
    """But for the hours in which the Sun bends the light of a body behind it, by up to 6"."""
    quantity = Quantity(body, angle)
    samples = Track(quantity).sampled(Grid(2451545.0, 2451545.0 + 7305, quantity.step_days))
    jd_tt = np.sort(np.random.default_rng(7).uniform(2451545.0, 2451545.0 + 7305, 1500))
    piece = np.searchsorted(samples.jd_tt, jd_tt, side="right") - 1
    here = cubics_of(samples).chosen(piece)
    told = here.at((jd_tt - here.start) / here.days)
    exact, _ = quantity.asked(jd_tt)
    off = np.abs((told - exact + 180) % 360 - 180) * 3600
    sun, _ = Quantity(Body.SUN).asked(jd_tt)
    own, _ = Quantity(body).asked(jd_tt)
    is_clear = np.abs((sun - own + 180) % 360 - 180) > 5
    assert off.max() < 6.0
    if body is not Body.SUN:
        assert off[is_clear].max() < 2.0


def test_kinds_by_default_are_those_of_the_command() -> None:
    assert [kind.value for kind in DEFAULT_KINDS] == ["aspect", "ingress", "station", "lunation", "void"]
