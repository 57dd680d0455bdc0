"""Synastry, composite and Davison chart of one pair, against one natal chart.

    python benchmarks/pair_of_charts.py [pairs]

Both charts of a pair are cast already. Blocks of both sides alternate in one thread; each counts its fastest round,
in seconds of the processor.
"""

import json
import sys
import time

from natal_chart import births

from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.techniques.composite import composite
from outer_skies.engine.techniques.davison import davison
from outer_skies.engine.techniques.synastry import synastry

ROUNDS = 7
TARGET = 4.0
OPTIONS = ChartOptions()


def together(pairs: list[tuple[Chart, Chart]]) -> None:
    """The three ways to compare a pair."""
    for one, other in pairs:
        synastry(one, other)
        composite(one, other)
        davison(one, other)


def alone(pairs: list[tuple[Chart, Chart]]) -> None:
    """The first chart of each pair, cast."""
    for one, _ in pairs:
        cast_chart(one.moment, one.place, OPTIONS)


def main() -> None:
    """Prints the result as one line of JSON."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    charts = [cast_chart(moment, place, OPTIONS) for moment, place in births(2 * count)]
    pairs = list(zip(charts[::2], charts[1::2], strict=True))
    best = {alone: float("inf"), together: float("inf")}
    for _ in range(ROUNDS):
        for side in (alone, together):
            begin = time.process_time()
            side(pairs)
            best[side] = min(best[side], time.process_time() - begin)
    ratio = best[together] / best[alone]
    print(
        json.dumps(
            {
                "name": "pair_of_charts",
                "pairs": len(pairs),
                "natal_us": round(best[alone] / len(pairs) * 1e6, 1),
                "pair_us": round(best[together] / len(pairs) * 1e6, 1),
                "ratio": round(ratio, 2),
                "target": f"<= {TARGET}",
                "met": ratio <= TARGET,
            }
        )
    )


if __name__ == "__main__":
    main()
