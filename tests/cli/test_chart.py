"""`outer-skies chart` with coordinates: what it writes, and in which form."""

import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from terminal import PROGRAM, PYTHON, Say, finish, start

from outer_skies.charts.casting import BirthData, cast
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.document import chart_document
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import CivilDate, CivilTime
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Ayanamsa, Zodiac

BIRTH = ("chart", "--at", "1990-05-17T14:30", "--lat", "44.65", "--lon", "-63.57")
SCHEMA = Path(__file__).parents[2] / "docs" / "chart.schema.json"
JUDGE = Draft202012Validator(json.loads(SCHEMA.read_text()))


def document(say: Say, *words: str) -> dict:
    said = say(*words, "--format", "json")
    assert (said.code, said.err) == (0, "")
    chart = json.loads(said.out)
    JUDGE.validate(chart)
    return chart


def test_json_is_the_whole_chart_unrounded_and_alone_on_stdout(run: Say) -> None:
    said = run(*BIRTH, "--zone", "America/Halifax", "--format", "json")
    assert (said.code, said.err) == (0, "")
    place = Place("", 44.65, -63.57)
    birth = BirthData(CivilDate(1990, 5, 17), CivilTime(14, 30), place, "America/Halifax")
    chart, written = chart_document(cast(birth, ChartOptions())), json.loads(said.out)
    assert {key: written[key] for key in chart} == chart
    JUDGE.validate(json.loads(said.out))


def test_the_zone_is_found_from_the_coordinates_and_a_given_one_overrules_it(say: Say) -> None:
    assert document(say, *BIRTH)["moment"]["zone"] == "America/Halifax"
    assert document(say, *BIRTH, "--zone", "Europe/Paris")["moment"]["utc"] == "1990-05-17T12:30:00Z"


def test_an_offset_behind_the_time_overrules_the_zone(say: Say) -> None:
    moment = document(say, "chart", "--at", "1990-05-17T14:30+05:30", *BIRTH[3:])["moment"]
    assert moment["utc"] == "1990-05-17T09:00:00Z"
    assert moment["offset_source"] == "given"


def test_a_birth_before_standard_time_has_the_mean_time_of_its_own_longitude(say: Say) -> None:
    moment = document(say, "chart", "--at", "1850-05-17T14:30", *BIRTH[3:])["moment"]
    assert moment["offset_source"] == "local_mean_time"
    assert moment["utc_offset_s"] == pytest.approx(-63.57 * 240, abs=1)


def test_an_hour_that_happened_twice_is_told_apart_by_fold(say: Say) -> None:
    london = ("chart", "--at", "2024-10-27T01:30", "--lat", "51.5", "--lon", "-0.12")
    assert document(say, *london, "--fold", "earlier")["moment"]["utc"] == "2024-10-27T00:30:00Z"
    assert document(say, *london, "--fold", "later")["moment"]["utc"] == "2024-10-27T01:30:00Z"


@pytest.mark.parametrize("at", ["1990-05-17", "1990-05-17T14:30"])
def test_with_an_unknown_time_nothing_depends_on_an_hour(say: Say, at: str) -> None:
    chart = document(say, "chart", "--at", at, *BIRTH[3:], "--unknown-time")
    assert chart["moment"]["time_accuracy"] == "unknown"
    assert chart["moment"]["local"] == "1990-05-17T12:00:00"
    assert (chart["angles"], chart["houses"]) == (None, None)
    assert {body["house"] for body in chart["bodies"].values()} == {None}
    assert all(len(body["longitude_range_deg"]) == 2 for body in chart["bodies"].values())


@pytest.mark.parametrize("system", HouseSystem)
def test_every_house_system_can_be_asked_for_by_its_name(say: Say, system: HouseSystem) -> None:
    chart = document(say, *BIRTH, "--houses", system.value)
    assert chart["options"]["house_system"] == chart["houses"]["system"] == system.value
    assert len(chart["houses"]["cusps_deg"]) == 12


