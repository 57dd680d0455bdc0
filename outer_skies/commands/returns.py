"""`outer-skies returns`: the chart of a body's return."""

import argparse

from outer_skies.commands.births import BIRTH_HELP, add_birth_arguments, moment_of, named_place, timed_chart
from outer_skies.commands.choices import add_method_arguments, method_of, techniques_of
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.text import chart_text
from outer_skies.engine.bodies import Body
from outer_skies.engine.document import chart_document
from outer_skies.engine.techniques.table import Group

METHODS = techniques_of(Group.RETURN)

DESCRIPTION = "Cast the chart of the moment at which a body comes back to where it was at a birth."
EPILOG = f"""\
--after is UTC unless an offset stands behind it.

{BIRTH_HELP}

examples:
  outer-skies returns --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --body sun --after 2030-01-01
  outer-skies returns --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --body moon --after 2030-01-01 --where "48.86 2.35"

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The birth, the body, when and where."""
    add_birth_arguments(parser)
    parser.add_argument("--body", choices=[body.value for body in Body], default="sun", metavar="BODY", help="sun")
    parser.add_argument("--after", required=True, metavar="TIME", help="its first return from this time on")
    parser.add_argument("--where", metavar="NAME", help="the place of the return, if it is not the birthplace")
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    add_method_arguments(parser, METHODS, "returns")


def run(arguments: argparse.Namespace) -> int:
    """Write the chart of the return."""
    find = method_of(arguments, METHODS)
    after = moment_of(arguments.after)
    chart = timed_chart(arguments)
    elsewhere = {} if arguments.where is None else {"place": named_place(arguments.where)[0]}
    found = find(chart, Body(arguments.body), after, **elsewhere)
    if arguments.format == "json":
        write_json(chart_document(found))
    else:
        write(chart_text(found))
    return 0
