"""Prints docs/accuracy.md: how far the engine is from each independent source, in the samples that the tests use.

Run: PYTHONPATH=. .venv/bin/python tests/sky/accuracy.py > docs/accuracy.md
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import test_ayanamsas as zodiacs
import test_house_systems as houses
import test_nodes_and_apogee as moon
import test_positions_against_skyfield as positions
from asked import PLANETS, cast, position, seen_at_tt
from ayanamsa_proofs import PROOFS, Anchor, Epoch
from facts import OF_THE_SKY, OF_THE_TRADITION
from orbits import ORBITS, heliocentric, seen_on
from skyfield_truth import TIMES, nutation_deg, places_of, time_of
from sphere import gap_deg

from outer_skies.engine.bodies import Body
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.zodiac import Ayanamsa

HEAD = """# Accuracy

Printed by `PYTHONPATH=. .venv/bin/python tests/sky/accuracy.py > docs/accuracy.md`; the program, never a hand, writes
the figures. Each is the widest gap found in the sample that the tests in `tests/sky` use, in arcseconds unless it says
otherwise.
"""
PEERS = Path(__file__).resolve().parents[2] / "benchmarks" / "peers_agreement.json"


def table(head: Iterable[str], rows: Iterable[Iterable[object]], *, words_last: bool = False) -> str:
    columns = list(head)
    sides = ["---"] + ["---:"] * (len(columns) - 1)
    if words_last:
        sides[-1] = "---"
    lines = [columns, sides, *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def planets() -> str:
    rows = []
    same_tt, same_ut = positions.charts(1900, 2049, 120), positions.charts(1900, 2019, 60)
    jd_tt = np.array([chart.moment.jd_tt for chart in same_tt])
    jd_ut = np.array([chart.moment.jd_ut1 for chart in same_ut])
    for body in PLANETS:
        ours, theirs = [position(chart, body) for chart in same_tt], places_of(body, time_of(jd_tt))
        names = ("longitude_deg", "latitude_deg", "right_ascension_deg", "declination_deg")
        gaps = [positions.worst([getattr(p, name) for p in ours], getattr(theirs, name)) for name in names]
        ours_ut = [position(chart, body).longitude_deg for chart in same_ut]
        by_ut = positions.worst(ours_ut, places_of(body, TIMES.ut1_jd(jd_ut)).longitude_deg)
        distance = max(abs(p.distance_au / au - 1.0) for p, au in zip(ours, theirs.distance_au, strict=True))
        rows.append([body.label, *(f"{gap:.3f}" for gap in gaps), f"{distance:.0e}", f"{by_ut:.2f}"])
    head = (
        "body",
        "longitude",
        "latitude",
        "right ascension",
        "declination",
        "distance (relative)",
        "longitude at same UT",
    )
    return (
        "## Sun, Moon and planets\n\nAgainst Skyfield with JPL's DE421, 1900 to 2050 at the same TT; the last "
        "column at the same UT, to 2020.\nUranus to Pluto differ by the age of DE421.\n\n" + table(head, rows)
    )


def points() -> str:
    gaps: dict[str, list[float]] = {"Mean node": [], "True node": [], "Mean Lilith": [], "True Lilith": []}
    for chart in moon.CHARTS:
        t, nutation = moon.centuries(chart), nutation_deg(chart.moment.jd_tt)[0]
        node = moon.meeus_node_deg(t)
        along = moon.meeus_perigee_deg(t) + 180.0 - node
        tilt = moon.MOON_INCLINATION_DEG
        flat = node + moon.degrees(moon.atan2(moon.cosd(tilt) * moon.sind(along), moon.cosd(along)))
        pole, apogee = moon.osculating(chart)
        true_node = moon.degrees(moon.atan2(pole[0], -pole[1]))
        expected = (node + nutation, true_node, flat + nutation, moon.longitude_of(apogee))
        for label, body, longitude in zip(gaps, moon.POINTS, expected, strict=True):
            gaps[label].append(abs(gap_deg(position(chart, body).longitude_deg, longitude)) * 3600.0)
    orbit = "the Moon's orbit from DE421"
    sources = ("Meeus, formula 47.7", orbit, "Meeus, p. 343, projected", orbit)
    rows = [(label, f"{max(found):.2f}", source) for (label, found), source in zip(gaps.items(), sources, strict=True)]
    return "## Nodes and apogee\n\n100 moments, 1900 to 2050.\n\n" + table(
        ("point", "longitude", "against"), rows, words_last=True
    )


def asteroids() -> str:
    worst: dict[Body, float] = {}
    for orbit in ORBITS:
        ours = seen_at_tt(orbit.epoch, orbit.body)
        theirs = seen_on(lambda jd, orbit=orbit: heliocentric(orbit, jd), orbit.epoch)
        gap = max(abs(gap_deg(ours.longitude_deg, theirs.longitude_deg)), abs(ours.latitude_deg - theirs.latitude_deg))
        worst[orbit.body] = max(worst.get(orbit.body, 0.0), float(gap) * 3600.0)
    rows = [(body.label, f"{gap:.2f}") for body, gap in worst.items()]
    return (
        "## Centaurs and asteroids\n\nAgainst osculating orbits of JPL and the Minor Planet Center at their "
        "epochs, 2011 to 2025.\n\n" + table(("body", "longitude or latitude"), rows)
    )


def house_systems() -> str:
    rows = []
    for system in HouseSystem:
        if system not in houses.PROOFS:
            rows.append((system.label, "unproven", ""))
            continue
        low = max(houses.widest_gap_arcsec(when, system) for when in (*houses.TEMPERATE, *houses.TROPICAL))
        high = max(houses.widest_gap_arcsec(when, system) for when in houses.NEAR_THE_CIRCLE)
        rows.append((system.label, f"{low:.4f}", f"{high:.4f}"))
    return (
        "## House cusps\n\nAgainst formulas of our own from each definition, fed with Skyfield's sidereal time and "
        "obliquity.\n\n" + table(("system", "to 60 degrees of latitude", "60 to 66.3 degrees"), rows)
    )


def ayanamsas() -> str:
    rows = []
    for ayanamsa in Ayanamsa:
        proof = PROOFS[ayanamsa]
        if not isinstance(proof, Epoch | Anchor):
            rows.append((ayanamsa.label, "by its ecliptic", proof.source))
            continue
        gaps = []
        for utc in zodiacs.MOMENTS:
            jd_tt = cast(utc).moment.jd_tt
            if isinstance(proof, Epoch):
                expected = zodiacs.mean_ayanamsa_deg(proof, jd_tt) + nutation_deg(jd_tt)[0]
            else:
                expected = zodiacs.anchored_deg(proof, jd_tt)
            gaps.append(abs(gap_deg(zodiacs.shift_deg(utc, ayanamsa), expected)) * 3600.0)
        rows.append((ayanamsa.label, f"{max(gaps):.3f}", proof.source))
    return (
        "## Ayanamsas\n\nAgainst each definition, 1905 to 2037, with Vondrák's precession and catalogues of our own. "
        "SE is the manual\nof the Swiss Ephemeris.\n\n"
        + table(("ayanamsa", "gap", "definition"), rows, words_last=True)
    )


def facts() -> str:
    """What others published, source by source."""
    found = (*OF_THE_SKY, *OF_THE_TRADITION)
    ways = {how: sum(one.count for one in found if one.how == how) for how in ("read", "recalled", "as cited")}
    rows = [(one.source, one.what, one.count, one.how, f"`{one.where}`") for one in found]
    head = ("source", "what", "facts", "how it came here", "held to in")
    sides = ("---", "---", "---:", "---", "---")
    lines = [head, sides, *rows]
    listed = "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
    return (
        f"## Facts by source\n\nThe engine is held to {sum(ways.values()):,} facts that others published without our "
        "library, each with its tolerance in the\ntest: "
        f"{ways['read']:,} read from a public copy, {ways['recalled']:,} recalled from memory before the engine was "
        f"asked,\n{ways['as cited']:,} as their tests cite them. What was chosen after the engine was asked is not "
        f"counted.\n\n{listed}\n"
    )


def arcsec(gap: float) -> str:
    """A gap to a thousandth; what is less is told to be so."""
    return f"{gap:.3f}" if gap >= 0.0005 else "< 0.001"


def named(key: str) -> str:
    """A row's key as people write it."""
    return Body(key).label if key in set(Body) else key[0].upper() + key[1:]


