"""Points beyond those of every chart: where they stand in it, and the hard aspects they make to its own points."""

from collections.abc import Sequence
from itertools import repeat

import msgspec
import numpy as np

from outer_skies.engine.angles import FULL_CIRCLE_DEG
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.chart import Chart
from outer_skies.engine.far_bodies import TransNeptunian, UranianPoint
from outer_skies.engine.far_sight import far_rows
from outer_skies.engine.houses import ring_of
from outer_skies.engine.techniques.points import all_points
from outer_skies.engine.zodiac import Sign, degree_in_sign, sign_of

HARD_ASPECTS = (
    AspectKind.CONJUNCTION, AspectKind.OPPOSITION, AspectKind.SQUARE, AspectKind.SEMISQUARE,
    AspectKind.SESQUIQUADRATE,
)  # fmt: skip
_ANGLES_DEG = np.array([kind.angle_deg for kind in HARD_ASPECTS])


class FarPosition(msgspec.Struct, frozen=True, gc=False):
    """Where a point appears, by its key: as `chart.Position`, with its name and whose orbit it moves on."""

    point: str
    name: str
    source: str
    longitude_deg: float
    latitude_deg: float
    distance_au: float
    speed_deg_per_day: float
    right_ascension_deg: float
    declination_deg: float
    sign: Sign
    degree_in_sign: float
    house: int | None
    is_retrograde: bool


class FarContact(msgspec.Struct, frozen=True, gc=False):
    """A point in hard aspect to a body of the chart, or to its "ascendant" or "midheaven"; orbs in degrees."""

    point: str
    other: str
    kind: AspectKind
    orb_deg: float
    max_orb_deg: float


def far_positions(
    chart: Chart, points: Sequence[UranianPoint | TransNeptunian], sources: Sequence[str]
) -> tuple[FarPosition, ...]:
    """Where the points stand in the chart's zodiac and houses."""
    seen = far_rows(chart.moment.jd_tt, chart.options.ayanamsa)
    rows = [seen[point] for point in points]
    ring = ring_of(chart.houses.cusps_deg) if chart.houses else None
    houses = ring.houses([row[0] for row in rows]) if ring else repeat(None)
    return tuple(
        [
            FarPosition(
                point, point.label, source, *row[:6], sign_of(row[0]), degree_in_sign(row[0]), house, row[3] < 0
            )
            for point, source, row, house in zip(points, sources, rows, houses, strict=False)
        ]
    )


def far_contacts(chart: Chart, positions: Sequence[FarPosition], max_orb_deg: float) -> tuple[FarContact, ...]:
    """The hard aspects between the points and those of the chart, by point."""
    others = all_points(chart)
    apart = np.abs(
        np.array([[one.longitude_deg] for one in positions]) - np.array([longitude for _, longitude in others])
    )
    orbs = np.abs(np.minimum(apart, FULL_CIRCLE_DEG - apart)[:, :, None] - _ANGLES_DEG)
    near = np.flatnonzero(orbs <= max_orb_deg)
    found: list[int] = near.tolist()
    contacts: list[FarContact] = []
    for index, orb in zip(found, orbs.ravel()[near].tolist(), strict=True):
        pair, kind = divmod(index, len(HARD_ASPECTS))
        point, other = divmod(pair, len(others))
        contacts.append(FarContact(positions[point].point, others[other][0], HARD_ASPECTS[kind], orb, max_orb_deg))
    return tuple(contacts)
