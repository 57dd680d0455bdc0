"""Who stands in which element, mode, hemisphere and quadrant; every sum is that of its members."""

import pytest
from drawn_charts import PLANETS, drawn, gridded, planets_at
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, cast_chart
from outer_skies.engine.ephemeris import obliquity_deg
from outer_skies.engine.lots import is_day
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.sphere import to_equator
from outer_skies.engine.techniques.balance import Balance, Hemisphere, Quadrant, find_balance
from outer_skies.engine.zodiac import Element, Mode, Polarity, Sign
from outer_skies.errors import InvalidInput

FIRE, EARTH, AIR, WATER = Element
CARDINAL, FIXED, MUTABLE = Mode


def test_signs_have_the_elements_and_modes_everyone_gives_them() -> None:
    assert [sign.value for sign in Sign if sign.element is FIRE] == ["aries", "leo", "sagittarius"]
    assert [sign.value for sign in Sign if sign.element is EARTH] == ["taurus", "virgo", "capricorn"]
    assert [sign.value for sign in Sign if sign.element is AIR] == ["gemini", "libra", "aquarius"]
    assert [sign.value for sign in Sign if sign.element is WATER] == ["cancer", "scorpio", "pisces"]
    assert [sign.value for sign in Sign if sign.mode is CARDINAL] == ["aries", "cancer", "libra", "capricorn"]
    assert [sign.value for sign in Sign if sign.mode is FIXED] == ["taurus", "leo", "scorpio", "aquarius"]
    assert [sign.value for sign in Sign if sign.mode is MUTABLE] == ["gemini", "virgo", "sagittarius", "pisces"]
    assert {sign.element for sign in Sign if sign.polarity is Polarity.POSITIVE} == {FIRE, AIR}


def test_ten_planets_count_one_each_and_are_named_where_they_stand() -> None:
    found = find_balance(planets_at(0, 29.9, 30, 60, 90, 120, 150, 180, 210, 240))
    assert [(one.point, one.weight) for one in found.counted] == [(body, 1.0) for body in PLANETS]
    assert found.elements[FIRE].members == ("sun", "moon", "jupiter", "pluto")
    assert (found.elements[FIRE].weight, found.elements[FIRE].share) == (4.0, 0.4)
    assert found.elements[WATER].members == ("mars", "neptune")
    assert found.modes[CARDINAL].members == ("sun", "moon", "mars", "uranus")
    assert found.polarities[Polarity.NEGATIVE].weight == 4.0
    assert found.hemispheres is None
    assert found.quadrants is None


def test_other_weights_and_other_points_are_counted_as_asked() -> None:
    chart = drawn({Body.SUN: 1.0, Body.MOON: 31.0, Body.VESTA: 2.0}, ascendant=100.0)
    found = find_balance(chart, weights=(("sun", 3.0), ("moon", 2.0), ("ascendant", 2.5), ("pluto", 9.0)))
    assert [one.point for one in found.counted] == ["sun", "moon", "ascendant"]
    assert (found.elements[FIRE].weight, found.elements[WATER].weight) == (3.0, 2.5)
    assert found.elements[FIRE].share == pytest.approx(0.4)
    assert found.hemispheres is not None
    assert sum(found.hemispheres[half].weight for half in (Hemisphere.ABOVE, Hemisphere.BELOW)) == 5.0
    with pytest.raises(InvalidInput) as refused:
        find_balance(chart, weights=(("sun", -1.0),))
    assert refused.value.field == "weights"


def test_quadrants_follow_the_houses_from_the_ascendant() -> None:
    chart = drawn(
        {Body.SUN: 101, Body.MOON: 189, Body.MERCURY: 191, Body.VENUS: 279, Body.MARS: 281, Body.PLUTO: 9},
        ascendant=100.0,
        midheaven=10.0,
    )
    found = find_balance(chart)
    assert found.quadrants is not None
    assert {quadrant.value: share.members for quadrant, share in found.quadrants.items()} == {
        "first": ("sun", "moon"),
        "second": ("mercury", "venus"),
        "third": ("mars", "pluto"),
        "fourth": (),
    }


def test_a_chart_made_of_midpoints_has_its_east_where_its_ascendant_is() -> None:
    found = find_balance(drawn({Body.SUN: 101.0, Body.MOON: 281.0}, ascendant=100.0, midheaven=190.0)).hemispheres
    assert found is not None
    assert [half.value for half, share in found.items() if "sun" in share.members] == ["above", "east"]
    assert [half.value for half, share in found.items() if "moon" in share.members] == ["below", "west"]


def parts(found: Balance) -> list[dict[object, object]]:
    return [found.elements, found.modes, found.polarities, found.hemispheres or {}, found.quadrants or {}]  # type: ignore[list-item]


@given(st.integers(0, 2**32))
def test_every_planet_is_in_one_element_one_mode_and_one_quadrant_and_shares_make_a_whole(seed: int) -> None:
    chart = drawn(gridded(seed, PLANETS, 1.0, 0.5), ascendant=seed % 360)
    found = find_balance(chart)
    for part in parts(found):
        members = sorted(member for share in part.values() for member in share.members)  # type: ignore[attr-defined]
        times = 2 if Hemisphere.EAST in part else 1
        assert members == sorted(PLANETS * times)
        assert sum(share.share for share in part.values()) == pytest.approx(times)  # type: ignore[attr-defined]
    assert found.hemispheres is not None
    assert found.quadrants is not None
    by_quadrant = {quadrant: set(share.members) for quadrant, share in found.quadrants.items()}
    above, east = set(found.hemispheres[Hemisphere.ABOVE].members), set(found.hemispheres[Hemisphere.EAST].members)
    assert by_quadrant[Quadrant.FIRST] == east - above
    assert by_quadrant[Quadrant.SECOND] == set(PLANETS) - east - above
    assert by_quadrant[Quadrant.THIRD] == above - east
    assert by_quadrant[Quadrant.FOURTH] == above & east


def on_the_sphere(chart: Chart) -> dict[str, tuple[bool, bool]]:
    """Whether each planet's degree is above the horizon, and whether it is in the east, from the sphere itself."""
    assert chart.angles is not None
    assert chart.place is not None
    tilt = obliquity_deg(chart.moment.jd_tt)
    found = {}
    for one in chart.bodies:
        right_ascension, declination = to_equator(one.longitude_deg, 0.0, tilt)
        north = chart.place.north_latitude_deg
        up = is_day(right_ascension, declination, chart.angles.armc_deg, north)
        found[one.body] = up, (right_ascension - chart.angles.armc_deg) % 360 < 180
    return found


@pytest.mark.parametrize("north_latitude_deg", [-89.0, -75.0, -67.0, -40.0, 0.0, 51.5, 66.0, 70.0, 80.0])
@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_hemispheres_are_those_of_the_sphere_even_within_the_polar_circles(
    north_latitude_deg: float, hour: int
) -> None:
    chart = cast_chart(moment_at_tt(2451545.0 + hour / 24), Place("", north_latitude_deg, 25.0))
    found = find_balance(chart).hemispheres
    assert found is not None
    truth = on_the_sphere(chart)
    assert set(found[Hemisphere.ABOVE].members) == {body for body in PLANETS if truth[body][0]}
    # East of the meridian by right ascension and by longitude differ for degrees close to it alone.
    assert chart.angles is not None
    for body in PLANETS:
        assert (body in found[Hemisphere.EAST].members) == truth[body][1]
