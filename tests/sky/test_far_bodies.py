"""Bodies beyond Neptune against their published orbits, and planets that nobody has seen against theirs.

JPL: Small-Body Database, epoch JD 2461000.5 TDB (2025-11-21), as kept in the public repository of libephemeris
(minor_bodies.py). Witte's and Sieggruen's planets: J. Neely's elements (1988) for the epoch and equinox 1900, which
keep the semi-axes of Witte's four; Transpluto: Strubell, Die Sterne 3/1952, p. 70; Harrington's planet: Astronomical
Journal 96 (1988); Neptune of Le Verrier and of Adams, Pluto of Lowell and of Pickering: W. G. Hoyt, Planets X and Pluto
(1980), p. 63. The orbits are those of the files; the motion on them, and how the Earth sees it, is our own and
Skyfield's.
"""

from datetime import UTC, datetime

import numpy as np
import pytest
from orbits import GAUSS, Elements, heliocentric, seen_on
from precession import J2000, ecliptic_of
from skyfield_truth import Seen
from sphere import Vector, gap_deg

from outer_skies.engine.far_bodies import TransNeptunian, UranianPoint
from outer_skies.engine.far_sight import far_rows
from outer_skies.engine.moments import Moment, moment_at

JPL_EPOCH = 2461000.5
J1900 = 2415020.0
ARCSECOND = 1 / 3600

# fmt: off
JPL_ORBITS = (
    Elements(TransNeptunian.ERIS, JPL_EPOCH, 67.99636506315233, 0.4369647318678042, 43.86893210857381,
             150.7324609262193, 36.0271728267921, 211.4489901906776),
    Elements(TransNeptunian.SEDNA, JPL_EPOCH, 549.5405279241455, 0.8612974378772624, 11.92591697769048,
             311.0097709574837, 144.4787268123774, 358.6072615114487),
    Elements(TransNeptunian.HAUMEA, JPL_EPOCH, 43.00549881333706, 0.1957748188564788, 28.20840579216805,
             240.888336259082, 121.7972901946415, 222.3276474703985),
    Elements(TransNeptunian.MAKEMAKE, JPL_EPOCH, 45.51068175675377, 0.1604249910368623, 29.03230613859081,
             297.0754218776326, 79.26892117343222, 169.3202841867025),
    Elements(TransNeptunian.QUAOAR, JPL_EPOCH, 43.1476797802032, 0.03583878353429052, 7.991371294217068,
             163.9231384883233, 188.9632800603184, 291.4818844949103),
    Elements(TransNeptunian.ORCUS, JPL_EPOCH, 39.33577647200568, 0.2217300030420161, 20.55552551599616,
             73.72249191891537, 268.3859416278478, 188.1111318293787),
    Elements(TransNeptunian.IXION, JPL_EPOCH, 39.35053706213409, 0.2442328489971719, 19.67041190191546,
             300.6585723831106, 71.09295825377649, 294.2004612799266),
)
U = UranianPoint
ORBITS = (  # the equinox, then the orbit on its ecliptic
    (J1900, Elements(U.CUPIDO, J1900, 40.99837, 0.00460, 1.0833, 171.4333, 129.8325, 163.7409)),
    (J1900, Elements(U.HADES, J1900, 50.66744, 0.00245, 1.0500, 148.1796, 161.3339, 27.6496)),
    (J1900, Elements(U.ZEUS, J1900, 59.21436, 0.00120, 0.0, 299.0440, 0.0, 165.1232)),
    (J1900, Elements(U.KRONOS, J1900, 64.81690, 0.00305, 0.0, 208.8801, 0.0, 169.0193)),
    (J1900, Elements(U.APOLLON, J1900, 70.29949, 0.0, 0.0, 0.0, 0.0, 138.0533)),
    (J1900, Elements(U.ADMETOS, J1900, 73.62765, 0.0, 0.0, 0.0, 0.0, 351.3350)),
    (J1900, Elements(U.VULKANUS, J1900, 77.25568, 0.0, 0.0, 0.0, 0.0, 55.8983)),
    (J1900, Elements(U.POSEIDON, J1900, 83.66907, 0.0, 0.0, 0.0, 0.0, 165.5163)),
    (2431456.5, Elements(U.TRANSPLUTO, 2368547.66, 77.775, 0.3, 0.0, 0.7, 0.0, 0.0)),
    (J2000, Elements(U.HARRINGTON, 2374696.5, 101.2, 0.411, 32.4, 208.5, 275.4, 0.0)),
    (2395662.5, Elements(U.LEVERRIER, 2395662.5, 36.15, 0.10761, 0.0, 284.75, 0.0, 34.05)),
    (2395662.5, Elements(U.ADAMS, 2395662.5, 37.25, 0.12062, 0.0, 299.11, 0.0, 24.28)),
    (2425977.5, Elements(U.LOWELL, 2425977.5, 43.0, 0.202, 0.0, 204.9, 0.0, 281.0)),
    (2425977.5, Elements(U.PICKERING, 2425977.5, 55.1, 0.31, 15.0, 280.1, 100.0, 48.95)),
)
# fmt: on
MOMENTS = [moment_at(datetime(year, 3, 20, 7, tzinfo=UTC)) for year in (1905, 1950, 1990, 2024, 2049)]


