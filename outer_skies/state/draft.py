"""A half-typed birth, as the form sends it: anyone can send anything, so every part is checked here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, cast

from outer_skies.charts.birth_iso import offset_seconds
from outer_skies.engine.aspects import DEFAULT_ORBS
from outer_skies.engine.bodies import ALL_BODIES, DEFAULT_BODIES, Body
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Calendar, Fold
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import InvalidInput

LONGEST_TEXT = 10_000
"""Longer texts are refused unread; each verb has its own, smaller limit with its own words."""

DEFAULT_OPTIONS = ChartOptions(bodies=DEFAULT_BODIES, orbs=DEFAULT_ORBS)

Choice = TypeVar("Choice", bound=StrEnum)


def _by_value(kind: type[Choice]) -> dict[str, Choice]:
    """The choices by the texts they are sent as. To look one up is three times as quick as to ask the enum."""
    return {choice.value: choice for choice in kind}


_CALENDARS = _by_value(Calendar)
_FOLDS = _by_value(Fold)
_BODIES = _by_value(Body)
_HOUSE_SYSTEMS = _by_value(HouseSystem)
_AYANAMSAS = _by_value(Ayanamsa)
_DEFAULT_BODIES = list(DEFAULT_BODIES)
# The texts that are sent and the inputs that they stand beside.
_TEXTS = (
    ("name", "name"), ("date", "date"), ("time", "time"), ("place", "place"), ("placeId", "place"),
    ("fold", "time"), ("zone", "zone"),
)  # fmt: skip
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

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
    if not isinstance(payload, Mapping):
        wrong.append(InvalidInput("The form arrived damaged. Reload the page.", field="form"))
        payload = {}
    sent = cast("Mapping[str, Any]", payload)
    name, date, time, place, place_id, fold, zone = [_text(sent, key, field, wrong) for key, field in _TEXTS]
    calendar, options = Calendar.GREGORIAN, DEFAULT_OPTIONS
    try:
        calendar = _choice(_CALENDARS, sent.get("calendar", calendar), "date")
    except InvalidInput as error:
        wrong.append(error)
    try:
        options = read_options(sent)
    except InvalidInput as error:
        wrong.append(error)
    is_time_unknown = sent.get("timeUnknown") is True
    read = Draft(name, date, time, is_time_unknown, place, place_id, _FOLDS.get(fold), zone.strip(), calendar, options)
    return read, tuple(wrong)


def _text(sent: Mapping[str, Any], key: str, field: str, wrong: list[InvalidInput]) -> str:
    """The text sent as `key`; empty when there is none, or when it is `wrong`, to which it is then added."""
    typed = sent.get(key)
    if typed is None:
        return ""
    try:
        return checked_text(typed, field=field)
    except InvalidInput as error:
        wrong.append(error)
        return ""


def read_options(payload: Mapping[str, Any]) -> ChartOptions:
    """The chart options in an event's payload.

    Raises: `InvalidInput` naming the option.
    """
    zodiac, ayanamsa = read_zodiac(payload.get("zodiac", Zodiac.TROPICAL))
    houses = read_house_system(payload.get("houses", HouseSystem.PLACIDUS))
    return _options(zodiac, ayanamsa, houses, read_bodies(payload.get("bodies", _DEFAULT_BODIES)))


@lru_cache(maxsize=256)
def _options(
    zodiac: Zodiac, ayanamsa: Ayanamsa | None, house_system: HouseSystem, bodies: tuple[Body, ...]
) -> ChartOptions:
    """Of these there are few among many births, and to check one takes as long as to read the rest of a draft."""
    return ChartOptions(zodiac=zodiac, ayanamsa=ayanamsa, house_system=house_system, bodies=bodies, orbs=DEFAULT_ORBS)


def read_zodiac(value: object) -> tuple[Zodiac, Ayanamsa | None]:
    """`tropical`, or the name of an ayanamsa, which makes it sidereal."""
    if value == Zodiac.TROPICAL:
        return Zodiac.TROPICAL, None
    return Zodiac.SIDEREAL, _choice(_AYANAMSAS, value, "zodiac")


def read_bodies(value: object) -> tuple[Body, ...]:
    """The chosen bodies, in the order of `Body`."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise InvalidInput("Choose the bodies from the list.", field="bodies")
    chosen = {_choice(_BODIES, name, "bodies") for name in value}
    if not chosen:
        raise InvalidInput("Choose at least one body.", field="bodies")
    return tuple([body for body in ALL_BODIES if body in chosen])


def read_house_system(value: object) -> HouseSystem:
    """The chosen house system."""
    return _choice(_HOUSE_SYSTEMS, value, "houses")


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
    if _HALF_CHARACTER.search(value):
        raise InvalidInput("This holds half of a character, which cannot be kept.", field=field)
    return value


def _choice(choices: Mapping[str, Choice], value: object, field: str) -> Choice:
    found = choices.get(value) if isinstance(value, str) else None
    if found is None:
        raise InvalidInput(f"There is no such choice for {field}.", field=field)
    return found
