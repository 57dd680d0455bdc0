"""`outer-skies`: the command line. Exit codes: 0 done, 1 the input was bad, 2 usage, 3 something broke.

A command's module is imported when it runs: a chart with coordinates stands in the terminal at once, and the processes
of `charts` stay small.
"""

import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from outer_skies.charts.birth_iso import offset_iso
from outer_skies.commands.births import VALUED
from outer_skies.commands.terminal import BAD_INPUT, BROKEN, EXIT_CODES, STOPPED, Parser, is_watched, tell
from outer_skies.errors import AmbiguousCivilTime, Broken, OuterSkiesError, Unavailable

COMMANDS = {
    "run": "serve the app",
    "check": "whether the settings can be used, and with --deploy whether others may",
    "chart": "cast one chart",
    "charts": "cast many charts from a CSV file",
    "compare": "two charts together: synastry, composite, Davison",
    "progress": "a chart carried on to a later time: progressions, directions, transits",
    "returns": "the chart of a body's return to its place",
    "periods": "the periods of a life: profections, firdaria, dashas and others",
    "events": "when it happens: aspects, ingresses, stations, lunations",
    "eclipses": "eclipses of the Sun and the Moon",
    "risings": "when bodies and stars rise, culminate and set at a place; parans",
    "elections": "when conditions hold: choose a time",
    "ephemeris": "where bodies stand, day by day",
    "mundane": "the chart of an ingress or an eclipse at a place",
    "map": "where on Earth bodies rise, set and culminate, as GeoJSON",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answer its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    words = _joined(sys.argv[1:] if arguments is None else arguments)
    try:
        parsed = _parser(words).parse_args(words)
        return parsed.command(parsed)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("Stopped.", STOPPED)
    except Exception as error:  # noqa: BLE001  nobody at a terminal is to see a traceback
        return _fail(*_explained(error))


def _explained(error: Exception) -> tuple[str, int]:
    """The one line that is said of an error, and the exit code."""
    if isinstance(error, AmbiguousCivilTime):
        earlier, later = offset_iso(error.earlier), offset_iso(error.later)
        return f"{error} Say --fold earlier ({earlier}) or --fold later ({later}).", BAD_INPUT
    if isinstance(error, Broken):
        return f"Something broke here, not with you: {error}", BROKEN
    if isinstance(error, OuterSkiesError):
        return str(error), BROKEN if isinstance(error, Unavailable) else BAD_INPUT
    logging.getLogger(__name__).debug("unforeseen", exc_info=error)
    what = error.strerror or "" if isinstance(error, OSError) else ""
    return f"Something broke here, not with you: {type(error).__name__} {what}", BROKEN


def _fail(line: str, code: int) -> int:
    tell(line, over_bar=is_watched())
    return code


def _parser(words: Sequence[str]) -> Parser:
    """The parser of all commands, with the arguments of the one that is asked for."""
    parser = Parser(prog="outer-skies", description="Outer Skies, an astrology studio.", epilog=EXIT_CODES)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    asked = words[0] if words else None
    for name, told in COMMANDS.items():
        if name != asked:
            commands.add_parser(name, help=told)
            continue
        module = import_module(f"outer_skies.commands.{name}")
        command = commands.add_parser(name, help=told, description=module.DESCRIPTION, epilog=module.EPILOG)
        module.add_arguments(command)
        command.set_defaults(command=module.run)
    return parser


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--lat -1e1` as `--lat=-1e1`: what follows these is their value, though it begins like an option."""
    joined: list[str] = []
    for argument in arguments:
        is_value = argument.startswith("-") and not argument.startswith("--")
        if is_value and joined and joined[-1] in VALUED:
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


if __name__ == "__main__":
    sys.exit(main())
