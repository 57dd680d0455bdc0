"""Facts that others published about the sky, each with its source, its own tolerance, and how it came here.

How an excerpt was made:
- READ: copied from a stored public page, or from public source code that quotes the source.
- RECALLED: written down from memory of the source before the engine was asked; no copy was at hand to check it by.
  What was found in print since, and agreed with the memory, is READ.
  Two more so recalled (Mars at opposition in 2018 and 2020) disagreed by six minutes, could not be found in print, and
  were left out.
Nothing here was computed with the engine or its library. Times are UT unless they say TT (the source's TD).
"""

from dataclasses import dataclass

from outer_skies.engine.bodies import Body

READ, RECALLED = "read", "recalled"

MEEUS = "J. Meeus, Astronomical Algorithms, 2nd ed. (Willmann-Bell, 1998), "
USNO_SEASONS = "US Naval Observatory, Earth's Seasons, 2000-2025"
SPACEFLIGHT = "worldspaceflight.com, Equinoxes and Solstices 1901-2050"
USNO_PHASES = "US Naval Observatory, Phases of the Moon"
GREAT = "indiascienceandtechnology.gov.in, Jupiter and Saturn form the Great Conjunction: dates in ecliptic longitude"
TRANSITS = "F. Espenak, NASA GSFC, Catalogs of transits of Venus and Mercury"
SEDS = "spider.seds.org, Mars 2003 (H. Frommert)"
ALMANAC_2020 = "Astronomical Almanac 2020, geocentric phenomena, to the hour"
NEO = "neoprogrammics.com, Earth perihelion and aphelion calculator (JPL DE405)"


@dataclass(frozen=True, slots=True)
class Meeting:
    """When a's longitude is the angle ahead of b's; of 0 Aries without b."""

    what: str
    a: Body
    b: Body | None
    angle_deg: float
    when: str
    within_min: float
    source: str
    how: str = RECALLED
    is_tt: bool = False
    longitude_deg: float | None = None
    longitude_within_deg: float = 0.01


@dataclass(frozen=True, slots=True)
class Turn:
    """When one of a body's numbers, or the arc between two bodies, is least or greatest, and what it is then."""

    what: str
    body: Body
    name: str  # a field of Position, or "separation" from `other`
    when: str
    within_min: float
    value: float | None
    within: float
    source: str
    how: str = RECALLED
    is_tt: bool = False
    other: Body | None = None
    unit: float = 1.0


@dataclass(frozen=True, slots=True)
class Value:
    """What one of a body's numbers is at a time. Angles in degrees."""

    what: str
    body: Body
    name: str
    when: str
    value: float
    within: float
    source: str
    how: str = READ
    is_tt: bool = True


def hms(hours: int, minutes: int, seconds: float) -> float:
    return 15.0 * (hours + minutes / 60.0 + seconds / 3600.0)


def dms(degrees: int, minutes: int, seconds: float) -> float:
    """The sign is that of the degrees."""
    size = abs(degrees) + minutes / 60.0 + seconds / 3600.0
    return -size if degrees < 0 else size


KM = 149597870.7
SECOND = 1.0 / 3600.0
SUN, MOON, MERCURY, VENUS, MARS = Body.SUN, Body.MOON, Body.MERCURY, Body.VENUS, Body.MARS
JUPITER, SATURN, URANUS, NEPTUNE = Body.JUPITER, Body.SATURN, Body.URANUS, Body.NEPTUNE

