"""`outer-skies charts`: many charts from a file."""

import argparse
import os
from pathlib import Path

from outer_skies.charts import bulk
from outer_skies.commands.births import add_chart_options, chart_options
from outer_skies.commands.terminal import BAD_INPUT, BROKEN, EXIT_CODES, is_watched, show_bar, tell
from outer_skies.errors import InvalidInput

DESCRIPTION = "Cast the chart of every birth in a CSV file."
EPILOG = f"""\
The CSV file is UTF-8 text with the columns id, at, lat, lon and zone, in any order and among others:

  id,at,lat,lon,zone
  1,1990-05-17T14:30,44.65,-63.57,America/Halifax
  2,2024-10-27T01:30+00:00,51.5,-0.12,

An empty zone is found from the coordinates. A line that cannot be used is reported on stderr with its number, and
the rest go on. Each line of the output is a chart as "outer-skies chart --format json --techniques none" writes it,
with its "id".

{EXIT_CODES} (1 too when any line was bad)"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two files, and how to cast."""
    parser.add_argument("--input", type=Path, required=True, metavar="CSV", help="columns id, at, lat, lon, zone")
    parser.add_argument("--output", type=Path, required=True, metavar="JSONL", help="one chart a line")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser.add_argument("--processes", type=int, default=cores, metavar="N", help=f"one for each core; {cores} here")
    add_chart_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Cast them all; tell of each line that is bad."""
    if arguments.processes < 1:
        raise InvalidInput("--processes must be at least 1.", field="processes")
    watched = is_watched()
    tally = bulk.cast_file(
        arguments.input,
        arguments.output,
        chart_options(arguments),
        processes=arguments.processes,
        complain=lambda line: tell(line, over_bar=watched),
        progress=(lambda share, count: show_bar(share, f"{count:,} charts")) if watched else None,
    )
    if watched:
        tell(_summary(tally, arguments.output), over_bar=True)
    return BROKEN if tally.broken else BAD_INPUT if tally.bad else 0


def _summary(tally: bulk.Tally, output: Path) -> str:
    charts = "1 chart" if tally.charts == 1 else f"{tally.charts:,} charts"
    bad = tally.bad + tally.broken
    lines = "" if not bad else ", 1 line was bad" if bad == 1 else f", {bad:,} lines were bad"
    return f"{charts} in {output}{lines}"
