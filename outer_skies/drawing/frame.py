"""What stands behind the bodies: rings, degree scale, signs, cusps, axes, and the words outside."""

from math import cos, floor, pi, sin

from outer_skies.drawing.arrangement import THOUSANDTHS, Arrangement
from outer_skies.drawing.glyphs import SIGN_GLYPHS
from outer_skies.drawing.measures import Measures
from outer_skies.drawing.shapes import Glyph, Scale, Shape, Spoke, Text

RADIANS = pi / 180 / THOUSANDTHS
_SIGN = 30 * THOUSANDTHS
_NUMBER_DROP = 350
_AXIS_DEGREE_DROP = 1280


def whole(length: float) -> int:
    """The nearest whole number, a half upwards: as the browser rounds."""
    return floor(length + 0.5)


def hundredths_deg(angle: int) -> int:
    """An angle in thousandths of a degree to the nearest hundredth, a half upwards."""
    return (angle + 5) // 10


def frame(at: Measures, turn: int) -> list[Shape]:
    """Rings, degree scale and the twelve sign glyphs in the middle of their arcs."""
    shapes: list[Shape] = [*at.rings]
    way = hundredths_deg(turn)
    shapes += [Scale(one.style, one.radius, one.width, one.dashes, one.offset, way) for one in at.scales]
    for index, name in enumerate(SIGN_GLYPHS):
        angle = (index * _SIGN + _SIGN / 2 - turn) * RADIANS
        x, y = -at.sign * cos(angle) - at.sign_corner, at.sign * sin(angle) - at.sign_corner
        shapes.append(Glyph("sign", name, whole(x), whole(y), at.sign_scale))
    return shapes


def houses(at: Measures, wheel: Arrangement) -> list[Shape]:
    """Cusps, house numbers and axes."""
    shapes: list[Shape] = []
    for number, cusp in enumerate(wheel.cusps, 1):
        middle = cusp.middle * RADIANS
        x, y = -at.number * cos(middle), at.number * sin(middle) + _NUMBER_DROP
        shapes.append(Text("house", whole(x), whole(y), str(number)))
        if cusp.angle < 0:
            continue
        way = hundredths_deg(cusp.angle)
        shapes.append(Spoke("cusp", way, at.scale, at.house))
        shapes.append(Spoke("cusp-in", way, at.house, at.hub))
        shapes.append(Spoke("cusp-in", way, at.cusp, at.rim))
        if cusp.words:
            shapes.append(Text("outside", cusp.x, cusp.y, cusp.words))
    for axis in wheel.axes:
        way = hundredths_deg(axis.angle)
        shapes.append(Spoke("axis", way, at.scale, at.hub))
        shapes.append(Spoke("axis", way, at.axis, at.rim))
        shapes.append(Text("angle", axis.x, axis.y, axis.name))
        if axis.words:
            shapes.append(Text("angle-degree", axis.x, axis.y + _AXIS_DEGREE_DROP, axis.words))
    return shapes
