"""Writes docs/techniques.md from the table of techniques, and docs/command-line.md from what the commands answer.

With --check nothing is written, and the exit code says whether anything would be.
"""

import contextlib
import importlib
import io
import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from outer_skies.cli import COMMANDS
from outer_skies.cli import main as outer_skies
from outer_skies.commands.choices import choices_of
from outer_skies.engine.techniques.table import TECHNIQUES, Group, Need, Technique

ROOT = Path(__file__).resolve().parents[1]
LONDON = "--lat 51.5 --lon -0.12"
BIRTH = "--at 1990-05-17T14:30 --lat 44.65 --lon -63.57"
GREAT_CONJUNCTION = "--from 2020-01-01 --to 2021-01-01 --kinds aspect --bodies jupiter,saturn --aspects conjunction"
BIRTHS = "id,at,lat,lon,zone\nann,1990-05-17T14:30,44.65,-63.57,America/Halifax\nbob,1990-02-30T10:00,51.5,-0.12,\n"
ELECTION = """\
{"is": "all", "of": [
  {"is": "in_sign", "body": "moon", "signs": ["taurus", "cancer"]},
  {"is": "above_horizon", "body": "sun"},
  {"is": "not", "of": {"is": "moon_void"}}
]}
"""
# Each command, and how many lines of its answer are shown.
EXAMPLES: dict[str, list[tuple[str, int]]] = {
    "chart": [
        (f"outer-skies chart {BIRTH}", 14),
        (f"outer-skies chart {BIRTH} --techniques moon_phase,shape | tail -n 28", 28),
        (f"outer-skies chart {BIRTH} --format json > chart.json", 0),
        ("outer-skies chart --at 2024-03-31T01:30 --lat 51.5 --lon -0.12", 1),
    ],
    "charts": [
        ("cat births.csv", 5),
        ("outer-skies charts --input births.csv --output charts.jsonl", 5),
    ],
    "compare": [
        ("outer-skies chart --at 1988-03-02T09:15 --lat 51.5 --lon -0.12 --format json > other.json", 0),
        (f"outer-skies compare {BIRTH} --with other.json", 14),
        (f"outer-skies compare {BIRTH} --with other.json --method davison", 8),
    ],
    "progress": [
        (f"outer-skies progress {BIRTH} --to 2025-06-21T00:00Z", 10),
        (f"outer-skies progress {BIRTH} --to 2025-06-21 --method primary_directions --key ptolemy", 16),
    ],
    "returns": [(f"outer-skies returns {BIRTH} --body sun --after 2030-01-01", 10)],
    "periods": [
        (f"outer-skies periods {BIRTH} --method firdaria --until 2012-01-01", 30),
        (
            f"outer-skies periods {BIRTH} --method zodiacal_releasing --levels 4 --since 2025-01-01 --until 2025-01-15",
            30,
        ),
        (f"outer-skies periods {BIRTH} --until 1991-01-01 --levels 1 --format json | tail -n 20", 20),
        ("outer-skies periods --at 1990-05-17 --unknown-time --lat 44.65 --lon -63.57", 1),
    ],
    "events": [
        (f"outer-skies events {GREAT_CONJUNCTION} --format json", 40),
        ("outer-skies events --from 2030-01-01 --to 2030-01-04", 20),
    ],
    "eclipses": [
        ("outer-skies eclipses --from 2026-01-01 --to 2028-01-01", 20),
        ("outer-skies eclipses --from 2026-01-01 --to 2028-01-01 --lat 43.4 --lon -8.4", 20),
    ],
    "risings": [
        ("outer-skies risings --lat 51.5 --lon -0.12 --from 2030-06-21 --to 2030-06-22 --bodies sun,moon,sirius", 20),
        ("outer-skies risings --lat 69 --lon 19 --from 2030-06-01 --to 2030-06-23 --bodies sun --corners rising", 20),
    ],
    "elections": [
        ("cat election.json", 20),
        (
            "outer-skies elections --from 2030-01-01 --to 2030-03-01 --lat 51.5 --lon -0.12 --conditions election.json",
            9,
        ),
    ],
    "ephemeris": [
        ("outer-skies ephemeris --from 2030-01-01 --to 2030-01-07 --bodies sun,moon,mercury,venus,mars", 20),
        ("outer-skies ephemeris --from 2030-01-01 --to 2030-01-03 --method aspectarian", 12),
    ],
    "mundane": [("outer-skies mundane --lat 51.5 --lon -0.12 --after 2030-01-01 --sign aries", 10)],
    "map": [
        (f"outer-skies map {BIRTH} --bodies sun,moon", 20),
        (f"outer-skies map {BIRTH} --format json > lines.geojson", 0),
    ],
}
COMMANDS_OF_GROUPS = {
    Group.READING: "`chart --format json` has each as a key; `chart --techniques NAMES` chooses which, "
    "`--choose TECHNIQUE.CHOICE=VALUE` how",
    Group.COMPARISON: "`compare --method`",
    Group.PROGRESSION: "`progress --method`",
    Group.RELOCATION: "`chart --where`",
    Group.RETURN: "`returns`",
    Group.MUNDANE: "`mundane --method`",
    Group.PERIODS: "`periods --method`",
    Group.EVENTS: "`events`, `eclipses`, `risings --method` and `elections`",
    Group.EPHEMERIS: "`ephemeris --method`",
    Group.MAP: "`map --method`",
    Group.TABLE: "`chart --techniques`",
}


