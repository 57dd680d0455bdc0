"""The chart's numbers as rows of text: positions, angles, aspects, and the legend of aspects found."""

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from outer_skies.drawing.glyphs import SIGN_GLYPHS, body_glyph
from outer_skies.drawing.notation import (
    DEGREES,
    MINUTES,
    SIGN_NAMES,
    arc_text,
    body_name,
    nearest_arc_text,
    orb_limit_text,
    point_text,
    second_text,
    whole_minutes,
    zodiac_point,
)
from outer_skies.drawing.styles import DECLINATION, MINOR
from outer_skies.engine.aspects import AspectKind, Orbs
from outer_skies.engine.chart import Chart, ChartOptions, Position
from outer_skies.engine.day import DayChart, DayPosition
from outer_skies.engine.houses import house_of


class PositionRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A body in the table "Positions", and what its card says. Empty text where there is nothing to say."""

    body: str
    label: str
    glyph: str
    degree: str
    sign: str
    minute: str
    is_retrograde: bool
    house: str
    declination: str
    per_day: str
    longitude: str
    name: str
    title: str
    detail: str


class AngleRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """AC or MC in the table "Positions"."""

    mark: str
    label: str
    degree: str
    sign: str
    minute: str
    house: str


class AspectRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An aspect, in the chart's own order. `close_percent` is 100 where exact.

    `orb_minutes` are cut like the text. At the edge of its orb an aspect is 0 percent close.
    """

    a: str
    kind: str
    b: str
    orb: str
    orb_minutes: int
    motion: str
    close_percent: int


class LegendRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A kind of aspect, or a group of kinds drawn alike: its widest orb and how many were found."""

    label: str
    glyph: str
    style: str
    orb: str
    found: int
    kinds: tuple[str, ...]


def position_rows(chart: Chart | DayChart) -> tuple[PositionRow, ...]:
    """A row for each body, in the chart's order."""
    return tuple(map(_position_row, chart.bodies))


def _position_row(position: Position | DayPosition) -> PositionRow:
    body, house = position.body, position.house
    point = zodiac_point(position.longitude_deg)
    sign = SIGN_NAMES[point.sign]
    per_day = nearest_arc_text(position.speed_deg_per_day)
    if isinstance(position, DayPosition):
        where = _within_a_day(position)
    else:
        where = f"{second_text(position.longitude_deg, point)} {sign}"
    return PositionRow(
        body,
        body.label,
        body_glyph(body),
        DEGREES[point.degree],
        SIGN_GLYPHS[point.sign],
        MINUTES[point.minute],
        position.is_retrograde,
        "" if house is None else str(house),
        nearest_arc_text(position.declination_deg),
        per_day,
        f"{position.longitude_deg:.2f}",
        body_name(body.label, point, house),
        f"{body.label} in {sign}",
        f"{where}, {_moving(per_day)} a day",
    )


def _within_a_day(position: DayPosition) -> str:
    """Within which arc a body stands during the day, to the minute."""
    first, last = map(zodiac_point, position.longitude_range_deg)
    start, end = (f"{point_text(edge)} {SIGN_NAMES[edge.sign]}" for edge in (first, last))
    return f"Between {start} and {end} that day"


@cache
def _moving(per_day: str) -> str:
    return f"moving back {per_day[1:]}" if per_day[0] == "−" else f"moving {per_day}"


def angle_rows(chart: Chart | DayChart) -> tuple[AngleRow, ...]:
    """Rows for Ascendant and Midheaven; none where the chart has no angles."""
    if isinstance(chart, DayChart) or chart.angles is None:
        return ()
    rows: list[AngleRow] = []
    cusps = chart.houses.cusps_deg if chart.houses else ()
    for mark, label, longitude in (
        ("AC", "Ascendant", chart.angles.ascendant),
        ("MC", "Midheaven", chart.angles.midheaven),
    ):
        point = zodiac_point(longitude)
        house = str(house_of(longitude, cusps)) if cusps else ""
        rows.append(
            AngleRow(
                mark,
                label,
                DEGREES[point.degree],
                SIGN_GLYPHS[point.sign],
                MINUTES[point.minute],
                house,
            )
        )
    return tuple(rows)


def aspect_rows(chart: Chart | DayChart) -> tuple[AspectRow, ...]:
    """A row for each aspect, in the chart's order, which lines of the wheel refer to."""
    rows: list[AspectRow] = []
    for one in chart.aspects:
        orb, most = one.orb_deg, one.max_orb_deg
        minutes = whole_minutes(orb)
        close = round(100 - 100 * orb / most) if most else 100
        rows.append(AspectRow(one.a, one.kind, one.b, arc_text(minutes), minutes, one.motion, close))
    return tuple(rows)


def legend_rows(options: ChartOptions, found: Sequence[AspectRow]) -> tuple[LegendRow, ...]:
    """The kinds of aspect that were looked for, those drawn alike as one, with what was found."""
    counts = Counter([row.kind for row in found])
    return tuple(
        LegendRow(label, glyph, style, orb, sum([counts.get(kind, 0) for kind in kinds]), kinds)
        for label, glyph, style, orb, kinds in _legend(options.orbs, options.aspects)
    )


@lru_cache(maxsize=256)
def _legend(orbs: Orbs, asked: tuple[AspectKind, ...]) -> tuple[tuple[str, str, str, str, tuple[str, ...]], ...]:
    """Rows of the legend without what was found: label, glyph, style, widest orb and kinds."""
    limits = dict(orbs.by_aspect)
    rows: list[tuple[str, str, str, str, tuple[str, ...]]] = []
    for label, glyph, group in _GROUPS:
        kinds = [kind for kind in group if kind in asked]
        if kinds:
            orb = orb_limit_text(max(limits[kind] for kind in kinds))
            rows.append((label, glyph, _STYLES.get(label, glyph), orb, tuple(kind.value for kind in kinds)))
    return tuple(rows)


_MAJORS = ("conjunction", "opposition", "trine", "square", "sextile", "quincunx")
_GROUPS: tuple[tuple[str, str, tuple[AspectKind, ...]], ...] = (
    *((kind.capitalize(), kind, (AspectKind(kind),)) for kind in _MAJORS),
    ("Minor", "semisquare", tuple(map(AspectKind, MINOR))),
    ("Parallel", "parallel", tuple(map(AspectKind, DECLINATION))),
)
_STYLES = {"Minor": "minor", "Parallel": ""}
