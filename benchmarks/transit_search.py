"""All exact transits of Jupiter to Pluto to twelve natal points over a hundred years, against stellium's search.

    python benchmarks/transit_search.py

The five Ptolemaic aspects, which is eight longitudes for each point. Ours runs in a process of its own with nothing
kept from before, as a peer's does; both lists must name the same events within two minutes of time, which is how far
apart a second of arc of Pluto's place can be when it hardly moves.
"""

import json
import subprocess
import sys
import time
from typing import Any

from peer_environments import ask

TARGET = 50.0
ROUNDS = 3
BODIES = ("jupiter", "saturn", "uranus", "neptune", "pluto")
POINTS_DEG = (56.54, 325.41, 37.93, 15.36, 349.99, 99.97, 295.21, 279.13, 284.32, 226.11, 167.86, 75.34)
ANGLES_DEG = (0, 60, 90, 120, 180, 240, 270, 300)
START_JD, END_JD = 2448000.5, 2484525.5  # 1990 to 2090
TOLERANCE_DAYS = 120 / 86400


def ours() -> dict[str, Any]:
    """Our events and the seconds of finding them, in this process for the first time."""
    from outer_skies.engine.bodies import Body  # noqa: PLC0415  a fresh process imports it before the clock starts
    from outer_skies.engine.events.transits import transits  # noqa: PLC0415  as above

    points = {str(index): place for index, place in enumerate(POINTS_DEG)}
    begin = time.process_time()
    found = transits(points, [Body(name) for name in BODIES], START_JD, END_JD)
    seconds = time.process_time() - begin
    return {"seconds": seconds, "answer": [(one.bodies[0], one.longitude_deg, one.jd_tt) for one in found]}


def in_a_fresh_process() -> dict[str, Any]:
    """As `ours`, with nothing kept."""
    done = subprocess.run([sys.executable, __file__, "ours"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def differences(mine: list[Any], theirs: list[Any]) -> dict[str, Any]:
    """What one side has and the other has not, and how far the rest are apart in time."""
    from outer_skies.engine.moments import moment_at_tt  # noqa: PLC0415  only the comparing process needs it

    def by_pass(rows: list[Any], *, is_tt: bool) -> dict[tuple[str, float], list[float]]:
        found: dict[tuple[str, float], list[float]] = {}
        for body, longitude, jd in rows:
            ut1 = moment_at_tt(jd).jd_ut1 if is_tt else jd
            found.setdefault((body, round(longitude % 360, 6)), []).append(ut1)
        return found

    ours_by, theirs_by = by_pass(mine, is_tt=True), by_pass(theirs, is_tt=False)
    missing, invented, apart = [], [], [0.0]
    for key in sorted(ours_by.keys() | theirs_by.keys()):
        left = sorted(theirs_by.get(key, []))
        for moment in sorted(ours_by.get(key, [])):
            near = min(left, key=lambda other: abs(other - moment), default=None)
            if near is None or abs(near - moment) > TOLERANCE_DAYS:
                invented.append((*key, moment))
            else:
                apart.append(abs(near - moment) * 86400)
                left.remove(near)
        missing += [(*key, moment) for moment in left]
    return {"only_theirs": missing, "only_ours": invented, "most_apart_s": round(max(apart), 1)}


def main() -> None:
    """Prints the result as one line of JSON."""
    longitudes = sorted({round((place + angle) % 360, 6) for place in POINTS_DEG for angle in ANGLES_DEG})
    work = {"task": "transits", "bodies": BODIES, "longitudes": longitudes, "start": START_JD, "end": END_JD}
    theirs = ask("stellium", work)
    runs = [in_a_fresh_process() for _ in range(ROUNDS)]
    best = min(run["seconds"] for run in runs)
    found = differences(runs[0]["answer"], theirs["answer"])
    ratio = theirs["seconds"] / best
    print(
        json.dumps(
            {
                "name": "transit_search",
                "events": len(runs[0]["answer"]),
                "events_of_stellium": len(theirs["answer"]),
                "ours_s": round(best, 4),
                "stellium_s": round(theirs["seconds"], 2),
                "times_faster": round(ratio, 1),
                "same": not (found["only_ours"] or found["only_theirs"]),
                **{name: value if isinstance(value, float) else value[:10] for name, value in found.items()},
                "target": f">= {TARGET}",
                "met": ratio >= TARGET and not (found["only_ours"] or found["only_theirs"]),
            }
        )
    )


if __name__ == "__main__":
    print(json.dumps(ours())) if sys.argv[1:] == ["ours"] else main()
