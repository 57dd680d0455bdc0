"""The library: found, named, tagged, noted, favoured, doubled, deleted, and brought back."""

import re

from playwright.sync_api import expect


def open_library(page):
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()


def test_an_empty_library_teaches(visitor):
    page = visitor.open("/library")
    expect(page.get_by_text("Nothing yet. Each chart you cast is kept here until you delete it.")).to_be_visible()


def test_name_tags_and_notes_are_kept_and_found(visitor):
    page = visitor.cast(name="Ada")
    page.get_by_text("Name, tags and notes").click()
    page.get_by_label("Name", exact=True).fill("Ada of the sea")
    page.get_by_label("Tags").fill("family, sailors")
    page.get_by_label("Notes").fill("Born in a storm.")
    page.get_by_label("Tags").focus()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada of the sea")
    page.get_by_label("Name", exact=True).focus()
    page.reload()
    visitor.listen()
    page.get_by_text("Name, tags and notes").click()
    expect(page.get_by_label("Tags")).to_have_value("family, sailors")
    expect(page.get_by_label("Notes")).to_have_value("Born in a storm.")
    open_library(page)
    for text in ("ADA", "sailors", "storm", "nova scotia"):
        page.get_by_label("Search the library").fill(text)
        expect(page.get_by_role("link", name="Ada of the sea")).to_be_visible()
    page.get_by_label("Search the library").fill("desert")
    expect(page.get_by_text("No chart here matches that.")).to_be_visible()


def test_deleting_can_be_undone(visitor):
    page = visitor.cast(name="Comes back")
    open_library(page)
    page.get_by_role("button", name="Delete Comes back").click()
    expect(page.get_by_role("link", name="Comes back")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Comes back")).to_have_count(1)


def test_favourites_duplicates_and_order(visitor):
    page = visitor.cast(name="Beta")
    visitor.cast(name="Alpha")
    open_library(page)
    names = page.locator("tbody .title-link")
    expect(names).to_have_text(["Alpha", "Beta"])
    page.get_by_label("Sort").select_option("oldest")
    expect(names).to_have_text(["Beta", "Alpha"])
    page.get_by_label("Sort").select_option("name")
    expect(names).to_have_text(["Alpha", "Beta"])
    page.get_by_role("button", name="Duplicate Beta").click()
    expect(names).to_have_text(["Alpha", "Beta", "Beta (copy)"])
    page.get_by_role("button", name="Favourite: Beta", exact=True).click()
    expect(page.get_by_role("button", name="Favourite: Beta", exact=True)).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Favourites only").click()
    expect(names).to_have_text(["Beta"])


def test_deleting_the_chart_on_screen_leads_to_the_library(visitor):
    page = visitor.cast(name="Gone")
    page.get_by_text("Name, tags and notes").click()
    page.get_by_role("button", name="Delete").click()
    page.wait_for_url("**/library")
    expect(page.get_by_text("Deleted.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Gone"))).to_have_count(0)
