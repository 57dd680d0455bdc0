"""The library: charts that a viewer saved, found and kept in order.

Every verb takes the transaction and the viewer first, and asks the store for the viewer's own charts only. A
chart of somebody else is as absent as one that never was: `NotFound`, in the same words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from outer_skies.accounts.browsers import Viewer, owner_for_saving
from outer_skies.accounts.sessions import member_of
from outer_skies.charts.casting import BirthData
from outer_skies.charts.library_texts import (
    checked_flag,
    checked_text,
    cursor_of,
    key_in,
    read_limit,
    read_name,
    read_notes,
    read_sort,
    read_tags,
    shortened,
)
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.moments import resolve_day, resolve_moment
from outer_skies.errors import Conflict, InvalidInput, NotFound
from outer_skies.store import charts, owners
from outer_skies.store.chart_records import Content, StoredBirth, StoredChart, StoredLine, content_of
from outer_skies.store.charts import Order as Sort
from outer_skies.store.folding import folded
from outer_skies.store.transaction import Transaction

__all__ = [
    "ChartLine", "ChartPage", "SavedChart", "Sort", "adopt", "count_charts", "delete", "duplicate", "forget_deleted",
    "list_charts", "list_tags", "open_chart", "rename", "restore", "save_chart", "set_birth", "set_favourite",
    "set_notes", "set_options", "set_tags",
]  # fmt: skip

MOST_CHARTS = 10_000
MOST_DELETED = 1_000
KEPT_AFTER_DELETING = timedelta(days=30)
_MOST_WORDS = 8
_FORGOTTEN_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class ChartLine:
    """What a list shows of a saved chart. `name` is empty when it was given none."""

    id: UUID
    name: str
    tags: tuple[str, ...]
    is_favourite: bool
    birth: BirthData
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SavedChart(ChartLine):
    """A saved chart: what was asked, to be cast again by `casting.cast(saved.birth, saved.options)`."""

    notes: str
    options: ChartOptions


@dataclass(frozen=True, slots=True)
class ChartPage:
    """Some charts of a list. `next_cursor` asks for those after them; None when there are none."""

    charts: tuple[ChartLine, ...]
    next_cursor: str | None


async def save_chart(
    tx: Transaction,
    viewer: Viewer,
    birth: BirthData,
    options: ChartOptions,
    *,
    name: str | None = None,
    tags: Sequence[str] = (),
    notes: str = "",
) -> SavedChart:
    """Save a chart for this viewer. Its name is the birth's, unless another is given; it may be empty.

    Raises: `InvalidInput` for texts out of bounds or a civil time that cannot be used, `NotSignedIn` for a viewer
    without a cookie, `Conflict` when there is no room for more.
    """
    content = Content(
        name=read_name(birth.name if name is None else name),
        tags=read_tags(tags),
        notes=read_notes(notes),
        is_favourite=False,
        birth=_stored_birth(birth),
        options=options,
    )
    owner_id = await owner_for_saving(tx, viewer)
    await _make_room(tx, owner_id)
    return _saved(await charts.add(tx, owner_id, content))


async def open_chart(tx: Transaction, viewer: Viewer, chart_id: UUID | str) -> SavedChart:
    """The viewer's chart with this id.

    Raises: `NotFound`.
    """
    stored = await charts.find(tx, _owner(viewer), _read_id(chart_id))
    return _saved(_present(stored))


async def list_charts(
    tx: Transaction,
    viewer: Viewer,
    *,
    text: str = "",
    tag: str | None = None,
    favourites_only: bool = False,
    sort: Sort = Sort.NEWEST,
    after: str | None = None,
    limit: int = 50,
) -> ChartPage:
    """At most `limit` (1 to 100) of the viewer's charts, those after the cursor `after` of the page before.

    `text` finds charts that hold each of its words in their name, tags, notes or place, without regard to case and
    accents. Raises: `InvalidInput` naming the field that cannot be used.
    """
    words = folded(checked_text(text, field="search", most=200)).split()
    if len(words) > _MOST_WORDS:
        raise InvalidInput(f"Search for {_MOST_WORDS} words at most.", field="search")
    order = read_sort(sort)
    key = None if after is None else key_in(after, order)
    most = read_limit(limit)
    wanted = None if tag is None else checked_text(tag, field="tag", most=200)
    only = checked_flag(favourites_only, field="favourites_only")
    if viewer.owner_id is None:
        return ChartPage((), None)
    lines, following = await charts.page(
        tx, viewer.owner_id, words=words, tag=wanted, favourites_only=only, order=order, after=key, most=most
    )
    return ChartPage(tuple(_line(line) for line in lines), None if following is None else cursor_of(following, order))


async def count_charts(tx: Transaction, viewer: Viewer) -> int:
    """How many charts the viewer has."""
    return 0 if viewer.owner_id is None else await charts.count(tx, viewer.owner_id)


async def list_tags(tx: Transaction, viewer: Viewer) -> tuple[tuple[str, int], ...]:
    """The viewer's tags by name, each with the number of charts that carry it."""
    return () if viewer.owner_id is None else await charts.tags_of(tx, viewer.owner_id)


