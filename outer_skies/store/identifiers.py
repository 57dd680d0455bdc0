"""Identifiers of rows, made by us so that any PostgreSQL will do."""

import secrets
import time
from uuid import UUID

_NS_PER_MS = 1_000_000
_VERSION, _VARIANT = 7, 0b10


def new_id() -> UUID:
    """A UUID of version 7: it sorts by the time it was made, to about a quarter of a microsecond.

    Source: RFC 9562, section 5.7, with the fraction of the millisecond as in section 6.2, method 3.
    """
    ms, rest_ns = divmod(time.time_ns(), _NS_PER_MS)
    fraction = (rest_ns << 12) // _NS_PER_MS
    return UUID(
        int=ms << 80 | _VERSION << 76 | fraction << 64 | _VARIANT << 62 | secrets.randbits(62),
    )
