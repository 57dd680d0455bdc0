"""How far the charts of two peers are from ours, and why; and which of the three is right.

    PYTHONPATH=. python benchmarks/peers_agreement.py

Three hundred random births at places to 66 degrees of latitude: every body, angle and cusp. What differs is explained
by taking away one cause after the other: the bare library that all three stand on is asked as a peer asks it, first
with UTC taken for UT1, then besides with the theory or the files that the peer has. What is left is nothing.

Then Skyfield with JPL's DE421, which shares no code with any of them, says who is right. Skyfield knows how the Earth
turned (UT1 - UTC as measured), so that births since 1972, when UTC began, are judged at the same UTC.

Writes benchmarks/peers_agreement.json, which docs/accuracy.md is printed from.
"""

import json
import random
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import atan2, degrees
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import xingpan_ephemeris
from known_errors import known_errors
from peer_environments import ask, environment, package_folder, version_of

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import cast_chart
from outer_skies.engine.moments import moment_at
from outer_skies.engine.places import Place

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "sky"))
from skyfield_truth import TARGETS, TIMES, moon_state, places_of  # noqa: E402  the tests' own
from sphere import Sky  # noqa: E402  as above

RESULT = HERE / "peers_agreement.json"
COUNT = 300
FIRST_YEAR, LAST_YEAR = 1900, 2024
UTC_BEGAN = 1972
TO_LATITUDE = 66.0
ANGLES = ("ascendant", "midheaven", "vertex")

Answer = dict[str, Any]  # {"longitudes": {body or angle: degrees}, "cusps": twelve}
Birth = dict[str, Any]


class Peer(NamedTuple):
    """A peer: its name, and where within its package it looks for ephemeris files."""

    name: str
    files: str

    @property
    def label(self) -> str:
        """Its name and version."""
        return f"{self.name} {version_of(self.name)}"


PEERS = (
    Peer("kerykeion", "sweph"),
    Peer("stellium", "data/swisseph/ephe"),
)


def births(count: int, *, low: float = 0.0, high: float = TO_LATITUDE) -> list[Birth]:
    """The same random births in every run, to the second, on either side of the equator."""
    chance = random.Random(f"peers {low}")  # noqa: S311  a sample, not a secret
    first, end = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    return [
        {
            "utc": (first + timedelta(seconds=chance.randrange(int((end - first).total_seconds())))).isoformat(),
            "lat": chance.choice((-1, 1)) * round(chance.uniform(low, high), 4),
            "lon": round(chance.uniform(-180, 180), 4),
        }
        for _ in range(count)
    ]


def ours(birth: Birth) -> Answer:
    """Our chart of a birth."""
    chart = cast_chart(moment_at(datetime.fromisoformat(birth["utc"])), Place("", birth["lat"], birth["lon"]))
    longitudes = {one.body.value: one.longitude_deg for one in chart.bodies}
    longitudes |= {name: getattr(chart.angles, name) for name in ANGLES}
    return {"longitudes": longitudes, "cusps": list(chart.houses.cusps_deg) if chart.houses else None}


