"""What stellium makes of a workload. Run by the Python of its own environment: JSON in, JSON out, a line each."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import swisseph as swe
from stellium import ChartBuilder, Native
from stellium.components import (
    AccidentalDignityComponent,
    AntisciaCalculator,
    ArabicPartsCalculator,
    DignityComponent,
    FixedStarsComponent,
    MidpointCalculator,
)
from stellium.core.config import CalculationConfig
from stellium.engines.dignities import DIGNITIES
from stellium.engines.houses import RegiomontanusHouses
from stellium.engines.patterns import AspectPatternAnalyzer
from stellium.engines.search import find_all_aspect_exacts, find_all_longitude_crossings
from stellium.returns import ReturnBuilder

COMPONENTS = (
    DignityComponent,
    AccidentalDignityComponent,
    ArabicPartsCalculator,
    FixedStarsComponent,
    MidpointCalculator,
    AntisciaCalculator,
)
# Its names where they are not ours but for the case.
KEYS = {
    "True Node": "true_node", "Mean Node": "mean_node", "Mean Apogee": "mean_lilith", "True Apogee": "true_lilith",
    "ASC": "ascendant", "MC": "midheaven",
}  # fmt: skip


def native(birth: dict[str, Any]) -> Native:
    """A birth in UTC at coordinates."""
    return Native(datetime.fromisoformat(birth["utc"]), (birth["lat"], birth["lon"]))


def fullest(birth: dict[str, Any]) -> None:
    """A chart with everything that the library adds to one."""
    builder = ChartBuilder.from_native(native(birth)).with_aspects().with_declination_aspects().with_uranian()
    for component in COMPONENTS:
        builder = builder.add_component(component())
    builder.add_analyzer(AspectPatternAnalyzer()).calculate()


def positions(birth: dict[str, Any]) -> dict[str, Any]:
    """Longitudes of the bodies, angles and Placidus cusps."""
    config = CalculationConfig.comprehensive()
    config.include_points.append("Mean Node")
    chart = ChartBuilder.from_native(native(birth)).with_config(config).calculate()
    found = {KEYS.get(one.name, one.name.lower()): one.longitude for one in chart.positions}
    return {"longitudes": found, "cusps": list(chart.get_houses("Placidus").cusps)}


def polar(birth: dict[str, Any]) -> dict[str, Any] | None:
    """The Ascendant with Placidus' houses, and houses of bodies by Regiomontanus; what it refuses is None."""
    try:
        chart = ChartBuilder.from_native(native(birth)).calculate()
        ascendant = next(one.longitude for one in chart.positions if one.name == "ASC")
    except Exception:  # noqa: BLE001  the library's own kind, which it raises bare
        ascendant = None
    chart = ChartBuilder.from_native(native(birth)).with_house_systems([RegiomontanusHouses()]).calculate()
    placed = chart.house_placements["Regiomontanus"]
    held = [(one.longitude, placed[one.name]) for one in chart.positions if one.name in placed]
    return {"ascendant": ascendant, "held": held, "cusps": list(chart.get_houses("Regiomontanus").cusps)}


def local_mean_time(birth: dict[str, Any]) -> str:
    """The UTC of a birth whose `local` time is told by the clock of its place."""
    found = Native(datetime.fromisoformat(birth["local"]), (birth["lat"], birth["lon"]))
    return found.datetime.utc_datetime.isoformat()


def solar_return(birth: dict[str, Any]) -> str:
    """The UTC of the Sun's return in the year that is asked for."""
    chart = ChartBuilder.from_native(native(birth)).calculate()
    return ReturnBuilder.solar(chart, birth["year"]).calculate().datetime.utc_datetime.isoformat()


def t_squares(birth: dict[str, Any]) -> list[list[str]]:
    """The members of each T-square that it finds."""
    chart = ChartBuilder.from_native(native(birth)).with_aspects().add_analyzer(AspectPatternAnalyzer()).calculate()
    found = chart.metadata["aspect_patterns"]
    return [sorted(one.name for one in pattern.planets) for pattern in found if pattern.name == "T-Square"]


def oppositions(work: dict[str, Any]) -> list[float]:
    """JD(UT) of each opposition of Sun and Moon in a year."""
    start, end = (datetime(work["year"] + later, 1, 1, tzinfo=UTC) for later in (0, 1))
    return [one.julian_day for one in find_all_aspect_exacts("Sun", "Moon", 180.0, start, end)]


def triplicity(work: dict[str, Any]) -> list[str]:
    """Who rules the triplicity of a sign by day and by night."""
    rulers = DIGNITIES[work["sign"]]["triplicity"]
    return [rulers["day"], rulers["night"]]


def transits(work: dict[str, Any]) -> list[tuple[str, float, float]]:
    """(body, longitude passed, JD(TT)) of each body's passes over the longitudes."""
    return [
        (body, longitude, found.julian_day + swe.deltat(found.julian_day))
        for body in work["bodies"]
        for longitude in work["longitudes"]
        for found in find_all_longitude_crossings(
            body.capitalize(), longitude, work["start"], work["end"], max_results=10_000
        )
    ]


OF_ONE_BIRTH: dict[str, Callable[[dict[str, Any]], Any]] = {
    one.__name__: one for one in (fullest, positions, polar, local_mean_time, solar_return, t_squares)
}
OF_THE_WHOLE: dict[str, Callable[[dict[str, Any]], Any]] = {
    one.__name__: one for one in (transits, oppositions, triplicity)
}


def main() -> None:
    """Answer one question."""
    work = json.loads(sys.stdin.readline())
    if work["task"] == "fullest":
        fullest(work["births"][0])
    begin = time.process_time()
    if work["task"] in OF_THE_WHOLE:
        answer = OF_THE_WHOLE[work["task"]](work)
    else:
        answer = [OF_ONE_BIRTH[work["task"]](birth) for birth in work["births"]]
    print(json.dumps({"seconds": time.process_time() - begin, "answer": answer}))


if __name__ == "__main__":
    main()
