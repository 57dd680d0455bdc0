"""`outer-skies`: the command line. Exit codes: 0 done, 1 the input was bad, 2 usage, 3 something broke."""

import argparse
import asyncio
import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from outer_skies.charts import bulk, gazetteer
from outer_skies.charts.birth_iso import parse_at
from outer_skies.charts.casting import BirthData, cast
from outer_skies.drawing.svg import svg_document
from outer_skies.drawing.text import chart_text
from outer_skies.drawing.wheel import WheelSize, draw_wheel
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.document import chart_document
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Fold
from outer_skies.engine.places import Place, zone_of
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import Broken, InvalidInput, OuterSkiesError
from outer_skies.settings import Settings, settings
from outer_skies.store import embedded
from outer_skies.store.migrations import migrate
from outer_skies.store.transaction import close_database, open_database, transaction

BAD_INPUT, BROKEN = 1, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answer its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    parsed = _parser().parse_args(arguments)
    try:
        return parsed.command(parsed)
    except Broken as error:
        return _fail(f"Something broke here, not with you: {error}", BROKEN)
    except OuterSkiesError as error:
        return _fail(str(error), BAD_INPUT)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("Stopped.", 130)
    except Exception as error:
        logging.getLogger(__name__).debug("unforeseen", exc_info=error)
        return _fail(f"Something broke here, not with you: {type(error).__name__}", BROKEN)


def _fail(line: str, code: int) -> int:
    sys.stderr.write(" ".join(line.split()) + "\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="outer-skies", description="Outer Skies, an astrology studio.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="serve the app")
    run.set_defaults(command=_run)
    chart = commands.add_parser("chart", help="cast one chart")
    _add_birth_arguments(chart)
    chart.add_argument("--format", choices=("json", "text", "svg"), default="text")
    chart.set_defaults(command=_chart)
    charts = commands.add_parser("charts", help="cast many charts from a CSV file")
    charts.add_argument("--input", type=Path, required=True, metavar="CSV", help="columns id, at, lat, lon, zone")
    charts.add_argument("--output", type=Path, required=True, metavar="JSONL", help="one chart a line")
    charts.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N")
    _add_options(charts)
    charts.set_defaults(command=_charts)
    return parser


def _add_birth_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", required=True, metavar="TIME", help="local time, 1990-05-17T14:30")
    parser.add_argument("--place", metavar="NAME", help='a city, "Halifax, CA"')
    parser.add_argument("--lat", type=float, metavar="DEG", help="latitude, north positive")
    parser.add_argument("--lon", type=float, metavar="DEG", help="longitude, east positive")
    parser.add_argument("--zone", metavar="IANA", help="time zone; the place's own when left out")
    parser.add_argument("--fold", choices=[fold.value for fold in Fold], help="which, when the hour happened twice")
    parser.add_argument("--unknown-time", action="store_true", help="the time of day is not known")
    _add_options(parser)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--houses", choices=[system.value for system in HouseSystem], default="placidus", metavar="SYSTEM"
    )
    parser.add_argument("--zodiac", choices=[zodiac.value for zodiac in Zodiac], default="tropical")
    parser.add_argument("--ayanamsa", choices=[ayanamsa.value for ayanamsa in Ayanamsa], metavar="NAME")


def _run(_: argparse.Namespace) -> int:
    from outer_skies.serving import serve  # noqa: PLC0415  the other commands need no server

    serve(settings())
    return 0


def _chart(arguments: argparse.Namespace) -> int:
    chart = cast(_birth(arguments), _options(arguments))
    if arguments.format == "json":
        text = json.dumps(chart_document(chart), ensure_ascii=False, indent=1)
    elif arguments.format == "svg":
        text = svg_document(draw_wheel(chart, WheelSize.LARGE), "light", title="Chart", description="A chart wheel")
    else:
        text = chart_text(chart)
    sys.stdout.write(text.rstrip("\n") + "\n")
    return 0


def _charts(arguments: argparse.Namespace) -> int:
    if arguments.processes < 1:
        raise InvalidInput("--processes must be at least 1.", field="processes")
    bad = bulk.cast_file(
        arguments.input,
        arguments.output,
        _options(arguments),
        processes=arguments.processes,
        complain=_tell,
        progress=_progress if sys.stderr.isatty() else None,
    )
    return BAD_INPUT if bad else 0


def _progress(share: float, count: int) -> None:
    width = 30
    filled = round(share * width)
    end = "\n" if share >= 1 else ""
    sys.stderr.write(f"\r[{'=' * filled}{' ' * (width - filled)}] {count:,} charts{end}")
    sys.stderr.flush()


def _options(arguments: argparse.Namespace) -> ChartOptions:
    zodiac = Zodiac(arguments.zodiac)
    ayanamsa = Ayanamsa(arguments.ayanamsa) if arguments.ayanamsa else None
    if ayanamsa and zodiac is Zodiac.TROPICAL:
        raise InvalidInput("An ayanamsa belongs to --zodiac sidereal.", field="ayanamsa")
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


def _place(arguments: argparse.Namespace) -> tuple[Place, str]:
    has_point = arguments.lat is not None and arguments.lon is not None
    if (arguments.place is not None) == has_point or (arguments.lat is None) != (arguments.lon is None):
        _usage("give either --place, or --lat and --lon")
    if has_point:
        place = Place("", arguments.lat, arguments.lon)
        return place, arguments.zone or zone_of(arguments.lat, arguments.lon)
    return asyncio.run(_find_place(arguments.place))


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


def _usage(line: str) -> NoReturn:
    sys.stderr.write(f"outer-skies: {line}\n")
    raise SystemExit(2)


async def _find_place(text: str) -> tuple[Place, str]:
    with _database(settings()) as url:
        await open_database(url, pool_size=1)
        try:
            async with transaction() as tx:
                await gazetteer.seed(tx, report=_tell)
                found = await gazetteer.find_place(tx, text)
        finally:
            await close_database()
    return gazetteer.place_of(found), found.zone


@contextmanager
def _database(current: Settings) -> Iterator[str]:
    """The database of a running app when there is one, else one of our own for as long as it takes."""
    folder = current.data_dir / "postgres"
    url = current.database_url or embedded.address_in(folder)
    if url is not None:
        yield url
        return
    with embedded.running(folder) as own:
        migrate(own)
        yield own


if __name__ == "__main__":
    sys.exit(main())
