"""The exported file: well-formed, the same marks, and nothing of what people type can break it."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from example_charts import halifax, in_utc, some_day

from outer_skies.api.edge.security_headers import sha256_source
from outer_skies.drawing.layout import WheelSize
from outer_skies.drawing.styles import CSS_VARIABLES, PALETTES, PaletteName, stylesheet
from outer_skies.drawing.svg import svg_document
from outer_skies.drawing.wheel import draw_wheel
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart

SVG = "{http://www.w3.org/2000/svg}"
ASSETS = Path(__file__).parents[2] / "assets"
DRAWN = {f"{SVG}{tag}" for tag in ("circle", "line", "path", "polyline", "text")}


@pytest.mark.parametrize("size", list(WheelSize))
@pytest.mark.parametrize("make", [halifax, some_day, lambda: in_utc(None)])
def test_the_file_draws_each_mark_once_in_order(size: WheelSize, make: Callable[[], Chart | DayChart]) -> None:
    wheel = draw_wheel(make(), size)
    root = ET.fromstring(svg_document(wheel, "light", "A chart", "Of someone"))  # noqa: S314  our own text
    drawn = [element for element in root.iter() if element.tag in DRAWN]
    assert [element.get("class") for element in drawn] == [f"w-{shape.style}" for shape in wheel.shapes]


def test_bodies_in_the_file_are_named_as_on_the_page() -> None:
    root = ET.fromstring(svg_document(draw_wheel(halifax()), "dark", "", ""))  # noqa: S314
    sun = root.find(f".//{SVG}g[@data-body='sun']")
    assert sun is not None
    assert sun.get("data-longitude") == "56.54"
    assert sun.findtext(f"{SVG}title") == "Sun 26°32′ Taurus, house 9"
    assert root.get("viewBox") == "-380 -372 760 744"


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", 'a"b&c', "שלום 🌒", "nul\x00 bell\x07 \ud800 \ufffe", "]]>", "x" * 10_000]
)
def test_whatever_is_typed_is_text_in_the_file(typed: str) -> None:
    text = svg_document(draw_wheel(halifax()), "light", typed, typed)
    text.encode()
    root = ET.fromstring(text)  # noqa: S314
    kept = re.sub("[\x00\x07\ud800\ufffe]", "", typed)
    assert root.findtext(f"{SVG}title") == kept
    assert root.findtext(f"{SVG}desc") == kept
    assert not list(root.iter(f"{SVG}script"))


def test_the_page_has_the_stylesheet_of_the_file_word_for_word() -> None:
    assert stylesheet(CSS_VARIABLES) in (ASSETS / "chart.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "selector"), [("light", ":root,\n.light {"), ("dark", ".dark {")])
def test_the_file_has_the_colours_of_the_page(name: PaletteName, selector: str) -> None:
    rules = (ASSETS / "app.css").read_text(encoding="utf-8").split(selector)[1].split("}")[0]
    tokens = dict(re.findall(r"--(\w+): (#\w+);", rules))
    for role, colour in PALETTES[name].items():
        assert tokens[role] == colour


def test_coordinates_are_written_as_a_browser_writes_them() -> None:
    text = svg_document(draw_wheel(halifax()), "light", "", "")
    numbers = re.findall(r' (?:x|y|x1|x2|cx|cy|r|stroke-width)="([^"]*)"', text)
    assert numbers
    assert all(re.fullmatch(r"0|-?(0|[1-9]\d*)(\.\d*[1-9])?", number) for number in numbers)


@pytest.mark.parametrize("palette", PALETTES)
def test_the_styles_inside_are_those_that_the_answers_policy_names(palette: PaletteName) -> None:
    root = ET.fromstring(svg_document(draw_wheel(halifax()), palette, "", ""))  # noqa: S314  our own text
    (inside,) = root.iter(f"{SVG}style")
    assert inside.text
    assert sha256_source(inside.text) == sha256_source(stylesheet(PALETTES[palette]))
