"""What cannot be used is said beside its field, and the rest of the form stays as it was."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("date", "time", "words"),
    [
        ("29 February 1990", "14:30", "February 1990 had 28 days."),
        ("17 May 1990", "24:00", "24:00 is 00:00 of the next day"),
        ("0000-05-17", "14:30", "The year must be between"),
        ("9999-05-17", "14:30", "Positions can be computed from the year"),
        ("17 May 90", "14:30", "Write the year with all four digits."),
        ("somewhen", "14:30", "Write the date like 17 May 1990"),
        ("17 May 1990", "noon", "Write the time like 14:30"),
    ],
)
def test_a_bad_date_or_time_is_said_in_words(visitor, date, time, words):
    page = visitor.open("/")
    visitor.type_birth(date=date, time=time, name="Stays")
    expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    page.get_by_role("button", name="Cast chart").click()
    expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Stays")
    expect(page.get_by_label("Date of birth")).to_have_value(date)
    expect(page.get_by_label("Time of birth")).to_have_value(time)
    assert page.url == visitor.app.url + "/"
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()


def test_an_hour_that_never_was_offers_the_two_around_it(visitor):
    page = visitor.open("/")
    visitor.type_birth("31 March 2024", "01:30", "london, england")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Clocks skipped this hour. 00:59 or 02:00?")
    alert.get_by_role("button", name="02:00").click()
    expect(page.get_by_label("Time of birth")).to_have_value("02:00")
    expect(page.get_by_text("Europe/London, UTC +1:00 from zone history")).to_be_visible()


def test_an_hour_that_came_twice_asks_which(visitor):
    page = visitor.open("/")
    visitor.type_birth("27 October 2024", "01:30", "london, england")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("This hour happened twice that night. Which one?")
    alert.get_by_role("button", name="The second").click()
    expect(page.get_by_text("Europe/London, UTC +0:00 from zone history")).to_be_visible()
    expect(alert).to_be_hidden()


def test_a_day_that_never_was(visitor):
    page = visitor.open("/")
    visitor.type_birth("30 December 2011", "12:00", "apia")
    expect(page.get_by_role("alert").first).to_be_visible()


def test_numbers_that_read_two_ways_are_asked_back(visitor):
    page = visitor.open("/")
    visitor.type_birth("3/4/1990")
    page.get_by_role("alert").get_by_role("button", name="3 April 1990").click()
    expect(page.get_by_text("Tuesday, 3 April 1990")).to_be_visible()


def test_nothing_typed_is_asked_for(visitor):
    page = visitor.open("/")
    page.get_by_role("button", name="Cast chart").click()
    for words in ("Type the date of birth.", "Type the time, or tick “Time unknown”.", "Type the place of birth."):
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()


def test_a_place_that_does_not_exist(visitor):
    page = visitor.open("/")
    visitor.type_birth(place="")
    page.get_by_label("Place of birth").fill("Xyzzyville")
    page.get_by_role("button", name="Cast chart").click()
    expect(page.get_by_role("alert")).to_contain_text("No place called “Xyzzyville”.")


def test_a_name_of_many_places_asks_which(visitor):
    page = visitor.open("/")
    visitor.type_birth(place="")
    page.get_by_label("Place of birth").fill("Halifax")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Cast chart").click()
    page.get_by_role("alert").get_by_role("button").filter(has_text="Nova Scotia").click()
    expect(page.get_by_text("America/Halifax, UTC −3:00 from zone history")).to_be_visible()


def test_latitude_91_and_the_poles(visitor):
    page = visitor.open("/")
    visitor.type_birth(place="")
    page.get_by_label("Place of birth").fill("91, 0")
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label("Place of birth").fill("90, 0")
    page.get_by_role("button", name="Cast chart").click()
    page.wait_for_url("**/chart/*")
    expect(page.locator(".note-line").first).to_be_visible()


def test_tromso_keeps_its_angles_and_says_why_there_are_no_houses(visitor):
    page = visitor.cast(place="tromso")
    expect(page.get_by_text("Placidus has no houses this far north.")).to_be_visible()
    expect(page.locator("[data-body='sun']").first).to_be_attached()
    page.get_by_label("Houses").select_option("whole_sign")
    expect(page.get_by_text("Placidus has no houses this far north.")).to_be_hidden()


@pytest.mark.parametrize(
    "name", ["<script>window.hacked=1</script>", "🌙 Луна", "שלום עולם", "a" * 200, "Robert'); DROP TABLE charts;--"]
)
def test_any_name_is_shown_as_it_was_typed(visitor, name):
    page = visitor.cast(name=name)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.evaluate("window.hacked") is None


def test_a_name_of_ten_thousand_letters_is_refused_with_the_rest_intact(visitor):
    page = visitor.open("/")
    visitor.type_birth(name="n" * 10_000)
    page.get_by_role("button", name="Cast chart").click()
    expect(page.get_by_role("alert")).to_contain_text("200 characters")
    expect(page.get_by_label("Date of birth")).to_have_value("17 May 1990")
