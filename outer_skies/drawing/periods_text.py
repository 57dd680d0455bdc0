"""Periods of life as plain text: a line a period, its parts indented under it."""

from collections.abc import Sequence

from outer_skies.drawing.columns import columns
from outer_skies.engine.techniques.periods import Period

_YEAR_DAYS = 365.2425


def periods_text(periods: Sequence[Period], birth_jd_tt: float) -> str:
    """Start and end, age at the start in years, sign and its place, ruler, and what is special, in aligned columns.

    Times are UTC, to the minute.
    """
    rows = [("From", "To", "Age", "Period", "Place", "")]
    for one in periods:
        indent = "  " * (one.level - 1)
        name = one.lord.label if one.sign is None else f"{one.sign.label}, {one.lord.label}"
        age = (one.start_jd_tt - birth_jd_tt) / _YEAR_DAYS
        flags = ", ".join(flag.value.replace("_", " ") for flag in one.flags)
        place = "" if one.place is None else str(one.place)
        rows.append((_minute(one.start_utc), _minute(one.end_utc), f"{age:.2f}", indent + name, place, flags))
    return columns(rows, {"Age", "Place"})


def _minute(utc: str) -> str:
    return utc[: utc.rindex(":")].replace("T", " ")
