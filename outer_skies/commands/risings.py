"""`outer-skies risings`: when bodies and stars rise, culminate and set at a place, and which of them do so together."""

import argparse

from outer_skies.charts.birth_iso import shown
from outer_skies.commands.births import add_place_arguments, check_place, moment_of, place_of
from outer_skies.commands.choices import several
from outer_skies.commands.documents import RISINGS, place_document
from outer_skies.commands.terminal import EXIT_CODES, write, write_json
from outer_skies.drawing.outline import outline
from outer_skies.engine.bodies import Body
from outer_skies.engine.events.parans import DEFAULT_ORB_S, Paran, find_parans
from outer_skies.engine.events.rising import Passages, Target, find_passages
from outer_skies.engine.horizon import Corner
from outer_skies.engine.stars import all_stars

PASSAGES, PARANS = "passages", "parans"

DESCRIPTION = "Find when bodies and stars rise, culminate and set at a place, or which do so at one moment: parans."
EPILOG = f"""\
Times are UTC unless an offset stands behind them. Passages are those of almanacs: the upper limb of Sun and Moon, 34
minutes of refraction; parans are of centres on the true horizon.

bodies: {", ".join(Body)}, and stars by their keys, such as regulus

examples:
  outer-skies risings --lat 51.5 --lon -0.12 --from 2030-06-21 --to 2030-06-23
  outer-skies risings --lat 51.5 --lon -0.12 --from 2030-01-01 --to 2030-02-01 --method parans --bodies sun,mars,sirius

{EXIT_CODES}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The place, the interval, and of what."""
    add_place_arguments(parser.add_argument_group("place"))
    parser.add_argument("--from", dest="start", required=True, metavar="TIME", help="where to begin, 2030-01-01")
    parser.add_argument("--to", dest="end", required=True, metavar="TIME", help="where to end, 2030-01-02")
    parser.add_argument("--method", choices=(PASSAGES, PARANS), default=PASSAGES, help=PASSAGES)
    parser.add_argument("--bodies", type=_targets, default="sun,moon", metavar="NAMES", help="sun,moon")
    parser.add_argument(
        "--corners", type=several(Corner), default=tuple(Corner), metavar="NAMES", help=",".join(Corner)
    )
    parser.add_argument("--orb-s", type=float, metavar="X", help=f"of parans, seconds of time ({DEFAULT_ORB_S:g})")
    parser.add_argument("--format", choices=("json", "text"), default="text", help="of the output; text")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Write the passages or the parans."""
    check_place(arguments)
    if arguments.method == PASSAGES and arguments.orb_s is not None:
        arguments.misuse(f"--orb-s belongs to --method {PARANS}")
    start, end = moment_of(arguments.start), moment_of(arguments.end)
    place, _ = place_of(arguments)
    found: Passages | dict[str, tuple[Paran, ...]]
    if arguments.method == PASSAGES:
        found = find_passages(start, end, place, arguments.bodies, arguments.corners)
        fields = {"horizon": found.horizon, "passages": found.passages, "unbroken": found.unbroken}
    else:
        orb = DEFAULT_ORB_S if arguments.orb_s is None else arguments.orb_s
        found = fields = {"parans": find_parans(start, end, place, arguments.bodies, arguments.corners, orb_s=orb)}
    if arguments.format == "json":
        write_json({"schema": RISINGS, "method": arguments.method, "place": place_document(place), **fields})
    else:
        write(outline(found) or "Nothing.")
    return 0


def _targets(text: str) -> tuple[Target, ...]:
    """Bodies and stars by name, each once, in the order in which they are named."""
    bodies, stars = {one.value: one for one in Body}, {one.key: one for one in all_stars()}
    found: list[Target] = []
    for word in dict.fromkeys(one.strip() for one in text.split(",")):
        if word not in bodies and word not in stars:
            raise argparse.ArgumentTypeError(f"{shown(word)} is neither a body nor a star of the table")
        found.append(bodies[word] if word in bodies else stars[word])
    return tuple(found)
