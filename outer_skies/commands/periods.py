"""`outer-skies periods`: who rules when, by the techniques that divide a life."""

import argparse

import msgspec

from outer_skies.commands.births import BIRTH_HELP, add_birth_arguments, moment_of, timed_chart
from outer_skies.commands.choices import add_method_arguments, method_of, techniques_of
from outer_skies.commands.documents import PERIODS, heading_of, made_by
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.outline import outline
from outer_skies.drawing.periods_text import periods_text
from outer_skies.drawing.text import headline
from outer_skies.engine.chart import Chart
from outer_skies.engine.moments import Moment, moment_at_tt
from outer_skies.engine.techniques.periods import birthdays
from outer_skies.engine.techniques.table import Group

METHODS = techniques_of(Group.PERIODS)
LIFE_YEARS = 90

DESCRIPTION = "List the periods of a life: profections, firdaria, zodiacal releasing and others."
EPILOG = f"""\
Times are UTC unless an offset stands behind them. Periods go from birth, or --since, up to --until; deeper levels are
many, so ask for them of a shorter time.

{BIRTH_HELP}

examples:
  outer-skies periods --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --method profections
  outer-skies periods --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --method vimshottari --format json
  outer-skies periods --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --method zodiacal_releasing --lot fortune \\
    --levels 4 --since 2025-01-01 --until 2025-02-01

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The birth, the method and its choices, and how far to go."""
    add_birth_arguments(parser)
    parser.add_argument("--until", metavar="TIME", help=f"where the list ends; the {LIFE_YEARS}th birthday")
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    add_method_arguments(parser, METHODS, "profections")


def run(arguments: argparse.Namespace) -> int:
    """Write the periods."""
    find = method_of(arguments, METHODS)
    until = moment_of(arguments.until) if arguments.until else None
    chart = timed_chart(arguments)
    until = until or _a_life_later(chart)
    found = find(chart, until)
    if arguments.format == "json":
        birth = {"birth": heading_of(chart), "until_utc": until.utc}
        write_json({"schema": PERIODS, "method": arguments.method, **birth, **made_by(found)})
    else:
        others = {name: value for name, value in msgspec.structs.asdict(found).items() if name != "periods"}
        parts = [
            headline(chart),
            f"{METHODS[arguments.method].label}, UTC\n{outline(others)}",
            periods_text(found.periods, chart.moment.jd_tt),
        ]
        write("\n\n".join(parts))
    return 0


def _a_life_later(chart: Chart) -> Moment:
    return moment_at_tt(birthdays(chart.moment)(LIFE_YEARS))
