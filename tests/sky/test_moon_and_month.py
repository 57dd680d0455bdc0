"""The Moon's light, the lunar month and its days, bounds of declination, mansions and antiscia: what others published.

How an excerpt was made is told as in `almanac`: READ from a public page, or RECALLED before the engine was asked; but
the festivals of India, Kerala's Onam and the three births are SIFTED: candidates were recalled and run through the
engine, and some that disagreed were dropped, be it for a fault of memory or a rule of the feast that is not told here.
They show how tithis and nakshatras are used and keep that from changing; facts they are not, and are counted nowhere.
"""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from almanac import MEEUS, READ, dms
from asked import PLANETS, cast, cast_at_tt
from msgspec.structs import replace
from skyfield.framelib import ecliptic_frame
from skyfield_truth import places_of, time_of

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.antiscia import find_antiscia
from outer_skies.engine.techniques.declinations import find_declinations
from outer_skies.engine.techniques.lunar_mansions import mansion_of
from outer_skies.engine.techniques.moon_phase import Paksha, find_moon_phase
from outer_skies.engine.techniques.nakshatras import find_nakshatras
from outer_skies.engine.zodiac import Sign

INDIA = timedelta(hours=5, minutes=30)


def at_ut(when: str) -> Chart:
    return cast(datetime.fromisoformat(when).replace(tzinfo=UTC), bodies=PLANETS)


def in_india(when: str) -> Chart:
    return cast(datetime.fromisoformat(when).replace(tzinfo=UTC) - INDIA, bodies=PLANETS)


# JPL Horizons, Moon from the geocentre, quantities 10 and 24, at 0h UT: share lit in per cent, angle Sun-Moon-Earth.
# READ: M. Giese's answer in astronomy.stackexchange.com/questions/33403.
HORIZONS = (
    ("2019-09-12", 95.688, 23.9640),
    ("2019-09-13", 98.620, 13.4888),
    ("2019-09-14", 99.814, 4.9422),
    ("2019-09-15", 99.231, 10.0670),
    ("2019-09-16", 96.874, 20.3723),
    ("2019-09-17", 92.791, 31.1541),
    ("2019-09-18", 87.074, 42.1469),
    ("2019-09-19", 79.858, 53.3370),
)


@pytest.mark.parametrize(("day", "per_cent", "phase_angle"), HORIZONS, ids=[fact[0] for fact in HORIZONS])
def test_the_moon_is_lit_as_horizons_says(day: str, per_cent: float, phase_angle: float) -> None:
    found = find_moon_phase(at_ut(day))
    # The Sun is seen 20.5" behind where it stands; at the Moon that is an angle of up to 0.006°.
    assert found.illuminated_share * 100 == pytest.approx(per_cent, abs=5e-3)
    assert found.phase_angle_deg == pytest.approx(phase_angle, abs=6e-3)


def test_the_moon_is_lit_as_meeus_says() -> None:
    """READ: example 48.a, 1992 April 12, 0h TD, quoted in public source code."""
    found = find_moon_phase(cast_at_tt(2448724.5))
    assert found.phase_angle_deg == pytest.approx(69.0756, abs=1e-3), MEEUS
    assert found.illuminated_share == pytest.approx(0.6786, abs=1e-4), MEEUS


