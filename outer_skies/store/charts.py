"""Every statement on saved charts. Each one names the owner: there is no way to ask for a chart without."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Select, delete, func, literal, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped
from sqlalchemy.sql import ColumnExpressionArgument
from sqlmodel import col

from outer_skies.errors import InvalidInput
from outer_skies.store.chart_records import (
    LINE,
    WHOLE,
    AnyRow,
    Content,
    StoredChart,
    StoredLine,
    chart_of,
    line_of,
    values_of,
)
from outer_skies.store.folding import folded
from outer_skies.store.identifiers import new_id
from outer_skies.store.tables.charts import ChartRow
from outer_skies.store.transaction import Transaction


class Order(StrEnum):
    """The orders that an owner's charts are walked in."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Key:
    """Where a walk stands: the sorting value of its last chart, and its id to settle equals."""

    value: datetime | str
    id: UUID


async def add(tx: Transaction, owner_id: UUID, content: Content) -> StoredChart:
    """Save a chart of this owner."""
    now = func.clock_timestamp()
    values = {**values_of(content), "id": new_id(), "owner_id": owner_id, "created_at": now, "updated_at": now}
    row = (await tx.execute(insert(ChartRow).values(values).returning(*WHOLE))).one()
    return chart_of(row)


async def find(tx: Transaction, owner_id: UUID, chart_id: UUID, *, to_change: bool = False) -> StoredChart | None:
    """The owner's chart with this id. `to_change` keeps others from changing it until the transaction ends."""
    statement = select(*WHOLE).where(*_living(owner_id), col(ChartRow.id) == chart_id)
    row = (await tx.execute(statement.with_for_update() if to_change else statement)).one_or_none()
    return None if row is None else chart_of(row)


async def overwrite(tx: Transaction, owner_id: UUID, chart_id: UUID, content: Content) -> StoredChart | None:
    """Put other content in the owner's chart; None when there is no such chart."""
    statement = (
        update(ChartRow)
        .where(*_living(owner_id), col(ChartRow.id) == chart_id)
        .values({**values_of(content), "updated_at": func.clock_timestamp()})
        .returning(*WHOLE)
    )
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else chart_of(row)


async def mark_deleted(tx: Transaction, owner_id: UUID, chart_id: UUID) -> bool:
    """Delete the owner's chart so that it can be restored; whether there was one."""
    statement = (
        update(ChartRow)
        .where(*_living(owner_id), col(ChartRow.id) == chart_id)
        .values(deleted_at=func.clock_timestamp())
        .returning(col(ChartRow.id))
    )
    return (await tx.execute(statement)).one_or_none() is not None


async def restore(tx: Transaction, owner_id: UUID, chart_id: UUID) -> StoredChart | None:
    """Bring back the owner's deleted chart; None when there is no such chart."""
    statement = (
        update(ChartRow)
        .where(
            col(ChartRow.owner_id) == owner_id,
            col(ChartRow.id) == chart_id,
            col(ChartRow.deleted_at).is_not(None),
        )
        .values(deleted_at=None)
        .returning(*WHOLE)
    )
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else chart_of(row)


async def forget_surplus(tx: Transaction, owner_id: UUID, keep: int) -> int:
    """Remove the owner's deleted charts for good, all but the `keep` deleted last; how many that were."""
    surplus = (
        select(col(ChartRow.id))
        .where(col(ChartRow.owner_id) == owner_id, col(ChartRow.deleted_at).is_not(None))
        .order_by(col(ChartRow.deleted_at).desc())
        .offset(keep)
    )
    return await _removed(tx, delete(ChartRow).where(col(ChartRow.id).in_(surplus)))


async def forget_deleted_before(tx: Transaction, moment: datetime, most: int) -> int:
    """Remove for good at most `most` charts that were deleted before `moment`; how many that were."""
    old = select(col(ChartRow.id)).where(col(ChartRow.deleted_at) < moment).limit(most)
    return await _removed(tx, delete(ChartRow).where(col(ChartRow.id).in_(old)))


async def _removed(tx: Transaction, statement: Delete) -> int:
    return len((await tx.execute(statement.returning(col(ChartRow.id)))).all())


async def hand_over(tx: Transaction, giver_id: UUID, taker_id: UUID, most: int) -> int:
    """Give at most `most` charts of one owner to another, the newest first, deleted ones too; how many that were."""
    newest = (
        select(col(ChartRow.id))
        .where(col(ChartRow.owner_id) == giver_id)
        .order_by(col(ChartRow.deleted_at).is_not(None), col(ChartRow.created_at).desc())
        .limit(most)
    )
    statement = (
        update(ChartRow)
        .where(col(ChartRow.owner_id) == giver_id, col(ChartRow.id).in_(newest))
        .values(owner_id=taker_id)
        .returning(col(ChartRow.id))
    )
    return len((await tx.execute(statement)).all())


