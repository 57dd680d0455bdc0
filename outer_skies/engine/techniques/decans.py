"""Decans: thirds of a sign, with the two sets of rulers that are in use.

- by triplicity: the first decan is its sign's own, the second and third belong to the next signs of its element, and
  the lords of those signs rule them. Source: Varahamihira, Brihat Jataka 1 (drekkanas).
- by face: the seven planets in the order of their spheres, from Mars in the first ten degrees of Aries downwards.
  Source: Teucer of Babylon, in Porphyry, Introduction 47; Firmicus Maternus, Mathesis II.4.
"""

import msgspec

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.dignity_tables import DOMICILES, FACES
from outer_skies.engine.techniques.points import all_points
from outer_skies.engine.zodiac import Sign

_DECAN_DEG = 10.0
_SIGNS = tuple(Sign)
# By number from 0: the sign that holds it, the sign whose decan it is, and that sign's lord.
_DECANS = tuple(
    (_SIGNS[number // 3], _SIGNS[own], DOMICILES[own])
    for number in range(36)
    for own in ((number // 3 + 4 * (number % 3)) % 12,)
)


class Decan(msgspec.Struct, frozen=True, gc=False):
    """Where a body or angle stands: decan 1 to 36 of the zodiac, 1 to 3 of its sign, and who rules it."""

    point: str
    number: int
    sign: Sign
    number_in_sign: int
    triplicity_sign: Sign
    triplicity_ruler: Body
    face_ruler: Body


class Decans(msgspec.Struct, frozen=True):
    """The decan of every body, and of Ascendant and Midheaven if the chart has them, in the chart's zodiac."""

    points: tuple[Decan, ...]


def find_decans(chart: Chart) -> Decans:
    """The decans of a chart."""
    return Decans(tuple([decan_of(key, longitude) for key, longitude in all_points(chart)]))


def decan_of(point: str, longitude_deg: float) -> Decan:
    """The decan that holds a longitude in degrees, [0, 360); it holds its first degree and not its last."""
    number = int(longitude_deg / _DECAN_DEG)
    sign, own, ruler = _DECANS[number]
    return Decan(point, number + 1, sign, number % 3 + 1, own, ruler, FACES[number])
