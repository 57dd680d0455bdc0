"""What kerykeion makes of a workload. Run by the Python of its own environment: JSON in, JSON out, a line each."""

import json
import sys
import time
from datetime import UTC, datetime
from typing import Any

from kerykeion import (
    AstrologicalSubjectFactory,
    ChartDataFactory,
    MoonPhaseDetailsFactory,
    PlanetaryReturnFactory,
)
from kerykeion.settings.config_constants import ALL_ACTIVE_ASPECTS, ALL_ACTIVE_POINTS

# What is asked of it where its answers are compared with ours, under our names.
COMPARED = {
    **{
        name: name.lower()
        for name in (
            *("Sun", "Moon", "Mercury", "Venus", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune", "Pluto"),
            *("Mean_Lilith", "True_Lilith", "Chiron", "Pholus", "Ceres", "Pallas", "Juno", "Vesta"),
            *("Ascendant", "Vertex"),
        )
    },
    "Mean_North_Lunar_Node": "mean_node",
    "True_North_Lunar_Node": "true_node",
    "Medium_Coeli": "midheaven",
}
HOUSES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip


def subject(birth: dict[str, Any], points: list[str]) -> Any:  # noqa: ANN401  its own kind
    """A birth in UTC at coordinates, with the points that are named."""
    when = datetime.fromisoformat(birth["utc"])
    return AstrologicalSubjectFactory.from_birth_data(
        "",
        *(when.year, when.month, when.day, when.hour, when.minute),
        seconds=when.second,
        lng=birth["lon"],
        lat=birth["lat"],
        tz_str="Etc/UTC",
        online=False,
        active_points=points,
        suppress_geonames_warning=True,
    )


def fullest(birth: dict[str, Any]) -> None:
    """A chart with everything that the library adds to one."""
    person = subject(birth, ALL_ACTIVE_POINTS)
    ChartDataFactory.create_natal_chart_data(person, active_aspects=ALL_ACTIVE_ASPECTS)
    MoonPhaseDetailsFactory.from_subject(person)


def positions(birth: dict[str, Any]) -> dict[str, Any]:
    """Longitudes of the bodies, angles and Placidus cusps."""
    person = subject(birth, list(COMPARED))
    there = {key: getattr(person, name.lower(), None) for name, key in COMPARED.items()}
    found = {key: point.abs_pos for key, point in there.items() if point is not None}
    return {"longitudes": found, "cusps": [getattr(person, f"{house}_house").abs_pos for house in HOUSES]}


def local_mean_time(birth: dict[str, Any]) -> str:
    """The UTC of a birth whose `local` time is told by the clock of its place, in the zone that is there today."""
    when = datetime.fromisoformat(birth["local"])
    person = AstrologicalSubjectFactory.from_birth_data(
        "",
        *(when.year, when.month, when.day, when.hour, when.minute),
        lng=birth["lon"],
        lat=birth["lat"],
        tz_str=birth["zone"],
        online=False,
        active_points=["Sun"],
        suppress_geonames_warning=True,
    )
    return person.iso_formatted_utc_datetime


def solar_return(birth: dict[str, Any]) -> str:
    """The UTC of the Sun's return in the year that is asked for."""
    returns = PlanetaryReturnFactory(
        subject(birth, ["Sun"]), lng=birth["lon"], lat=birth["lat"], tz_str="Etc/UTC", online=False
    )
    found = returns.next_return_from_date(birth["year"], 1, 1, return_type="Solar")
    return datetime.fromisoformat(found.iso_formatted_utc_datetime).astimezone(UTC).isoformat()


TASKS = {one.__name__: one for one in (fullest, positions, local_mean_time, solar_return)}


def main() -> None:
    """Answer one question."""
    work = json.loads(sys.stdin.readline())
    if work["task"] == "fullest":
        fullest(work["births"][0])
    begin = time.process_time()
    answer = [TASKS[work["task"]](birth) for birth in work["births"]]
    print(json.dumps({"seconds": time.process_time() - begin, "answer": answer}))


if __name__ == "__main__":
    main()
