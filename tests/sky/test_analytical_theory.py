"""Outside the years of the files Moshier's theory answers; at either border it must meet the files."""

import numpy as np
import pytest
from asked import cast_at_tt, position
from sphere import gap_deg

from outer_skies.engine.bodies import Body

BODIES = tuple(Body)[:14]
# Arcseconds. The osculating points magnify what is left of the Moon's motion.
ALLOWED = {
    Body.MOON: 5.0,
    Body.URANUS: 4.0,
    Body.NEPTUNE: 8.0,
    Body.PLUTO: 8.0,
    Body.TRUE_NODE: 90.0,
    Body.TRUE_LILITH: 400.0,
}
FIRST_OF_FILES, LAST_OF_FILES = 2378497.0, 2597641.0
STEP = 0.25


@pytest.mark.parametrize(("border", "way"), [(FIRST_OF_FILES, 1.0), (LAST_OF_FILES, -1.0)])
@pytest.mark.parametrize("body", BODIES)
def test_theory_and_files_meet_at_the_border(body: Body, border: float, way: float) -> None:
    """A parabola of the sixth degree through a day and a half of the files, carried on for a day and a quarter."""
    nodes = np.arange(7) * STEP
    inside = [position(cast_at_tt(border + way * t, bodies=(body,)), body) for t in nodes]
    beyond = position(cast_at_tt(border - way * 5.0 * STEP, bodies=(body,)), body)
    assert {found.ephemeris for found in inside} == {"swiss"}
    assert beyond.ephemeris == "moshier"
    start = inside[0].longitude_deg
    curve = np.polynomial.Polynomial.fit(nodes, [gap_deg(found.longitude_deg, start) for found in inside], 6)
    carried = start + float(curve(-5.0 * STEP))
    assert abs(gap_deg(beyond.longitude_deg, carried)) * 3600.0 < ALLOWED.get(body, 2.0)


def test_a_chart_outside_the_files_says_so_and_one_inside_does_not() -> None:
    outside = cast_at_tt(FIRST_OF_FILES - 400.0)
    inside = cast_at_tt(FIRST_OF_FILES + 400.0)
    assert "analytical_theory" in [note.code for note in outside.notes]
    assert "analytical_theory" not in [note.code for note in inside.notes]
