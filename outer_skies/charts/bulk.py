"""Many births from a file, on every core, in the order of the file and in little memory."""

import json
import os
import re
import signal
import stat
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import BinaryIO, TextIO

from outer_skies.charts.birth_iso import offset_iso, parse_at, shown
from outer_skies.charts.birth_rows import Row, read_rows
from outer_skies.charts.casting import BirthData, cast
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.document import chart_document
from outer_skies.engine.places import Place, zone_of
from outer_skies.errors import AmbiguousCivilTime, Broken, InvalidInput, OuterSkiesError, Unavailable

ROWS_A_TASK = 100
TASKS_AHEAD = 4
"""How many tasks may wait for each process: enough to keep it busy, few enough to keep memory flat."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many charts were written, how many rows were bad, and at how many of them something broke here."""

    charts: int = 0
    bad: int = 0
    broken: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.charts + other.charts, self.bad + other.bad, self.broken + other.broken)


@dataclass(frozen=True, slots=True)
class Batch:
    """The charts of some rows as lines of JSON, and what is wrong with the others."""

    lines: bytes
    complaints: tuple[str, ...]
    tally: Tally


def cast_file(
    source: Path,
    target: Path,
    options: ChartOptions,
    *,
    processes: int,
    complain: Callable[[str], None],
    progress: Callable[[float | None, int], None] | None = None,
) -> Tally:
    """Cast every birth of the CSV file `source` into the JSON lines of `target`.

    A bad row is told to `complain` with its line number, and the rest go on. `progress` is told how much of the
    file is done, 0 to 1 or None when that cannot be known, and how many rows that was.
    Raises: `InvalidInput` when the file cannot be read, written, or lacks a column; `Unavailable` when reading or
    writing fails on the way.
    """
    tally = Tally()
    with _opened(source) as rows_in:
        rows = _readable(_begun(rows_in, source), source)
        with (
            _created(target, unlike=rows_in) as lines_out,
            closing(_in_order(rows, options, processes, _measure(rows_in))) as batches,
        ):
            for batch, share in batches:
                _append(lines_out, batch.lines, target)
                tally += batch.tally
                for complaint in batch.complaints:
                    complain(complaint)
                if progress:
                    progress(share, tally.charts + tally.bad + tally.broken)
    return tally


def cast_rows(rows: Iterable[Row], options: ChartOptions) -> Batch:
    """The charts of some rows, in their order."""
    lines: list[str] = []
    complaints: list[str] = []
    broken = 0
    for row in rows:
        try:
            lines.append(_cast_row(row, options))
        except OuterSkiesError as error:
            broken += isinstance(error, Broken)
            complaints.append(f"line {row.line}: {_in_words(error)}")
        except Exception as error:  # noqa: BLE001  one birth that we fail at must not cost the others
            broken += 1
            complaints.append(f"line {row.line}: Something broke here, not with you: {type(error).__name__}")
    return Batch("".join(lines).encode(), tuple(complaints), Tally(len(lines), len(complaints) - broken, broken))


def read_degrees(text: str, name: str) -> float:
    """The number that `text` is, in degrees.

    Raises: `InvalidInput(field=name)`, for nan and infinity too.
    """
    if not _NUMBER.fullmatch(text):
        raise InvalidInput(f"{name} must be a number of degrees, not {shown(text)}.", field=name)
    return float(text)


