"""A wheel as a file of its own: the marks of the page with their styles inside."""

from collections.abc import Callable
from typing import cast
from xml.sax.saxutils import escape, quoteattr

from outer_skies.drawing.glyphs import GLYPHS
from outer_skies.drawing.measures import HUNDREDTHS, SCALE_PARTS
from outer_skies.drawing.shapes import Arc, Dot, Glyph, Line, Pointer, Ring, Scale, Shape, Spoke, Text
from outer_skies.drawing.styles import PALETTES, PaletteName, stylesheet
from outer_skies.drawing.wheel import Wheel

_XMLNS = "http://www.w3.org/2000/svg"
Attributes = list[tuple[str, str]]
_CONTROL = dict.fromkeys([*range(32), 0x7F, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


def svg_document(wheel: Wheel, palette: PaletteName, title: str, description: str) -> str:
    """The wheel as a standalone SVG on the palette's ground. Text is XML-escaped, control marks dropped.

    Fonts are named, not embedded: without IBM Plex Sans the system's own sans-serif stands in.
    """
    width, height = wheel.half_width_px, wheel.half_height_px
    box = f"{_number(-width)} {_number(-height)} {_number(2 * width)} {_number(2 * height)}"
    names = {mark.body: mark for mark in wheel.bodies}
    sizes = f'width="{_number(2 * width)}" height="{_number(2 * height)}"'
    ground = f'fill="{PALETTES[palette]["ground"]}"'
    parts = [
        f'<svg xmlns="{_XMLNS}" viewBox="{box}" {sizes} role="img" aria-labelledby="title description">',
        f'<title id="title">{_text(title)}</title>',
        f'<desc id="description">{_text(description)}</desc>',
        f"<style>{escape(stylesheet(PALETTES[palette]))}</style>",
        f'<rect x="{_number(-width)}" y="{_number(-height)}" {sizes} {ground}/>',
    ]
    for shape in wheel.shapes:
        drawn = _element(shape)
        if isinstance(shape, Glyph) and shape.style == "body":
            mark = names[shape.of]
            drawn = (
                f'<g data-body="{mark.body}" data-longitude="{mark.longitude}">'
                f"<title>{_text(mark.name)}</title>{drawn}</g>"
            )
        parts.append(drawn)
    parts.append("</svg>\n")
    return "\n".join(parts)


def _text(words: str) -> str:
    return escape(words.translate(_CONTROL))


def _number(value: float) -> str:
    """A number as a browser writes it: without a trailing ".0"."""
    return repr(value).removesuffix(".0")


def _part(hundredths: int) -> str:
    return _number(hundredths / HUNDREDTHS)


def tag_and_attributes(shape: Shape) -> tuple[str, Attributes]:
    """The element that draws a shape, without what it contains. `assets/marks.jsx` makes the same."""
    return _ELEMENTS[type(shape)](shape)


def _element(shape: Shape) -> str:
    tag, attributes = tag_and_attributes(shape)
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes)
    inside = _text(shape.text) if isinstance(shape, Text) else ""
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def _ring(shape: Ring) -> tuple[str, Attributes]:
    return "circle", [("class", f"w-{shape.style}"), ("r", _part(shape.radius))]


def _scale(shape: Scale) -> tuple[str, Attributes]:
    return "circle", [
        ("class", f"w-{shape.style}"),
        ("r", _part(shape.radius)),
        ("stroke-width", _part(shape.width)),
        ("stroke-dasharray", shape.dashes),
        ("stroke-dashoffset", shape.offset),
        ("transform", f"rotate({_part(shape.turn)})"),
    ]


def _spoke(shape: Spoke) -> tuple[str, Attributes]:
    return "line", [
        ("class", f"w-{shape.style}"),
        ("x1", _part(-shape.outer)),
        ("x2", _part(-shape.inner)),
        ("transform", f"rotate({_part(-shape.angle)})"),
    ]


def _dot(shape: Dot) -> tuple[str, Attributes]:
    return "circle", [
        ("class", f"w-{shape.style}"),
        ("cx", _part(shape.x)),
        ("cy", _part(shape.y)),
        ("r", _part(shape.radius)),
    ]


def _line(shape: Line) -> tuple[str, Attributes]:
    return "line", [
        ("class", f"w-{shape.style}"),
        ("x1", _part(shape.x1)),
        ("y1", _part(shape.y1)),
        ("x2", _part(shape.x2)),
        ("y2", _part(shape.y2)),
        ("stroke-width", _part(shape.width)),
        ("opacity", _part(shape.opacity)),
    ]


def _arc(shape: Arc) -> tuple[str, Attributes]:
    radius = _part(shape.radius)
    path = (
        f"M{_part(shape.x1)} {_part(shape.y1)}A{radius} {radius} 0 "
        f"{int(shape.is_large)} {int(shape.is_clockwise)} {_part(shape.x2)} {_part(shape.y2)}"
    )
    attributes = [("class", f"w-{shape.style}"), ("d", path)]
    if shape.width:
        attributes += [("stroke-width", _part(shape.width)), ("opacity", _part(shape.opacity))]
    return "path", attributes


def _pointer(shape: Pointer) -> tuple[str, Attributes]:
    return "polyline", [("class", f"w-{shape.style}"), ("points", " ".join(map(_part, shape.points)))]


def _words(shape: Text) -> tuple[str, Attributes]:
    return "text", [("class", f"w-{shape.style}"), ("x", _part(shape.x)), ("y", _part(shape.y))]


def _glyph(shape: Glyph) -> tuple[str, Attributes]:
    place = f"translate({_part(shape.x)} {_part(shape.y)}) scale({_number(shape.scale / SCALE_PARTS)})"
    return "path", [("class", f"w-{shape.style}"), ("d", GLYPHS[shape.name]), ("transform", place)]


_ELEMENTS = cast(
    "dict[type[Shape], Callable[[Shape], tuple[str, Attributes]]]",
    {
        Ring: _ring,
        Scale: _scale,
        Spoke: _spoke,
        Dot: _dot,
        Line: _line,
        Arc: _arc,
        Pointer: _pointer,
        Text: _words,
        Glyph: _glyph,
    },
)
