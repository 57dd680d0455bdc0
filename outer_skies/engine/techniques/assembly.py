"""A chart put together from places that were computed, not seen: composites and directions."""

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import NamedTuple

from outer_skies.engine.aspects import find_aspects, plan_aspects
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, Note, Position
from outer_skies.engine.ephemeris import Row, Theory
from outer_skies.engine.houses import Angles, Houses, Ring, ring_of
from outer_skies.engine.lots import Lot, LotName, lot_longitudes_deg
from outer_skies.engine.moments import Moment
from outer_skies.engine.places import Place

_LIGHTS = (Body.SUN, Body.MOON)


class Horizon(NamedTuple):
    """Angles, the houses hung from them (None where undefined), and longitudes of Fortune and Spirit if there are any.

    Longitudes are in degrees, [0, 360).
    """

    angles: Angles
    houses: Houses | None
    lots_deg: tuple[float, float] | None


class Placed(NamedTuple):
    """A body where it was put, and the theory of the position it was put together from."""

    body: Body
    row: Row
    theory: Theory


def assemble(
    moment: Moment,
    place: Place | None,
    options: ChartOptions,
    placed: Sequence[Placed],
    *,
    horizon: Horizon | None,
    notes: Sequence[Note],
    ayanamsa_deg: float | None = None,
    seen: Sequence[Row] | None = None,
) -> Chart:
    """The chart of bodies put where they are: their houses, the two lots, and the aspects between them.

    `seen` gives rows whose speeds decide the motion of aspects, where those of `placed` do not.
    """
    houses = None if horizon is None else horizon.houses
    ring = None if houses is None else ring_of(houses.cusps_deg)
    held = ring.houses([one.row[0] for one in placed]) if ring else repeat(None)
    bodies = tuple(
        Position(body, longitude, latitude, distance, speed, right_ascension, declination, house, speed < 0, theory)
        for (body, (longitude, latitude, distance, speed, right_ascension, declination, _), theory), house in zip(
            placed, held, strict=False
        )
    )
    plan = plan_aspects(tuple(one.body for one in placed), options.orbs, options.aspects)
    return Chart(
        moment,
        place,
        options,
        bodies,
        () if horizon is None or horizon.lots_deg is None else _lots(horizon.lots_deg, ring),
        None if horizon is None else horizon.angles,
        houses,
        find_aspects(plan, seen or [one.row for one in placed]),
        tuple(notes),
        ayanamsa_deg,
    )


def lots_between(
    placed: Sequence[Placed], ascendant_deg: float, is_day: Callable[[Row], bool]
) -> tuple[float, float] | None:
    """Longitudes of Fortune and Spirit in degrees, or None without Sun and Moon; `is_day` is asked of the Sun."""
    rows = {body: row for body, row, _ in placed if body in _LIGHTS}
    if len(rows) < len(_LIGHTS):
        return None
    sun, moon = (rows[body] for body in _LIGHTS)
    return lot_longitudes_deg(ascendant_deg, sun[0], moon[0], by_day=is_day(sun))


def _lots(longitudes_deg: tuple[float, float], ring: Ring | None) -> tuple[Lot, ...]:
    fortune, spirit = ring.houses(longitudes_deg) if ring else (None, None)
    return Lot(LotName.FORTUNE, longitudes_deg[0], fortune), Lot(LotName.SPIRIT, longitudes_deg[1], spirit)
