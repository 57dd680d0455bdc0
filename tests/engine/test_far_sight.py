"""Points beyond the planets, worked out all at once, beside the library's own answer for each of them."""

from math import cos, hypot, radians
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine import ephemeris, uranian_orbits
from outer_skies.engine.angles import separation_deg
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import (
    FILES_START_JD_TT,
    THEORY_END_JD_TT,
    THEORY_START_JD_TT,
    Row,
    Theory,
    sight_rows,
    theory_at,
)
from outer_skies.engine.far_bodies import (
    TRANS_NEPTUNIAN_END_JD_TT,
    TRANS_NEPTUNIAN_START_JD_TT,
    TransNeptunian,
    UranianPoint,
)
from outer_skies.engine.far_sight import far_rows
from outer_skies.errors import OutsideEphemeris

swe = ephemeris.swe
ARCSECOND = 1 / 3600


def library_rows(jd_tt: float, ayanamsa: Ayanamsa | None) -> dict[str, Row]:
    """It reads the same files."""
    theory = swe.FLG_SWIEPH if theory_at(jd_tt) is Theory.SWISS else swe.FLG_MOSEPH
    ids = {point: swe.CUPIDO + order for order, point in enumerate(UranianPoint)}
    if TRANS_NEPTUNIAN_START_JD_TT < jd_tt < TRANS_NEPTUNIAN_END_JD_TT:
        ids |= {body: swe.AST_OFFSET + body.minor_planet for body in TransNeptunian}
    rows = ephemeris._sight_rows(jd_tt, [*ids.values()], theory, ayanamsa)
    return dict(zip(ids, rows, strict=True))


def is_behind_the_sun(row: Row, jd_tt: float, ayanamsa: Ayanamsa | None) -> bool:
    sun = sight_rows(jd_tt, (Body.SUN,), ayanamsa, None)[0]
    return hypot(separation_deg(sun[0], row[0]) * cos(radians(row[1])), sun[1] - row[1]) < 16.5 / 60


def apart_arcsec(ours: Row, theirs: Row) -> float:
    scale = cos(radians(ours[1])), 1, cos(radians(ours[5])), 1
    angles = zip((*ours[:2], *ours[4:6]), (*theirs[:2], *theirs[4:6]), scale, strict=True)
    return max(separation_deg(a, b) * each for a, b, each in angles) / ARCSECOND


@pytest.mark.parametrize("ayanamsa", [None, *Ayanamsa], ids=lambda one: getattr(one, "value", "tropical"))
def test_a_planet_nobody_has_seen_stands_where_the_library_has_it(ayanamsa: Ayanamsa | None) -> None:
    chance = Random(f"orbits {ayanamsa}")  # noqa: S311  a workload, not a secret
    for _ in range(50 if ayanamsa is None else 3):
        jd_tt = chance.uniform(THEORY_START_JD_TT, THEORY_END_JD_TT)
        found, expected = far_rows(jd_tt, ayanamsa), library_rows(jd_tt, ayanamsa)
        for point in UranianPoint:
            ours, theirs = found[point], expected[point]
            behind = is_behind_the_sun(theirs, jd_tt, ayanamsa)
            # The library takes the equator of J2000 and that of ICRS, which are 0.024" apart, for one.
            assert apart_arcsec(ours, theirs) < (4 if behind else 0.0002 + 0.024 / ours[2]), (point, jd_tt)
            assert ours[2] == pytest.approx(theirs[2], abs=1e-6), (point, jd_tt)
            if not behind:
                assert (ours[3], ours[6]) == pytest.approx((theirs[3], theirs[6]), abs=1e-4), (point, jd_tt)


@pytest.mark.parametrize("ayanamsa", [None, Ayanamsa.LAHIRI, Ayanamsa.TRUE_CITRA, Ayanamsa.J2000])
def test_a_body_beyond_neptune_stands_where_the_library_has_it(ayanamsa: Ayanamsa | None) -> None:
    chance = Random(f"beyond {ayanamsa}")  # noqa: S311  a workload, not a secret
    edges = FILES_START_JD_TT + 5, TRANS_NEPTUNIAN_START_JD_TT + 5, TRANS_NEPTUNIAN_END_JD_TT - 0.1
    moments = [chance.uniform(TRANS_NEPTUNIAN_START_JD_TT, TRANS_NEPTUNIAN_END_JD_TT) for _ in range(60)]
    for jd_tt in (*edges, *moments):
        found, expected = far_rows(jd_tt, ayanamsa), library_rows(jd_tt, ayanamsa)
        for body in TransNeptunian:
            ours, theirs = found[body], expected[body]
            assert apart_arcsec(ours, theirs) < (4 if is_behind_the_sun(theirs, jd_tt, ayanamsa) else 0.1), body
            assert ours[2] == pytest.approx(theirs[2], abs=3e-5)
            assert (ours[3], ours[6]) == pytest.approx((theirs[3], theirs[6]), abs=1e-4)


def test_bodies_beyond_neptune_are_absent_outside_their_years() -> None:
    assert set(far_rows(TRANS_NEPTUNIAN_START_JD_TT, None)) == {*UranianPoint, *TransNeptunian}
    assert set(far_rows(TRANS_NEPTUNIAN_START_JD_TT - 1, None)) == set(UranianPoint)
    assert set(far_rows(TRANS_NEPTUNIAN_END_JD_TT + 1, None)) == set(UranianPoint)


@given(st.floats(-1000, 1000), st.floats(0, 0.99))
def test_keplers_equation_is_solved(mean: float, eccentricity: float) -> None:
    anomaly = uranian_orbits._eccentric_anomaly(np.array([mean]), np.array([eccentricity]))
    left = float((anomaly - eccentricity * np.sin(anomaly))[0])
    assert abs((left - mean + np.pi) % (2 * np.pi) - np.pi) < 1e-12


def test_there_are_none_beyond_the_years_of_the_ephemeris() -> None:
    with pytest.raises(OutsideEphemeris):
        far_rows(THEORY_END_JD_TT, None)
