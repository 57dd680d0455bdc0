"""What the bare Swiss Ephemeris makes of births, told in which folder its files are and by which theory.

Run in a process of its own, because the library keeps its folder for good: a line of JSON in, a line of JSON out.
`utc` is taken for UT1, as who hands a UTC date to `julday` takes it. The answer tells what the library answered with
when it was asked for files: these and their edition (the number of JPL's DE), or Moshier's theory for want of them.
"""

import json
import sys
from datetime import datetime
from typing import Any

import swisseph as swe

PLANETS = {
    name: int(getattr(swe, name.upper()))
    for name in ("sun", "moon", "mercury", "venus", "mars", "jupiter", "saturn", "uranus", "neptune", "pluto")
}
POINTS = {
    "mean_node": swe.MEAN_NODE,
    "true_node": swe.TRUE_NODE,
    "mean_lilith": swe.MEAN_APOG,
    "true_lilith": swe.OSCU_APOG,
}
FILES_ONLY = {
    name: int(getattr(swe, name.upper())) for name in ("chiron", "pholus", "ceres", "pallas", "juno", "vesta")
}


def answer(birth: dict[str, Any], flags: int) -> dict[str, Any]:
    """Longitudes of bodies and angles, and Placidus cusps. Asteroids are in files alone, whatever the flags."""
    when = datetime.fromisoformat(birth["utc"])
    jd = swe.julday(when.year, when.month, when.day, when.hour + when.minute / 60 + when.second / 3600)
    found = {key: swe.calc_ut(jd, body, flags)[0][0] for key, body in (PLANETS | POINTS).items()}
    found |= {key: swe.calc_ut(jd, body, swe.FLG_SWIEPH)[0][0] for key, body in FILES_ONLY.items()}
    cusps, angles = swe.houses_ex(jd, birth["lat"], birth["lon"], b"P")
    found |= {"ascendant": angles[0], "midheaven": angles[1], "vertex": angles[3]}
    return {"longitudes": found, "cusps": list(cusps)}


def main() -> None:
    """Answer one question."""
    work = json.loads(sys.stdin.readline())
    swe.set_ephe_path(work["folder"])
    flags = {"files": swe.FLG_SWIEPH, "moshier": swe.FLG_MOSEPH}[work["theory"]] | swe.FLG_SPEED
    answered = swe.calc_ut(2451545.0, swe.SUN, swe.FLG_SWIEPH)[1]
    edition = None if answered & swe.FLG_MOSEPH else swe.get_current_file_data(0)[3]
    print(json.dumps({"edition": edition, "answer": [answer(birth, flags) for birth in work["births"]]}))


if __name__ == "__main__":
    main()
