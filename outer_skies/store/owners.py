"""Every statement on owners: whoever charts belong to."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from outer_skies.store.identifiers import new_id
from outer_skies.store.tables.owners import OwnerRow
from outer_skies.store.transaction import Transaction


async def add(tx: Transaction) -> UUID:
    """The id of a new owner."""
    return (await tx.execute(insert(OwnerRow).values(id=new_id()).returning(col(OwnerRow.id)))).scalar_one()


async def lock(tx: Transaction, owner_id: UUID) -> bool:
    """Keep others from adding to this owner until the transaction ends; whether the owner is there."""
    statement = select(col(OwnerRow.id)).where(col(OwnerRow.id) == owner_id).with_for_update()
    return (await tx.execute(statement)).one_or_none() is not None


async def remove(tx: Transaction, owner_id: UUID) -> None:
    """Remove an owner for good, and all that is theirs."""
    await tx.execute(delete(OwnerRow).where(col(OwnerRow.id) == owner_id))
