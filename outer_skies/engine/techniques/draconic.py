"""The draconic chart: longitudes counted from the Moon's ascending node, the dragon's head, as 0° Aries.

Aspects and houses stay as they are; bodies, angles and cusps turn together.

Source: Pamela Crane, Draconic Astrology (1987).
"""

from enum import StrEnum

import msgspec

from outer_skies.engine.angles import normalized_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.needs import position
from outer_skies.engine.techniques.points import all_points
from outer_skies.engine.zodiac import Sign, degree_in_sign, sign_of


class Node(StrEnum):
    """Which node the count begins at."""

    MEAN = "mean_node"
    TRUE = "true_node"


class DraconicPosition(msgspec.Struct, frozen=True, gc=False):
    """Where a body or angle stands: degrees [0, 360) from the node, the sign, and degrees into it, [0, 30)."""

    point: str
    longitude_deg: float
    sign: Sign
    degree_in_sign: float


class Draconic(msgspec.Struct, frozen=True):
    """The draconic positions and cusps (None where the chart has no houses), from which node, and where it stands."""

    node: Node
    node_longitude_deg: float
    points: tuple[DraconicPosition, ...]
    cusps_deg: tuple[float, ...] | None


def find_draconic(chart: Chart, *, node: Node = Node.TRUE) -> Draconic:
    """The draconic chart, from the true node unless the mean one is asked for.

    Raises Undefined when the chart does not hold that node.
    """
    zero = position(chart, Body(node.value)).longitude_deg
    points = [(key, normalized_deg(longitude - zero)) for key, longitude in all_points(chart)]
    return Draconic(
        node,
        zero,
        tuple([DraconicPosition(key, one, sign_of(one), degree_in_sign(one)) for key, one in points]),
        chart.houses and tuple([normalized_deg(cusp - zero) for cusp in chart.houses.cusps_deg]),
    )
