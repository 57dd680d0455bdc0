"""The points of a chart by their names: angles, bodies, and every lot of the catalogue."""

from outer_skies.engine.chart import Chart
from outer_skies.engine.lots import LotName
from outer_skies.engine.techniques.lot_formulas import ArabicLot
from outer_skies.engine.techniques.lots import find_lots
from outer_skies.engine.techniques.needs import point_longitude_deg
from outer_skies.errors import Undefined

_OWN_LOTS = frozenset(LotName)  # every chart has these, with fewer bodies than the catalogue needs
_LOTS = frozenset(ArabicLot) - _OWN_LOTS


def named_point_deg(chart: Chart, point: str) -> float:
    """The longitude of "midheaven", "mars", "spirit", "eros" and so on, in degrees [0, 360).

    Raises Undefined when the chart does not hold it, InvalidInput beside "point" when there is nothing of that name.
    """
    if point not in _LOTS:
        return point_longitude_deg(chart, point)
    lots = find_lots(chart).lots
    lot = ArabicLot(point)
    if lot not in lots:
        raise Undefined("That lot is measured from a cusp, and the chart has no houses.")
    return lots[lot].longitude_deg
