"""One eclipse closely: on the ground by brute force, at places by the library's own local search."""

from itertools import pairwise

import msgspec
import numpy as np
import pytest

from outer_skies.engine import ephemeris
from outer_skies.engine.events.contacts import ContactName
from outer_skies.engine.events.eclipses import find_eclipses
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.local_solar_eclipses import solar_eclipse_at
from outer_skies.engine.events.lunar_eclipses import lunar_eclipse, lunar_eclipse_at
from outer_skies.engine.events.shadows import FLATTENING
from outer_skies.engine.events.solar_eclipses import central_line, elements_of, solar_eclipse
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.rotation import delta_t_days
from outer_skies.errors import InvalidInput, Undefined

swe = ephemeris.swe
DAY_S = 86400.0
SOLAR, LUNAR = EventKind.SOLAR_ECLIPSE, EventKind.LUNAR_ECLIPSE
ECLIPSES = find_eclipses(moment_at_tt(2451545.0), moment_at_tt(2462502.5))
SUNS = [one for one in ECLIPSES if one.kind is SOLAR]
MOONS = [one for one in ECLIPSES if one.kind is LUNAR]
PLACES = [
    Place("Halifax", 44.65, -63.57),
    Place("Tromso", 69.65, 18.96),
    Place("Quito", -0.18, -78.47, 2850.0),
    Place("Beijing", 39.9, 116.4),
    Place("Sydney", -33.87, 151.21),
    Place("Vostok", -78.46, 106.84, 3488.0),
]


def ut1(jd_tt: float) -> float:
    return jd_tt - float(delta_t_days(np.array([jd_tt]))[0])


def gap_to_ground(event: Event, hours: float, *, umbra: bool) -> float:
    """How far the ground nearest to a cone of the shadow is from it, in Earth radii: by searching the lit half."""
    plane, polar = elements_of(event).plane(np.array([hours])), 1 - FLATTENING
    around, up = np.meshgrid(np.linspace(-np.pi, np.pi, 241), np.linspace(-np.pi / 2, np.pi / 2, 121))
    reach = np.pi / 30
    while True:
        x, y, z = np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), polar * np.sin(up)
        height = z * np.sin(plane.d) + x * np.cos(plane.d)
        distance = np.hypot(plane.x - y, plane.y - z * np.cos(plane.d) + x * np.sin(plane.d))
        radius = np.abs(plane.l2 - height * plane.tan2) if umbra else plane.l1 - height * plane.tan1
        is_lit = x * np.cos(plane.d) + z / polar**2 * np.sin(plane.d) >= 0
        gap = np.where(is_lit, distance - radius, np.inf)
        best = np.unravel_index(np.argmin(gap), gap.shape)
        if reach < 1e-5:
            return float(gap[best])
        steps = np.linspace(-reach, reach, 31)
        around, up = np.meshgrid(around[best] + steps, up[best] + steps)
        reach /= 4


@pytest.mark.parametrize("event", SUNS[::5], ids=lambda event: event.utc[:10])
def test_the_shadow_first_and_last_touches_the_ground_when_brute_force_says(event: Event) -> None:
    for contact in solar_eclipse(event).contacts:
        if "umbra" not in contact.name:
            continue
        umbra = contact.name in {ContactName.UMBRA_BEGINS, ContactName.UMBRA_ENDS}
        hours = (contact.jd_tt - event.jd_tt) * 24
        here, after = (gap_to_ground(event, hours + step, umbra=umbra) for step in (0, 0.001))
        assert abs(here / (after - here)) * 0.001 * 3600 < 0.5


@pytest.mark.parametrize("event", SUNS[1::6], ids=lambda event: event.utc[:10])
def test_where_the_eclipse_is_greatest_it_is_as_large_as_told(event: Event) -> None:
    world = solar_eclipse(event)
    there = solar_eclipse_at(event, Place("greatest", world.north_latitude_deg, world.east_longitude_deg))
    assert there.magnitude == pytest.approx(event.magnitude, abs=5e-4)
    assert event.type in {there.type, "hybrid"}
    if world.duration_s is not None:
        assert there.duration_s == pytest.approx(world.duration_s, abs=1.5)


