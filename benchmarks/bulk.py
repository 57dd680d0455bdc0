"""Many births from a file on two processes against one: speed, and whether memory stays flat.

    python benchmarks/bulk.py [--births 30000] [--rounds 2] [--folder /where/there/is/room]

Runs the program itself, start-up included, and watches the memory of all its processes. Runs alternate, and each side
counts its fastest. `possible` is what the machine had to give meanwhile: how much faster two programs side by side
cast half the births each than one alone casts all. A birth takes about 21 kB in the output, which is deleted.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PROGRAM = Path(sys.executable).parent / "outer-skies"
SAMPLE_S = 0.1


@dataclass
class Run:
    """One run of the program: its time, how many cores others kept busy meanwhile, and the memory of its processes."""

    seconds: float = float("inf")
    others: float = 0.0
    rss_mb: list[float] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """The most of the last third against the most of the middle third; the first holds the start."""
        third = len(self.rss_mb) // 3
        return max(self.rss_mb[2 * third :]) / max(self.rss_mb[third : 2 * third]) if third else 1.0


def write_births(path: Path, births: int) -> None:
    """The same random births in every run, spread over 1900 to 2019 and latitudes to 60 degrees."""
    chance = random.Random(1)  # noqa: S311  a workload, not a secret
    with path.open("w", encoding="utf-8") as file:
        file.write("id,at,lat,lon,zone\n")
        for number in range(births):
            date = f"{chance.randrange(1900, 2020)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            clock = f"{chance.randrange(4, 24):02}:{chance.randrange(60):02}"
            file.write(f"{number},{date}T{clock},{chance.uniform(-60, 60):.4f},{chance.uniform(-180, 180):.4f},\n")


def start(births: Path, charts: Path, processes: int) -> subprocess.Popen[bytes]:
    """The program at work. Births at sea or in hours that clocks skipped are bad rows, told on stderr."""
    words = ["charts", "--input", str(births), "--output", str(charts), "--processes", str(processes)]
    return subprocess.Popen([PROGRAM, *words], stderr=subprocess.DEVNULL)  # noqa: S603  our own program


def watch(process: subprocess.Popen[bytes]) -> Run:
    """The finished run."""
    run, began, parent = Run(), time.perf_counter(), psutil.Process(process.pid)
    busy, ours = busy_s()
    while process.poll() is None:
        total = 0
        try:
            for one in (parent, *parent.children(recursive=True)):
                total += one.memory_info().rss
        except psutil.Error:  # it ended meanwhile
            continue
        run.rss_mb.append(total / 1e6)
        try:
            process.wait(SAMPLE_S)
        except subprocess.TimeoutExpired:
            continue
    run.seconds = time.perf_counter() - began
    busy_after, ours_after = busy_s()
    run.others = max(0.0, (busy_after - busy) - (ours_after - ours)) / run.seconds
    assert process.returncode in {0, 1}, process.returncode
    return run


def busy_s() -> tuple[float, float]:
    """CPU seconds that the whole machine has spent so far, and those of our finished programs."""
    times, children = psutil.cpu_times(), resource.getrusage(resource.RUSAGE_CHILDREN)
    return times.user + times.system, children.ru_utime + children.ru_stime


def side_by_side(halves: list[Path], folder: Path) -> float:
    """Seconds of two programs at once, each with half of the births."""
    began = time.perf_counter()
    programs = [start(half, folder / f"{half.stem}.jsonl", 1) for half in halves]
    assert all(program.wait() in {0, 1} for program in programs)
    return time.perf_counter() - began


def halve(births: Path) -> list[Path]:
    """Two files with every other birth each."""
    header, *rows = births.read_text(encoding="utf-8").splitlines(keepends=True)
    halves = [births.with_name(f"half{number}.csv") for number in range(2)]
    for number, half in enumerate(halves):
        half.write_text("".join([header, *rows[number::2]]), encoding="utf-8")
    return halves


def main() -> None:
    """Prints the result as one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--births", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    best = {1: Run(), 2: Run()}
    possible_s = float("inf")
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = Path(name)
        births, charts = folder / "births.csv", folder / "charts.jsonl"
        write_births(births, arguments.births)
        halves = halve(births)
        for _ in range(arguments.rounds):
            for processes in (1, 2):
                run = watch(start(births, charts, processes))
                best[processes] = min(best[processes], run, key=lambda one: one.seconds)
            possible_s = min(possible_s, side_by_side(halves, folder))
        written = sum(1 for _ in charts.open("rb"))
    alone, together = best[1], best[2]
    print(
        json.dumps(
            {
                "name": "bulk",
                "births": arguments.births,
                "charts": written,
                "one_process_s": round(alone.seconds, 2),
                "two_processes_s": round(together.seconds, 2),
                "charts_per_s": round(arguments.births / together.seconds),
                "ratio": round(alone.seconds / together.seconds, 2),
                "target": ">= 1.6",
                "cores_busy_elsewhere": {"one": round(alone.others, 2), "two": round(together.others, 2)},
                "possible": round(alone.seconds / possible_s, 2),
                "peak_rss_mb": {"one": round(max(alone.rss_mb)), "two": round(max(together.rss_mb))},
                "memory_growth": {"one": round(alone.growth, 3), "two": round(together.growth, 3)},
            }
        )
    )


if __name__ == "__main__":
    main()
