"""The fixed stars against Skyfield, against almanacs and Ptolemy, and against the planets that once covered them.

Skyfield carries the catalogue's numbers to the date with its own precession, nutation, aberration and parallax.
The numbers themselves: The Air Almanac's list of navigation stars (57 stars and Polaris, to the degree); Ptolemy,
Almagest VII.5 to VIII.1 (the epoch is 20 July 137), whose longitudes are about a degree too small throughout (G.
Grasshoff, The History of Ptolemy's Star Catalogue, 1990); observed occultations: Regulus by Venus (de Vaucouleurs and
Menzel 1960, Nature 188, 28), beta Scorpii by Jupiter (Hubbard and others 1972, AJ 77, 41), epsilon Geminorum by Mars
(Elliot and others 1977, ApJ 217, 661).
"""

from datetime import UTC, datetime
from math import acos, cos, degrees, radians, sin

import numpy as np
import pytest
from skyfield.api import Star as SkyfieldStar
from skyfield.framelib import ecliptic_frame
from skyfield_truth import EPHEMERIS, time_of
from sphere import gap_deg
from stars import ALDEBARAN, GALACTIC_CENTRE, PUSHYA, REVATI, SPICA, Catalogued

from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import sight
from outer_skies.engine.moments import moment_at
from outer_skies.engine.stars import StarPlace, all_stars, star_places

ARCSECOND = 1 / 3600
# Sidereal hour angle and declination for the years about 2000, whole degrees.
NAVIGATION_STARS = {
    "alpheratz": (358, 29), "ankaa": (354, -42), "schedar": (350, 56), "diphda": (349, -18), "achernar": (336, -57),
    "hamal": (328, 23), "acamar": (316, -40), "menkar": (315, 4), "mirfak": (309, 50), "aldebaran": (291, 16),
    "rigel": (282, -8), "capella": (281, 46), "bellatrix": (279, 6), "elnath": (279, 29), "alnilam": (276, -1),
    "betelgeuse": (271, 7), "canopus": (264, -53), "sirius": (259, -17), "adhara": (256, -29), "procyon": (245, 5),
    "pollux": (244, 28), "avior": (234, -59), "suhail": (223, -43), "miaplacidus": (222, -70), "alphard": (218, -9),
    "regulus": (208, 12), "dubhe": (194, 62), "denebola": (183, 15), "gienah": (176, -17), "acrux": (174, -63),
    "gacrux": (172, -57), "alioth": (167, 56), "spica": (159, -11), "alkaid": (153, 49), "hadar": (149, -60),
    "menkent": (149, -36), "arcturus": (146, 19), "rigil_kentaurus": (140, -61), "zubenelgenubi": (138, -16),
    "kochab": (137, 74), "alphecca": (127, 27), "antares": (113, -26), "atria": (108, -69), "sabik": (103, -16),
    "shaula": (97, -37), "rasalhague": (96, 13), "eltanin": (91, 51), "kaus_australis": (84, -34), "vega": (81, 39),
    "nunki": (76, -26), "altair": (63, 9), "peacock": (54, -57), "deneb": (50, 45), "enif": (34, 10),
    "alnair": (28, -47), "fomalhaut": (16, -30), "markab": (14, 15),
}  # fmt: skip
# Longitude and latitude in degrees; signs of thirty degrees from Aries.
ALMAGEST = {
    "aldebaran": (30 + 12 + 2 / 3, -(5 + 1 / 6)),
    "rigel": (30 + 19 + 5 / 6, -31.5),
    "capella": (30 + 25, 22.5),
    "betelgeuse": (60 + 2, -17),
    "sirius": (60 + 17 + 2 / 3, -(39 + 1 / 6)),
    "procyon": (60 + 29 + 1 / 6, -(16 + 1 / 6)),
    "regulus": (120 + 2.5, 1 / 6),
    "spica": (150 + 26 + 2 / 3, -2),
    "arcturus": (150 + 27, 31.5),
    "antares": (210 + 12 + 2 / 3, -4),
    "vega": (240 + 17 + 1 / 3, 62),
    "altair": (270 + 3 + 5 / 6, 29 + 1 / 6),
}
# The planet covered the star for some part of the Earth, so from its centre they are at most this far apart: the radius
# of the planet's disc and its parallax.
OCCULTATIONS = (
    (Body.VENUS, "regulus", datetime(1959, 7, 7, 14, 30, tzinfo=UTC), 35.0),
    (Body.JUPITER, "acrab", datetime(1971, 5, 13, 19, 30, tzinfo=UTC), 25.0),
    (Body.MARS, "mebsuta", datetime(1976, 4, 8, 1, 0, tzinfo=UTC), 12.0),
)
MOMENTS = tuple(datetime(year, 1 + year % 12, 15, 6, tzinfo=UTC) for year in (1905, 1933, 1961, 1988, 2000, 2024, 2049))


