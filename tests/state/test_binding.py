"""A page's state is its cookies' own: other cookies with the same token begin anew."""

import pytest
from reflex_base.event import Event, get_hydrate_event
from sqlalchemy import text
from visitors import Visitor, draft

from outer_skies.accounts import sessions
from outer_skies.accounts.sessions import Client
from outer_skies.state.binding import BoundToCookies
from outer_skies.state.cast import CastState
from outer_skies.state.chart import ChartState
from outer_skies.state.library import LibraryState
from outer_skies.store import members
from outer_skies.store.transaction import transaction

pytestmark = pytest.mark.anyio


async def comes(visitor: Visitor, *, hydrates: bool = True) -> None:
    name = get_hydrate_event(visitor.root) if hydrates else "any.other"
    await BoundToCookies().preprocess(None, visitor.root, Event(name=name))


async def signed_in_cookie() -> str:
    async with transaction() as tx:
        member = await members.add(tx, "ann@example.org", "ann@example.org", "$argon2id$none")
        return (await sessions.begin(tx, member.id, Client("", "", None))).token


async def shows_something(visitor: Visitor) -> None:
    await comes(visitor)
    await visitor.send(CastState.cast_chart, draft(name="Secret"), 1)
    await visitor.send(LibraryState.opened)
    assert visitor.state(LibraryState).rows
    assert visitor.state(ChartState).scene


def is_empty(visitor: Visitor) -> bool:
    return not visitor.state(LibraryState).rows and not visitor.state(ChartState).scene


@pytest.mark.parametrize("hydrates", [True, False])
async def test_the_same_cookies_find_what_they_left_and_others_find_nothing(visitor, stranger, hydrates):
    await shows_something(visitor)
    await comes(visitor, hydrates=hydrates)
    assert not is_empty(visitor)
    visitor.cookie = stranger.cookie
    visitor.go("/")
    await comes(visitor, hydrates=hydrates)
    assert is_empty(visitor)


async def test_a_session_that_ended_finds_nothing_by_its_own_cookie(visitor):
    visitor.cookie += f"; session={await signed_in_cookie()}"
    visitor.go("/")
    await shows_something(visitor)
    await comes(visitor)
    assert not is_empty(visitor)
    async with transaction() as tx:
        await tx.execute(text("DELETE FROM sessions"))
    await comes(visitor)
    assert is_empty(visitor)


async def test_other_cookies_beside_ours_change_nothing(visitor):
    await shows_something(visitor)
    visitor.cookie += "; theme=dark"
    visitor.go("/")
    await comes(visitor)
    assert not is_empty(visitor)
