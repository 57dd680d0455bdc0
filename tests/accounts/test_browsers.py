import asyncio
from http.cookies import SimpleCookie
from uuid import UUID

import pytest
from sqlalchemy import text

from outer_skies.accounts.browsers import NOBODY, Viewer, is_token, new_token, owner_for_saving, viewer_of
from outer_skies.errors import NotSignedIn
from outer_skies.store.transaction import Transaction, transaction

pytestmark = pytest.mark.anyio


def test_a_token_is_256_bits_in_a_cookies_own_letters() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(is_token(token) and len(token) == 43 for token in tokens)
    token = tokens.pop()
    assert SimpleCookie(f"browser={token}")["browser"].value == token


@pytest.mark.parametrize(
    "text_", [None, "", "x", 7, {"a": 1}, ["x"], "A" * 42, "A" * 44, "A" * 42 + "=", "A" * 42 + "\n", "é" * 43]
)
async def test_what_is_no_token_is_nobody(tx: Transaction, text_: object) -> None:
    assert not is_token(text_)
    assert await viewer_of(tx, text_) == NOBODY


async def test_a_browser_has_no_row_until_it_saves_and_then_always_the_same(tx: Transaction) -> None:
    token = new_token()
    stranger = await viewer_of(tx, token)
    assert stranger.owner_id is None
    assert (await tx.execute(text("SELECT count(*) FROM browsers"))).scalar_one() == 0
    owner_id = await owner_for_saving(tx, stranger)
    assert (await viewer_of(tx, token)).owner_id == owner_id
    assert await owner_for_saving(tx, stranger) == owner_id
    assert await owner_for_saving(tx, await viewer_of(tx, token)) == owner_id
    assert (await tx.execute(text("SELECT count(*) FROM browsers"))).scalar_one() == 1


async def test_the_token_itself_is_kept_nowhere(tx: Transaction) -> None:
    token = new_token()
    viewer = await viewer_of(tx, token)
    await owner_for_saving(tx, viewer)
    row = str((await tx.execute(text("SELECT * FROM browsers"))).one())
    assert token not in row
    assert token not in repr(viewer)
    assert viewer.token_hash is not None
    assert repr(viewer.token_hash) not in repr(viewer)


async def test_nobody_cannot_save(tx: Transaction) -> None:
    with pytest.raises(NotSignedIn):
        await owner_for_saving(tx, NOBODY)


@pytest.mark.usefixtures("database")
async def test_two_first_saves_at_once_make_one_owner() -> None:
    token = new_token()

    async def save() -> UUID:
        async with transaction() as tx:
            viewer = await viewer_of(tx, token)
            await asyncio.sleep(0.02)
            return await owner_for_saving(tx, viewer)

    assert len(set(await asyncio.gather(*(save() for _ in range(4))))) == 1


async def test_a_browser_that_comes_back_another_day_is_noted_once(tx: Transaction) -> None:
    token = new_token()
    await owner_for_saving(tx, await viewer_of(tx, token))
    seen = text("SELECT last_seen_at > now() - interval '1 hour' FROM browsers")
    await tx.execute(text("UPDATE browsers SET last_seen_at = now() - interval '2 hours'"))
    await viewer_of(tx, token)
    assert (await tx.execute(seen)).scalar_one() is False
    await tx.execute(text("UPDATE browsers SET last_seen_at = now() - interval '25 hours'"))
    await viewer_of(tx, token)
    assert (await tx.execute(seen)).scalar_one() is True


def test_a_viewer_is_a_value() -> None:
    assert Viewer() == NOBODY
    assert hash(Viewer()) == hash(NOBODY)
