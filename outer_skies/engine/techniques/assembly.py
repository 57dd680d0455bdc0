"""A chart put together from places that were computed, not seen: composites and directions."""

from collections.abc import Sequence
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


class Horizon(NamedTuple):
    """Angles, the houses hung from them (None where undefined), and whether the Sun stands above the horizon."""

    angles: Angles
    houses: Houses | None
    is_day: bool


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
        () if horizon is None else _lots(placed, horizon, ring),
        None if horizon is None else horizon.angles,
        houses,
        find_aspects(plan, seen or [one.row for one in placed]),
        tuple(notes),
        ayanamsa_deg,
    )


def _lots(placed: Sequence[Placed], horizon: Horizon, ring: Ring | None) -> tuple[Lot, ...]:
    """Fortune and Spirit, where the chart holds Sun and Moon."""
    lights = {one.body: one.row[0] for one in placed if one.body in {Body.SUN, Body.MOON}}
    if len(lights) < 2:  # noqa: PLR2004  both
        return ()
    longitudes = lot_longitudes_deg(
        horizon.angles.ascendant, lights[Body.SUN], lights[Body.MOON], by_day=horizon.is_day
    )
    fortune, spirit = ring.houses(longitudes) if ring else (None, None)
    return Lot(LotName.FORTUNE, longitudes[0], fortune), Lot(LotName.SPIRIT, longitudes[1], spirit)
