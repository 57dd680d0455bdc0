"""Every glyph the wheel may ask for exists, once for the file and once for the page."""

import re
from pathlib import Path

from outer_skies.drawing.glyphs import GLYPHS, SIGN_GLYPHS, body_glyph
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import Body
from outer_skies.engine.zodiac import Sign


def test_each_body_sign_and_aspect_has_a_glyph() -> None:
    assert list(SIGN_GLYPHS) == list(Sign)
    names = {*SIGN_GLYPHS, *(body_glyph(body) for body in Body), *(kind.value for kind in AspectKind), "retro"}
    assert names <= GLYPHS.keys()


def test_the_page_has_the_same_paths() -> None:
    written = (Path(__file__).parents[2] / "assets" / "glyphs.js").read_text(encoding="utf-8")
    assert dict(re.findall(r'^  (\w+): "([^"]+)",$', written, re.MULTILINE)) == GLYPHS


def test_paths_start_within_the_grid() -> None:
    for path in GLYPHS.values():
        assert re.fullmatch(r"[Mm][MmLlHhVvCcSsQqAaZz0-9.\s-]+", path)
        x, y = map(float, re.findall(r"-?\d*\.?\d+", path)[:2])
        assert 2 <= x <= 22
        assert 2 <= y <= 22
