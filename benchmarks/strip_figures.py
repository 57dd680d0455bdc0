"""How far strips are from the library, how large they are in a browser, and what they cost.

    python benchmarks/strip_figures.py > docs/strip_figures.md

Errors are the widest of so many random instants. Times are of one thread, in seconds of the processor: a century of
one body, once a day, asked of the library, and of strips that are not there yet and that are.
"""

import platform
import time
from collections.abc import Callable

import msgspec
import numpy as np

from outer_skies.engine import strips
from outer_skies.engine.bodies import ALL_BODIES, Body
from outer_skies.engine.client_strips import Strip, client_strips, packed
from outer_skies.engine.ephemeris import FILES_END_JD_TT, FILES_START_JD_TT, sight
from outer_skies.engine.search import wrapped_deg

INSTANTS = 1500
CENTURY = np.arange(2415020.5, 2451544.5)
YEARS_JD_TT = tuple(2378861.5 + 36525.0 * century for century in range(6))
YEAR_DAYS = 366.0


def widest_s(body: Body) -> tuple[float, float]:
    """The widest gap in longitude and in latitude in the years of the files, in arcseconds."""
    rng = np.random.default_rng(5)
    jd_tt = FILES_START_JD_TT + (FILES_END_JD_TT - FILES_START_JD_TT) * rng.random(INSTANTS)
    rows = np.array([sight(one, (body,))[0][:2] for one in jd_tt.tolist()])
    longitude = np.abs(wrapped_deg(strips.longitude_deg(body, jd_tt) - rows[:, 0])).max()
    return float(longitude) * 3600, float(np.abs(strips.latitude_deg(body, jd_tt) - rows[:, 1]).max()) * 3600


def taken_s(call: Callable[[], object]) -> float:
    """Seconds of the processor that a call takes."""
    start = time.process_time()
    call()
    return time.process_time() - start


def costs_s(body: Body) -> tuple[float, float, float]:
    """A century by the library, by strips made for it, and by strips that were made."""
    strips.nutation_deg(CENTURY)  # which all bodies share
    by_library = taken_s(lambda: [sight(one, (body,)) for one in CENTURY.tolist()])
    return by_library, *(taken_s(lambda: strips.longitude_deg(body, CENTURY)) for _ in range(2))


def decoded_deg(strip: Strip, jd_tt: strips.Values, column: int) -> strips.Values:
    """What a browser reads from a strip."""
    days = np.array([strip.segment_days / 2**one.halvings for one in strip.segments])
    starts = strip.start_jd_tt + np.concatenate([[0.0], np.cumsum(days)[:-1]])
    at = np.searchsorted(starts, jd_tt, side="right") - 1
    found = np.empty_like(jd_tt)
    for segment in np.unique(at):
        here = at == segment
        x = 2 * (jd_tt[here] - starts[segment]) / days[segment] - 1
        series = (*strip.segments[segment].series[column], 0)
        found[here] = np.polynomial.chebyshev.chebval(x, np.array(series)) * strip.quanta_deg[column]
    return found


def in_browser() -> dict[str, tuple[float, float, float, float]]:
    """For each strip the widest gap in longitude and latitude in arcseconds, and bytes a year in both forms."""
    found: dict[str, list[tuple[float, float, float, float]]] = {}
    for start in YEARS_JD_TT:
        client = client_strips(ALL_BODIES, start, start + YEAR_DAYS)
        jd_tt = start + YEAR_DAYS * np.random.default_rng(6).random(INSTANTS)
        nutation = decoded_deg(client.strips[0], jd_tt, 0)
        for strip in client.strips:
            alone = msgspec.structs.replace(client, strips=(strip,))
            errors = 0.0, 0.0
            if strip.name in set(ALL_BODIES):
                body = Body(strip.name)
                longitude = decoded_deg(strip, jd_tt, 0) + nutation - strips.longitude_deg(body, jd_tt)
                latitude = decoded_deg(strip, jd_tt, 1) - strips.latitude_deg(body, jd_tt)
                errors = (
                    float(np.abs(wrapped_deg(longitude)).max()) * 3600,
                    float(np.abs(latitude).max()) * 3600,
                )
            sizes = float(len(packed(alone)) - 25), float(len(msgspec.json.encode(strip)))
            found.setdefault(strip.name, []).append((*errors, *sizes))
    return {name: (*np.max(rows, axis=0)[:2], *np.max(rows, axis=0)[2:]) for name, rows in found.items()}


def main() -> None:
    """Prints the page."""
    print("# Strips, measured\n")
    print("Printed by `python benchmarks/strip_figures.py > docs/strip_figures.md`; the program, never a hand, writes")
    print(f"the figures. Gaps are in arcseconds, the widest of {INSTANTS} random instants. What strips are:")
    print("[strips.md](strips.md).\n")
    print("## In the engine\n")
    print("Against the library, 1800 to 2399. A century of days: library, strips not yet made, strips made.\n")
    print("| body | longitude | latitude | library | first | again |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for body in ALL_BODIES:
        library, first, again = costs_s(body)
        longitude, latitude = widest_s(body)
        print(
            f"| {body.label} | {longitude:.4f} | {latitude:.4f} | {library * 1e3:.0f} ms | {first * 1e3:.0f} ms |"
            f" {again * 1e3:.1f} ms |"
        )
    print("\n## In the browser\n")
    print(f"Against the engine's strips, a year in each of {len(YEARS_JD_TT)} centuries; the largest of each.\n")
    print("| strip | longitude | latitude | bytes a year | as JSON |\n| --- | ---: | ---: | ---: | ---: |")
    total = np.zeros(2)
    for name, (longitude, latitude, binary, json) in in_browser().items():
        total += binary, json
        gaps = f"{longitude:.2f} | {latitude:.2f}" if longitude else " | "
        print(f"| {name} | {gaps} | {binary:.0f} | {json:.0f} |")
    print(f"| all | | | {total[0]:.0f} | {total[1]:.0f} |")
    print(f"\nMeasured with Python {platform.python_version()} and NumPy {np.__version__} on {platform.machine()}.")


if __name__ == "__main__":
    main()
