"""The step from browsers to owners, on a database that has charts, and signals between processes."""

import asyncio
import contextlib
from collections.abc import Iterator

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from outer_skies.store import embedded, signals
from outer_skies.store.migrations import SCRIPTS, migrate

CHART = """
INSERT INTO charts (id, owner_id, name, year, month, day, calendar, place_name, north_latitude_deg, east_longitude_deg,
    elevation_m, zodiac, house_system, bodies, aspects, orbs, name_key, search_text)
SELECT gen_random_uuid(), id, 'Ann', 1990, 5, 17, 'gregorian', 'Halifax', 44.65, -63.57, 0, 'tropical', 'placidus',
    '{sun}', '{}', '{}', 'ann', 'ann' FROM browsers
"""


@pytest.fixture
def older_url(database_url: str) -> Iterator[str]:
    """A database as the version before had it, with a browser and its chart."""
    host = database_url.split("host=")[1]
    with psycopg.connect(host=host, user=embedded.SUPERUSER, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE older OWNER {embedded.ROLE}")
        url = database_url.replace(f"/{embedded.DATABASE}?", "/older?")
        engine = create_engine(url)
        with engine.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(SCRIPTS))
            config.attributes["connection"] = connection
            command.upgrade(config, "0002")
        engine.dispose()
        yield url
        server.execute("DROP DATABASE older WITH (FORCE)")


def test_charts_and_their_browsers_are_kept_through_the_migration(older_url: str) -> None:
    with psycopg.connect(older_url.replace("+psycopg", "")) as connection:
        connection.execute(
            "INSERT INTO browsers (id, token_hash, created_at) VALUES (gen_random_uuid(), sha256('x'), '2026-01-01')"
        )
        connection.execute(CHART)
    migrate(older_url)
    with psycopg.connect(older_url.replace("+psycopg", "")) as connection:
        joined = "SELECT count(*) FROM charts JOIN owners ON owners.id = owner_id JOIN browsers USING (id)"
        assert connection.execute(joined.replace("USING (id)", "ON browsers.id = owners.id")).fetchone() == (1,)
        assert connection.execute("SELECT created_at = '2026-01-01' FROM owners").fetchone() == (True,)
        connection.execute("DELETE FROM owners")
        assert connection.execute("SELECT count(*) FROM browsers").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM charts").fetchone() == (0,)


@pytest.mark.anyio
async def test_signals_are_heard_and_heard_again_after_the_connection_broke(database_url: str) -> None:
    heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    connections: asyncio.Queue[None] = asyncio.Queue()

    async def connected() -> None:
        connections.put_nowait(None)

    listening = asyncio.create_task(
        signals.listen(database_url, ["test_signals"], lambda *signal: heard.put_nowait(signal), connected)
    )
    try:
        async with await psycopg.AsyncConnection.connect(
            database_url.replace("+psycopg", ""), autocommit=True
        ) as other:
            for number in range(2):
                await asyncio.wait_for(connections.get(), 10)
                await other.execute("SELECT pg_notify('test_signals', %s)", [str(number)])
                assert await asyncio.wait_for(heard.get(), 10) == ("test_signals", str(number))
                await other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening
