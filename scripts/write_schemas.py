"""Writes the schemas of what the command line writes: docs/chart.schema.json and docs/schemas/.

A chart's own keys are written by hand in docs/chart.schema.json; the keys that techniques add, and everything in
docs/schemas/, follow from the types of the results. With --check nothing is written, and the exit code says whether
anything would be.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_type_hints

import msgspec

from outer_skies.commands import documents
from outer_skies.commands.choices import techniques_of
from outer_skies.engine.chart import Chart
from outer_skies.engine.events.conditions import Condition
from outer_skies.engine.events.event import Event
from outer_skies.engine.events.local_solar_eclipses import LocalSolarEclipse
from outer_skies.engine.events.lunar_eclipses import LocalLunarEclipse
from outer_skies.engine.events.parans import Paran
from outer_skies.engine.events.rising import Horizon, Passage, Unbroken
from outer_skies.engine.events.spans import Span
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.readings import READABLE
from outer_skies.engine.techniques.table import Group, Technique

ROOT = Path(__file__).resolve().parents[1]
CHART = ROOT / "docs" / "chart.schema.json"
FOLDER = ROOT / "docs" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Definitions made from types have their names; those written by hand begin with a small letter.
OF_A_TYPE = re.compile(r"[A-Z]|outer_skies")

Schema = dict[str, Any]


def main() -> int:
    """Write, or check; 1 when something is out of date."""
    is_check = "--check" in sys.argv[1:]
    stale = [path for path, schema in schemas().items() if not _is_current(path, schema)]
    for path in stale:
        print(f"{path.relative_to(ROOT)} {'is out of date' if is_check else 'written'}")
        if not is_check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(_text(schemas()[path]))
    return int(is_check and bool(stale))


def schemas() -> dict[Path, Schema]:
    """Every schema by its file."""
    birth = {"birth": {"$ref": "#/$defs/heading"}}
    charts = {"charts": {"type": "array", "items": birth["birth"], "minItems": 2, "maxItems": 2}}
    utc = {"$ref": "#/$defs/utc"}
    return {
        CHART: chart_schema(),
        FOLDER / "comparison.schema.json": of_methods(
            documents.COMPARISON, "Two charts together", charts, techniques_of(Group.COMPARISON).values()
        ),
        FOLDER / "progression.schema.json": of_methods(
            documents.PROGRESSION,
            "A chart carried on to a later time",
            birth | {"to_utc": utc},
            techniques_of(Group.PROGRESSION).values(),
        ),
        FOLDER / "periods.schema.json": of_methods(
            documents.PERIODS,
            "The periods of a life",
            birth | {"until_utc": utc},
            techniques_of(Group.PERIODS).values(),
        ),
        FOLDER / "ephemeris.schema.json": of_methods(
            documents.EPHEMERIS, "Where bodies stand", {}, techniques_of(Group.EPHEMERIS).values()
        ),
        FOLDER / "map.schema.json": of_methods(
            documents.MAP, "Where on Earth bodies are angular: GeoJSON", {}, techniques_of(Group.MAP).values()
        ),
        FOLDER / "events.schema.json": events_schema(),
        FOLDER / "risings.schema.json": of_types(
            documents.RISINGS,
            "When bodies and stars pass the corners of the sky of a place",
            {"method": Literal["passages", "parans"], "place": Place},
            {"horizon": Horizon, "passages": tuple[Passage, ...], "unbroken": tuple[Unbroken, ...]}
            | {"parans": tuple[Paran, ...]},
        ),
        FOLDER / "elections.schema.json": of_types(
            documents.ELECTIONS,
            "When conditions hold",
            {"place": Place | None, "condition": Condition, "spans": tuple[Span, ...]},
        ),
    }


def chart_schema() -> Schema:
    """The schema of a chart: what is written by hand, and the keys of techniques."""
    schema = json.loads(CHART.read_text())
    own = {key: one for key, one in schema["properties"].items() if not _is_of_a_type(one)}
    own_defs = {key: one for key, one in schema["$defs"].items() if not OF_A_TYPE.match(key)}
    references, defs = _components(READABLE.values())
    return schema | {"properties": own | references, "$defs": own_defs | defs}


def of_methods(name: str, title: str, properties: Schema, techniques: Iterable[Technique]) -> Schema:
    """The schema of a document that one of several methods makes, unless it makes a chart."""
    references, defs = _components(one for one in techniques if _result(one) is not Chart)
    own = {"schema": {"const": name}, "method": {"enum": list(references)}} | properties
    return {
        "$schema": DIALECT,
        "$id": name,
        "title": title,
        "type": "object",
        "required": list(own),
        "properties": own,
        "allOf": [
            {"if": {"properties": {"method": {"const": method}}}, "then": reference}
            for method, reference in references.items()
        ],
        "$defs": (_heading() if properties else {}) | defs,
    }


def events_schema() -> Schema:
    """The schema of what `events` and `eclipses` write: of a place, eclipses tell what is seen of them there."""
    kinds = (Event, Place, LocalSolarEclipse, LocalLunarEclipse)
    (event, place, *local), defs = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    items = {"allOf": [event], "properties": {"at_place": {"anyOf": local}}}
    own = {"schema": {"const": documents.EVENTS}, "place": place, "events": {"type": "array", "items": items}}
    return {"$schema": DIALECT, "$id": documents.EVENTS, "title": "What happens in the sky", "type": "object"} | {
        "required": ["schema", "events"],
        "properties": own,
        "$defs": defs,
    }


def of_types(name: str, title: str, types: dict[str, Any], optional: dict[str, Any] | None = None) -> Schema:
    """The schema of a document with a key for each type; `optional` keys may be absent."""
    keyed = types | (optional or {})
    parts, defs = msgspec.json.schema_components(list(keyed.values()), ref_template="#/$defs/{name}")
    own = {"schema": {"const": name}} | dict(zip(keyed, parts, strict=True))
    required = ["schema", *types]
    return {"$schema": DIALECT, "$id": name, "title": title, "type": "object", "required": required} | {
        "properties": own,
        "$defs": defs,
    }


def _components(techniques: Iterable[Technique]) -> tuple[dict[str, Schema], dict[str, Schema]]:
    """References to the types of results by the techniques' names, and the definitions they refer to."""
    rows = list(techniques)
    references, defs = msgspec.json.schema_components([_result(one) for one in rows], ref_template="#/$defs/{name}")
    return {one.name: reference for one, reference in zip(rows, references, strict=True)}, defs


def _result(technique: Technique) -> type:
    return get_type_hints(technique.find)["return"]


def _heading() -> dict[str, Schema]:
    """What is told of a chart that something was asked of: three keys of the chart's own document."""
    chart = json.loads(CHART.read_text())
    keys = ("moment", "place", "options")
    heading = {"type": "object", "required": list(keys), "properties": {key: chart["properties"][key] for key in keys}}
    return {"heading": heading} | {key: chart["$defs"][key] for key in ("utc", *keys)}


def _is_of_a_type(schema: Schema) -> bool:
    return bool(OF_A_TYPE.match(schema.get("$ref", "").removeprefix("#/$defs/")))


def _is_current(path: Path, schema: Schema) -> bool:
    return path.exists() and path.read_text() == _text(schema)


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
