"""Everything that is kept of a member, as one JSON document that is written as it is read."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from outer_skies.accounts import members, sessions
from outer_skies.accounts.browsers import Viewer
from outer_skies.accounts.sessions import member_of
from outer_skies.store import charts
from outer_skies.store.chart_records import StoredChart, content_of, values_of
from outer_skies.store.transaction import Transaction, transaction

SCHEMA = "outer-skies.account/1"
_AT_ONCE = 200
_FOR_FINDING = frozenset({"name_key", "search_text"})


async def account_part(tx: Transaction, viewer: Viewer) -> bytes:
    """The document up to its charts: the account and the devices it is signed in on.

    Raises: `NotSignedIn`.
    """
    member = await members.open_account(tx, viewer)
    devices = await sessions.list_devices(tx, viewer)
    head = {
        "schema": SCHEMA,
        "account": {
            "address": member.address,
            "created_at": member.created_at,
            "password_changed_at": member.password_changed_at,
        },
        "devices": [
            {
                "device": device.device,
                "network": device.network,
                "created_at": device.created_at,
                "last_seen_at": device.last_seen_at,
            }
            for device in devices
        ],
    }
    return msgspec.json.encode(head)[:-1] + b',"charts":['


async def chart_parts(viewer: Viewer) -> AsyncIterator[bytes]:
    """The rest of the document: each chart as it was typed, with its words and its options.

    Raises: `NotSignedIn`.
    """
    owner_id, after, comma = member_of(viewer), None, b""
    while True:
        async with transaction() as tx:
            page = await charts.whole_page(tx, owner_id, after, _AT_ONCE)
        if not page:
            break
        after: UUID | None = page[-1].id
        yield comma + b",".join(msgspec.json.encode(_everything_of(chart)) for chart in page)
        comma = b","
    yield b"]}\n"


def _everything_of(chart: StoredChart) -> dict[str, object]:
    """The chart's columns, but for those that only serve to find it."""
    kept = {name: value for name, value in values_of(content_of(chart)).items() if name not in _FOR_FINDING}
    return {"id": chart.id, "created_at": chart.created_at, "updated_at": chart.updated_at, **kept}
