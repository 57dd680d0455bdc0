"""The wheel answers at once, without the server, and draws what the file draws."""

import re
import struct
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

WHEEL = "svg[aria-label='Chart wheel']"
DRAWN = ("r", "cx", "cy", "x", "y", "x1", "y1", "x2", "y2", "d", "points", "transform", "stroke-width", "opacity",
         "stroke-dasharray", "stroke-dashoffset")  # fmt: skip


@pytest.fixture
def chart(visitor):
    frames: list[str] = []
    visitor.page.on("websocket", lambda socket: socket.on("framesent", lambda data: frames.append(str(data))))
    page = visitor.cast()
    expect(page.locator(f"{WHEEL} [data-body='mercury']")).to_be_visible()
    page.wait_for_timeout(600)
    frames.clear()
    yield page
    page.wait_for_timeout(200)
    assert [frame for frame in frames if len(frame) > 3] == [], (
        "lighting, pinning, filtering and zooming stay in the page"
    )


def test_the_page_draws_what_the_file_draws(visitor):
    page = visitor.cast()
    page.wait_for_timeout(800)  # bodies have arrived
    chart = page.url.rpartition("/")[2]
    svg = page.request.get(f"{visitor.app.url}/charts/{chart}/wheel.svg").text()
    root = ET.fromstring(svg)  # noqa: S314  our own file
    file = [shape for shape in root.iter() if shape.get("class", "").startswith("w-")]
    shown = page.evaluate(
        """() => [...document.querySelectorAll("svg[aria-label='Chart wheel'] [data-shape]")]
            .sort((a, b) => a.dataset.shape - b.dataset.shape)
            .map((e) => [e.tagName, e.textContent,
                Object.fromEntries([...e.attributes].map((a) => [a.name, a.value]))])"""
    )
    assert len(shown) == len(file) > 150
    for (tag, text, attributes), shape in zip(shown, file, strict=True):
        assert tag == shape.tag.rpartition("}")[2]
        assert text == (shape.text or "")
        for name in DRAWN:
            assert attributes.get(name) == shape.get(name), (shape.attrib, name)


def test_hovering_lights_a_body_its_partners_and_its_row(chart):
    chart.hover("[data-body='mercury']")
    expect(chart.locator(WHEEL)).to_have_attribute("data-focus", "lit")
    expect(chart.get_by_text("Mercury in Taurus")).to_be_visible()
    chart.get_by_role("table", name="Positions").get_by_role("row").filter(has_text="Venus").hover()
    expect(chart.get_by_text("Venus in Aries")).to_be_visible()
    chart.mouse.move(5, 5)
    expect(chart.locator(WHEEL)).not_to_have_attribute("data-focus", "lit")


def test_a_click_pins_and_escape_frees(chart):
    chart.locator("[data-body='moon']").click()
    chart.mouse.move(5, 5)
    expect(chart.locator(WHEEL)).to_have_attribute("data-focus", "pinned")
    expect(chart.get_by_text("Moon in Aquarius")).to_be_visible()
    chart.keyboard.press("Escape")
    expect(chart.locator(WHEEL)).not_to_have_attribute("data-focus", "pinned")


def test_keys_walk_the_bodies_by_longitude(chart):
    chart.locator("[data-body='sun']").focus()
    chart.keyboard.press("ArrowRight")
    expect(chart.locator("[data-body='jupiter']")).to_be_focused()
    expect(chart.get_by_text("Jupiter in Cancer")).to_be_visible()
    chart.keyboard.press("Enter")
    expect(chart.locator("[data-body='jupiter']")).to_have_attribute("aria-pressed", "true")


def test_the_legend_filters_by_kind_and_orb(chart):
    squares = chart.locator(f"{WHEEL} .w-square")
    assert squares.count() > 3
    square = chart.get_by_role("checkbox", name=re.compile("^Square"))
    square.press("Space")
    for line in squares.all():
        expect(line).to_have_class(re.compile("w-is-off"))
    square.press("Space")
    chart.get_by_role("slider").fill("60")
    expect(chart.locator(f"{WHEEL} .w-is-off").first).to_be_attached()


def test_zoom_by_keys(chart):
    chart.locator("[data-body='sun']").focus()
    whole = chart.locator(WHEEL).get_attribute("viewBox")
    chart.keyboard.press("+")
    expect(chart.locator(WHEEL)).not_to_have_attribute("viewBox", whole)
    chart.keyboard.press("0")
    expect(chart.locator(WHEEL)).to_have_attribute("viewBox", whole)


def test_changing_an_option_redraws_at_once(visitor):
    page = visitor.cast()
    sun = page.locator(f"{WHEEL} [data-body='sun']")
    page.get_by_label("Houses").select_option("whole_sign")
    expect(sun).to_have_attribute("aria-label", "Sun 26°32′ Taurus, house 9")
    expect(page.locator(f"{WHEEL} [data-body='moon']")).to_have_attribute("aria-label", "Moon 25°24′ Aquarius, house 6")
    page.get_by_label("Zodiac").select_option("lahiri")
    expect(sun).to_have_attribute("data-longitude", "32.82")
    page.get_by_text("Bodies", exact=True).click()
    page.get_by_role("checkbox", name="Vesta").click()
    expect(page.locator(f"{WHEEL} [data-body='vesta']")).to_be_attached()
    page.get_by_role("checkbox", name="Vesta").click()
    expect(page.locator(f"{WHEEL} [data-body='vesta']")).to_have_count(0)
    page.get_by_text("Orbs", exact=True).click()
    page.get_by_label("Square", exact=True).fill("0")
    expect(page.locator(f"{WHEEL} .w-square")).to_have_count(0)
    page.reload()
    visitor.listen()
    expect(page.get_by_label("Zodiac")).to_have_value("lahiri")


def test_the_picture_is_2000_pixels_wide(visitor):
    page = visitor.cast(name="Picture")
    page.get_by_text("Download").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG").click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">I", data[16:20])[0] == 2000


def test_the_address_can_be_copied(visitor):
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.cast()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
