"""`outer-skies ephemeris`: where bodies stand, step by step."""

import argparse
import inspect

import msgspec

from outer_skies.commands.births import moment_of
from outer_skies.commands.choices import add_method_arguments, method_of, techniques_of
from outer_skies.commands.documents import EPHEMERIS, made_by
from outer_skies.commands.terminal import EXIT_CODES, searching, write, write_json
from outer_skies.drawing.ephemeris_text import ephemeris_text
from outer_skies.engine.techniques.table import Group

METHODS = techniques_of(Group.EPHEMERIS)

DESCRIPTION = "Write a table of positions, the lines of a graphic ephemeris, or an aspectarian."
EPILOG = f"""\
Times are UTC unless an offset stands behind them.

examples:
  outer-skies ephemeris --from 2030-01-01 --to 2030-01-31
  outer-skies ephemeris --from 2030-01-01 --to 2030-12-31 --step-days 10 --bodies jupiter,saturn --format json
  outer-skies ephemeris --from 2030-01-01 --to 2030-02-01 --method aspectarian

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The interval, and the method with its choices."""
    parser.add_argument("--from", dest="start", required=True, metavar="TIME", help="the first row, 2030-01-01")
    parser.add_argument("--to", dest="end", required=True, metavar="TIME", help="the last row, 2030-12-31")
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    add_method_arguments(parser, METHODS, "ephemeris")


def run(arguments: argparse.Namespace) -> int:
    """Write the table."""
    find = method_of(arguments, METHODS)
    start, end = moment_of(arguments.start), moment_of(arguments.end)
    watching = {"progress": searching()} if "progress" in inspect.signature(find).parameters else {}
    found: msgspec.Struct = find(start, end, **watching)
    if arguments.format == "json":
        write_json({"schema": EPHEMERIS, "method": arguments.method, **made_by(found)})
    else:
        write(ephemeris_text(found))
    return 0
