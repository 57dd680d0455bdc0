"""Maps: every line is where it must be by spherical astronomy, and every map is GeoJSON as RFC 7946 wants it."""

from datetime import UTC, datetime
from itertools import combinations, pairwise
from math import asin, atan, atan2, cos, degrees, radians, sin, tan

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.great_circles import LineString, half_circles
from outer_skies.engine.horizon import Corner
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.houses import compute_houses
from outer_skies.engine.moments import moment_at
from outer_skies.engine.places import Place
from outer_skies.engine.stars import star_places
from outer_skies.engine.techniques.astrocartography import AngularMap, find_astrocartography
from outer_skies.engine.techniques.local_space import Direction, LocalSpaceMap, find_local_space
from outer_skies.engine.techniques.paran_latitudes import ParanMap, find_paran_latitudes
from outer_skies.engine.techniques.star_parans import find_star_parans
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import InvalidInput, Undefined

HALIFAX = Place("Halifax", 44.65, -63.57)
TROPICAL = ChartOptions()
LAHIRI = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
YEARS = (1203, 1905, 1990, 2031)
HORIZON = (Corner.RISING, Corner.SETTING)


def chart_of(year: int, place: Place | None = HALIFAX, options: ChartOptions = TROPICAL) -> Chart:
    return cast_chart(moment_at(datetime(year, 5, 17, 17, 30, tzinfo=UTC)), place, options)


def greenwich_deg(chart: Chart) -> float:
    assert chart.angles
    assert chart.place
    return chart.angles.armc_deg - chart.place.east_longitude_deg


def parts_of(geometry) -> list[list[list[float]]]:
    return [geometry.coordinates] if isinstance(geometry, LineString) else geometry.coordinates


def vector(north: float, east: float) -> np.ndarray:
    a, b = radians(north), radians(east)
    return np.array([cos(a) * cos(b), cos(a) * sin(b), sin(a)])


def above(right_ascension: float, declination: float, sidereal_time: float, latitude: float) -> tuple[float, float]:
    """Altitude, and hour angle in (-180, 180], in degrees."""
    hour_angle = (sidereal_time - right_ascension + 180) % 360 - 180
    h, d, p = radians(hour_angle), radians(declination), radians(latitude)
    return degrees(asin(max(-1, min(1, sin(p) * sin(d) + cos(p) * cos(d) * cos(h))))), hour_angle


def check_geojson(found: dict) -> None:
    assert found["type"] == "FeatureCollection"
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert set(feature) == {"type", "geometry", "properties"}
        kind, coordinates = feature["geometry"]["type"], feature["geometry"]["coordinates"]
        assert kind in {"LineString", "MultiLineString"}
        parts = [coordinates] if kind == "LineString" else coordinates
        assert (len(parts) > 1) == (kind == "MultiLineString")
        for part in parts:
            assert len(part) >= 2
            assert all(-180 <= east <= 180 and -90 <= north <= 90 for east, north in part)
            assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(part))
        for before, after in pairwise(parts):  # cut on the antimeridian, and nowhere else
            assert abs(before[-1][0]) == 180
            assert after[0] == [-before[-1][0], before[-1][1]]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("options", [TROPICAL, LAHIRI], ids=["tropical", "lahiri"])
def test_along_its_lines_a_body_rises_sets_and_culminates(year: int, options: ChartOptions) -> None:
    chart = chart_of(year, options=options)
    bodies = {one.body: one for one in chart.bodies}
    for line in find_astrocartography(chart).features:
        body, corner = bodies[line.properties.body], line.properties.corner
        for part in parts_of(line.geometry):
            for east, north in part:
                altitude, hour_angle = above(
                    body.right_ascension_deg, body.declination_deg, greenwich_deg(chart) + east, north
                )
                if corner in HORIZON:
                    assert abs(altitude) < 1e-5
                    on_meridian = abs(sin(radians(hour_angle))) * cos(radians(north)) < 1e-5
                    assert on_meridian or (hour_angle < 0) == (corner is Corner.RISING)
                else:
                    aim = 0 if corner is Corner.CULMINATING else 180
                    assert abs((hour_angle - aim + 180) % 360 - 180) < 1e-5


