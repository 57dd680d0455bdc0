"""Signing in lets the member own what the browser saved, and nobody else's."""

import asyncio
import sys
from pathlib import Path

import pytest
from people import Mailbox, Somebody, asked

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "charts"))
from libraries import BIRTH, OPTIONS

from outer_skies.accounts import browsers
from outer_skies.accounts.browsers import NOBODY
from outer_skies.charts import library
from outer_skies.errors import Conflict, NotSignedIn
from outer_skies.store.transaction import transaction

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


async def saves(somebody: Somebody, name: str) -> None:
    viewer = await somebody.viewer()
    async with transaction() as tx:
        await library.save_chart(tx, viewer, BIRTH, OPTIONS, name=name)


async def names(somebody: Somebody) -> list[str]:
    viewer = await somebody.viewer()
    async with transaction() as tx:
        return sorted(line.name for line in (await library.list_charts(tx, viewer)).charts)


async def adopts(somebody: Somebody, token: str) -> int:
    viewer = await somebody.viewer()
    async with transaction() as tx:
        return await library.adopt(tx, viewer, await browsers.viewer_of(tx, token))


async def test_the_charts_of_the_browser_become_the_members_and_the_browser_has_none_left():
    ann = Somebody()
    await saves(ann, "before")
    await ann.joins(Mailbox())
    assert await names(ann) == []
    assert await adopts(ann, ann.browser) == 1
    assert await adopts(ann, ann.browser) == 0
    await saves(ann, "after")
    assert await names(ann) == ["after", "before"]
    ann.session = ""
    assert await names(ann) == []


async def test_no_other_browser_and_no_member_is_taken_from():
    ann, bob = Somebody(), Somebody("bob@example.org")
    mailbox = Mailbox()
    await saves(bob, "of bob's browser")
    await bob.joins(mailbox)
    await saves(bob, "of bob")
    await ann.joins(mailbox)
    assert await adopts(ann, ann.browser) == 0
    async with transaction() as tx:
        assert await library.adopt(tx, await ann.viewer(), await bob.viewer()) == 0
    assert await names(ann) == []
    assert await names(bob) == ["of bob"]
    with pytest.raises(NotSignedIn):
        async with transaction() as tx:
            await library.adopt(tx, NOBODY, await bob.viewer())


async def test_what_there_is_no_room_for_stays_with_the_browser(monkeypatch):
    monkeypatch.setattr(library, "MOST_CHARTS", 2)
    ann = Somebody()
    for name in ("one", "two"):
        await saves(ann, name)
    await ann.joins(Mailbox())
    await saves(ann, "three")
    assert await adopts(ann, ann.browser) == 1
    assert await names(ann) == ["three", "two"]
    with pytest.raises(Conflict):
        await saves(ann, "four")
    ann.session = ""
    assert await names(ann) == ["one"]


async def test_saves_and_adoptions_at_once_lose_nothing():
    ann = Somebody()
    await saves(ann, "0")
    await ann.joins(Mailbox())
    anonymous = Somebody(browser=ann.browser)
    await asyncio.gather(
        *(saves(anonymous, str(number)) for number in range(1, 6)), *(adopts(ann, ann.browser) for _ in range(3))
    )
    await adopts(ann, ann.browser)
    assert await names(ann) == [str(number) for number in range(6)]
    assert await asked("SELECT count(*) FROM charts") == 6
