"""Dates, times and offsets as programs write them: ISO 8601."""

import re

from outer_skies.engine.moments import CivilDate, CivilTime
from outer_skies.errors import InvalidInput

_AT = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?"
    r"(?:(Z)|([+-])(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_SHOWN = 40
_SIXTIETHS = 60
_LARGEST_OFFSET_S = 18 * 3600
"""Local mean time reached 15:56 behind Greenwich, in Manila before it crossed the date line; 18 h leaves room."""


def parse_at(text: str) -> tuple[CivilDate, CivilTime | None, float | None]:
    """(date, time, offset from UTC in seconds) of `1990-05-17T14:30`; what is not written is None.

    Behind the time may stand an offset: `Z`, `-03`, `-03:00` or `+00:19:32`. Seconds are whole.

    Raises: `InvalidInput` beside "date", "time" or "zone".
    """
    match = _AT.fullmatch(text.strip())
    if match is None:
        raise InvalidInput(f"Write the time like 1990-05-17T14:30, not {shown(text)}.", field="date")
    year, month, day, hour, minute, second, fraction, greenwich, sign, *offset = match.groups()
    date = CivilDate(int(year), int(month), int(day))
    if fraction and int(fraction):
        raise InvalidInput("Seconds must be whole.", field="time")
    time = CivilTime(int(hour), int(minute), int(second or 0)) if hour else None
    if greenwich:
        return date, time, 0.0
    return date, time, offset_seconds(sign, *(int(part or 0) for part in offset)) if sign else None


def offset_seconds(sign: str, hours: int, minutes: int, seconds: int) -> float:
    """An offset from UTC in seconds, east positive; any `sign` but `+` is west.

    Raises: `InvalidInput(field="zone")` when no clock can have shown it.
    """
    total = hours * 3600 + minutes * 60 + seconds
    if minutes >= _SIXTIETHS or seconds >= _SIXTIETHS:
        raise InvalidInput("Minutes and seconds of an offset go from 0 to 59.", field="zone")
    if total > _LARGEST_OFFSET_S:
        raise InvalidInput("No clock was ever that far from UTC.", field="zone")
    return float(total if sign == "+" else -total)


def offset_iso(seconds: float) -> str:
    """`+01:00`, `-03:30`, `+00:19:32`: what `parse_at` reads behind a time."""
    minutes, second = divmod(round(abs(seconds)), 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else '+'}{hour:02}:{minute:02}" + (f":{second:02}" if second else "")


def shown(text: str) -> str:
    """The beginning of what was written, in quotes, fit for one line of a message."""
    plain = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[: _SHOWN + 1])
    return f"“{plain[:_SHOWN]}…”" if len(plain) > _SHOWN else f"“{plain}”"
