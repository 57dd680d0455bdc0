"""Reloads, lost connections and restarts: a calm word, and nothing typed is lost."""

import re
import signal

from playwright.sync_api import expect

SUN = "svg[aria-label='Chart wheel'] [data-body='sun']"


def test_a_half_typed_birth_survives_a_reload(visitor):
    page = visitor.open("/")
    visitor.type_birth(place="", name="Half typed")
    page.reload()
    visitor.listen()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Half typed")
    expect(page.get_by_label("Date of birth")).to_have_value("17 May 1990")
    expect(page.get_by_label("Time of birth")).to_have_value("14:30")
    expect(page.get_by_text("Thursday, 17 May 1990")).to_be_visible()


def test_a_cast_chart_leaves_an_empty_form(visitor):
    page = visitor.cast(name="Done")
    page.get_by_role("link", name="Cast", exact=True).click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("")
    expect(page.get_by_text("The sky now")).to_be_visible()


def test_two_tabs_keep_their_own_drafts_on_screen(visitor):
    first = visitor.open("/")
    second = visitor.new_page()
    second.goto(visitor.app.url)
    second.wait_for_selector('html[data-hydrated="true"]', state="attached")
    first.get_by_label("Name", exact=True).fill("First")
    second.get_by_label("Name", exact=True).fill("Second")
    expect(first.get_by_label("Name", exact=True)).to_have_value("First")


def test_a_restart_of_the_server_loses_nothing(visitor):
    page = visitor.open("/")
    visitor.type_birth(name="Patient")
    expect(page.locator(SUN)).to_have_attribute("data-longitude", "56.54")
    visitor.app.stop(signal.SIGKILL)
    expect(page.get_by_text("Offline. What you typed is kept")).to_be_visible(timeout=15_000)
    page.get_by_label("Name", exact=True).fill("Patient indeed")
    visitor.app.start()
    expect(page.get_by_text("Offline. What you typed is kept")).to_be_hidden(timeout=30_000)
    expect(page.get_by_label("Name", exact=True)).to_have_value("Patient indeed")
    page.get_by_role("button", name="Cast chart").click()
    page.wait_for_url("**/chart/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Patient indeed")
    visitor.complaints[:] = [words for words in visitor.complaints if not re.search("WebSocket|ERR_CONNECTION", words)]


def test_an_address_that_leads_nowhere(visitor):
    page = visitor.page
    page.goto(visitor.app.url + "/nowhere")
    expect(page.get_by_role("heading", name="Nothing at this address")).to_be_visible()
    visitor.complaints[:] = [words for words in visitor.complaints if "404" not in words]
