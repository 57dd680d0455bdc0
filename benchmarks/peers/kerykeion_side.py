"""What kerykeion makes of a workload. Run by the Python of its own environment: a line of JSON in, a line of JSON out."""

import json
import sys
import time
from datetime import datetime
from typing import Any

from kerykeion import AstrologicalSubjectFactory, ChartDataFactory, MoonPhaseDetailsFactory
from kerykeion.settings.config_constants import ALL_ACTIVE_ASPECTS, ALL_ACTIVE_POINTS

KEYS = {"true_north_lunar_node": "true_node", "mean_north_lunar_node": "mean_node"}
HOUSES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def subject(birth: dict[str, Any]) -> Any:  # noqa: ANN401  its own kind
    """A birth in UTC at coordinates, with every point that the library has."""
    when = datetime.fromisoformat(birth["utc"])
    return AstrologicalSubjectFactory.from_birth_data(
        "",
        *(when.year, when.month, when.day, when.hour, when.minute),
        seconds=when.second,
        lng=birth["lon"],
        lat=birth["lat"],
        tz_str="Etc/UTC",
        online=False,
        active_points=ALL_ACTIVE_POINTS,
        suppress_geonames_warning=True,
    )


def fullest(birth: dict[str, Any]) -> None:
    """A chart with everything that the library adds to one."""
    person = subject(birth)
    ChartDataFactory.create_natal_chart_data(person, active_aspects=ALL_ACTIVE_ASPECTS)
    MoonPhaseDetailsFactory.from_subject(person)


def positions(birth: dict[str, Any]) -> dict[str, Any]:
    """Longitudes of the bodies, angles and Placidus cusps."""
    person = subject(birth)
    names = [name for name in ALL_ACTIVE_POINTS if getattr(person, name.lower(), None) is not None]
    found = {KEYS.get(name.lower(), name.lower()): getattr(person, name.lower()).abs_pos for name in names}
    return {"longitudes": found, "cusps": [getattr(person, f"{house}_house").abs_pos for house in HOUSES]}


def main() -> None:
    """Answer one question."""
    work = json.loads(sys.stdin.readline())
    if work["task"] == "fullest":
        fullest(work["births"][0])
    begin = time.process_time()
    answer = [{"fullest": fullest, "positions": positions}[work["task"]](birth) for birth in work["births"]]
    print(json.dumps({"seconds": time.process_time() - begin, "answer": answer}))


if __name__ == "__main__":
    main()
