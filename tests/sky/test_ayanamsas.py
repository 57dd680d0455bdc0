"""Every ayanamsa against its definition, carried to our time by a precession of our own."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from asked import GREENWICH, PLANETS, cast, position
from ayanamsa_proofs import KALI_3600_ARYA, KALI_3600_SURYA, PROOFS, WITNESSES, Anchor, Epoch, Frame, Witness
from precession import (
    B1950,
    J2000,
    ecliptic_of,
    ecliptic_pole,
    equator_pole,
    equinox,
    mean_obliquity_deg,
    precession_since,
    theory_gap_deg,
)
from skyfield_truth import (
    nutation_deg,
    star_longitude_deg,
    star_mean_right_ascension_deg,
    time_of,
    true_obliquity_deg,
)
from sphere import Sky, direction, gap_deg, latitude_of, longitude_of, turned_about_x
from stars import PUSHYA, mean_longitude_deg, polar_longitude_deg

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.zodiac import Ayanamsa, Zodiac

ARCSECOND = 1.0 / 3600.0
MOMENTS = tuple(datetime(1905, 4, 9, 7, tzinfo=UTC) + timedelta(days=6021.3 * k) for k in range(9))
EPOCHS = [a for a, proof in PROOFS.items() if isinstance(proof, Epoch)]
ANCHORS = [a for a, proof in PROOFS.items() if isinstance(proof, Anchor)]
FRAMES = [a for a, proof in PROOFS.items() if isinstance(proof, Frame)]


def sidereal(utc: datetime, ayanamsa: Ayanamsa, system: HouseSystem = HouseSystem.PLACIDUS) -> Chart:
    return cast(utc, zodiac=Zodiac.SIDEREAL, ayanamsa=ayanamsa, house_system=system)


def shift_deg(utc: datetime, ayanamsa: Ayanamsa) -> float:
    """How far the Sun's sidereal longitude lies behind its tropical one: the ayanamsa with nutation."""
    tropical, shifted = position(cast(utc), Body.SUN), position(sidereal(utc, ayanamsa), Body.SUN)
    return gap_deg(tropical.longitude_deg, shifted.longitude_deg)


def delta_t_s(jd: float) -> float:
    """Morrison and Stephenson (2004), the parabola: far good enough, for an hour moves an ayanamsa 0.006 arcseconds."""
    return -20.0 + 32.0 * ((jd - 2385800.5) / 36525.0) ** 2


def mean_ayanamsa_deg(proof: Epoch, jd_tt: float) -> float:
    start = proof.jd + delta_t_s(proof.jd) / 86400.0 if proof.is_ut else proof.jd
    older = theory_gap_deg(proof.made_with, start) if proof.made_with else 0.0
    return proof.value_deg + precession_since(start, jd_tt) + older


def anchored_deg(proof: Anchor, jd_tt: float) -> float:
    """Where the definition puts the sidereal zero, on the true equinox of date."""
    star = proof.star.for_skyfield
    if not proof.is_polar:
        return star_longitude_deg(star, jd_tt, apparent=proof.is_apparent) - proof.longitude_deg
    on_ecliptic = Sky(star_mean_right_ascension_deg(star, jd_tt), mean_obliquity_deg(jd_tt), 0.0).midheaven
    return on_ecliptic + nutation_deg(jd_tt)[0] - proof.longitude_deg


def test_every_ayanamsa_has_a_proof() -> None:
    assert set(Ayanamsa) == set(PROOFS)


@pytest.mark.parametrize("ayanamsa", EPOCHS)
def test_an_ayanamsa_of_an_epoch_has_its_value_there_and_follows_precession(ayanamsa: Ayanamsa) -> None:
    proof = PROOFS[ayanamsa]
    assert isinstance(proof, Epoch)
    for utc in MOMENTS:
        jd_tt = cast(utc).moment.jd_tt
        expected = mean_ayanamsa_deg(proof, jd_tt) + nutation_deg(jd_tt)[0]
        assert abs(gap_deg(shift_deg(utc, ayanamsa), expected)) < proof.tolerance_arcsec * ARCSECOND


@pytest.mark.parametrize("ayanamsa", ANCHORS)
def test_an_ayanamsa_of_a_star_keeps_it_where_it_was_put(ayanamsa: Ayanamsa) -> None:
    proof = PROOFS[ayanamsa]
    assert isinstance(proof, Anchor)
    for utc in MOMENTS:
        expected = anchored_deg(proof, cast(utc).moment.jd_tt)
        assert abs(gap_deg(shift_deg(utc, ayanamsa), expected)) < proof.tolerance_arcsec * ARCSECOND


@pytest.mark.parametrize("ayanamsa", FRAMES)
def test_an_ayanamsa_of_an_ecliptic_measures_on_that_ecliptic(ayanamsa: Ayanamsa) -> None:
    proof = PROOFS[ayanamsa]
    assert isinstance(proof, Frame)
    for utc in MOMENTS:
        tropical, shifted = cast(utc), sidereal(utc, ayanamsa)
        jd_tt = tropical.moment.jd_tt
        turn = ecliptic_of(proof.jd) @ ecliptic_of(jd_tt).T
        for body in PLANETS:
            seen, found = position(tropical, body), position(shifted, body)
            there = turn @ direction(seen.longitude_deg - nutation_deg(jd_tt)[0], seen.latitude_deg)
            assert abs(gap_deg(found.longitude_deg, longitude_of(there) - proof.value_deg)) < 0.02 * ARCSECOND
            assert found.latitude_deg == pytest.approx(latitude_of(there), abs=0.02 * ARCSECOND)


