"""Where bodies and stars stand over a place: as the library has it."""

import numpy as np
import pytest

from outer_skies.engine import ephemeris
from outer_skies.engine.bodies import Body
from outer_skies.engine.local_sky import direction, hour_angle_deg
from outer_skies.engine.places import Place
from outer_skies.engine.rotation import delta_t_days
from outer_skies.engine.stars import star_named
from outer_skies.errors import InvalidInput

swe = ephemeris.swe
PLACES = [Place("Quito", -0.18, -78.47, 2850.0), Place("Tromso", 69.65, 18.96), Place("Sydney", -33.87, 151.21)]
BODIES = [(Body.SUN, 0), (Body.MOON, 1), (Body.MERCURY, 2), (Body.PLUTO, 9), (Body.CHIRON, 15)]
JD_TT = np.sort(np.random.default_rng(3).uniform(2415021.0, 2488069.0, 80))


def expected(jd_tt: float, body: int | str, place: Place) -> tuple[float, float]:
    where = (place.east_longitude_deg, place.north_latitude_deg, place.elevation_m)
    flags = swe.FLG_SWIEPH | swe.FLG_EQUATORIAL | swe.FLG_TOPOCTR
    ephemeris._prepare_thread()
    swe.set_topo(*where)
    seen = swe.calc(jd_tt, body, flags)[0] if isinstance(body, int) else swe.fixstar2(body, jd_tt, flags)[0]
    jd_ut1 = jd_tt - float(delta_t_days(np.array([jd_tt]))[0])
    azimuth, altitude, _ = swe.azalt(jd_ut1, swe.EQU2HOR, where, 0, 0, seen[:3])
    return (azimuth + 180) % 360, altitude


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
@pytest.mark.parametrize(("body", "number"), BODIES, ids=[body.value for body, _ in BODIES])
def test_bodies_stand_where_the_library_sees_them(body: Body, number: int, place: Place) -> None:
    found = direction(body, JD_TT, place)
    for jd, azimuth, altitude in zip(JD_TT, found.azimuth_deg, found.altitude_deg, strict=True):
        around, above = expected(jd, number, place)
        assert altitude == pytest.approx(above, abs=0.2 / 3600)
        across = ((azimuth - around + 180) % 360 - 180) * np.cos(np.radians(above))
        assert across == pytest.approx(0, abs=0.25 / 3600)


@pytest.mark.parametrize(("key", "code"), [("regulus", ",alLeo"), ("sirius", ",alCMa"), ("polaris", ",alUMi")])
def test_stars_stand_where_the_library_sees_them(key: str, code: str) -> None:
    found = direction(star_named(key), JD_TT, PLACES[2])
    for jd, altitude in zip(JD_TT, found.altitude_deg, strict=True):
        assert altitude == pytest.approx(expected(jd, code, PLACES[2])[1], abs=1.0 / 3600)


def test_on_the_meridian_a_body_is_due_south_or_north() -> None:
    hour_angles = hour_angle_deg(Body.SUN, JD_TT, 18.96)
    found = direction(Body.SUN, JD_TT, PLACES[1])
    is_west = hour_angles < 180
    assert np.array_equal(found.azimuth_deg > 180, is_west)


def test_a_star_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        star_named("nemesis")
    assert refused.value.field == "star"
