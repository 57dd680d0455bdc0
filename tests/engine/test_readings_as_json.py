"""Every reading of one chart, for charts rich and poor: it answers, or says what is missing; and it is JSON."""

import inspect
from contextlib import suppress
from typing import get_type_hints

import jsonschema
import msgspec
import pytest
from drawn_charts import BIRTH, HALIFAX

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import DEFAULT_BODIES, Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.moments import CivilDate, CivilTime, resolve_moment
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.table import TECHNIQUES, Group, Technique
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import Undefined

READINGS = [one for one in TECHNIQUES if one.group is Group.READING]
TROMSO = Place("Tromsø", 69.65, 18.96)
MIDSUMMER = resolve_moment(CivilDate(1990, 6, 21), CivilTime(23, 30), TROMSO, zone="Europe/Oslo")
LONG_AGO = resolve_moment(CivilDate(1066, 10, 14), CivilTime(9, 0), HALIFAX, zone=None)
SIDEREAL = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
CHARTS: dict[str, Chart] = {
    "whole": cast_chart(BIRTH, HALIFAX),
    "default bodies": cast_chart(BIRTH, HALIFAX, ChartOptions(bodies=DEFAULT_BODIES)),
    "sidereal": cast_chart(BIRTH, HALIFAX, SIDEREAL),
    "topocentric": cast_chart(BIRTH, HALIFAX, ChartOptions(topocentric=True)),
    "sky alone": cast_chart(BIRTH, None),
    "without houses": cast_chart(MIDSUMMER, TROMSO),
    "at the pole": cast_chart(BIRTH, Place("", 90.0, 0.0)),
    "analytical theory": cast_chart(LONG_AGO, HALIFAX),
    "Sun and Moon": cast_chart(BIRTH, HALIFAX, ChartOptions(bodies=(Body.SUN, Body.MOON))),
    "Pluto": cast_chart(BIRTH, None, ChartOptions(bodies=(Body.PLUTO,))),
}
RICH = ("whole", "sidereal", "topocentric")


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("reading", READINGS, ids=lambda one: one.name)
def test_a_reading_answers_in_json_of_its_schema_or_says_what_is_missing(reading: Technique, kind: str) -> None:
    if kind not in RICH:
        with suppress(Undefined):
            check(reading, CHARTS[kind])
    else:
        check(reading, CHARTS[kind])


def check(reading: Technique, chart: Chart) -> None:
    found = reading.find(chart)
    document = msgspec.json.decode(msgspec.json.encode(found))
    returned = get_type_hints(reading.find)["return"]
    jsonschema.validate(document, msgspec.json.schema(returned))
    assert msgspec.convert(document, returned) == found


@pytest.mark.parametrize("reading", READINGS, ids=lambda one: one.name)
def test_a_reading_asks_for_a_chart_and_for_choices_that_have_a_default(reading: Technique) -> None:
    chart, *choices = inspect.signature(reading.find).parameters.values()
    assert chart.name == "chart"
    assert all(one.default is not one.empty for one in choices)


@pytest.mark.parametrize("reading", READINGS, ids=lambda one: one.name)
def test_a_reading_says_the_same_twice(reading: Technique) -> None:
    assert reading.find(CHARTS["whole"]) == reading.find(CHARTS["whole"])
