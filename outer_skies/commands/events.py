"""`outer-skies events`: when it happens."""

import argparse
from pathlib import Path

from outer_skies.commands.births import moment_of
from outer_skies.commands.choices import several
from outer_skies.commands.documents import EVENTS, read_chart
from outer_skies.commands.terminal import EXIT_CODES, searching, write, write_json
from outer_skies.drawing.events_text import events_text
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.events.event import EventKind
from outer_skies.engine.events.find import DEFAULT_KINDS, PTOLEMAIC, find_events

DESCRIPTION = "Find what happens in the sky: exact aspects, ingresses, stations, lunations, the void Moon."
EPILOG = f"""\
Times are UTC unless an offset stands behind them. The interval holds its start, not its end. Signs and longitudes are
tropical, or sidereal with --ayanamsa.

--with takes a file that "outer-skies chart --format json" wrote: aspects are then transits to its bodies and angles,
and house ingresses and returns can be found too.

kinds: {", ".join(EventKind)}

aspects: {", ".join(AspectKind)}

bodies: {", ".join(Body)}

examples:
  outer-skies events --from 2020-01-01 --to 2021-01-01 --kinds aspect --bodies jupiter,saturn --aspects conjunction
  outer-skies events --from 2030-01-01 --to 2030-02-01 --format json
  outer-skies events --from 2030-01-01 --to 2031-01-01 --with chart.json --kinds aspect,return --bodies saturn

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The interval, and what to look for."""
    add_interval_arguments(parser)
    parser.add_argument(
        "--kinds", type=several(EventKind), default=DEFAULT_KINDS, metavar="NAMES", help=_list(DEFAULT_KINDS)
    )
    parser.add_argument(
        "--with",
        dest="chart",
        type=Path,
        metavar="JSON",
        help="a chart to which aspects, house ingresses and returns are",
    )
    parser.add_argument("--bodies", type=several(Body), metavar="NAMES", help="the Sun to Chiron")
    parser.add_argument(
        "--aspects", type=several(AspectKind), default=PTOLEMAIC, metavar="NAMES", help=_list(PTOLEMAIC)
    )


def add_interval_arguments(parser: argparse.ArgumentParser) -> None:
    """From when to when, in which zodiac and which form."""
    parser.add_argument("--from", dest="start", required=True, metavar="TIME", help="where to begin, 2030-01-01")
    parser.add_argument("--to", dest="end", required=True, metavar="TIME", help="where to end, 2031-01-01")
    parser.add_argument(
        "--ayanamsa",
        choices=[one.value for one in Ayanamsa],
        metavar="NAME",
        help="for sidereal signs, lahiri or another",
    )
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Write the events in order of time."""
    start, end = moment_of(arguments.start), moment_of(arguments.end)
    events = find_events(
        start,
        end,
        arguments.kinds,
        arguments.bodies,
        arguments.aspects,
        chart=None if arguments.chart is None else read_chart(arguments.chart),
        ayanamsa=Ayanamsa(arguments.ayanamsa) if arguments.ayanamsa else None,
        progress=searching(),
    )
    if arguments.format == "json":
        write_json({"schema": EVENTS, "events": events})
    else:
        write(events_text(events))
    return 0


def _list(names: tuple[str, ...]) -> str:
    return ",".join(names)