# fmt: off
MEETINGS = (
    Meeting("March equinox 1901", SUN, None, 0, "1901-03-21 07:23:53", 0.8, SPACEFLIGHT, READ),
    Meeting("June solstice 1901", SUN, None, 90, "1901-06-22 03:27:59", 0.8, SPACEFLIGHT, READ),
    Meeting("September equinox 1901", SUN, None, 180, "1901-09-23 18:08:51", 0.8, SPACEFLIGHT, READ),
    Meeting("December solstice 1917", SUN, None, 270, "1917-12-22 09:45:57", 0.8, SPACEFLIGHT, READ),
    Meeting("March equinox 1924", SUN, None, 0, "1924-03-20 21:20:36", 0.8, SPACEFLIGHT, READ),
    Meeting("June solstice 1962", SUN, None, 90, "1962-06-21 21:24:42", 0.2, MEEUS + "ex. 27.b", READ, is_tt=True),
    Meeting("March equinox 2024", SUN, None, 0, "2024-03-20 03:06", 0.6, USNO_SEASONS),
    Meeting("new Moon of February 1977", MOON, SUN, 0, "1977-02-18 03:37:40", 0.1, MEEUS + "ex. 49.a", READ,
            is_tt=True),
    Meeting("new Moon of the eclipse of 1999", MOON, SUN, 0, "1999-08-11 11:09", 0.8, USNO_PHASES),
    Meeting("full Moon of the eclipse of January 2000", MOON, SUN, 180, "2000-01-21 04:40", 0.6, USNO_PHASES),
    Meeting("full Moon of the eclipse of July 2000", MOON, SUN, 180, "2000-07-16 13:55", 0.6, USNO_PHASES),
    Meeting("new Moon of the eclipse of 2017", MOON, SUN, 0, "2017-08-21 18:30", 0.6, USNO_PHASES),
    Meeting("full Moon of the eclipse of 2018", MOON, SUN, 180, "2018-07-27 20:20", 0.6, USNO_PHASES),
    Meeting("full Moon of the eclipse of 2019", MOON, SUN, 180, "2019-01-21 05:16", 0.6, USNO_PHASES),
    Meeting("new Moon of the eclipse of 2024", MOON, SUN, 0, "2024-04-08 18:21", 0.6, "lunaf.com, 8 April 2024", READ),
    Meeting("last quarter of January 2044", MOON, SUN, 270, "2044-01-21 23:48:17", 0.1, MEEUS + "ex. 49.b", READ,
            is_tt=True),
    Meeting("great conjunction of 2000", JUPITER, SATURN, 0, "2000-05-28 12:00", 720, GREAT, READ),
    Meeting("great conjunction of 2020", JUPITER, SATURN, 0, "2020-12-21 18:20", 1.0,
            "in-the-sky.org and others", longitude_deg=300.48),
    Meeting("great conjunction of 2040", JUPITER, SATURN, 0, "2040-10-31 12:00", 720, GREAT, READ),
    Meeting("great conjunction of 2060", JUPITER, SATURN, 0, "2060-04-07 12:00", 720, GREAT, READ),
    Meeting("great conjunction of 2080", JUPITER, SATURN, 0, "2080-03-15 12:00", 720, GREAT, READ),
    Meeting("great conjunction of 2100", JUPITER, SATURN, 0, "2100-09-18 12:00", 720, GREAT, READ),
    Meeting("Mars at opposition in 2003", MARS, SUN, 180, "2003-08-28 17:58:49", 0.6, SEDS, READ),
    Meeting("Jupiter at opposition in 2020", JUPITER, SUN, 180, "2020-07-14 08:00", 31, ALMANAC_2020),
    Meeting("Saturn at opposition in 2020", SATURN, SUN, 180, "2020-07-20 22:00", 31, ALMANAC_2020),
    Meeting("Venus between Earth and Sun in 2004", VENUS, SUN, 0, "2004-06-08 08:43", 1.0, TRANSITS),
    Meeting("Venus between Earth and Sun in 2012", VENUS, SUN, 0, "2012-06-06 01:09", 1.0, TRANSITS),
    Meeting("Mercury between Earth and Sun in 2019", MERCURY, SUN, 0, "2019-11-11 15:22", 1.0, TRANSITS),
    # Meeus' series for these are good to about an hour, and he rounds them to the hour.
    Meeting("Mercury before the Sun in 1993", MERCURY, SUN, 0, "1993-11-06 03:00", 90, MEEUS + "ex. 36.a", READ,
            is_tt=True),
    Meeting("Venus before the Sun in 1882", VENUS, SUN, 0, "1882-12-06 17:00", 90, MEEUS + "p. 255", READ, is_tt=True),
    Meeting("Mercury before the Sun in 1631, seen by Gassendi", MERCURY, SUN, 0, "1631-11-07 07:00", 90,
            MEEUS + "p. 255", READ, is_tt=True),
    Meeting("Neptune at opposition in the year of its discovery", NEPTUNE, SUN, 180, "1846-08-20 04:00", 120,
            MEEUS + "p. 255", READ, is_tt=True),
    Meeting("Uranus at opposition before its discovery", URANUS, SUN, 180, "1780-12-17 14:00", 120,
            MEEUS + "p. 255", READ, is_tt=True),
)

