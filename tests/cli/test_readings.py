"""`outer-skies chart`: what techniques add to it, and what they cannot."""

import json

import pytest
from terminal import PYTHON, Say, finish, start
from written import HALIFAX, document

from outer_skies.engine.techniques.readings import READABLE, READINGS

OWN = {"schema", "moment", "place", "options", "bodies", "lots", "angles", "houses", "aspects", "notes"}


def test_json_holds_every_reading_under_its_name(say: Say) -> None:
    chart = document(say, "chart", *HALIFAX)
    assert set(chart) == OWN | set(READINGS)
    assert chart["shape"]["name"] == "locomotive"
    assert chart["notes"] == []


def test_no_technique_has_the_name_of_a_charts_own_key() -> None:
    assert not (OWN | {"day", "id"}) & set(READABLE)


def test_none_some_or_a_long_table_can_be_asked_for(say: Say) -> None:
    assert set(document(say, "chart", *HALIFAX, "--techniques", "none")) == OWN
    chosen = document(say, "chart", *HALIFAX, "--techniques", "shape, moon_phase,star_table")
    assert set(chosen) == OWN | {"shape", "moon_phase", "star_table"}
    assert len(chosen["star_table"]["stars"]) >= 100


def test_text_tells_what_is_asked_for_and_nothing_by_itself(say: Say) -> None:
    plain = say("chart", *HALIFAX).out
    told = say("chart", *HALIFAX, "--techniques", "shape").out
    assert told.startswith(plain)
    assert told.removeprefix(plain).split()[:4] == ["Shape", "of", "the", "chart"]
    assert "Name:         locomotive" in told


@pytest.mark.parametrize("name", READABLE)
def test_every_technique_can_be_read_as_text(say: Say, name: str) -> None:
    said = say("chart", *HALIFAX, "--techniques", name)
    assert (said.code, said.err) == (0, "")
    tail = said.out.partition(READABLE[name].label + "\n")[2]
    assert len(tail.splitlines()) >= 3
    assert "Struct" not in tail
    assert "<" not in tail


def test_without_a_time_nothing_is_read_and_one_note_says_so(say: Say) -> None:
    chart = document(say, "chart", *HALIFAX, "--unknown-time")
    assert set(chart) == OWN | {"day"}
    (note,) = [one for one in chart["notes"] if one["code"] == "technique_undefined"]
    assert note["text"].startswith("Without the time of birth there is no answer to: ")
    text = say("chart", *HALIFAX, "--unknown-time", "--techniques", "shape").out
    assert "Without the time of birth there is no answer to: Shape of the chart." in text


@pytest.mark.parametrize("latitude", ["90", "-90"])
def test_at_a_pole_what_needs_an_ascendant_is_left_out_with_a_note_that_says_why(say: Say, latitude: str) -> None:
    chart = document(say, "chart", *HALIFAX[:2], "--lat", latitude, "--lon", "0")
    missed = {name for name in READINGS if name not in chart}
    told = " ".join(one["text"] for one in chart["notes"] if one["code"] == "technique_undefined")
    assert {"sect", "almutens"} <= missed
    assert all(READINGS[name].label in told for name in missed)
    assert "Ascendant" in told
    assert "shape" in chart


def test_early_charts_are_read_as_far_as_bodies_can_be_computed(say: Say) -> None:
    chart = document(say, "chart", "--at", "0044-03-15T12:00", "--lat", "41.9", "--lon", "12.5")
    assert "patterns" in chart


def test_a_chart_without_readings_loads_none_of_them() -> None:
    lean = "import sys; from outer_skies.cli import main; main(sys.argv[1:]); "
    lean += "sys.exit('outer_skies.engine.techniques.table' in sys.modules)"
    for words in ((), ("--format", "json", "--techniques", "none")):
        assert finish(start(PYTHON, "-c", lean, "chart", *HALIFAX, *words)).code == 0


@pytest.mark.parametrize(
    "words", [("chart", *HALIFAX, "--format", "json", "--techniques", "patterns,vargas"), ("periods", *HALIFAX)]
)
def test_who_asks_for_no_vectors_does_not_wait_for_them(words: tuple[str, ...]) -> None:
    lean = "import sys; from outer_skies.cli import main; main(sys.argv[1:]); sys.exit('numpy' in sys.modules)"
    assert finish(start(PYTHON, "-c", lean, *words)).code == 0


def test_a_chart_is_relocated_with_a_note(say: Say) -> None:
    here = document(say, "chart", *HALIFAX, "--techniques", "none")
    there = document(say, "chart", *HALIFAX, "--where", "48.86, 2.35", "--techniques", "none")
    assert there["moment"] == here["moment"]
    assert there["bodies"]["sun"]["longitude_deg"] == here["bodies"]["sun"]["longitude_deg"]
    assert there["angles"] != here["angles"]
    assert there["place"]["north_latitude_deg"] == pytest.approx(48.86)
    assert [note["code"] for note in there["notes"]] == ["relocated"]


def test_a_technique_of_another_name_is_misuse(say: Say) -> None:
    said = say("chart", *HALIFAX, "--techniques", "shape,tea_leaves")
    assert said.code == 2
    assert "“tea_leaves” is none of patterns, " in said.line


def test_json_is_not_rounded(say: Say) -> None:
    chart = json.loads(say("chart", *HALIFAX, "--format", "json").out)
    assert len(str(chart["moon_phase"]["angle_deg"])) > 12
