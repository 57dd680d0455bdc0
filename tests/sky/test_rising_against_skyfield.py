"""Rising, culminating and setting against Skyfield: another library and ephemeris, another turning of the Earth."""

import numpy as np
import pytest
from skyfield.api import wgs84
from skyfield_truth import EPHEMERIS, TARGETS, time_of

from outer_skies.engine.bodies import Body
from outer_skies.engine.events.rising import find_passages
from outer_skies.engine.horizon import Corner
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place

START = 2459580.5  # 2022-01-01
PLACES = [Place("Quito", -0.18, -78.47), Place("Berlin", 52.52, 13.4), Place("Tromso", 69.65, 18.96),
          Place("Dunedin", -45.87, 170.5)]  # fmt: skip
AU_KM, MOON_KM = 149597870.7, 1737.4


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
@pytest.mark.parametrize("body", [Body.SUN, Body.MOON, Body.MARS], ids=lambda body: body.value)
def test_skyfield_sees_the_limb_on_the_horizon_and_the_centre_on_the_meridian(body: Body, place: Place) -> None:
    """The altitude that Skyfield finds is that of the horizon to 1"; the azimuth due south or north."""
    found = find_passages(moment_at_tt(START), moment_at_tt(START + 60), place, (body,))
    ground = EPHEMERIS["earth"] + wgs84.latlon(place.north_latitude_deg, place.east_longitude_deg, 0.0)
    for one in found.passages[::5]:
        t = time_of(one.jd_tt, moment_at_tt(one.jd_tt).delta_t_s)
        altitude, azimuth, distance = ground.at(t).observe(EPHEMERIS[TARGETS[body]]).apparent().altaz()
        if one.corner in {Corner.RISING, Corner.SETTING}:
            radius = 0.0
            if body is Body.SUN:
                radius = 959.63 / 3600 / distance.au
            elif body is Body.MOON:
                radius = np.degrees(np.arcsin(MOON_KM / AU_KM / distance.au))
            # The horizon is 34' up.
            assert altitude.degrees + radius + 34 / 60 == pytest.approx(0, abs=1.0 / 3600)
        else:
            across = np.sin(np.radians(azimuth.degrees)) * np.cos(np.radians(altitude.degrees))
            # The Moon is a little aside of the meridian where its own motion lifts it over another.
            assert np.degrees(abs(across)) < 1.5 / 3600
        assert one.altitude_deg == pytest.approx(altitude.degrees, abs=1.0 / 3600)
