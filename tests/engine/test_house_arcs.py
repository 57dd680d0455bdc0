"""Houses as twelve arcs: who stands in which, and where a system has none."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine import ephemeris
from outer_skies.engine.angles import separation_deg
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.ephemeris import frame
from outer_skies.engine.houses import (
    HouseSystem,
    angles_of,
    compute_houses,
    gauquelin_sectors,
    house_of,
    houses_of,
    ring_of,
)
from outer_skies.engine.moments import CivilDate, CivilTime, Moment, resolve_moment
from outer_skies.engine.places import Place
from outer_skies.errors import HouseSystemUndefined

EQUAL = tuple(float(30 * house) for house in range(12))
J2000 = 2451545.0
DAYS = st.floats(2415020.5, 2488070.0)
LONGITUDES = st.floats(0, 360, exclude_max=True)
UNEQUAL = st.lists(st.floats(0.01, 1), min_size=12, max_size=12)
# Where the cusps follow from the Ascendant or the Midheaven alone, or from both.
HUNG_FROM_THE_ANGLES = {
    HouseSystem.EQUAL: lambda asc, _mc: [asc + 30 * house for house in range(12)],
    HouseSystem.VEHLOW: lambda asc, _mc: [asc - 15 + 30 * house for house in range(12)],
    HouseSystem.WHOLE_SIGN: lambda asc, _mc: [asc // 30 * 30 + 30 * house for house in range(12)],
    HouseSystem.EQUAL_MIDHEAVEN: lambda _asc, mc: [mc + 90 + 30 * house for house in range(12)],
    HouseSystem.EQUAL_ARIES: lambda _asc, _mc: [30 * house for house in range(12)],
}


def noon(place: Place) -> Moment:
    """The noon of 17 May 1990 by local mean time."""
    return resolve_moment(CivilDate(1990, 5, 17), CivilTime(12, 0), place, zone=None)


@given(UNEQUAL, LONGITUDES, LONGITUDES, st.booleans())
def test_every_longitude_is_in_one_house_whichever_way_they_run(
    widths: list[float], first: float, longitude: float, clockwise: bool
) -> None:
    cusps, turn = [], 0.0
    for width in widths:
        cusps.append((first + (-turn if clockwise else turn)) % 360)
        turn += width / sum(widths) * 360
    house = house_of(longitude, cusps)
    opened = abs((longitude - cusps[house - 1]) % (-360 if clockwise else 360))
    wide = abs((cusps[house % 12] - cusps[house - 1]) % (-360 if clockwise else 360))
    assert opened < wide or wide == pytest.approx(opened, abs=1e-9)


@given(UNEQUAL, LONGITUDES)
def test_a_body_right_on_a_cusp_is_in_the_house_it_opens(widths: list[float], first: float) -> None:
    cusps, turn = [], 0.0
    for width in widths:
        cusps.append((first + turn) % 360)
        turn += width / sum(widths) * 360
    assert [house_of(cusp, cusps) for cusp in cusps] == list(range(1, 13))


def test_a_hair_before_a_cusp_is_in_the_house_before_also_across_zero() -> None:
    cusps = [(cusp + 345) % 360 for cusp in EQUAL]
    assert house_of(345.0, cusps) == 1
    assert house_of(math.nextafter(345.0, 0), cusps) == 12
    assert house_of(359.999999, cusps) == house_of(0.0, cusps) == house_of(14.999999, cusps) == 1
    assert house_of(15.0, cusps) == 2
    assert house_of(math.nextafter(360, 0), EQUAL) == 12
    assert house_of(0.0, EQUAL) == 1


def test_cusps_that_do_not_go_round_once_hold_nobody() -> None:
    tangled = [0.0, 30.0, 90.0, 60.0, *EQUAL[4:]]
    assert ring_of(tangled) is None
    with pytest.raises(ValueError, match="once"):
        house_of(10, tangled)


@given(DAYS, st.floats(-60, 60), st.floats(-180, 180), st.sampled_from([*HUNG_FROM_THE_ANGLES]))
def test_equal_and_whole_signs_hang_from_angles_they_leave_alone(
    jd: float, north: float, east: float, system: HouseSystem
) -> None:
    at = frame(jd, north, east, system)
    expected = HUNG_FROM_THE_ANGLES[system](at.ascendant_deg, at.midheaven_deg)
    assert at.cusps_deg is not None
    for cusp, formula in zip(at.cusps_deg, expected, strict=True):
        assert separation_deg(cusp, formula) < 1e-9
    assert at[:4] == frame(jd, north, east, HouseSystem.PLACIDUS)[:4]


@given(DAYS, st.floats(-89.9, 89.9), st.floats(-180, 180), st.sampled_from(HouseSystem))
def test_the_angles_are_the_same_whatever_the_houses(jd: float, north: float, east: float, system: HouseSystem) -> None:
    at, other = frame(jd, north, east, system), frame(jd, north, east, HouseSystem.EQUAL)
    assert at[:4] == other[:4]
    angles = angles_of(at)
    assert separation_deg(angles.descendant, angles.ascendant) == pytest.approx(180)
    assert separation_deg(angles.imum_coeli, angles.midheaven) == pytest.approx(180)


@given(DAYS, st.floats(-89.9, 89.9), st.floats(-180, 180))
def test_the_ascendant_stands_on_the_eastern_horizon_and_the_midheaven_on_the_meridian(
    jd: float, north: float, east: float
) -> None:
    at = frame(jd, north, east, HouseSystem.CAMPANUS)
    tilt = ephemeris.swe.calc(jd + 0.0008, ephemeris.swe.ECL_NUT, ephemeris.swe.FLG_SWIEPH)[0][0]
    ascension, declination, *_ = ephemeris.swe.cotrans_sp((at.ascendant_deg, 0, 1, 0, 0, 0), -tilt)
    hour_angle, latitude = math.radians(at.armc_deg - ascension), math.radians(north)
    altitude = math.sin(latitude) * math.sin(math.radians(declination)) + math.cos(latitude) * math.cos(
        math.radians(declination)
    ) * math.cos(hour_angle)
    assert altitude == pytest.approx(0, abs=1e-6)
    assert math.sin(hour_angle) < 1e-6  # east of the meridian
    ascension, *_ = ephemeris.swe.cotrans_sp((at.midheaven_deg, 0, 1, 0, 0, 0), -tilt)
    assert separation_deg(ascension, at.armc_deg) < 1e-5


@given(DAYS, st.floats(-89.9, 89.9), st.sampled_from(HouseSystem))
def test_houses_that_are_given_divide_the_circle_once(jd: float, north: float, system: HouseSystem) -> None:
    houses, ring = houses_of(frame(jd, north, 0, system), system)
    if houses is None or ring is None:
        assert abs(north) > 50
        return
    assert len(houses.cusps_deg) == 12
    assert all(0 <= cusp < 360 for cusp in houses.cusps_deg)
    assert ring.turns_deg == sorted(ring.turns_deg)
    assert ring.is_clockwise == houses.is_clockwise
    if houses.is_clockwise:
        assert abs(north) > 66 or (system is HouseSystem.HORIZONTAL and abs(north) < 24)


def test_beyond_the_polar_circle_placidus_has_no_houses_and_says_who_has() -> None:
    tromso = Place("Tromsø", 69.65, 18.96)
    with pytest.raises(HouseSystemUndefined) as refused:
        compute_houses(noon(tromso), tromso, HouseSystem.PLACIDUS)
    assert str(refused.value) == "Placidus has no houses this far north. Whole sign does."
    assert refused.value.alternatives[:3] == ("whole_sign", "equal", "porphyry")
    assert not {"placidus", "koch"} & set(refused.value.alternatives)
    for name in refused.value.alternatives:
        houses = compute_houses(noon(tromso), tromso, HouseSystem(name))
        assert not houses.is_clockwise


def test_the_limit_is_the_polar_circle_of_the_day_and_not_66_and_a_half() -> None:
    for north in (66.55, -66.55):
        place = Place("", north, 0)
        assert compute_houses(noon(place), place, HouseSystem.PLACIDUS)
    for north in (66.57, -66.57):
        place = Place("", north, 0)
        with pytest.raises(HouseSystemUndefined):
            compute_houses(noon(place), place, HouseSystem.PLACIDUS)


@given(DAYS, st.floats(66.6, 89.9), st.sampled_from([HouseSystem.PLACIDUS, HouseSystem.KOCH]))
def test_no_other_system_is_put_in_the_place_of_one_that_fails(jd: float, north: float, system: HouseSystem) -> None:
    assert frame(jd, north, 0, system).cusps_deg is None
    assert frame(jd, -north, 0, system).cusps_deg is None


@pytest.mark.parametrize("north", [90, -90])
@pytest.mark.parametrize("system", HouseSystem)
def test_at_the_poles_there_are_no_houses_and_no_alternatives(north: float, system: HouseSystem) -> None:
    pole = Place("", north, 0)
    with pytest.raises(HouseSystemUndefined) as refused:
        compute_houses(noon(pole), pole, system)
    assert refused.value.alternatives == ()


def test_houses_that_divide_the_suns_day_are_undefined_where_it_has_none() -> None:
    midsummer, north = 2460482.0, 75.0
    system = HouseSystem.SUNSHINE
    assert houses_of(frame(midsummer, north, 0, system), system) == (None, None)


@given(DAYS, st.floats(-60, 60), st.sampled_from(Ayanamsa))
def test_whole_signs_of_a_sidereal_zodiac_begin_with_its_signs(jd: float, north: float, ayanamsa: Ayanamsa) -> None:
    at = frame(jd, north, 10, HouseSystem.WHOLE_SIGN, ayanamsa=ayanamsa)
    assert at.cusps_deg is not None
    assert [cusp % 30 for cusp in at.cusps_deg] == [0] * 12
    assert at.cusps_deg[0] <= at.ascendant_deg < at.cusps_deg[0] + 30
    assert frame(jd, north, 10, HouseSystem.EQUAL_ARIES, ayanamsa=ayanamsa).cusps_deg == EQUAL


@given(DAYS, st.floats(-60, 60), st.sampled_from(Ayanamsa))
def test_the_local_sidereal_time_does_not_hang_on_the_zodiac(jd: float, north: float, ayanamsa: Ayanamsa) -> None:
    tropical = frame(jd, north, 10, HouseSystem.PLACIDUS)
    assert frame(jd, north, 10, HouseSystem.PLACIDUS, ayanamsa=ayanamsa).armc_deg == tropical.armc_deg


@given(DAYS, st.floats(-60, 60), st.sampled_from([Ayanamsa.LAHIRI, Ayanamsa.TRUE_CITRA, Ayanamsa.GALEQU_MULA]))
def test_sidereal_cusps_are_tropical_ones_moved_by_the_ayanamsa(jd: float, north: float, ayanamsa: Ayanamsa) -> None:
    tropical = frame(jd, north, 10, HouseSystem.PLACIDUS)
    sidereal = frame(jd, north, 10, HouseSystem.PLACIDUS, ayanamsa=ayanamsa)
    shift = ephemeris.ayanamsa_deg(jd, ayanamsa)
    assert tropical.cusps_deg is not None
    assert sidereal.cusps_deg is not None
    for before, after in zip(tropical.cusps_deg, sidereal.cusps_deg, strict=True):
        assert separation_deg(before - shift, after) < 1e-5
    assert sidereal.armc_deg == tropical.armc_deg


def test_every_letter_of_the_library_has_one_name_and_the_name_is_its_own() -> None:
    swe, codes = ephemeris.swe, ephemeris._HOUSE_CODES
    assert set(codes) == set(HouseSystem)
    assert len(set(codes.values())) == len(codes)
    letters = {bytes([letter]) for letter in range(65, 91) if swe.house_name(bytes([letter]))}
    # E is A again; G divides into thirty-six.
    assert letters - set(codes.values()) == {b"E", b"G"}
    for system, letter in codes.items():
        name = swe.house_name(letter).lower().replace("/", "_").replace(" ", "_")
        first_word = system.value.split("_")[0]
        assert first_word in name or (system, name) in {
            (HouseSystem.WHOLE_SIGN, "equal__whole_sign"),
            (HouseSystem.VEHLOW, "equal_vehlow"),
            (HouseSystem.MERIDIAN, "axial_rotation_system_meridian_houses"),
            (HouseSystem.HORIZONTAL, "horizon_azimut"),
        }
    assert len({system.label for system in HouseSystem}) == len(HouseSystem)


@given(st.floats(2440000, 2460000), st.floats(-55, 55))
def test_systems_that_are_one_have_one_name(jd: float, north: float) -> None:
    for one, other in ((b"A", b"E"), (b"I", b"i")):
        first, second = (ephemeris.swe.houses_ex(jd, north, 0.0, code, 0)[0] for code in (one, other))
        assert first == pytest.approx(second, abs=1e-9)


def test_systems_of_different_names_differ_somewhere() -> None:
    found = [
        tuple(frame(2451545.0 + 0.27 * step, 44.65 - step, 0, system).cusps_deg for step in range(5))
        for system in HouseSystem
    ]
    rounded = {tuple(tuple(round(cusp, 6) for cusp in cusps or ()) for cusps in one) for one in found}
    assert len(rounded) == len(HouseSystem)


def test_every_third_gauquelin_sector_is_a_placidus_cusp_counted_the_other_way() -> None:
    halifax = Place("", 44.65, -63.57)
    sectors = gauquelin_sectors(noon(halifax), halifax)
    placidus = compute_houses(noon(halifax), halifax, HouseSystem.PLACIDUS).cusps_deg
    assert len(sectors.cusps_deg) == 36
    for house in range(12):
        assert separation_deg(sectors.cusps_deg[3 * house], placidus[-house]) < 1e-6
    assert [sectors.sector_of(cusp) for cusp in sectors.cusps_deg] == list(range(1, 37))
    with pytest.raises(HouseSystemUndefined):
        gauquelin_sectors(noon(halifax), Place("", 70, 0))
