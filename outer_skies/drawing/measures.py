"""What is the same in every wheel of a size: rings, scales, and how far from the centre each part stands.

Lengths are in hundredths of a pixel, scales in ten thousandths. The browser is sent these measures with each wheel and
has none of its own.
"""

import math
from functools import cache

import msgspec

from outer_skies.drawing.glyphs import GRID
from outer_skies.drawing.layout import LAYOUTS, Layout, WheelSize
from outer_skies.drawing.shapes import Ring, Scale
from outer_skies.engine.angles import FULL_CIRCLE_DEG

HUNDREDTHS = 100
SCALE_PARTS = 10_000
AXIS_END = 1.026
_CUSP_END = 1.0135
_TICK_PX = 0.75
_BOUND_PX = 1.0
_CONJUNCTION_INSIDE = 0.022
_FOOT_PX = {WheelSize.LARGE: 2.3, WheelSize.MEDIUM: 2.3, WheelSize.SMALL: 1.7}


class Measures(msgspec.Struct, frozen=True):
    """Radii, sizes and corners (what to step back from a glyph's middle to its upper left corner)."""

    rings: tuple[Ring, ...]
    scales: tuple[Scale, ...]
    sign: float
    sign_corner: float
    sign_scale: int
    axis: int
    cusp: int
    rim: int
    scale: int
    house: int
    hub: int
    number: float
    tick_outer: int
    tick_inner: int
    pointer_end: int
    range: int
    foot: int
    foot_size: int
    conjunction: float
    label: float
    body: float
    body_corner: float
    body_scale: int
    retrograde: float
    retrograde_corner: float
    retrograde_scale: int
    degree_style: str


@cache
def measures(size: WheelSize, *, has_houses: bool) -> Measures:
    """The measures of a size of wheel."""
    layout = LAYOUTS[size]
    whole = layout.radius_px * HUNDREDTHS
    return Measures(
        rings=_rings(layout, has_houses=has_houses),
        scales=_scales(layout),
        sign=layout.sign * whole,
        sign_corner=layout.sign_px * HUNDREDTHS / 2,
        sign_scale=_glyph_scale(layout.sign_px),
        axis=round(AXIS_END * whole),
        cusp=round(_CUSP_END * whole),
        rim=round(whole),
        scale=round(layout.neatline_inner * whole),
        house=round(layout.house_outer * whole),
        hub=round(layout.house_inner * whole),
        number=layout.house_number * whole,
        tick_outer=round(layout.neatline_inner * whole),
        tick_inner=round(layout.true_tick * whole),
        pointer_end=round(layout.leader * whole),
        range=round((layout.zodiac_inner + layout.neatline_inner) / 2 * whole),
        foot=round(layout.house_inner * whole),
        foot_size=round(_FOOT_PX[size] * HUNDREDTHS),
        conjunction=round(layout.house_inner * whole) - _CONJUNCTION_INSIDE * whole,
        label=layout.label * whole,
        body=layout.body * whole,
        body_corner=layout.body_px * HUNDREDTHS / 2,
        body_scale=_glyph_scale(layout.body_px),
        retrograde=layout.retrograde * whole,
        retrograde_corner=layout.retrograde_px * HUNDREDTHS / 2,
        retrograde_scale=_glyph_scale(layout.retrograde_px),
        degree_style="degree-small" if size is WheelSize.SMALL else "degree",
    )


@cache
def measures_json(size: WheelSize, *, has_houses: bool) -> msgspec.Raw:
    """The measures as JSON, which costs nothing to send again."""
    return msgspec.Raw(msgspec.json.encode(measures(size, has_houses=has_houses)))


def _glyph_scale(size_px: float) -> int:
    return round(size_px / GRID * SCALE_PARTS)


def _rings(layout: Layout, *, has_houses: bool) -> tuple[Ring, ...]:
    shares = [("ring", 1.0), ("ring", layout.zodiac_inner), ("thin", layout.neatline_inner)]
    shares += [("thin", layout.house_outer)] if has_houses else []
    shares.append(("ring", layout.house_inner))
    return tuple(Ring(style, round(share * layout.radius_px * HUNDREDTHS)) for style, share in shares)


def _scales(layout: Layout) -> tuple[Scale, ...]:
    """Neatline, ticks and sign bounds for 0° Aries at the left, each one dashed circle whatever their number."""
    inner = layout.neatline_inner
    scales = [_scale(layout, "band", layout.zodiac_inner, inner, (5, 10, (5,)))]
    if layout.tick_1 is not None:
        scales.append(_scale(layout, "tick", inner, layout.tick_1, (0, 5, (1, 2, 3, 4))))
    if layout.tick_5 is not None:
        scales.append(_scale(layout, "tick", inner, layout.tick_5, (0, 10, (5,))))
    scales.append(_scale(layout, "ten", inner, layout.tick_10, (0, 10, (0,))))
    scales.append(_scale(layout, "bound", 1.0, layout.zodiac_inner, (0, 30, (0,))))
    return tuple(scales)


def _scale(
    layout: Layout, style: str, outer: float, inner: float, pattern: tuple[float, int, tuple[int, ...]]
) -> Scale:
    """A band between two shares of R, inked at some degrees of a period.

    `pattern` is (degrees inked, or 0 for one hairline; period; where each begins, or a hairline's middle).
    Dashes run clockwise, against longitude; the patterns here are written so that this comes out right.
    """
    inked_deg, period, starts = pattern
    radius = round((outer + inner) / 2 * layout.radius_px * HUNDREDTHS)
    degree = math.tau * radius / HUNDREDTHS / FULL_CIRCLE_DEG
    ink = inked_deg * degree or (_BOUND_PX if style == "bound" else _TICK_PX)
    gaps = [
        (after - before) * degree - ink for before, after in zip(starts, (*starts[1:], starts[0] + period), strict=True)
    ]
    lead = starts[0] * degree - (0 if inked_deg else ink / 2)
    width = round((outer - inner) * layout.radius_px * HUNDREDTHS)
    return Scale(style, radius, width, " ".join(f"{ink:.4f} {gap:.4f}" for gap in gaps), f"{-lead:.4f}", 0)
