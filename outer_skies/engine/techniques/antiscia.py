"""Antiscia and contra-antiscia: reflections in the axis of the solstices, and in that of the equinoxes.

A degree and its antiscion have days of one length, being equally far from a solstice; a degree and its
contra-antiscion rise from one place of the horizon, each other's hours being day and night. In a sidereal chart too
the axes are those of the true solstices and equinoxes, and longitudes are given in the chart's zodiac.

Source: Firmicus Maternus, Mathesis II.29 (antiscia); William Lilly, Christian Astrology (1647), pp. 90-92 (both).
"""

from enum import StrEnum
from itertools import combinations

import msgspec

from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG, normalized_deg
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.points import all_points, are_one
from outer_skies.errors import InvalidInput

ORB_DEG = 1.0
_WIDEST_ORB_DEG = 10.0


class Reflection(StrEnum):
    """In which axis."""

    ANTISCION = "antiscion"
    CONTRA_ANTISCION = "contra_antiscion"


class Antiscion(msgspec.Struct, frozen=True, gc=False):
    """Where the reflections of a body or angle fall: longitudes in degrees [0, 360), in the chart's zodiac."""

    point: str
    antiscion_deg: float
    contra_antiscion_deg: float


class AntiscionContact(msgspec.Struct, frozen=True, gc=False):
    """A body or angle in conjunction with the reflection of another, and so the other way round; `orb_deg` >= 0."""

    a: str
    b: str
    kind: Reflection
    orb_deg: float


class Antiscia(msgspec.Struct, frozen=True):
    """The reflections of all points and the conjunctions with them, each pair once and no point with its own.

    Mean and true node, and the two Liliths, are one point and make no contact.
    """

    orb_deg: float
    points: tuple[Antiscion, ...]
    contacts: tuple[AntiscionContact, ...]


def find_antiscia(chart: Chart, *, orb_deg: float = ORB_DEG) -> Antiscia:
    """The antiscia of a chart. Raises InvalidInput beside "orb_deg" (0 to 10)."""
    if not 0 <= orb_deg <= _WIDEST_ORB_DEG:
        raise InvalidInput("The orb of an antiscion is between 0° and 10°.", field="orb_deg")
    points = all_points(chart)
    equinoxes = -2.0 * (chart.ayanamsa_deg or 0.0)
    solstices = HALF_CIRCLE_DEG + equinoxes
    reflected = tuple(
        [
            Antiscion(key, normalized_deg(solstices - longitude), normalized_deg(equinoxes - longitude))
            for key, longitude in points
        ]
    )
    contacts: list[AntiscionContact] = []
    for (a, first), (b, second) in combinations(points, 2):
        # How far apart a and the contra-antiscion of b are, [0, 360); half a circle more for the antiscion.
        apart = (first + second - equinoxes) % FULL_CIRCLE_DEG
        from_solstices = abs(apart - HALF_CIRCLE_DEG)
        from_equinoxes = HALF_CIRCLE_DEG - from_solstices
        if from_solstices <= orb_deg and not are_one(a, b):
            contacts.append(AntiscionContact(a, b, Reflection.ANTISCION, from_solstices))
        elif from_equinoxes <= orb_deg and not are_one(a, b):
            contacts.append(AntiscionContact(a, b, Reflection.CONTRA_ANTISCION, from_equinoxes))
    return Antiscia(orb_deg, reflected, tuple(contacts))