@pytest.mark.parametrize("ayanamsa", [Ayanamsa.LAHIRI, Ayanamsa.FAGAN_BRADLEY, Ayanamsa.RAMAN])
def test_the_sidereal_zodiac_is_the_tropical_one_less_its_ayanamsa(say: Say, ayanamsa: Ayanamsa) -> None:
    tropical = document(say, *BIRTH)
    sidereal = document(say, *BIRTH, "--zodiac", "sidereal", "--ayanamsa", ayanamsa.value)
    assert sidereal["options"]["zodiac"] == Zodiac.SIDEREAL
    moved = tropical["bodies"]["sun"]["longitude_deg"] - sidereal["bodies"]["sun"]["longitude_deg"]
    assert moved == pytest.approx(sidereal["options"]["ayanamsa_deg"], abs=1e-6)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("0", "180"), ("0", "-180"), ("-1.5e1", "-1e1"), ("-.5", "+0.5"), ("66.5", "0")]
)
def test_coordinates_at_the_edges_and_in_any_usual_writing_are_read(say: Say, latitude: str, longitude: str) -> None:
    chart = document(say, *BIRTH[:3], "--lat", latitude, "--lon", longitude)
    assert chart["place"]["north_latitude_deg"] == float(latitude)
    assert chart["place"]["east_longitude_deg"] == float(longitude)
    assert chart["houses"] is not None


@pytest.mark.parametrize("latitude", ["90", "-90"])
def test_at_the_poles_there_are_bodies_but_neither_houses_nor_angles_and_it_says_so(say: Say, latitude: str) -> None:
    chart = document(say, *BIRTH[:3], "--lat", latitude, "--lon", "0")
    assert (chart["angles"], chart["houses"]) == (None, None)
    assert "angles_undefined" in {note["code"] for note in chart["notes"]}
    assert len(chart["bodies"]) == 20


def test_beyond_the_polar_circle_placidus_gives_way_to_nothing_and_names_what_works(say: Say) -> None:
    chart = document(say, *BIRTH[:3], "--lat", "80", "--lon", "0")
    assert chart["houses"] is None
    assert chart["angles"] is not None
    assert any(note["code"] == "houses_undefined" and "Placidus" in note["text"] for note in chart["notes"])
    text = say(*BIRTH[:3], "--lat", "80", "--lon", "0").out
    assert "no houses" in text
    assert "Placidus has no houses this far north." in text


def test_text_holds_the_positions_a_person_reads(say: Say) -> None:
    said = say(*BIRTH)
    assert said.code == 0
    first, place, kind = said.out.splitlines()[:3]
    assert first == "1990-05-17 14:30:00 America/Halifax, UTC −3:00 (1990-05-17 17:30:00 UTC)"
    assert place == "44°39′ N 63°34′ W"
    assert kind == "Tropical zodiac, Placidus houses"
    rows = {tuple(line.split()[:3]) for line in said.out.splitlines() if line}
    assert ("Sun", "26°32′", "Taurus") in rows
    assert ("Ascendant", "17°51′", "Virgo") in rows


def test_text_says_where_an_offset_came_from(say: Say) -> None:
    def moment(*words: str) -> str:
        return say(*words, *BIRTH[3:]).out.splitlines()[0]

    assert "local mean time, UTC −4:14:17 (" in moment("chart", "--at", "1850-05-17T14:30")
    assert "offset as given, UTC +5:30 (" in moment("chart", "--at", "1990-05-17T14:30+05:30")
    assert moment("chart", "--at", "1990-05-17", "--unknown-time").startswith("1990-05-17, time unknown:")


def test_svg_is_one_drawing_that_says_what_it_shows(say: Say) -> None:
    said = say(*BIRTH, "--format", "svg")
    assert (said.code, said.err) == (0, "")
    root = ET.fromstring(said.out)  # noqa: S314  our own drawing
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "1990-05-17 14:30:00 America/Halifax" in said.out


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "en_US.ISO-8859-1"}])
def test_what_is_written_is_utf_8_whatever_the_locale(run: Say, locale: dict[str, str]) -> None:
    said = run(*BIRTH, **locale)
    assert (said.code, said.err) == (0, "")
    assert "26°32′" in said.out


def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        said = finish(start(PROGRAM, *BIRTH, stdout=pipe))
    assert (said.code, said.err) == (0, "")


def test_a_full_disk_is_told_in_one_line_and_is_not_the_inputs_fault() -> None:
    with Path("/dev/full").open("wb") as full:
        said = finish(start(PROGRAM, *BIRTH, stdout=full))
    assert said.code == 3
    assert said.line == "Something broke here, not with you: OSError No space left on device"


def test_a_chart_with_coordinates_needs_neither_the_database_nor_the_web(run: Say, tmp_path: Path) -> None:
    heavy = "import sys; from outer_skies.cli import main; main(sys.argv[1:]); "
    heavy += "sys.exit(bool({'sqlalchemy', 'reflex', 'psycopg', 'granian'} & set(sys.modules)))"
    said = finish(start(PYTHON, "-c", heavy, *BIRTH))
    assert (said.code, said.err) == (0, "")
    assert run(*BIRTH).code == 0
    assert not (tmp_path / "data").exists()
