"""Colours and strokes of the wheel, by the name each mark carries. One table for the file and the page."""

from collections.abc import Mapping
from typing import Literal

PaletteName = Literal["light", "dark"]

PALETTES: dict[PaletteName, dict[str, str]] = {
    "dark": {
        "ground": "#0e1418",
        "ink": "#e9edee",
        "ink2": "#a9b5bb",
        "ink3": "#84929a",
        "opposition": "#f078ac",
        "square": "#ff7350",
        "trine": "#64a6ff",
        "sextile": "#3fc4b1",
        "quincunx": "#c2b657",
        "minor": "#84929a",
    },
    "light": {
        "ground": "#f6f7f5",
        "ink": "#10181c",
        "ink2": "#47545a",
        "ink3": "#5a676d",
        "opposition": "#ad2168",
        "square": "#be3414",
        "trine": "#1a5fc0",
        "sextile": "#08746a",
        "quincunx": "#6b6410",
        "minor": "#5a676d",
    },
}
"""The tokens the wheel uses, by role."""

CSS_VARIABLES: dict[str, str] = {role: f"var(--{role})" for role in PALETTES["dark"]}
"""The same roles as the page's variables."""

FONT = '"IBM Plex Sans Variable","IBM Plex Sans",system-ui,sans-serif'

MINOR = ("semisextile", "semisquare", "sesquiquadrate", "quintile", "biquintile")
"""The aspects drawn alike, as minor."""

DECLINATION = ("parallel", "contraparallel")
"""Aspects of declination: no line joins them at rest, for their bodies may stand anywhere in longitude."""

_STROKES: tuple[tuple[str, str, str, str], ...] = (
    ("ring", "ink", "1", "opacity:.55"),
    ("thin", "ink", ".75", "opacity:.28"),
    ("band", "ink", "", "opacity:.5"),
    ("tick", "ink", "", "opacity:.42"),
    ("ten", "ink", "", "opacity:.8"),
    ("bound", "ink", "", "opacity:.55"),
    ("cusp", "ink", ".75", "opacity:.2"),
    ("cusp-in", "ink", "1", "opacity:.5"),
    ("axis", "ink", "1.75", ""),
    ("true", "ink", "1.75", ""),
    ("range", "ink", "3", ""),
    ("leader", "ink", ".75", "opacity:.6"),
    ("conjunction", "ink", "", ""),
    ("opposition", "opposition", "", ""),
    ("trine", "trine", "", ""),
    ("square", "square", "", ""),
    ("sextile", "sextile", "", "stroke-dasharray:7 3.5"),
    ("quincunx", "quincunx", "", "stroke-dasharray:1 4;stroke-linecap:round"),
    ("semisextile", "minor", "", "stroke-dasharray:1 4"),
    ("minor", "minor", "", "stroke-dasharray:3 4"),
)
_GLYPHS: tuple[tuple[str, str, str], ...] = (
    ("sign", "ink2", "1.6"),
    ("body", "ink", "1.75"),
    ("retro", "ink2", "2"),
)
_TEXTS: tuple[tuple[str, str, str, str], ...] = (
    ("degree", "ink", "600 13px", "halo"),
    ("degree-small", "ink", "600 11px", "halo"),
    ("minute", "ink2", "400 10.5px", "halo"),
    ("house", "ink3", "400 10px", ""),
    ("outside", "ink3", "400 11px", ""),
    ("angle", "ink", "600 13px", ""),
    ("angle-degree", "ink2", "400 11px", ""),
)


def stylesheet(colours: Mapping[str, str]) -> str:
    """CSS for the classes `w-...` that marks carry, in the colours given by role."""
    rules: list[str] = []
    for name, role, width, more in _STROKES:
        parts = [f"stroke:{colours[role]}", "fill:none"]
        parts += [f"stroke-width:{width}"] if width else []
        parts += [more] if more else []
        rules.append(f".w-{name}{{{';'.join(parts)}}}")
    rules.append(f".w-foot{{fill:{colours['ink']}}}")
    rules.extend(
        f".w-{name}{{fill:none;stroke:{colours[role]};stroke-width:{width};stroke-linecap:round;stroke-linejoin:round}}"
        for name, role, width in _GLYPHS
    )
    for name, role, font, halo in _TEXTS:
        more = f";stroke:{colours['ground']};stroke-width:4;stroke-linejoin:round;paint-order:stroke" if halo else ""
        rules.append(
            f".w-{name}{{fill:{colours[role]};font:{font} {FONT};text-anchor:middle;"
            f"font-variant-numeric:tabular-nums{more}}}"
        )
    return "\n".join(rules)
