"""`--place`: found in the database of a running app, or in one started for the while, by people who type anything."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from jsonschema import Draft202012Validator
from terminal import PROGRAM, Said, Say, eventually, finish, start

from outer_skies.settings import settings
from outer_skies.store import embedded
from outer_skies.store.migrations import migrate

SCHEMA = Path(__file__).parents[2] / "docs" / "chart.schema.json"
pytestmark = pytest.mark.xdist_group("place")  # one server and one filling of it for all

AT = ("chart", "--at", "1990-05-17T14:30")


def find(data: Path, place: str | bytes, *words: str, **environment: str) -> Said:
    settings = {"OUTER_SKIES_DATA": str(data)} | environment
    return finish(start(PROGRAM, *AT, "--place", place, *words, environment=settings))


def test_on_a_fresh_machine_a_city_is_found_and_nothing_stays_running(tmp_path: Path) -> None:
    data = tmp_path / "data"
    said = find(data, "Halifax, CA", "--format", "json")
    assert (said.code, said.err) == (0, "")
    chart = json.loads(said.out)
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(chart)
    assert chart["place"]["name"] == "Halifax, Nova Scotia, Canada"
    assert chart["place"]["north_latitude_deg"] == pytest.approx(44.65, abs=0.02)
    assert chart["moment"]["zone"] == "America/Halifax"
    assert not [one for one in psutil.process_iter(["cmdline"]) if str(data) in " ".join(one.info["cmdline"] or [])]
    assert embedded.address_in(data / "postgres") is None


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of an app that runs: its database is up and migrated, and the first command fills it."""
    folder = tmp_path_factory.mktemp("outer-skies")
    with embedded.running(folder / "postgres") as url:
        migrate(url)
        yield folder


def test_while_an_app_runs_its_database_answers(data: Path) -> None:
    said = find(data, "münchen", "--format", "json")
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out)["place"]["name"] == "Munich, Bavaria, Germany"
    assert find(data, "Nowhereville").line == "No place called “Nowhereville”."
    assert embedded.address_in(data / "postgres") is not None


def test_an_outside_database_can_be_named_instead(data: Path, tmp_path: Path) -> None:
    url = embedded.address_in(data / "postgres") or ""
    said = find(tmp_path, "Halifax, CA", DATABASE_URL=url.replace("+psycopg", ""))
    assert said.code == 0
    assert "Halifax, Nova Scotia, Canada" in said.out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Nowhereville", "No place called “Nowhereville”."),
        (
            "Halifax",
            "Several places are called “Halifax”: Halifax, Nova Scotia, Canada (44.64 −63.58); Halifax, England",
        ),
        ("", "No place called “”."),
        ("\udcff\udcfe", "No place called “"),
        ("x" * 10_000, "No place called “xxxx"),
        ("<script>alert(1)</script>", "No place called “<script>alert(1)</script>”."),
        ("🌒", "No place called “🌒”."),
        ("\u202eאבג", "No place called “אבג”."),
        ("\x1b[2J\r\n", "No place called “[2J”."),
        ("'; DROP TABLE places; --", "No place called “'; DROP TABLE places; --”."),
        ("91, 0", "Latitude goes from 90° south to 90° north."),
        ("0, 181", "Longitude goes from 180° west to 180° east."),
        ("a\0b", "No place called “a b”."),
        ("-91 0", "Latitude goes from 90° south to 90° north."),
    ],
)
def test_a_place_that_cannot_be_found_is_told_in_one_line(
    data: Path, say: Say, monkeypatch: pytest.MonkeyPatch, place: str, told: str
) -> None:
    monkeypatch.setenv("OUTER_SKIES_DATA", str(data))
    settings.cache_clear()
    said = say(*AT, "--place", place, "--format", "json")
    settings.cache_clear()
    assert said.code == 1
    assert said.line.startswith(told)
    assert len(said.line) < 400


def test_bytes_that_are_no_text_name_no_place(data: Path) -> None:
    assert find(data, b"\xff\xfe").line.startswith("No place called")


def test_typed_coordinates_are_a_place_and_need_no_database(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTER_SKIES_DATA", "/proc/nowhere")
    said = say(*AT, "--place", "44°39'N 63°34'W", "--format", "json")
    assert said.code == 0
    assert json.loads(said.out)["place"]["north_latitude_deg"] == pytest.approx(44.65)
    assert json.loads(said.out)["moment"]["zone"] == "America/Halifax"


@pytest.mark.parametrize(
    ("environment", "code", "told"),
    [
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere"}, 3, "The database does not answer."),
        (
            {"DATABASE_URL": "mysql://nobody:secret@127.0.0.1/nowhere"},
            1,
            "DATABASE_URL must name a PostgreSQL database",
        ),
        ({"DATABASE_URL": "::secret::"}, 1, "DATABASE_URL is not a database address"),
        ({"OUTER_SKIES_DATA": "/proc/nowhere"}, 3, "Cannot make the data folder /proc/nowhere/postgres"),
        ({"PORT": "eighty"}, 1, "PORT must be a whole number from 1 to 65535, not 'eighty'"),
    ],
)
def test_a_database_that_cannot_be_had_is_told_in_one_line(
    tmp_path: Path, environment: dict[str, str], code: int, told: str
) -> None:
    said = find(tmp_path, "Halifax, CA", **environment)
    assert said.code == code
    assert said.line.startswith(told)
    assert "secret" not in said.line


@pytest.mark.parametrize("after_s", [0.0, 0.3, 1.0])
def test_ctrl_c_while_the_database_is_made_stops_it_at_once_and_leaves_nothing(tmp_path: Path, after_s: float) -> None:
    process = start(
        PROGRAM, *AT, "--place", "Halifax, CA", environment={"OUTER_SKIES_DATA": str(tmp_path)}, is_leader=True
    )
    assert eventually((tmp_path / "postgres").exists)
    time.sleep(after_s)
    os.killpg(process.pid, signal.SIGINT)
    said = finish(process)
    assert (said.code, said.line) == (130, "Stopped.")
    assert not [one for one in psutil.process_iter(["cmdline"]) if str(tmp_path) in " ".join(one.info["cmdline"] or [])]
    assert find(tmp_path, "44.65, -63.57").code == 0