@pytest.mark.parametrize("year", YEARS)
def test_lines_are_whole_and_fine(year: int) -> None:
    chart = chart_of(year)
    bodies = {one.body: one for one in chart.bodies}
    lines = find_astrocartography(chart).features
    assert [(line.properties.body, line.properties.corner) for line in lines] == [
        (one.body, corner) for one in chart.bodies for corner in Corner
    ]
    for line in lines:
        body, corner = bodies[line.properties.body], line.properties.corner
        vertices = [vertex for part in parts_of(line.geometry) for vertex in part]
        if corner not in HORIZON:
            assert [north for _, north in vertices] == [-90, 0, 90]
            continue
        # From where it grazes the horizon in one hemisphere to where it does in the other.
        ends = sorted(north for _, north in (vertices[0], vertices[-1]))
        assert ends == pytest.approx([abs(body.declination_deg) - 90, 90 - abs(body.declination_deg)], abs=1e-5)
        for part in parts_of(line.geometry):
            for (east, north), (next_east, next_north) in pairwise(part):
                assert np.dot(vector(north, east), vector(next_north, next_east)) > cos(radians(2.001))
                middle = greenwich_deg(chart) + (east + next_east) / 2, (north + next_north) / 2
                assert abs(above(body.right_ascension_deg, body.declination_deg, *middle)[0]) < 0.02


def test_rising_and_setting_lines_end_on_the_meridians() -> None:
    for lines in zip(*[iter(find_astrocartography(chart_of(1990)).features)] * 4, strict=True):
        east = {line.properties.corner: parts_of(line.geometry) for line in lines}
        meridians = {east[corner][0][0][0] for corner in (Corner.CULMINATING, Corner.ANTI_CULMINATING)}
        for corner in HORIZON:
            ends = {east[corner][0][0][0], east[corner][-1][-1][0]}
            assert {round(one, 4) for one in ends} == {round(one, 4) for one in meridians}


@pytest.mark.parametrize("body", [Body.MOON, Body.PLUTO])
def test_in_zodiaco_the_ascendant_of_the_rising_line_is_the_bodys_longitude(body: Body) -> None:
    chart = chart_of(1990)
    longitude = next(one.longitude_deg for one in chart.bodies if one.body is body)
    found = find_astrocartography(chart, (body,), in_mundo=False)
    assert not found.in_mundo
    lines = {line.properties.corner: parts_of(line.geometry) for line in found.features}
    first_cusps = [
        compute_houses(chart.moment, Place("", north, east), HouseSystem.EQUAL).cusps_deg[0]
        for part in lines[Corner.RISING]
        for east, north in part
        if abs(north) < 60
    ]
    assert len(first_cusps) > 50
    assert max(abs((one - longitude + 180) % 360 - 180) for one in first_cusps) < 1e-4


