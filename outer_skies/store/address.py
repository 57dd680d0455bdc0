"""The address of a database, in the one spelling that SQLAlchemy and psycopg understand."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from outer_skies.errors import InvalidInput

_DRIVER = "postgresql+psycopg"
_SPELLINGS = frozenset({"postgres", "postgresql", "postgresql+psycopg", "postgres+psycopg"})


def database_address(text: str) -> URL:
    """The address in `text` as `postgresql+psycopg://`; `postgres://` and `postgresql://` are understood.

    Raises: `InvalidInput` (field "DATABASE_URL") without repeating the text, which may hold a password.
    """
    try:
        address = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise InvalidInput(
            "DATABASE_URL is not a database address such as postgresql://user@host/outer_skies",
            field="DATABASE_URL",
        ) from None
    if address.drivername not in _SPELLINGS:
        raise InvalidInput(
            f"DATABASE_URL must name a PostgreSQL database (postgresql://...), not {address.drivername}://",
            field="DATABASE_URL",
        )
    return address.set(drivername=_DRIVER)
