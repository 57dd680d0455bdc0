"""`outer-skies events`, `eclipses`, `ephemeris` and `map`: what the sky does, and where on Earth."""

import json
import os
import pty
import signal
import subprocess
import time
from pathlib import Path

import pytest
from terminal import PROGRAM, Say, finish, start
from written import HALIFAX, document

from outer_skies.engine.techniques.table import TECHNIQUES, Group

YEAR = ("--from", "2020-01-01", "--to", "2021-01-01")
TABLES = [one.name for one in TECHNIQUES if one.group is Group.EPHEMERIS]
MAPS = [one.name for one in TECHNIQUES if one.group is Group.MAP]


def test_the_great_conjunction_of_2020(say: Say) -> None:
    """21 December 2020, 18:20 UT: Meeus, Astronomical Tables of the Sun, Moon and Planets."""
    words = ("--kinds", "aspect", "--bodies", "saturn, jupiter", "--aspects", "conjunction")
    (event,) = document(say, "events", *YEAR, *words)["events"]
    assert event["utc"].startswith("2020-12-21T18:20")
    assert (event["kind"], event["bodies"], event["aspect"]) == ("aspect", ["jupiter", "saturn"], "conjunction")
    assert event["longitude_deg"] == pytest.approx(300.48, abs=0.01)


def test_kinds_of_events_carry_what_belongs_to_them(say: Say) -> None:
    events = document(say, "events", *YEAR)["events"]
    assert [one["utc"] for one in events] == sorted(one["utc"] for one in events)
    kinds = {one["kind"]: one for one in events}
    assert set(kinds) == {"aspect", "ingress", "station", "lunation", "void"}
    assert kinds["station"]["turns"] in {"retrograde", "direct"}
    assert kinds["ingress"]["sign"]
    assert kinds["lunation"]["phase"] in {"new_moon", "first_quarter", "full_moon", "last_quarter"}
    assert kinds["void"]["end_utc"] > kinds["void"]["utc"]
    assert "turns" not in kinds["lunation"]


def test_eclipses_are_events_too_and_have_a_command_of_their_own(say: Say) -> None:
    eclipses = document(say, "eclipses", *YEAR)["events"]
    assert len(eclipses) == 6
    annular = next(one for one in eclipses if one["type"] == "annular")
    assert (annular["kind"], annular["saros"]) == ("solar_eclipse", 137)
    assert annular["utc"].startswith("2020-06-21T06:40")
    assert document(say, "events", *YEAR, "--kinds", "solar_eclipse,lunar_eclipse")["events"] == eclipses
    solar = document(say, "eclipses", *YEAR, "--kinds", "solar_eclipse")["events"]
    assert [one for one in eclipses if one["kind"] == "solar_eclipse"] == solar


def test_given_a_chart_aspects_are_transits_to_it(say: Say, tmp_path: Path) -> None:
    chart = tmp_path / "chart.json"
    chart.write_text(json.dumps(document(say, "chart", *HALIFAX, "--techniques", "none")))
    words = ("events", "--from", "2019-01-01", "--to", "2021-01-01", "--with", str(chart), "--bodies", "saturn")
    events = document(say, *words, "--kinds", "aspect,return,house_ingress")["events"]
    assert {one["kind"] for one in events} == {"aspect", "return", "house_ingress"}
    (returned,) = [one for one in events if one["kind"] == "return"]
    meeting = next(one for one in events if (one.get("point"), one.get("aspect")) == ("saturn", "conjunction"))
    assert meeting["utc"] == returned["utc"]
    assert meeting["utc"].startswith("2020-02-02T10:14")
    assert "Saturn conjunction natal saturn" in say(*words, "--kinds", "aspect").out


