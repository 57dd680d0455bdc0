"""The arguments that say who was born when and where and how the chart is cast, and the chart they make."""

import argparse

from outer_skies.charts.birth_iso import parse_at
from outer_skies.charts.casting import BirthData, cast
from outer_skies.engine.chart import Chart, ChartOptions
from outer_skies.engine.day import DayChart
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import CivilTime, Fold, Moment, resolve_moment
from outer_skies.engine.places import Place, parse_coordinates, zone_of
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import InvalidInput, Undefined

BIRTH_HELP = f"""\
The birthplace is --place, or --lat and --lon. Its time zone is found by itself; --zone overrules it, and an offset
behind the time overrules both: --at 1990-05-17T14:30-03:00.

house systems: {", ".join(HouseSystem)}

ayanamsas: {", ".join(Ayanamsa)}"""
VALUED = frozenset({"--at", "--lat", "--lon", "--place", "--zone", "--where", "--from", "--to", "--after", "--until"})
"""Options whose value may begin with a minus sign."""

_GREENWICH = Place("", 51.4779, 0.0)
_MIDNIGHT = CivilTime(0, 0)


def add_birth_arguments(parser: argparse.ArgumentParser) -> None:
    """`--at`, the place, the clock, and the options of the chart."""
    birth = parser.add_argument_group("birth")
    birth.add_argument("--at", required=True, metavar="TIME", help="local time, 1990-05-17T14:30")
    add_place_arguments(birth)
    birth.add_argument("--zone", metavar="IANA", help="time zone; the place's own when left out")
    birth.add_argument("--fold", choices=[fold.value for fold in Fold], help="which, when the hour happened twice")
    birth.add_argument("--unknown-time", action="store_true", help="the time of day is not known")
    add_chart_options(parser)
    parser.set_defaults(misuse=parser.error)


def add_place_arguments(parser: argparse._ActionsContainer) -> None:  # pyright: ignore[reportPrivateUsage]  a parser or a group of it
    """`--place`, or `--lat` and `--lon`."""
    parser.add_argument("--place", metavar="NAME", help='a city, "Halifax, CA", or coordinates')
    parser.add_argument("--lat", type=float, metavar="DEG", help="latitude, north positive")
    parser.add_argument("--lon", type=float, metavar="DEG", help="longitude, east positive")


def add_chart_options(parser: argparse.ArgumentParser) -> None:
    """Houses and zodiac."""
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


def birth_chart(arguments: argparse.Namespace) -> Chart | DayChart:
    """The chart that was asked for. Raises what `charts.casting.cast` and the look-up of a city raise."""
    check_place(arguments)
    options = chart_options(arguments)
    return cast(_birth(arguments), options)


def timed_chart(arguments: argparse.Namespace) -> Chart:
    """As `birth_chart`, for what needs a time of day. Raises Undefined without one."""
    chart = birth_chart(arguments)
    if isinstance(chart, DayChart):
        raise Undefined("This needs the time of birth, which is not known.")
    return chart


def chart_options(arguments: argparse.Namespace) -> ChartOptions:
    """Raises InvalidInput for a zodiac without its ayanamsa, and the other way round."""
    zodiac = Zodiac(arguments.zodiac)
    ayanamsa = Ayanamsa(arguments.ayanamsa) if arguments.ayanamsa else None
    if ayanamsa and zodiac is Zodiac.TROPICAL:
        raise InvalidInput("An ayanamsa belongs to --zodiac sidereal.", field="ayanamsa")
    if not ayanamsa and zodiac is Zodiac.SIDEREAL:
        raise InvalidInput("The sidereal zodiac needs an ayanamsa: --ayanamsa lahiri, or another.", field="ayanamsa")
    return ChartOptions(zodiac=zodiac, ayanamsa=ayanamsa, house_system=HouseSystem(arguments.houses))


def moment_of(text: str) -> Moment:
    """The instant of `2030-01-01` or `2025-06-21T00:00`: UTC, unless an offset stands behind; without a time midnight.

    Raises InvalidInput.
    """
    date, time, offset_s = parse_at(text)
    return resolve_moment(date, time or _MIDNIGHT, _GREENWICH, zone="UTC", utc_offset_s=offset_s)


def _birth(arguments: argparse.Namespace) -> BirthData:
    date, time, offset_s = parse_at(arguments.at)
    if arguments.unknown_time:
        time = None
    elif time is None:
        raise InvalidInput("--at needs a time of day, or say --unknown-time.", field="time")
    place, zone = place_of(arguments)
    return BirthData(
        date=date,
        time=time,
        place=place,
        zone=arguments.zone or zone,
        fold=Fold(arguments.fold) if arguments.fold else None,
        utc_offset_s=offset_s,
    )


def check_place(arguments: argparse.Namespace) -> None:
    """Ends in misuse unless there is one place: a name, or two coordinates."""
    given = (arguments.place is not None, arguments.lat is not None, arguments.lon is not None)
    if given not in {(True, False, False), (False, True, True)}:
        arguments.misuse("give either --place, or --lat and --lon")


def place_of(arguments: argparse.Namespace) -> tuple[Place, str]:
    """The place of `add_place_arguments`, and its time zone. Raises InvalidInput beside "place"."""
    if arguments.place is not None:
        return named_place(arguments.place)
    return Place("", arguments.lat, arguments.lon), zone_of(arguments.lat, arguments.lon)


def named_place(typed: str) -> tuple[Place, str]:
    """The place of typed coordinates or of a city's name, and its time zone. Raises InvalidInput beside "place"."""
    point = parse_coordinates(typed)
    if point is not None:
        return Place("", *point), zone_of(*point)
    from outer_skies.commands.places import find_place  # noqa: PLC0415  coordinates need no database

    return find_place(typed)
