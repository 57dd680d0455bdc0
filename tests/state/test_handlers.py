"""Every event handler is a public call: anyone can send it anything, and it answers in words and keeps nothing."""

import inspect
import json
from typing import Any

import pytest
from sqlalchemy import text
from visitors import STATES, Visitor, draft

from outer_skies.errors import OuterSkiesError
from outer_skies.state.cast import CastState
from outer_skies.state.chart import ChartState
from outer_skies.state.library import LibraryState
from outer_skies.state.viewing import Notices
from outer_skies.store.transaction import transaction

pytestmark = pytest.mark.anyio

JUNK: list[Any] = [
    None, {}, {"a": {"b": []}}, [], [[]], 0, -1, 10**400, 1e308, float("nan"), True, b"\xff", "", "\0", "\ud800",
    "x" * 100_000, "🌒", "\u202eאבג", "<script>alert(1)</script>", "'; DROP TABLE charts; --", "../../etc/passwd",
]  # fmt: skip

HANDLERS = [
    (name, handler)
    for state in STATES
    for name, handler in sorted(state.event_handlers.items())
    if handler.fn.__module__.startswith("outer_skies.")
]


async def rows(table: str) -> int:
    async with transaction() as tx:
        return (await tx.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608  our own names


async def contents() -> list[str]:
    async with transaction() as tx:
        return [str(row) for row in await tx.execute(text("SELECT * FROM charts ORDER BY id"))]


def test_all_handlers_are_here() -> None:
    names = {name for name, _ in HANDLERS}
    assert {"draft_changed", "cast_chart", "place_typed", "rename", "choose_orb", "search", "delete", "broke"} <= names


@pytest.mark.parametrize(
    ("name", "handler"),
    [pytest.param(name, handler, id=handler.fn.__qualname__) for name, handler in HANDLERS],
)
async def test_a_handler_called_with_anything_breaks_nothing_and_keeps_nothing(
    visitor: Visitor, name: str, handler: Any
) -> None:
    await visitor.send(CastState.cast_chart, draft(), 1)
    before = await contents()
    places = len(inspect.signature(handler.fn).parameters) - 1
    for junk in JUNK:
        try:
            await visitor.send(handler, *[junk] * places)
        except OuterSkiesError as error:
            assert str(error)  # noqa: PT017  a kind of ours, which the app says in words
    kept = await contents()
    if name in {"toggle_favourite", "rename", "retag", "annotate"}:  # what they are for, with what can be kept
        assert len(kept) == len(before)
    else:
        assert kept == before
    for state in STATES:
        json.dumps(visitor.state(state).dict(), default=str)


async def test_a_whole_draft_becomes_a_saved_chart_at_an_address_of_its_own(visitor: Visitor) -> None:
    event = await visitor.send(CastState.cast_chart, draft(name="שלום <b>🌒</b>"), 3)
    (chart,) = await visitor.charts()
    assert f"/chart/{chart.id}" in str(event)
    assert chart.name == "שלום <b>🌒</b>"
    assert visitor.form == {
        "seq": 3,
        "errors": {},
        "echo": {"date": "Thursday, 17 May 1990", "zone": "America/Halifax, UTC −3:00 from zone history"},
        "saved": True,
    }
    assert visitor.state(ChartState).chart_id == str(chart.id)
    assert '"sun"' in visitor.state(ChartState).scene


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": "29 Feb 1990"}, "date"),
        ({"time": "24:00"}, "time"),
        ({"date": "0000-01-01"}, "date"),
        ({"date": "1 Jan 9999"}, "date"),
        ({"date": "31 March 2024", "time": "01:30", "place": "51.5, -0.12"}, "time"),
        ({"date": "27 October 2024", "time": "01:30", "place": "51.5, -0.12"}, "time"),
        ({"date": "30 December 2011", "place": "-13.83, -171.76"}, "date"),
        ({"place": "91, 0"}, "place"),
        ({"placeId": "999999999"}, "place"),
        ({"place": "Nowhereville"}, "place"),
        ({"place": ""}, "place"),
        ({"date": ""}, "date"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "Ann\0"}, "name"),
        ({"name": "\ud83c"}, "name"),
        ({"name": {"first": "Ann"}}, "name"),
        ({"date": ["17", "May"]}, "date"),
    ],
    ids=lambda value: repr(value)[:40],
)
@pytest.mark.usefixtures("places")
async def test_bad_input_stores_nothing_and_stands_beside_its_field(
    visitor: Visitor, changes: dict[str, object], field: str
) -> None:
    assert await visitor.send(CastState.cast_chart, draft(**changes), 5) is None
    assert set(visitor.errors) == {field}
    assert (visitor.form["seq"], visitor.form["saved"]) == (5, False)
    assert await rows("charts") == await rows("browsers") == 0
    assert visitor.state(Notices).text == ""


