"""Ascendant, Midheaven, Vertex and sidereal time, from Skyfield's sidereal time by spherical geometry of our own."""

from math import atan2, degrees

import pytest
from asked import cast, position
from house_proofs import When, cast_houses, sky_of, somewhere
from sphere import Sky, cosd, gap_deg, sind, tand

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Angles
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.places import Place

ARCSECOND = 1.0 / 3600.0
TEMPERATE = tuple(somewhere("angles", 150, 0.0, 66.0))
POLAR = tuple(somewhere("polar angles", 60, 66.6, 89.9))


def angles_at(utc_and_place: When, system: HouseSystem = HouseSystem.PLACIDUS) -> Angles:
    angles = cast_houses(*utc_and_place, system).angles
    assert angles is not None
    return angles


@pytest.mark.parametrize("when", [*TEMPERATE, *POLAR], ids=lambda when: f"{when[1].north_latitude_deg:.0f}")
def test_the_angles_are_where_horizon_and_meridian_cut_the_ecliptic(when: When) -> None:
    angles, sky = angles_at(when), sky_of(*when)
    # An arcsecond of sidereal time moves the Ascendant by many where the ecliptic grazes the horizon.
    allowed = 0.05 if abs(sky.north_latitude_deg) < 60.0 else 0.05 * ascendant_per_sidereal_degree(sky)
    assert abs(gap_deg(angles.armc_deg, sky.armc_deg)) < 0.01 * ARCSECOND
    assert abs(gap_deg(angles.midheaven, sky.midheaven)) < 0.05 * ARCSECOND
    assert abs(gap_deg(angles.ascendant, sky.ascendant)) < allowed * ARCSECOND
    assert abs(gap_deg(angles.vertex, sky.vertex)) < 0.05 * max(1.0, vertex_per_sidereal_degree(sky)) * ARCSECOND
    assert angles.descendant == pytest.approx((angles.ascendant + 180.0) % 360.0, abs=1e-9)
    assert angles.imum_coeli == pytest.approx((angles.midheaven + 180.0) % 360.0, abs=1e-9)


def ascendant_per_sidereal_degree(sky: Sky) -> float:
    later = Sky(sky.armc_deg + 1e-4, sky.obliquity_deg, sky.north_latitude_deg)
    return max(1.0, abs(gap_deg(later.ascendant, sky.ascendant)) / 1e-4)


def vertex_per_sidereal_degree(sky: Sky) -> float:
    later = Sky(sky.armc_deg + 1e-4, sky.obliquity_deg, sky.north_latitude_deg)
    return abs(gap_deg(later.vertex, sky.vertex)) / 1e-4


@pytest.mark.parametrize("when", TEMPERATE[:40], ids=lambda when: f"{when[1].north_latitude_deg:.0f}")
def test_the_textbook_formulas_give_the_same_angles(when: When) -> None:
    """Meeus, Astronomical Algorithms, 2nd ed., page 99: tan Asc = -cos θ / (sin ε tan φ + cos ε sin θ)."""
    angles, sky = angles_at(when), sky_of(*when)
    theta, obliquity, latitude = sky.armc_deg, sky.obliquity_deg, sky.north_latitude_deg
    rising = degrees(atan2(cosd(theta), -(sind(obliquity) * tand(latitude) + cosd(obliquity) * sind(theta))))
    culminating = degrees(atan2(sind(theta), cosd(theta) * cosd(obliquity)))
    assert abs(gap_deg(angles.ascendant, rising)) < 0.5 * ARCSECOND
    assert abs(gap_deg(angles.midheaven, culminating)) < 0.05 * ARCSECOND


@pytest.mark.parametrize("system", HouseSystem)
def test_the_angles_do_not_depend_on_the_house_system(system: HouseSystem) -> None:
    for when in (*TEMPERATE[:4], *POLAR[:20]):
        assert angles_at(when, system) == angles_at(when, HouseSystem.EQUAL_ARIES)


def test_the_ascendant_rises() -> None:
    """A minute later it stands above the horizon, in the far north and south too."""
    for when in (*TEMPERATE, *POLAR):
        sky = sky_of(*when)
        later = Sky(sky.armc_deg + 0.25, sky.obliquity_deg, sky.north_latitude_deg)
        assert later.ecliptic_point(angles_at(when).ascendant) @ later.zenith > 0.0


@pytest.mark.parametrize("latitude", [90.0, -90.0])
def test_at_a_pole_there_are_no_angles_and_a_note_says_so(latitude: float) -> None:
    chart = cast_houses(TEMPERATE[0][0], Place("pole", latitude, 0.0), HouseSystem.EQUAL)
    assert chart.angles is None
    assert chart.houses is None
    assert "angles_undefined" in [note.code for note in chart.notes]


def test_the_equator_and_the_meridian_of_the_date_line_have_angles() -> None:
    for latitude, longitude in ((0.0, 0.0), (0.0, 180.0), (-0.0, -180.0), (51.5, 180.0), (51.5, -180.0)):
        place = Place("edge", latitude, longitude)
        sky = sky_of(TEMPERATE[0][0], place)
        assert abs(gap_deg(angles_at((TEMPERATE[0][0], place)).ascendant, sky.ascendant)) < 0.05 * ARCSECOND


def test_a_body_on_the_meridian_has_the_right_ascension_of_the_sidereal_time() -> None:
    for when in TEMPERATE[:20]:
        chart = cast(*when, bodies=(Body.SUN,))
        sky = sky_of(*when)
        sun = position(chart, Body.SUN)
        at_noon = Sky(sun.right_ascension_deg, sky.obliquity_deg, sky.north_latitude_deg)
        assert abs(gap_deg(at_noon.midheaven, sun.longitude_deg)) < 2.0 * ARCSECOND