TURNS = (
    Turn("Earth nearest to the Sun in 2000", SUN, "distance_au", "2000-01-03 05:18", 5, 0.9833213, 2e-7, USNO_SEASONS),
    Turn("Earth nearest to the Sun in 2021", SUN, "distance_au", "2021-01-02 13:50:31", 5, 0.983257060, 1e-7, NEO,
         READ),
    Turn("Earth farthest from the Sun in 2021", SUN, "distance_au", "2021-07-05 22:27:03", 5, 1.016729224, 1e-7, NEO,
         READ),
    Turn("Mars nearest in 60,000 years", MARS, "distance_au", "2003-08-27 09:51:13", 10, 55758006.0 / KM, 2e-6,
         "J. Meeus, When was Mars last this close?, Planetarian 32 (2003) no. 1, as quoted in Wikipedia, Mars", READ),
    Turn("Mars nearest in 2018", MARS, "distance_au", "2018-07-31 07:50", 15, 0.38496, 1e-5,
         "astromax.org, Mars Opposition 2018", READ),
    # Light takes 1.3 s from the Moon, while the Earth goes 38 km: distances of date differ from geometric ones by that.
    Turn("the nearest Moon of 375 years", MOON, "distance_au", "1912-01-04 13:30", 30, 356375.0, 3.0,
         "J. Meeus, Extreme perigees and apogees of the Moon, Sky and Telescope 62 (1981) 110", READ, unit=KM),
    Turn("the nearest Moon of 81 years", MOON, "distance_au", "2034-11-25 22:00", 30, 356445.0, 5.0,
         "Hemelkalender (Vereniging voor Sterrenkunde), Perigeum", READ, unit=KM),
    Turn("the farthest Moon of 81 years", MOON, "distance_au", "1984-03-02 11:00", 30, 406712.0, 5.0,
         "Hemelkalender (Vereniging voor Sterrenkunde), Apogeum", READ, unit=KM),
    Turn("the farthest nearest Moon of 81 years", MOON, "distance_au", "1988-12-16 03:50", 60, 370354.0, 40.0,
         "Hemelkalender (Vereniging voor Sterrenkunde), Perigeum", READ, unit=KM),
    Turn("apogee of October 1988", MOON, "distance_au", "1988-10-07 20:30", 15, None, 0, MEEUS + "ex. 50.a",
         READ, is_tt=True),
    Turn("perigee of December 1990", MOON, "distance_au", "1990-12-02 10:48", 15, None, 0, MEEUS + "p. 361",
         READ, is_tt=True),
    Turn("perigee of January 1998", MOON, "distance_au", "1998-01-03 08:30", 15, None, 0, MEEUS + "p. 361",
         READ, is_tt=True),
    Turn("the Moon farthest north in December 1988", MOON, "declination_deg", "1988-12-22 20:02", 4, 28.1562, 0.004,
         MEEUS + "ex. 52.a", READ, is_tt=True),
    Turn("the Moon farthest south in April 2049", MOON, "declination_deg", "2049-04-21 14:00", 35, -22.1384, 0.02,
         MEEUS + "ex. 52.b", READ, is_tt=True),
    Turn("Mars stands still in April 1997", MARS, "longitude_deg", "1997-04-27 18:00", 120, None, 0,
         MEEUS + "ex. 36.d", READ, is_tt=True),
    Turn("Mercury farthest west in November 1993", MERCURY, "separation", "1993-11-22 15:00", 60, 19.7506, 0.002,
         MEEUS + "ex. 36.c", READ, is_tt=True, other=SUN),
    Turn("transit of Venus 2004", VENUS, "separation", "2004-06-08 08:19:44", 0.1, 626.9, 0.1, TRANSITS, other=SUN,
         unit=3600.0),
    Turn("transit of Venus 2012", VENUS, "separation", "2012-06-06 01:29:36", 0.1, 554.4, 0.1, TRANSITS, other=SUN,
         unit=3600.0),
    Turn("transit of Mercury 2006", MERCURY, "separation", "2006-11-08 21:41:04", 0.1, 422.9, 0.1, TRANSITS, other=SUN,
         unit=3600.0),
    Turn("transit of Mercury 2016", MERCURY, "separation", "2016-05-09 14:57:26", 0.1, 318.5, 0.1, TRANSITS, READ,
         other=SUN, unit=3600.0),
    Turn("transit of Mercury 2019", MERCURY, "separation", "2019-11-11 15:19:48", 0.1, 75.9, 0.1, TRANSITS, READ,
         other=SUN, unit=3600.0),
    Turn("Jupiter beside Saturn", JUPITER, "separation", "2020-12-21 18:20", 5, 6.1, 0.05,
         "in-the-sky.org, Great conjunction of Jupiter and Saturn", READ, other=SATURN,
         unit=60.0),
)

