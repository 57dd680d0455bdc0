"""Stars worked out all at once, beside the library's own answer for one star at a time."""

from math import cos, hypot, radians
from random import Random

import pytest

from outer_skies.engine import ephemeris
from outer_skies.engine.angles import separation_deg
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import (
    FILES_END_JD_TT,
    FILES_START_JD_TT,
    THEORY_END_JD_TT,
    THEORY_START_JD_TT,
    Theory,
    sight,
    theory_at,
)
from outer_skies.engine.stars import Star, all_stars, equatorial_track, star_places, stars_seen
from outer_skies.errors import OutsideEphemeris

swe = ephemeris.swe
ARCSECOND = 1 / 3600
# The library has numbers of its own for it, in other axes.
STARS = [star for star in all_stars() if star.key != "galactic_centre"]


def library_place(star: Star, jd_tt: float, ayanamsa: Ayanamsa | None) -> tuple[float, float, float, float]:
    """Longitude, latitude, right ascension and declination."""
    flags = swe.FLG_SWIEPH if theory_at(jd_tt) is Theory.SWISS else swe.FLG_MOSEPH
    equatorial = swe.fixstar2(star.name, jd_tt, flags | swe.FLG_EQUATORIAL)[0]
    if ayanamsa is not None:
        swe.set_sid_mode(getattr(swe, f"SIDM_{ayanamsa.name}"))
        flags |= swe.FLG_SIDEREAL
    return *swe.fixstar2(star.name, jd_tt, flags)[0][:2], *equatorial[:2]


def apart_arcsec(star: Star, jd_tt: float, ayanamsa: Ayanamsa | None) -> float:
    """The most by which any of four coordinates differs, along the sky."""
    place = next(one for one in star_places(jd_tt, ayanamsa) if one.star is star)
    ours = place.longitude_deg, place.latitude_deg, place.right_ascension_deg, place.declination_deg
    theirs = library_place(star, jd_tt, ayanamsa)
    scale = cos(radians(ours[1])), 1, cos(radians(ours[3])), 1
    return max(separation_deg(a, b) * each for a, b, each in zip(ours, theirs, scale, strict=True)) / ARCSECOND


def is_behind_the_sun(star: Star, jd_tt: float) -> bool:
    sun, place = sight(jd_tt, (Body.SUN,))[0], library_place(star, jd_tt, None)
    apart = separation_deg(sun.longitude_deg, place[0]) * cos(radians(place[1])), sun.latitude_deg - place[1]
    return hypot(*apart) < 16.5 / 60


@pytest.mark.parametrize("ayanamsa", [None, *Ayanamsa], ids=lambda one: getattr(one, "value", "tropical"))
def test_a_star_appears_where_the_library_has_it(ayanamsa: Ayanamsa | None) -> None:
    chance = Random(f"stars {ayanamsa}")  # noqa: S311  a workload, not a secret
    for _ in range(200 if ayanamsa is None else 20):
        star, jd_tt = chance.choice(STARS), chance.uniform(FILES_START_JD_TT, FILES_END_JD_TT)
        if not is_behind_the_sun(star, jd_tt):
            assert apart_arcsec(star, jd_tt, ayanamsa) < 0.001, (star.key, jd_tt)


def test_a_star_appears_where_the_library_has_it_by_the_analytical_theory() -> None:
    chance = Random("stars long ago and to come")  # noqa: S311  a workload, not a secret
    moments = [chance.uniform(THEORY_START_JD_TT, FILES_START_JD_TT) for _ in range(50)]
    moments += [chance.uniform(FILES_END_JD_TT, THEORY_END_JD_TT) for _ in range(50)]
    for jd_tt in moments:
        star = chance.choice(STARS)
        if not is_behind_the_sun(star, jd_tt):
            assert apart_arcsec(star, jd_tt, chance.choice((None, Ayanamsa.LAHIRI, Ayanamsa.TRUE_CITRA))) < 0.001


def test_the_light_of_a_star_behind_the_sun_comes_out_within_four_seconds_of_arc() -> None:
    star = next(one for one in STARS if one.key == "asellus_australis")  # 0.08 degrees off the ecliptic
    crossing = 2451757.0  # August 2000
    days = [crossing + step / 48 for step in range(-48 * 6, 48 * 6)]
    behind = [jd for jd in days if is_behind_the_sun(star, jd)]
    assert 10 < len(behind) < 40
    assert 0.01 < max(apart_arcsec(star, jd, None) for jd in behind) < 4
    assert all(apart_arcsec(star, jd, None) < 0.001 for jd in days if jd not in behind)


def test_many_moments_of_one_star_are_those_of_each_moment() -> None:
    days = [FILES_START_JD_TT - 40 + 10 * step for step in range(9)]
    for jd_tt, found in zip(days, equatorial_track("sirius", days), strict=True):
        place = next(one for one in star_places(jd_tt) if one.star.key == "sirius")
        assert found == pytest.approx((place.right_ascension_deg, place.declination_deg), abs=1e-11)


def test_longitude_and_right_ascension_are_below_a_full_circle() -> None:
    for year in range(20):
        places = stars_seen(2451545.0 + 365.25 * year)
        for angle in (places.longitude_deg, places.right_ascension_deg):
            assert ((angle >= 0) & (angle < 360)).all()


def test_there_are_no_stars_beyond_the_years_of_the_ephemeris() -> None:
    with pytest.raises(OutsideEphemeris):
        star_places(THEORY_END_JD_TT + 1)
