"""`outer-skies eclipses`: eclipses of the Sun and the Moon."""

import argparse
from collections.abc import Sequence

from outer_skies.commands.births import add_place_arguments, check_place, moment_of, place_of
from outer_skies.commands.choices import several
from outer_skies.commands.documents import EVENTS, made_by, place_document
from outer_skies.commands.events import add_interval_arguments
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.events_text import LocalEclipse, eclipses_text
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.document import Json
from outer_skies.engine.events.eclipses import ECLIPSE_KINDS, find_eclipses
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.find import check_interval
from outer_skies.engine.events.local_solar_eclipses import solar_eclipse_at
from outer_skies.engine.events.lunar_eclipses import lunar_eclipse_at
from outer_skies.engine.places import Place

DESCRIPTION = "Find eclipses of the Sun and the Moon: when they are greatest, of what type, how large, of which Saros."
EPILOG = f"""\
Times are UTC unless an offset stands behind them. The interval holds its start, not its end. With a place, --place or
--lat and --lon, each eclipse tells what is seen of it there.

examples:
  outer-skies eclipses --from 2026-01-01 --to 2028-01-01
  outer-skies eclipses --from 2026-01-01 --to 2028-01-01 --kinds solar_eclipse --lat 43.4 --lon -8.4

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The interval, and which eclipses."""
    add_interval_arguments(parser)
    add_place_arguments(parser.add_argument_group("place"))
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
    place = _place(arguments)
    ayanamsa = Ayanamsa(arguments.ayanamsa) if arguments.ayanamsa else None
    found = find_eclipses(start, end, arguments.kinds, ayanamsa=ayanamsa)
    seen = None if place is None else tuple(eclipse_at(one, place) for one in found)
    if arguments.format == "json":
        write_json(_document(found, seen, place))
    else:
        write(eclipses_text(found, seen))
    return 0


def _place(arguments: argparse.Namespace) -> Place | None:
    if (arguments.place, arguments.lat, arguments.lon) == (None, None, None):
        return None
    check_place(arguments)
    return place_of(arguments)[0]


def _document(found: Sequence[Event], seen: Sequence[LocalEclipse] | None, place: Place | None) -> Json:
    if seen is None or place is None:
        return {"schema": EVENTS, "events": found}
    events = [made_by(event) | {"at_place": local} for event, local in zip(found, seen, strict=True)]
    return {"schema": EVENTS, "place": place_document(place), "events": events}


def eclipse_at(event: Event, place: Place) -> LocalEclipse:
    """What is seen of an eclipse at a place."""
    return (solar_eclipse_at if event.kind is EventKind.SOLAR_ECLIPSE else lunar_eclipse_at)(event, place)