async def rename(tx: Transaction, viewer: Viewer, chart_id: UUID | str, name: str) -> SavedChart:
    """Give a chart another name, of 200 characters at most.

    Raises: `InvalidInput` (field "name"), `NotFound`.
    """
    fresh = read_name(name)
    return await _changed(tx, viewer, chart_id, lambda content: replace(content, name=fresh))


async def set_tags(tx: Transaction, viewer: Viewer, chart_id: UUID | str, tags: Sequence[str]) -> SavedChart:
    """Replace a chart's tags: 20 at most, of 50 characters each; a tag that differs in case alone is the same.

    Raises: `InvalidInput` (field "tags"), `NotFound`.
    """
    fresh = read_tags(tags)
    return await _changed(tx, viewer, chart_id, lambda content: replace(content, tags=fresh))


async def set_notes(tx: Transaction, viewer: Viewer, chart_id: UUID | str, notes: str) -> SavedChart:
    """Replace a chart's notes, of 10,000 characters at most.

    Raises: `InvalidInput` (field "notes"), `NotFound`.
    """
    fresh = read_notes(notes)
    return await _changed(tx, viewer, chart_id, lambda content: replace(content, notes=fresh))


async def set_favourite(tx: Transaction, viewer: Viewer, chart_id: UUID | str, *, is_favourite: bool) -> SavedChart:
    """Make a chart a favourite, or no longer.

    Raises: `InvalidInput` (field "is_favourite"), `NotFound`.
    """
    fresh = checked_flag(is_favourite, field="is_favourite")
    return await _changed(tx, viewer, chart_id, lambda content: replace(content, is_favourite=fresh))


async def set_options(tx: Transaction, viewer: Viewer, chart_id: UUID | str, options: ChartOptions) -> SavedChart:
    """Keep other options with a chart.

    Raises: `NotFound`.
    """
    return await _changed(tx, viewer, chart_id, lambda content: replace(content, options=options))


async def set_birth(tx: Transaction, viewer: Viewer, chart_id: UUID | str, birth: BirthData) -> SavedChart:
    """Correct the birth of a chart; its name stays.

    Raises: `InvalidInput` for a civil time that cannot be used, `NotFound`.
    """
    fresh = _stored_birth(birth)
    return await _changed(tx, viewer, chart_id, lambda content: replace(content, birth=fresh))


async def duplicate(tx: Transaction, viewer: Viewer, chart_id: UUID | str) -> SavedChart:
    """Save a second chart like this one, named a copy.

    Raises: `NotFound`, `Conflict` when there is no room for more.
    """
    stored = _present(await charts.find(tx, _owner(viewer), _read_id(chart_id)))
    owner_id = await owner_for_saving(tx, viewer)
    await _make_room(tx, owner_id)
    name = f"{shortened(stored.name, ' (copy)')} (copy)" if stored.name else ""
    return _saved(await charts.add(tx, owner_id, replace(content_of(stored), name=name, is_favourite=False)))


async def delete(tx: Transaction, viewer: Viewer, chart_id: UUID | str) -> None:
    """Delete a chart. For 30 days it can be restored, or until the viewer has deleted 1,000 more.

    Raises: `NotFound`.
    """
    owner_id = _owner(viewer)
    if not await charts.mark_deleted(tx, owner_id, _read_id(chart_id)):
        raise _not_found()
    await charts.forget_surplus(tx, owner_id, MOST_DELETED)


