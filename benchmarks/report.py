"""What the results say: rows for the terminal, and docs/performance.md, in which no figure is typed by hand.

    python benchmarks/report.py

writes the page again from benchmarks/results.json.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
TITLES = {
    "natal_chart": "A full natal chart against the bare library calls",
    "bulk": "Bulk charts on two processes against one",
    "event_throughput": "Events that cast a chart against a blank app's from memory",
    "cast_latency": "From “Cast chart” to a drawn wheel against an event that does nothing",
    "first_page": "JavaScript and CSS of the first page",
    "place_search": "Place type-ahead over the full table",
    "session_memory": "Memory of an open session",
    "library_pages": "Pages of a full library",
    "everything_of_one_chart": "A chart with every reading of it against the peers' fullest charts",
    "pair_of_charts": "Synastry, composite and Davison chart against one natal chart",
    "transit_search": "A hundred years of transits against stellium's search",
    "lunations_and_eclipses": "Two centuries of lunations and eclipses against the library in steps",
    "technique_times": "Every technique, and every search over ten years",
    "edge_cost": "What the edge adds to a request and to an event",
    "observatory": "Mozilla's HTTP Observatory over every page and kind of error",
}
"""The benchmarks in the order they run, which is the order of the page."""

BUSY = 0.1
"""The share of the machine that others may take before a figure is said to be disturbed."""
FLAT = 1.05
"""Memory that grows with the number of births would be half as much again in the last third."""


class Row(NamedTuple):
    """One figure. `met` is None where there is no target."""

    name: str
    figure: str
    target: str
    met: bool | None


def rows(name: str, result: dict[str, Any]) -> list[Row]:
    """The figures of one benchmark."""
    if "broke" in result:
        return [Row(TITLES[name], f"broke: {result['broke']}", "", met=False)]
    return _ROWS[name](result)


def _natal_chart(found: dict[str, Any]) -> list[Row]:
    figure = f"{found['ratio']:.2f}x ({found['ours_us']:.0f} µs against {found['bare_us']:.0f} µs)"
    return [Row("Natal chart / bare library", figure, "≤ 2.0x", found["ratio"] <= 2.0)]


def _bulk(found: dict[str, Any]) -> list[Row]:
    speed = (
        f"{found['ratio']:.2f}x ({found['charts_per_s']:,} charts a second; the machine had {found['possible']:.2f}x)"
    )
    growth, peak = found["memory_growth"]["two"], found["peak_rss_mb"]["two"]
    flat = f"{growth:.2f}x the most of the third before (peak {peak} MB)"
    return [
        Row(f"{found['births']:,} bulk charts, 2 processes / 1", speed, "≥ 1.6x", found["ratio"] >= 1.6),
        Row("Memory of 2 processes, last third of the run", flat, f"flat (≤ {FLAT}x)", growth <= FLAT),
    ]


def _event_throughput(found: dict[str, Any]) -> list[Row]:
    return [
        Row(
            f"Event that casts a chart / blank event, {sockets} sockets",
            f"{side['ratio']:.2f}x ({side['ours']['per_s']:.0f} against {side['blank']['per_s']:.0f} a second)",
            "≥ 0.6x",
            side["ratio"] >= 0.6,
        )
        for sockets, side in found["sockets"].items()
    ]


def _cast_latency(found: dict[str, Any]) -> list[Row]:
    cast, nothing = found["cast"], found["nothing"]
    figure = f"{found['p95_above_ms']:.0f} ms above ({cast['p95_ms']:.0f} ms against {nothing['p95_ms']:.0f} ms)"
    middle = f"{found['p50_above_ms']:.0f} ms above ({cast['p50_ms']:.0f} ms against {nothing['p50_ms']:.0f} ms)"
    return [
        Row("Click to drawn wheel, p95", figure, "≤ 60 ms above an event that does nothing", found["met"]),
        Row("Click to drawn wheel, median", middle, "", None),
    ]


def _first_page(found: dict[str, Any]) -> list[Row]:
    ours, blank = found["ours"], found["blank"]
    how = ", ".join(ours["encodings"])
    script, css = ours["javascript_kb"], ours["css_kb"]
    script_figure = f"{script:.0f} kB {how} ({script / blank['javascript_kb']:.2f}x a blank page's)"
    return [
        Row("JavaScript of the first page", script_figure, "≤ 210 kB", script <= 210),
        Row("CSS of the first page", f"{css:.1f} kB {how}", "≤ 20 kB", css <= 20),
    ]


def _place_search(found: dict[str, Any]) -> list[Row]:
    return [
        Row(f"Place type-ahead in the database, p95, {words}", f"{p95:.1f} ms", "≤ 20 ms", p95 <= 20)
        for kind, words in (("typical", "as people type"), ("nasty", "the hardest texts"))
        if (p95 := found[kind]["database_p95_ms"]) is not None
    ]


def _session_memory(found: dict[str, Any]) -> list[Row]:
    ours, blank = found["ours"]["session_mb"], found["blank"]["session_mb"]
    figure = f"{ours:.2f} MB (a blank app's {blank:.2f} MB)"
    return [Row(f"Memory of a session, {found['sessions']} open", figure, "≤ 1 MB", found["met"])]


def _library_pages(found: dict[str, Any]) -> list[Row]:
    pages = found["pages"].values()
    slowest = max(time for page in pages for time in (page["first_ms"], page["middle_ms"]) if time is not None)
    return [Row(f"Slowest page of a library, {found['charts']:,} charts", f"{slowest:.1f} ms", "", None)]


def _everything(found: dict[str, Any]) -> list[Row]:
    ours = found["ms_each"]["ours"]
    return [
        Row(
            f"Chart with all {found['techniques']} readings, against {peer}'s fullest",
            f"{ratio:.1f}x faster ({ours:.2f} ms against {found['ms_each'][peer]:.1f} ms)",
            "≥ 5x",
            ratio >= 5,
        )
        for peer, ratio in found["times_faster"].items()
    ]


def _pair(found: dict[str, Any]) -> list[Row]:
    figure = f"{found['ratio']:.2f}x ({found['pair_us']:.0f} µs against {found['natal_us']:.0f} µs)"
    return [Row("Synastry, composite and Davison / natal chart", figure, "≤ 4.0x", found["met"])]


def _transit_search(found: dict[str, Any]) -> list[Row]:
    times = f"{found['times_faster']:.0f}x faster ({found['ours_s']:.2f} s against {found['stellium_s']:.0f} s)"
    same = (
        f"{found['events']:,}, each of them also stellium's, which tells {found['told_twice']} twice"
        if found["same"]
        else f"{len(found['only_ours'])} only here, {len(found['only_theirs'])} only there"
    )
    away = f'{found["furthest_arcsec"]:.4f}" ({found["furthest_arcsec_of_stellium"]:.0f}" at worst in stellium)'
    return [
        Row("Transits of 100 years, against stellium's search", times, "≥ 50x", found["times_faster"] >= 50),
        Row("Events of that search", same, "the same", found["same"]),
        Row("A body's distance from the exact aspect at its moment", away, "", None),
    ]


def _lunations(found: dict[str, Any]) -> list[Row]:
    times = f"{found['times_faster']:.0f}x faster ({found['ours_s']:.2f} s against {found['library_s']:.1f} s)"
    counts = (
        f"{found['lunations'][0]:,} lunations within {found['lunations_apart_s']} s, {found['eclipses'][0]} eclipses"
    )
    return [
        Row("Lunations and eclipses 1900-2100, against the library", times, "≥ 20x", found["times_faster"] >= 20),
        Row("Events of that search", counts, "the same", found["same"]),
    ]


def _technique_times(found: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for kind, words, limit in (("techniques_ms", "technique", 5), ("searches_ms", "search over ten years", 250)):
        name, slowest = max(found[kind].items(), key=lambda one: one[1])
        figure = f"{slowest:.1f} ms ({name.replace('_', ' ')}), of {len(found[kind])}"
        rows.append(Row(f"Slowest {words}", figure, f"< {limit} ms", slowest < limit))
    return rows


def _edge_cost(found: dict[str, Any]) -> list[Row]:
    return [
        Row("The whole edge, a request", f"{found['request_ms']:.3f} ms", "≤ 0.2 ms", found["request_ms"] <= 0.2),
        Row("The whole edge, an event", f"{found['frame_ms']:.3f} ms", "", None),
    ]


def _observatory(found: dict[str, Any]) -> list[Row]:
    figure = f"{found['lowest']} at least, {len(found['pages'])} pages and errors"
    return [Row("HTTP Observatory, on this machine", figure, "A+, ≥ 130", found["met"])]


_ROWS: dict[str, Callable[[dict[str, Any]], list[Row]]] = {
    "natal_chart": _natal_chart,
    "bulk": _bulk,
    "event_throughput": _event_throughput,
    "cast_latency": _cast_latency,
    "first_page": _first_page,
    "place_search": _place_search,
    "session_memory": _session_memory,
    "library_pages": _library_pages,
    "everything_of_one_chart": _everything,
    "pair_of_charts": _pair,
    "transit_search": _transit_search,
    "lunations_and_eclipses": _lunations,
    "technique_times": _technique_times,
    "edge_cost": _edge_cost,
    "observatory": _observatory,
}


def table(found: Iterable[Row]) -> str:
    """The rows as a table for the terminal."""
    lines = [("what", "figure", "target", "met"), *((r.name, r.figure, r.target, _said(r.met)) for r in found)]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _said(met: bool | None) -> str:
    return "" if met is None else ("yes" if met else "no")


def performance_page(machine: dict[str, Any], results: dict[str, Any]) -> str:
    """docs/performance.md."""
    found = [row for name, result in results.items() for row in rows(name, result)]
    lines = "\n".join(f"| {r.name} | {r.figure} | {r.target} | {_said(r.met)} |" for r in found)
    packages = "\n".join(f"{name} {number}," for name, number in machine["packages"].items()).removesuffix(",")
    how = "\n\n".join(
        f"### {TITLES[name]}\n\n`{result['command']}`\n\n{_method(name)}"
        for name, result in results.items()
        if "command" in result
    )
    return f"""# Performance

