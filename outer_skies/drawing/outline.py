"""Any frozen result as plain text: its numbers with their units, its lists as tables.

For the results of techniques, which are many and alike in this: frozen, typed, with units in the names of their fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import groupby
from typing import cast

import msgspec

from outer_skies.drawing.columns import columns
from outer_skies.drawing.notation import SIGN_NAMES, nearest_arc_text, point_text, zodiac_point

_INDENT = "  "
_FULL_CIRCLE_DEG = 360
_FEW = 3
_UNITS = {"_deg_per_day": "°/d", "_deg": "°", "_days": " d", "_au": " au", "_km": " km", "_s": " s", "_m": " m"}

Fields = dict[str, object]


def outline(result: object) -> str:
    """A result's fields, one a line; under them what has fields of its own, and tables of lists of such."""
    return "\n".join(_lines(fields_of(result))).strip("\n")


def label(name: str) -> str:
    """A field's name as people write it, without its unit: `max_orb_deg` is "Max orb"."""
    unit = next((unit for unit in _UNITS if name.endswith(unit)), "")
    plain = name.removesuffix(unit).removesuffix("_utc").removeprefix("is_")
    return "UTC" if plain == "utc" else plain.replace("_", " ").capitalize()


def cell(name: str, value: object) -> str:
    """One value as text, by its field's name: longitudes in signs, other degrees in degrees and minutes."""
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ")
    if isinstance(value, float):
        return _number(name, value)
    if isinstance(value, (str, int)):
        return str(value).replace("T", " ").removesuffix("Z") if name.endswith("utc") else str(value)
    if _is_list(value):
        return ", ".join(filter(None, (cell(name, one) for one in _members(value))))
    return " ".join(filter(None, (cell(*one) for one in fields_of(value).items())))


def table(rows: Sequence[Fields]) -> str:
    """Fields of one kind, one set a line, under their names."""
    names = list(rows[0])
    right = {label(name) for name in names if all(_is_number(row[name]) for row in rows)}
    cells = [[cell(name, row[name]) for name in names] for row in rows]
    return columns([[label(name) for name in names], *cells], right)


def _number(name: str, value: float) -> str:
    if name.endswith("longitude_deg") and "east" not in name and 0 <= value < _FULL_CIRCLE_DEG:
        point = zodiac_point(value)
        return f"{point_text(point)} {SIGN_NAMES[point.sign]}"
    if name.endswith("_deg"):
        return nearest_arc_text(value)
    unit = next((unit for ending, unit in _UNITS.items() if name.endswith(ending)), "")
    return (f"{value:.4g}" if abs(value) < 1 else f"{value:.2f}") + unit


def fields_of(result: object) -> Fields:
    """The fields of a result by name. A moment is told by its UTC, and its Julian day is left to programs."""
    if isinstance(result, Mapping):
        return {cell("", key): one for key, one in cast("Mapping[object, object]", result).items()}
    if isinstance(result, msgspec.Struct):
        found = msgspec.structs.asdict(result)
    elif is_dataclass(result):
        found = {one.name: getattr(result, one.name) for one in fields(result)}
    else:
        return {"": result}
    has_utc = any(name.endswith("utc") for name in found)
    return {name: one for name, one in found.items() if not (has_utc and name.endswith("jd_tt"))}


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_list(value: object) -> bool:
    return isinstance(value, (tuple, list))


def _members(value: object) -> Sequence[object]:
    """Those of a list; anything else is its own only one."""
    return cast("Sequence[object]", value) if _is_list(value) else (value,)


def _has_fields(value: object) -> bool:
    return isinstance(value, (msgspec.Struct, Mapping)) or (is_dataclass(value) and not isinstance(value, type))


def _has_inside(value: object) -> bool:
    """Whether it needs lines of its own: fields, or a list of such."""
    return bool(_members(value)) and all(map(_has_fields, _members(value)))


def _lines(known: Fields) -> Iterator[str]:
    """The plain fields first, in aligned columns, then what has an inside."""
    plain = [
        (label(name) + ":", text) for name, one in known.items() if not _has_inside(one) and (text := cell(name, one))
    ]
    if plain:
        yield from columns(plain).splitlines()
    for name, one in known.items():
        if _has_inside(one):
            yield ""
            yield label(name)
            yield from (_INDENT + line if line else "" for line in _inside(one))


def _inside(value: object) -> Iterator[str]:
    if not _is_list(value):
        known = fields_of(value)
        if known and all(map(_has_fields, known.values())) and len({type(one) for one in known.values()}) == 1:
            yield from _tables([{"": label(name)} | fields_of(one) for name, one in known.items()])
        else:
            yield from _lines(known)
    else:
        yield from _tables([fields_of(one) for one in _members(value)])


def _tables(rows: Sequence[Fields]) -> Iterator[str]:
    """Tables of what fits a line, one for each kind in a row; what does not fit has lines of its own."""
    for _, group in groupby(rows, key=tuple):
        alike = list(group)
        if any(_has_inside(one) and not _is_small(one) for row in alike for one in row.values()):
            for row in alike:
                yield from _lines(row)
                yield ""
        else:
            yield from table(alike).splitlines()


def _is_small(value: object) -> bool:
    """Whether it can stand in one cell: a few plain fields, or a list of such."""
    known = [fields_of(one) for one in _members(value)]
    return all(len(one) <= _FEW and not any(map(_has_inside, one.values())) for one in known)
