import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from libraries import Person

from outer_skies.charts import library
from outer_skies.charts.library_texts import cursor_of, key_in
from outer_skies.errors import InvalidInput
from outer_skies.store.charts import Key, Order
from outer_skies.store.folding import folded
from outer_skies.store.identifiers import new_id
from outer_skies.store.transaction import Transaction

pytestmark = pytest.mark.anyio
Verb = Callable[..., Awaitable[library.SavedChart]]

VERBATIM = [
    "🦄 Zoë 👩‍👩‍👧",
    "שלום‎ مرحبا",
    "\u202eevil",
    "<script>alert(1)</script>",
    "'; DROP TABLE charts; --",
    "%_\\",
    "{{7*7}} ${x}",
    "ﷺ" * 200,
]


@pytest.fixture
def ann(tx: Transaction) -> Person:
    return Person(tx)


@pytest.mark.parametrize("words", VERBATIM)
async def test_any_text_is_kept_as_it_is_and_found_again(ann: Person, tx: Transaction, words: str) -> None:
    saved = await ann.saves(words, notes=words * (10_000 // len(words)), tags=(words[:50],))
    opened = await library.open_chart(tx, await ann.viewer(), saved.id)
    assert (opened.name, opened.tags) == (words, (words[:50],))
    assert opened.notes == words * (10_000 // len(words))
    await ann.saves("another")
    if len(words) < 100:
        assert await ann.names(text=words) == [words]
    assert await ann.names(tag=words[:50]) == [words]


BAD = [
    ({"a": 1}, "text"),
    (["x"], "text"),
    (None, "text"),
    (7, "text"),
    (b"x", "text"),
    ("x" * 10_001, "10,001"),
    ("a\0b", "NUL"),
    ("\ud800", "half"),
]


@pytest.mark.parametrize(("value", "word"), BAD)
@pytest.mark.parametrize(
    ("verb", "field"), [(library.rename, "name"), (library.set_notes, "notes")], ids=["name", "notes"]
)
async def test_what_is_no_text_is_refused_beside_its_field_and_nothing_changes(
    ann: Person, *, tx: Transaction, verb: Verb, field: str, value: Any, word: str
) -> None:
    saved = await ann.saves()
    with pytest.raises(InvalidInput, match=word) as caught:
        await verb(tx, await ann.viewer(), saved.id, value)
    assert caught.value.field == field
    assert await library.open_chart(tx, await ann.viewer(), saved.id) == saved


@pytest.mark.parametrize(
    "value", ["family", {"a": 1}, b"ab", None, 5, [5], [["a"]], ["x" * 51], ["\0"], list("abcdefghijklmnopqrstu")]
)
async def test_what_are_no_tags_is_refused(ann: Person, tx: Transaction, value: Any) -> None:
    saved = await ann.saves()
    with pytest.raises(InvalidInput) as caught:
        await library.set_tags(tx, await ann.viewer(), saved.id, value)
    assert caught.value.field == "tags"


async def test_a_name_of_200_characters_fits_and_one_more_is_refused_in_words(ann: Person) -> None:
    assert (await ann.saves("é" * 200)).name == "é" * 200
    with pytest.raises(InvalidInput, match="can have 200 characters; it has 201"):
        await ann.saves("é" * 201)


@pytest.mark.parametrize("value", [1, "true", None, {}, [True]])
async def test_a_favourite_is_yes_or_no(ann: Person, tx: Transaction, value: Any) -> None:
    saved = await ann.saves()
    with pytest.raises(InvalidInput):
        await library.set_favourite(tx, await ann.viewer(), saved.id, is_favourite=value)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"text": {"$ne": 1}}, "search"),
        ({"text": "x" * 201}, "search"),
        ({"text": "a b c d e f g h i"}, "search"),
        ({"tag": ["x"]}, "tag"),
        ({"favourites_only": "yes"}, "favourites_only"),
        ({"sort": "by fate"}, "sort"),
        ({"sort": ["name"]}, "sort"),
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"limit": True}, "limit"),
        ({"limit": "10"}, "limit"),
        ({"after": ""}, "after"),
        ({"after": "!!!"}, "after"),
        ({"after": {"x": 1}}, "after"),
        ({"after": "e30"}, "after"),
        ({"after": "x" * 100_000}, "after"),
    ],
)
async def test_a_query_that_makes_no_sense_is_refused_beside_its_field(
    ann: Person, query: dict[str, Any], field: str
) -> None:
    await ann.saves()
    with pytest.raises(InvalidInput) as caught:
        await ann.names(**query)
    assert caught.value.field == field


async def test_a_cursor_of_one_order_is_refused_by_another(ann: Person, tx: Transaction) -> None:
    for number in range(3):
        await ann.saves(str(number))
    cursor = (await library.list_charts(tx, await ann.viewer(), limit=1)).next_cursor
    for order in (Order.OLDEST, Order.NAME, Order.CHANGED):
        with pytest.raises(InvalidInput):
            await ann.names(sort=order, after=cursor)


@given(st.text(max_size=60), st.sampled_from(Order))
def test_no_text_makes_a_cursor_that_does_more_than_say_where_to_go_on(garbage: str, order: Order) -> None:
    with contextlib.suppress(InvalidInput):
        key_in(garbage, order)


@given(st.text(max_size=200).filter(lambda text: "\0" not in text))
def test_a_cursor_holds_any_name(name: str) -> None:
    key = Key(folded(name)[:200], new_id())
    try:
        key.value.encode()  # type: ignore[union-attr]
    except UnicodeEncodeError:
        return
    assert key_in(cursor_of(key, Order.NAME), Order.NAME) == key


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.text(max_size=220))
async def test_any_name_is_kept_and_found_or_refused_in_words(ann: Person, tx: Transaction, words: str) -> None:
    try:
        saved = await ann.saves(words)
    except InvalidInput:
        return
    assert saved.name == words.strip()
    line = (await library.list_charts(tx, await ann.viewer(), limit=1, sort=Order.NEWEST)).charts[0]
    assert (line.id, line.name) == (saved.id, words.strip())


def test_folding_forgets_case_accents_and_spaces() -> None:
    assert folded("  Ångström\t ÉCOLE  ") == "angstrom ecole"
    assert folded("STRASSE") == folded("Straße") == folded("strasse")
    assert folded("ﬁancé") == "fiance"
    assert folded("Ιωάννης") == folded("ΙΩΆΝΝΗΣ")
    assert folded("Łódź") != ""


def test_ids_sort_by_the_time_they_were_made() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert all(one.version == 7 and one.variant == "specified in RFC 4122" for one in ids)
    assert [one.int >> 80 for one in ids] == sorted(one.int >> 80 for one in ids)