PEERS_HEAD = """## Two peers

{births} random births of {years[0]} to {years[1]} at latitudes to {to_latitude_deg:.0f} degrees, cast by each library
from what it brings along, as `{command}` found it.
Median and largest difference from us, then the largest that is left from the bare Swiss Ephemeris when it is asked as
the peer asks it: with UTC taken for UT1, and besides with the peer's theory or files. Where nothing is left the
difference is explained. Of Kerykeion 6 there are alphas alone, which fetch their data from the web when they are first
imported; the latest release is compared.
"""
WITHOUT_FILES = (
    "Asked for files that its package has not, the library answers by Moshier's theory, and says so to who asks."
)
WITH_FILES = "Its files are of JPL's DE{edition}, ours of DE{our_edition}."
TRUTH_HEAD = """### Which is right

The largest gap to Skyfield with DE421 and the measured turning of the Earth, at the same UTC, in those {births} of the
births that are since 1972.
"""
ERRORS_HEAD = """### Errors that such libraries are known for

The same questions to all three: how many answers were wrong, or by how much.
"""


def peers() -> str:
    """The charts of two peers beside ours, from the result that benchmarks/peers_agreement.py wrote."""
    result: dict[str, Any] = json.loads(PEERS.read_text(encoding="utf-8"))
    parts = [PEERS_HEAD.format(**result)]
    head = ("what", "median", "largest", "left with UTC for UT1", "and with its theory or files")
    keys = ("median", "largest", "with_utc_for_ut1", "and_its_theory")
    for peer in result["peers"]:
        told = WITH_FILES.format(**peer) if peer["edition"] else WITHOUT_FILES
        rows = [(named(row["what"]), *(arcsec(row[key]) for key in keys)) for row in peer["rows"]]
        parts.append(f"### {peer['name']}\n\n{told}\n\n{table(head, rows)}")
    truth = result["truth"]
    sides = [key for key in truth["rows"][0] if key != "what"]
    rows = [(named(row["what"]), *(arcsec(row[side]) for side in sides)) for row in truth["rows"]]
    parts.append(f"{TRUTH_HEAD.format(**truth)}\n{table(('what', *sides), rows)}")
    listed = [(row["error"], row["ours"], row["kerykeion"], row["stellium"]) for row in result["known_errors"]]
    parts.append(f"{ERRORS_HEAD}\n{table(('error', *sides), listed)}")
    return "\n".join(parts)


def page() -> str:
    """The whole page."""
    parts = [HEAD, facts(), planets(), points(), asteroids(), house_systems(), peers(), ayanamsas()]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
