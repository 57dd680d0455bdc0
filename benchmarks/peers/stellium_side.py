"""What stellium makes of a workload. Run by the Python of its own environment: a line of JSON in, a line of JSON out."""

import json
import sys
import time
from datetime import datetime
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
from stellium.engines.patterns import AspectPatternAnalyzer
from stellium.engines.search import find_all_longitude_crossings

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


def main() -> None:
    """Answer one question."""
    work = json.loads(sys.stdin.readline())
    if work["task"] == "fullest":
        fullest(work["births"][0])
    begin = time.process_time()
    if work["task"] == "transits":
        answer: Any = transits(work)
    else:
        answer = [{"fullest": fullest, "positions": positions}[work["task"]](birth) for birth in work["births"]]
    print(json.dumps({"seconds": time.process_time() - begin, "answer": answer}))


if __name__ == "__main__":
    main()
