"""The triangular grid of aspects: a row and a column for each body, a cell for each pair."""

from collections.abc import Sequence
from typing import NamedTuple

from outer_skies.drawing.styles import DECLINATION
from outer_skies.drawing.tables import AspectRow

_WITHOUT_CELL = frozenset(DECLINATION)
_CLOSE_DEG = 2
_CLOSE_MINUTES = _CLOSE_DEG * 60


class Grid(NamedTuple):
    """`cells` are (row, column, place among the chart's aspects); row and column count bodies from 0."""

    total: str
    close: str
    cells: tuple[tuple[int, int, int], ...]


def aspect_grid(bodies: Sequence[str], aspects: Sequence[AspectRow]) -> Grid:
    """The aspects in longitude, each in the row of the later of its two bodies; a pair has at most one."""
    order = {body: index for index, body in enumerate(bodies)}
    cells: list[tuple[int, int, int]] = []
    close = 0
    for index, aspect in enumerate(aspects):
        if aspect.kind in _WITHOUT_CELL:
            continue
        a, b = order[aspect.a], order[aspect.b]
        cells.append((a, b, index) if a > b else (b, a, index))
        close += aspect.orb_minutes < _CLOSE_MINUTES
    total = f"{len(cells)} aspect" if len(cells) == 1 else f"{len(cells)} aspects"
    return Grid(total, f"{close} closer than {_CLOSE_DEG}°", tuple(cells))
