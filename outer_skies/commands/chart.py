"""`outer-skies chart`: one chart, as text, JSON or a drawing."""

import argparse
from typing import TYPE_CHECKING

from outer_skies.charts.birth_iso import shown
from outer_skies.commands.births import BIRTH_HELP, add_birth_arguments, birth_chart, named_place, timed_chart
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.svg import svg_document
from outer_skies.drawing.text import chart_text, headline
from outer_skies.drawing.wheel import WheelSize, draw_wheel
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart
from outer_skies.engine.document import Json, chart_document

if TYPE_CHECKING:
    from outer_skies.engine.techniques.readings import Finds

DESCRIPTION = "Cast the chart of one birth."
EPILOG = f"""\
{BIRTH_HELP}

techniques: all of one chart, unless --techniques says otherwise; docs/techniques.md lists them. What a chart cannot
answer is left out, and a note says why.

examples:
  outer-skies chart --at 1990-05-17T14:30 --place "Halifax, CA"
  outer-skies chart --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --format json > chart.json
  outer-skies chart --at 1990-05-17T14:30 --lat 44.65 --lon -63.57 --techniques dignities,harmonics \\
    --choose dignities.triplicities=lilly --choose harmonics.numbers=11,13
  outer-skies chart --at 1990-05-17 --unknown-time --place "44°39'N 63°34'W"
  outer-skies chart --at 2024-10-27T01:30 --fold later --lat 51.5 --lon -0.12 --format svg > wheel.svg

{EXIT_CODES}"""
_ALL, _NONE = "all", "none"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The birth, the form, and which techniques to add."""
    add_birth_arguments(parser)
    parser.add_argument("--where", metavar="NAME", help="relocate it: the same instant at another place")
    parser.add_argument("--format", choices=("json", "text", "svg"), default="text", help="of the output; text")
    parser.add_argument(
        "--techniques",
        metavar="NAMES",
        help="which to read the chart by: all, none, or dignities,patterns; all in JSON, none in text",
    )

    parser.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="TECHNIQUE.CHOICE=VALUE",
        help="a technique otherwise than by its defaults, harmonics.numbers=11,13; may be given several times",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the chart that was asked for."""
    is_json = arguments.format == "json"
    names = _techniques(arguments, arguments.techniques or (_ALL if is_json else _NONE))
    finds: Finds = _chosen(arguments, names) if arguments.choose else {}
    chart = birth_chart(arguments) if arguments.where is None else _relocated(arguments)
    if is_json:
        write_json(_document(chart, names, finds))
    elif arguments.format == "svg":
        wheel = draw_wheel(chart, WheelSize.LARGE)
        write(svg_document(wheel, "light", title="Chart wheel", description=headline(chart)))
    else:
        write(chart_text(chart) + _read_text(chart, names, finds))
    return 0


def _relocated(arguments: argparse.Namespace) -> Chart:
    from outer_skies.engine.techniques.relocation import relocate  # noqa: PLC0415  most charts stay where they are

    return relocate(timed_chart(arguments), named_place(arguments.where)[0])


def _techniques(arguments: argparse.Namespace, asked: str) -> tuple[str, ...]:
    """The names asked for; misuse when there is no such technique."""
    if asked == _NONE:
        return ()
    from outer_skies.engine.techniques.readings import READABLE, READINGS  # noqa: PLC0415  a chart alone needs none

    if asked == _ALL:
        return tuple(READINGS)
    names = [name.strip() for name in asked.split(",")]
    for name in names:
        if name not in READABLE:
            arguments.misuse(f"argument --techniques: {shown(name)} is none of {', '.join(READABLE)}")
    return tuple(name for name in READABLE if name in names)


def _chosen(arguments: argparse.Namespace, names: tuple[str, ...]) -> "Finds":
    """The functions of the techniques for which something was chosen; misuse for choices that there are not."""
    from outer_skies.commands.choices import chosen_of  # noqa: PLC0415  as above
    from outer_skies.engine.techniques.readings import READABLE  # noqa: PLC0415  as above

    words: dict[str, dict[str, str]] = {}
    for text in arguments.choose:
        name, is_named, choice = text.partition("=")[0].partition(".")
        if not is_named or "=" not in text:
            arguments.misuse(f"argument --choose: write TECHNIQUE.CHOICE=VALUE, not {shown(text)}")
        if name not in names:
            arguments.misuse(f"argument --choose: {shown(name)} is none of the techniques that are read")
        words.setdefault(name, {})[choice] = text.partition("=")[2]
    try:
        return {name: chosen_of(READABLE[name], chosen) for name, chosen in words.items()}
    except argparse.ArgumentTypeError as error:
        arguments.misuse(f"argument --choose: {error}")
        raise


def _document(chart: Chart | DayChart, names: tuple[str, ...], finds: "Finds") -> Json:
    if not names:
        return chart_document(chart)
    from outer_skies.engine.techniques.readings import read_document  # noqa: PLC0415  as above

    return read_document(chart, names, finds)


def _read_text(chart: Chart | DayChart, names: tuple[str, ...], finds: "Finds") -> str:
    if not names:
        return ""
    from outer_skies.drawing.outline import outline  # noqa: PLC0415  as above
    from outer_skies.engine.techniques.readings import READABLE, read_chart  # noqa: PLC0415  as above

    found, notes = read_chart(chart, names, finds)
    parts = [f"{READABLE[name].label}\n\n{outline(result)}" for name, result in found.items()]
    return "\n" + "\n\n".join([*parts, *(note.text for note in notes)]) + "\n"