@pytest.mark.parametrize("ayanamsa", FRAMES)
def test_on_the_ecliptic_of_an_epoch_the_angles_are_where_the_horizon_cuts_it(ayanamsa: Ayanamsa) -> None:
    proof = PROOFS[ayanamsa]
    assert isinstance(proof, Frame)
    for utc in MOMENTS:
        angles = sidereal(utc, ayanamsa).angles
        tropical = cast(utc)
        assert angles is not None
        assert tropical.angles is not None
        jd_tt = tropical.moment.jd_tt
        sky = Sky(tropical.angles.armc_deg, true_obliquity_deg(jd_tt), GREENWICH.north_latitude_deg)
        to_epoch = ecliptic_of(proof.jd) @ time_of(jd_tt).M.T
        zenith, east = to_epoch @ sky.zenith, to_epoch @ sky.east_point
        crossing = np.cross(np.array([0.0, 0.0, 1.0]), zenith)
        rising = longitude_of(crossing if crossing @ east > 0.0 else -crossing)
        assert abs(gap_deg(angles.ascendant, rising - proof.value_deg)) < 0.2 * ARCSECOND


@pytest.mark.parametrize("ayanamsa", Ayanamsa)
def test_what_does_not_hang_on_the_zodiac_stays_as_it_is(ayanamsa: Ayanamsa) -> None:
    for utc in MOMENTS[:3]:
        tropical, shifted = cast(utc), sidereal(utc, ayanamsa)
        assert tropical.angles is not None
        assert shifted.angles is not None
        assert shifted.angles.armc_deg == pytest.approx(tropical.angles.armc_deg, abs=1e-9)
        for body in PLANETS:
            ours, theirs = position(shifted, body), position(tropical, body)
            assert ours.right_ascension_deg == pytest.approx(theirs.right_ascension_deg, abs=1e-9)
            assert ours.declination_deg == pytest.approx(theirs.declination_deg, abs=1e-9)
            assert ours.distance_au == pytest.approx(theirs.distance_au, rel=1e-12)


@pytest.mark.parametrize("ayanamsa", [*EPOCHS, *ANCHORS])
def test_bodies_angles_and_cusps_all_move_by_the_same_ayanamsa(ayanamsa: Ayanamsa) -> None:
    for utc in MOMENTS[:3]:
        tropical, shifted = cast(utc), sidereal(utc, ayanamsa)
        by = shift_deg(utc, ayanamsa)
        assert shifted.ayanamsa_deg is not None
        assert abs(gap_deg(shifted.ayanamsa_deg, by)) < 0.001 * ARCSECOND
        assert tropical.houses is not None
        assert shifted.houses is not None
        assert tropical.angles is not None
        assert shifted.angles is not None
        pairs = [(position(tropical, b).longitude_deg, position(shifted, b).longitude_deg) for b in PLANETS]
        pairs += zip(tropical.houses.cusps_deg, shifted.houses.cusps_deg, strict=True)
        pairs.append((tropical.angles.vertex, shifted.angles.vertex))
        assert all(abs(gap_deg(gap_deg(a, b), by)) < 0.01 * ARCSECOND for a, b in pairs)
        assert [p.house for p in shifted.bodies] == [p.house for p in tropical.bodies]


@pytest.mark.parametrize("ayanamsa", Ayanamsa)
def test_sidereal_whole_sign_houses_begin_where_sidereal_signs_do(ayanamsa: Ayanamsa) -> None:
    for utc in MOMENTS[:3]:
        chart = sidereal(utc, ayanamsa, HouseSystem.WHOLE_SIGN)
        assert chart.houses is not None
        assert chart.angles is not None
        assert chart.houses.cusps_deg[0] == chart.angles.ascendant // 30.0 * 30.0


@pytest.mark.parametrize("witness", WITNESSES, ids=lambda w: f"{w.ayanamsa} {w.year:.0f}")
def test_stars_stand_where_the_schools_said_they_did(witness: Witness) -> None:
    proof = PROOFS[witness.ayanamsa]
    assert isinstance(proof, Epoch)
    jd = J2000 + (witness.year - 2000.0) * 365.25
    longitude = (polar_longitude_deg if witness.is_polar else mean_longitude_deg)(witness.star, jd)
    found = longitude - mean_ayanamsa_deg(proof, jd)
    assert abs(gap_deg(found, witness.longitude_deg)) < witness.tolerance_arcsec * ARCSECOND


