import random

import pytest
from libraries import Person
from sqlalchemy import text

from outer_skies.charts import library
from outer_skies.charts.library import Sort
from outer_skies.store.transaction import Transaction

pytestmark = pytest.mark.anyio


@pytest.fixture
def ann(tx: Transaction) -> Person:
    return Person(tx)


async def walked(person: Person, limit: int, **query: object) -> list[str]:
    names: list[str] = []
    after: str | None = None
    while True:
        page = await library.list_charts(
            person.tx,
            await person.viewer(),
            limit=limit,
            after=after,
            **query,  # type: ignore[arg-type]
        )
        assert len(page.charts) <= limit
        names += [line.name for line in page.charts]
        after = page.next_cursor
        if after is None:
            return names


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
async def test_every_order_is_walked_whole_without_gap_or_repeat(ann: Person, tx: Transaction, limit: int) -> None:
    made = [f"{letter} {number}" for letter in "bca" for number in range(3)]
    for name in made:
        await ann.saves(name)
    # Equal times, so that only the id settles the order.
    await tx.execute(text("UPDATE charts SET created_at = now(), updated_at = now() WHERE name < 'b'"))
    assert sorted(await walked(ann, limit, sort=Sort.NEWEST)) == sorted(made)
    assert await walked(ann, limit, sort=Sort.OLDEST) == (await walked(ann, limit, sort=Sort.NEWEST))[::-1]
    assert sorted(await walked(ann, limit, sort=Sort.CHANGED)) == sorted(made)
    assert await walked(ann, limit, sort=Sort.NAME) == sorted(made)


async def test_names_sort_without_regard_to_case_and_accents_and_equal_ones_are_all_listed(ann: Person) -> None:
    for name in ("zoë", "Émile", "eva", "Zoe", "", "émile", "Emile"):
        await ann.saves(name)
    names = await walked(ann, 2, sort=Sort.NAME)
    assert [name.lower() for name in names] == ["", "émile", "émile", "emile", "eva", "zoë", "zoe"]


async def test_a_changed_chart_comes_first_by_change_and_stays_by_creation(ann: Person, tx: Transaction) -> None:
    first = await ann.saves("first")
    await ann.saves("second")
    await library.set_favourite(tx, await ann.viewer(), first.id, is_favourite=True)
    assert await ann.names(sort=Sort.CHANGED) == ["first", "second"]
    assert await ann.names(sort=Sort.NEWEST) == ["second", "first"]
    assert await ann.names(sort=Sort.OLDEST) == ["first", "second"]


async def test_a_page_goes_on_rightly_when_charts_come_and_go_between(ann: Person, tx: Transaction) -> None:
    charts = [await ann.saves(str(number)) for number in range(6)]
    viewer = await ann.viewer()
    page = await library.list_charts(tx, viewer, limit=2)
    assert [line.name for line in page.charts] == ["5", "4"]
    await library.delete(tx, viewer, charts[4].id)  # the very chart the cursor stands on
    await ann.saves("6")
    page = await library.list_charts(tx, viewer, limit=2, after=page.next_cursor)
    assert [line.name for line in page.charts] == ["3", "2"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("zoe", ["Zoë"]),
        ("ZOË", ["Zoë"]),
        ("halifax", ["Zoë", "Otto"]),
        ("work", ["Otto"]),
        ("uncle otto", ["Otto"]),
        ("otto uncle", ["Otto"]),
        ("otto zoe", []),
        ("%", ["Zoë"]),
        ("_", []),
        ("100%", ["Zoë"]),
        ("", ["Zoë", "Otto"]),
        ("  ", ["Zoë", "Otto"]),
        ("strasse", ["Otto"]),
        ("workuncle", []),
    ],
)
async def test_a_search_looks_in_name_tags_notes_and_place(ann: Person, words: str, found: list[str]) -> None:
    await ann.saves("Otto", tags=("Work",), notes="Uncle, Hauptstraße 5")
    await ann.saves("Zoë", notes="100% sure")
    assert await ann.names(text=words) == found


async def test_a_search_sees_what_was_just_changed(ann: Person, tx: Transaction) -> None:
    saved = await ann.saves("Otto")
    await library.rename(tx, await ann.viewer(), saved.id, "Ottilie")
    await library.set_notes(tx, await ann.viewer(), saved.id, "aunt")
    assert await ann.names(text="ottilie aunt") == ["Ottilie"]
    assert await ann.names(text="otto") == []


async def test_tags_and_favourites_narrow_every_order(ann: Person, tx: Transaction) -> None:
    dice = random.Random(7)  # noqa: S311  a test wants the same dice each time
    made = [(await ann.saves(f"{number:02}", tags=(dice.choice("xy"),)), number) for number in range(12)]
    favourites = {f"{number:02}" for _, number in made if number % 3 == 0}
    for chart, number in made:
        if number % 3 == 0:
            await library.set_favourite(tx, await ann.viewer(), chart.id, is_favourite=True)
    tagged = {chart.name for chart, _ in made if chart.tags == ("x",)}
    for sort in Sort:
        assert set(await walked(ann, 2, sort=sort, favourites_only=True)) == favourites
        assert set(await walked(ann, 2, sort=sort, tag="x")) == tagged
        assert set(await walked(ann, 2, sort=sort, tag="x", favourites_only=True)) == tagged & favourites
        assert await walked(ann, 2, sort=sort, tag="X") == []


async def test_tags_are_counted_by_name(ann: Person, tx: Transaction) -> None:
    await ann.saves("a", tags=("work", "Äpfel"))
    await ann.saves("b", tags=("work", "birne"))
    assert await library.list_tags(tx, await ann.viewer()) == (("Äpfel", 1), ("birne", 1), ("work", 2))
