"""Births as rows of a CSV file, read so that no line of it can spoil the others.

A quote that is never closed would swallow the rows behind it: a row over several lines that makes no sense is given
back, all but its first line. A line without an end is not kept in memory.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from outer_skies.errors import InvalidInput

COLUMNS = ("id", "at", "lat", "lon", "zone")
LONGEST_LINE = 65_536
LONGEST_ROW = 131_072
"""In characters; a row may stretch over several lines when its quotes say so."""

_TOO_LONG = "\0too long\0"
_OPEN_QUOTE = "a quote opens here and does not close."
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class Row:
    """The five cells of a birth in the order of `COLUMNS`, or the `fault` for which it cannot be read."""

    line: int
    cells: tuple[str, ...] = ()
    fault: str = ""


class _Lines(Iterator[str]):
    """The lines of a file, counted, of which those that a row took in vain can be given back."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._length = 0
        self.number = 0

    def __next__(self) -> str:
        if self._length > LONGEST_ROW:
            raise csv.Error("the row is too long")
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self._taken.append(line)
        self._length += len(line)
        return line

    def _read(self) -> str:
        line = self._file.readline(LONGEST_LINE)
        if len(line) < LONGEST_LINE or line.endswith(("\n", "\r")):
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._file.readline(LONGEST_LINE)
        return _TOO_LONG + "\n"

    def begin_row(self) -> None:
        """What was taken so far is done with."""
        self._taken.clear()
        self._length = 0

    def keep_first(self) -> None:
        """Give back what the row took, but for its first line."""
        again = self._taken[1:]
        self._again.extendleft(reversed(again))
        self.number -= len(again)

    @property
    def spans_lines(self) -> bool:
        """Whether the row took more than one line."""
        return len(self._taken) > 1


def read_rows(file: TextIO) -> Iterator[Row]:
    """The rows of a file opened with `newline=""` and `errors="surrogateescape"`; empty ones are left out.

    The header is read at once, the rows as they are asked for.
    Raises: `InvalidInput(field="input")` when the header is not as it must be.
    """
    lines = _Lines(file)
    reader = csv.reader(lines, strict=True)
    header = _read_header(reader)
    return _rows(lines, reader, len(header), [header.index(name) for name in COLUMNS])


def _read_header(reader: Iterator[list[str]]) -> list[str]:
    first: list[str] = []
    try:
        first = next((cells for cells in reader if any(cell.strip() for cell in cells)), first)
    except csv.Error as error:
        raise InvalidInput(f"The first line is not CSV: {error}.", field="input") from error
    if not first:
        raise InvalidInput("The file is empty.", field="input")
    if first[0] == _TOO_LONG:
        raise InvalidInput(f"The first line is longer than {LONGEST_LINE:,} characters.", field="input")
    if not all(_is_text(cell) for cell in first):
        raise InvalidInput("The file is not text in UTF-8.", field="input")
    header = [cell.strip().lower() for cell in first]
    _check_columns(header)
    return header


def _check_columns(header: Sequence[str]) -> None:
    needed = f"The file needs the columns {','.join(COLUMNS)}"
    missing = [name for name in COLUMNS if name not in header]
    for separator, name in _SEPARATORS.items():
        if missing and any(separator in cell for cell in header):
            raise InvalidInput(f"{needed} with commas between them, not {name}.", field="input")
    if missing:
        raise InvalidInput(f"{needed}; missing: {', '.join(missing)}.", field="input")
    for name in COLUMNS:
        if header.count(name) > 1:
            raise InvalidInput(f"The file has the column {name} twice.", field="input")


def _rows(lines: _Lines, reader: Iterator[list[str]], width: int, places: Sequence[int]) -> Iterator[Row]:
    while True:
        lines.begin_row()
        number = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            is_open = lines.spans_lines or str(error) == "unexpected end of data"
            lines.keep_first()
            yield Row(number, fault=_OPEN_QUOTE if is_open else f"this is not CSV: {error}.")
            continue
        if lines.spans_lines and _is_swallowed(cells, width, places):
            lines.keep_first()
            yield Row(number, fault=_OPEN_QUOTE)
        elif any(cell.strip() for cell in cells):
            yield _row(number, cells, width, places)


def _is_swallowed(cells: list[str], width: int, places: Sequence[int]) -> bool:
    """Whether a row over several lines must have taken others with it: no cell of a birth has more than one."""
    return len(cells) != width or any("\n" in cells[place] or "\r" in cells[place] for place in places)


def _row(number: int, cells: list[str], width: int, places: Sequence[int]) -> Row:
    if cells[0] == _TOO_LONG:
        return Row(number, fault=f"the line is longer than {LONGEST_LINE:,} characters.")
    if any(cell.strip() for cell in cells[width:]):
        return Row(number, fault=f"{len(cells)} cells where the first line has {width}.")
    padded = [*cells, *[""] * width]
    chosen = tuple(padded[place].strip() for place in places)
    for name, cell in zip(COLUMNS, chosen, strict=True):
        if not _is_text(cell):
            return Row(number, fault=f"{name} is not text in UTF-8.")
    return Row(number, chosen)


def _is_text(cell: str) -> bool:
    """Without NUL, and without the halves of characters that bytes of another encoding are read as."""
    return _NO_TEXT.search(cell) is None
