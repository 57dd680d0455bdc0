"""Planets that nobody has seen, each on the orbit that its author published.

Sun and planet are alone: no other draws it aside. The table is `ephemeris_files/seorbel.txt`, in the form of the Swiss
Ephemeris. Accuracy: as the Earth sees them, within 0.001" of the library's own places on these orbits (0.006" where
Nibiru comes near, 4" behind the Sun's disc).

Source: of the orbits `UranianPoint.source`; of the motion on them J. Meeus, Astronomical Algorithms, 2nd ed. (1998),
chapters 30 and 33.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.ephemeris import mean_ecliptic

Values = NDArray[np.float64]

_FILE = Path(__file__).with_name("ephemeris_files") / "seorbel.txt"
_EPOCHS_JD = {"J1900": 2415020.0, "J2000": 2451545.0}
_GAUSS = 0.01720209895  # radians a day at one au
_CLOSE = 1e-6  # radians; errors shrink to their third power, times a hundred or so


class _Orbits(NamedTuple):
    """All orbits, a value for each; `major` and `minor` are half their axes, x, y, z in ICRS, in au."""

    epoch_jd: Values
    mean_anomaly: Values
    daily_motion: Values
    eccentricity: Values
    major: Values
    minor: Values


@cache
def _orbits() -> _Orbits:
    lines = [line.split(",") for line in _FILE.read_text(encoding="ascii").splitlines() if not line.startswith("#")]
    epoch, equinox = (
        [_EPOCHS_JD.get(text.strip()) or float(text) for text in column]
        for column in list(zip(*lines, strict=True))[:2]
    )
    numbers = np.array([[float(one) for one in line[2:8]] for line in lines]).T
    anomaly, (axis, eccentricity), (perihelion, node, tilt) = numbers[0], numbers[1:3], np.radians(numbers[3:])
    # Towards the perihelion, and a right angle on from there, on the ecliptic of the equinox that the orbit is told in.
    x = np.array((np.cos(node), np.sin(node), np.zeros_like(node)))
    y = np.array((-np.sin(node) * np.cos(tilt), np.cos(node) * np.cos(tilt), np.sin(tilt)))
    major, minor = np.cos(perihelion) * x + np.sin(perihelion) * y, np.cos(perihelion) * y - np.sin(perihelion) * x
    for order, jd in enumerate(equinox):
        in_icrs, on_ecliptic = mean_ecliptic(jd)
        turn = np.linalg.solve(np.array(on_ecliptic), np.array(in_icrs)).T
        major[:, order], minor[:, order] = turn @ major[:, order], turn @ minor[:, order]
    return _Orbits(
        np.array(epoch),
        np.radians(anomaly),
        _GAUSS / axis**1.5,
        eccentricity,
        axis * major,
        axis * np.sqrt(1 - eccentricity**2) * minor,
    )


def _eccentric_anomaly(mean: Values, eccentricity: Values) -> Values:
    """Kepler's equation by Newton's method with Halley's correction, in radians.

    The first guess is so near that two steps do on all of these orbits; near a parabola it may take a few more.
    """
    mean = (mean + np.pi) % (2 * np.pi) - np.pi
    sine, cosine = np.sin(mean), np.cos(mean)
    anomaly = mean + eccentricity * sine / np.sqrt(1 - 2 * eccentricity * cosine + eccentricity**2)
    while True:
        along, across = eccentricity * np.sin(anomaly), 1 - eccentricity * np.cos(anomaly)
        off = anomaly - along - mean
        step = off / (across - off * along / (2 * across))
        anomaly = anomaly - step
        if np.abs(step).max() < _CLOSE:
            return anomaly


def on_orbits(jd_tt: float) -> tuple[Values, Values]:
    """Place from the Sun in au and daily motion of every `UranianPoint` in its order: rows x, y, z in ICRS."""
    epoch, anomaly, motion, eccentricity, major, minor = _orbits()
    turned = _eccentric_anomaly(anomaly + motion * (jd_tt - epoch), eccentricity)
    sine, cosine = np.sin(turned), np.cos(turned)
    rate = motion / (1 - eccentricity * cosine)
    return (cosine - eccentricity) * major + sine * minor, rate * (cosine * minor - sine * major)
