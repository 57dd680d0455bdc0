"""Every statement on attempts: how often something failed for one key, and when it may be tried again."""

from datetime import timedelta

from sqlalchemy import Interval, case, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from outer_skies.store.tables.members import AttemptRow
from outer_skies.store.transaction import Transaction


async def begin(
    tx: Transaction, key: bytes, *, free: int, pause: timedelta, longest: timedelta, kept: timedelta
) -> float | None:
    """Count an attempt as failed until it is forgiven. None when it may go on, else the seconds to wait.

    The first `free` failures cost nothing; after that each doubles the pause, up to the longest. Failures older
    than `kept` are forgotten. Attempts at once are counted one after the other.
    """
    now = func.clock_timestamp()
    is_old = col(AttemptRow.last_at) < now - kept
    failures = case((is_old, 1), else_=col(AttemptRow.failures) + 1)
    exponent = func.least(failures - free - 1, 20)
    wait = case(
        (failures <= free, literal(timedelta(0), Interval)),
        else_=func.least(func.power(2.0, exponent) * literal(pause, Interval), literal(longest, Interval)),
    )
    statement = (
        insert(AttemptRow)
        .values(key=key, failures=1, last_at=now, free_at=now)
        .on_conflict_do_update(
            index_elements=["key"],
            set_={"failures": failures, "last_at": now, "free_at": now + wait},
            where=(col(AttemptRow.free_at) <= now) | is_old,
        )
        .returning(col(AttemptRow.key))
    )
    if (await tx.execute(statement)).one_or_none() is not None:
        return None
    left = select(func.extract("epoch", col(AttemptRow.free_at) - now)).where(col(AttemptRow.key) == key)
    return max(1.0, float((await tx.execute(left)).scalar_one()))


async def forgive(tx: Transaction, key: bytes) -> None:
    """Forget the failures of this key."""
    await tx.execute(delete(AttemptRow).where(col(AttemptRow.key) == key))


async def give_back(tx: Transaction, key: bytes) -> None:
    """Take back one failure of this key, which was none."""
    await tx.execute(
        update(AttemptRow)
        .where(col(AttemptRow.key) == key)
        .values(failures=func.greatest(col(AttemptRow.failures) - 1, 0), free_at=func.clock_timestamp())
    )


async def forget_before(tx: Transaction, age: timedelta) -> None:
    """Forget keys whose last attempt is older than `age`."""
    await tx.execute(delete(AttemptRow).where(col(AttemptRow.last_at) < func.clock_timestamp() - age))
