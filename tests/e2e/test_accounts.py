"""Accounts in the browser: sign up, confirm, in, out, everything changed, and nobody gets in who does not belong."""

import json
import time
import urllib.parse
import uuid

import pytest
from conftest import Visitor
from letters import letters_to, link_in, next_letter
from playwright.sync_api import expect

PASSWORD = "winding tractor lemon orbit"  # noqa: S105  of people who do not exist


def sign_up(visitor: Visitor, address: str, password: str = PASSWORD) -> None:
    page = visitor.open("/sign-up")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("Look in your mail")).to_be_visible()
    page.goto(link_in(next_letter(visitor.app.data, address, "Finish signing up")))
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Finish and sign in").click()
    page.wait_for_url("**/library/")


def sign_in(visitor: Visitor, address: str, password: str = PASSWORD) -> None:
    page = visitor.open("/sign-in")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/library/")


def sign_out(visitor: Visitor) -> None:
    page = visitor.open("/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in/?told=signed_out")


@pytest.fixture
def address() -> str:
    return f"{uuid.uuid4().hex[:12]}@example.org"


def test_signing_up_adopts_the_charts_of_the_browser_and_signing_out_leaves_none(visitor, stranger, address):
    visitor.cast(name="Adopted")
    sign_up(visitor, address)
    page = visitor.page
    visitor.listen()
    expect(page.get_by_role("link", name="Adopted")).to_be_visible()
    expect(page.get_by_role("link", name="Account")).to_be_visible()
    sign_in(stranger, address)
    expect(stranger.page.get_by_role("link", name="Adopted")).to_be_visible()
    sign_out(visitor)
    visitor.open("/library")
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_the_same_tab_shows_nothing_of_whoever_was_signed_in_before(visitor, stranger, address):
    visitor.cast(name="Of the first")
    sign_up(visitor, address)
    sign_up(stranger, f"other-{address}")
    visitor.open("/library")
    frames: list[str] = []
    visitor.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(str(data))))
    token = visitor.page.evaluate("sessionStorage.getItem('token')")
    sign_out(visitor)
    visitor.page.evaluate("token => sessionStorage.setItem('token', token)", token)  # as a thief would
    frames.clear()
    visitor.open("/library")
    expect(visitor.page.get_by_text("Nothing yet.")).to_be_visible()
    assert frames
    assert not any("Of the first" in frame for frame in frames)


def test_a_session_that_is_ended_elsewhere_closes_the_open_page_within_a_second(visitor, stranger, address):
    sign_up(visitor, address)
    visitor.open("/library")
    closed: list[float] = []
    sign_in(stranger, address)
    stranger.page.on("websocket", lambda socket: socket.on("close", lambda _: closed.append(time.monotonic())))
    stranger.open("/library")
    page = visitor.open("/account")
    expect(page.get_by_role("button", name="Sign out Chrome on Linux")).to_have_count(1)
    began = time.monotonic()
    page.get_by_role("button", name="Sign out Chrome on Linux").click()
    expect(page.get_by_text("That device is signed out.")).to_be_visible()
    while not closed and time.monotonic() - began < 5:
        stranger.page.wait_for_timeout(20)
    assert closed
    assert closed[0] - began < 1
    expect(stranger.page.get_by_role("link", name="Sign in")).to_be_visible()
    expect(stranger.page.get_by_role("link", name="Account")).to_have_count(0)


def test_a_password_that_will_not_do_is_told_beside_its_field(visitor, address):
    page = visitor.open("/sign-up")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill("passwordpassword")
    page.get_by_role("button", name="Sign up").click()
    alert = page.get_by_role("alert").filter(has_text="easily guessed")
    expect(alert).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("E-mail address")).to_have_value(address)
    assert letters_to(visitor.app.data, address) == []


def test_signing_in_fails_alike_with_and_without_an_account(visitor, stranger, address):
    sign_up(stranger, address)
    for who in (address, f"nobody-{address}"):
        page = visitor.open("/sign-in")
        page.get_by_label("E-mail address").fill(who)
        page.get_by_label("Password", exact=True).fill("not the password")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_have_text("No account has this address and this password.")


