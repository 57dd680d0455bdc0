"""Eclipses: the library's own search finds the same, brute force finds the same, and nothing is guessed."""

from itertools import pairwise

import msgspec
import numpy as np
import pytest

from outer_skies.engine import ephemeris, strips
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import sight
from outer_skies.engine.events.eclipses import find_eclipses
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.shadows import AU_RADII, approach, states_at
from outer_skies.engine.events.syzygies import Syzygy
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.rotation import delta_t_days
from outer_skies.errors import OutsideEphemeris

swe = ephemeris.swe
DAY_S = 86400.0
SOLAR, LUNAR = EventKind.SOLAR_ECLIPSE, EventKind.LUNAR_ECLIPSE
JD_1900, JD_2100 = 2415020.5, 2488069.5
# The library's Moon is as wide as its mountains and not as its valleys: by 0.0002 it is total sooner.
NEARLY_HYBRID = {("hybrid", "annular"), ("hybrid", "total"), ("total", "hybrid"), ("annular", "hybrid")}


def found(start: float, end: float, *kinds: EventKind) -> tuple[Event, ...]:
    return find_eclipses(moment_at_tt(start), moment_at_tt(end), kinds or (SOLAR, LUNAR))


def ut1(jd_tt: float) -> float:
    return jd_tt - float(delta_t_days(np.array([jd_tt]))[0])


def kind_of(flags: int) -> str:
    names = {
        swe.ECL_ANNULAR_TOTAL: "hybrid",
        swe.ECL_TOTAL: "total",
        swe.ECL_ANNULAR: "annular",
        swe.ECL_PARTIAL: "partial",
        swe.ECL_PENUMBRAL: "penumbral",
    }
    return next(name for flag, name in names.items() if flags & flag)


def next_by_library(jd_ut1: float, kind: EventKind, flag: int = ephemeris.swe.FLG_SWIEPH) -> tuple[float, str]:
    search = swe.sol_eclipse_when_glob if kind is SOLAR else swe.lun_eclipse_when
    flags, times = search(jd_ut1, flag)
    return times[0], kind_of(flags)


@pytest.mark.parametrize("kind", [SOLAR, LUNAR])
def test_the_eclipses_of_two_centuries_are_those_of_the_library_s_search(kind: EventKind) -> None:
    ephemeris._prepare_thread()
    ours = found(JD_1900, JD_2100, kind)
    theirs: list[tuple[float, str]] = []
    at = ut1(JD_1900)
    while (one := next_by_library(at, kind))[0] < ut1(JD_2100):
        theirs.append(one)
        at = one[0] + 20
    assert len(ours) == len(theirs)
    for event, (when, name) in zip(ours, theirs, strict=True):
        # The library means the least distance in an Earth drawn out to a sphere.
        assert abs(ut1(event.jd_tt) - when) * DAY_S < 12
        assert event.type == name or (event.type, name) in NEARLY_HYBRID
    differ = sum(event.type != name for event, (_, name) in zip(ours, theirs, strict=True))
    assert differ <= 4
    lengths = {"solar_eclipse": 452, "lunar_eclipse": 457}
    assert len(ours) == lengths[kind]


@pytest.mark.parametrize("kind", [SOLAR, LUNAR])
def test_from_any_moment_the_next_eclipse_is_the_library_s(kind: EventKind) -> None:
    ephemeris._prepare_thread()
    chance = np.random.default_rng(20)
    eras = [(2378497.0, 2597000.0, swe.FLG_SWIEPH), (1721100.0, 2378000.0, swe.FLG_MOSEPH)]
    for first, last, flag in eras:
        for _ in range(60):
            start = chance.uniform(first, last)
            when, name = next_by_library(start - swe.deltat_ex(start, flag), kind, flag)
            event = found(start, start + 250, kind)[0]
            assert abs(event.jd_tt - swe.deltat_ex(when, flag) - when) * DAY_S < 15
            assert event.type == name or (event.type, name) in NEARLY_HYBRID


@pytest.mark.parametrize("kind", [SOLAR, LUNAR])
def test_saros_and_magnitude_are_the_library_s(kind: EventKind) -> None:
    ephemeris._prepare_thread()
    for event in found(JD_1900, JD_2100, kind)[::3]:
        at = ut1(event.jd_tt)
        numbers = swe.sol_eclipse_where(at)[2] if kind is SOLAR else swe.lun_eclipse_how(at, (0, 0, 0))[1]
        assert (event.saros, event.saros_member) == (int(numbers[9]), int(numbers[10]))
        magnitude = event.magnitude if kind is SOLAR else event.penumbral_magnitude
        # Off centre the library tells the Moon's diameter in Sun's; the canon, and we, the covered part.
        if kind is LUNAR or event.is_central or event.type == "partial":
            assert magnitude == pytest.approx(numbers[8] if kind is SOLAR else numbers[1], abs=0.002)


