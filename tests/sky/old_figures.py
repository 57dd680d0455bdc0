"""Figures as old books print them: places, motions and cusps as given, no ephemeris asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, Position
from outer_skies.engine.ephemeris import Theory
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.houses import Angles, Houses, ring_of
from outer_skies.engine.lots import Lot, LotName, lot_longitudes_deg
from outer_skies.engine.moments import moment_at
from outer_skies.engine.places import Place
from outer_skies.engine.sphere import to_equator
from outer_skies.engine.zodiac import Sign

ENGLAND = Place("England", 53.0, 0.0)
SEVEN = tuple(Body)[:7]
_OBLIQUITY_DEG = 23.5


def at(sign: str, degrees: float, minutes: float = 0) -> float:
    """A longitude as the books write it."""
    return 30 * (Sign(sign).number - 1) + degrees + minutes / 60


def figure(
    utc: datetime,
    places_deg: Mapping[Body, float],
    cusps_deg: Sequence[float],
    *,
    motions_deg: Mapping[Body, float] | None = None,
    by_day: bool = True,
    system: HouseSystem = HouseSystem.REGIOMONTANUS,
) -> Chart:
    """A chart of the printed numbers. The meridian stands on the Sun by day, opposite to him by night."""
    motions = motions_deg or {}
    ring = ring_of(cusps_deg)
    assert ring
    held = dict(zip(places_deg, ring.houses(places_deg.values()), strict=True))
    bodies = tuple(
        Position(
            body, place, 0.0, 1.0, motion, *to_equator(place, 0.0, _OBLIQUITY_DEG), held[body], motion < 0, Theory.SWISS
        )
        for body, place in places_deg.items()
        for motion in (motions.get(body, 1.0),)
    )
    ascendant, midheaven = cusps_deg[0], cusps_deg[9]
    armc = bodies[0].right_ascension_deg + (0 if by_day else 180)
    angles = Angles(ascendant, midheaven, (ascendant + 180) % 360, (midheaven + 180) % 360, 0.0, armc % 360)
    fortune, spirit = lot_longitudes_deg(ascendant, places_deg[Body.SUN], places_deg[Body.MOON], by_day=by_day)
    lots = Lot(LotName.FORTUNE, fortune, None), Lot(LotName.SPIRIT, spirit, None)
    houses = Houses(system, tuple(cusps_deg))
    return Chart(moment_at(utc), ENGLAND, ChartOptions(house_system=system), bodies, lots, angles, houses, (), ())


def moved(chart: Chart, places_deg: Mapping[Body, float]) -> Chart:
    """The same figure with some bodies elsewhere."""
    bodies = tuple(
        msgspec.structs.replace(one, longitude_deg=places_deg.get(one.body, one.longitude_deg)) for one in chart.bodies
    )
    return msgspec.structs.replace(chart, bodies=bodies)
