"""Every statement on sessions. Ending one tells every process, which closes the websockets it holds open by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql import ColumnExpressionArgument
from sqlmodel import col

from outer_skies.store.identifiers import new_id
from outer_skies.store.tables.members import MemberRow, SessionRow
from outer_skies.store.transaction import Transaction

ENDED = "outer_skies_session_ended"
"""The channel on which the hash of an ended session's token is told, in hexadecimal."""

AnyRow: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in. `device` and `network` are what a person recognises it by."""

    id: UUID
    member_id: UUID
    device: str
    network: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


_SESSION = (
    col(SessionRow.id),
    col(SessionRow.member_id),
    col(SessionRow.device),
    col(SessionRow.network),
    col(SessionRow.created_at),
    col(SessionRow.last_seen_at),
    col(SessionRow.expires_at),
)


async def add(
    tx: Transaction, member_id: UUID, token_hash: bytes, *, device: str, network: str, lasts: timedelta
) -> Session:
    """A new session of this member."""
    now = func.clock_timestamp()
    values = {
        "id": new_id(),
        "token_hash": token_hash,
        "member_id": member_id,
        "device": device,
        "network": network,
        "created_at": now,
        "last_seen_at": now,
        "expires_at": now + lasts,
    }
    return _session((await tx.execute(insert(SessionRow).values(values).returning(*_SESSION))).one())


async def find(tx: Transaction, token_hash: bytes, idle: timedelta) -> Session | None:
    """The live session of this token: not expired, not left alone for longer than `idle`, of a living account."""
    statement = (
        select(*_SESSION)
        .join(MemberRow, col(MemberRow.id) == col(SessionRow.member_id))
        .where(col(SessionRow.token_hash) == token_hash, *_is_live(idle))
    )
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _session(row)


async def touch(tx: Transaction, session_id: UUID) -> None:
    """Note that the session was used now."""
    await tx.execute(
        update(SessionRow).where(col(SessionRow.id) == session_id).values(last_seen_at=func.clock_timestamp())
    )


async def list_of(tx: Transaction, member_id: UUID, idle: timedelta) -> tuple[Session, ...]:
    """The member's live sessions, the last used first."""
    statement = (
        select(*_SESSION)
        .join(MemberRow, col(MemberRow.id) == col(SessionRow.member_id))
        .where(col(SessionRow.member_id) == member_id, *_is_live(idle))
        .order_by(col(SessionRow.last_seen_at).desc())
    )
    return tuple(_session(row) for row in (await tx.execute(statement)).all())


async def end(tx: Transaction, member_id: UUID, session_id: UUID) -> bool:
    """End one session of this member; whether there was one."""
    return await _end(tx, col(SessionRow.member_id) == member_id, col(SessionRow.id) == session_id) == 1


async def end_all(tx: Transaction, member_id: UUID, *, but: UUID | None = None) -> int:
    """End every session of this member, but for one; how many that were."""
    others = () if but is None else (col(SessionRow.id) != but,)
    return await _end(tx, col(SessionRow.member_id) == member_id, *others)


async def end_by_token(tx: Transaction, token_hash: bytes) -> None:
    """End the session of this token, if there is one."""
    await _end(tx, col(SessionRow.token_hash) == token_hash)


async def end_old(tx: Transaction, idle: timedelta) -> int:
    """End every session that expired or was left alone for longer than `idle`; how many that were."""
    now = func.clock_timestamp()
    return await _end(tx, (col(SessionRow.expires_at) <= now) | (col(SessionRow.last_seen_at) <= now - idle))


async def live_among(tx: Transaction, token_hashes: Sequence[bytes], idle: timedelta) -> frozenset[bytes]:
    """Those of these tokens whose sessions are live."""
    statement = (
        select(col(SessionRow.token_hash))
        .join(MemberRow, col(MemberRow.id) == col(SessionRow.member_id))
        .where(col(SessionRow.token_hash).in_(token_hashes), *_is_live(idle))
    )
    return frozenset(bytes(token_hash) for token_hash in (await tx.execute(statement)).scalars())


async def _end(tx: Transaction, *which: ColumnExpressionArgument[bool]) -> int:
    statement = delete(SessionRow).where(*which).returning(col(SessionRow.token_hash))
    ended = [bytes(token_hash) for token_hash in (await tx.execute(statement)).scalars()]
    for token_hash in ended:
        await tx.execute(text("SELECT pg_notify(:channel, :hash)"), {"channel": ENDED, "hash": token_hash.hex()})
    return len(ended)


def _is_live(idle: timedelta) -> tuple[ColumnExpressionArgument[bool], ...]:
    now = func.clock_timestamp()
    return (
        col(SessionRow.expires_at) > now,
        col(SessionRow.last_seen_at) > now - idle,
        col(MemberRow.deleted_at).is_(None),
    )


def _session(row: AnyRow) -> Session:
    return Session(
        id=row.id,
        member_id=row.member_id,
        device=row.device,
        network=row.network,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
    )
