"""`outer-skies`: the command line. Exit codes: 0 done, 1 the input was bad, 2 usage, 3 something broke.

What only some commands need (the server, the database) is imported when they run: a chart with coordinates stands
in the terminal at once, and the processes of `charts` stay small.
"""

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from outer_skies.charts import bulk
from outer_skies.charts.birth_iso import offset_iso, parse_at
from outer_skies.charts.casting import BirthData, cast
from outer_skies.drawing.svg import svg_document
from outer_skies.drawing.text import chart_text, headline
from outer_skies.drawing.wheel import WheelSize, draw_wheel
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.document import chart_document
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Fold
from outer_skies.engine.places import Place, parse_coordinates, zone_of
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import AmbiguousCivilTime, Broken, InvalidInput, OuterSkiesError, Unavailable

if TYPE_CHECKING:
    from outer_skies.settings import Settings

BAD_INPUT, USAGE, BROKEN, STOPPED = 1, 2, 3, 130

EXIT_CODES = "exit codes: 0 done, 1 the input was bad, 2 usage, 3 something broke"
CHART_HELP = f"""\
The birthplace is --place, or --lat and --lon. Its time zone is found by itself; --zone overrules it, and an offset
behind the time overrules both: --at 1990-05-17T14:30-03:00.

house systems: {", ".join(HouseSystem)}

ayanamsas: {", ".join(Ayanamsa)}

examples:
  outer-skies chart --at 1990-05-17T14:30 --place "Halifax, CA"
  outer-skies chart --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --format json > chart.json
  outer-skies chart --at 1990-05-17 --unknown-time --place "44°39'N 63°34'W"
  outer-skies chart --at 2024-10-27T01:30 --fold later --lat 51.5 --lon -0.12 --format svg > wheel.svg

{EXIT_CODES}"""
CHARTS_HELP = f"""\
The CSV file is UTF-8 text with the columns id, at, lat, lon and zone, in any order and among others:

  id,at,lat,lon,zone
  1,1990-05-17T14:30,44.65,-63.57,America/Halifax
  2,2024-10-27T01:30+00:00,51.5,-0.12,

An empty zone is found from the coordinates. A line that cannot be used is reported on stderr with its number, and
the rest go on. Each line of the output is a chart as "outer-skies chart --format json" writes it, with its "id".

{EXIT_CODES} (1 too when any line was bad)"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answer its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    parsed = _parser().parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
    try:
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
    _tell(line)
    return code


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and takes no abbreviations, which a new option would break."""

    def __init__(self, **settings: object) -> None:
        settings = {"allow_abbrev": False, "formatter_class": argparse.RawDescriptionHelpFormatter} | settings
        super().__init__(**settings)  # type: ignore[arg-type]  passed on

    def error(self, message: str) -> NoReturn:
        _tell(f"{self.prog}: {message} ({self.prog} --help tells more)")
        raise SystemExit(USAGE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="outer-skies", description="Outer Skies, an astrology studio.", epilog=EXIT_CODES)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    run = commands.add_parser(
        "run",
        help="serve the app",
        description="Serve the app until Ctrl-C. Everything it starts it stops.",
        epilog="Settings are environment variables, PORT and OUTER_SKIES_DATA among them; README.md lists them.",
    )
    run.set_defaults(command=_run)
    chart = commands.add_parser(
        "chart", help="cast one chart", description="Cast the chart of one birth.", epilog=CHART_HELP
    )
    _add_birth_arguments(chart)
    chart.add_argument("--format", choices=("json", "text", "svg"), default="text", help="of the output; text")
    chart.set_defaults(command=_chart)
    charts = commands.add_parser(
        "charts",
        help="cast many charts from a CSV file",
        description="Cast the chart of every birth in a CSV file.",
        epilog=CHARTS_HELP,
    )
    charts.add_argument("--input", type=Path, required=True, metavar="CSV", help="columns id, at, lat, lon, zone")
    charts.add_argument("--output", type=Path, required=True, metavar="JSONL", help="one chart a line")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    charts.add_argument("--processes", type=int, default=cores, metavar="N", help=f"one for each core; {cores} here")
    _add_options(charts)
    charts.set_defaults(command=_charts)
    return parser


