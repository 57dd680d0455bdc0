"""Uranian points: the eight planets of the Hamburg school, Transpluto, and other planets that nobody has seen.

None of them exists. They move on the orbits that their authors published, and the chart shows where those would have
brought them. The school reads them by the aspects of its dial: conjunction, opposition, square and half squares.

Source: A. Witte and H. Lefeldt, Regelwerk für Planetenbilder (1928); orbits as `UranianPoint.source` tells. The orb is
this program's own.
"""

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.far_bodies import UranianPoint
from outer_skies.engine.techniques.far_points import FarContact, FarPosition, far_contacts, far_positions

DEFAULT_ORB_DEG = 1.0
_POINTS = tuple(UranianPoint)
_SOURCES = tuple(point.source for point in _POINTS)


class UranianPoints(msgspec.Struct, frozen=True):
    """Where the points stand and their hard aspects to bodies, Ascendant and Midheaven."""

    positions: tuple[FarPosition, ...]
    contacts: tuple[FarContact, ...]


def find_uranian_points(chart: Chart, max_orb_deg: float = DEFAULT_ORB_DEG) -> UranianPoints:
    """The Uranian points of a chart. Raises OutsideEphemeris."""
    positions = far_positions(chart, _POINTS, _SOURCES)
    return UranianPoints(positions, far_contacts(chart, positions, max_orb_deg))
