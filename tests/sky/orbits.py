"""Osculating orbits that observatories published for the asteroids, and where a body on such an orbit is.

Near its epoch an osculating orbit is the body's own; days away, the planets have hardly pulled yet.

JPL: Small-Body Database, epoch JD 2461000.5 TDB (2025-11-21), as retrieved on 2025-11-27 into the public repository of
libephemeris (minor_bodies.py). Chiron's state: Horizons, solution JPL#171, heliocentric, ICRF, as kept in the tests of
the public repository PathFinder.AccuracyBenchmark. MPC: MPCORB.DAT of the Minor Planet Center, lines quoted in public
source code (HNSKY's asteroid export for 2024; orbit tools' comments for 2011 and 2020).
Each was copied from such a file, not from the centres themselves, and rests on their agreeing with one another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from skyfield.timelib import Time
from skyfield.vectorlib import VectorFunction
from skyfield_truth import EPHEMERIS, Seen, apparent_place, time_of
from sphere import Vector, cosd, sind

from outer_skies.engine.bodies import Body
from outer_skies.engine.far_bodies import TransNeptunian, UranianPoint

Path = Callable[[float], Vector]  # Julian day to a place in au
GAUSS = 0.01720209895
OBLIQUITY_J2000_DEG = 84381.448 / 3600.0  # of the ecliptic that orbits are published on
CHIRON_EPOCH = 2451545.0
CHIRON_AU = np.array([-3.529597323721606, -8.675401114502414, -2.935904700117773])
CHIRON_AU_PER_DAY = np.array([4.971227226758336e-03, -3.626418894486951e-03, -8.257960206970693e-04])


@dataclass(frozen=True, slots=True)
class Elements:
    """Semi-major axis in au, then angles in degrees on the ecliptic of J2000, at an epoch in TT."""

    body: Body | TransNeptunian | UranianPoint
    epoch: float
    axis_au: float
    eccentricity: float
    inclination_deg: float
    perihelion_deg: float
    node_deg: float
    mean_anomaly_deg: float


def _turned_about_z(v: Vector, angle_deg: float) -> Vector:
    c, s = cosd(angle_deg), sind(angle_deg)
    return np.array([c * v[0] - s * v[1], s * v[0] + c * v[1], v[2]])


def _turned_about_x(v: Vector, angle_deg: float) -> Vector:
    c, s = cosd(angle_deg), sind(angle_deg)
    return np.array([v[0], c * v[1] - s * v[2], s * v[1] + c * v[2]])


def heliocentric(orbit: Elements, jd: float) -> Vector:
    """Equatorial, J2000, in au, by Kepler's equation."""
    motion = GAUSS / orbit.axis_au**1.5
    mean = np.radians(orbit.mean_anomaly_deg) + motion * (jd - orbit.epoch)
    e = orbit.eccentricity
    anomaly = mean
    for _ in range(60):
        anomaly -= (anomaly - e * np.sin(anomaly) - mean) / (1.0 - e * np.cos(anomaly))
    flat = orbit.axis_au * np.array([np.cos(anomaly) - e, np.sqrt(1.0 - e * e) * np.sin(anomaly), 0.0])
    tilted = _turned_about_x(_turned_about_z(flat, orbit.perihelion_deg), orbit.inclination_deg)
    return _turned_about_x(_turned_about_z(tilted, orbit.node_deg), OBLIQUITY_J2000_DEG)


def chiron_near_j2000(jd: float) -> Vector:
    """Equatorial, J2000, in au: the state of that day, bent by the Sun alone."""
    days = jd - CHIRON_EPOCH
    pull = -(GAUSS**2) * CHIRON_AU / np.linalg.norm(CHIRON_AU) ** 3
    return CHIRON_AU + CHIRON_AU_PER_DAY * days + pull * days**2 / 2.0


class OnItsOrbit(VectorFunction):
    """A body that Skyfield can observe, moved by a function of ours."""

    center: ClassVar[int] = 10
    target: ClassVar[int] = 2000000

    def __init__(self, path: Path) -> None:
        self.path = path

    def _at(self, t: Time) -> tuple[Vector, Vector, None, None]:
        return self.path(float(t.tdb)), np.zeros(3), None, None


def seen_on(path: Path, jd_tt: float) -> Seen:
    """The apparent place, geocentric, of a body that moves so."""
    return apparent_place(EPHEMERIS["sun"] + OnItsOrbit(path), time_of(jd_tt))


JPL_EPOCH, MPC_2011, MPC_2020, MPC_2024 = 2461000.5, 2455800.5, 2459000.5, 2460400.5
# fmt: off
ORBITS = (
    Elements(Body.CHIRON, JPL_EPOCH, 13.69219896172984, 0.3789792342846475, 6.926003536565557, 339.2537417045351,
             209.2984204899107, 212.8397717853335),
    Elements(Body.PHOLUS, JPL_EPOCH, 20.28340105547402, 0.574744804002886, 24.75699076739707, 354.7299656288133,
             119.2896923424452, 134.470501527666),
    Elements(Body.CERES, JPL_EPOCH, 2.765615651508659, 0.07957631994408416, 10.58788658206854, 73.29975464616518,
             80.24963090816965, 231.5397330043706),
    Elements(Body.PALLAS, JPL_EPOCH, 2.76992582511479, 0.2306429787781384, 34.92832687077855, 310.9333840114307,
             172.8885963367437, 211.5297778033731),
    Elements(Body.JUNO, JPL_EPOCH, 2.670879058906207, 0.2558257725543152, 12.98603961477441, 247.8836661359693,
             169.8198844530219, 217.5909617686606),
    Elements(Body.VESTA, JPL_EPOCH, 2.361541280084789, 0.09016764504738634, 7.144060599543863, 151.5371488873794,
             103.7022980342142, 26.80967220901607),
    Elements(Body.CERES, MPC_2011, 2.7665466, 0.0785634, 10.58595, 72.44742, 80.37910, 199.31747),
    Elements(Body.CERES, MPC_2024, 2.7670775, 0.0790273, 10.58760, 73.36090, 80.25352, 102.95074),
    Elements(Body.PALLAS, MPC_2011, 2.7711488, 0.2312416, 34.84160, 310.06331, 173.12644, 181.70142),
    Elements(Body.PALLAS, MPC_2020, 2.7738415, 0.2299723, 34.83293, 310.20237, 173.02474, 144.97567),
    Elements(Body.PALLAS, MPC_2024, 2.7704235, 0.2303399, 34.92284, 310.88725, 172.91472, 83.32723),
    Elements(Body.JUNO, MPC_2011, 2.6711744, 0.2551627, 12.98086, 248.18733, 169.91025, 122.32357),
    Elements(Body.JUNO, MPC_2020, 2.6682853, 0.2569364, 12.99105, 248.06618, 169.85147, 125.43538),
    Elements(Body.JUNO, MPC_2024, 2.6696851, 0.2561868, 12.98975, 247.77596, 169.84069, 82.18651),
    Elements(Body.VESTA, MPC_2011, 2.3612165, 0.0883124, 7.13461, 149.88186, 103.90428, 56.40276),
    Elements(Body.VESTA, MPC_2020, 2.3620141, 0.0885158, 7.14190, 150.87483, 103.80908, 204.32771),
    Elements(Body.VESTA, MPC_2024, 2.3609571, 0.0898971, 7.14391, 151.69316, 103.70488, 223.65556),
)
# fmt: on