def on_ecliptic(orbit: Elements, jd: float) -> Vector:
    """Heliocentric, on the ecliptic that the orbit is published on, in au."""
    mean = np.radians(orbit.mean_anomaly_deg) + GAUSS / orbit.axis_au**1.5 * (jd - orbit.epoch)
    e, anomaly = orbit.eccentricity, mean
    for _ in range(60):
        anomaly -= (anomaly - e * np.sin(anomaly) - mean) / (1.0 - e * np.cos(anomaly))
    along = np.arctan2(np.sqrt(1.0 - e * e) * np.sin(anomaly), np.cos(anomaly) - e)
    along += np.radians(orbit.perihelion_deg)
    node, tilt = np.radians(orbit.node_deg), np.radians(orbit.inclination_deg)
    distance = orbit.axis_au * (1.0 - e * np.cos(anomaly))
    return distance * np.array(
        [
            np.cos(node) * np.cos(along) - np.sin(node) * np.sin(along) * np.cos(tilt),
            np.sin(node) * np.cos(along) + np.cos(node) * np.sin(along) * np.cos(tilt),
            np.sin(along) * np.sin(tilt),
        ]
    )


def seen_from_equinox(orbit: Elements, equinox_jd: float, jd_tt: float) -> Seen:
    """The apparent place of a body whose orbit lies on the ecliptic of another equinox."""
    to_equator = ecliptic_of(equinox_jd).T
    return seen_on(lambda jd: to_equator @ on_ecliptic(orbit, jd), jd_tt)


def off_arcsec(point: UranianPoint | TransNeptunian, jd_tt: float, truth: Seen) -> tuple[float, float]:
    row = far_rows(jd_tt, None)[point]
    along = gap_deg(row[0], truth.longitude_deg) * np.cos(np.radians(row[1]))
    return abs(along) / ARCSECOND, abs(row[1] - truth.latitude_deg) / ARCSECOND


@pytest.mark.parametrize("orbit", JPL_ORBITS, ids=lambda orbit: orbit.body.value)
def test_a_body_beyond_neptune_stands_where_jpl_has_it(orbit: Elements) -> None:
    truth = seen_on(lambda jd: heliocentric(orbit, jd), JPL_EPOCH)
    assert max(off_arcsec(orbit.body, JPL_EPOCH, truth)) < 1.0
    distance = far_rows(JPL_EPOCH, None)[orbit.body][2]
    assert distance == pytest.approx(truth.distance_au, abs=2e-3)


def test_every_body_beyond_neptune_is_checked() -> None:
    assert {orbit.body for orbit in JPL_ORBITS} == set(TransNeptunian)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.utc[:4])
@pytest.mark.parametrize(("equinox", "orbit"), ORBITS, ids=[orbit.body.value for _, orbit in ORBITS])
def test_a_planet_nobody_has_seen_moves_on_its_authors_orbit(equinox: float, orbit: Elements, moment: Moment) -> None:
    truth = seen_from_equinox(orbit, equinox, moment.jd_tt)
    assert max(off_arcsec(orbit.body, moment.jd_tt, truth)) < 0.2


def test_every_planet_nobody_has_seen_is_checked_but_nibiru_whose_orbit_is_nearly_a_parabola() -> None:
    assert {orbit.body for _, orbit in ORBITS} == set(UranianPoint) - {UranianPoint.NIBIRU}
