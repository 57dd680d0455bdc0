"""A body on the wheel: tick at its true degree, pointer, glyph and label where there is room, foot of its aspects."""

from collections.abc import Sequence
from math import ceil, cos, floor, sin

from outer_skies.drawing.arrangement import CIRCLE, THOUSANDTHS, BodyAt
from outer_skies.drawing.frame import RADIANS, hundredths_deg, whole
from outer_skies.drawing.measures import Measures
from outer_skies.drawing.notation import DEGREES, MINUTES
from outer_skies.drawing.shapes import Arc, Dot, Glyph, Pointer, Shape, Spoke, Text

_BEND = 3 * THOUSANDTHS
# The signs ° and ′ hang: digits, not the whole words, are centred.
_DEGREE, _MINUTE, _DEGREE_ALONE = (170, -120), (80, 1000), (170, 450)


def body_shapes(at: Measures, body: BodyAt) -> list[Shape]:
    """All marks of one body; its glyph comes last."""
    of = body.body
    true = body.angle * RADIANS
    shown = (body.angle + body.shift) * RADIANS
    true_across, true_down = -cos(true), sin(true)
    across, below = -cos(shown), sin(shown)
    points = (
        whole(at.tick_inner * true_across),
        whole(at.tick_inner * true_down),
        *_bends(at, body.angle, body.shift),
        whole(at.pointer_end * across),
        whole(at.pointer_end * below),
    )
    shapes: list[Shape] = [
        Spoke("true", hundredths_deg(body.angle), at.tick_outer, at.tick_inner, of),
        Pointer("leader", points, of),
        Dot("foot", whole(at.foot * true_across), whole(at.foot * true_down), at.foot_size, of),
    ]
    if body.range is not None:
        shapes.append(_range(at, of, *body.range))
    x, y = at.label * across, at.label * below
    if body.minute < 0:
        labels = [(at.degree_style, _DEGREE_ALONE, DEGREES[body.degree])]
    else:
        labels = [("degree", _DEGREE, DEGREES[body.degree]), ("minute", _MINUTE, MINUTES[body.minute])]
    shapes += [Text(style, whole(x + right), whole(y + down), text, of) for style, (right, down), text in labels]
    if body.is_retrograde:
        x, y = at.retrograde * across - at.retrograde_corner, at.retrograde * below - at.retrograde_corner
        shapes.append(Glyph("retro", "retro", whole(x), whole(y), at.retrograde_scale, of))
    x, y = at.body * across - at.body_corner, at.body * below - at.body_corner
    shapes.append(Glyph("body", body.glyph, whole(x), whole(y), at.body_scale, of))
    return shapes


def _bends(at: Measures, angle: int, shift: int) -> Sequence[int]:
    """Where the pointer from the true degree to the shown one bends. It nears the centre evenly as it goes.

    A straight line of such a length would dip below its end and cross its neighbours. This one bends where
    it passes a multiple of three degrees, the same for all, so pointers in order can never cross.
    """
    low, high = min(angle, angle + shift), max(angle, angle + shift)
    bends = range(floor(low / _BEND) + 1, ceil(high / _BEND))
    points: list[int] = []
    for bend in bends if shift > 0 else reversed(bends):
        stop = (bend * _BEND - angle) / shift
        way = (angle + stop * shift) * RADIANS
        radius = at.tick_inner + stop * (at.pointer_end - at.tick_inner)
        points.append(whole(-radius * cos(way)))
        points.append(whole(radius * sin(way)))
    return points


def _range(at: Measures, of: str, start: int, length: int) -> Arc:
    """Where the body may stand during the day, on the neatline."""
    first, last = start * RADIANS, (start + length) * RADIANS
    return Arc(
        "range",
        whole(-at.range * cos(first)),
        whole(at.range * sin(first)),
        whole(-at.range * cos(last)),
        whole(at.range * sin(last)),
        at.range,
        is_large=2 * length > CIRCLE,
        is_clockwise=False,
        width=0,
        opacity=100,
        aspect=-1,
        of=of,
    )
