"""Bringing a database to the shape this version needs."""

import time
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from outer_skies.errors import Broken, Conflict, Unavailable
from outer_skies.store.address import database_address

SCRIPTS = Path(__file__).resolve().parents[2] / "alembic"
OLDEST_SERVER = 15
_LOCK = 0x0075_7465_7253_6B79  # ours alone among advisory locks: "uterSky"
_WAIT_S = 300.0


def migrate(url: str) -> None:
    """Bring the database to the newest schema; one process at a time, others wait for it and find it done.

    Raises: `Unavailable` when the database does not answer or is too old, `Conflict` when it was written by a
    newer version of Outer Skies, `Broken` when a migration fails.
    """
    engine = create_engine(
        database_address(url), poolclass=NullPool, hide_parameters=True, connect_args={"connect_timeout": 5}
    )
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as guard:
            _check_server(guard)
            _lock(guard)
            try:
                _upgrade(engine)
            finally:
                guard.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
    except OperationalError:
        raise Unavailable("The database does not answer.", transient=True) from None
    except CommandError as error:
        raise Conflict(f"The database was written by another version of Outer Skies: {error}") from error
    except DBAPIError as error:
        state = error.orig.sqlstate if isinstance(error.orig, psycopg.Error) else None
        raise Broken(f"A migration failed ({state}).") from error
    finally:
        engine.dispose()


def _check_server(guard: Connection) -> None:
    version = guard.execute(text("SELECT current_setting('server_version_num')::int / 10000")).scalar_one()
    encoding = guard.execute(text("SELECT current_setting('server_encoding')")).scalar_one()
    if version < OLDEST_SERVER:
        raise Unavailable(
            f"The database server is PostgreSQL {version}; {OLDEST_SERVER} or later is needed.",
            transient=False,
        )
    if encoding != "UTF8":
        raise Unavailable(f"The database is encoded as {encoding}; make one with UTF8.", transient=False)


def _lock(guard: Connection) -> None:
    """Asked for again and again rather than waited for: a waiting statement would hold up an index build."""
    deadline = time.monotonic() + _WAIT_S
    while not guard.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}).scalar_one():
        if time.monotonic() > deadline:
            raise Unavailable("Another process has been migrating the database for minutes.", transient=True)
        time.sleep(0.05)


def _upgrade(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
