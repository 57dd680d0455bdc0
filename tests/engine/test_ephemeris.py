"""The library answers what it was asked, in every thread, or we hear of it."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outer_skies.engine import ephemeris
from outer_skies.engine.angles import separation_deg
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import ALL_BODIES, FILES_ONLY, Body
from outer_skies.engine.ephemeris import (
    FILES_END_JD_TT,
    FILES_START_JD_TT,
    Theory,
    ayanamsa_deg,
    frame,
    julian_days,
    sight,
    theory_at,
)
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.places import Place
from outer_skies.errors import Broken, EphemerisDowngraded, OutsideEphemeris

swe = ephemeris.swe
J2000 = 2451545.0
SWISS_DAYS = st.floats(FILES_START_JD_TT, FILES_END_JD_TT, exclude_max=True)
ECLIPTIC_OF_ANOTHER_EPOCH = {Ayanamsa.J2000, Ayanamsa.J1900, Ayanamsa.B1950, Ayanamsa.GALALIGN_MARDYKS}


def in_a_new_thread(work: Callable[[], object]) -> object:
    """What the work returns, or raises, in a thread the library has never seen."""
    with ThreadPoolExecutor(1) as fresh:
        return fresh.submit(work).result()


def test_the_ephemeris_passes_its_own_test() -> None:
    ephemeris.self_test_ephemeris()


def test_the_self_test_notices_another_sky(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ephemeris, "_SUN_AT_J2000_DEG", (1, 2))
    with pytest.raises(Broken):
        ephemeris.self_test_ephemeris()


def test_a_new_thread_sees_the_same_sky_with_the_mode_and_observer_of_its_own_call() -> None:
    observer = Place("", 44.65, -63.57)

    def everything() -> object:
        return (
            sight(J2000, ALL_BODIES, ayanamsa=Ayanamsa.LAHIRI),
            sight(J2000, ALL_BODIES, observer=observer),
            sight(J2000, ALL_BODIES),
            frame(J2000, 44.65, -63.57, HouseSystem.KOCH, ayanamsa=Ayanamsa.RAMAN),
            ayanamsa_deg(J2000, Ayanamsa.LAHIRI),
            julian_days(1990, 5, 17, 63000.0),
        )

    here = everything()
    assert in_a_new_thread(everything) == here
    assert ayanamsa_deg(J2000, Ayanamsa.LAHIRI) == pytest.approx(23.853, abs=1e-3)  # not Fagan-Bradley's 24.74


def test_the_first_thing_a_new_thread_asks_may_be_the_time() -> None:
    # Delta T before 1955 depends on the tidal acceleration, which the library takes from the files it has opened.
    for year in (500, 1700, 1850, 1990, 2300):
        assert in_a_new_thread(lambda year=year: julian_days(year, 5, 17, 0.0)) == julian_days(year, 5, 17, 0.0)


def test_threads_that_ask_different_things_at_once_do_not_mix_them_up() -> None:
    asked = [*(None, Ayanamsa.LAHIRI, Ayanamsa.RAMAN, Ayanamsa.FAGAN_BRADLEY) * 8]
    alone = {ayanamsa: sight(J2000, (Body.MOON,), ayanamsa=ayanamsa) for ayanamsa in set(asked)}
    start = threading.Barrier(4)

    def many(which: list[Ayanamsa | None]) -> bool:
        start.wait(10)
        return all(sight(J2000, (Body.MOON,), ayanamsa=one) == alone[one] for one in which * 50)

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(many, [asked[turn:] + asked[:turn] for turn in range(4)]))


def test_missing_files_are_a_downgrade_and_no_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SE_EPHE_PATH", str(tmp_path))
    monkeypatch.setattr(ephemeris, "_DATA_FOLDER", str(tmp_path))
    for body in (Body.SUN, Body.MOON, Body.TRUE_NODE, Body.CHIRON):
        with pytest.raises(EphemerisDowngraded):
            in_a_new_thread(lambda body=body: sight(J2000, (body,)))


def test_an_answer_with_other_flags_than_asked_is_a_downgrade(monkeypatch: pytest.MonkeyPatch) -> None:
    real = swe.calc
    for lost in (swe.FLG_SPEED, swe.FLG_SIDEREAL, swe.FLG_TOPOCTR):

        def forgetful(jd: float, body: int, flags: int, lost: int = lost) -> tuple[object, int]:
            found, answered = real(jd, body, flags)
            return found, answered & ~lost

        with monkeypatch.context() as patch:
            patch.setattr(swe, "calc", forgetful)
            with pytest.raises(EphemerisDowngraded):
                sight(J2000, (Body.SUN,), ayanamsa=Ayanamsa.LAHIRI, observer=Place("", 0, 0))


@given(SWISS_DAYS, st.sampled_from(ALL_BODIES), st.booleans())
def test_turning_the_ecliptic_gives_the_librarys_own_equatorial_coordinates(
    jd_tt: float, body: Body, on_the_ground: bool
) -> None:
    observer = Place("", 44.65, -63.57, 50) if on_the_ground else None
    (seen,) = sight(jd_tt, (body,), observer=observer)
    flags = swe.FLG_SWIEPH | swe.FLG_SPEED | swe.FLG_EQUATORIAL | (swe.FLG_TOPOCTR if on_the_ground else 0)
    swe.set_topo(-63.57, 44.65, 50)
    own, _ = swe.calc(jd_tt, ephemeris._BODY_IDS[body], flags)
    assert separation_deg(seen.right_ascension_deg, own[0]) < 1e-9
    assert seen.declination_deg == pytest.approx(own[1], abs=1e-9)
    if on_the_ground and body is Body.TRUE_LILITH:
        return  # the library's own two speeds differ by minutes of arc there
    # The library lets the equator itself move in the speed; that is under a second of arc a day.
    assert seen.declination_speed_deg_per_day == pytest.approx(own[4], abs=1 / 3600)


@given(SWISS_DAYS, st.sampled_from(Ayanamsa))
def test_the_sidereal_zodiac_moves_longitudes_and_leaves_the_sky_where_it_is(jd_tt: float, ayanamsa: Ayanamsa) -> None:
    bodies = (Body.SUN, Body.MOON, Body.PLUTO, Body.TRUE_NODE)
    tropical, sidereal = sight(jd_tt, bodies), sight(jd_tt, bodies, ayanamsa=ayanamsa)
    shift = ayanamsa_deg(jd_tt, ayanamsa)
    for here, there in zip(tropical, sidereal, strict=True):
        assert there[4:] == here[4:]
        assert there.distance_au == pytest.approx(here.distance_au)
        if ayanamsa not in ECLIPTIC_OF_ANOTHER_EPOCH:
            assert separation_deg(here.longitude_deg - shift, there.longitude_deg) < 1e-7
            assert there.latitude_deg == pytest.approx(here.latitude_deg, abs=1e-7)
        else:
            assert separation_deg(here.longitude_deg - shift, there.longitude_deg) < 0.2
            assert there.latitude_deg == pytest.approx(here.latitude_deg, abs=0.1)


def test_every_ayanamsa_is_its_own_and_the_list_is_the_librarys() -> None:
    modes = {name.removeprefix("SIDM_") for name in dir(swe) if name.startswith("SIDM_")}
    assert modes - {ayanamsa.name for ayanamsa in Ayanamsa} == {"USER"}
    shifts = {ayanamsa: ayanamsa_deg(J2000, ayanamsa) for ayanamsa in Ayanamsa}
    assert len(Ayanamsa) == 47
    assert len({round(shift, 6) for shift in shifts.values()}) >= 46
    assert len({ayanamsa.label for ayanamsa in Ayanamsa}) == 47


def test_the_moon_from_the_ground_is_up_to_a_degree_from_the_moon_from_the_centre() -> None:
    (centre,) = sight(J2000, (Body.MOON,))
    (ground,) = sight(J2000, (Body.MOON,), observer=Place("", 44.65, -63.57))
    assert 0.1 < separation_deg(centre.longitude_deg, ground.longitude_deg) < 1.1
    assert sight(J2000, (Body.MOON,)) == [centre]  # the observer is not remembered


@pytest.mark.parametrize("jd_tt", [FILES_START_JD_TT, FILES_END_JD_TT - 1e-6])
def test_the_files_answer_for_all_bodies_to_the_edge_of_their_years(jd_tt: float) -> None:
    assert theory_at(jd_tt) is Theory.SWISS
    assert len(sight(jd_tt, ALL_BODIES, observer=Place("", 0, 0))) == len(ALL_BODIES)


def test_just_outside_the_files_the_analytical_theory_goes_on_where_they_stopped() -> None:
    bodies = tuple(body for body in ALL_BODIES if body not in FILES_ONLY and body is not Body.TRUE_LILITH)
    for inside, outside in (
        (FILES_START_JD_TT, FILES_START_JD_TT - 1e-6),
        (FILES_END_JD_TT - 1e-6, FILES_END_JD_TT),
    ):
        assert theory_at(outside) is Theory.MOSHIER
        for ours, theirs in zip(sight(inside, bodies), sight(outside, bodies), strict=True):
            assert separation_deg(ours.longitude_deg, theirs.longitude_deg) < 60 / 3600


def test_the_asteroids_are_not_made_up_outside_the_files() -> None:
    for body in FILES_ONLY:
        with pytest.raises(EphemerisDowngraded):
            sight(FILES_START_JD_TT - 1000, (body,))


@pytest.mark.parametrize("jd_tt", [1721058.4, -1e6, 2816788.6, 5e6])
def test_moments_beyond_any_theory_are_refused_with_the_years_that_work(jd_tt: float) -> None:
    with pytest.raises(OutsideEphemeris) as refused:
        sight(jd_tt, (Body.SUN,))
    assert (refused.value.start_year, refused.value.end_year) == (1, 2999)


@settings(max_examples=30)
@given(st.floats(1721058.5, 2816788.4))
def test_every_day_of_three_thousand_years_has_a_sky(jd_tt: float) -> None:
    bodies = tuple(body for body in ALL_BODIES if body not in FILES_ONLY)
    for one in sight(jd_tt, bodies):
        assert 0 <= one.longitude_deg < 360
        assert 0 <= one.right_ascension_deg < 360
        assert -90 <= one.declination_deg <= 90


FORKING = """
import os, random
from outer_skies.engine.bodies import ALL_BODIES
from outer_skies.engine.ephemeris import sight
days = [random.Random(day).uniform(2400000, 2590000) for day in range(600)]
truth = [sight(day, ALL_BODIES) for day in days]
children = [os.fork() for _ in range(2)]
wrong = sum(sight(day, ALL_BODIES) != seen for day, seen in zip(days, truth))
if 0 in children:
    os._exit(min(wrong, 1))
for child in children:
    wrong += os.waitpid(child, 0)[1]
print(wrong)
"""


def test_processes_that_fork_do_not_read_through_each_others_files() -> None:
    done = subprocess.run([sys.executable, "-c", FORKING], check=True, capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["0"]


def test_the_engine_alone_asks_the_library() -> None:
    root = Path(ephemeris.__file__).parents[1]
    asking = [path.name for path in root.rglob("*.py") if "import swisseph" in path.read_text()]
    assert asking == ["ephemeris.py"]
