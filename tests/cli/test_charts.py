"""`outer-skies charts` in a terminal and without one: what it says, how it ends, and what it leaves behind."""

import json
import os
import pty
import re
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from terminal import LIMIT_S, PROGRAM, Say, eventually, finish, start

HEADER = "id,at,lat,lon,zone\n"
GOOD = "ann,1990-05-17T14:30,44.65,-63.57,America/Halifax\n"
BAD = "bea,1990-02-30T14:30,44.65,-63.57,\n"


@pytest.fixture
def births(tmp_path: Path) -> Path:
    path = tmp_path / "births.csv"
    path.write_text(HEADER + GOOD * 3)
    return path


def command(births: Path, *words: str) -> list[str]:
    return ["charts", "--input", str(births), "--output", str(births.with_suffix(".jsonl")), *words]


def written(births: Path) -> list[bytes]:
    return births.with_suffix(".jsonl").read_bytes().splitlines(keepends=True)


def test_good_births_are_cast_in_silence(run: Say, births: Path) -> None:
    said = run(*command(births))
    assert (said.code, said.out, said.err) == (0, "", "")
    assert [json.loads(line)["id"] for line in written(births)] == ["ann"] * 3


def test_each_line_is_the_chart_that_the_other_command_writes(say: Say, births: Path) -> None:
    assert say(*command(births, "--houses", "koch")).code == 0
    birth = ("--at", "1990-05-17T14:30", "--lat", "44.65", "--lon", "-63.57", "--houses", "koch")
    alone = say("chart", *birth, "--format", "json", "--techniques", "none")
    assert json.loads(written(births)[0]) == {"id": "ann", **json.loads(alone.out)}


def test_a_bad_row_is_one_line_with_its_number_and_the_exit_code_is_1(run: Say, births: Path) -> None:
    births.write_text(HEADER + GOOD + BAD + GOOD + BAD)
    said = run(*command(births, "--processes", "1"))
    assert said.code == 1
    assert said.out == ""
    assert said.err.splitlines() == ["line 3: February 1990 had 28 days.", "line 5: February 1990 had 28 days."]
    assert len(written(births)) == 2


def test_a_row_that_we_fail_at_makes_the_exit_code_3(say: Say, births: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("outer_skies.charts.bulk.cast", fail)
    births.write_text(HEADER + GOOD + BAD)
    said = say(*command(births))
    assert said.code == 3
    assert said.err.splitlines()[0] == "line 2: Something broke here, not with you: ZeroDivisionError"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--processes", "0"], 1, "--processes must be at least 1."),
        (["--processes", "two"], 2, "outer-skies charts: argument --processes"),
        (["--ayanamsa", "lahiri"], 1, "An ayanamsa belongs to --zodiac sidereal."),
        (["--output", "/dev/full"], 3, "/dev/full: No space left on device"),
        (["--output", "/"], 1, "/: Is a directory"),
        (["--output", "/proc/charts.jsonl"], 1, "/proc/charts.jsonl: "),
        (["--input", "/nowhere.csv"], 1, "/nowhere.csv: No such file or directory"),
        (["--input", "/"], 1, "/: Is a directory"),
        (["--input", "/dev/null"], 1, "The file is empty."),
    ],
)
def test_what_stands_in_the_way_of_all_births_is_one_line(
    say: Say, births: Path, words: list[str], code: int, told: str
) -> None:
    said = say(*command(births), *words)
    assert said.code == code
    assert said.line.startswith(told)


def test_a_file_is_not_written_over_itself(say: Say, births: Path) -> None:
    before = births.read_text()
    said = say("charts", "--input", str(births), "--output", str(births))
    assert said.code == 1
    assert "would be written over" in said.line
    assert births.read_text() == before


def test_a_terminal_shows_a_bar_that_complaints_do_not_garble(births: Path) -> None:
    births.write_text(HEADER + GOOD * 150 + BAD + GOOD * 100)
    ours, theirs = pty.openpty()
    process = start(PROGRAM, *command(births, "--processes", "1"), stderr=theirs)
    os.close(theirs)
    shown = b""
    with os.fdopen(ours, "rb", buffering=0) as screen:
        while piece := _read(screen.fileno()):
            shown += piece
    assert process.wait(LIMIT_S) == 1
    assert process.communicate()[0] == b""
    lines = [re.split(r"\r\x1b\[K|\r(?!\n)", line)[-1] for line in shown.decode().replace("\r\n", "\n").split("\n")]
    assert lines[0] == "line 152: February 1990 had 28 days."
    assert re.fullmatch(r"250 charts in .*births.jsonl, 1 line was bad", lines[1])
    bars = re.findall(r"\[(=*) *\] +(\d+)% ([\d,]+) charts", shown.decode())
    assert [int(count) for _, _, count in bars] == [100, 200, 251]
    assert bars[-1] == ("=" * 30, "100", "251")


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # how Linux says that nobody writes to a terminal any more
        return b""


@pytest.fixture
def long_run(births: Path) -> subprocess.Popen[bytes]:
    """Many births on two processes, the first of them written, in a session of their own as in a terminal."""
    births.write_text(HEADER + GOOD * 200_000)
    process = start(PROGRAM, *command(births, "--processes", "2"), is_leader=True)
    output = births.with_suffix(".jsonl")
    assert eventually(lambda: output.exists() and output.stat().st_size > 0)
    return process


def test_ctrl_c_ends_it_at_once_with_whole_lines_and_nothing_left_running(
    long_run: subprocess.Popen[bytes], births: Path
) -> None:
    children = psutil.Process(long_run.pid).children(recursive=True)
    assert len(children) >= 2
    began = time.monotonic()
    os.killpg(long_run.pid, signal.SIGINT)
    said = finish(long_run)
    assert said.code == 130
    assert said.line == "Stopped."
    assert time.monotonic() - began < 10
    assert eventually(lambda: not any(child.is_running() for child in children))
    assert all(json.loads(line)["id"] == "ann" for line in written(births))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_children_do_not_outlive_a_parent_that_was_killed(long_run: subprocess.Popen[bytes], number: int) -> None:
    children = psutil.Process(long_run.pid).children(recursive=True)
    long_run.send_signal(number)
    long_run.wait(LIMIT_S)
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    long_run.communicate()


def test_a_child_that_is_killed_is_told_in_one_line(long_run: subprocess.Popen[bytes]) -> None:
    child = next(one for one in psutil.Process(long_run.pid).children() if "spawn_main" in " ".join(one.cmdline()))
    child.kill()
    said = finish(long_run)
    assert said.code == 3
    assert said.line == "A process was killed on the way, perhaps for want of memory."
