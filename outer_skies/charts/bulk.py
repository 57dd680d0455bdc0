"""Many births from a file, on every core, in the order of the file and in little memory."""

import csv
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TextIO

from outer_skies.charts.birth_iso import parse_at
from outer_skies.charts.casting import BirthData, cast
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.document import chart_document
from outer_skies.engine.places import Place, zone_of
from outer_skies.errors import InvalidInput, OuterSkiesError

COLUMNS = ("id", "at", "lat", "lon", "zone")
ROWS_A_TASK = 250
TASKS_AHEAD = 4
"""How many tasks may wait for each process: enough to keep it busy, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file. `end` is how far into the file it reaches, in bytes."""

    line: int
    cells: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Result:
    """The chart of a row as a line of JSON, or what is wrong with the row."""

    line: int
    text: str = ""
    complaint: str = ""


def cast_file(
    source: Path,
    target: Path,
    options: ChartOptions,
    *,
    processes: int,
    complain: Callable[[str], None],
    progress: Callable[[float, int], None] | None = None,
) -> int:
    """Cast every birth of the CSV file `source` into the JSON lines of `target`; answer how many rows were bad.

    A bad row is told to `complain` with its line number, and the rest go on.
    Raises: `InvalidInput` when the file cannot be read, written, or lacks a column.
    """
    bad = count = 0
    try:
        size = max(1, source.stat().st_size)
        with (
            source.open(encoding="utf-8-sig", newline="") as rows_in,
            target.open("w", encoding="utf-8") as lines_out,
        ):
            for results, end in _in_order(_read(rows_in), options, processes):
                for result in results:
                    count += 1
                    if result.complaint:
                        bad += 1
                        complain(f"line {result.line}: {result.complaint}")
                    else:
                        lines_out.write(result.text)
                if progress:
                    progress(min(1.0, end / size), count)
    except OSError as error:
        raise InvalidInput(f"{error.filename}: {error.strerror}", field="input") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{source} is not UTF-8 text.", field="input") from error
    if progress:
        progress(1.0, count)
    return bad


def cast_rows(rows: Iterable[Row], options: ChartOptions) -> list[Result]:
    """The results of some rows, in their order."""
    return [_cast_row(row, options) for row in rows]


def _cast_row(row: Row, options: ChartOptions) -> Result:
    try:
        ident, at, latitude, longitude, zone = (cell.strip() for cell in row.cells)
        date, time, offset_s = parse_at(at)
        if time is None:
            raise InvalidInput("at needs a time of day.", field="at")
        place = Place("", _degrees(latitude, "lat"), _degrees(longitude, "lon"))
        zone = zone or zone_of(place.north_latitude_deg, place.east_longitude_deg)
        chart = cast(BirthData(date, time, place, zone, utc_offset_s=offset_s), options)
    except OuterSkiesError as error:
        return Result(row.line, complaint=str(error))
    document = {"id": ident, **chart_document(chart)}
    return Result(row.line, text=json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")


def _degrees(text: str, field: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InvalidInput(f"{field} must be a number of degrees, not “{text[:40]}”.", field=field) from error


def _read(file: TextIO) -> Iterator[Row]:
    end = 0

    def counted() -> Iterator[str]:
        nonlocal end
        for line in file:
            end += len(line)
            yield line

    reader = csv.reader(counted())
    header = [name.strip().lower() for name in next(reader, [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise InvalidInput(
            f"The file needs the columns {', '.join(COLUMNS)}; missing: {', '.join(missing)}.", field="input"
        )
    places = [header.index(name) for name in COLUMNS]
    for cells in reader:
        if cells:
            padded = [*cells, *[""] * len(header)]
            yield Row(reader.line_num, tuple(padded[place] for place in places), end)


def _in_order(rows: Iterator[Row], options: ChartOptions, processes: int) -> Iterator[tuple[list[Result], int]]:
    """(results, how far into the file) task by task, in the order of the rows."""
    if processes == 1:
        while task := list(islice(rows, ROWS_A_TASK)):
            yield cast_rows(task, options), task[-1].end
        return
    waiting: deque[tuple[Future[list[Result]], int]] = deque()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        while task := list(islice(rows, ROWS_A_TASK)):
            waiting.append((pool.submit(cast_rows, task, options), task[-1].end))
            if len(waiting) >= processes * TASKS_AHEAD:
                done, end = waiting.popleft()
                yield done.result(), end
        for done, end in waiting:
            yield done.result(), end
