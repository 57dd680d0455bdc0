"""`outer-skies progress`, `returns`, `mundane` and `periods`: what comes of a birth, or of a place, later on."""

import pytest
from terminal import Say
from written import HALIFAX, document

from outer_skies.engine.techniques.periods import TimeLord
from outer_skies.engine.techniques.table import TECHNIQUES, Group

TO = ("--to", "2025-06-21T00:00Z")
METHODS = {group: [one.name for one in TECHNIQUES if one.group is group] for group in Group}


def test_a_progression_is_a_chart_of_the_birthplace(say: Say) -> None:
    chart = document(say, "progress", *HALIFAX, *TO, "--method", "secondary")
    assert chart["schema"] == "outer-skies.chart/1"
    assert chart["moment"]["utc"].startswith("1990-06-21T19:47")
    assert "progressed" in {note["code"] for note in chart["notes"]}
    assert document(say, "progress", *HALIFAX, *TO) == chart


@pytest.mark.parametrize("method", METHODS[Group.PROGRESSION])
def test_every_way_to_go_on_has_json_and_text(say: Say, method: str) -> None:
    found = document(say, "progress", *HALIFAX, *TO, "--method", method)
    if found["schema"] == "outer-skies.progression/1":
        assert (found["method"], found["to_utc"]) == (method, "2025-06-21T00:00:00Z")
    text = say("progress", *HALIFAX, *TO, "--method", method)
    assert (text.code, text.err) == (0, "")
    assert len(text.out.splitlines()) > 10


def test_choices_of_a_method_change_what_it_makes(say: Say) -> None:
    words = ("progress", *HALIFAX, *TO, "--method", "secondary")
    assert document(say, *words, "--converse")["moment"]["utc"].startswith("1990-04-12")
    assert document(say, *words, "--no-converse") == document(say, *words)
    naibod, mean = (document(say, *words, "--midheaven", key)["angles"] for key in ("naibod", "mean_quotidian"))
    assert naibod["midheaven"] != mean["midheaven"]


def test_the_sun_returns_to_its_degree(say: Say) -> None:
    birth = document(say, "chart", *HALIFAX, "--techniques", "none")
    chart = document(say, "returns", *HALIFAX, "--body", "sun", "--after", "2030-01-01")
    assert chart["bodies"]["sun"]["longitude_deg"] == pytest.approx(birth["bodies"]["sun"]["longitude_deg"], abs=3e-6)
    assert chart["moment"]["utc"].startswith("2030-05-17")
    assert chart["place"] == birth["place"]
    elsewhere = document(say, "returns", *HALIFAX, "--after", "2030-01-01", "--where", "48.86, 2.35")
    assert elsewhere["place"]["north_latitude_deg"] == 48.86
    assert elsewhere["moment"]["utc"] == chart["moment"]["utc"]


def test_an_ingress_and_an_eclipse_are_charts_of_a_place(say: Say) -> None:
    words = ("mundane", "--lat", "51.5", "--lon", "-0.12", "--after", "2026-08-01")
    eclipse = document(say, *words, "--method", "eclipse", "--kind", "solar_eclipse", "--houses", "koch")
    assert eclipse["moment"]["utc"].startswith("2026-08-12T17:4")
    assert eclipse["houses"]["system"] == "koch"
    ingress = document(say, *words, "--sign", "capricorn")
    turned = abs(ingress["bodies"]["sun"]["longitude_deg"] - 270)
    assert turned < 1e-5
    assert "Ascendant" in say(*words).out


@pytest.mark.parametrize("method", METHODS[Group.PERIODS])
def test_every_method_of_periods_has_json_and_text(say: Say, method: str) -> None:
    found = document(say, "periods", *HALIFAX, "--method", method)
    assert (found["method"], found["birth"]["moment"]["utc"]) == (method, "1990-05-17T17:30:00Z")
    assert found["periods"][0]["start_utc"] == "1990-05-17T17:30:00Z"
    assert found["until_utc"] == "2080-05-17T17:30:00Z"
    assert found["periods"][-1]["end_utc"] >= found["until_utc"]
    text = say("periods", *HALIFAX, "--method", method)
    assert (text.code, text.err) == (0, "")
    lines = text.out.splitlines()
    assert len(lines) > len(found["periods"])
    assert any(lord.label in lines[-1] for lord in TimeLord)


def test_a_stretch_of_life_can_be_listed_to_its_hours(say: Say) -> None:
    found = document(
        say, "periods", *HALIFAX, "--method", "zodiacal_releasing", "--lot", "fortune", "--levels", "4",
        "--since", "2025-01-01", "--until", "2025-02-01T00:00-04:00",
    )  # fmt: skip
    assert found["lot"] == "fortune"
    assert found["until_utc"] == "2025-02-01T04:00:00Z"
    assert {one["level"] for one in found["periods"]} == {1, 2, 3, 4}
    assert all(one["end_utc"] > "2025-01-01" for one in found["periods"])


def test_dashas_follow_the_ayanamsa_of_the_chart_or_the_one_asked_for(say: Say) -> None:
    words = ("periods", *HALIFAX, "--method", "vimshottari")
    sidereal = ("--zodiac", "sidereal", "--ayanamsa", "raman")
    assert document(say, *words)["ayanamsa"] == "lahiri"
    assert document(say, *words, *sidereal)["ayanamsa"] == "raman"
    assert document(say, *words, "--vimshottari-ayanamsa", "krishnamurti")["ayanamsa"] == "krishnamurti"
    assert document(say, *words, "--year-days", "360")["year_days"] == 360
