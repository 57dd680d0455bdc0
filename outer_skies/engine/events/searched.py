"""What a search of conditions is made in, and how moments of change become intervals."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.events.cubics import in_order
from outer_skies.engine.events.intervals import Interval, Intervals, normal
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.places import Place
from outer_skies.errors import InvalidInput

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Searched(NamedTuple):
    """The interval of a search, JD(TT), and what its conditions are measured by."""

    within: Interval
    place: Place | None
    zone: str | None
    house_system: HouseSystem
    ayanamsa: Ayanamsa | None

    def at_place(self) -> Place:
        """The place. Raises InvalidInput beside "place" for a search without one."""
        if self.place is None:
            raise InvalidInput("This condition needs a place.", field="place")
        return self.place


def between(changes: Values, holds: Callable[[Values], Flags], within: Interval) -> Intervals:
    """When something holds that can begin or end only at the moments of `changes`, asked for in the middle of each."""
    inside = changes[(changes > within.start) & (changes < within.end)]
    edges = np.concatenate(([within.start], inside, [within.end]))
    edges = edges[in_order(edges)]
    is_held = holds((edges[:-1] + edges[1:]) / 2)
    return normal(zip(edges[:-1][is_held].tolist(), edges[1:][is_held].tolist(), strict=True))