def test_text_is_a_line_an_event(say: Say) -> None:
    lines = say("events", "--from", "2030-01-01", "--to", "2030-01-04").out.splitlines()
    assert lines[0].split() == ["UTC", "Event", "At"]
    assert lines[1].startswith("2030-01-01 02:35:37  Moon enters Sagittarius")
    assert any(
        "Moon void of course in Sagittarius until 2030-01-03 03:54:28, last Moon sextile Mars" in one for one in lines
    )
    assert any("True node turns retrograde" in one for one in lines)
    eclipses = say("eclipses", *YEAR).out.splitlines()
    assert eclipses[3].split()[2:7] == ["Annular", "solar", "eclipse", "0.9940", "137"]


def test_nothing_found_is_an_empty_list(say: Say) -> None:
    words = ("events", "--from", "2021-01-01", "--to", "2022-01-01", "--bodies", "jupiter,saturn")
    assert document(say, *words, "--kinds", "aspect", "--aspects", "conjunction")["events"] == []
    assert say(*words, "--kinds", "aspect", "--aspects", "conjunction").out.split() == ["UTC", "Event", "At"]


def test_sidereal_events_are_those_of_other_signs(say: Say) -> None:
    words = ("events", *YEAR, "--kinds", "ingress", "--bodies", "sun")
    first = document(say, *words)["events"][0]
    assert (first["sign"], first["utc"][:10]) == ("aquarius", "2020-01-20")
    sidereal = document(say, *words, "--ayanamsa", "lahiri")["events"][0]
    assert (sidereal["sign"], sidereal["utc"][:10]) == ("capricorn", "2020-01-14")


def test_an_offset_behind_a_time_counts(say: Say) -> None:
    words = ("--kinds", "lunation")
    far = document(say, "events", "--from", "2030-01-04T04:49+02:00", "--to", "2030-01-04T05:00+02:00", *words)
    assert [one["phase"] for one in far["events"]] == ["new_moon"]


@pytest.mark.parametrize("method", TABLES)
def test_every_table_has_json_and_text(say: Say, method: str) -> None:
    words = ("ephemeris", "--from", "2030-01-01", "--to", "2030-01-08", "--method", method)
    assert document(say, *words)["method"] == method
    text = say(*words)
    assert (text.code, text.err) == (0, "")
    assert len(text.out.splitlines()) > 8


def test_an_ephemeris_has_a_row_a_step_and_a_column_a_body(say: Say) -> None:
    words = ("ephemeris", "--from", "2030-01-01", "--to", "2030-01-31", "--step-days", "10")
    found = document(say, *words, "--bodies", "sun,moon")
    assert [row["utc"][:10] for row in found["rows"]] == ["2030-01-01", "2030-01-11", "2030-01-21", "2030-01-31"]
    assert [place["body"] for place in found["rows"][0]["places"]] == ["sun", "moon"]
    text = say(*words, "--bodies", "sun,mercury").out.splitlines()
    assert text[0] == "Geocentric, Tropical zodiac"
    assert text[2].split() == ["UTC", "Sun", "Mercury"]
    assert text[3].split() == ["2030-01-01", "00:00", "10Cap36", "9Cap27R"]
    seen = say(*words, "--bodies", "earth,mars", "--centre", "heliocentric").out.splitlines()
    assert seen[0] == "Heliocentric, Tropical zodiac"
    assert "Earth" in seen[2]


@pytest.mark.parametrize("method", MAPS)
def test_every_map_is_geojson_and_its_text_lists_the_lines(say: Say, method: str) -> None:
    words = ("map", *HALIFAX, "--method", method, "--bodies", "sun,moon")
    found = document(say, *words)
    assert (found["type"], found["method"]) == ("FeatureCollection", method)
    assert {one["type"] for one in found["features"]} == {"Feature"}
    text = say(*words)
    assert (text.code, text.err) == (0, "")
    assert len(text.out.splitlines()) == 5 + len(found["features"])


LONDON = ("--lat", "51.5", "--lon", "-0.12")
JUNE = ("--from", "2030-06-21", "--to", "2030-06-23")


