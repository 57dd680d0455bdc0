"""What the browser reads from strips is what the engine says: assets/strips.js under Node, at 10,000 instants."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from outer_skies.engine.bodies import ALL_BODIES, FILES_ONLY, Body
from outer_skies.engine.client_strips import ClientStrips, client_strips, packed
from outer_skies.engine.ephemeris import FILES_END_JD_TT, FILES_START_JD_TT, THEORY_END_JD_TT, frame, sight
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.search import wrapped_deg
from outer_skies.engine.strips import Values, speed_deg_per_day
from outer_skies.errors import InvalidInput, OutsideEphemeris, Undefined

STRIPS = Path(__file__).parents[2] / "assets" / "strips.js"
NODE = Path(sys.executable).with_name("node")
ASK = f"""
import {{ readStrips }} from {json.dumps(STRIPS.as_uri())};
import {{ readFileSync }} from "node:fs";
const {{ file, moments, observers }} = JSON.parse(readFileSync(0, "utf8"));
const bytes = readFileSync(file);
const isJson = file.endsWith(".json");
const sky = readStrips(isJson ? JSON.parse(bytes.toString("utf8")) : new Uint8Array(bytes).buffer);
const place = (body, moment) => {{
  const {{ longitudeDeg, latitudeDeg, speedDegPerDay }} = sky.place(body, moment);
  return [longitudeDeg, latitudeDeg, speedDegPerDay];
}};
const angles = ([north, east], index) => {{
  const {{ ascendantDeg, midheavenDeg, armcDeg }} = sky.angles(moments[index], north, east);
  return [ascendantDeg, midheavenDeg, armcDeg];
}};
const refused = (ask) => {{ try {{ ask(); return null; }} catch (error) {{ return error.message; }} }};
console.log(JSON.stringify({{
  bodies: sky.bodies,
  places: sky.bodies.map((body) => moments.map((moment) => place(body, moment))),
  angles: observers.map(angles),
  refused: [
    refused(() => sky.place("sun", sky.endJdTt)), refused(() => sky.place("sun", sky.startJdTt - 1)),
    refused(() => sky.place("vulcan", sky.startJdTt)), refused(() => readStrips(new ArrayBuffer(64))),
    refused(() => readStrips({{}})),
  ],
}}));
"""
ARC_SECOND_DEG = 1 / 3600
BOUND_DEG = {Body.MOON: 1.0 * ARC_SECOND_DEG}
USUAL_BOUND_DEG = 0.5 * ARC_SECOND_DEG
OSCULATING = (Body.TRUE_NODE, Body.TRUE_LILITH)
SPEED_BOUND_DEG, ROUGH_SPEED_BOUND_DEG = 0.004, 0.02
NEAR_SUN_DEG = 1.0
MOST_BYTES_A_YEAR = 20_000
YEAR_DAYS = 366.0
# A year each, from its first midnight; and how many of the instants lie in it.
YEARS = {
    "1801": 2378861.5,
    "1908": 2417941.5,
    "1990": 2447892.5,
    "2026": 2461041.5,
    "2399": FILES_END_JD_TT - YEAR_DAYS,
}
INSTANTS = 10_000 // len(YEARS)


@cache
def strips_of(start_jd_tt: float) -> ClientStrips:
    return client_strips(ALL_BODIES, start_jd_tt, start_jd_tt + YEAR_DAYS)


def asked(
    folder: Path, client: ClientStrips, moments: Values, observers: list[tuple[float, float]], *, is_json: bool
) -> dict[str, Any]:
    file = folder / ("strips.json" if is_json else "strips.bin")
    file.write_bytes(msgspec.json.encode(client) if is_json else packed(client))
    question = json.dumps({"file": str(file), "moments": moments.tolist(), "observers": observers})
    command = [NODE, "--input-type=module", "-e", ASK]
    return json.loads(subprocess.run(command, input=question, capture_output=True, check=True, text=True).stdout)


def instants(year: str, count: int) -> Values:
    rng = np.random.default_rng(int(year))
    return YEARS[year] + YEAR_DAYS * rng.random(count)


def observers(count: int) -> list[tuple[float, float]]:
    rng = np.random.default_rng(count)
    return list(zip((rng.random(count) * 178 - 89).tolist(), (rng.random(count) * 360 - 180).tolist(), strict=True))


@pytest.mark.parametrize("year", YEARS)
def test_the_browser_s_sky_is_the_engine_s(tmp_path: Path, year: str) -> None:
    moments = instants(year, INSTANTS)
    answer = asked(tmp_path, strips_of(YEARS[year]), moments, [], is_json=False)
    truth = np.array([[row[:4] for row in sight(one, ALL_BODIES)] for one in moments.tolist()])
    assert answer["bodies"] == [body.value for body in ALL_BODIES]
    for number, body in enumerate(ALL_BODIES):
        longitude, latitude, speed = np.array(answer["places"][number]).T
        bound = BOUND_DEG.get(body, USUAL_BOUND_DEG)
        assert np.abs(wrapped_deg(longitude - truth[:, number, 0])).max() < bound, body
        assert np.abs(latitude - truth[:, number, 1]).max() < bound, body
        from_sun = np.hypot(wrapped_deg(truth[:, number, 0] - truth[:, 0, 0]), truth[:, number, 1])
        is_rough = (from_sun < NEAR_SUN_DEG) | (body in OSCULATING)
        # Where two pieces of the Moon's file meet, the library's speed of an osculating point is no speed at all.
        of_engine = speed_deg_per_day(body, moments) if body in OSCULATING else truth[:, number, 3]
        error = np.abs(speed - of_engine)
        assert (error < np.where(is_rough, ROUGH_SPEED_BOUND_DEG, SPEED_BOUND_DEG)).all(), body
        assert ((longitude >= 0) & (longitude < 360)).all()


@pytest.mark.parametrize("year", YEARS)
def test_ascendant_and_midheaven_are_the_engine_s(tmp_path: Path, year: str) -> None:
    moments, places = instants(year, 400), observers(400)
    answer = asked(tmp_path, strips_of(YEARS[year]), moments, places, is_json=False)
    for moment, (north, east), found in zip(moments.tolist(), places, answer["angles"], strict=True):
        truth = frame(moment_at_tt(moment).jd_ut1, north, east, HouseSystem.EQUAL)
        steepness = 1 + abs(np.tan(np.radians(north)))  # the Ascendant races where the ecliptic lies on the horizon
        assert abs(wrapped_deg(found[2] - truth.armc_deg)) < ARC_SECOND_DEG
        assert abs(wrapped_deg(found[1] - truth.midheaven_deg)) < 1.2 * ARC_SECOND_DEG
        assert abs(wrapped_deg(found[0] - truth.ascendant_deg)) < 2 * steepness**2 * ARC_SECOND_DEG


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    client, moments, places = strips_of(YEARS["2026"]), instants("2026", 200), observers(200)
    by_bytes = asked(tmp_path, client, moments, places, is_json=False)
    assert asked(tmp_path, client, moments, places, is_json=True) == by_bytes


def test_what_strips_do_not_hold_is_refused(tmp_path: Path) -> None:
    after, before, unknown, *others = asked(tmp_path, strips_of(YEARS["2026"]), np.array([]), [], is_json=False)[
        "refused"
    ]
    assert "do not reach" in after
    assert "do not reach" in before
    assert unknown == "There is no strip of vulcan."
    assert others == ["These are no strips."] * 2


@pytest.mark.parametrize("year", YEARS)
def test_a_year_of_all_bodies_is_small_in_both_forms(year: str) -> None:
    client = strips_of(YEARS[year])
    assert len(packed(client)) < MOST_BYTES_A_YEAR // 2
    assert len(msgspec.json.encode(client)) < MOST_BYTES_A_YEAR


def test_ten_years_are_no_larger_than_ten_times_one() -> None:
    client = client_strips(ALL_BODIES, 2451544.5, 2451544.5 + 3653)
    assert len(packed(client)) < 10 * MOST_BYTES_A_YEAR // 2
    assert len(msgspec.json.encode(client)) < 10 * MOST_BYTES_A_YEAR


def test_a_few_days_are_as_good(tmp_path: Path) -> None:
    start, days = 2460000.25, 3.5
    moments = start + days * np.linspace(0, 1, 101)[:-1]
    client = client_strips((Body.MOON, Body.MERCURY, Body.TRUE_LILITH), start, start + days)
    answer = asked(tmp_path, client, moments, [], is_json=True)
    for body, found in zip(answer["bodies"], answer["places"], strict=True):
        truth = np.array([sight(one, (Body(body),))[0].longitude_deg for one in moments.tolist()])
        assert np.abs(wrapped_deg(np.array(found)[:, 0] - truth)).max() < BOUND_DEG.get(Body(body), USUAL_BOUND_DEG)


def test_strips_of_the_analytical_theory_are_the_theory_s(tmp_path: Path) -> None:
    bodies = [body for body in ALL_BODIES if body not in FILES_ONLY and body is not Body.TRUE_LILITH]
    client = client_strips(bodies, FILES_START_JD_TT - 100, FILES_START_JD_TT)
    moments = FILES_START_JD_TT - 100 * np.linspace(0, 1, 201)[1:]
    answer = asked(tmp_path, client, moments, [], is_json=False)
    for body, found in zip(bodies, answer["places"], strict=True):
        truth = np.array([sight(one, (body,))[0].longitude_deg for one in moments.tolist()])
        assert np.abs(wrapped_deg(np.array(found)[:, 0] - truth)).max() < BOUND_DEG.get(body, USUAL_BOUND_DEG), body


def test_strips_end_where_the_theory_or_the_years_do() -> None:
    with pytest.raises(Undefined, match="theory changes"):
        client_strips((Body.SUN,), FILES_START_JD_TT - 1, FILES_START_JD_TT + 1)
    with pytest.raises(Undefined, match="1800 to 2399"):
        client_strips((Body.CHIRON,), FILES_END_JD_TT, FILES_END_JD_TT + 10)
    with pytest.raises(OutsideEphemeris):
        client_strips((Body.SUN,), THEORY_END_JD_TT - 1, THEORY_END_JD_TT + 1)
    with pytest.raises(InvalidInput) as refused:
        client_strips((Body.SUN,), 2451545.0, 2451545.0)
    assert refused.value.field == "to"