@given(
    st.lists(
        st.tuples(
            st.one_of(st.floats(-90, 90), st.sampled_from([0.0, 90.0, -90.0, 1e-7, -1e-5])),
            st.one_of(st.floats(-180, 180), st.sampled_from([0.0, 180.0, -180.0, 90.0])),
            st.one_of(st.floats(0, 360), st.sampled_from([0.0, 90.0, 180.0, 270.0])),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=150)
def test_any_half_circle_lies_on_its_circle_and_ends_at_the_antipode_of_its_start(circles) -> None:
    lines = half_circles(*(np.array(values) for values in zip(*circles, strict=True)))
    for (pole_north, pole_east, _), line in zip(circles, lines, strict=True):
        parts = parts_of(line)
        check_geojson(
            {"type": "FeatureCollection",
             "features": [{"type": "Feature", "geometry": msgspec.to_builtins(line), "properties": {}}]}
        )  # fmt: skip
        pole = vector(pole_north, pole_east)
        vectors = [vector(north, east) for part in parts for east, north in part]
        assert max(abs(one @ pole) for one in vectors) < 1e-7 + radians(2e-6)
        assert np.linalg.norm(vectors[0] + vectors[-1]) < 1e-7
        assert all(a @ b > cos(radians(2.001)) for a, b in pairwise(vectors))
        assert max(abs(a[0] - b[0]) for part in parts for a, b in pairwise(part)) < 2.001


@pytest.mark.parametrize("place", [HALIFAX, Place("", -33.9, 151.2), Place("", 0.0, 180.0), Place("", 89.0, 10.0)])
@pytest.mark.parametrize("year", [1905, 1990])
def test_local_space_lines_leave_the_place_towards_the_azimuth_of_the_body(place: Place, year: int) -> None:
    chart = chart_of(year, place)
    bodies = {one.body: one for one in chart.bodies}
    here = vector(place.north_latitude_deg, place.east_longitude_deg)
    assert chart.angles
    found = find_local_space(chart).features
    assert [(one.properties.body, one.properties.direction) for one in found] == [
        (one.body, direction) for one in chart.bodies for direction in Direction
    ]
    for line in found:
        body = bodies[line.properties.body]
        vectors = [vector(north, east) for part in parts_of(line.geometry) for east, north in part]
        assert np.linalg.norm(vectors[0] - here) < 1e-7
        assert np.linalg.norm(vectors[-1] + here) < 1e-7
        # The zenith of the place below the body: towards there a line sets out, or away.
        below = vector(body.declination_deg, body.right_ascension_deg - greenwich_deg(chart))
        toward = below - (below @ here) * here
        toward /= np.linalg.norm(toward)
        sign = 1 if line.properties.direction is Direction.TOWARDS else -1
        assert all(sign * (one @ toward) > -1e-6 for one in vectors)
        assert max(abs(one @ np.cross(here, toward)) for one in vectors) < 1e-6
        assert line.properties.altitude_deg == pytest.approx(degrees(asin(below @ here)), abs=1e-6)
        north_point = np.array([0, 0, 1]) - here[2] * here
        east_point = np.cross([0, 0, 1], here)
        azimuth = degrees(atan2(toward @ east_point, toward @ north_point)) % 360
        assert line.properties.azimuth_deg == pytest.approx(azimuth, abs=1e-6)


def test_local_space_needs_a_place_with_directions() -> None:
    with pytest.raises(Undefined, match="needs a place"):
        find_local_space(chart_of(1990, None))
    with pytest.raises(Undefined, match="Ascendant"):
        find_local_space(chart_of(1990, Place("", 90.0, 0.0)))


@pytest.mark.parametrize("year", YEARS)
def test_at_a_paran_both_bodies_pass_their_corners_at_once(year: int) -> None:
    chart = chart_of(year)
    places = {one.body.value: (one.right_ascension_deg, one.declination_deg) for one in chart.bodies}
    for star in star_places(chart.moment.jd_tt):
        places[star.star.key] = star.right_ascension_deg, star.declination_deg
    found = find_paran_latitudes(chart, stars=("regulus", "polaris")).features
    assert len(found) > 700
    for line in found:
        told = line.properties
        assert parts_of(line.geometry) == [[[east, round(told.north_latitude_deg, 6)] for east in (-180.0, 0.0, 180.0)]]
        time = greenwich_deg(chart) + told.east_longitude_deg
        for key, corner in ((told.a, told.a_corner), (told.b, told.b_corner)):
            altitude, hour_angle = above(*places[key], time, told.north_latitude_deg)
            if corner in HORIZON:
                assert abs(altitude) < 1e-5
                assert (hour_angle < 0) == (corner is Corner.RISING)
            else:
                assert abs(sin(radians(hour_angle))) < 1e-7
                assert (abs(hour_angle) < 90) == (corner is Corner.CULMINATING)


def latitudes_of(right_ascension: float, declination: float, times: np.ndarray) -> np.ndarray:
    """Where on the meridian of each sidereal time the body stands on the horizon."""
    hour_angles = np.radians(times - right_ascension)
    return np.degrees(np.arctan(-np.cos(hour_angles) / tan(radians(declination))))


def test_no_paran_is_missing() -> None:
    chart = chart_of(1990, options=ChartOptions(bodies=tuple(Body)[:10]))
    found = [line.properties for line in find_paran_latitudes(chart).features]
    times = np.linspace(0, 360, 7201)
    for a, b in combinations(chart.bodies, 2):
        apart = latitudes_of(a.right_ascension_deg, a.declination_deg, times) - latitudes_of(
            b.right_ascension_deg, b.declination_deg, times
        )
        together = times[np.flatnonzero(np.diff(np.sign(apart)))]
        pair = [one for one in found if (one.a, one.b) == (a.body.value, b.body.value)]
        both = [one for one in pair if one.a_corner in HORIZON and one.b_corner in HORIZON]
        told = sorted((greenwich_deg(chart) + one.east_longitude_deg) % 360 for one in both)
        assert told == pytest.approx(sorted(together), abs=0.06)
        for horizon, meridian in ((a, b), (b, a)):
            hour_angle = radians(meridian.right_ascension_deg - horizon.right_ascension_deg)
            up = degrees(atan(-cos(hour_angle) / tan(radians(horizon.declination_deg))))
            ones = [one for one in pair if (one.a_corner in HORIZON) != (one.b_corner in HORIZON)]
            ones = [one for one in ones if (one.a_corner in HORIZON) == (horizon is a)]
            assert sorted(one.north_latitude_deg for one in ones) == pytest.approx(sorted([up, -up]), abs=1e-6)
        assert len(pair) == len(both) + 4


def test_at_a_parans_latitude_the_natal_paran_with_the_star_is_exact() -> None:
    chart = chart_of(1990)
    lines = [one.properties for one in find_paran_latitudes(chart, (Body.MARS,), ("regulus",)).features]
    assert len(lines) == 6
    regulus = next(one for one in star_places(chart.moment.jd_tt) if one.star.key == "regulus")
    for told in lines:
        there = chart_of(1990, Place("", told.north_latitude_deg, 0.0))
        if abs(told.north_latitude_deg - regulus.declination_deg) > 90:
            continue  # the star never rises there, and has no natal parans
        exact = [
            (one.body_corner, one.star_corner)
            for one in find_star_parans(there).parans
            if one.body is Body.MARS and one.star == "regulus" and one.orb_deg < 1e-4
        ]
        assert (told.a_corner, told.b_corner) in exact


def test_a_paran_with_a_star_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidInput, match="nemesis") as caught:
        find_paran_latitudes(chart_of(1990), stars=("nemesis",))
    assert caught.value.field == "stars"


@pytest.mark.parametrize("find", [find_astrocartography, find_local_space, find_paran_latitudes])
@pytest.mark.parametrize("year", [1905, 2031])
def test_maps_are_geojson(find, year: int) -> None:
    found = find(chart_of(year))
    check_geojson(msgspec.json.decode(msgspec.json.encode(found)))
    assert found.utc == f"{year}-05-17T17:30:00Z"
    assert all(msgspec.json.schema(kind) for kind in (AngularMap, LocalSpaceMap, ParanMap))


def test_a_chart_without_a_place_has_the_same_map() -> None:
    assert find_astrocartography(chart_of(1990, None)) == find_astrocartography(chart_of(1990))
    assert find_paran_latitudes(chart_of(1990, None)) == find_paran_latitudes(chart_of(1990))
