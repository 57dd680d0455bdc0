"""Degrees counted as symbols are: the first degree of Aries, 0°00' up to 1°00', is 1, the last of Pisces 360.

A degree holds its beginning and not its end, as signs do: 15°00'00" is in the sixteenth degree.

Source: Marc Edmund Jones, The Sabian Symbols in Astrology (1953); Dane Rudhyar, An Astrological Mandala (1973). The
symbols' words are not given here.
"""

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.points import all_points
from outer_skies.engine.zodiac import SIGN_DEG, Sign

_SIGNS = tuple(Sign)


class Degree(msgspec.Struct, frozen=True, gc=False):
    """The degree a body or angle stands in: 1 to 360 of the zodiac, 1 to 30 of its sign."""

    point: str
    number: int
    sign: Sign
    number_in_sign: int


class Degrees(msgspec.Struct, frozen=True):
    """The degree of every body, and of Ascendant and Midheaven if the chart has them, in the chart's zodiac."""

    points: tuple[Degree, ...]


def find_degrees(chart: Chart) -> Degrees:
    """The degrees of a chart."""
    return Degrees(tuple([degree_of(key, longitude) for key, longitude in all_points(chart)]))


def degree_of(point: str, longitude_deg: float) -> Degree:
    """The degree that holds a longitude in degrees, [0, 360)."""
    number = int(longitude_deg)
    sign, within = divmod(number, int(SIGN_DEG))
    return Degree(point, number + 1, _SIGNS[sign], within + 1)
