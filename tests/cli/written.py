"""What commands write as JSON, checked against the schemas in docs/."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from terminal import Say

DOCS = Path(__file__).parents[2] / "docs"
HALIFAX = ("--at", "1990-05-17T14:30", "--lat", "44.65", "--lon", "-63.57")
LONDON = ("--at", "1988-03-02T09:15", "--lat", "51.5", "--lon", "-0.12")


@cache
def judge(name: str) -> Draft202012Validator:
    """What judges a document whose schema is `outer-skies.<name>/1`."""
    path = DOCS / "chart.schema.json" if name == "chart" else DOCS / "schemas" / f"{name}.schema.json"
    schema = json.loads(path.read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def document(say: Say, *words: str) -> dict[str, Any]:
    """The JSON that a command writes, alone on stdout and as its schema has it."""
    said = say(*words, "--format", "json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    name, version = found["schema"].removeprefix("outer-skies.").split("/")
    assert version == "1"
    judge(name).validate(found)
    return found