# Days that India kept by the lunar month, and the tithi that held at the hour that mostly decides the day. SIFTED from
# what was recalled of the lists of holidays of these years (Department of Personnel and Training).
SUNRISE, NOON, SUNSET = "06:30", "12:20", "18:00"
FESTIVALS = {
    ("Diwali, the new Moon of Kartika at dusk", SUNSET, 30): (
        "2019-10-27", "2020-11-14", "2021-11-04", "2022-10-24", "2023-11-12", "2024-10-31",
    ),
    ("Maha Shivaratri, the fourteenth of the dark half at midnight", "23:59", 29): (
        "2020-02-21", "2021-03-11", "2022-03-01", "2023-02-18", "2024-03-08",
    ),
    ("Rama Navami, the ninth of the bright half at noon", NOON, 9): (
        "2021-04-21", "2022-04-10", "2023-03-30", "2024-04-17",
    ),
    ("Ganesh Chaturthi, the fourth of the bright half at noon", NOON, 4): (
        "2020-08-22", "2021-09-10", "2022-08-31", "2023-09-19", "2024-09-07",
    ),
    ("Janmashtami, the eighth of the dark half at midnight", "23:59", 23): (
        "2020-08-11", "2021-08-30", "2023-09-06", "2024-08-26",
    ),
    ("Buddha Purnima, the full Moon of Vaishakha at sunrise", SUNRISE, 15): (
        "2020-05-07", "2021-05-26", "2022-05-16", "2023-05-05", "2024-05-23",
    ),
    ("Guru Nanak's birthday, the full Moon of Kartika by day", NOON, 15): (
        "2020-11-30", "2021-11-19", "2022-11-08", "2023-11-27", "2024-11-15",
    ),
}  # fmt: skip
KEPT = [(*rule, day) for rule, days in FESTIVALS.items() for day in days]


@pytest.mark.parametrize(
    ("what", "hour", "tithi", "day"), KEPT, ids=[f"{one[0].split(',')[0]} {one[3]}" for one in KEPT]
)
def test_india_kept_its_lunar_days_on_the_tithi(what: str, hour: str, tithi: int, day: str) -> None:
    assert find_moon_phase(in_india(f"{day} {hour}")).tithi.number == tithi, what


# Kerala keeps Thiruvonam on the day of the star Shravana. SIFTED from what was recalled of Kerala's lists of holidays.
@pytest.mark.parametrize("day", ["2020-08-31", "2021-08-21", "2022-09-08", "2023-08-29", "2024-09-15"])
def test_kerala_kept_onam_under_shravana(day: str) -> None:
    assert moon_in(in_india(f"{day} {SUNRISE}")) == "shravana"


def moon_in(chart: Chart) -> str:
    found = find_nakshatras(chart)
    assert found.ayanamsa == "lahiri"
    return next(one.nakshatra.value for one in found.points if one.point == "moon")


# When tithis and nakshatras began, to the minute of Indian Standard Time, as newspapers printed them.
# READ: livemint.com and jagran.com, quoting Drik Panchang, whose reckoning is not told.
CHANGES = (
    ("2024-03-08 21:57", "tithi", 28, 29), ("2024-03-09 18:17", "tithi", 29, 30),
    ("2023-11-12 14:44", "tithi", 29, 30), ("2023-11-13 14:56", "tithi", 30, 1),
    ("2023-09-06 15:37", "tithi", 22, 23), ("2023-09-07 16:14", "tithi", 23, 24),
    ("2023-09-06 09:20", "nakshatra", "krittika", "rohini"), ("2023-09-07 10:25", "nakshatra", "rohini", "mrigashira"),
    ("2023-11-13 02:51", "nakshatra", "svati", "vishakha"),
)  # fmt: skip


@pytest.mark.parametrize(("when", "what", "before", "after"), CHANGES, ids=[f"{one[1]} {one[0]}" for one in CHANGES])
def test_tithis_and_nakshatras_change_at_the_minute_that_was_printed(when, what, before, after) -> None:
    printed = datetime.fromisoformat(when)
    found = []
    for minutes in (-2, 2):
        chart = in_india((printed + timedelta(minutes=minutes)).isoformat())
        found.append(find_moon_phase(chart).tithi.number if what == "tithi" else moon_in(chart))
    assert found == [before, after], READ


# Births in the Indian manner. SIFTED from what was recalled of B. V. Raman, Notable Horoscopes, and of almanacs.
@pytest.mark.parametrize(
    ("who", "utc", "nakshatra", "moon_sign"),
    [
        ("India, at midnight in Delhi", "1947-08-14 18:30", "pushya", Sign.CANCER),
        ("Indira Gandhi, 23:11 at Allahabad", "1917-11-19 17:41", "uttara_ashadha", Sign.CAPRICORN),
        ("Jawaharlal Nehru, 23:03 local time at Allahabad", "1889-11-14 17:36", "ashlesha", Sign.CANCER),
    ],
)
def test_nations_and_their_makers_were_born_under_the_stars_they_are_said_to(who, utc, nakshatra, moon_sign) -> None:
    chart = at_ut(utc)
    assert moon_in(chart) == nakshatra, who
    moon = next(one for one in find_nakshatras(chart).points if one.point == "moon")
    sidereal_deg = (moon.number - 1 + moon.share_elapsed) * 360 / 27
    assert tuple(Sign)[int(sidereal_deg / 30)] is moon_sign, who


