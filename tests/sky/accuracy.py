"""Prints docs/accuracy.md: how far the engine is from each independent source, in the samples that the tests use.

Run: PYTHONPATH=. .venv/bin/python tests/sky/accuracy.py > docs/accuracy.md
"""

import sys
from collections.abc import Iterable

import numpy as np
import test_ayanamsas as zodiacs
import test_house_systems as houses
import test_nodes_and_apogee as moon
import test_positions_against_skyfield as positions
from asked import PLANETS, cast, position, seen_at_tt
from ayanamsa_proofs import PROOFS, Anchor, Epoch
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


if __name__ == "__main__":
    for part in (HEAD, planets(), points(), asteroids(), house_systems()):
        sys.stdout.write(part + "\n")
    sys.stdout.write(ayanamsas())