_SUN92, _VENUS92, _MOON92 = MEEUS + "ex. 25.b", MEEUS + "ex. 33.a", MEEUS + "ex. 47.a"
_VENUS87, _VENUS88, _MARS03 = MEEUS + "p. 95", MEEUS + "ex. 15.a", MEEUS + "ex. 40.a"
VALUES = (
    Value("Sun", SUN, "longitude_deg", "1992-10-13 00:00", dms(199, 54, 21.56), 0.06 * SECOND, _SUN92),
    Value("Sun", SUN, "latitude_deg", "1992-10-13 00:00", 0.72 * SECOND, 0.06 * SECOND, _SUN92),
    Value("Sun", SUN, "distance_au", "1992-10-13 00:00", 0.99760853, 3e-8, _SUN92),
    Value("Sun", SUN, "right_ascension_deg", "1992-10-13 00:00", hms(13, 13, 30.749), 0.08 * SECOND, _SUN92),
    Value("Sun", SUN, "declination_deg", "1992-10-13 00:00", -dms(7, 47, 1.74), 0.06 * SECOND, _SUN92),
    Value("Venus", VENUS, "right_ascension_deg", "1992-12-20 00:00", hms(21, 4, 41.454), 0.1 * SECOND, _VENUS92),
    Value("Venus", VENUS, "declination_deg", "1992-12-20 00:00", -dms(18, 53, 16.84), 0.05 * SECOND, _VENUS92),
    Value("Moon", MOON, "longitude_deg", "1992-04-12 00:00", dms(133, 10, 0), 0.6 * SECOND, _MOON92),
    Value("Moon", MOON, "latitude_deg", "1992-04-12 00:00", -dms(3, 13, 45), 0.6 * SECOND, _MOON92),
    Value("Moon", MOON, "distance_au", "1992-04-12 00:00", 368405.6 / KM, 40.0 / KM, _MOON92),
    Value("Moon", MOON, "right_ascension_deg", "1992-04-12 00:00", hms(8, 58, 45.1), 0.8 * SECOND, _MOON92),
    Value("Moon", MOON, "declination_deg", "1992-04-12 00:00", dms(13, 46, 6), 0.6 * SECOND, _MOON92),
    Value("Sun", SUN, "right_ascension_deg", "1992-04-12 00:00", 20.6579, 1e-4, MEEUS + "ex. 48.a"),
    Value("Sun", SUN, "declination_deg", "1992-04-12 00:00", 8.6964, 1e-4, MEEUS + "ex. 48.a"),
    Value("Moon at the node", MOON, "latitude_deg", "1987-05-23 06:25:58", 0.0, 0.001, MEEUS + "ex. 51.a"),
    Value("Venus", VENUS, "right_ascension_deg", "1987-04-10 19:21", hms(23, 9, 16.641), 0.1 * SECOND, _VENUS87,
          is_tt=False),
    Value("Venus", VENUS, "declination_deg", "1987-04-10 19:21", -dms(6, 43, 11.61), 0.05 * SECOND, _VENUS87,
          is_tt=False),
    Value("Venus", VENUS, "right_ascension_deg", "1988-03-19 00:00", 40.68021, 1e-4, _VENUS88),
    Value("Venus", VENUS, "declination_deg", "1988-03-20 00:00", 18.44092, 1e-5, _VENUS88),
    Value("Venus", VENUS, "right_ascension_deg", "1988-03-21 00:00", 42.78204, 1e-4, _VENUS88),
    Value("Mars", MARS, "right_ascension_deg", "2003-08-28 03:17", hms(22, 38, 7.25), 0.1 * SECOND, _MARS03,
          is_tt=False),
    Value("Mars", MARS, "declination_deg", "2003-08-28 03:17", -dms(15, 46, 15.9), 0.1 * SECOND, _MARS03,
          is_tt=False),
    Value("Mars", MARS, "distance_au", "2003-08-28 03:17", 0.372756756, 1e-8, "JPL Horizons, quoted in public tests",
          is_tt=False),
    # Berlin mean time 12h 0m 14.6s, 53m 35s east: the first position measured of Neptune, good to a few arcseconds.
    Value("Neptune, found by Galle", NEPTUNE, "right_ascension_deg", "1846-09-23 23:06:40", dms(328, 19, 16.0),
          8.0 * SECOND, "J. F. Encke, Astronomische Nachrichten 25 (1846) 49, no. 580", RECALLED, is_tt=False),
    Value("Neptune, found by Galle", NEPTUNE, "declination_deg", "1846-09-23 23:06:40", -dms(13, 24, 8.2),
          8.0 * SECOND, "J. F. Encke, Astronomische Nachrichten 25 (1846) 49, no. 580", RECALLED, is_tt=False),
    # Palermo mean time 8h 43m 17.8s in the evening, 53m 25s east; Piazzi's instrument was good to some arcseconds.
    Value("Ceres, found by Piazzi", Body.CERES, "right_ascension_deg", "1801-01-01 19:49:53", dms(51, 47, 48.8),
          15.0 * SECOND, "Monatliche Correspondenz 4 (September 1801) 280", RECALLED, is_tt=False),
    Value("Ceres, found by Piazzi", Body.CERES, "declination_deg", "1801-01-01 19:49:53", dms(15, 37, 45.5),
          15.0 * SECOND, "Monatliche Correspondenz 4 (September 1801) 280", RECALLED, is_tt=False),
)

