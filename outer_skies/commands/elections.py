"""`outer-skies elections`: when conditions, joined by all, any and not, hold."""

import argparse
from pathlib import Path

import msgspec

from outer_skies.commands.births import (
    add_chart_options,
    add_place_arguments,
    chart_options,
    check_place,
    moment_of,
    place_of,
)
from outer_skies.commands.documents import ELECTIONS, place_document, read_file
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.outline import fields_of, table
from outer_skies.engine.events.conditions import Condition
from outer_skies.engine.events.elections import find_elections
from outer_skies.errors import InvalidInput

DESCRIPTION = "Find when conditions hold: choose a time."
EPILOG = f"""\
--conditions is JSON, or a file of it: {{"is": "all", "of": [...]}}, {{"is": "any", "of": [...]}}, {{"is": "not", "of":
...}} around what docs/schemas/elections.schema.json lists. Times are UTC unless an offset stands behind them. A place
is needed by what depends on the horizon, and --zone by what depends on clocks.

examples:
  outer-skies elections --from 2030-01-01 --to 2030-03-01 --conditions election.json
  outer-skies elections --from 2030-01-01 --to 2030-03-01 --lat 51.5 --lon -0.12 --shortest-s 3600 --conditions \\
    '{{"is": "all", "of": [{{"is": "in_sign", "body": "moon", "signs": ["taurus"]}}, {{"is": "above_horizon"}}]}}'

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The interval, the conditions, and where."""
    parser.add_argument("--from", dest="start", required=True, metavar="TIME", help="where to begin, 2030-01-01")
    parser.add_argument("--to", dest="end", required=True, metavar="TIME", help="where to end, 2030-03-01")
    parser.add_argument("--conditions", required=True, metavar="JSON", help="a file, or the JSON itself")
    parser.add_argument(
        "--shortest-s", type=float, default=0.0, metavar="X", help="seconds that a span lasts at least; 0"
    )
    place = parser.add_argument_group("place")
    add_place_arguments(place)
    place.add_argument("--zone", metavar="IANA", help="time zone of clocks; the place's own when left out")
    add_chart_options(parser)
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Write the spans in order of time."""
    place, zone = None, arguments.zone
    if (arguments.place, arguments.lat, arguments.lon) != (None, None, None):
        check_place(arguments)
        place, own = place_of(arguments)
        zone = zone or own
    options = chart_options(arguments)
    found = find_elections(
        _conditions(arguments.conditions),
        moment_of(arguments.start),
        moment_of(arguments.end),
        place,
        zone=zone,
        house_system=options.house_system,
        ayanamsa=options.ayanamsa,
        shortest_s=arguments.shortest_s,
    )
    if arguments.format == "json":
        write_json({"schema": ELECTIONS, "place": place and place_document(place), **msgspec.to_builtins(found)})
    else:
        write(table([fields_of(one) for one in found.spans]) if found.spans else "Never.")
    return 0


def _conditions(given: str) -> Condition:
    """The conditions of a text that is JSON, or else of a file. Raises InvalidInput."""
    is_json = given.lstrip().startswith("{")
    data = given.encode(errors="replace") if is_json else read_file(Path(given))
    name = "--conditions" if is_json else given
    try:
        return msgspec.json.decode(data, type=Condition)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"{name}: These are no conditions: {error}.", field="conditions") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput(f"{name}: That is no JSON.", field="conditions") from error
