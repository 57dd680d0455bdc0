"""`outer-skies mundane`: the chart of a moment of the sky's own, an ingress or an eclipse, at a place."""

import argparse

from outer_skies.commands.births import (
    add_chart_options,
    add_place_arguments,
    chart_options,
    check_place,
    moment_of,
    place_of,
)
from outer_skies.commands.choices import add_method_arguments, method_of, techniques_of
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.text import chart_text
from outer_skies.engine.document import chart_document
from outer_skies.engine.techniques.table import Group

METHODS = techniques_of(Group.MUNDANE)

DESCRIPTION = "Cast the chart of a place at an ingress or an eclipse."
EPILOG = f"""\
--after is UTC unless an offset stands behind it. The place is --place, or --lat and --lon.

examples:
  outer-skies mundane --lat 51.5 --lon -0.12 --after 2030-01-01 --sign aries
  outer-skies mundane --lat 51.5 --lon -0.12 --after 2026-08-01 --method eclipse --kind solar_eclipse

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The place, the time, and the method with its choices."""
    add_place_arguments(parser.add_argument_group("place"))
    add_chart_options(parser)
    parser.add_argument("--after", required=True, metavar="TIME", help="the first from this time on")
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    add_method_arguments(parser, METHODS, "ingress")


def run(arguments: argparse.Namespace) -> int:
    """Write the chart."""
    find = method_of(arguments, METHODS)
    check_place(arguments)
    after, options = moment_of(arguments.after), chart_options(arguments)
    found = find(place_of(arguments)[0], after, options=options)
    if arguments.format == "json":
        write_json(chart_document(found))
    else:
        write(chart_text(found))
    return 0