async def whole_page(tx: Transaction, owner_id: UUID, after: UUID | None, most: int) -> tuple[StoredChart, ...]:
    """At most `most` of the owner's charts, whole, in the order of their ids after this one."""
    statement = select(*WHOLE).where(*_living(owner_id)).order_by(col(ChartRow.id)).limit(most)
    if after is not None:
        statement = statement.where(col(ChartRow.id) > after)
    return tuple(chart_of(row) for row in (await tx.execute(statement)).all())


async def count(tx: Transaction, owner_id: UUID) -> int:
    """How many charts the owner has, the deleted ones left out."""
    return (await tx.execute(select(func.count()).where(*_living(owner_id)))).scalar_one()


async def tags_of(tx: Transaction, owner_id: UUID) -> tuple[tuple[str, int], ...]:
    """Every tag of the owner with the number of charts that carry it, by name."""
    tag = func.unnest(col(ChartRow.tags)).label("tag")
    tags = select(tag).where(*_living(owner_id)).subquery()
    statement = select(tags.c.tag, func.count()).group_by(tags.c.tag)
    rows = (await tx.execute(statement)).all()
    return tuple(sorted(((str(tag), int(number)) for tag, number in rows), key=lambda pair: folded(pair[0])))


async def page(
    tx: Transaction,
    owner_id: UUID,
    *,
    words: Sequence[str] = (),
    tag: str | None = None,
    favourites_only: bool = False,
    order: Order = Order.NEWEST,
    after: Key | None = None,
    most: int = 50,
) -> tuple[tuple[StoredLine, ...], Key | None]:
    """At most `most` of the owner's charts in this order, after a key; and the key to go on from, if any are left.

    `words` are folded; a chart is listed when its name, tags, notes and place together hold every one.
    Raises: `InvalidInput` (field "after") for a key of another order.
    """
    statement = page_statement(
        owner_id, words=words, tag=tag, favourites_only=favourites_only, order=order, after=after, most=most
    )
    rows = (await tx.execute(statement)).all()
    lines = tuple(line_of(row) for row in rows[:most])
    return lines, _key(rows[most - 1], order) if len(rows) > most else None


def page_statement(
    owner_id: UUID,
    *,
    words: Sequence[str] = (),
    tag: str | None = None,
    favourites_only: bool = False,
    order: Order = Order.NEWEST,
    after: Key | None = None,
    most: int = 50,
) -> Select[*tuple[Any, ...]]:
    """The statement behind `page`. It asks for one row more, to see whether any are left."""
    by, descends = _ORDERS[order]
    statement = select(*LINE).where(*_living(owner_id))
    if favourites_only:
        statement = statement.where(col(ChartRow.is_favourite))
    if tag is not None:
        statement = statement.where(col(ChartRow.tags).contains([tag]))
    for word in words:
        statement = statement.where(col(ChartRow.search_text).contains(word, autoescape=True))
    if after is not None:
        if isinstance(after.value, str) != (order is Order.NAME):
            raise InvalidInput("This list cannot go on from there.", field="after")
        place = tuple_(by, col(ChartRow.id))
        here = tuple_(literal(after.value), literal(after.id))
        statement = statement.where(place < here if descends else place > here)
    columns = (by, col(ChartRow.id))
    return statement.order_by(*(one.desc() if descends else one for one in columns)).limit(most + 1)


_ORDERS: dict[Order, tuple[Mapped[Any], bool]] = {
    Order.NEWEST: (col(ChartRow.created_at), True),
    Order.OLDEST: (col(ChartRow.created_at), False),
    Order.CHANGED: (col(ChartRow.updated_at), True),
    Order.NAME: (col(ChartRow.name_key), False),
}


def _key(row: AnyRow, order: Order) -> Key:
    values: dict[Order, datetime | str] = {
        Order.NEWEST: row.created_at,
        Order.OLDEST: row.created_at,
        Order.CHANGED: row.updated_at,
        Order.NAME: row.name_key,
    }
    return Key(values[order], row.id)


def _living(owner_id: UUID) -> tuple[ColumnExpressionArgument[bool], ...]:
    return col(ChartRow.owner_id) == owner_id, col(ChartRow.deleted_at).is_(None)