def bare(people: list[Birth], theory: str, folder: Path) -> Answer:
    """What the bare library makes of births by a theory with the files of a folder, and the edition of these."""
    work = json.dumps({"births": people, "theory": theory, "folder": str(folder)}) + "\n"
    done = subprocess.run(  # noqa: S603  a script of our own
        [sys.executable, HERE / "bare_library.py"],
        input=work,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def truth(birth: Birth) -> dict[str, float]:
    """Longitudes of Sun to Pluto, the true node and the angles, at the same UTC, by Skyfield."""
    t = TIMES.from_datetime(datetime.fromisoformat(birth["utc"]))
    found = {body.value: places_of(body, t).longitude_deg for body in TARGETS}
    place, velocity = moon_state(float(t.tt))
    pole = (place[1] * velocity[2] - place[2] * velocity[1], place[2] * velocity[0] - place[0] * velocity[2])
    obliquity = degrees(t._mean_obliquity_radians + t._nutation_angles_radians[1])  # noqa: SLF001  as the tests
    sky = Sky((float(t.gast) * 15 + birth["lon"]) % 360, obliquity, birth["lat"])
    return found | {
        "true_node": degrees(atan2(pole[0], -pole[1])) % 360,
        "ascendant": sky.ascendant,
        "midheaven": sky.midheaven,
        "vertex": sky.vertex,
    }


def elongation_deg(jd_ut: float) -> float:
    """How far the Moon is ahead of the Sun, by Skyfield."""
    t = TIMES.ut1_jd(jd_ut)
    return (places_of(Body.MOON, t).longitude_deg - places_of(Body.SUN, t).longitude_deg) % 360


def gaps(one: Iterable[float], other: Iterable[float]) -> list[float]:
    """How far longitudes are apart, in arcseconds."""
    return [abs((a - b + 180) % 360 - 180) * 3600 for a, b in zip(one, other, strict=True)]


def columns(answers: list[Answer]) -> dict[str, list[float]]:
    """Longitudes by body, angle and pair of opposite cusps."""
    found = {key: [one["longitudes"][key] for one in answers] for key in answers[0]["longitudes"]}
    for number in range(1, 7):
        pair = f"cusps {number} and {number + 6}"
        found[pair] = [one["cusps"][index] for one in answers for index in (number - 1, number + 5)]
    return found


def agreement(peer: Peer, people: list[Birth], mine: list[Answer]) -> dict[str, Any]:
    """How far a peer is from us, and what is left when its causes are taken away."""
    theirs = columns(ask(peer.name, {"task": "positions", "births": people})["answer"])
    own = bare(people, "files", Path(xingpan_ephemeris.get_ephe_path()))
    in_ut1 = columns(own["answer"])
    folder = package_folder(peer.name) / peer.files
    edition = bare([], "files", folder)["edition"]
    all_alike = columns(bare(people, "files" if edition else "moshier", folder)["answer"])
    rows = []
    for key, longitudes in columns(mine).items():
        apart = gaps(longitudes, theirs[key])
        rows.append(
            {
                "what": key,
                "median": median(apart),
                "largest": max(apart),
                "with_utc_for_ut1": max(gaps(in_ut1[key], theirs[key])),
                "and_its_theory": max(gaps(all_alike[key], theirs[key])),
            }
        )
    return {"name": peer.label, "edition": edition, "our_edition": own["edition"], "rows": rows}


def against_truth(people: list[Birth]) -> dict[str, Any]:
    """How far each of the three is from Skyfield at most, at the same UTC."""
    judged = [one for one in people if int(one["utc"][:4]) >= UTC_BEGAN]
    sides = {"ours": [ours(one) for one in judged]}
    sides |= {peer.label: ask(peer.name, {"task": "positions", "births": judged})["answer"] for peer in PEERS}
    right = [truth(one) for one in judged]
    rows = [
        {"what": key}
        | {
            side: max(gaps([one["longitudes"][key] for one in found], [one[key] for one in right]))
            for side, found in sides.items()
        }
        for key in right[0]
    ]
    return {"births": len(judged), "rows": rows}


def main() -> None:
    """Write the result and say how far it went."""
    people = births(COUNT)
    mine = [ours(one) for one in people]
    result = {
        "command": "PYTHONPATH=. python benchmarks/peers_agreement.py",
        "births": COUNT,
        "years": [FIRST_YEAR, LAST_YEAR],
        "to_latitude_deg": TO_LATITUDE,
        "peers": [agreement(peer, people, mine) for peer in PEERS],
        "truth": against_truth(people),
        "known_errors": known_errors(lambda birth: truth(birth)["ascendant"], elongation_deg),
    }
    RESULT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{RESULT.name}: {COUNT} births, {len(PEERS)} peers")


if __name__ == "__main__":
    main()
