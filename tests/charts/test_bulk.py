"""Many births from a file: every line judged by itself, in order, on one process or more."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from outer_skies.charts import bulk
from outer_skies.charts.birth_rows import LONGEST_LINE, LONGEST_ROW, Row
from outer_skies.charts.bulk import Tally, cast_file
from outer_skies.engine.chart import ChartOptions
from outer_skies.errors import Broken, InvalidInput, Unavailable

HEADER = "id,at,lat,lon,zone"
ANN = "ann,1990-05-17T14:30,44.65,-63.57,America/Halifax"
BEA = "bea,2024-10-27T01:30+00:00,51.5,-0.12,"
SCHEMA = Path(__file__).parents[2] / "docs" / "chart.schema.json"

Cast = Callable[..., "Outcome"]


@dataclass
class Outcome:
    tally: Tally
    charts: list[dict[str, object]]
    complaints: list[str]
    raw: bytes
    progress: list[tuple[float | None, int]] = field(default_factory=list)

    @property
    def ids(self) -> list[object]:
        return [chart["id"] for chart in self.charts]


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    """Casts a file of this text, or of these bytes."""

    def casting(content: str | bytes, processes: int = 1) -> Outcome:
        source, target = tmp_path / "births.csv", tmp_path / "charts.jsonl"
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
        complaints: list[str] = []
        progress: list[tuple[float | None, int]] = []
        tally = cast_file(
            source,
            target,
            ChartOptions(),
            processes=processes,
            complain=complaints.append,
            progress=lambda share, number: progress.append((share, number)),
        )
        raw = target.read_bytes()
        return Outcome(tally, [json.loads(line) for line in raw.splitlines()], complaints, raw, progress)

    return casting


def lines(*rows: str, end: str = "\n") -> str:
    return end.join((HEADER, *rows)) + end


def births(number: int) -> Iterator[str]:
    for index in range(number):
        yield f"b{index},{1900 + index % 120}-0{1 + index % 9}-11T1{index % 10}:30,{index % 60},{index % 170},"


def test_each_birth_becomes_a_line_of_json_as_the_schema_describes_it(cast: Cast) -> None:
    outcome = cast(lines(ANN, BEA))
    assert outcome.tally == Tally(charts=2)
    assert outcome.ids == ["ann", "bea"]
    assert outcome.charts[0]["moment"]["utc"] == "1990-05-17T17:30:00Z"  # type: ignore[index]
    assert outcome.charts[1]["moment"]["utc"] == "2024-10-27T01:30:00Z"  # type: ignore[index]
    assert outcome.charts[1]["moment"]["zone"] == "Europe/London"  # type: ignore[index]
    judge = Draft202012Validator(json.loads(SCHEMA.read_text()))
    for chart in outcome.charts:
        judge.validate(chart)


def test_two_processes_write_the_same_bytes_as_one_and_complain_in_the_same_order(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "ROWS_A_TASK", 450 // (3 * 2 * bulk.TASKS_AHEAD))
    rows = list(births(450))
    rows[120] = "bad,1990-02-30T10:00,0,0,"
    rows[430] = "worse,1990-05-17T14:30,91,0,"
    alone, together = cast(lines(*rows)), cast(lines(*rows), processes=2)
    assert together.raw == alone.raw
    assert together.ids == [f"b{index}" for index in range(450) if index not in {120, 430}]
    assert together.complaints == alone.complaints
    assert [line.split(":")[0] for line in together.complaints] == ["line 122", "line 432"]
    assert together.tally == Tally(charts=448, bad=2)


def test_progress_never_goes_back_and_ends_at_the_end(cast: Cast) -> None:
    for processes in (1, 2):
        progress = cast(lines(*births(450)), processes).progress
        assert progress == sorted(progress)
        assert progress[-1] == (1.0, 450)
        assert len(progress) == 5


@pytest.mark.parametrize(
    "content",
    [
        lines(ANN, BEA, end="\r\n"),
        lines(ANN, BEA, end="\r"),
        lines(ANN, BEA).rstrip("\n"),
        "\ufeff" + lines(ANN, BEA),
        "\n\n" + lines(ANN, "", "  ", ",,,,", BEA, "", ""),
        lines(*(row.replace(",", " , ") for row in (ANN, BEA))),
        lines(*(",".join(f'"{cell}"' for cell in row.split(",")) for row in (ANN, BEA))),
        lines(ANN + ",,", BEA.rstrip(",")),
        """Zone,LON,lat,notes,AT,Id
