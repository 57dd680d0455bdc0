"""All exact transits of Jupiter to Pluto to twelve natal points over a hundred years, against stellium's search.

    python benchmarks/transit_search.py

The five Ptolemaic aspects, which is eight longitudes for each point. Ours runs in a process of its own with nothing
kept from before, as a peer's does; both are measured in seconds of the processor. Each of our events must be among
theirs. What they have besides must be a pass of ours told twice: within a day of it, with the body away from the
longitude by more than it moves in a minute, as the library itself says.
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
SAME_DAYS = 1.0
AWAY_DEG = 1 / 3600


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
    command = [sys.executable, __file__, "ours"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  words of our own
    return json.loads(done.stdout)


Pass = tuple[str, float, float]  # body, longitude it passes, JD(TT)


def away_deg(one: Pass) -> float:
    """How far the library has the body from the longitude at the moment of its pass."""
    from outer_skies.engine.bodies import Body  # noqa: PLC0415  only the comparing process needs it
    from outer_skies.engine.ephemeris import sight  # noqa: PLC0415  as above

    body, longitude, jd_tt = one
    return abs((sight(jd_tt, (Body(body),))[0].longitude_deg - longitude + 180) % 360 - 180)


def differences(mine: list[Pass], theirs: list[Pass]) -> dict[str, Any]:
    """What one side has and the other has not, after each of ours has taken the nearest of theirs."""
    left: dict[tuple[str, float], list[float]] = {}
    for body, longitude, jd_tt in theirs:
        left.setdefault((body, round(longitude, 6)), []).append(jd_tt)
    only_ours: list[Pass] = []
    passes: dict[tuple[str, float], list[float]] = {}
    for body, longitude, jd_tt in mine:
        key = body, round(longitude, 6)
        passes.setdefault(key, []).append(jd_tt)
        near = min(left.get(key, []), key=lambda other, moment=jd_tt: abs(other - moment), default=None)
        if near is None or abs(near - jd_tt) > SAME_DAYS:
            only_ours.append((body, longitude, jd_tt))
        else:
            left[key].remove(near)
    rest = [(*key, moment) for key, moments in left.items() for moment in moments]
    twice = [one for one in rest if away_deg(one) > AWAY_DEG and _is_near(one, passes.get(one[:2], []))]
    return {"only_ours": only_ours, "told_twice": len(twice), "only_theirs": [one for one in rest if one not in twice]}


def _is_near(one: Pass, moments: list[float]) -> bool:
    return any(abs(moment - one[2]) <= SAME_DAYS for moment in moments)


def main() -> None:
    """Prints the result as one line of JSON."""
    longitudes = sorted({round((place + angle) % 360, 6) for place in POINTS_DEG for angle in ANGLES_DEG})
    work = {"task": "transits", "bodies": BODIES, "longitudes": longitudes, "start": START_JD, "end": END_JD}
    theirs = ask("stellium", work)
    runs = [in_a_fresh_process() for _ in range(ROUNDS)]
    best = min(run["seconds"] for run in runs)
    mine: list[Pass] = [tuple(one) for one in runs[0]["answer"]]
    others: list[Pass] = [tuple(one) for one in theirs["answer"]]
    found = differences(mine, others)
    same = not (found["only_ours"] or found["only_theirs"])
    ratio = theirs["seconds"] / best
    print(
        json.dumps(
            {
                "name": "transit_search",
                "events": len(mine),
                "events_of_stellium": len(others),
                "ours_s": round(best, 4),
                "stellium_s": round(theirs["seconds"], 2),
                "times_faster": round(ratio, 1),
                "furthest_arcsec": round(3600 * max(map(away_deg, mine)), 4),
                "furthest_arcsec_of_stellium": round(3600 * max(map(away_deg, others)), 1),
                **found,
                "same": same,
                "target": f">= {TARGET}",
                "met": ratio >= TARGET and same,
            }
        )
    )


if __name__ == "__main__":
    print(json.dumps(ours())) if sys.argv[1:] == ["ours"] else main()