def test_a_forgotten_password_is_set_anew_and_every_session_ends(visitor, stranger, address):
    sign_up(visitor, address)
    page = stranger.open("/forgot")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Mail me a link").click()
    expect(page.get_by_text("Look in your mail")).to_be_visible()
    link = link_in(next_letter(visitor.app.data, address, "Set another password"))
    page.goto(link)
    assert page.url == f"{visitor.app.url}/reset/"
    page.get_by_label("New password").fill("four entirely different words")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    page.goto(link)
    page.get_by_label("New password").fill("five entirely different words")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("alert")).to_contain_text("This link does not work")
    visitor.open("/account")
    visitor.page.wait_for_url("**/sign-in*")
    sign_in(stranger, address, "four entirely different words")
    next_letter(visitor.app.data, address, "Your password was changed")


def test_password_and_address_are_changed_data_is_taken_along_and_the_account_deleted(visitor, address):
    visitor.cast(name="Taken along")
    sign_up(visitor, address)
    page = visitor.open("/account")
    page.get_by_text("Change the password").click()
    page.locator("#password-now").fill(PASSWORD)
    page.get_by_label("New password").fill("an altogether newer phrase")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()

    visitor.listen()
    page.get_by_text("Change the address").click()
    page.get_by_label("New e-mail address").fill(f"new-{address}")
    page.locator("#password-address").fill("an altogether newer phrase")
    page.get_by_role("button", name="Mail a link to it").click()
    page.goto(link_in(next_letter(visitor.app.data, f"new-{address}", "Confirm your new address")))
    page.get_by_role("button", name="Change my address").click()
    expect(page.get_by_text("Your address is changed.")).to_be_visible()
    expect(page.get_by_text(f"new-{address}")).to_be_visible()
    next_letter(visitor.app.data, address, "Your address was changed")

    page.get_by_text("Take your data along").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything as JSON").click()
    document = json.loads(download.value.path().read_text())
    assert document["account"]["address"] == f"new-{address}"
    assert [chart["name"] for chart in document["charts"]] == ["Taken along"]

    page.get_by_text("Delete the account").click()
    page.locator("#password-delete").fill("an altogether newer phrase")
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("Your account is deleted.")).to_be_visible()
    sign_in(visitor, f"new-{address}", "an altogether newer phrase")
    expect(page.get_by_role("link", name="Taken along")).to_be_visible()
    next_letter(visitor.app.data, f"new-{address}", "Your account is back")


def test_what_is_wrong_in_a_form_of_the_account_is_told_there(visitor, address):
    sign_up(visitor, address)
    page = visitor.open("/account")
    page.get_by_text("Delete the account").click()
    page.locator("#password-delete").fill("not my password")
    page.get_by_role("button", name="Delete my account").click()
    expect(page.locator("#password-delete")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert")).to_have_text("This is not your password.")
    expect(page.get_by_role("alert")).to_be_visible()


def test_cookies_of_sessions_are_out_of_reach(visitor, address):
    sign_up(visitor, address)
    page = visitor.page
    (cookie,) = (cookie for cookie in visitor.context.cookies(visitor.app.url) if cookie["name"] == "session")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert page.evaluate("document.cookie") == ""
    visitor.open("/account")
    assert cookie["value"] not in page.content()
    assert cookie["value"] not in visitor.app.log
    assert address not in visitor.app.log


def test_a_form_from_another_site_changes_nothing(visitor, address):
    sign_up(visitor, address)
    body = urllib.parse.urlencode({})
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": visitor.app.url, "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {},
    ):
        answer = visitor.page.request.post(
            f"{visitor.app.url}/auth/sign-out",
            data=body,
            headers={"content-type": "application/x-www-form-urlencoded", **headers},
            max_redirects=0,
        )
        assert answer.status == 403, headers
    visitor.open("/account")
    expect(visitor.page.get_by_text(address)).to_be_visible()
