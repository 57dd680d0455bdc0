"""The marks a wheel is made of. The SVG file and the browser's component draw these same marks.

They hold text and whole numbers and are written to JSON as arrays, because there are hundreds in every chart; for
the same reason they are structs, which are made four times as fast as named tuples. Lengths, widths and opacities are
in hundredths (of a pixel of the wheel's own frame), angles in hundredths of a degree, scales in ten thousandths. The
wheel's centre is 0, 0; x grows to the right and y down. An angle of the wheel is counted counterclockwise from the
left. `of` names the body a mark belongs to, or is empty; `aspect` is the place of an aspect among the chart's, or -1.
"""

from typing import Literal

import msgspec


class Ring(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A circle about the centre."""

    style: str
    radius: int
    kind: Literal["ring"] = "ring"


class Scale(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A dashed circle that makes a band or ticks. Dashes (SVG's text) begin at the right and run clockwise.

    `turn` turns them clockwise.
    """

    style: str
    radius: int
    width: int
    dashes: str
    offset: str
    turn: int
    kind: Literal["scale"] = "scale"


class Spoke(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A straight line along a radius, at an angle of the wheel."""

    style: str
    angle: int
    outer: int
    inner: int
    of: str = ""
    kind: Literal["spoke"] = "spoke"


class Dot(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A small filled disc."""

    style: str
    x: int
    y: int
    radius: int
    of: str = ""
    kind: Literal["dot"] = "dot"


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An aspect's line."""

    style: str
    x1: int
    y1: int
    x2: int
    y2: int
    width: int
    opacity: int
    aspect: int
    kind: Literal["line"] = "line"


class Arc(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An arc about the centre: a conjunction, or (width 0: the style's own) a body's range over a day."""

    style: str
    x1: int
    y1: int
    x2: int
    y2: int
    radius: int
    is_large: bool
    is_clockwise: bool
    width: int
    opacity: int
    aspect: int
    of: str = ""
    kind: Literal["arc"] = "arc"


class Pointer(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A line through points x, y, x, y..., from a body's true degree to where its glyph is shown."""

    style: str
    points: tuple[int, ...]
    of: str = ""
    kind: Literal["pointer"] = "pointer"


class Text(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Upright words, centred on x, standing on y."""

    style: str
    x: int
    y: int
    text: str
    of: str = ""
    kind: Literal["text"] = "text"


class Glyph(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A glyph of `glyphs.GLYPHS`; x and y are its upper left corner and `scale` its size over the grid's."""

    style: str
    name: str
    x: int
    y: int
    scale: int
    of: str = ""
    kind: Literal["glyph"] = "glyph"


Shape = Ring | Scale | Spoke | Dot | Line | Arc | Pointer | Text | Glyph
