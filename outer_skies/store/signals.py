"""Signals between the processes that share a database: PostgreSQL's LISTEN and NOTIFY."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

import psycopg
from psycopg import sql

from outer_skies.store.address import database_address

_RETRY_S = 1.0
_log = logging.getLogger(__name__)


async def listen(
    url: str,
    channels: Sequence[str],
    on_signal: Callable[[str, str], None],
    on_connected: Callable[[], Awaitable[None]],
) -> None:
    """Call `on_signal(channel, payload)` for each signal, for ever.

    `on_connected` is called each time the connection is made: what was told before that was not heard.
    """
    address = database_address(url).set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(address, autocommit=True, connect_timeout=5) as connection:
                for channel in channels:
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
                await on_connected()
                async for signal in connection.notifies():
                    on_signal(signal.channel, signal.payload)
        except psycopg.Error as error:
            _log.warning("signals of the database are not heard (%s); trying again", type(error).__name__)
        await asyncio.sleep(_RETRY_S)
