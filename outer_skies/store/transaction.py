"""One entrance, one transaction: the pool of connections, and the block that commits or rolls back."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TypeAlias

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from outer_skies.errors import Broken, Conflict, OuterSkiesError, Unavailable
from outer_skies.store.address import database_address

Transaction: TypeAlias = AsyncSession
"""What verbs take and pass on; only the store looks inside."""

_UNIQUE_VIOLATION = "23505"
_RETRY_HELPS = frozenset({"40001", "40P01", "55P03", "57014", "25P03"})
"""serialization failure, deadlock, lock timeout, statement timeout, idle-in-transaction timeout"""
_IDLE_LIMIT_S = 30
_LOCK_LIMIT_S = 5

_engine: AsyncEngine | None = None


async def open_database(
    url: str,
    *,
    pool_size: int = 10,
    pool_timeout_s: float = 5.0,
    statement_timeout_s: float = 10.0,
    application_name: str = "outer-skies",
) -> None:
    """Make the pool and prove that the database answers.

    At most `pool_size` connections are open; a transaction waits `pool_timeout_s` for one. The server ends
    a statement after `statement_timeout_s`, a wait for a lock after 5 s, an idle transaction after 30 s.
    Raises: `InvalidInput` for an address that is none, `Unavailable` when the database does not answer.
    """
    global _engine  # noqa: PLW0603  one pool a process, opened and closed by its entrance
    if _engine is not None:
        raise Broken("The database is open already.")
    limits = {
        "statement_timeout": f"{int(statement_timeout_s * 1000)}",
        "lock_timeout": f"{_LOCK_LIMIT_S * 1000}",
        "idle_in_transaction_session_timeout": f"{_IDLE_LIMIT_S * 1000}",
        "timezone": "UTC",
    }
    engine = create_async_engine(
        database_address(url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=pool_timeout_s,
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,  # they are people's birth data
        connect_args={
            "connect_timeout": 5,
            "application_name": application_name,
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
        },
    )
    _engine = engine
    try:
        async with transaction():
            pass
    except BaseException:
        await close_database()
        raise


async def close_database() -> None:
    """Close every connection. Closing what is not open does nothing."""
    global _engine
    engine, _engine = _engine, None
    if engine is not None:
        await engine.dispose()


@asynccontextmanager
async def transaction() -> AsyncGenerator[Transaction]:
    """A transaction: committed when the block ends, rolled back when it raises.

    Raises: `Unavailable` when there is no connection to be had, it breaks, or a limit of time is hit;
    `Conflict` when another transaction wrote the same unique value first; `Broken` for anything else the
    database refuses. Their words hold no values of rows.
    """
    if _engine is None:
        raise Broken("The database is not open.")
    try:
        async with AsyncSession(_engine, expire_on_commit=False) as session:
            # The connection is fetched here, so that a block never begins without one.
            await session.connection()
            yield session
            await session.commit()
    except SQLAlchemyError as error:
        raise _kind_of(error) from None  # the original's text holds the row that was refused


def _kind_of(error: SQLAlchemyError) -> OuterSkiesError:
    if isinstance(error, PoolTimeoutError):
        return Unavailable("The database is busy. Try again in a moment.", transient=True)
    if not isinstance(error, DBAPIError):
        return Broken(f"The database layer failed ({type(error).__name__}).")
    cause = error.orig if isinstance(error.orig, psycopg.Error) else psycopg.Error()
    if cause.sqlstate == _UNIQUE_VIOLATION:
        return Conflict("Something else saved the same thing first.")
    if cause.sqlstate in _RETRY_HELPS:
        return Unavailable("The database took too long. Try again in a moment.", transient=True)
    if error.connection_invalidated or isinstance(cause, psycopg.OperationalError):
        return Unavailable("The database does not answer. Try again in a moment.", transient=True)
    what = cause.diag.constraint_name or cause.sqlstate or type(error.orig).__name__
    return Broken(f"The database refused a statement ({what}).")
