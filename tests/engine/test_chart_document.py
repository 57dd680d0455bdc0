"""The chart as JSON, against the schema that describes it and the enums it is made of."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from outer_skies.engine.aspects import AspectKind, Motion
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.day import DayChart, cast_day
from outer_skies.engine.document import chart_document
from outer_skies.engine.ephemeris import Theory
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.lots import LotName
from outer_skies.engine.moments import (
    Calendar,
    CivilDate,
    CivilTime,
    OffsetSource,
    TimeAccuracy,
    resolve_day,
    resolve_moment,
)
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Sign, Zodiac

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "chart.schema.json").read_text())
VALID = Draft202012Validator(SCHEMA)
HALIFAX = Place("Halifax", 44.65, -63.57)
BIRTH = resolve_moment(CivilDate(1990, 5, 17), CivilTime(14, 30), HALIFAX, zone="America/Halifax")


def written(chart: Chart | DayChart) -> dict[str, Any]:
    """The document after a trip through JSON, valid by the schema."""
    document = json.loads(json.dumps(chart_document(chart), allow_nan=False))
    VALID.validate(document)
    return document


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("moment/offset_source", OffsetSource),
        ("moment/time_accuracy", TimeAccuracy),
        ("moment/calendar", Calendar),
        ("options/zodiac", Zodiac),
        ("options/house_system", HouseSystem),
        ("houses/system", HouseSystem),
        ("body/ephemeris", Theory),
        ("aspect/a", Body),
        ("aspect/b", Body),
        ("aspect/kind", AspectKind),
        ("aspect/motion", Motion),
    ],
)
def test_the_schema_names_what_the_engine_names(path: str, names: type[StrEnum]) -> None:
    part, key = path.split("/")
    assert SCHEMA["$defs"][part]["properties"][key]["enum"] == [name.value for name in names]


def test_the_schema_names_every_body_lot_sign_and_ayanamsa() -> None:
    assert list(SCHEMA["properties"]["bodies"]["properties"]) == [body.value for body in Body]
    assert list(SCHEMA["properties"]["lots"]["anyOf"][0]["properties"]) == [name.value for name in LotName]
    assert SCHEMA["$defs"]["sign"]["enum"] == [sign.value for sign in Sign]
    assert SCHEMA["$defs"]["options"]["properties"]["ayanamsa"]["enum"] == [None, *(one.value for one in Ayanamsa)]


def test_a_chart_is_written_as_the_contract_has_it() -> None:
    document = written(cast_chart(BIRTH, HALIFAX))
    assert list(document)[:3] == ["schema", "moment", "place"]
    assert document["schema"] == "outer-skies.chart/1"
    assert document["moment"]["local"] == "1990-05-17T14:30:00"
    assert document["moment"]["utc"] == "1990-05-17T17:30:00Z"
    assert document["moment"]["utc_offset_s"] == -10800
    assert document["moment"]["offset_source"] == "iana"
    assert document["place"] == {
        "name": "Halifax", "north_latitude_deg": 44.65, "east_longitude_deg": -63.57, "elevation_m": 0.0,
    }  # fmt: skip
    assert {key: document["options"][key] for key in ("zodiac", "ayanamsa", "house_system")} == {
        "zodiac": "tropical", "ayanamsa": None, "house_system": "placidus",
    }  # fmt: skip
    sun = document["bodies"]["sun"]
    assert (sun["sign"], sun["house"], sun["is_retrograde"], sun["ephemeris"]) == ("taurus", 9, False, "swiss")
    assert sun["longitude_deg"] == cast_chart(BIRTH, HALIFAX).bodies[0].longitude_deg
    assert "longitude_range_deg" not in sun
    assert list(document["lots"]) == ["fortune", "spirit"]
    assert len(document["houses"]["cusps_deg"]) == 12
    assert set(document["aspects"][0]) == {"a", "b", "kind", "angle_deg", "orb_deg", "max_orb_deg", "motion"}
    assert document["notes"] == []


def test_without_a_time_houses_angles_and_lots_are_null_and_bodies_carry_their_range() -> None:
    day = resolve_day(CivilDate(1990, 5, 17), HALIFAX, zone="America/Halifax")
    document = written(cast_day(day, HALIFAX))
    assert (document["angles"], document["houses"], document["lots"]) == (None, None, None)
    assert document["moment"]["time_accuracy"] == "unknown"
    assert document["day"] == {"start_utc": "1990-05-17T03:00:00Z", "end_utc": "1990-05-18T03:00:00Z"}
    assert all(one["house"] is None and len(one["longitude_range_deg"]) == 2 for one in document["bodies"].values())


def test_what_is_undefined_is_null_with_a_note() -> None:
    for place, code in ((Place("", 69.65, 18.96), "houses_undefined"), (Place("", 90, 0), "angles_undefined")):
        document = written(cast_chart(BIRTH, place))
        assert document["houses"] is None
        assert [note["code"] for note in document["notes"]] == [code]
    assert written(cast_chart(BIRTH, None))["place"] is None


@settings(max_examples=25)
@given(
    st.integers(1, 2999),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.sampled_from(HouseSystem),
    st.sampled_from([None, *Ayanamsa]),
    st.sampled_from(Calendar),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300),
)
def test_every_chart_and_every_day_is_valid_by_the_schema(  # noqa: PLR0917  hypothesis fills them
    year: int,
    north: float,
    east: float,
    system: HouseSystem,
    ayanamsa: Ayanamsa | None,
    calendar: Calendar,
    name: str,
) -> None:
    place, date = Place(name, north, east), CivilDate(year, 7, 1, calendar)
    zodiac = Zodiac.TROPICAL if ayanamsa is None else Zodiac.SIDEREAL
    options = ChartOptions(zodiac, ayanamsa, system)
    written(cast_chart(resolve_moment(date, CivilTime(1, 2, 3), place, zone=None), place, options))
    written(cast_day(resolve_day(date, place, zone=None), place, options))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("bodies", "sun", "longitude_deg"), 360.0),
        (("bodies", "sun", "house"), 13),
        (("bodies", "sun", "sign"), "ophiuchus"),
        (("bodies", "vulcan"), {}),
        (("moment", "utc"), "1990-05-17 17:30"),
        (("houses", "cusps_deg"), [0.0] * 11),
        (("aspects", 0, "kind"), "novile"),
        (("moment", "time_accuracy"), "unknown"),
    ],
)
def test_the_schema_refuses_what_is_no_chart(path: tuple[str | int, ...], value: object) -> None:
    document = written(cast_chart(BIRTH, HALIFAX))
    inner: Any = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not VALID.is_valid(document)
