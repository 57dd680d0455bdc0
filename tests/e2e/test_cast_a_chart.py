"""The main job: a birth is typed, a chart stands there, and tomorrow it is found again."""

import re

from playwright.sync_api import expect

SUN = "svg[aria-label='Chart wheel'] [data-body='sun']"


def test_a_stranger_casts_a_chart(visitor):
    page = visitor.cast(name="Example chart")
    sun = page.locator(SUN)
    expect(sun).to_have_attribute("data-longitude", "56.54")
    expect(sun).to_have_attribute("aria-label", "Sun 26°32′ Taurus, house 9")
    expect(page.get_by_role("heading", level=1)).to_have_text("Example chart")
    positions = page.get_by_role("table", name="Positions")
    expect(positions.get_by_role("row").filter(has_text="Moon")).to_contain_text("25°")
    expect(page.locator(".facts")).to_contain_text("America/Halifax")
    expect(page.locator(".facts")).to_contain_text("UTC −3:00, from zone history")
    expect(page.locator(".facts")).to_contain_text("17 May 1990, 17:30:00")


def test_the_chart_is_there_after_a_reload_and_tomorrow(visitor):
    page = visitor.cast(name="Kept")
    address = page.url
    page.reload()
    visitor.listen()
    expect(page.locator(SUN)).to_have_attribute("data-longitude", "56.54")
    page.close()
    visitor.page = visitor.new_page()
    page = visitor.open("/")
    page.get_by_label("Saved charts").get_by_role("link", name=re.compile("Kept")).click()
    expect(page).to_have_url(address)
    expect(page.locator(SUN)).to_have_attribute("data-longitude", "56.54")


def test_the_chart_opens_without_a_page_load(visitor):
    page = visitor.open("/")
    page.evaluate("window.sameDocument = true")
    visitor.type_birth()
    page.get_by_role("button", name="Cast chart").click()
    page.wait_for_url("**/chart/*")
    assert page.evaluate("window.sameDocument") is True


def test_the_wheel_is_drawn_as_soon_as_all_is_known(visitor):
    page = visitor.open("/")
    expect(page.get_by_text("The sky now")).to_be_visible()
    expect(page.locator(SUN)).not_to_have_attribute("data-longitude", "56.54")
    visitor.type_birth()
    expect(page.locator(SUN)).to_have_attribute("data-longitude", "56.54")
    expect(page.get_by_text("Your chart")).to_be_visible()
    expect(page.get_by_text("America/Halifax, UTC −3:00 from zone history")).to_be_visible()
    expect(page.get_by_text("Thursday, 17 May 1990")).to_be_visible()


def test_the_sky_now_has_no_houses(visitor):
    page = visitor.open("/")
    expect(page.locator(SUN)).to_have_attribute("aria-label", re.compile(r"^Sun \d+°\d\d′ \w+$"))


def test_typed_coordinates_are_a_place(visitor):
    page = visitor.open("/")
    visitor.type_birth(place="")
    page.get_by_label("Place of birth").fill("44°38'N 63°34'W")
    expect(page.locator(SUN)).to_have_attribute("aria-label", "Sun 26°32′ Taurus, house 9")


def test_the_zone_can_be_overruled(visitor):
    page = visitor.open("/")
    visitor.type_birth()
    page.get_by_role("button", name="Change the time zone").click()
    page.get_by_label("Time zone or offset").fill("+00:00")
    expect(page.get_by_text("UTC +0:00 as you set it")).to_be_visible()
    expect(page.locator(SUN)).to_have_attribute("data-longitude", "56.42")


def test_a_birth_without_a_time_has_ranges_and_no_houses(visitor):
    page = visitor.open("/")
    visitor.type_birth(time="")
    page.get_by_label("Time unknown").check()
    expect(page.get_by_text("Without a time there are no houses")).to_be_visible()
    page.get_by_role("button", name="Cast chart").click()
    page.wait_for_url("**/chart/*")
    expect(page.locator(SUN)).to_have_attribute("aria-label", re.compile(r"^Sun \d+°\d\d′ Taurus"))
    expect(page.locator(".facts")).to_contain_text("Unknown")


def test_a_double_click_casts_one_chart(visitor):
    page = visitor.open("/")
    visitor.type_birth(name="Once")
    page.get_by_role("button", name="Cast chart").dblclick()
    page.wait_for_url("**/chart/*")
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("link", name="Once")).to_have_count(1)


def test_a_keyboard_is_enough(visitor):
    page = visitor.open("/")
    page.get_by_label("Name", exact=True).focus()
    keys = page.keyboard
    keys.type("By keys")
    keys.press("Tab")
    keys.type("17 May 1990")
    keys.press("Tab")
    keys.type("14:30")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("halifax, nova")
    expect(page.get_by_role("listbox", name="Places").get_by_role("option").first).to_contain_text("Nova Scotia")
    keys.press("Enter")
    expect(page.get_by_text("Your chart")).to_be_visible()
    keys.press("Enter")
    page.wait_for_url("**/chart/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("By keys")


def test_options_can_be_chosen_before_casting(visitor):
    page = visitor.open("/")
    visitor.type_birth()
    page.get_by_role("button", name="Change houses, zodiac, calendar and bodies").click()
    page.get_by_label("Zodiac").select_option("lahiri")
    expect(page.locator(SUN)).to_have_attribute("data-longitude", "32.82")
    page.get_by_label("Pholus").check()
    expect(page.locator("[data-body='pholus']")).to_be_attached()
    expect(page.get_by_text("Placidus houses, Lahiri zodiac, 14 bodies")).to_be_visible()