# TT - UT1 in seconds at the start of the year: Astronomical Almanac, pages K8-K9; to 1970 its tidal acceleration is
# another, hence the wider tolerance. Recalled.
DELTA_T = (
    (1900, -2.72, 0.8), (1910, 10.46, 0.8), (1920, 21.16, 0.8), (1930, 24.02, 0.8), (1940, 24.33, 0.8),
    (1950, 29.15, 0.3), (1960, 33.15, 0.1), (1970, 40.18, 0.1), (1980, 50.54, 0.05), (1990, 56.86, 0.05),
    (2000, 63.83, 0.05), (2010, 66.07, 0.05), (2015, 67.64, 0.05), (2020, 69.36, 0.05),
)

# Julian day at Greenwich, and whether the date is of the Julian calendar: Meeus, chapter 7, pages 61 and 62.
JULIAN_DAYS = (
    ("2000-01-01 12:00", False, 2451545.0), ("1999-01-01 00:00", False, 2451179.5),
    ("1987-01-27 00:00", False, 2446822.5), ("1987-06-19 12:00", False, 2446966.0),
    ("1988-01-27 00:00", False, 2447187.5), ("1957-10-04 19:26:24", False, 2436116.31),
    ("1900-01-01 00:00", False, 2415020.5), ("1600-01-01 00:00", False, 2305447.5),
    ("1600-12-31 00:00", False, 2305812.5), ("0837-04-10 07:12", True, 2026871.8),
    ("0333-01-27 12:00", True, 1842713.0),
)
# fmt: on