async def restore(tx: Transaction, viewer: Viewer, chart_id: UUID | str) -> SavedChart:
    """Bring back a deleted chart as it was.

    Raises: `NotFound`, `Conflict` when there is no room for more.
    """
    owner_id = _owner(viewer)
    stored = _present(await charts.restore(tx, owner_id, _read_id(chart_id)))
    await _make_room(tx, owner_id, taken=0)
    return _saved(stored)


async def adopt(tx: Transaction, viewer: Viewer, browser: Viewer) -> int:
    """Let a member own what their browser saved before; how many charts that were.

    What there is no room for stays with the browser. Raises: `NotSignedIn`.
    """
    member_id = member_of(viewer)
    giver_id = browser.owner_id
    if giver_id is None or browser.member_id is not None:
        return 0
    for owner_id in sorted((member_id, giver_id)):  # in one order, so that two never wait for each other
        await owners.lock(tx, owner_id)
    room = MOST_CHARTS - await charts.count(tx, member_id)
    return await charts.hand_over(tx, giver_id, member_id, max(0, room))


async def forget_deleted(tx: Transaction) -> int:
    """Remove for good what anyone deleted more than 30 days ago; how many charts that were. For the service itself."""
    moment = datetime.now(UTC) - KEPT_AFTER_DELETING
    total = 0
    while forgotten := await charts.forget_deleted_before(tx, moment, _FORGOTTEN_AT_ONCE):
        total += forgotten
    return total


async def _changed(
    tx: Transaction, viewer: Viewer, chart_id: UUID | str, change: Callable[[Content], Content]
) -> SavedChart:
    owner_id, wanted = _owner(viewer), _read_id(chart_id)
    stored = _present(await charts.find(tx, owner_id, wanted, to_change=True))
    return _saved(_present(await charts.overwrite(tx, owner_id, wanted, change(content_of(stored)))))


async def _make_room(tx: Transaction, owner_id: UUID, *, taken: int = 1) -> None:
    if await charts.count(tx, owner_id) + taken > MOST_CHARTS:
        raise Conflict(f"There is room for {MOST_CHARTS:,} charts, and all of it is taken. Delete some first.")


def _owner(viewer: Viewer) -> UUID:
    if viewer.owner_id is None:
        raise _not_found()
    return viewer.owner_id


def _read_id(chart_id: object) -> UUID:
    if isinstance(chart_id, UUID):
        return chart_id
    try:
        return UUID(chart_id) if isinstance(chart_id, str) else UUID("")
    except ValueError:
        raise _not_found() from None


def _present(stored: StoredChart | None) -> StoredChart:
    if stored is None:
        raise _not_found()
    return stored


def _not_found() -> NotFound:
    return NotFound("There is no such chart in this browser.")


def _stored_birth(birth: BirthData) -> StoredBirth:
    """The birth as it is kept, once it is sure that it can be cast."""
    zone = birth.zone if birth.zone is None else checked_text(birth.zone, field="zone", most=100)
    if birth.time is None:
        resolve_day(birth.date, birth.place, zone=zone, utc_offset_s=birth.utc_offset_s)
    else:
        resolve_moment(birth.date, birth.time, birth.place, zone=zone, fold=birth.fold, utc_offset_s=birth.utc_offset_s)
    return StoredBirth(birth.date, birth.time, birth.fold, birth.utc_offset_s, zone, birth.place)


def _birth(stored: StoredLine) -> BirthData:
    birth = stored.birth
    return BirthData(
        date=birth.date,
        time=birth.time,
        place=birth.place,
        zone=birth.zone,
        fold=birth.fold,
        utc_offset_s=birth.utc_offset_s,
        name=stored.name,
    )


def _line(stored: StoredLine) -> ChartLine:
    return ChartLine(
        id=stored.id,
        name=stored.name,
        tags=stored.tags,
        is_favourite=stored.is_favourite,
        birth=_birth(stored),
        created_at=stored.created_at,
        updated_at=stored.updated_at,
    )


def _saved(stored: StoredChart) -> SavedChart:
    return SavedChart(
        id=stored.id,
        name=stored.name,
        tags=stored.tags,
        is_favourite=stored.is_favourite,
        birth=_birth(stored),
        created_at=stored.created_at,
        updated_at=stored.updated_at,
        notes=stored.notes,
        options=stored.options,
    )
