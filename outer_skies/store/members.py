"""Every statement on members."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from outer_skies.store import owners
from outer_skies.store.tables.members import KnownBrowserRow, MemberRow
from outer_skies.store.tables.owners import OwnerRow
from outer_skies.store.transaction import Transaction

AnyRow: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Member:
    """A member, without the hash of their password. `id` is the owner of their charts."""

    id: UUID
    address: str
    address_key: str
    created_at: datetime
    password_changed_at: datetime
    deleted_at: datetime | None


_MEMBER = (
    col(MemberRow.id),
    col(MemberRow.address),
    col(MemberRow.address_key),
    col(MemberRow.created_at),
    col(MemberRow.password_changed_at),
    col(MemberRow.deleted_at),
)


async def add(tx: Transaction, address: str, address_key: str, password_hash: str) -> Member:
    """A new member with this confirmed address.

    A second one of the same address fails the transaction with `Conflict`.
    """
    now = func.clock_timestamp()
    values = {
        "id": await owners.add(tx),
        "address": address,
        "address_key": address_key,
        "password_hash": password_hash,
        "created_at": now,
        "confirmed_at": now,
        "password_changed_at": now,
    }
    return _member((await tx.execute(insert(MemberRow).values(values).returning(*_MEMBER))).one())


async def find(tx: Transaction, member_id: UUID) -> Member | None:
    """The member of this id, who may have deleted the account."""
    return _one(await tx.execute(select(*_MEMBER).where(col(MemberRow.id) == member_id)))


async def find_by_address(tx: Transaction, address_key: str) -> Member | None:
    """The member with this address, who may have deleted the account."""
    return _one(await tx.execute(select(*_MEMBER).where(col(MemberRow.address_key) == address_key)))


async def password_hash_of(tx: Transaction, member_id: UUID, *, to_change: bool = False) -> str | None:
    """The hash of a member's password. `to_change` keeps others from changing it until the transaction ends."""
    statement = select(col(MemberRow.password_hash)).where(col(MemberRow.id) == member_id)
    return (await tx.execute(statement.with_for_update() if to_change else statement)).scalar_one_or_none()


async def set_password(tx: Transaction, member_id: UUID, password_hash: str, *, is_new: bool) -> None:
    """Keep another hash: of a new password, or of the same one made with today's parameters."""
    values: dict[str, Any] = {"password_hash": password_hash}
    if is_new:
        values["password_changed_at"] = func.clock_timestamp()
    await tx.execute(update(MemberRow).where(col(MemberRow.id) == member_id).values(values))


async def set_address(tx: Transaction, member_id: UUID, address: str, address_key: str) -> None:
    """Give the member another confirmed address; `Conflict` when it is another member's."""
    values = {"address": address, "address_key": address_key, "confirmed_at": func.clock_timestamp()}
    await tx.execute(update(MemberRow).where(col(MemberRow.id) == member_id).values(values))


async def set_deleted(tx: Transaction, member_id: UUID, *, is_deleted: bool) -> None:
    """Mark the account deleted now, or no longer."""
    values = {"deleted_at": func.clock_timestamp() if is_deleted else None}
    await tx.execute(update(MemberRow).where(col(MemberRow.id) == member_id).values(values))


async def forget_deleted_before(tx: Transaction, moment: datetime) -> int:
    """Remove for good the accounts deleted before `moment`, with all that is theirs; how many that were."""
    old = select(col(MemberRow.id)).where(col(MemberRow.deleted_at) < moment)
    return len((await tx.execute(delete(OwnerRow).where(col(OwnerRow.id).in_(old)).returning(col(OwnerRow.id)))).all())


async def knows_browser(tx: Transaction, member_id: UUID, token_hash: bytes) -> bool:
    """Whether the member signed in from this browser before."""
    statement = select(col(KnownBrowserRow.member_id)).where(
        col(KnownBrowserRow.member_id) == member_id, col(KnownBrowserRow.token_hash) == token_hash
    )
    return (await tx.execute(statement)).one_or_none() is not None


async def keep_browser(tx: Transaction, member_id: UUID, token_hash: bytes) -> None:
    """Remember that the member signed in from this browser."""
    statement = insert(KnownBrowserRow).values(
        member_id=member_id, token_hash=token_hash, seen_at=func.clock_timestamp()
    )
    await tx.execute(
        statement.on_conflict_do_update(
            index_elements=["member_id", "token_hash"], set_={"seen_at": func.clock_timestamp()}
        )
    )


def _one(result: Any) -> Member | None:  # noqa: ANN401  a result of these columns
    row = result.one_or_none()
    return None if row is None else _member(row)


def _member(row: AnyRow) -> Member:
    return Member(
        id=row.id,
        address=row.address,
        address_key=row.address_key,
        created_at=row.created_at,
        password_changed_at=row.password_changed_at,
        deleted_at=row.deleted_at,
    )
