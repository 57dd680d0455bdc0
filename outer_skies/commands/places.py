"""Where a birth was: coordinates as typed, or a city looked up in the database."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager, nullcontext

from outer_skies.charts import gazetteer
from outer_skies.commands.terminal import is_watched, tell
from outer_skies.engine.places import Place
from outer_skies.settings import Settings, settings
from outer_skies.store import embedded
from outer_skies.store.transaction import close_database, open_database, transaction


def find_place(text: str) -> tuple[Place, str]:
    """The city of that name, and its time zone.

    Raises InvalidInput when there is none or are several, Unavailable without a database.
    """
    current = settings()
    with _database(current) as url:  # outside the event loop, where Ctrl-C stops it at once
        return asyncio.run(_look_up(text, url, current))


async def _look_up(text: str, url: str, current: Settings) -> tuple[Place, str]:
    await open_database(url, pool_size=1, statement_timeout_s=current.database_statement_timeout_s)
    try:
        async with transaction() as tx:
            await gazetteer.seed(tx, report=tell if is_watched() else lambda _: None)
            found = await gazetteer.find_place(tx, text)
    finally:
        await close_database()
    return gazetteer.place_of(found), found.zone


@contextmanager
def _database(current: Settings) -> Generator[str]:
    """The database of a running app when there is one, else one of our own for as long as it takes."""
    folder = current.data_dir / "postgres"
    url = current.database_url
    live = None if url else embedded.address_in(folder)
    if live is not None:
        yield live
        return
    from outer_skies.store.migrations import migrate  # noqa: PLC0415  a running app has migrated

    with nullcontext(url) if url else embedded.running(folder) as address:
        migrate(address)
        yield address