def mean_sun_deg(jd_tt: float) -> float:
    """Simon and others (1994), A&A 282, 663, table 5.9.3: the Earth's mean longitude of date, half a circle on."""
    t = (jd_tt - J2000) / 365250.0
    arc = 1296027711.03429 * t + 109.15809 * t**2 + 0.07207 * t**3 - 0.23530 * t**4 - 0.00180 * t**5
    return (100.0 + 27.0 / 60.0 + 59.13885 / 3600.0 + arc / 3600.0 + 180.0) % 360.0


@pytest.mark.parametrize(
    ("ayanamsa", "jd_ut"),
    [(Ayanamsa.SURYASIDDHANTA_MSUN, KALI_3600_SURYA), (Ayanamsa.ARYABHATA_MSUN, KALI_3600_ARYA)],
)
def test_the_mean_sun_ayanamsas_begin_at_the_mean_sun(ayanamsa: Ayanamsa, jd_ut: float) -> None:
    proof = PROOFS[ayanamsa]
    assert isinstance(proof, Epoch)
    assert abs(gap_deg(mean_sun_deg(jd_ut + delta_t_s(jd_ut) / 86400.0), proof.value_deg)) < 2.0 * ARCSECOND


def test_lahiri_s_equinox_of_285_is_the_mean_sun_s() -> None:
    proof = PROOFS[Ayanamsa.LAHIRI_VP285]
    assert isinstance(proof, Epoch)
    assert abs(gap_deg(mean_sun_deg(proof.jd), 0.0)) < 2.0 * ARCSECOND


def test_krishnamurti_s_equinox_of_291_is_the_true_sun_s() -> None:
    chart = cast(datetime(291, 3, 21, 4, 2, 45, tzinfo=UTC), bodies=(Body.SUN,))  # the same day in both calendars
    assert abs(gap_deg(position(chart, Body.SUN).longitude_deg, 0.0)) < 20.0 * ARCSECOND


def test_aryabhata_and_suryasiddhanta_are_the_33_6_minutes_apart_that_their_noons_are() -> None:
    """The two differ by 0.0032 arcseconds: too little for the test of epochs, enough to tell them apart here."""
    expected = precession_since(KALI_3600_ARYA, KALI_3600_SURYA)
    for utc in MOMENTS:
        gap = shift_deg(utc, Ayanamsa.ARYABHATA) - shift_deg(utc, Ayanamsa.SURYASIDDHANTA)
        assert gap == pytest.approx(expected, rel=0.02)


def test_de_luce_s_own_value_for_1900_is_met_within_the_correction_the_manual_states() -> None:
    """SE 2.8.9: he used 26 deg 24' 47" in 1900; the table of initial values: the zero date makes 22" of difference."""
    proof = PROOFS[Ayanamsa.DELUCE]
    assert isinstance(proof, Epoch)
    gap = mean_ayanamsa_deg(proof, 2415020.0) - (26.0 + 24.0 / 60.0 + 47.0 / 3600.0)
    assert abs(gap) == pytest.approx(22.0 * ARCSECOND, abs=1.5 * ARCSECOND)


def test_sheoran_s_ayanamsa_was_minus_60_at_the_winter_solstice_of_4174_bce() -> None:
    solstice = 196891.1  # -4173-01-22, when the mean Sun and its equation of centre made 270 degrees
    proof = PROOFS[Ayanamsa.TRUE_SHEORAN]
    assert isinstance(proof, Anchor)
    found = mean_longitude_deg(PUSHYA, solstice) - proof.longitude_deg
    assert abs(gap_deg(found, -60.0)) < 15.0 * ARCSECOND


def test_the_old_precessions_differ_from_ours_by_what_the_manual_says() -> None:
    """SE 2.8.11, table of corrections."""
    for ayanamsa, expected, allowed in (
        (Ayanamsa.FAGAN_BRADLEY, 0.41256, 0.01),
        (Ayanamsa.LAHIRI, -0.13036, 1e-4),
        (Ayanamsa.RAMAN, 0.82800, 0.02),
    ):
        proof = PROOFS[ayanamsa]
        assert isinstance(proof, Epoch)
        assert proof.made_with is not None
        assert -theory_gap_deg(proof.made_with, proof.jd) / ARCSECOND == pytest.approx(expected, abs=allowed)


def test_our_precession_gives_the_values_published_for_it() -> None:
    """The IAU's SOFA collection, release 18, test program: iauLtpecl at -1500 and iauLtpequ at -2500."""
    ecliptic = [0.4768625676477096525e-3, -0.4052259533091875112, 0.9142164401096448012]
    equator = [-0.3586652560237326659, -0.1996978910771128475, 0.9118552442250819624]
    assert ecliptic_pole(J2000 - 3500.0 * 365.25) == pytest.approx(ecliptic, abs=1e-14)
    assert equator_pole(J2000 - 4500.0 * 365.25) == pytest.approx(equator, abs=1e-14)
    assert mean_obliquity_deg(J2000) * 3600.0 == pytest.approx(84381.406, abs=0.001)
    assert equinox(J2000) == pytest.approx([1.0, 0.0, 0.0], abs=1e-9)
    assert precession_since(B1950, J2000) * 3600.0 == pytest.approx(2514.12, abs=0.02)
    assert turned_about_x(np.array([0.0, 0.0, 1.0]), 90.0) == pytest.approx([0.0, 1.0, 0.0])
