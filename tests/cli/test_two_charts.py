"""`outer-skies compare`: two charts, one of them from a file that may hold anything."""

import json
from pathlib import Path

import pytest
from terminal import Say
from written import HALIFAX, LONDON, document

from outer_skies.engine.document_reading import LARGEST_BYTES


@pytest.fixture
def other(say: Say, tmp_path: Path) -> Path:
    path = tmp_path / "other.json"
    path.write_text(json.dumps(document(say, "chart", *LONDON)))
    return path


def test_synastry_is_a_comparison_of_the_two(say: Say, other: Path) -> None:
    found = document(say, "compare", *HALIFAX, "--with", str(other))
    assert found["method"] == "synastry"
    assert [one["moment"]["local"] for one in found["charts"]] == ["1990-05-17T14:30:00", "1988-03-02T09:15:00"]
    (sun_square_moon,) = [
        one for one in found["aspects"] if (one["a"], one["b"], one["kind"]) == ("sun", "moon", "square")
    ]
    assert sun_square_moon["orb_deg"] == pytest.approx(1.56, abs=0.02)


@pytest.mark.parametrize(("method", "note"), [("composite", "composite"), ("davison", "davison")])
def test_a_chart_of_two_is_a_chart_and_says_what_it_is(say: Say, other: Path, method: str, note: str) -> None:
    chart = document(say, "compare", *HALIFAX, "--with", str(other), "--method", method)
    assert chart["schema"] == "outer-skies.chart/1"
    assert note in {one["code"] for one in chart["notes"]}
    text = say("compare", *HALIFAX, "--with", str(other), "--method", method)
    assert (text.code, text.err) == (0, "")
    assert "Ascendant" in text.out


def test_text_names_both_and_lists_aspects(say: Say, other: Path) -> None:
    text = say("compare", *HALIFAX, "--with", str(other)).out.splitlines()
    assert text[0].startswith("1990-05-17 14:30:00")
    assert text[2].startswith("1988-03-02 09:15:00")
    assert "A             B" in " ".join(text) or any(line.split()[:2] == ["sun", "moon"] for line in text)


def test_choices_belong_to_their_method(say: Say, other: Path) -> None:
    words = ("compare", *HALIFAX, "--with", str(other))
    derived = document(say, *words, "--method", "composite", "--composite-houses", "derived")
    assert derived["houses"] != document(say, *words, "--method", "composite")["houses"]
    said = say(*words, "--composite-houses", "derived")
    assert said.code == 2
    assert "--composite-houses belongs to --method composite" in said.line


def test_a_davison_chart_can_be_compared_in_turn_and_a_composite_cannot(say: Say, other: Path, tmp_path: Path) -> None:
    words = ("compare", *HALIFAX, "--with")
    made = tmp_path / "made.json"
    made.write_text(json.dumps(document(say, *words, str(other), "--method", "davison")))
    assert document(say, *words, str(made))["charts"][1]["place"]["name"] == "Halfway"
    made.write_text(json.dumps(document(say, *words, str(other), "--method", "composite")))
    said = say(*words, str(made))
    assert said.code == 1
    assert said.line.endswith("not those of its moment and place, as in composites and progressions.")