def _cast_row(row: Row, options: ChartOptions) -> str:
    if row.fault:
        raise InvalidInput(row.fault, field="input")
    ident, at, latitude, longitude, zone = row.cells
    date, time, offset_s = parse_at(at)
    if time is None:
        raise InvalidInput("at needs a time of day.", field="at")
    place = Place("", read_degrees(latitude, "lat"), read_degrees(longitude, "lon"))
    zone = zone or zone_of(place.north_latitude_deg, place.east_longitude_deg)
    chart = cast(BirthData(date, time, place, zone, utc_offset_s=offset_s), options)
    return json.dumps({"id": ident, **chart_document(chart)}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _in_words(error: OuterSkiesError) -> str:
    if isinstance(error, AmbiguousCivilTime):
        return f"{error} Write {offset_iso(error.earlier)} or {offset_iso(error.later)} behind the time."
    return str(error)


def _opened(source: Path) -> TextIO:
    try:
        return source.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except (OSError, ValueError) as error:
        raise InvalidInput(_failure(source, error), field="input") from error


def _begun(rows_in: TextIO, source: Path) -> Iterator[Row]:
    try:
        return read_rows(rows_in)
    except OSError as error:
        raise InvalidInput(_failure(source, error), field="input") from error


def _created(target: Path, *, unlike: TextIO) -> BinaryIO:
    """The file to write, emptied, unless it is the very one that is read."""
    try:
        there = target.stat() if target.exists() else None
        if there and stat.S_ISREG(there.st_mode) and os.path.samestat(there, os.fstat(unlike.fileno())):
            raise InvalidInput(f"{target} would be written over while it is read.", field="output")
        return target.open("wb")
    except (OSError, ValueError) as error:
        raise InvalidInput(_failure(target, error), field="output") from error


def _failure(path: Path, error: Exception) -> str:
    return f"{path}: {error.strerror if isinstance(error, OSError) else error}"


def _readable(rows: Iterator[Row], source: Path) -> Iterator[Row]:
    try:
        yield from rows
    except OSError as error:
        raise Unavailable(_failure(source, error), transient=False) from error


def _append(file: BinaryIO, lines: bytes, target: Path) -> None:
    try:
        file.write(lines)
        file.flush()
    except OSError as error:
        raise Unavailable(_failure(target, error), transient=False) from error


def _measure(file: TextIO) -> Callable[[], float | None]:
    """A function that tells how much of the file has been read, to the nearest few kilobytes."""
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode) or not status.st_size:
        return lambda: None
    return lambda: min(1.0, file.buffer.tell() / status.st_size)


def _in_order(
    rows: Iterator[Row], options: ChartOptions, processes: int, where: Callable[[], float | None]
) -> Generator[tuple[Batch, float | None]]:
    """(batch, how much of the file) task by task, in the order of the rows."""
    tasks = _tasks(rows)
    first = next(tasks, None) or list[Row]()
    if processes == 1 or len(first) < ROWS_A_TASK:
        if first:
            yield cast_rows(first, options), where()
        for task in tasks:
            yield cast_rows(task, options), where()
        return
    waiting: deque[tuple[Future[Batch], float | None]] = deque()
    started = 0
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin_child)
    try:
        for task in chain([first], tasks):
            with _interrupts_held():
                waiting.append((pool.submit(cast_rows, task, options), where()))
            started = max(started, len(active_children()))
            if len(waiting) >= processes * TASKS_AHEAD:
                done, share = waiting.popleft()
                yield _awaited(done, started), share
        while waiting:
            done, share = waiting.popleft()
            yield _awaited(done, started), share
    except BrokenProcessPool as error:
        raise Unavailable("A process was killed on the way, perhaps for want of memory.", transient=True) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _awaited(done: Future[Batch], started: int) -> Batch:
    """The result, once it is there.

    A child that is killed while it writes leaves the pool waiting for the rest for good: so children are counted.
    """
    while True:
        with suppress(TimeoutError):
            return done.result(timeout=1.0)
        if len(alive := active_children()) < started:
            for child in alive:
                child.kill()
            raise BrokenProcessPool


def _tasks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while task := list(islice(rows, ROWS_A_TASK)):
        yield task


@contextmanager
def _interrupts_held() -> Generator[None]:
    """Processes begun in this block are deaf to Ctrl-C, which a terminal sends to them too; ours comes after it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_child() -> None:
    """The end of the parent, however it comes, is the child's too."""
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
