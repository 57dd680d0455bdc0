"""WCAG 2.2 AA by axe-core, in both palettes, at three widths; and no page is wider than its window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (1440, 768, 390)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES)
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes']][:3]}"
        for one in found.response["violations"]
    ]


@pytest.mark.parametrize("palette", ["dark", "light"])
def test_every_page_is_accessible(visitor, palette):
    page = visitor.page
    page.emulate_media(color_scheme=palette, reduced_motion="reduce")
    visitor.open("/")
    expect(page.locator("svg [data-body='sun']")).to_be_attached()
    assert violations(page) == []
    page.get_by_role("button", name="Cast chart").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_role("button", name="Change houses, zodiac, calendar and bodies").click()
    assert violations(page) == []
    visitor.type_birth(name="Everyone")
    page.get_by_role("button", name="Cast chart").click()
    page.wait_for_url("**/chart/*")
    address = page.url
    expect(page.locator("svg [data-body='sun']")).to_be_attached()
    page.get_by_text("Name, tags and notes").click()
    page.get_by_text("Bodies", exact=True).click()
    page.get_by_text("Orbs", exact=True).click()
    page.get_by_text("Download").click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        assert violations(page) == [], width
    page.get_by_role("tab", name="Aspects").click()
    assert violations(page) == []
    page.locator("svg [data-body='moon']").focus()
    page.keyboard.press("Enter")
    assert violations(page) == []
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("link", name="Everyone")).to_be_visible()
    assert violations(page) == []
    page.goto(address.rpartition("/")[0] + "/00000000-0000-7000-8000-000000000000")
    expect(page.get_by_role("heading", name="No such chart here")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [*WIDTHS, 320])
def test_nothing_is_wider_than_the_window(visitor, width):
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 844})
    for path in ("/", "/library"):
        visitor.open(path)
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    visitor.cast(name="A name that is quite long, as names are when people write down all that they know " * 2)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_palette_can_be_switched_and_is_remembered(visitor):
    page = visitor.page
    page.emulate_media(color_scheme="dark")
    visitor.open("/")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    page.wait_for_function(f"{ground} !== '{dark}'")
    page.reload()
    visitor.listen()
    assert page.evaluate(ground) != dark
