"""Conditions hold exactly when charts cast at those moments say so, and begin and end to the second."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pytest

from outer_skies.engine.aspects import AspectKind, Motion
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, Position, cast_chart
from outer_skies.engine.ephemeris import sight
from outer_skies.engine.events.conditions import (
    AboveHorizon,
    All,
    AngleInSign,
    Any,
    AspectsPoint,
    BetweenDegrees,
    ClockTime,
    Condition,
    InAspect,
    InHouse,
    InSign,
    MoonAhead,
    MoonVoid,
    Moves,
    NearAngle,
    Not,
    PlanetaryDay,
    PlanetaryHour,
)
from outer_skies.engine.events.elections import Elections, find_elections
from outer_skies.engine.events.event import EventKind, Turns
from outer_skies.engine.events.find import find_events
from outer_skies.engine.horizon import Corner
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.planetary_hours import find_planetary_hours
from outer_skies.engine.zodiac import Sign, Zodiac, sign_of
from outer_skies.errors import HouseSystemUndefined, InvalidInput, Undefined

START, DAYS = 2460310.5, 90.0
END = START + DAYS
BERLIN, TROMSO = Place("Berlin", 52.52, 13.4), Place("Tromso", 69.65, 18.96)
SECOND = 1 / 86400
TRINE, SEXTILE, SQUARE = AspectKind.TRINE, AspectKind.SEXTILE, AspectKind.SQUARE
Predicate = Callable[[Chart], bool]
DEFAULT = ChartOptions()


def elect(condition: Condition, place: Place | None = BERLIN, days: float = DAYS, **choices: object) -> Elections:
    return find_elections(condition, moment_at_tt(START), moment_at_tt(START + days), place, **choices)


def at(chart: Chart, body: Body) -> Position:
    return next(one for one in chart.bodies if one.body is body)


def apart(one: float, other: float) -> float:
    return (one - other + 180) % 360 - 180


def orb(chart: Chart, a: Body, b: Body, angles: tuple[float, ...]) -> float:
    across = apart(at(chart, a).longitude_deg, at(chart, b).longitude_deg)
    return min(abs(abs(across) - angle) for angle in angles)


def is_applying(chart: Chart, a: Body, b: Body, angle: float) -> bool:
    one, other = at(chart, a), at(chart, b)
    across = apart(one.longitude_deg, other.longitude_deg)
    off = abs(across) - angle
    return off * (one.speed_deg_per_day - other.speed_deg_per_day) * (1 if across >= 0 else -1) < 0


def angle_of(chart: Chart, corner: Corner) -> float:
    assert chart.angles is not None
    return {
        Corner.RISING: chart.angles.ascendant,
        Corner.CULMINATING: chart.angles.midheaven,
        Corner.SETTING: chart.angles.descendant,
        Corner.ANTI_CULMINATING: chart.angles.imum_coeli,
    }[corner]


def is_hour_of(chart: Chart, planets: tuple[Body, ...]) -> bool:
    try:
        return find_planetary_hours(chart).hour_ruler in planets
    except Undefined:
        return False


CONDITIONS: list[tuple[str, Condition, Predicate]] = [
    ("moon in two signs", InSign(Body.MOON, (Sign.TAURUS, Sign.CANCER)),
     lambda chart: at(chart, Body.MOON).sign in {Sign.TAURUS, Sign.CANCER}),
    ("mercury in capricorn", InSign(Body.MERCURY, (Sign.CAPRICORN,)),
     lambda chart: at(chart, Body.MERCURY).sign is Sign.CAPRICORN),
    ("sun over the end of the circle", BetweenDegrees(Body.SUN, 350.0, 5.0),
     lambda chart: (at(chart, Body.SUN).longitude_deg - 350) % 360 < 15),
    ("moon in the tenth", InHouse(Body.MOON, (10,)), lambda chart: at(chart, Body.MOON).house == 10),
    ("saturn angular", InHouse(Body.SATURN, (1, 4, 7, 10)),
     lambda chart: at(chart, Body.SATURN).house in {1, 4, 7, 10}),
    ("moon with venus", InAspect(Body.MOON, Body.VENUS, (TRINE, SEXTILE), 3.0),
     lambda chart: orb(chart, Body.MOON, Body.VENUS, (120.0, 60.0)) <= 3),
    ("moon applying to mars", InAspect(Body.MOON, Body.MARS, (SQUARE,), 6.0, Motion.APPLYING),
     lambda chart: orb(chart, Body.MOON, Body.MARS, (90.0,)) <= 6 and is_applying(chart, Body.MOON, Body.MARS, 90.0)),
    ("mercury separating from venus",
     InAspect(Body.VENUS, Body.MERCURY, (AspectKind.CONJUNCTION,), 15.0, Motion.SEPARATING),
     lambda chart: orb(chart, Body.VENUS, Body.MERCURY, (0.0,)) <= 15
     and not is_applying(chart, Body.VENUS, Body.MERCURY, 0.0)),
    ("mars square a point", AspectsPoint(Body.MARS, 215.0, (SQUARE,), 2.0),
     lambda chart: abs(abs(apart(at(chart, Body.MARS).longitude_deg, 215.0)) - 90) <= 2),
    ("mercury direct", Moves(Body.MERCURY, Turns.DIRECT), lambda chart: not at(chart, Body.MERCURY).is_retrograde),
    ("uranus retrograde", Moves(Body.URANUS, Turns.RETROGRADE), lambda chart: at(chart, Body.URANUS).is_retrograde),
    ("moon waxing", MoonAhead(),
     lambda chart: (at(chart, Body.MOON).longitude_deg - at(chart, Body.SUN).longitude_deg) % 360 < 180),
    ("leo rising", AngleInSign(Corner.RISING, (Sign.LEO,)),
     lambda chart: sign_of(angle_of(chart, Corner.RISING)) is Sign.LEO),
    ("aries below", AngleInSign(Corner.ANTI_CULMINATING, (Sign.ARIES, Sign.TAURUS)),
     lambda chart: sign_of(angle_of(chart, Corner.ANTI_CULMINATING)) in {Sign.ARIES, Sign.TAURUS}),
    ("jupiter near an angle", NearAngle(Body.JUPITER, (Corner.RISING, Corner.CULMINATING), 5.0),
     lambda chart: min(abs(apart(at(chart, Body.JUPITER).longitude_deg, angle_of(chart, corner)))
                       for corner in (Corner.RISING, Corner.CULMINATING)) <= 5),
    ("hour of venus", PlanetaryHour((Body.VENUS,)), lambda chart: is_hour_of(chart, (Body.VENUS,))),
    ("day of jupiter or the moon", PlanetaryDay((Body.JUPITER, Body.MOON)),
     lambda chart: find_planetary_hours(chart).day_ruler in {Body.JUPITER, Body.MOON}),
]  # fmt: skip


def disagreements(
    found: Elections,
    holds: Predicate,
    place: Place,
    days: float,
    *,
    options: ChartOptions = DEFAULT,
    count: int,
    near_s: float = 0.6,
) -> None:
    """Charts at random moments, and on both sides of every edge, half a second away."""
    chance = np.random.default_rng(5)
    edges = [edge for one in found.spans for edge in (one.start_jd_tt, one.end_jd_tt)]
    moments = chance.uniform(START, START + days, count).tolist()
    moments += [edge + side * near_s * SECOND for edge in edges[:120] for side in (-1, 1)]
    for jd_tt in moments:
        if not START < jd_tt < START + days or any(abs(jd_tt - edge) < 0.8 * near_s * SECOND for edge in edges):
            continue
        is_held = any(one.start_jd_tt <= jd_tt < one.end_jd_tt for one in found.spans)
        chart = cast_chart(msgspec.structs.replace(moment_at_tt(jd_tt), jd_tt=jd_tt), place, options)
        if place is TROMSO and chart.houses and narrowest_deg(chart) < 0.1:
            continue
        assert holds(chart) is is_held, chart.moment.utc


def narrowest_deg(chart: Chart) -> float:
    """Within the polar circle all houses may pass in some seconds, while the ecliptic lies on the horizon."""
    assert chart.houses is not None
    cusps = chart.houses.cusps_deg
    return min(abs(apart(after, before)) for before, after in pairwise((*cusps, cusps[0])))


@pytest.mark.parametrize(("condition", "holds"), [row[1:] for row in CONDITIONS], ids=[row[0] for row in CONDITIONS])
def test_a_condition_holds_when_charts_say_so(condition: Condition, holds: Predicate) -> None:
    found = elect(condition)
    assert found.spans
    # The library's speed is 0 up to an hour before or after its longitude turns; ours is the longitude's word.
    by_speed = isinstance(condition, Moves) or (isinstance(condition, InAspect) and condition.motion is not None)
    disagreements(found, holds, BERLIN, DAYS, count=500, near_s=4000 if by_speed else 0.6)


def test_a_body_turns_when_its_longitude_does() -> None:
    found = elect(Moves(Body.MERCURY, Turns.DIRECT))
    stations = find_events(moment_at_tt(START), moment_at_tt(END), (EventKind.STATION,), (Body.MERCURY,))
    edges = [edge for one in found.spans for edge in (one.start_jd_tt, one.end_jd_tt) if START < edge < END]
    assert np.allclose(edges, [one.jd_tt for one in stations], atol=SECOND)


@pytest.mark.parametrize("place", [BERLIN, TROMSO], ids=lambda place: place.name)
@pytest.mark.parametrize(
    "system", [one for one in HouseSystem if one is not HouseSystem.SUNSHINE], ids=lambda system: system.value
)
def test_a_body_is_in_a_house_of_every_system_when_charts_say_so(system: HouseSystem, place: Place) -> None:
    options = ChartOptions(house_system=system, bodies=(Body.SUN, Body.MOON))
    try:
        found = elect(InHouse(Body.MOON, (2, 11)), place, 12.0, house_system=system)
    except HouseSystemUndefined:
        assert system in {HouseSystem.PLACIDUS, HouseSystem.KOCH, HouseSystem.POLICH_PAGE}
        assert place is TROMSO
        return
    disagreements(found, lambda chart: at(chart, Body.MOON).house in {2, 11}, place, 12.0, options=options, count=150)


@pytest.mark.parametrize("condition", [AngleInSign(Corner.RISING, (Sign.LEO, Sign.PISCES)), PlanetaryHour((Body.SUN,)),
                                       NearAngle(Body.MOON, (Corner.RISING, Corner.SETTING), 3.0)],
                         ids=["angle", "hour", "near"])  # fmt: skip
def test_within_the_polar_circle_conditions_hold_when_charts_say_so(condition: Condition) -> None:
    holds: dict[type, Predicate] = {
        AngleInSign: lambda chart: sign_of(angle_of(chart, Corner.RISING)) in {Sign.LEO, Sign.PISCES},
        PlanetaryHour: lambda chart: is_hour_of(chart, (Body.SUN,)),
        NearAngle: lambda chart: min(
            abs(apart(at(chart, Body.MOON).longitude_deg, angle_of(chart, corner)))
            for corner in (Corner.RISING, Corner.SETTING)
        ) <= 3,
    }  # fmt: skip
    disagreements(elect(condition, TROMSO, 40.0), holds[type(condition)], TROMSO, 40.0, count=300)


def test_sidereal_signs_are_those_of_sidereal_charts() -> None:
    options = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI, house_system=HouseSystem.WHOLE_SIGN)
    cases: list[tuple[Condition, Predicate]] = [
        (InSign(Body.MOON, (Sign.LEO,)), lambda chart: at(chart, Body.MOON).sign is Sign.LEO),
        (AngleInSign(Corner.RISING, (Sign.LEO,)), lambda chart: sign_of(angle_of(chart, Corner.RISING)) is Sign.LEO),
        (InHouse(Body.MOON, (4,)), lambda chart: at(chart, Body.MOON).house == 4),
    ]
    for condition, holds in cases:
        found = elect(condition, ayanamsa=Ayanamsa.LAHIRI, house_system=HouseSystem.WHOLE_SIGN)
        disagreements(found, holds, BERLIN, DAYS, options=options, count=200)


def test_a_void_moon_is_that_of_the_events() -> None:
    found = elect(MoonVoid(), None)
    voids = [
        (one.jd_tt, one.end_jd_tt)
        for one in find_events(moment_at_tt(START - 5), moment_at_tt(END), (EventKind.VOID,))
        if (one.end_jd_tt or 0) > START
    ]
    clipped = [(max(start, START), min(end or END, END)) for start, end in voids]
    ours = [(one.start_jd_tt, one.end_jd_tt) for one in found.spans]
    assert np.allclose(ours, clipped, atol=SECOND)


def test_the_sun_above_the_horizon_is_the_day() -> None:
    found = elect(AboveHorizon())
    assert len(found.spans) == 90
    for one in found.spans[1:]:
        chart = cast_chart(moment_at_tt(one.start_jd_tt), BERLIN)
        hours = find_planetary_hours(chart)
        edge = min(abs(hours.sunrise_jd_tt - one.start_jd_tt), abs(hours.end_jd_tt - one.start_jd_tt))
        assert edge < SECOND
    assert elect(AboveHorizon(), TROMSO, 10.0).spans == ()


def test_clock_time_follows_the_clocks_through_summer_time() -> None:
    zone = ZoneInfo("Europe/Berlin")
    for condition, inside in (
        (ClockTime(9.0, 17.5), lambda hour: 9 <= hour < 17.5),
        (ClockTime(22.0, 2.5), lambda hour: hour >= 22 or hour < 2.5),
    ):
        found = elect(condition, zone="Europe/Berlin", days=100)
        chance = np.random.default_rng(8)
        for jd_tt in chance.uniform(START, START + 100, 2000):
            utc = datetime.fromisoformat(moment_at_tt(jd_tt).utc)
            local = utc.astimezone(zone)
            hour = local.hour + local.minute / 60 + local.second / 3600 + local.microsecond / 3.6e9
            is_held = any(one.start_jd_tt <= jd_tt < one.end_jd_tt for one in found.spans)
            assert is_held is inside(hour), local
    # 31 March 2024: clocks skip from 2:00 to 3:00.
    night = [
        one for one in elect(ClockTime(2.0, 3.0), zone="Europe/Berlin", days=100).spans if "2024-03-31" in one.start_utc
    ]
    assert night == []


def test_without_a_zone_the_clock_is_the_place_s_mean_sun() -> None:
    found = elect(ClockTime(12.0, 13.0), days=3)
    noon = datetime.fromisoformat(found.spans[1].start_utc)
    assert abs(noon - datetime(2024, 1, 2, 12, tzinfo=UTC) + timedelta(seconds=13.4 * 240)) <= timedelta(seconds=1)


def test_and_or_not_are_those_of_sets() -> None:
    a, b = InSign(Body.MOON, (Sign.TAURUS, Sign.LEO, Sign.VIRGO)), PlanetaryHour((Body.VENUS, Body.JUPITER))
    spans = {
        name: [(one.start_jd_tt, one.end_jd_tt) for one in elect(condition).spans]
        for name, condition in (("a", a), ("b", b), ("and", a & b), ("or", a | b), ("not", ~a), ("same", ~(~a | ~b)))
    }
    length = {name: sum(end - start for start, end in found) for name, found in spans.items()}
    assert length["and"] + length["or"] == pytest.approx(length["a"] + length["b"], abs=1e-9)
    assert length["a"] + length["not"] == pytest.approx(DAYS, abs=1e-9)
    assert spans["same"] == spans["and"]
    assert elect(All(())).spans[0].start_jd_tt == pytest.approx(START, abs=SECOND)
    assert elect(Any(())).spans == ()


def test_spans_are_in_order_apart_and_within_the_interval() -> None:
    found = elect((InSign(Body.MOON, (Sign.GEMINI,)) | MoonVoid()) & ~AboveHorizon())
    for one in found.spans:
        assert START - SECOND <= one.start_jd_tt < one.end_jd_tt <= END + SECOND
    assert all(a.end_jd_tt < b.start_jd_tt for a, b in pairwise(found.spans))


def test_spans_shorter_than_asked_for_are_left_out() -> None:
    condition = NearAngle(Body.MOON, (Corner.RISING,), 1.0)
    every, longer = elect(condition), elect(condition, shortest_s=500)
    assert 0 < len(longer.spans) < len(every.spans)
    assert all((one.end_jd_tt - one.start_jd_tt) / SECOND >= 500 for one in longer.spans)


def test_brute_force_over_fifty_years_finds_the_same_signs_stations_and_phases() -> None:
    """Every three days with `sight`; what lies between two samples that agree is not looked at."""
    start, end = 2440000.5, 2458262.5
    moments = np.arange(start, end, 3.0)
    rows = [sight(jd_tt, (Body.SUN, Body.MOON, Body.MERCURY)) for jd_tt in moments.tolist()]
    cases: list[tuple[Condition, list[bool]]] = [
        (InSign(Body.MOON, (Sign.ARIES,)), [moon.longitude_deg < 30 for _, moon, _ in rows]),
        (Moves(Body.MERCURY, Turns.RETROGRADE), [mercury.speed_deg_per_day < 0 for _, _, mercury in rows]),
        (MoonAhead(), [(moon.longitude_deg - sun.longitude_deg) % 360 < 180 for sun, moon, _ in rows]),
        (InAspect(Body.SUN, Body.MERCURY, (AspectKind.CONJUNCTION,), 5.0),
         [abs(apart(sun.longitude_deg, mercury.longitude_deg)) <= 5 for sun, _, mercury in rows]),
    ]  # fmt: skip
    for condition, expected in cases:
        found = find_elections(condition, moment_at_tt(start), moment_at_tt(end))
        starts = np.array([one.start_jd_tt for one in found.spans])
        ends = np.array([one.end_jd_tt for one in found.spans])
        number = np.searchsorted(starts, moments, side="right") - 1
        is_held = (number >= 0) & (moments < ends[np.maximum(number, 0)])
        near = np.minimum(np.abs(starts[:, None] - moments).min(axis=0), np.abs(ends[:, None] - moments).min(axis=0))
        assert np.array_equal(is_held[near > SECOND], np.array(expected)[near > SECOND])


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        (InSign(Body.MOON, ()), "condition"),
        (InHouse(Body.MOON, (13,)), "condition"),
        (InAspect(Body.MOON, Body.MOON, (TRINE,), 3.0), "condition"),
        (InAspect(Body.MOON, Body.SUN, (AspectKind.PARALLEL,), 1.0), "condition"),
        (InAspect(Body.MOON, Body.SUN, (TRINE,), 0.0), "condition"),
        (InAspect(Body.MOON, Body.SUN, (TRINE,), 3.0, Motion.EXACT), "condition"),
        (BetweenDegrees(Body.MOON, -5.0, 20.0), "condition"),
        (PlanetaryHour((Body.URANUS,)), "condition"),
        (NearAngle(Body.MOON, (), 3.0), "condition"),
        (ClockTime(9.0, 25.0), "condition"),
    ],
)
def test_a_condition_without_sense_is_refused_in_one_line(condition: Condition, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        elect(condition)
    assert refused.value.field == field
    assert "\n" not in str(refused.value)


def test_what_needs_a_place_says_so() -> None:
    for condition in (AboveHorizon(), InHouse(Body.MOON, (1,)), PlanetaryHour((Body.SUN,)), ClockTime(1, 2)):
        with pytest.raises(InvalidInput) as refused:
            elect(condition, None)
        assert refused.value.field in {"place", "zone"}
    with pytest.raises(InvalidInput):
        elect(InHouse(Body.MOON, (1,)), house_system=HouseSystem.SUNSHINE)
    with pytest.raises(InvalidInput):
        find_elections(MoonAhead(), moment_at_tt(START), moment_at_tt(START))
    deep: Condition = MoonAhead()
    for _ in range(50):
        deep = Not(deep)
    with pytest.raises(InvalidInput):
        elect(deep)


def test_conditions_have_a_json_form() -> None:
    condition = (InSign(Body.MOON, (Sign.TAURUS,)) & ~MoonVoid()) | InAspect(Body.MOON, Body.SUN, (TRINE,), 3.0)
    written = msgspec.json.encode(condition)
    assert msgspec.json.decode(written, type=Condition) == condition
    in_leo, not_void = '{"is": "in_sign", "body": "moon", "signs": ["leo"]}', '{"is": "not", "of": {"is": "moon_void"}}'
    typed = f'{{"is": "all", "of": [{in_leo}, {not_void}]}}'
    assert msgspec.json.decode(typed, type=Condition) == InSign(Body.MOON, (Sign.LEO,)) & ~MoonVoid()
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"is": "in_sign", "body": "moon", "sings": ["leo"]}', type=Condition)
    found = elect(condition)
    assert msgspec.convert(msgspec.to_builtins(found), Elections) == found
    assert "in_sign" in str(msgspec.json.schema(Condition))
