"""What every test may ask for. The database is a real PostgreSQL with the real migrations, one a worker."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from outer_skies.store import embedded
from outer_skies.store.migrations import migrate
from outer_skies.store.transaction import close_database, open_database, transaction


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests (marked `anyio`) run on asyncio, as the app does."""
    return "asyncio"


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a migrated database. Each xdist worker has a server of its own."""
    with embedded.running(tmp_path_factory.mktemp("postgres")) as url:
        migrate(url)
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[None]:
    """`transaction()` works, and what people saved is gone after the test. Places stay."""
    await open_database(database_url, pool_size=5)
    try:
        yield
        async with transaction() as tx:
            await tx.execute(text("TRUNCATE owners, attempts, links, mails CASCADE"))
    finally:
        await close_database()


@pytest.fixture
async def tx(database: None) -> AsyncIterator[AsyncSession]:  # noqa: ARG001  the pool must be open
    """One open transaction that is rolled back after the test."""
    async with transaction() as session:
        yield session
        await session.rollback()
