"""`outer-skies compare`: two charts together."""

import argparse
from pathlib import Path

from outer_skies.commands.births import BIRTH_HELP, add_birth_arguments, timed_chart
from outer_skies.commands.choices import add_method_arguments, method_of, techniques_of
from outer_skies.commands.documents import COMPARISON, heading_of, made_by, read_chart
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.outline import outline
from outer_skies.drawing.text import chart_text, headline
from outer_skies.engine.chart import Chart
from outer_skies.engine.document import chart_document
from outer_skies.engine.techniques.table import Group

METHODS = techniques_of(Group.COMPARISON)

DESCRIPTION = "Compare the chart of a birth with another: synastry, or a composite or Davison chart of both."
EPILOG = f"""\
The other chart is a file that "outer-skies chart --format json" wrote. It is cast anew from its moment, place and
options, and refused if it holds anything else.

{BIRTH_HELP}

examples:
  outer-skies chart --at 1988-03-02T09:15 --lat 51.5 --lon -0.12 --format json > other.json
  outer-skies compare --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --with other.json
  outer-skies compare --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --with other.json --method davison --format json

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The birth, the other chart, and the method with its choices."""
    add_birth_arguments(parser)
    parser.add_argument("--with", dest="other", type=Path, required=True, metavar="JSON", help="the other chart")
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    add_method_arguments(parser, METHODS, "synastry")


def run(arguments: argparse.Namespace) -> int:
    """Write the comparison, or the chart that the method makes of two."""
    find = method_of(arguments, METHODS)
    other = read_chart(arguments.other)
    chart = timed_chart(arguments)
    found = find(chart, other)
    if arguments.format == "json":
        charts = {"charts": [heading_of(chart), heading_of(other)]}
        is_chart = isinstance(found, Chart)
        head = {"schema": COMPARISON, "method": arguments.method, **charts}
        write_json(chart_document(found) if is_chart else head | made_by(found))
    elif isinstance(found, Chart):
        write(chart_text(found))
    else:
        write("\n\n".join([headline(chart), headline(other), METHODS[arguments.method].label, outline(found)]))
    return 0
