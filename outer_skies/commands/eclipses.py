"""`outer-skies eclipses`: eclipses of the Sun and the Moon."""

import argparse

from outer_skies.commands.births import moment_of
from outer_skies.commands.choices import several
from outer_skies.commands.documents import EVENTS
from outer_skies.commands.events import add_interval_arguments
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.events_text import eclipses_text
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.events.eclipses import ECLIPSE_KINDS, find_eclipses
from outer_skies.engine.events.event import EventKind
from outer_skies.engine.events.find import check_interval

DESCRIPTION = "Find eclipses of the Sun and the Moon: when they are greatest, of what type, how large, of which Saros."
EPILOG = f"""\
Times are UTC unless an offset stands behind them. The interval holds its start, not its end.

examples:
  outer-skies eclipses --from 2026-01-01 --to 2028-01-01
  outer-skies eclipses --from 2026-01-01 --to 2028-01-01 --kinds solar_eclipse --format json

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The interval, and which eclipses."""
    add_interval_arguments(parser)
    parser.add_argument(
        "--kinds", type=several(EventKind), default=ECLIPSE_KINDS, metavar="NAMES", help=",".join(ECLIPSE_KINDS)
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the eclipses in order of time."""
    for kind in arguments.kinds:
        if kind not in ECLIPSE_KINDS:
            arguments.misuse(f"argument --kinds: {kind.value} is no eclipse")
    start, end = moment_of(arguments.start), moment_of(arguments.end)
    check_interval(start, end)
    ayanamsa = Ayanamsa(arguments.ayanamsa) if arguments.ayanamsa else None
    found = find_eclipses(start, end, arguments.kinds, ayanamsa=ayanamsa)
    if arguments.format == "json":
        write_json({"schema": EVENTS, "events": found})
    else:
        write(eclipses_text(found))
    return 0