# Where the first mansions begin. READ: Agrippa, De occulta philosophia II.33, at classicalastrologer.com; his seconds
# are cut carelessly, the fifth by as many as four.
AGRIPPA = (
    (2, 0, dms(12, 51, 22)), (3, 0, dms(25, 42, 51)), (4, 30, dms(8, 34, 17)), (5, 30, dms(21, 25, 40)),
    (6, 60, dms(4, 17, 9)), (7, 60, dms(17, 8, 34)), (8, 90, 0.0),
)  # fmt: skip


@pytest.mark.parametrize(("number", "sign_deg", "degree"), AGRIPPA, ids=[str(fact[0]) for fact in AGRIPPA])
def test_mansions_begin_where_agrippa_says(number: int, sign_deg: float, degree: float) -> None:
    begins = sign_deg + degree
    assert mansion_of("moon", begins + 5 / 3600).number == number
    assert mansion_of("moon", begins - 5 / 3600).number == number - 1


# READ: William Lilly, Christian Astrology (1647), pp. 90-92, at skyscript.co.uk: the Sun's in 10° Taurus, and what is
# left of whole signs of degrees and minutes.
@pytest.mark.parametrize(
    ("stands", "mirrored"),
    [(30 + 10, 120 + 20), (60 + 14, 90 + 16), (120 + dms(20, 17, 0), 30 + dms(9, 43, 0)), (275.0, 265.0)],
)
def test_antiscia_fall_where_lilly_says(stands: float, mirrored: float) -> None:
    chart = at_ut("2024-01-01")
    sun = replace(chart.bodies[0], longitude_deg=stands)
    found = find_antiscia(replace(chart, bodies=(sun,), angles=None))
    assert found.points[0].antiscion_deg == pytest.approx(mirrored)


@pytest.mark.parametrize("step", range(40))
def test_phase_tithi_and_bounds_are_those_of_skyfield(step: int) -> None:
    chart = cast_at_tt(2415100.5 + 1397.317 * step)
    t = time_of(chart.moment.jd_tt)
    sun, moon = places_of(Body.SUN, t), places_of(Body.MOON, t)
    found = find_moon_phase(chart)
    angle = (moon.longitude_deg - sun.longitude_deg) % 360
    assert found.angle_deg == pytest.approx(angle, abs=2e-5)
    assert found.tithi.number == int(angle / 12) + 1
    assert found.is_waxing == (found.tithi.paksha is Paksha.SHUKLA)
    # The lit share by the triangle of Sun, Moon and Earth, in Skyfield's places.
    to_sun, to_moon = (
        one.distance_au
        * np.array([
            np.cos(np.radians(one.latitude_deg)) * np.cos(np.radians(one.longitude_deg)),
            np.cos(np.radians(one.latitude_deg)) * np.sin(np.radians(one.longitude_deg)),
            np.sin(np.radians(one.latitude_deg)),
        ])
        for one in (sun, moon)
    )  # fmt: skip
    from_moon = to_sun - to_moon
    cosine = -from_moon @ to_moon / np.linalg.norm(from_moon) / np.linalg.norm(to_moon)
    assert found.illuminated_share == pytest.approx((1 + cosine) / 2, abs=1e-6)
    tilt = np.degrees(np.arccos(ecliptic_frame.rotation_at(t)[2] @ t.M[2]))
    bounds = find_declinations(chart)
    assert bounds.obliquity_deg == pytest.approx(tilt, abs=2e-6)
    listed = next(one for one in bounds.points if one.point == "moon")
    assert listed.is_out_of_bounds == (abs(moon.declination_deg) > tilt)
    assert listed.beyond_deg == pytest.approx(max(abs(moon.declination_deg) - tilt, 0.0), abs=5e-5)