`make bench` measures what stands here, writes it to `benchmarks/results.json`, and writes this page from that file.
Each figure is set beside a reference from the same run, so that it says the same on a slow machine as on a fast one.

| what | figure | target | met |
| --- | --- | --- | --- |
{lines}

Measured on {machine["cores"]} cores and {machine["memory_gb"]} GB of memory, which those who ask and those who answer
shared: {machine["system"]} on {machine["processor"]}, Python {machine["python"]},
{packages}.
{_disturbed(results)}

## How each is measured

{how}
"""


def _disturbed(results: dict[str, Any]) -> str:
    """Which figures to take with care, because other programs were at work on the machine."""
    busy = {TITLES[name]: one["others_share"] for name, one in results.items() if one.get("others_share", 0) > BUSY}
    if not busy:
        return ""
    lines = "\n".join(f"- {title}: {share:.0%} of the machine" for title, share in busy.items())
    return f"\nOther programs were at work meanwhile, so take these with care:\n\n{lines}\n"


def _method(name: str) -> str:
    """What the script says of itself, without its command."""
    text = (HERE / f"{name}.py").read_text(encoding="utf-8").split('"""')[1]
    return "\n\n".join(part for part in text.split("\n\n") if not part.startswith("    ")).strip()


def main() -> None:
    """Write the page from the file."""
    written = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    page = performance_page(written["machine"], written["results"])
    (HERE.parent / "docs" / "performance.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
