"""A chart's JSON read back: the same chart, or a refusal."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outer_skies.engine.aspects import AspectKind, Orbs
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.document import chart_document
from outer_skies.engine.document_reading import read_chart_document
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import (
    Calendar,
    CivilDate,
    CivilTime,
    OffsetSource,
    moment_at_tt,
    recorded_moment,
    resolve_moment,
)
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput, OutsideEphemeris, Undefined

HALIFAX = Place("Halifax", 44.65, -63.57, 20.0)
ORBS = Orbs.of({AspectKind.TRINE: 3.25}, {Body.SUN: 1.5})


def written(chart) -> bytes:
    return json.dumps(chart_document(chart), ensure_ascii=False).encode()


charts_options = st.builds(
    lambda system, ayanamsa, topocentric, bodies: ChartOptions(
        Zodiac.SIDEREAL if ayanamsa else Zodiac.TROPICAL, ayanamsa, system, bodies, ORBS, topocentric=topocentric
    ),
    st.sampled_from(HouseSystem),
    st.sampled_from([None, Ayanamsa.LAHIRI, Ayanamsa.GALCENT_0SAG]),
    st.booleans(),
    st.sampled_from([tuple(Body), (Body.SUN, Body.MOON), (Body.PLUTO,)]),
)


@settings(max_examples=60)
@given(jd_tt=st.floats(1722000, 2816000), north=st.floats(-90, 90), east=st.floats(-180, 180), options=charts_options)
def test_what_is_read_is_what_was_written(jd_tt, north, east, options) -> None:
    chart = cast_chart(moment_at_tt(jd_tt), Place("a place", north, east, 100.0), options)
    assert read_chart_document(written(chart)) == chart


@pytest.mark.parametrize(
    ("date", "zone", "offset_s"),
    [
        (CivilDate(1990, 5, 17), "America/Halifax", None),
        (CivilDate(1850, 5, 17), "America/Halifax", None),
        (CivilDate(1850, 5, 17), None, None),
        (CivilDate(1935, 1, 1), "Europe/Amsterdam", None),
        (CivilDate(1990, 5, 17), "America/Halifax", 20700.0),
        (CivilDate(1582, 10, 4, Calendar.JULIAN), None, None),
    ],
)
def test_every_clock_is_read_back(date, zone, offset_s) -> None:
    moment = resolve_moment(date, CivilTime(14, 30, 15), HALIFAX, zone=zone, utc_offset_s=offset_s)
    chart = cast_chart(moment, HALIFAX)
    assert read_chart_document(written(chart)) == chart
    sky = cast_chart(moment, None)
    assert read_chart_document(written(sky)) == sky


def test_added_keys_are_left_behind_and_unknown_ones_do_no_harm() -> None:
    chart = cast_chart(moment_at_tt(2451545.0), HALIFAX)
    document = chart_document(chart) | {"patterns": [1, 2], "__proto__": {}, "notes": [{"code": "x", "text": "y"}]}
    assert read_chart_document(json.dumps(document).encode()) == chart


@pytest.mark.parametrize("body", Body)
def test_no_body_can_be_moved(body) -> None:
    document = chart_document(cast_chart(moment_at_tt(2451545.0), HALIFAX))
    document["bodies"][body.value]["longitude_deg"] += 0.05
    with pytest.raises(InvalidInput, match="not those of its moment and place") as caught:
        read_chart_document(json.dumps(document).encode())
    assert caught.value.field == "document"


def test_a_body_left_out_or_added_is_refused() -> None:
    document = chart_document(cast_chart(moment_at_tt(2451545.0), HALIFAX))
    moon = document["bodies"].pop("moon")
    with pytest.raises(InvalidInput):
        read_chart_document(json.dumps(document).encode())
    document["bodies"]["moon"] = moon
    document["options"]["bodies"].remove("sun")
    with pytest.raises(InvalidInput):
        read_chart_document(json.dumps(document).encode())


def test_years_that_cannot_be_computed_are_told_as_such() -> None:
    document = chart_document(cast_chart(moment_at_tt(2451545.0), HALIFAX))
    document["moment"] |= {"local": "9999-01-01T00:00:00", "utc": "9999-01-01T00:00:00Z"}
    with pytest.raises(OutsideEphemeris):
        read_chart_document(json.dumps(document).encode())


def test_a_chart_of_a_day_has_no_moment_to_read() -> None:
    document = chart_document(cast_chart(moment_at_tt(2451545.0), HALIFAX))
    document["moment"]["time_accuracy"] = "unknown"
    with pytest.raises(Undefined):
        read_chart_document(json.dumps(document).encode())


@settings(max_examples=200)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_other_json_is_refused(value) -> None:
    with pytest.raises(InvalidInput):
        read_chart_document(json.dumps(value).encode())


@settings(max_examples=200)
@given(st.binary())
def test_any_bytes_are_refused(data) -> None:
    with pytest.raises(InvalidInput):
        read_chart_document(data)


@pytest.mark.parametrize(
    "local", ["1990-05-17", "1990-05-17T14:30", "17.5.1990", "", "1990-05-17T14:30:00Z", "١٩٩٠-05-17T14:30:00"]
)
def test_a_local_time_of_another_form_is_refused(local) -> None:
    with pytest.raises(InvalidInput) as caught:
        recorded_moment(local, 0.0, zone=None, source=OffsetSource.GIVEN, calendar=Calendar.GREGORIAN)
    assert caught.value.field == "time"


@pytest.mark.parametrize("offset_s", [math.nan, math.inf, -1e9])
def test_an_offset_that_is_none_is_refused(offset_s) -> None:
    with pytest.raises(InvalidInput):
        recorded_moment(
            "1990-05-17T14:30:00", offset_s, zone=None, source=OffsetSource.GIVEN, calendar=Calendar.GREGORIAN
        )