WRONG = {
    "nothing": (b"", "That is no JSON."),
    "words": (b"hello", "That is no JSON."),
    "bytes that are no text": (b"\xff\xfe\x00", "That is no JSON."),
    "NUL": (b"\0" * 1000, "That is no JSON."),
    "half a document": (b'{"schema": "outer-skies.chart/1", "mom', "That is no JSON."),
    "a number": (b"42", "That is no chart of Outer Skies: Expected `object`, got `int`."),
    "a list": (b"[]", "That is no chart of Outer Skies: Expected `object`, got `array`."),
    "an empty object": (b"{}", "That is no chart of Outer Skies: Object missing required field `schema`."),
    "another schema": (b'{"schema": "outer-skies.chart/2"}', "That is no chart of Outer Skies: Invalid enum value"),
    "brackets without end": (b"[" * 100_000, "That is no chart of Outer Skies: Expected `object`, got `array`."),
    "brackets within": (b'{"x": ' + b"[" * 100_000, "That is no JSON."),
    "too large": (b" " * (LARGEST_BYTES + 1), "That is too large for a chart."),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_is_no_chart_is_told_in_one_line(say: Say, tmp_path: Path, case: str) -> None:
    data, told = WRONG[case]
    path = tmp_path / "wrong.json"
    path.write_bytes(data)
    said = say("compare", *HALIFAX, "--with", str(path))
    assert said.code == 1
    assert said.line.startswith(f"{path}: {told}")
    assert len(said.line) < 300


CHANGED = {
    "another body": (("bodies", "moon", "longitude_deg"), 12.5, "Its bodies and angles are not those"),
    "another Ascendant": (("angles", "ascendant"), 12.5, "Its bodies and angles are not those"),
    "no angles": (("angles",), None, "Its bodies and angles are not those"),
    "another UTC": (("moment", "utc"), "1988-03-02T09:16:00Z", "Its bodies and angles are not those"),
    "no zone of this world": (("moment", "zone"), "Nowhere/Atlantis", "There is no time zone of that name."),
    "a script for a time": (("moment", "local"), "<script>", "A local time is written like 1990-05-17T14:30:00."),
    "30 February": (("moment", "local"), "1988-02-30T09:15:00", "February 1988 had 29 days."),
    "an offset of a year": (("moment", "utc_offset_s"), 1e8, "No clock was ever that far from UTC."),
    "a text for a number": (("moment", "utc_offset_s"), "0", "That is no chart of Outer Skies: Expected `float`"),
    "latitude 91": (("place", "north_latitude_deg"), 91, "Latitude goes from 90° south to 90° north."),
    "a name with NUL": (("place", "name"), "a\0b", "A place name cannot hold that character."),
    "a body that is none": (("options", "bodies"), ["vulcan"], "That is no chart of Outer Skies: Invalid enum value"),
    "a body twice": (("options", "bodies"), ["sun", "sun"], "Each body and each aspect can be chosen once."),
    "an orb without end": (("options", "orbs", "by_aspect", "trine"), 1e300, "An orb is between 0° and"),
    "a zodiac without its ayanamsa": (("options", "zodiac"), "sidereal", "The sidereal zodiac needs an ayanamsa."),
}


@pytest.mark.parametrize("case", CHANGED)
def test_a_chart_that_was_changed_is_told_in_one_line(say: Say, other: Path, case: str) -> None:
    path, value, told = CHANGED[case]
    chart = json.loads(other.read_text())
    inner = chart
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    other.write_text(json.dumps(chart))
    said = say("compare", *HALIFAX, "--with", str(other))
    assert said.code == 1
    assert said.line.startswith(f"{other}: {told}")


def test_a_file_that_cannot_be_read_is_told_in_one_line(say: Say, tmp_path: Path) -> None:
    for path, told in ((tmp_path / "none.json", "No such file or directory"), (tmp_path, "Is a directory")):
        said = say("compare", *HALIFAX, "--with", str(path))
        assert (said.code, said.line) == (1, f"{path}: {told}")
    assert say("compare", *HALIFAX, "--with", "a\0b").code == 1
    assert say("compare", *HALIFAX, "--with", "/dev/zero").line == "/dev/zero: That is too large for a chart."


def test_a_birth_without_a_time_cannot_be_compared_on_either_side(say: Say, other: Path, tmp_path: Path) -> None:
    said = say("compare", *HALIFAX, "--unknown-time", "--with", str(other))
    assert (said.code, said.line) == (1, "This needs the time of birth, which is not known.")
    day = tmp_path / "day.json"
    day.write_text(json.dumps(document(say, "chart", *LONDON, "--unknown-time")))
    said = say("compare", *HALIFAX, "--with", str(day))
    assert (said.code, said.line) == (1, "The time of that birth is not known, and this needs it.")


def test_different_zodiacs_are_not_compared(say: Say, other: Path) -> None:
    said = say("compare", *HALIFAX, "--zodiac", "sidereal", "--ayanamsa", "lahiri", "--with", str(other))
    assert said.code == 1
    assert said.line
