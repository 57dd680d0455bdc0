"""The lots of the ancients and the Arabs in a chart: half a hundred points, each with the formula it was cast by.

Source: `lot_formulas` names one for each lot.
"""

import msgspec

from outer_skies.engine.angles import normalized_deg, signed_separation_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.houses import ring_of
from outer_skies.engine.lots import lot_longitudes_deg
from outer_skies.engine.techniques.dignity_tables import DOMICILES, PLANETS
from outer_skies.engine.techniques.lot_formulas import FIXED_DEGREES, FORMULAS, ArabicLot, LotFormula
from outer_skies.engine.techniques.needs import angles, is_day_chart, position
from outer_skies.engine.techniques.sect import Sect
from outer_skies.engine.techniques.syzygy import find_syzygy
from outer_skies.engine.zodiac import SIGN_DEG, Sign


class LotPlace(msgspec.Struct, frozen=True):
    """Where a lot stands and how it was cast at this hour: as far from `cast_from` as `end` stands from `start`.

    `longitude_deg` is in [0, 360), `degree_in_sign` in [0, 30), `house` 1 to 12 or None for a chart without houses.
    `lord` is the planet whose domicile holds the lot.
    """

    longitude_deg: float
    sign: Sign
    degree_in_sign: float
    house: int | None
    lord: Body
    start: str
    end: str
    cast_from: str
    source: str


class ArabicLots(msgspec.Struct, frozen=True):
    """The lots of a chart by their keys. `absent` are those measured from house cusps, in a chart without houses."""

    sect: Sect
    lots: dict[ArabicLot, LotPlace]
    absent: tuple[ArabicLot, ...]


_FREE = {name: formula for name, formula in FORMULAS.items() if "cusp_" not in f"{formula.start} {formula.end}"}
_SIGNS = tuple(Sign)


def find_lots(chart: Chart) -> ArabicLots:
    """Every lot of the catalogue. Raises Undefined for a chart without angles or without one of the seven planets."""
    by_day = is_day_chart(chart)
    points = find_points(chart, by_day=by_day)
    formulas = FORMULAS if chart.houses else _FREE
    longitudes = [lot_longitude_deg(formula, points, by_day=by_day) for formula in formulas.values()]
    ring = ring_of(chart.houses.cusps_deg) if chart.houses else None
    held = ring.houses(longitudes) if ring else [None] * len(longitudes)
    lots: dict[ArabicLot, LotPlace] = {}
    for (name, formula), longitude, house in zip(formulas.items(), longitudes, held, strict=True):
        number = int(longitude / SIGN_DEG)
        start, end = (formula.start, formula.end) if by_day else formula.night
        lots[name] = LotPlace(
            longitude,
            _SIGNS[number],
            longitude % SIGN_DEG,
            house,
            DOMICILES[number],
            start,
            end,
            formula.cast_from,
            formula.source,
        )
    absent = () if chart.houses else tuple(name for name in FORMULAS if name not in _FREE)
    return ArabicLots(Sect.DAY if by_day else Sect.NIGHT, lots, absent)


def lot_longitude_deg(formula: LotFormula, points: dict[str, float], *, by_day: bool) -> float:
    """Where a lot stands, [0, 360), given the longitudes in degrees of the points of its formula."""
    start, end = (formula.start, formula.end) if by_day else formula.night
    arc = points[end] - points[start]
    if formula.is_shorter:
        arc = abs(signed_separation_deg(points[start], points[end]))
    return normalized_deg(points[formula.cast_from] + arc)


def find_points(chart: Chart, *, by_day: bool) -> dict[str, float]:
    """The longitudes in degrees, [0, 360), of all points that the formulas are made of and the chart has."""
    ascendant = angles(chart).ascendant
    points: dict[str, float] = {body: position(chart, body).longitude_deg for body in PLANETS}
    fortune, spirit = lot_longitudes_deg(ascendant, points[Body.SUN], points[Body.MOON], by_day=by_day)
    points |= {"ascendant": ascendant, "fortune": fortune, "spirit": spirit, **FIXED_DEGREES}
    points["syzygy"] = find_syzygy(chart).longitude_deg
    if chart.houses:
        points |= {f"cusp_{number}": cusp for number, cusp in enumerate(chart.houses.cusps_deg, 1)}
    lords = {f"lord_of_{point}": points[DOMICILES[int(place / SIGN_DEG)]] for point, place in points.items()}
    return points | lords