async def test_while_one_types_the_sky_now_gives_way_to_the_chart_and_comes_back(visitor: Visitor) -> None:
    state = visitor.state(CastState)
    await visitor.send(CastState.opened)
    sky = state.scene
    assert sky
    assert not state.is_preview
    await visitor.send(CastState.draft_changed, draft(date="17 Ma"), 1)
    assert (state.is_preview, state.scene) == (False, sky)
    await visitor.send(CastState.draft_changed, draft(), 2)
    assert state.is_preview
    assert state.scene != sky
    await visitor.send(CastState.minute_passed)
    assert state.is_preview
    await visitor.send(CastState.draft_changed, draft(date=""), 3)
    assert not state.is_preview
    assert visitor.form["seq"] == 3
    assert await rows("charts") == 0


async def test_without_a_cookie_nothing_is_saved_and_it_says_so(visitor: Visitor) -> None:
    nobody = Visitor(has_cookie=False)
    await nobody.send(CastState.cast_chart, draft(), 1)
    assert nobody.state(Notices).text == "Sign in to do this."
    assert await rows("charts") == 0
    assert await visitor.charts() == ()


async def test_nobody_can_touch_the_chart_of_another_by_its_address(visitor: Visitor, stranger: Visitor) -> None:
    await visitor.send(CastState.cast_chart, draft(name="Ann"), 1)
    (chart,) = await visitor.charts()
    before = await contents()
    stranger.go(f"/chart/{chart.id}")
    await stranger.send(ChartState.opened)
    shown = stranger.state(ChartState)
    assert (shown.is_missing, shown.scene, shown.name) == (True, "", "")
    shown.chart_id = str(chart.id)  # as if it had been forced
    for handler, values in (
        (ChartState.rename, ("Mine",)),
        (ChartState.retag, ("mine",)),
        (ChartState.annotate, ("mine",)),
        (ChartState.toggle_favourite, ()),
        (ChartState.choose_houses, ("koch",)),
        (ChartState.choose_zodiac, ("lahiri",)),
        (ChartState.toggle_body, ("sun", False)),
        (ChartState.choose_orb, ("trine", 3)),
        (LibraryState.delete, (str(chart.id),)),
        (LibraryState.delete_shown, (str(chart.id),)),
        (LibraryState.duplicate, (str(chart.id),)),
        (LibraryState.toggle_favourite, (str(chart.id),)),
    ):
        await stranger.send(handler, *values)
    assert await contents() == before
    assert (shown.name, shown.scene) == ("", "")
    assert await stranger.charts() == ()
    stranger.state(Notices).undo_chart_id = str(chart.id)
    await stranger.send(LibraryState.undo_delete)
    assert await contents() == before


async def test_what_is_shown_of_a_session_holds_no_cookie(visitor: Visitor) -> None:
    await visitor.send(CastState.cast_chart, draft(), 1)
    everything = json.dumps([visitor.state(state).dict() for state in STATES], default=str)
    assert visitor.token not in everything