def main() -> int:
    """Write, or check; 1 when something is out of date."""
    is_check = "--check" in sys.argv[1:]
    is_stale = False
    for name, text in (("techniques.md", techniques_page()), ("command-line.md", commands_page())):
        path = ROOT / "docs" / name
        if path.exists() and path.read_text() == text:
            continue
        is_stale = True
        print(f"docs/{name} {'is out of date' if is_check else 'written'}")
        if not is_check:
            path.write_text(text)
    return int(is_check and is_stale)


def techniques_page() -> str:
    """The table of techniques, by group."""
    parts = ["# Techniques", "Written by `make docs` from `outer_skies/engine/techniques/table.py`."]
    for group in Group:
        rows = [one for one in TECHNIQUES if one.group is group]
        if rows:
            lines = ["| name | what | needs | choices | source |", "| --- | --- | --- | --- | --- |", *map(_row, rows)]
            parts += [
                f"## {group.value.capitalize()}",
                f"On the command line: {COMMANDS_OF_GROUPS[group]}.",
                "\n".join(lines),
            ]
    return "\n\n".join(parts) + "\n"


def _row(technique: Technique) -> str:
    needs = ", ".join(need.value for need in Need if need in technique.needs) or "positions alone"
    choices = ", ".join(f"`{choice.name}`" for choice in choices_of(technique)) or ""
    return f"| `{technique.name}` | {technique.label} | {needs} | {choices} | {technique.source} |"


def commands_page() -> str:
    """Every command with what it answers."""
    parts = ["# The command line", INTRODUCTION]
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("births.csv").write_text(BIRTHS)
        Path("election.json").write_text(ELECTION)
        for command in COMMANDS:
            module = importlib.import_module(f"outer_skies.commands.{command}")
            parts += [f"## {command}", module.DESCRIPTION]
            parts += [_example(words, shown) for words, shown in EXAMPLES.get(command, [])]
    return "\n\n".join(parts) + "\n"


INTRODUCTION = """\
Written by `make docs`, which ran every command shown here; `--help` on each tells all its options. What is long is cut
where `...` stands.

`--format json` writes JSON alone to stdout: a chart (`docs/chart.schema.json`), or one of the documents described in
`docs/schemas/`. Exit codes: 0 done, 1 the input was bad (one line on stderr), 2 usage, 3 something broke."""


def _example(words: str, shown: int) -> str:
    lines = list(_answer(words))
    kept = [*lines[:shown], *(["..."] if 0 < shown < len(lines) else [])]
    return "\n".join(["```console", f"$ {words}", *kept, "```"])


def _answer(words: str) -> Iterator[str]:
    """What a command writes, stdout and then stderr; `> file` and `| tail -n 9` are understood."""
    command, _, last = words.partition(" | tail -n ")
    command, _, file = command.partition(" > ")
    program, *arguments = shlex.split(command)
    if program == "cat":
        yield from Path(arguments[0]).read_text().splitlines()
        return
    out, err = io.TextIOWrapper(io.BytesIO()), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        outer_skies(arguments)
    out.flush()
    written = out.buffer.getvalue().decode()  # type: ignore[attr-defined]  a BytesIO
    if file:
        Path(file).write_text(written)
        written = ""
    yield from written.splitlines()[-int(last) :] if last else written.splitlines()
    yield from err.getvalue().splitlines()


if __name__ == "__main__":
    os.environ["OUTER_SKIES_DATA"] = os.devnull  # no example may need a database
    sys.exit(main())
