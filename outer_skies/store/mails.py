"""Every statement on mails that wait to be sent and on the links they carry.

A waiting mail holds no secret: its link gets its token when the mail is written, and then only the hash is kept.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from outer_skies.store.identifiers import new_id
from outer_skies.store.tables.mails import LinkRow, MailRow
from outer_skies.store.transaction import Transaction

QUEUED = "outer_skies_mail_queued"
"""The channel on which a new mail is told."""


class Purpose(StrEnum):
    """What a mailed link is for: to confirm a new account, to reset a password, to move to another address."""

    CONFIRM = "confirm"
    RESET = "reset"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Link:
    """A mailed link. What is set follows from its purpose."""

    id: UUID
    purpose: Purpose
    member_id: UUID | None
    address: str | None
    address_key: str | None
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is due."""

    id: UUID
    kind: str
    recipient: str
    link_id: UUID | None
    details: str
    tries: int


async def add_link(tx: Transaction, purpose: Purpose, *, lasts: timedelta, **held: object) -> UUID:
    """The id of a new link that holds `held` (member_id, address, address_key, password_hash) and has no token yet."""
    now = func.clock_timestamp()
    values: dict[str, Any] = {"id": new_id(), "purpose": purpose.value, "created_at": now, "expires_at": now + lasts}
    return (await tx.execute(insert(LinkRow).values(values | held).returning(col(LinkRow.id)))).scalar_one()


async def set_token(tx: Transaction, link_id: UUID, token_hash: bytes) -> bool:
    """Let a link work by this token and no other; whether the link is still there."""
    statement = (
        update(LinkRow)
        .where(col(LinkRow.id) == link_id, col(LinkRow.expires_at) > func.clock_timestamp())
        .values(token_hash=token_hash)
        .returning(col(LinkRow.id))
    )
    return (await tx.execute(statement)).one_or_none() is not None


async def link_member(tx: Transaction, link_id: UUID) -> UUID | None:
    """The member that a link is of, if it is of one."""
    return (await tx.execute(select(col(LinkRow.member_id)).where(col(LinkRow.id) == link_id))).scalar_one_or_none()


async def find_link(tx: Transaction, purpose: Purpose, token_hash: bytes, *, to_spend: bool = False) -> Link | None:
    """The link of this token and purpose, unless it expired. `to_spend` lets no other transaction spend it."""
    statement = select(
        col(LinkRow.id),
        col(LinkRow.member_id),
        col(LinkRow.address),
        col(LinkRow.address_key),
        col(LinkRow.password_hash),
    ).where(
        col(LinkRow.token_hash) == token_hash,
        col(LinkRow.purpose) == purpose.value,
        col(LinkRow.expires_at) > func.clock_timestamp(),
    )
    row = (await tx.execute(statement.with_for_update() if to_spend else statement)).one_or_none()
    return (
        None if row is None else Link(row.id, purpose, row.member_id, row.address, row.address_key, row.password_hash)
    )


async def spend(tx: Transaction, link: Link) -> None:
    """Remove a link that was used, and those for the same purpose of the same member or new address."""
    same = (
        (col(LinkRow.member_id) == link.member_id)
        if link.member_id is not None
        else (col(LinkRow.address_key) == link.address_key)
    )
    await tx.execute(delete(LinkRow).where(col(LinkRow.purpose) == link.purpose.value, same))


async def drop_links_of(tx: Transaction, member_id: UUID) -> None:
    """Remove every link of this member."""
    await tx.execute(delete(LinkRow).where(col(LinkRow.member_id) == member_id))


async def queue(tx: Transaction, kind: str, recipient: str, *, link_id: UUID | None = None, details: str = "") -> None:
    """Let a mail be written and sent once this transaction is committed."""
    now = func.clock_timestamp()
    values = {
        "id": new_id(),
        "kind": kind,
        "recipient": recipient,
        "link_id": link_id,
        "details": details,
        "tries": 0,
        "created_at": now,
        "due_at": now,
    }
    await tx.execute(insert(MailRow).values(values))
    await tx.execute(text("SELECT pg_notify(:channel, '')"), {"channel": QUEUED})


async def take_due(tx: Transaction, retry_after: timedelta) -> Mail | None:
    """A mail that is due, put off by `retry_after` in case nobody removes it; None when there is none.

    No two callers get the same one.
    """
    due = (
        select(col(MailRow.id))
        .where(col(MailRow.due_at) <= func.clock_timestamp())
        .order_by(col(MailRow.due_at))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    statement = (
        update(MailRow)
        .where(col(MailRow.id).in_(due))
        .values(tries=col(MailRow.tries) + 1, due_at=func.clock_timestamp() + retry_after)
        .returning(
            col(MailRow.id),
            col(MailRow.kind),
            col(MailRow.recipient),
            col(MailRow.link_id),
            col(MailRow.details),
            col(MailRow.tries),
        )
    )
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else Mail(row.id, row.kind, row.recipient, row.link_id, row.details, row.tries)


async def put_off(tx: Transaction, mail_id: UUID, pause: timedelta) -> None:
    """Let a mail be due again after a pause."""
    await tx.execute(update(MailRow).where(col(MailRow.id) == mail_id).values(due_at=func.clock_timestamp() + pause))


async def remove(tx: Transaction, mail_id: UUID) -> None:
    """Remove a mail that was sent, or given up."""
    await tx.execute(delete(MailRow).where(col(MailRow.id) == mail_id))


async def forget_expired_links(tx: Transaction) -> None:
    """Remove links that expired, with the mails that still carry them."""
    await tx.execute(delete(LinkRow).where(col(LinkRow.expires_at) <= func.clock_timestamp()))
