"""Every statement on browsers: owners without an account, known by the hash of their token."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from outer_skies.store.identifiers import new_id
from outer_skies.store.tables.browsers import BrowserRow
from outer_skies.store.tables.owners import OwnerRow
from outer_skies.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that saved something."""

    id: UUID
    token_hash: bytes
    last_seen_at: datetime


async def find(tx: Transaction, token_hash: bytes) -> Browser | None:
    """The browser with this token, if it ever saved anything."""
    statement = select(col(BrowserRow.id), col(BrowserRow.token_hash), col(BrowserRow.last_seen_at)).where(
        col(BrowserRow.token_hash) == token_hash
    )
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else Browser(row.id, bytes(row.token_hash), row.last_seen_at)


async def find_or_add(tx: Transaction, token_hash: bytes) -> UUID:
    """The id of the browser with this token, added when it is new, and locked until the transaction ends.

    Two requests of one new browser at once get the same id: the second waits for the first.
    """
    now = func.clock_timestamp()
    browser = (
        insert(BrowserRow)
        .values(id=new_id(), token_hash=token_hash, created_at=now, last_seen_at=now)
        .on_conflict_do_update(index_elements=["token_hash"], set_={"last_seen_at": now})
        .returning(col(BrowserRow.id))
        .cte("browser")
    )
    # One statement for both: what refers to the owner is looked at when all of it is done.
    owner = insert(OwnerRow).from_select(["id"], select(browser.c.id)).on_conflict_do_nothing()
    statement = select(browser.c.id).add_cte(owner.cte("owner"))
    return (await tx.execute(statement)).scalar_one()


async def touch(tx: Transaction, browser_id: UUID) -> None:
    """Note that the browser was here now."""
    await tx.execute(
        update(BrowserRow).where(col(BrowserRow.id) == browser_id).values(last_seen_at=func.clock_timestamp())
    )
