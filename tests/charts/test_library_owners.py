"""Alice owns, Bob looks: for every verb there is."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from libraries import BIRTH, OPTIONS, Person

from outer_skies.accounts.browsers import NOBODY, Viewer, new_token
from outer_skies.charts import library
from outer_skies.charts.library import SavedChart
from outer_skies.errors import NotFound
from outer_skies.store.transaction import Transaction

pytestmark = pytest.mark.anyio

OF_ONE_CHART: dict[str, Callable[[Transaction, Viewer, SavedChart], Awaitable[Any]]] = {
    "open_chart": lambda tx, viewer, chart: library.open_chart(tx, viewer, chart.id),
    "rename": lambda tx, viewer, chart: library.rename(tx, viewer, chart.id, "mine now"),
    "set_tags": lambda tx, viewer, chart: library.set_tags(tx, viewer, chart.id, ["mine"]),
    "set_notes": lambda tx, viewer, chart: library.set_notes(tx, viewer, chart.id, "mine"),
    "set_favourite": lambda tx, viewer, chart: library.set_favourite(tx, viewer, chart.id, is_favourite=True),
    "set_options": lambda tx, viewer, chart: library.set_options(tx, viewer, chart.id, OPTIONS),
    "set_birth": lambda tx, viewer, chart: library.set_birth(tx, viewer, chart.id, BIRTH),
    "duplicate": lambda tx, viewer, chart: library.duplicate(tx, viewer, chart.id),
    "delete": lambda tx, viewer, chart: library.delete(tx, viewer, chart.id),
    "restore": lambda tx, viewer, chart: library.restore(tx, viewer, chart.id),
}
OF_MANY = {"list_charts", "list_tags", "count_charts", "save_chart"}
OF_THE_SERVICE = {"forget_deleted"}
OF_SIGNING_IN = {"adopt"}  # tried in tests/accounts/test_adopting.py


def test_every_verb_of_the_library_is_tried_here() -> None:
    verbs = {name for name in library.__all__ if inspect.iscoroutinefunction(getattr(library, name))}
    assert verbs == OF_ONE_CHART.keys() | OF_MANY | OF_THE_SERVICE | OF_SIGNING_IN


@pytest.mark.parametrize("verb", OF_ONE_CHART)
@pytest.mark.parametrize("stranger", ["Bob with charts", "Bob without", "nobody"])
async def test_a_chart_of_alice_is_not_there_for_anyone_else(tx: Transaction, verb: str, stranger: str) -> None:
    alice, bob = Person(tx), Person(tx)
    chart = await alice.saves("secret", tags=("hidden",), notes="private")
    if stranger == "Bob with charts":
        await bob.saves("Bob")
    viewer = NOBODY if stranger == "nobody" else await bob.viewer()
    with pytest.raises(NotFound) as caught:
        await OF_ONE_CHART[verb](tx, viewer, chart)
    with pytest.raises(NotFound) as absent:
        await library.open_chart(tx, viewer, "018f0000-0000-7000-8000-000000000000")
    assert str(caught.value) == str(absent.value)
    assert await library.open_chart(tx, await alice.viewer(), chart.id) == chart


async def test_a_deleted_chart_of_alice_cannot_be_restored_by_bob(tx: Transaction) -> None:
    alice, bob = Person(tx), Person(tx)
    chart = await alice.saves()
    await bob.saves()
    await library.delete(tx, await alice.viewer(), chart.id)
    with pytest.raises(NotFound):
        await library.restore(tx, await bob.viewer(), chart.id)
    assert await alice.names() == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"text": "secret"},
        {"text": "private"},
        {"tag": "hidden"},
        {"favourites_only": True},
        *({"sort": sort} for sort in library.Sort),
    ],
    ids=str,
)
async def test_no_list_shows_bob_a_chart_of_alice(tx: Transaction, query: dict[str, Any]) -> None:
    alice, bob = Person(tx), Person(tx)
    chart = await alice.saves("secret", tags=("hidden",), notes="private")
    await library.set_favourite(tx, await alice.viewer(), chart.id, is_favourite=True)
    assert await bob.names(**query) == []
    await bob.saves("Bob")
    assert "secret" not in await bob.names(**query)
    assert await alice.names(**query) == ["secret"]
    assert await library.count_charts(tx, await bob.viewer()) == 1
    assert await library.list_tags(tx, await bob.viewer()) == ()


async def test_a_cursor_of_alice_leads_bob_through_his_own_charts(tx: Transaction) -> None:
    alice, bob = Person(tx), Person(tx)
    await bob.saves("Bob")
    for number in range(3):
        await alice.saves(str(number))
    cursor = (await library.list_charts(tx, await alice.viewer(), limit=1)).next_cursor
    assert await bob.names(after=cursor) == ["Bob"]


async def test_a_guessed_token_sees_nothing(tx: Transaction) -> None:
    alice, guess = Person(tx), Person(tx)
    await alice.saves()
    for token in (new_token(), "A" * 43, alice.token[:-1], alice.token.swapcase()):
        guess.token = token
        assert await guess.names() == []
