"""Dates and times as programs write them: ISO 8601, with an offset from UTC when it is known."""

import re

from outer_skies.engine.moments import CivilDate, CivilTime
from outer_skies.errors import InvalidInput

_AT = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?"
    r"(Z|[+-]\d{2}:?\d{2})?)?"
)


def parse_at(text: str) -> tuple[CivilDate, CivilTime | None, float | None]:
    """(date, time, offset from UTC in seconds) of `1990-05-17T14:30`; what is not written is None.

    Raises: `InvalidInput` beside "date" or "time".
    """
    match = _AT.fullmatch(text.strip())
    if match is None:
        raise InvalidInput(f"Write the time like 1990-05-17T14:30, not “{text[:40]}”.", field="date")
    year, month, day, hour, minute, second, offset = match.groups()
    date = CivilDate(int(year), int(month), int(day))
    time = CivilTime(int(hour), int(minute), int(second or 0)) if hour else None
    return date, time, _seconds(offset) if offset else None


def _seconds(offset: str) -> float:
    if offset == "Z":
        return 0.0
    digits = offset[1:].replace(":", "")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return float(-seconds if offset[0] == "-" else seconds)