America/Halifax,-63.57,44.65,"said ""hello"",
then more",1990-05-17T14:30,ann
,-0.12,51.5,,2024-10-27T01:30+00:00,bea
""",
        (lines(ANN, BEA).replace(HEADER, HEADER + ",notes") + "\n")
        .encode()
        .replace(b"Halifax\n", b"Halifax,caf\xe9\n"),
    ],
    ids=["crlf", "cr", "no-end", "bom", "blank", "spaces", "quotes", "ragged", "columns", "latin-1-in-another-column"],
)
def test_the_ways_files_come_in_all_read_the_same(cast: Cast, content: str | bytes) -> None:
    outcome = cast(content)
    assert outcome.complaints == []
    assert outcome.ids == ["ann", "bea"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("x,1990-02-29T10:00,0,0,", "February 1990 had 28 days."),
        ("x,1990-02-28T24:00,0,0,", "24:00 is 00:00 of the next day."),
        ("x,0000-02-28T10:00,0,0,", "The year must be between 1 and 9999."),
        ("x,9999-02-28T10:00,0,0,", "Positions can be computed from the year 1 to 2999."),
        ("x,2024-03-31T01:30,51.5,-0.12,", "Clocks skipped this hour. 00:59 or 02:00?"),
        (
            "x,2024-10-27T01:30,51.5,-0.12,",
            "This hour happened twice that night. Which one? Write +01:00 or +00:00 behind the time.",
        ),
        ("x,2011-12-30T12:00,-13.83,-171.76,", "There was no 30 December 2011 in Pacific/Apia."),
        ("x,1990-05-17,0,0,", "at needs a time of day."),
        ("x,17 May 1990,0,0,", "Write the time like 1990-05-17T14:30, not “17 May 1990”."),
        ("x,,0,0,", "Write the time like 1990-05-17T14:30, not “”."),
        ("x,1990-05-17T14:30,91,0,", "Latitude goes from 90° south to 90° north."),
        ("x,1990-05-17T14:30,0,-180.01,", "Longitude goes from 180° west to 180° east."),
        ("x,1990-05-17T14:30,nan,0,", "lat must be a number of degrees, not “nan”."),
        ("x,1990-05-17T14:30,0,-inf,", "lon must be a number of degrees, not “-inf”."),
        ("x,1990-05-17T14:30,1_0,0,", "lat must be a number of degrees, not “1_0”."),
        ("x,1990-05-17T14:30,1e999,0,", "Latitude goes from 90° south to 90° north."),
        ("x,1990-05-17T14:30,٤٤,0,", "lat must be a number of degrees, not “٤٤”."),
        ("x,1990-05-17T14:30,,0,", "lat must be a number of degrees, not “”."),
        ("x,1990-05-17T14:30,44", "lon must be a number of degrees, not “”."),
        ("x,1990-05-17T14:30,44,65,-63,57,", "7 cells where the first line has 5."),
        ("x,1990-05-17T14:30,44;65,0,", "lat must be a number of degrees, not “44;65”."),
        ("x,1990-05-17T14:30,0,0,Nowhere/Atlantis", "There is no time zone of that name."),
        ("x,1990-05-17T14:30,0,0,../../etc/passwd", "There is no time zone of that name."),
        ("x,1990-05-17T14:30,0,0," + "z" * 10_000, "There is no time zone of that name."),
        ("x," + "9" * 10_000 + ",0,0,", "Write the time like 1990-05-17T14:30, not “99999"),
        ("x\0y,1990-05-17T14:30,0,0,", "id is not text in UTF-8."),
        ("x,1990-05-17T14:30,0,0,\0", "zone is not text in UTF-8."),
        ("x,1990-05-17T14:30,0,0,,,x", "7 cells where the first line has 5."),
        ("just words", "Write the time like"),
        ('"x"y,1990-05-17T14:30,0,0,', "this is not CSV: ',' expected after '\"'."),
        ('"x,1990-05-17T14:30,0,0,', "a quote opens here and does not close."),
        ("x" * LONGEST_LINE + ANN, "the line is longer than 65,536 characters."),
        ("x" * (3 * LONGEST_LINE) + ANN, "the line is longer than 65,536 characters."),
    ],
    ids=lambda text: text[:40],
)
def test_a_bad_row_is_told_with_its_line_and_the_rest_go_on(cast: Cast, row: str, words: str) -> None:
    outcome = cast(lines(ANN, row, BEA))
    assert outcome.ids == ["ann", "bea"]
    assert outcome.tally == Tally(charts=2, bad=1)
    (complaint,) = outcome.complaints
    assert complaint.startswith(f"line 3: {words}")
    assert len(complaint) < 200
    assert complaint.isprintable()


def test_bytes_that_are_not_utf_8_spoil_their_own_row_only(cast: Cast) -> None:
    outcome = cast(lines(ANN, "caf\xe9,1990-05-17T14:30,0,0,", BEA).encode("latin-1"))
    assert outcome.complaints == ["line 3: id is not text in UTF-8."]
    assert outcome.ids == ["ann", "bea"]


def test_names_of_any_script_are_kept_as_they_are(cast: Cast) -> None:
    names = ["🌒 Luna", "אבג", "<script>alert(1)</script>", "x" * 10_000, "", "é"]
    outcome = cast(lines(*(ANN.replace("ann", name) for name in names)))
    assert outcome.ids == names
    assert outcome.complaints == []


def test_a_quote_that_never_closes_costs_one_row_however_long_the_file(cast: Cast) -> None:
    rows = list(births(60))
    rows[5] = '"' + rows[5]
    rows[40] += "x" * (LONGEST_ROW // 2) + ","
    outcome = cast(lines(*rows, *(f"c{index},1990-05-17T14:30,0,0,,{'y' * 30_000}" for index in range(3))))
    assert outcome.complaints[0] == "line 7: a quote opens here and does not close."
    assert [line.split(":")[0] for line in outcome.complaints[1:]] == ["line 42", "line 62", "line 63", "line 64"]
    assert outcome.ids == [f"b{index}" for index in range(60) if index not in {5, 40}]


@pytest.mark.parametrize("where", ["at the end", "in the id"])
def test_two_stray_quotes_cost_their_own_rows_only(cast: Cast, where: str) -> None:
    rows = list(births(20))
    rows[3] = '"' + rows[3]
    rows[9] = rows[9] + '"' if where == "at the end" else rows[9].replace(",", '",', 1)
    outcome = cast(lines(*rows))
    spoilt = [3, 9] if where == "at the end" else [3]
    assert [line.split(":")[0] for line in outcome.complaints] == [f"line {index + 2}" for index in spoilt]
    assert [str(ident).strip('"') for ident in outcome.ids] == [f"b{n}" for n in range(20) if n not in spoilt]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\n \n,,\n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"id,at,lat,lon\n", "The file needs the columns id,at,lat,lon,zone; missing: zone."),
        (b"name\nann\n", "The file needs the columns id,at,lat,lon,zone; missing: id, at, lat, lon, zone."),
        (ANN.encode(), "The file needs the columns id,at,lat,lon,zone; missing: id, at, lat, lon, zone."),
        (lines(ANN).replace(",", ";").encode(), "with commas between them, not semicolons."),
        (lines(ANN).replace(",", "\t").encode(), "with commas between them, not tabs."),
        (b"id,at,lat,lon,zone,lat\n", "The file has the column lat twice."),
        (lines(ANN).encode("utf-16"), "The file is not text in UTF-8."),
        (lines(ANN).encode("utf-16-le"), "The file is not text in UTF-8."),
        (b"PK\x03\x04\x14\x00\x08\x08\x08", "The file is not text in UTF-8."),
        (b'"id,at,lat,lon,zone\n', "The first line is not CSV"),
        (b"x" * 300_000, "The first line is longer than 65,536 characters."),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_file_without_the_right_first_line_is_refused_and_what_was_written_before_stays(
    cast: Cast, tmp_path: Path, content: bytes, words: str
) -> None:
    earlier = tmp_path / "charts.jsonl"
    earlier.write_text("charts of yesterday\n")
    with pytest.raises(InvalidInput) as refusal:
        cast(content)
    assert words in str(refusal.value)
    assert earlier.read_text() == "charts of yesterday\n"


def test_a_header_without_births_gives_an_empty_file(cast: Cast) -> None:
    outcome = cast(lines())
    assert (outcome.tally, outcome.raw, outcome.complaints) == (Tally(), b"", [])


@pytest.mark.parametrize("disguise", ["itself", "symlink", "hardlink", "detour"])
def test_a_file_is_never_written_over_itself(tmp_path: Path, disguise: str) -> None:
    source = tmp_path / "births.csv"
    source.write_text(lines(ANN))
    target = {"itself": source, "detour": tmp_path / ".." / tmp_path.name / "births.csv"}.get(disguise)
    if target is None:
        target = tmp_path / "other.csv"
        (os.symlink if disguise == "symlink" else os.link)(source, target)
    with pytest.raises(InvalidInput, match="would be written over"):
        cast_file(source, target, ChartOptions(), processes=1, complain=pytest.fail)
    assert source.read_text() == lines(ANN)


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("nothing.csv", "out.jsonl", "nothing.csv: No such file or directory"),
        (".", "out.jsonl", ".: Is a directory"),
        ("births.csv", ".", ".: Is a directory"),
        ("births.csv", "nowhere/out.jsonl", "nowhere/out.jsonl: No such file or directory"),
        ("births.csv", "births.csv/out.jsonl", "births.csv/out.jsonl: Not a directory"),
        ("births.csv", "x" * 300, "File name too long"),
        ("births\0.csv", "out.jsonl", "null byte"),
        ("births.csv", "out\0.jsonl", "null byte"),
    ],
)
def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, target: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("births.csv").write_text(lines(ANN))
    with pytest.raises(InvalidInput) as refusal:
        cast_file(Path(source), Path(target), ChartOptions(), processes=1, complain=pytest.fail)
    assert words in str(refusal.value)


def test_a_disk_that_is_full_is_our_trouble_not_a_fault_of_the_input(tmp_path: Path) -> None:
    source = tmp_path / "births.csv"
    source.write_text(lines(ANN))
    with pytest.raises(Unavailable, match="/dev/full: No space left on device"):
        cast_file(source, Path("/dev/full"), ChartOptions(), processes=1, complain=pytest.fail)


def test_births_may_come_through_a_pipe(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, lines(ANN, BEA).encode())
    os.close(writing)
    seen: list[tuple[float | None, int]] = []
    tally = cast_file(
        Path(f"/dev/fd/{reading}"),
        tmp_path / "out.jsonl",
        ChartOptions(),
        processes=1,
        complain=pytest.fail,
        progress=lambda share, number: seen.append((share, number)),
    )
    os.close(reading)
    assert tally == Tally(charts=2)
    assert seen == [(None, 2)]


@pytest.mark.parametrize("trouble", [ZeroDivisionError("secret"), Broken("A promise.")])
def test_a_birth_that_we_fail_at_is_told_apart_from_a_bad_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def failing(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(bulk, "cast", failing)
    outcome = cast(lines(ANN, "x,bad,0,0,"))
    assert outcome.tally == Tally(bad=1, broken=1)
    assert outcome.complaints[0].startswith("line 2: ")
    assert "secret" not in outcome.complaints[0]


def test_only_a_few_rows_are_read_ahead_of_what_is_written() -> None:
    most = 2 * bulk.TASKS_AHEAD * bulk.ROWS_A_TASK
    written = 0

    def endless() -> Iterator[Row]:
        for number in count():
            assert number < written + most + bulk.ROWS_A_TASK
            yield Row(number, ("x", "1990-05-17T14:30", "44.65", "-63.57", "America/Halifax"))

    with closing(bulk._in_order(endless(), ChartOptions(), 2, lambda: None)) as batches:
        for _ in range(3):
            batch, _ = next(batches)
            written += batch.tally.charts
    assert written == 3 * bulk.ROWS_A_TASK