def test_along_the_central_line_an_eclipse_is_central() -> None:
    event = next(one for one in SUNS if one.utc.startswith("2024-04-08"))
    line = central_line(event)
    assert all(a.jd_tt < b.jd_tt for a, b in pairwise(line))
    for point in line[2:-2:6]:
        there = solar_eclipse_at(event, Place("on it", point.north_latitude_deg, point.east_longitude_deg))
        assert there.type == "total"
        assert there.duration_s == pytest.approx(point.duration_s, abs=2.0)
        moments = {one.name: one.jd_tt for one in there.contacts}
        middle = (moments[ContactName.UMBRA_BEGINS] + moments[ContactName.UMBRA_ENDS]) / 2
        assert abs(middle - point.jd_tt) * DAY_S < 2.0


def test_an_eclipse_off_centre_has_no_central_line() -> None:
    with pytest.raises(Undefined):
        central_line(next(one for one in SUNS if one.type == "partial"))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_at_a_place_the_next_eclipses_are_the_library_s(place: Place) -> None:
    ephemeris._prepare_thread()
    where = (place.east_longitude_deg, place.north_latitude_deg, place.elevation_m)
    # With only a limb of the Sun above the horizon the library sees nothing.
    ours = [
        (event, seen)
        for event in SUNS
        if (seen := solar_eclipse_at(event, place)).visible and max(one.altitude_deg for one in seen.contacts) > 0
    ]
    at, theirs = ut1(2451545.0), []
    while at < ut1(2462502.5):
        flags, times, attributes = swe.sol_eclipse_when_loc(at, where)
        if times[0] < ut1(2462502.5):
            theirs.append((flags, times, attributes))
        at = times[0] + 20
    assert len(ours) == len(theirs) > 5
    for (event, seen), (flags, times, _) in zip(ours, theirs, strict=True):
        named = {one.name: ut1(one.jd_tt) for one in seen.contacts}
        # The library's Sun and Moon are a little wider, which counts where they graze one another.
        within_s = 3.0 if seen.magnitude > 0.1 else 15.0
        for name, number in ((ContactName.PENUMBRA_BEGINS, 1), (ContactName.PENUMBRA_ENDS, 4)):
            assert abs(named[name] - times[number]) * DAY_S < within_s, event.utc
        # It tells of a total eclipse below the horizon what is seen before and after it.
        if flags & swe.ECL_MAX_VISIBLE:
            assert abs(named[ContactName.GREATEST] - times[0]) * DAY_S < 10


def test_a_place_on_the_night_side_sees_nothing() -> None:
    event = next(one for one in SUNS if one.utc.startswith("2024-04-08"))
    seen = solar_eclipse_at(event, Place("Beijing", 39.9, 116.4))
    assert (seen.type, seen.magnitude, seen.visible) == (None, 0.0, ())
    assert not any(one.is_visible for one in seen.contacts)


def test_where_the_sun_sets_eclipsed_the_largest_that_is_seen_is_told() -> None:
    """Madrid, 2026 August 12: sunset at 19:16 UT, before the last contact (US Naval Observatory)."""
    event = next(one for one in SUNS if one.utc.startswith("2026-08-12"))
    seen = solar_eclipse_at(event, Place("Madrid", 40.4168, -3.7038, 667.0))
    assert seen.visible[0].end_utc[:16] == "2026-08-12T19:16"
    assert seen.contacts[-1].is_visible is False
    palma = solar_eclipse_at(event, Place("Palma", 39.57, 2.65))
    assert (palma.type, palma.largest_utc) == ("total", palma.contacts[2].utc)
    zagreb = solar_eclipse_at(event, Place("Zagreb", 45.81, 15.98))
    assert (zagreb.type, zagreb.largest_utc) == ("partial", zagreb.visible[-1].end_utc)