def _add_birth_arguments(parser: argparse.ArgumentParser) -> None:
    birth = parser.add_argument_group("birth")
    birth.add_argument("--at", required=True, metavar="TIME", help="local time, 1990-05-17T14:30")
    birth.add_argument("--place", metavar="NAME", help='a city, "Halifax, CA", or coordinates')
    birth.add_argument("--lat", type=float, metavar="DEG", help="latitude, north positive")
    birth.add_argument("--lon", type=float, metavar="DEG", help="longitude, east positive")
    birth.add_argument("--zone", metavar="IANA", help="time zone; the place's own when left out")
    birth.add_argument("--fold", choices=[fold.value for fold in Fold], help="which, when the hour happened twice")
    birth.add_argument("--unknown-time", action="store_true", help="the time of day is not known")
    _add_options(parser)


def _add_options(parser: argparse.ArgumentParser) -> None:
    options = parser.add_argument_group("chart")
    options.add_argument(
        "--houses",
        choices=[system.value for system in HouseSystem],
        default="placidus",
        metavar="SYSTEM",
        help="house system; placidus",
    )
    options.add_argument("--zodiac", choices=[zodiac.value for zodiac in Zodiac], default="tropical", help="tropical")
    options.add_argument(
        "--ayanamsa",
        choices=[ayanamsa.value for ayanamsa in Ayanamsa],
        metavar="NAME",
        help="of the sidereal zodiac, lahiri or another",
    )


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--lat -1e1` as `--lat=-1e1`: what follows these is their value, though it begins like an option."""
    joined: list[str] = []
    for argument in arguments:
        is_value = argument.startswith("-") and not argument.startswith("--")
        if is_value and joined and joined[-1] in {"--at", "--lat", "--lon", "--place", "--zone"}:
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _run(_: argparse.Namespace) -> int:
    from outer_skies.serving import serve  # noqa: PLC0415  the other commands need no server
    from outer_skies.settings import settings  # noqa: PLC0415  as above

    serve(settings())
    return 0


def _chart(arguments: argparse.Namespace) -> int:
    if not _is_one_place(arguments):
        _tell("outer-skies chart: give either --place, or --lat and --lon")
        return USAGE
    options = _options(arguments)
    chart = cast(_birth(arguments), options)
    if arguments.format == "json":
        text = json.dumps(chart_document(chart), ensure_ascii=False, indent=1)
    elif arguments.format == "svg":
        wheel = draw_wheel(chart, WheelSize.LARGE)
        text = svg_document(wheel, "light", title="Chart wheel", description=headline(chart))
    else:
        text = chart_text(chart)
    _write(text.rstrip("\n") + "\n")
    return 0


def _charts(arguments: argparse.Namespace) -> int:
    if arguments.processes < 1:
        raise InvalidInput("--processes must be at least 1.", field="processes")
    is_watched = sys.stderr.isatty()
    tally = bulk.cast_file(
        arguments.input,
        arguments.output,
        _options(arguments),
        processes=arguments.processes,
        complain=lambda line: _tell(line, over_bar=is_watched),
        progress=_progress if is_watched else None,
    )
    if is_watched:
        _tell(_summary(tally, arguments.output), over_bar=True)
    return BROKEN if tally.broken else BAD_INPUT if tally.bad else 0


def _summary(tally: bulk.Tally, output: Path) -> str:
    charts = "1 chart" if tally.charts == 1 else f"{tally.charts:,} charts"
    bad = tally.bad + tally.broken
    lines = "" if not bad else ", 1 line was bad" if bad == 1 else f", {bad:,} lines were bad"
    return f"{charts} in {output}{lines}"


def _progress(share: float | None, count: int) -> None:
    width = 30
    filled = round((share or 0) * width)
    bar = f"[{'=' * filled}{' ' * (width - filled)}] {share:4.0%} " if share is not None else ""
    sys.stderr.write(f"\r{bar}{count:,} charts")
    sys.stderr.flush()


def _options(arguments: argparse.Namespace) -> ChartOptions:
    zodiac = Zodiac(arguments.zodiac)
    ayanamsa = Ayanamsa(arguments.ayanamsa) if arguments.ayanamsa else None
    if ayanamsa and zodiac is Zodiac.TROPICAL:
        raise InvalidInput("An ayanamsa belongs to --zodiac sidereal.", field="ayanamsa")
    if not ayanamsa and zodiac is Zodiac.SIDEREAL:
        raise InvalidInput("The sidereal zodiac needs an ayanamsa: --ayanamsa lahiri, or another.", field="ayanamsa")
    return ChartOptions(zodiac=zodiac, ayanamsa=ayanamsa, house_system=HouseSystem(arguments.houses))


def _birth(arguments: argparse.Namespace) -> BirthData:
    date, time, offset_s = parse_at(arguments.at)
    if arguments.unknown_time:
        time = None
    elif time is None:
        raise InvalidInput("--at needs a time of day, or say --unknown-time.", field="time")
    place, zone = _place(arguments)
    return BirthData(
        date=date,
        time=time,
        place=place,
        zone=arguments.zone or zone,
        fold=Fold(arguments.fold) if arguments.fold else None,
        utc_offset_s=offset_s,
    )


def _is_one_place(arguments: argparse.Namespace) -> bool:
    given = (arguments.place is not None, arguments.lat is not None, arguments.lon is not None)
    return given in {(True, False, False), (False, True, True)}


def _place(arguments: argparse.Namespace) -> tuple[Place, str]:
    typed: str | None = arguments.place
    point = (arguments.lat, arguments.lon) if typed is None else parse_coordinates(typed)
    if point is None:
        return _find_place(arguments.place)
    return Place("", *point), arguments.zone or zone_of(*point)


def _find_place(text: str) -> tuple[Place, str]:
    import asyncio  # noqa: PLC0415  coordinates need no database

    from outer_skies.settings import settings  # noqa: PLC0415  as above

    current = settings()
    with _database(current) as url:  # outside the event loop, where Ctrl-C stops it at once
        return asyncio.run(_look_up(text, url, current))


async def _look_up(text: str, url: str, current: "Settings") -> tuple[Place, str]:
    from outer_skies.charts import gazetteer  # noqa: PLC0415  as above
    from outer_skies.store.transaction import close_database, open_database, transaction  # noqa: PLC0415  as above

    await open_database(url, pool_size=1, statement_timeout_s=current.database_statement_timeout_s)
    try:
        async with transaction() as tx:
            await gazetteer.seed(tx, report=_tell if sys.stderr.isatty() else lambda _: None)
            found = await gazetteer.find_place(tx, text)
    finally:
        await close_database()
    return gazetteer.place_of(found), found.zone


@contextmanager
def _database(current: "Settings") -> Iterator[str]:
    """The database of a running app when there is one, else one of our own for as long as it takes."""
    from outer_skies.store import embedded  # noqa: PLC0415  coordinates need no database

    folder = current.data_dir / "postgres"
    url = current.database_url
    live = None if url else embedded.address_in(folder)
    if live is not None:
        yield live
        return
    from outer_skies.store.migrations import migrate  # noqa: PLC0415  a running app has migrated

    with nullcontext(url) if url else embedded.running(folder) as address:
        migrate(address)
        yield address


def _write(text: str) -> None:
    """To stdout in UTF-8, whatever the locale says, and at once, so that a full disk or a closed pipe shows here."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _tell(line: str, *, over_bar: bool = False) -> None:
    """One line on stderr, without what a terminal would obey; in place of a progress bar when there is one."""
    plain = "".join(letter if letter.isprintable() else " " for letter in line)
    sys.stderr.write(("\r\x1b[K" if over_bar else "") + " ".join(plain.split()) + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
