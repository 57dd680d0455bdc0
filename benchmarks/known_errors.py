"""Errors that astrology libraries are known for, looked for in two peers and in us by the same questions.

Each row tells what was asked and what each side answered; "not offered" is no error. Used by peers_agreement.py.
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from peer_environments import ask

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.events.aspects import aspects_between
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.moments import CivilDate, CivilTime, moment_at, moment_at_tt, resolve_moment
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.dignity_tables import Tables, Triplicities, rulers_at
from outer_skies.engine.techniques.patterns import PatternKind, find_patterns
from outer_skies.engine.techniques.returns import cast_return

PEERS = ("kerykeion", "stellium")
NOT_OFFERED = "not offered"
Row = dict[str, str]
Birth = dict[str, Any]

# William Lilly, born at Diseworth in Leicestershire, 52°49' N, 1°16' W, on 1 May 1602 (Julian), about two at night.
LILLY = {"local": "1602-05-11T02:00:00", "lat": 52.82, "lon": -1.27, "zone": "Europe/London"}
LILLYS_MEAN_TIME_S = LILLY["lon"] * 240.0
YEAR_OF_RETURNS = 2030
YEAR_OF_OPPOSITIONS = 2020


def random_births(count: int, low: float, high: float) -> list[Birth]:
    """Births of 1972 to 2019 at latitudes of either hemisphere, to the second."""
    chance = random.Random(f"known errors {low}")  # noqa: S311  a sample, not a secret
    return [
        {
            "utc": (
                datetime(1972, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(48 * 31_556_952))
            ).isoformat(),
            "lat": chance.choice((-1, 1)) * round(chance.uniform(low, high), 4),
            "lon": round(chance.uniform(-180, 180), 4),
        }
        for _ in range(count)
    ]


def our_chart(birth: Birth, system: HouseSystem = HouseSystem.PLACIDUS) -> Chart:
    """Our chart of a birth in UTC."""
    place = Place("", birth["lat"], birth["lon"])
    return cast_chart(moment_at(datetime.fromisoformat(birth["utc"])), place, ChartOptions(house_system=system))


def far_north(true_ascendant: Callable[[Birth], float]) -> Iterator[Row]:
    """The Ascendant beyond 66 degrees, and the houses of bodies where cusps run against the signs."""
    people = random_births(50, 66.6, 89.0)
    right = [true_ascendant(one) for one in people]
    stellium = ask("stellium", {"task": "polar", "births": people})["answer"]
    kerykeion = ask("kerykeion", {"task": "positions", "births": people})["answer"]
    sides = {
        "ours": [our_chart(one).angles.ascendant for one in people],
        "kerykeion": [one["longitudes"]["ascendant"] for one in kerykeion],
        "stellium": [one["ascendant"] for one in stellium],
    }
    yield {"error": "latitude clamped at 66: the Ascendant at 50 births from 66.6 to 89 degrees"} | {
        side: _off(found, right) for side, found in sides.items()
    }
    ours = [our_chart(one, HouseSystem.REGIOMONTANUS) for one in people]
    held = {
        "ours": [([(one.longitude_deg, one.house) for one in c.bodies], c.houses.cusps_deg) for c in ours],
        "stellium": [(one["held"], one["cusps"]) for one in stellium],
    }
    yield {
        "error": "house 1 as a fallback: Regiomontanus at the same births, bodies put in house 1 that are not in it",
        "ours": _strangers(held["ours"]),
        "kerykeion": "houses of latitude 66",
        "stellium": _strangers(held["stellium"]),
    }


def _off(found: list[float | None], right: list[float]) -> str:
    apart = [abs((a - b + 180) % 360 - 180) for a, b in zip(found, right, strict=True) if a is not None]
    refused = len(found) - len(apart)
    if not apart:
        return f"{refused} refused"
    most = max(apart)
    return (f"off by up to {most:.0f}°" if most > 1 else f"off by up to {most * 3600:.0f}″") + (
        f", {refused} refused" if refused else ""
    )


def _strangers(charts: list[tuple[Any, Any]]) -> str:
    """Bodies said to be in house 1 that do not lie between cusps 1 and 2, whichever way the houses run."""
    said = wrong = 0
    for bodies, cusps in charts:
        first, width = cusps[0], (cusps[1] - cusps[0] + 180) % 360 - 180
        for longitude, house in bodies:
            if house == 1:
                said += 1
                way = (longitude - first) % 360 if width > 0 else (first - longitude) % 360
                wrong += not way < abs(width)
    return f"{wrong} of {said}"


def mean_time() -> Row:
    """Local mean time of the birthplace, not of the city that its zone is named after."""
    year, month, day, hour = 1602, 5, 11, 2
    place = Place("Diseworth", LILLY["lat"], LILLY["lon"])
    local = datetime.fromisoformat(f"{LILLY['local']}+00:00")
    ours = resolve_moment(CivilDate(year, month, day), CivilTime(hour, 0), place, zone=LILLY["zone"])
    found = {
        peer: ask(peer, {"task": "local_mean_time", "births": [LILLY]})["answer"][0]
        for peer in ("kerykeion", "stellium")
    }
    offsets = {"ours": ours.utc_offset_s} | {
        peer: (local - datetime.fromisoformat(utc)).total_seconds() for peer, utc in found.items()
    }
    return {"error": "local mean time by the zone's city: William Lilly at Diseworth in 1602, seconds off"} | {
        side: f"{offset - LILLYS_MEAN_TIME_S:.0f} s" for side, offset in offsets.items()
    }


def solar_returns() -> Row:
    """The Sun's return in the year that is asked for, for births in every month."""
    people = [
        {"utc": f"1980-{month:02d}-15T12:00:00+00:00", "lat": 51.5, "lon": 0.1, "year": YEAR_OF_RETURNS}
        for month in range(1, 13)
    ]
    new_year = moment_at(datetime(YEAR_OF_RETURNS, 1, 1, tzinfo=UTC))
    sides = {"ours": [cast_return(our_chart(one), Body.SUN, new_year).moment.utc for one in people]}
    for peer in PEERS:
        sides[peer] = ask(peer, {"task": "solar_return", "births": people})["answer"]
    months = [f"{YEAR_OF_RETURNS}-{month:02d}-1" for month in range(1, 13)]
    return {"error": f"solar returns a year off: births of every month, their return in {YEAR_OF_RETURNS}"} | {
        side: f"{sum(not utc.startswith(month) for utc, month in zip(found, months, strict=True))} of 12"
        for side, found in sides.items()
    }