def test_eclipses_tell_what_is_seen_of_them_at_a_place(say: Say) -> None:
    words = ("eclipses", "--from", "2026-01-01", "--to", "2028-01-01", "--lat", "43.4", "--lon", "-8.4")
    found = document(say, *words)
    assert found["place"]["north_latitude_deg"] == 43.4
    seen = {one["utc"][:10]: one["at_place"] for one in found["events"]}
    assert (seen["2026-08-12"]["type"], seen["2026-03-03"]["type"]) == ("total", None)
    assert "  total 1.0" in say(*words).out
    plain = document(say, *words[:5])["events"]
    assert [{key: one[key] for key in one if key != "at_place"} for one in found["events"]] == plain


def test_the_sun_rises_and_sets_and_stars_too(say: Say) -> None:
    """London, 21 June 2030: sunrise 03:43 UT, sunset 20:21 UT, as every year within a minute (HM Nautical Almanac)."""
    found = document(say, "risings", *LONDON, *JUNE, "--bodies", "sun,sirius", "--corners", "rising,setting")
    assert [(one["body"], one["corner"], one["utc"][:16]) for one in found["passages"]][:4] == [
        ("sun", "rising", "2030-06-21T03:43"), ("sirius", "rising", "2030-06-21T08:13"),
        ("sirius", "setting", "2030-06-21T17:22"), ("sun", "setting", "2030-06-21T20:21"),
    ]  # fmt: skip
    north = document(say, "risings", "--lat", "69", "--lon", "19", *JUNE, "--bodies", "sun", "--corners", "rising")
    assert (north["passages"], north["unbroken"][0]["is_up"]) == ([], True)
    parans = document(say, "risings", *LONDON, *YEAR, "--method", "parans", "--bodies", "sun,mars,sirius")["parans"]
    assert {"a", "a_corner", "b", "b_corner", "utc", "apart_s"} <= set(parans[0])
    assert "Corner" in say("risings", *LONDON, *JUNE).out


def test_conditions_hold_in_spans(say: Say, tmp_path: Path) -> None:
    condition = {"is": "all", "of": [{"is": "in_sign", "body": "moon", "signs": ["taurus"]}, {"is": "above_horizon"}]}
    file = tmp_path / "election.json"
    file.write_text(json.dumps(condition))
    words = ("elections", "--from", "2030-01-01", "--to", "2030-02-01", *LONDON, "--conditions")
    found = document(say, *words, str(file))
    assert [one["start_utc"][:10] for one in found["spans"]] == ["2030-01-12", "2030-01-13", "2030-01-14"]
    assert found == document(say, *words, json.dumps(condition))
    assert found["condition"]["of"][1]["body"] == "sun"
    assert document(say, *words, str(file), "--shortest-s", "86400")["spans"] == []
    assert say(*words, str(file), "--shortest-s", "86400").out == "Never.\n"
    assert say(*words, str(file)).out.splitlines()[1].startswith("2030-01-12 08:01:38")


LONG = ("events", "--from", "1100-01-01", "--to", "2100-01-01", "--kinds", "aspect,ingress,station,void")


def test_a_long_search_stops_cleanly_at_ctrl_c() -> None:
    process = start(PROGRAM, *LONG, is_leader=True)
    time.sleep(1.5)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    said = finish(process)
    assert (said.code, said.line) == (130, "Stopped.")


def test_a_person_at_a_terminal_sees_how_far_a_search_is() -> None:
    mine, theirs = pty.openpty()
    words = (
        "events",
        "--from",
        "1990-01-01",
        "--to",
        "2030-01-01",
        "--kinds",
        "ingress,station",
        "--bodies",
        "sun,mars",
    )
    process = subprocess.Popen([PROGRAM, *words], stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    out, _ = process.communicate(timeout=60)
    seen = os.read(mine, 100_000).decode()
    os.close(mine)
    assert process.returncode == 0
    assert out.decode().startswith("UTC")
    assert "[=======" in seen
    assert "%" in seen
    assert seen.endswith("\r\x1b[K")  # it leaves the line as it was
