"""Parans in time: brute force over all passages finds the same."""

from itertools import product

import msgspec
import numpy as np
import pytest

from outer_skies.engine.bodies import Body
from outer_skies.engine.events.parans import Paran, find_parans
from outer_skies.engine.events.rising import TRUE_HORIZON, find_passages
from outer_skies.engine.horizon import Corner
from outer_skies.engine.local_sky import direction
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.stars import star_named
from outer_skies.errors import InvalidInput

DAY_S = 86400.0
START, END = 2451545.0, 2451545.0 + 3 * 365.25
BERLIN, TROMSO, SYDNEY = Place("Berlin", 52.52, 13.4), Place("Tromso", 69.65, 18.96), Place("Sydney", -33.87, 151.21)


def search(place: Place, *targets: Body, orb_s: float = 240.0) -> tuple[Paran, ...]:
    return find_parans(moment_at_tt(START), moment_at_tt(END), place, targets, orb_s=orb_s)


@pytest.mark.parametrize("place", [BERLIN, TROMSO, SYDNEY], ids=lambda place: place.name)
@pytest.mark.parametrize("pair", [(Body.JUPITER, Body.SATURN), (Body.MOON, Body.VENUS), (Body.SUN, Body.MARS)])
def test_brute_force_over_all_passages_finds_the_same_days(place: Place, pair: tuple[Body, Body]) -> None:
    found = search(place, *pair)
    start, end = moment_at_tt(START - 2), moment_at_tt(END + 2)
    passages = {
        body: {
            corner: np.array([one.jd_tt for one in told if one.corner is corner])
            for corner in Corner
        }
        for body in pair
        for told in (find_passages(start, end, place, (body,), horizon=TRUE_HORIZON).passages,)
    }  # fmt: skip
    days = 0
    for one, other in product(Corner, Corner):
        gaps = (passages[pair[1]][other][None, :] - passages[pair[0]][one][:, None]) * DAY_S
        close = np.argwhere(np.abs(gaps) <= 240)
        told = [p for p in found if (p.a_corner, p.b_corner) == (one, other)]
        middles = np.array([passages[pair[0]][one][i] + gaps[i, j] / DAY_S / 2 for i, j in close])
        sizes = np.array([abs(gaps[i, j]) for i, j in close])
        for middle in middles[(middles > START + 1) & (middles < END - 1)]:
            assert any(p.first_jd_tt - 1e-5 <= middle <= p.last_jd_tt + 1e-5 for p in told) or not (
                START + 60 < middle < END - 60
            )
        for p in told:
            within = (middles >= p.first_jd_tt - 1e-5) & (middles <= p.last_jd_tt + 1e-5)
            assert within.sum() == p.days
            # Once a day, and not a month later.
            assert p.last_jd_tt - p.first_jd_tt <= 1.1 * (p.days - 1) + 1e-6
            assert sizes[within].min() == pytest.approx(p.apart_s, abs=0.01)
            days += p.days
    assert days > 0


def test_at_a_paran_both_bodies_are_at_their_corners() -> None:
    for one in search(BERLIN, Body.MOON, Body.MARS, orb_s=20.0):
        for body, corner in ((Body(one.a), one.a_corner), (Body(one.b), one.b_corner)):
            seen = direction(body, np.array([one.jd_tt]), BERLIN)
            if corner in {Corner.RISING, Corner.SETTING}:
                assert abs(seen.altitude_deg[0]) < 0.06
                assert (seen.azimuth_deg[0] < 180) == (corner is Corner.RISING)
            else:
                assert abs(np.sin(np.radians(seen.azimuth_deg[0]))) * np.cos(np.radians(seen.altitude_deg[0])) < 0.012


def test_a_star_comes_to_parans_with_the_moon_month_by_month_and_never_with_a_star() -> None:
    regulus, spica = star_named("regulus"), star_named("spica")
    found = find_parans(moment_at_tt(START), moment_at_tt(END), BERLIN, (Body.MOON, regulus, spica))
    assert {(one.a, one.b) for one in found} == {("moon", "regulus"), ("moon", "spica")}
    both_rising = [one for one in found if one.b == "regulus" and one.a_corner is one.b_corner is Corner.CULMINATING]
    assert all(one.days <= 2 for one in found)
    # The Moon passes the star's hour circle every 27.3 days; within four minutes of its culmination one time in seven.
    assert 2 <= len(both_rising) <= 12


def test_parans_come_in_order_within_the_interval_and_the_orb() -> None:
    found = search(SYDNEY, Body.SUN, Body.MOON, Body.MERCURY)
    assert [one.jd_tt for one in found] == sorted(one.jd_tt for one in found)
    assert all(START - 1e-6 <= one.jd_tt < END + 1e-6 and one.apart_s <= 240 for one in found)


def test_a_wider_orb_finds_more_days() -> None:
    narrow, wide = (search(BERLIN, Body.JUPITER, Body.SATURN, orb_s=orb) for orb in (60.0, 240.0))
    assert sum(one.days for one in narrow) < sum(one.days for one in wide)


def test_an_orb_without_sense_is_refused() -> None:
    for orb in (0.0, -5.0, 4000.0):
        with pytest.raises(InvalidInput) as refused:
            search(BERLIN, Body.SUN, Body.MOON, orb_s=orb)
        assert refused.value.field == "orb"


def test_parans_have_a_json_form() -> None:
    one = search(BERLIN, Body.JUPITER, Body.SATURN)[0]
    assert msgspec.convert(msgspec.to_builtins(one), Paran) == one
