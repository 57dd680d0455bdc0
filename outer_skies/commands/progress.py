"""`outer-skies progress`: a chart carried on to a later time."""

import argparse

from outer_skies.commands.births import BIRTH_HELP, add_birth_arguments, moment_of, timed_chart
from outer_skies.commands.choices import add_method_arguments, method_of, techniques_of
from outer_skies.commands.documents import PROGRESSION, heading_of, made_by
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.outline import outline
from outer_skies.drawing.text import chart_text, headline
from outer_skies.engine.chart import Chart
from outer_skies.engine.document import chart_document
from outer_skies.engine.techniques.table import Group

METHODS = techniques_of(Group.PROGRESSION)

DESCRIPTION = "Carry the chart of a birth on to a later time: progressions, directions, transits."
EPILOG = f"""\
--to is UTC unless an offset stands behind it. Progressions and solar arcs are charts; transits are the bodies of that
time over the chart, and primary directions all that are exact up to it.

{BIRTH_HELP}

examples:
  outer-skies progress --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --to 2025-06-21T00:00Z
  outer-skies progress --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --to 2025-06-21 --method solar_arc --format json

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The birth, the time, and the method with its choices."""
    add_birth_arguments(parser)
    parser.add_argument("--to", required=True, metavar="TIME", help="the time to carry it on to, 2025-06-21T00:00Z")
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    add_method_arguments(parser, METHODS, "secondary")


def run(arguments: argparse.Namespace) -> int:
    """Write the chart that the method makes, or what it finds."""
    find = method_of(arguments, METHODS)
    when = moment_of(arguments.to)
    chart = timed_chart(arguments)
    found = find(chart, when)
    if arguments.format == "json":
        head = {"schema": PROGRESSION, "method": arguments.method, "birth": heading_of(chart), "to_utc": when.utc}
        write_json(chart_document(found) if isinstance(found, Chart) else head | made_by(found))
    elif isinstance(found, Chart):
        write(chart_text(found))
    else:
        write("\n\n".join([headline(chart), METHODS[arguments.method].label, outline(found)]))
    return 0
