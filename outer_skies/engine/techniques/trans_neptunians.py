"""The larger bodies beyond Neptune that the data files hold: Eris, Sedna, Haumea, Makemake, Quaoar, Orcus, Ixion.

Source: Swiss Ephemeris, files integrated by Astrodienst from orbits of the Minor Planet Center and Lowell Observatory;
aspects as for the other slow bodies, the orb this program's own.
"""

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.far_bodies import TransNeptunian
from outer_skies.engine.far_sight import are_trans_neptunians_known
from outer_skies.engine.techniques.far_points import FarContact, FarPosition, far_contacts, far_positions
from outer_skies.errors import Undefined

DEFAULT_ORB_DEG = 1.0
_BODIES = tuple(TransNeptunian)
_SOURCES = tuple(f"minor planet {body.minor_planet}" for body in _BODIES)


class TransNeptunians(msgspec.Struct, frozen=True):
    """Where the bodies stand and their hard aspects to the chart's bodies, Ascendant and Midheaven."""

    positions: tuple[FarPosition, ...]
    contacts: tuple[FarContact, ...]


def find_trans_neptunians(chart: Chart, max_orb_deg: float = DEFAULT_ORB_DEG) -> TransNeptunians:
    """The bodies beyond Neptune. Raises Undefined outside the years 1500 to 2101."""
    if not are_trans_neptunians_known(chart.moment.jd_tt):
        raise Undefined("Bodies beyond Neptune can be computed from the year 1500 to 2101.")
    positions = far_positions(chart, _BODIES, _SOURCES)
    return TransNeptunians(positions, far_contacts(chart, positions, max_orb_deg))