def test_brute_force_over_fifty_years_finds_the_same_eclipses() -> None:
    """Every hour the Moon's distance from the Sun, or the point across: where it is least the discs touch, or not."""
    start, end = 2440000.5, 2458262.5
    hours = np.arange(start, end, 1 / 24)
    across = strips.longitude_deg(Body.MOON, hours) - strips.longitude_deg(Body.SUN, hours)
    above = np.radians(strips.latitude_deg(Body.MOON, hours))
    for kind, turn in ((SOLAR, 0.0), (LUNAR, 180.0)):
        apart = np.degrees(np.arccos(np.cos(above) * np.cos(np.radians(across - turn))))
        lowest = np.flatnonzero((apart[1:-1] < apart[:-2]) & (apart[1:-1] <= apart[2:])) + 1
        hits, doubts = 0, 0
        events = found(start, end, kind)
        for at in lowest[apart[lowest] < 3].tolist():
            sun, moon = sight(float(hours[at]), (Body.SUN, Body.MOON))
            of_moon, of_sun = (np.degrees(np.arcsin(1 / (one.distance_au * AU_RADII))) for one in (moon, sun))
            discs = np.degrees(0.272488 * np.radians(of_moon)) + 959.63 / 3600 / sun.distance_au
            reach = (of_moon - of_sun if kind is SOLAR else 1.01 * of_moon + of_sun) + discs
            # From hour to hour the least is missed by some seconds of arc, and the Earth is not a sphere.
            least = (
                np.polyval(np.polyfit([-1, 0, 1], apart[at - 1 : at + 2] ** 2, 2), np.linspace(-1, 1, 201)).min() ** 0.5
            )
            if abs(least - reach) < 0.02:
                doubts += 1
                continue
            is_found = any(abs(one.jd_tt - hours[at]) < 0.1 for one in events)
            assert is_found == (least < reach)
            hits += is_found
        assert hits + doubts >= len(events) > 100
        assert doubts <= 4


def test_greatest_eclipse_is_when_the_axis_is_nearest() -> None:
    for kind, syzygy in ((SOLAR, Syzygy.NEW), (LUNAR, Syzygy.FULL)):
        events = found(JD_1900, JD_2100, kind)
        moments = np.array([one.jd_tt for one in events])
        distances = [
            np.linalg.norm(approach(states_at(moments + aside / DAY_S), syzygy).offset, axis=1) ** 2
            for aside in (-600, 0, 600)
        ]
        before, here, after = distances
        late_s = 300 * (before - after) / (before - 2 * here + after)
        assert np.abs(late_s).max() < 0.5
        assert np.allclose(np.sqrt(here), [abs(one.gamma or 0) for one in events], atol=1e-6)


def test_eclipses_come_in_order_each_once_and_never_two_of_a_kind_within_a_fortnight() -> None:
    events = found(JD_1900, JD_2100)
    assert all(a.jd_tt < b.jd_tt for a, b in pairwise(events))
    for kind in (SOLAR, LUNAR):
        times = [one.jd_tt for one in events if one.kind is kind]
        assert min(b - a for a, b in pairwise(times)) > 29
    assert len({one.utc for one in events}) == len(events)


def test_an_interval_holds_its_start_and_not_its_end() -> None:
    event = found(2460300.0, 2460700.0, SOLAR)[0]
    edge = msgspec.structs.replace(moment_at_tt(event.jd_tt), jd_tt=event.jd_tt)
    before, after = moment_at_tt(event.jd_tt - 10), moment_at_tt(event.jd_tt + 10)
    assert find_eclipses(edge, after) == (event,)
    assert find_eclipses(before, edge) == ()


def test_pieces_of_an_interval_hold_what_the_whole_holds() -> None:
    whole = found(JD_1900, JD_1900 + 8000)
    edges = [JD_1900 + 1000 * number for number in range(9)]
    pieces = [one for start, end in pairwise(edges) for one in found(start, end)]
    assert [(one.utc, one.type) for one in pieces] == [(one.utc, one.type) for one in whole]


def test_members_of_a_series_follow_one_another_by_a_saros() -> None:
    by_series: dict[tuple[EventKind, int | None], list[Event]] = {}
    for one in found(JD_1900, JD_2100):
        by_series.setdefault((one.kind, one.saros), []).append(one)
    for members in by_series.values():
        for one, other in pairwise(members):
            assert other.jd_tt - one.jd_tt == pytest.approx(6585.32, abs=0.3)
            assert (other.saros_member or 0) - (one.saros_member or 0) == 1
    assert len(by_series) > 90


def test_a_sidereal_longitude_is_the_ayanamsa_less() -> None:
    start, end = moment_at_tt(2451545.0), moment_at_tt(2452545.0)
    for one, other in zip(find_eclipses(start, end), find_eclipses(start, end, ayanamsa=Ayanamsa.LAHIRI), strict=True):
        assert ((one.longitude_deg or 0) - (other.longitude_deg or 0)) % 360 == pytest.approx(23.86, abs=0.05)
        body = Body.SUN if one.kind is SOLAR else Body.MOON
        assert one.longitude_deg == pytest.approx(sight(one.jd_tt, (body,))[0].longitude_deg, abs=0.02 / 3600)


def test_an_eclipse_as_json_has_the_promised_keys() -> None:
    solar, lunar = found(2460400.0, 2460600.0, SOLAR)[0], found(2460300.0, 2460500.0, LUNAR)[0]
    written = msgspec.to_builtins(solar)
    assert written["kind"] == "solar_eclipse"
    assert (written["type"], written["saros"], written["utc"]) == ("total", 139, "2024-04-08T18:17:20Z")
    assert "penumbral_magnitude" not in written
    assert msgspec.to_builtins(lunar)["kind"] == "lunar_eclipse"
    assert msgspec.convert(written, Event) == solar


def test_outside_the_years_there_is_no_answer() -> None:
    with pytest.raises(OutsideEphemeris):
        find_eclipses(moment_at_tt(2816000.0), msgspec.structs.replace(moment_at_tt(2816700.0), jd_tt=2817500.0))