def oppositions(elongation_deg: Callable[[float], float]) -> Row:
    """What a search for oppositions of Sun and Moon finds."""
    edges = [moment_at(datetime(YEAR_OF_OPPOSITIONS + later, 1, 1, tzinfo=UTC)).jd_tt for later in (0, 1)]
    events = aspects_between((Body.SUN, Body.MOON), (AspectKind.OPPOSITION,), *edges)
    sides = {
        "ours": [moment_at_tt(one.jd_tt).jd_ut1 for one in events],
        "stellium": ask("stellium", {"task": "oppositions", "year": YEAR_OF_OPPOSITIONS})["answer"],
    }
    row = {
        "error": f"conjunctions among oppositions: of Sun and Moon in {YEAR_OF_OPPOSITIONS}",
        "kerykeion": NOT_OFFERED,
    }
    return row | {
        side: f"{sum(abs(elongation_deg(jd) - 180) > 1 for jd in found)} of {len(found)}"
        for side, found in sides.items()
    }


def t_squares() -> Row:
    """T-squares that are told twice."""
    people = random_births(100, 0.0, 60.0)
    patterns = [
        [tuple(sorted(m.point for m in one.members)) for one in find_patterns(our_chart(birth)).patterns
         if one.kind is PatternKind.T_SQUARE]
        for birth in people
    ]  # fmt: skip
    told = ask("stellium", {"task": "t_squares", "births": people})["answer"]
    sides = {"ours": patterns, "stellium": [[tuple(one) for one in chart] for chart in told]}
    row = {"error": "T-squares counted twice: in 100 charts", "kerykeion": NOT_OFFERED}
    return row | {
        side: f"{sum(len(one) - len(set(one)) for one in charts)} of {sum(map(len, charts))}"
        for side, charts in sides.items()
    }


def triplicity() -> Row:
    """Dorotheus' lords of the water triplicity: Venus by day, Mars by night."""
    tables = Tables(Triplicities.DOROTHEAN)
    ours = [rulers_at(95.0, by_day=by_day, tables=tables).triplicity[0].label for by_day in (True, False)]
    told = ask("stellium", {"task": "triplicity", "sign": "Cancer"})["answer"]
    return {
        "error": "the water triplicity swapped: its lords by day and by night, Venus and Mars (Dorotheus I.1)",
        "ours": " and ".join(ours),
        "kerykeion": NOT_OFFERED,
        "stellium": " and ".join(told),
    }


def known_errors(true_ascendant: Callable[[Birth], float], elongation_deg: Callable[[float], float]) -> list[Row]:
    """Every row, given the true Ascendant of a birth and the Moon's elongation at a JD(UT), in degrees."""
    rest = (mean_time(), solar_returns(), oppositions(elongation_deg), t_squares(), triplicity())
    return [*far_north(true_ascendant), *rest]
