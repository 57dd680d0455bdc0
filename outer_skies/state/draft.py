"""A half-typed birth, as the form sends it: anyone can send anything, so every part is checked here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from outer_skies.charts.birth_iso import offset_seconds
from outer_skies.engine.aspects import DEFAULT_ORBS
from outer_skies.engine.bodies import DEFAULT_BODIES, Body
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Calendar, Fold
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import InvalidInput

LONGEST_TEXT = 10_000
"""Longer texts are refused unread; each verb has its own, smaller limit with its own words."""

DEFAULT_OPTIONS = ChartOptions(bodies=DEFAULT_BODIES, orbs=DEFAULT_ORBS)

Choice = TypeVar("Choice", bound=StrEnum)
Part = TypeVar("Part")

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form. Texts are as typed; the rest are choices already made."""

    name: str
    date: str
    time: str
    is_time_unknown: bool
    place: str
    place_id: str
    fold: Fold | None
    zone: str
    calendar: Calendar
    options: ChartOptions


def read_draft(payload: object) -> tuple[Draft, tuple[InvalidInput, ...]]:
    """The draft in an event's payload, and what cannot be used of it: each such part is left empty, or by default."""
    wrong: list[InvalidInput] = []

    def attempt(part: Callable[[], Part], otherwise: Part) -> Part:
        try:
            return part()
        except InvalidInput as error:
            wrong.append(error)
            return otherwise

    if not isinstance(payload, Mapping):
        wrong.append(InvalidInput("The form arrived damaged. Reload the page.", field="form"))
        payload = {}
    sent: Mapping[str, Any] = payload

    def text(key: str, field: str = "") -> str:
        typed = sent.get(key)
        return "" if typed is None else attempt(lambda: checked_text(typed, field=field or key), "")

    return Draft(
        name=text("name"),
        date=text("date"),
        time=text("time"),
        is_time_unknown=sent.get("timeUnknown") is True,
        place=text("place"),
        place_id=text("placeId", "place"),
        fold=Fold(fold) if (fold := text("fold", "time")) in set(Fold) else None,
        zone=text("zone").strip(),
        calendar=attempt(
            lambda: _choice(Calendar, sent.get("calendar", Calendar.GREGORIAN), "date"), Calendar.GREGORIAN
        ),
        options=attempt(lambda: read_options(sent), DEFAULT_OPTIONS),
    ), tuple(wrong)


def read_options(payload: Mapping[str, Any]) -> ChartOptions:
    """The chart options in an event's payload.

    Raises: `InvalidInput` naming the option.
    """
    zodiac, ayanamsa = read_zodiac(payload.get("zodiac", Zodiac.TROPICAL))
    return ChartOptions(
        zodiac=zodiac,
        ayanamsa=ayanamsa,
        house_system=_choice(HouseSystem, payload.get("houses", HouseSystem.PLACIDUS), "houses"),
        bodies=read_bodies(payload.get("bodies", list(DEFAULT_BODIES))),
        orbs=DEFAULT_ORBS,
    )


def read_zodiac(value: object) -> tuple[Zodiac, Ayanamsa | None]:
    """`tropical`, or the name of an ayanamsa, which makes it sidereal."""
    if value == Zodiac.TROPICAL:
        return Zodiac.TROPICAL, None
    return Zodiac.SIDEREAL, _choice(Ayanamsa, value, "zodiac")


def read_bodies(value: object) -> tuple[Body, ...]:
    """The chosen bodies, in the order of `Body`."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise InvalidInput("Choose the bodies from the list.", field="bodies")
    chosen = {_choice(Body, name, "bodies") for name in value}
    if not chosen:
        raise InvalidInput("Choose at least one body.", field="bodies")
    return tuple(body for body in Body if body in chosen)


def read_house_system(value: object) -> HouseSystem:
    """The chosen house system."""
    return _choice(HouseSystem, value, "houses")


def read_zone(text: str) -> tuple[str | None, float | None]:
    """A zone's name, or an offset from UTC in seconds, east positive; (None, None) when `text` is empty.

    Raises: `InvalidInput(field="zone")` for an offset that no clock can have shown.
    """
    if not text:
        return None, None
    match = _OFFSET.fullmatch(text)
    if match is None:
        return text, None
    return None, offset_seconds(match[1], *(int(part or 0) for part in match.group(2, 3, 4)))


def checked_text(value: object, *, field: str) -> str:
    """`value`, when it is text that can be kept.

    Raises: `InvalidInput(field=field)`.
    """
    if not isinstance(value, str):
        raise InvalidInput("This must be text.", field=field)
    if len(value) > LONGEST_TEXT:
        raise InvalidInput("This is too long.", field=field)
    if "\0" in value:
        raise InvalidInput("This holds a character that cannot be kept (NUL).", field=field)
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise InvalidInput("This holds half of a character, which cannot be kept.", field=field)
    return value


def _choice(kind: type[Choice], value: object, field: str) -> Choice:
    try:
        return kind(value)
    except ValueError as error:
        raise InvalidInput(f"There is no such choice for {field}.", field=field) from error