def jd_of(utc: datetime) -> float:
    return moment_at(utc).jd_tt


def place_of(key: str, jd_tt: float) -> StarPlace:
    return next(place for place in star_places(jd_tt) if place.star.key == key)


def apart_arcsec(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    a, b = radians(latitude), radians(other_latitude)
    cosine = sin(a) * sin(b) + cos(a) * cos(b) * cos(radians(longitude - other_longitude))
    return degrees(acos(min(1.0, cosine))) / ARCSECOND


def test_there_are_more_than_a_hundred_named_stars_with_motion_and_magnitude() -> None:
    named = [star for star in all_stars() if star.magnitude is not None]
    assert len(named) >= 200
    assert len({star.key for star in all_stars()}) == len({star.name for star in all_stars()}) == len(all_stars())
    moving = [s for s in named if s.right_ascension_motion_mas_per_year or s.declination_motion_mas_per_year]
    assert len(moving) >= 200


@pytest.mark.parametrize("utc", MOMENTS, ids=lambda utc: str(utc.year))
def test_every_star_appears_where_skyfield_sees_it(utc: datetime) -> None:
    jd_tt = jd_of(utc)
    stars = all_stars()
    catalogued = SkyfieldStar(
        ra_hours=np.array([star.right_ascension_deg / 15 for star in stars]),
        dec_degrees=np.array([star.declination_deg for star in stars]),
        ra_mas_per_year=np.array([star.right_ascension_motion_mas_per_year for star in stars]),
        dec_mas_per_year=np.array([star.declination_motion_mas_per_year for star in stars]),
        parallax_mas=np.array([star.parallax_mas for star in stars]),
        radial_km_per_s=np.array([star.radial_velocity_km_per_s for star in stars]),
    )
    seen = EPHEMERIS["earth"].at(time_of(jd_tt)).observe(catalogued).apparent()
    latitude, longitude, _ = seen.frame_latlon(ecliptic_frame)
    right_ascension, declination, _ = seen.radec("date")
    for index, place in enumerate(star_places(jd_tt)):
        truth = longitude.degrees[index], latitude.degrees[index]
        assert apart_arcsec(place.longitude_deg, place.latitude_deg, *truth) < 0.1, place.star
        truth = right_ascension.hours[index] * 15, declination.degrees[index]
        assert apart_arcsec(place.right_ascension_deg, place.declination_deg, *truth) < 0.1, place.star


@pytest.mark.parametrize("key", NAVIGATION_STARS)
def test_a_navigation_star_is_the_one_of_the_almanac(key: str) -> None:
    hour_angle, declination = NAVIGATION_STARS[key]
    place = place_of(key, 2451545.0)
    assert abs(gap_deg(360 - place.right_ascension_deg, hour_angle)) < 1
    assert abs(place.declination_deg - declination) < 1


@pytest.mark.parametrize("key", ALMAGEST)
def test_a_star_stood_where_ptolemy_has_it(key: str) -> None:
    place = place_of(key, 1771298.0)  # 20 July 137
    longitude, latitude = ALMAGEST[key]
    along = gap_deg(longitude, place.longitude_deg) * cos(radians(latitude))
    assert along == pytest.approx(-0.9, abs=0.75)
    assert place.latitude_deg == pytest.approx(latitude, abs=0.75)


@pytest.mark.parametrize(
    ("body", "key", "utc", "most_arcsec"), OCCULTATIONS, ids=lambda one: getattr(one, "value", None)
)
def test_a_planet_that_covered_a_star_stood_before_it(body: Body, key: str, utc: datetime, most_arcsec: float) -> None:
    star = place_of(key, jd_of(utc))
    seen = [sight(jd_of(utc) + minutes / 1440, (body,))[0] for minutes in range(-180, 181, 2)]
    least = min(
        apart_arcsec(one.longitude_deg, one.latitude_deg, star.longitude_deg, star.latitude_deg) for one in seen
    )
    assert least < most_arcsec


@pytest.mark.parametrize(
    ("key", "catalogued"),
    [("spica", SPICA), ("revati", REVATI), ("asellus_australis", PUSHYA), ("aldebaran", ALDEBARAN),
     ("galactic_centre", GALACTIC_CENTRE)],
)  # fmt: skip
def test_the_table_has_the_numbers_that_the_tests_of_the_ayanamsas_took_from_simbad(
    key: str, catalogued: Catalogued
) -> None:
    star = place_of(key, 2451545.0).star
    hours, minutes, seconds = catalogued.right_ascension_h
    assert star.right_ascension_deg == pytest.approx(15 * (hours + minutes / 60 + seconds / 3600), abs=0.1 * ARCSECOND)
    assert star.parallax_mas == pytest.approx(catalogued.parallax_mas)
    assert star.declination_motion_mas_per_year == pytest.approx(catalogued.motion_mas[1])
