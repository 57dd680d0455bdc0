"""What the library lets in. Types are looked at, for anyone can call any handler with anything."""

import base64
import binascii
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from outer_skies.errors import InvalidInput
from outer_skies.store.charts import Key, Order

MOST_NAME = 200
MOST_NOTES = 10_000
MOST_TAGS = 20
MOST_TAG = 50
MOST_LIMIT = 100
_MOST_CURSOR = 2_000
_CURSOR_PARTS = 3


def checked_text(value: object, *, field: str, most: int) -> str:
    """`value` without the space around it, when it is text that can be kept: any script, any sign, not NUL.

    Raises: `InvalidInput` naming the field.
    """
    if not isinstance(value, str):
        raise InvalidInput("This must be text.", field=field)
    text = value.strip()
    if len(text) > most:
        raise InvalidInput(f"This can have {most:,} characters; it has {len(text):,}.", field=field)
    if "\0" in text:
        raise InvalidInput("This holds a character that cannot be kept (NUL).", field=field)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidInput("This holds half of a character, which cannot be kept.", field=field) from None
    return text


def read_name(value: object) -> str:
    """A chart's name; it may be empty."""
    return checked_text(value, field="name", most=MOST_NAME)


def read_notes(value: object) -> str:
    """A chart's notes."""
    return checked_text(value, field="notes", most=MOST_NOTES)


def read_tags(value: object) -> tuple[str, ...]:
    """Tags in the order given; empty ones are left out, and of those that differ in case alone the first stays."""
    if isinstance(value, str | bytes | dict) or not isinstance(value, Iterable):
        raise InvalidInput("Tags must be a list of texts.", field="tags")
    tags: dict[str, str] = {}
    for one in cast("Iterable[object]", value):
        tag = checked_text(one, field="tags", most=MOST_TAG)
        if tag:
            tags.setdefault(tag.casefold(), tag)
        if len(tags) > MOST_TAGS:
            raise InvalidInput(f"A chart can have {MOST_TAGS} tags.", field="tags")
    return tuple(tags.values())


def checked_flag(value: object, *, field: str) -> bool:
    """A yes or a no, and nothing like one."""
    if not isinstance(value, bool):
        raise InvalidInput("This must be yes or no.", field=field)
    return value


def read_limit(value: object) -> int:
    """How many charts a page holds, 1 to 100."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_LIMIT:
        raise InvalidInput(f"A page holds 1 to {MOST_LIMIT} charts.", field="limit")
    return value


def read_sort(value: object) -> Order:
    """The order of a list."""
    try:
        return Order(cast("str", value))
    except ValueError:
        raise InvalidInput("Charts cannot be sorted that way.", field="sort") from None


def shortened(text: str, ending: str) -> str:
    """As much of `text` as leaves room for `ending` in a name."""
    return text[: MOST_NAME - len(ending)].rstrip()


def cursor_of(key: Key, order: Order) -> str:
    """A key as text for the outside, which is not meant to look into it."""
    value = key.value.isoformat() if isinstance(key.value, datetime) else key.value
    text = json.dumps([order.value, value, str(key.id)], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def key_in(cursor: object, order: Order) -> Key:
    """The key in a cursor, when it is one that we made for this order.

    A forged one gains nothing, since it only says where in the viewer's own charts to go on.
    Raises: `InvalidInput` (field "after").
    """
    try:
        return _key_in(cursor, order)
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise InvalidInput("This list cannot go on from there.", field="after") from None


def _key_in(cursor: object, order: Order) -> Key:
    if not isinstance(cursor, str) or len(cursor) > _MOST_CURSOR:
        raise TypeError
    raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    parts: Any = json.loads(raw)
    if not isinstance(parts, list) or len(cast("list[Any]", parts)) != _CURSOR_PARTS:
        raise TypeError
    name, value, chart_id = cast("list[Any]", parts)
    if Order(name) is not order or not isinstance(value, str) or not isinstance(chart_id, str):
        raise ValueError
    if order is Order.NAME:
        return Key(_kept(value), UUID(chart_id))
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return Key(moment, UUID(chart_id))


def _kept(value: str) -> str:
    if "\0" in value:
        raise ValueError
    value.encode()  # a lone surrogate raises, as a ValueError
    return value
