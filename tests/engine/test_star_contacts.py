"""Stars with points of a chart and opposite to them, and stars on the corners of the sky: against plain computation."""

from datetime import UTC, datetime
from itertools import product
from math import acos, asin, cos, degrees, radians, sin, tan

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.horizon import Corner, azimuth_altitude_deg, sidereal_times_deg
from outer_skies.engine.moments import moment_at
from outer_skies.engine.places import Place
from outer_skies.engine.stars import star_places
from outer_skies.engine.techniques.fixed_stars import DEFAULT_STAR_ORBS, FixedStars, StarOrbs, find_fixed_stars
from outer_skies.engine.techniques.star_parans import StarParans, find_star_parans
from outer_skies.engine.techniques.star_table import find_star_table
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import Undefined

HALIFAX = Place("Halifax", 44.65, -63.57)
TROPICAL = ChartOptions()
LAHIRI = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)


def chart_of(year: int, place: Place | None = HALIFAX, options: ChartOptions = TROPICAL) -> Chart:
    return cast_chart(moment_at(datetime(year, 5, 17, 17, 30, tzinfo=UTC)), place, options)


def apart(a: float, b: float) -> float:
    return abs((a - b + 180) % 360 - 180)


@pytest.mark.parametrize("options", [TROPICAL, LAHIRI], ids=["tropical", "lahiri"])
@pytest.mark.parametrize("year", [1203, 1905, 1990, 2031])
def test_contacts_are_all_and_only_the_stars_within_the_orb_of_their_magnitude(year: int, options) -> None:
    chart = chart_of(year, options=options)
    assert chart.angles
    points = [(one.body.value, one.longitude_deg) for one in chart.bodies]
    points += [("ascendant", chart.angles.ascendant), ("midheaven", chart.angles.midheaven)]
    expected = set()
    for (point, longitude), place in product(points, star_places(chart.moment.jd_tt, options.ayanamsa)):
        most = DEFAULT_STAR_ORBS.of(place.star.magnitude)
        if apart(place.longitude_deg, longitude) <= most:
            expected.add((place.star.key, point, AspectKind.CONJUNCTION))
        if apart(place.longitude_deg, longitude + 180) <= most / 2:
            expected.add((place.star.key, point, AspectKind.OPPOSITION))
    found = find_fixed_stars(chart).contacts
    assert {(one.star, one.point, one.kind) for one in found} == expected
    assert len(found) == len(expected) > 10
    assert all(one.orb_deg <= one.max_orb_deg for one in found)


def test_a_brighter_star_reaches_further() -> None:
    orbs = [DEFAULT_STAR_ORBS.of(magnitude) for magnitude in (-1.5, 1.49, 1.5, 2.49, 2.5, 3.49, 3.5, 6.0, None)]
    assert orbs == [2.0, 2.0, 1.5, 1.5, 1.0, 1.0, 0.5, 0.5, 0.5]


def test_without_orbs_there_are_no_contacts() -> None:
    assert find_fixed_stars(chart_of(1990), StarOrbs(0.0, 0.0, 0.0, 0.0)).contacts == ()


def test_contacts_and_orbs_hardly_depend_on_the_zodiac() -> None:
    tropical = find_fixed_stars(chart_of(1990)).contacts
    sidereal = find_fixed_stars(chart_of(1990, options=LAHIRI)).contacts
    assert [(one.star, one.point) for one in tropical] == [(one.star, one.point) for one in sidereal]
    assert all(abs(a.orb_deg - b.orb_deg) < 1e-6 for a, b in zip(tropical, sidereal, strict=True))


def test_a_chart_without_a_place_has_contacts_and_no_parans() -> None:
    chart = chart_of(1990, None)
    assert all(one.point in set(Body) for one in find_fixed_stars(chart).contacts)
    with pytest.raises(Undefined, match="needs a place"):
        find_star_parans(chart)


def times_by_hand(right_ascension: float, declination: float, latitude: float) -> dict[Corner, float]:
    """The sidereal times of the corners, from the altitude as a function of the hour angle."""
    found = {Corner.CULMINATING: right_ascension % 360, Corner.ANTI_CULMINATING: (right_ascension + 180) % 360}
    cosine = -tan(radians(latitude)) * tan(radians(declination))
    if abs(cosine) <= 1:
        found[Corner.RISING] = (right_ascension - degrees(acos(cosine))) % 360
        found[Corner.SETTING] = (right_ascension + degrees(acos(cosine))) % 360
    return found


@pytest.mark.parametrize("orb", [0.5, 5.0])
@pytest.mark.parametrize("latitude", [0.0, 44.65, -33.9, 68.0, -80.0])
@pytest.mark.parametrize("year", [1905, 1990, 2031])
def test_parans_are_all_and_only_the_pairs_of_passages_within_the_orb(latitude: float, orb: float, year: int) -> None:
    chart = chart_of(year, Place("", latitude, 10.0))
    expected = set()
    for body, place in product(chart.bodies, star_places(chart.moment.jd_tt)):
        star = place.star
        if star.magnitude is None or star.magnitude > 3.0:
            continue
        highest = asin(
            sin(radians(latitude)) * sin(radians(place.declination_deg))
            + cos(radians(latitude)) * cos(radians(place.declination_deg))
        )
        if highest < 0:
            continue
        stars = times_by_hand(place.right_ascension_deg, place.declination_deg, latitude)
        bodies = times_by_hand(body.right_ascension_deg, body.declination_deg, latitude)
        for (corner, time), (own, own_time) in product(stars.items(), bodies.items()):
            if apart(time, own_time) <= orb:
                expected.add((star.key, corner, body.body, own))
    found = find_star_parans(chart, orb).parans
    assert {(one.star, one.star_corner, one.body, one.body_corner) for one in found} == expected
    assert len(found) == len(expected) >= 2


@given(st.floats(0, 359.99), st.floats(-89, 89), st.floats(-89, 89))
def test_at_the_sidereal_times_of_its_corners_a_point_is_there(
    right_ascension: float, declination: float, latitude: float
) -> None:
    for corner, time in sidereal_times_deg(right_ascension, declination, latitude):
        azimuth, altitude = azimuth_altitude_deg(right_ascension, declination, time, latitude)
        before = azimuth_altitude_deg(right_ascension, declination, time - 0.5, latitude)[1]
        after = azimuth_altitude_deg(right_ascension, declination, time + 0.5, latitude)[1]
        if corner in {Corner.RISING, Corner.SETTING}:
            assert altitude == pytest.approx(0, abs=1e-5)
            assert (
                (azimuth < 180) == (corner is Corner.RISING) or apart(azimuth, 0) < 1e-3 or apart(azimuth, 180) < 1e-3
            )
        else:
            assert (max if corner is Corner.CULMINATING else min)(before, altitude, after) == altitude


def test_results_are_plain_json() -> None:
    chart = chart_of(1990)
    for result in (find_fixed_stars(chart), find_star_parans(chart), find_star_table(chart)):
        assert msgspec.json.decode(msgspec.json.encode(result), type=type(result)) == result
    assert msgspec.to_builtins(find_fixed_stars(chart))["contacts"][0]["star"]
    assert msgspec.json.schema(FixedStars)
    assert msgspec.json.schema(StarParans)
