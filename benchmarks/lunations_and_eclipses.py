"""All lunations and eclipses from 1900 to 2100, against asking the library for one event after the other in steps.

    python benchmarks/lunations_and_eclipses.py

The library's side walks: a quarter of a day at a time past each quarter of the Moon with a bisection to a tenth of a
second, and from each eclipse to the next with the library's own `sol_eclipse_when_glob` and `lun_eclipse_when`. Ours
runs in a fresh process with nothing kept; both are measured in seconds of the processor. Both must name the same
events: lunations within a second, eclipses within a minute of greatest eclipse and of one type, but for those in which
the library calls hybrid what the Five Millennium Canon of Solar Eclipses (Espenak and Meeus, NASA) calls annular.
"""

import json
import subprocess
import sys
import time
from typing import Any

TARGET = 20.0
ROUNDS = 3
START_JD_UT, END_JD_UT = 2415020.5, 2488069.5  # 1900-01-01 to 2100-01-01
STEP_DAYS = 0.25
HALVINGS = 18  # a quarter of a day to a tenth of a second
LUNATION_S, ECLIPSE_S = 1.0, 60.0
ANNULAR_IN_THE_CANON = (2424884, 2432680)  # 1927 January 3 and 1948 May 9, whole days of their JD


def ours() -> dict[str, Any]:
    """Our events and the seconds of finding them, in this process for the first time."""
    from datetime import UTC, datetime  # noqa: PLC0415  a fresh process imports it before the clock starts

    from outer_skies.engine.events.eclipses import find_eclipses  # noqa: PLC0415  as above
    from outer_skies.engine.events.lunations import lunations  # noqa: PLC0415  as above
    from outer_skies.engine.moments import moment_at  # noqa: PLC0415  as above

    start, end = moment_at(datetime(1900, 1, 1, tzinfo=UTC)), moment_at(datetime(2100, 1, 1, tzinfo=UTC))
    begin = time.process_time()
    phases = lunations(start.jd_tt, end.jd_tt)
    eclipses = find_eclipses(start, end)
    seconds = time.process_time() - begin
    return {
        "seconds": seconds,
        "lunations": [one.jd_tt for one in phases],
        "eclipses": [(one.kind.value, one.type, one.jd_tt) for one in eclipses],
    }


def in_a_fresh_process() -> dict[str, Any]:
    """As `ours`, with nothing kept."""
    command = [sys.executable, __file__, "ours"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  words of our own
    return json.loads(done.stdout)


def stepped() -> dict[str, Any]:
    """The library alone, event by event."""
    import outer_skies.engine.ephemeris  # noqa: F401, I001, PLC0415  it names the data folder

    import swisseph as swe  # noqa: PLC0415  after it

    flags = swe.FLG_SWIEPH
    begin = time.process_time()

    def elongation(jd_tt: float) -> float:
        return (swe.calc(jd_tt, swe.MOON, flags)[0][0] - swe.calc(jd_tt, swe.SUN, flags)[0][0]) % 360

    start, end = (jd + swe.deltat(jd) for jd in (START_JD_UT, END_JD_UT))
    found: list[float] = []
    before, jd = elongation(start), start
    while jd < end:
        after = elongation(jd + STEP_DAYS)
        if int(after // 90) != int(before // 90):
            low, high, quarter = jd, jd + STEP_DAYS, int(before // 90)
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                low, high = (middle, high) if int(elongation(middle) // 90) == quarter else (low, middle)
            if high < end:
                found.append(high)
        before, jd = after, jd + STEP_DAYS
    eclipses = [*_walk(swe, "solar"), *_walk(swe, "lunar")]
    return {"seconds": time.process_time() - begin, "lunations": found, "eclipses": eclipses}


def _walk(swe: Any, which: str) -> list[tuple[str, str, float]]:  # noqa: ANN401  the library
    names = {swe.ECL_TOTAL: "total", swe.ECL_ANNULAR: "annular", swe.ECL_ANNULAR_TOTAL: "hybrid"}
    names |= {swe.ECL_PARTIAL: "partial", swe.ECL_PENUMBRAL: "penumbral"}
    found: list[tuple[str, str, float]] = []
    jd = START_JD_UT
    while True:
        if which == "solar":
            kind, times = swe.sol_eclipse_when_glob(jd, swe.FLG_SWIEPH, 0)
        else:
            kind, times = swe.lun_eclipse_when(jd, swe.FLG_SWIEPH, 0)
        greatest = times[0]
        if greatest >= END_JD_UT:
            return found
        name = next(name for bit, name in names.items() if kind & bit)
        found.append((f"{which}_eclipse", name, greatest + swe.deltat(greatest)))
        jd = greatest + 10


def compare(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """How many of each there are, how far apart in time the worst, and which eclipses are named otherwise."""
    pairs = list(zip(mine["lunations"], theirs["lunations"], strict=False))
    eclipses = list(zip(mine["eclipses"], sorted(theirs["eclipses"], key=lambda one: one[2]), strict=False))
    named_otherwise = [
        (a, b)
        for a, b in eclipses
        if list(a[:2]) != list(b[:2]) and not (a[1] == "annular" and int(a[2]) in ANNULAR_IN_THE_CANON)
    ]
    return {
        "lunations": [len(mine["lunations"]), len(theirs["lunations"])],
        "eclipses": [len(mine["eclipses"]), len(theirs["eclipses"])],
        "lunations_apart_s": round(max(abs(a - b) for a, b in pairs) * 86400, 2),
        "eclipses_apart_s": round(max(abs(a[2] - b[2]) for a, b in eclipses) * 86400, 1),
        "named_otherwise": named_otherwise,
    }


def main() -> None:
    """Prints the result as one line of JSON."""
    runs = [in_a_fresh_process() for _ in range(ROUNDS)]
    library = stepped()
    best = min(run["seconds"] for run in runs)
    found = compare(runs[0], library)
    same = (
        len(set(found["lunations"])) == len(set(found["eclipses"])) == 1
        and found["lunations_apart_s"] <= LUNATION_S
        and found["eclipses_apart_s"] <= ECLIPSE_S
        and not found["named_otherwise"]
    )
    ratio = library["seconds"] / best
    print(
        json.dumps(
            {
                "name": "lunations_and_eclipses",
                "ours_s": round(best, 4),
                "library_s": round(library["seconds"], 2),
                "times_faster": round(ratio, 1),
                "same": same,
                **found,
                "target": f">= {TARGET}",
                "met": ratio >= TARGET and same,
            }
        )
    )


if __name__ == "__main__":
    print(json.dumps(ours())) if sys.argv[1:] == ["ours"] else main()
