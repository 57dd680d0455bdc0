"""`outer-skies map`: where on Earth the bodies of a chart are angular, as GeoJSON."""

import argparse

from outer_skies.commands.births import BIRTH_HELP, add_birth_arguments, timed_chart
from outer_skies.commands.choices import add_method_arguments, method_of, techniques_of
from outer_skies.commands.documents import MAP, made_by
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.outline import fields_of, table
from outer_skies.drawing.text import headline
from outer_skies.engine.techniques.table import Group

METHODS = techniques_of(Group.MAP)

DESCRIPTION = "Map the chart of a birth onto the Earth: lines of rising and culmination, local space, parans."
EPILOG = f"""\
The JSON is a FeatureCollection of GeoJSON (RFC 7946), lines in WGS 84; the text lists its features without the lines.

{BIRTH_HELP}

examples:
  outer-skies map --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --format json > lines.geojson
  outer-skies map --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --method local_space --bodies sun,moon

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The birth, and the method with its choices."""
    add_birth_arguments(parser)
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    add_method_arguments(parser, METHODS, "astrocartography")


def run(arguments: argparse.Namespace) -> int:
    """Write the map."""
    find = method_of(arguments, METHODS)
    chart = timed_chart(arguments)
    found = find(chart)
    if arguments.format == "json":
        write_json({"schema": MAP, "method": arguments.method, **made_by(found)}, indent=0)
    else:
        features = table([fields_of(one.properties) for one in found.features])
        write("\n\n".join([headline(chart), METHODS[arguments.method].label, features]))
    return 0