def test_visible_spans_lie_between_first_and_last_contact_with_the_sun_up() -> None:
    for event in SUNS[::4]:
        for place in PLACES:
            seen = solar_eclipse_at(event, place)
            for span in seen.visible:
                assert seen.contacts[0].jd_tt <= span.start_jd_tt < span.end_jd_tt <= seen.contacts[-1].jd_tt
            assert (seen.type is None) == (not seen.visible)
            assert [one.name for one in seen.contacts] == [
                one for one in ContactName if one in {c.name for c in seen.contacts}
            ]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_lunar_eclipses_are_seen_at_a_place_when_the_library_says(place: Place) -> None:
    ephemeris._prepare_thread()
    where = (place.east_longitude_deg, place.north_latitude_deg, 0.0)
    for event in MOONS[::4]:
        seen = lunar_eclipse_at(event, place)
        contacts = {one.name: one for one in seen.contacts}
        assert [one.name for one in seen.contacts] == [one.name for one in lunar_eclipse(event).contacts]
        for contact in seen.contacts:
            swe.set_topo(*where)
            moon = swe.calc(contact.jd_tt, swe.MOON, swe.FLG_SWIEPH | swe.FLG_EQUATORIAL | swe.FLG_TOPOCTR)[0]
            azimuth, altitude, _ = swe.azalt(ut1(contact.jd_tt), swe.EQU2HOR, where, 0, 0, moon[:3])
            assert contact.altitude_deg == pytest.approx(altitude, abs=0.01)
            assert (contact.azimuth_deg - azimuth) % 360 - 180 == pytest.approx(0, abs=0.02)
        begins, ends = contacts[ContactName.PENUMBRA_BEGINS], contacts[ContactName.PENUMBRA_ENDS]
        assert bool(seen.visible) == (seen.type is not None)
        if begins.is_visible:
            assert seen.visible[0].start_jd_tt == begins.jd_tt
        if ends.is_visible:
            assert seen.visible[-1].end_jd_tt == ends.jd_tt


def test_contacts_of_a_lunar_eclipse_are_the_library_s() -> None:
    ephemeris._prepare_thread()
    for event in MOONS[::2]:
        _, times = swe.lun_eclipse_when(ut1(event.jd_tt) - 5)
        named = {one.name: ut1(one.jd_tt) for one in lunar_eclipse(event).contacts}
        for name, number in (
            (ContactName.UMBRA_BEGINS, 2), (ContactName.UMBRA_ENDS, 3),
            (ContactName.TOTALITY_BEGINS, 4), (ContactName.TOTALITY_ENDS, 5),
            (ContactName.PENUMBRA_BEGINS, 6), (ContactName.PENUMBRA_ENDS, 7),
        ):  # fmt: skip
            if name in named and times[number]:
                assert abs(named[name] - times[number]) * DAY_S < 60
    assert {one.type for one in MOONS[::2]} == {"total", "partial", "penumbral"}


def test_what_is_not_such_an_eclipse_is_refused() -> None:
    for ask in (solar_eclipse, central_line, lambda event: solar_eclipse_at(event, PLACES[0])):
        with pytest.raises(InvalidInput):
            ask(MOONS[0])
    for ask in (lunar_eclipse, lambda event: lunar_eclipse_at(event, PLACES[0])):
        with pytest.raises(InvalidInput):
            ask(SUNS[0])


def test_results_have_a_json_form_and_a_schema() -> None:
    for result in (
        solar_eclipse(SUNS[0]), solar_eclipse_at(SUNS[0], PLACES[0]), lunar_eclipse_at(MOONS[0], PLACES[0]),
    ):  # fmt: skip
        assert msgspec.convert(msgspec.to_builtins(result), type(result)) == result
        assert msgspec.json.schema(type(result))["$defs"]
