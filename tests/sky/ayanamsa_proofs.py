"""What defines each ayanamsa: a value at an epoch, a point among the stars, or the ecliptic of an epoch.

SE: the manual of the Swiss Ephemeris (swisseph.md of version 2.10.03), which names the schools' own publications;
sections 2.8.2 to 2.8.9 define the ayanamsas, 2.8.11 corrects those that were made with an older theory of precession.
Where that manual tells a definition in words alone, the number is that of its table of initial values (sweph.h), and
the entry says so. Epochs of the Julian calendar are written as Julian days with their dates beside them.
"""

from dataclasses import dataclass

from precession import B1950, J1900, J2000, Theory, iau_1976_angles, newcomb_angles
from stars import (
    ALDEBARAN,
    ETA_PISCIUM,
    GALACTIC_CENTRE,
    GALACTIC_POLE_1958,
    GALACTIC_POLE_2010,
    MULA,
    PUSHYA,
    REVATI,
    SPICA,
    Catalogued,
)

from outer_skies.engine.zodiac import Ayanamsa


def dms(degrees: int, minutes: int, seconds: float = 0.0) -> float:
    return degrees + minutes / 60.0 + seconds / 3600.0


def at(jd_midnight: float, hours: int, minutes: int, seconds: float) -> float:
    return jd_midnight + dms(hours, minutes, seconds) / 24.0


@dataclass(frozen=True, slots=True)
class Epoch:
    """A value at an epoch, carried on by precession; `made_with` is the precession of its makers' day."""

    jd: float
    value_deg: float
    source: str
    is_ut: bool = False
    made_with: Theory | None = None
    tolerance_arcsec: float = 0.05


@dataclass(frozen=True, slots=True)
class Anchor:
    """A star or point that keeps its sidereal longitude for ever."""

    star: Catalogued
    longitude_deg: float
    source: str
    is_apparent: bool = True
    is_polar: bool = False
    tolerance_arcsec: float = 0.05


@dataclass(frozen=True, slots=True)
class Frame:
    """Longitude and latitude on the mean ecliptic of an epoch, counted from `value_deg` behind its equinox."""

    jd: float
    value_deg: float
    source: str


@dataclass(frozen=True, slots=True)
class Witness:
    """Where the manual says a star stood in a year, which the definition above did not use."""

    ayanamsa: Ayanamsa
    star: Catalogued
    year: float
    longitude_deg: float
    tolerance_arcsec: float
    is_polar: bool = False


# Years 3600 of the Kali age, by the year of the Suryasiddhanta and of Aryabhata: SE 2.8.4
KALI_3600_SURYA = at(1903396.5, 7, 30, 31.57)  # 499-03-21 07:30:31.57 UT
KALI_3600_ARYA = at(1903396.5, 6, 56, 55.57)  # 499-03-21 06:56:55.57 UT
YEAR_MINUS_100 = 1684532.5  # -100-01-01
CRC_1956 = 2435553.5  # 1956-03-21 00:00 TT
NOVA = "SE table of initial values: from Robert Hand's program Nova"
COCHRANE = "SE table of initial values: given by David Cochrane; 2.8.9 knows no publication"

PROOFS: dict[Ayanamsa, Epoch | Anchor | Frame] = {
    Ayanamsa.FAGAN_BRADLEY: Epoch(
        B1950,
        dms(24, 2, 31.36),
        "SE 2.8.2; Fagan and Firebrace, Primer of Sidereal Astrology, p. 13",
        made_with=newcomb_angles,
    ),
    Ayanamsa.LAHIRI: Epoch(
        # True ayanamsa; the nutation of the day (IAU 1980) is 16.7689 arcseconds.
        CRC_1956,
        dms(23, 15, 0.658) - 16.76893 / 3600.0,
        "SE 2.8.5; Indian Astronomical Ephemeris 1989, p. 556",
        made_with=iau_1976_angles,
    ),
    Ayanamsa.LAHIRI_ICRC: Epoch(
        # True ayanamsa; the nutation of the day (Woolard) is 16.7115 arcseconds.
        CRC_1956,
        dms(23, 15) - 16.71145 / 3600.0,
        "SE 2.8.5; Report of the Calendar Reform Committee, 1955",
        made_with=newcomb_angles,
    ),
    Ayanamsa.LAHIRI_1940: Epoch(
        J1900, dms(22, 26, 45.50), "SE 2.8.5; Lahiri, Panchanga Darpan, 1940", made_with=newcomb_angles
    ),
    Ayanamsa.LAHIRI_VP285: Epoch(
        at(1825234.5, 17, 54, 2.0),
        0.0,  # 285-03-22 17:54:02 TT
        "SE 2.8.5; Lahiri, Indian Ephemeris 1980, preface",
    ),
    Ayanamsa.DELUCE: Epoch(
        1721057.5, 0.0, "SE 2.8.9 and table of initial values; De Luce, Constellational Astrology, p. 5", is_ut=True
    ),
    Ayanamsa.RAMAN: Epoch(J1900, 360.0 - 338.98556, NOVA, made_with=newcomb_angles),
    Ayanamsa.USHASHASHI: Epoch(J1900, dms(18, 39, 39.46), "SE 2.8.3; Usha and Shashi, 1978"),
    Ayanamsa.KRISHNAMURTI: Epoch(J1900, 22.363889, "SE 2.8.6; Krishnamurti, Reader 1, p. 58", made_with=newcomb_angles),
    Ayanamsa.KRISHNAMURTI_VP291: Epoch(
        at(1827424.5, 6, 10, 29.0),
        0.0,  # 291-03-21 06:10:29 TT
        "SE 2.8.6; Senthilathiban, Study of KP Ayanamsa, 2019",
    ),
    Ayanamsa.DJWHAL_KHUL: Epoch(
        # "I decided to use the 1st of July ... an exact date is not given": 36 days move it 5 arcseconds.
        2494459.5,
        30.0,
        "SE 2.8.9: 1 July 2117",
        tolerance_arcsec=6.0,
    ),
    Ayanamsa.YUKTESHWAR: Epoch(J1900, 360.0 - 338.917778, COCHRANE),
    Ayanamsa.JN_BHASIN: Epoch(J1900, 360.0 - 338.634444, COCHRANE),
    Ayanamsa.BABYL_KUGLER1: Epoch(YEAR_MINUS_100, -dms(5, 40), "SE 2.8.2", is_ut=True),
    Ayanamsa.BABYL_KUGLER2: Epoch(YEAR_MINUS_100, -dms(4, 16), "SE 2.8.2", is_ut=True),
    Ayanamsa.BABYL_KUGLER3: Epoch(YEAR_MINUS_100, -dms(3, 25), "SE 2.8.2", is_ut=True),
    Ayanamsa.BABYL_HUBER: Epoch(YEAR_MINUS_100, -dms(4, 28), "SE 2.8.2; Huber, Centaurus 5 (1958) 192", is_ut=True),
    Ayanamsa.BABYL_ETPSC: Epoch(
        1673941.0, -dms(5, 4, 46.0), "SE 2.8.2; Mercier 1977", is_ut=True, tolerance_arcsec=1.1
    ),
    Ayanamsa.BABYL_BRITTON: Epoch(1721057.5, -3.2, "SE 2.8.2; Britton 2010, p. 630", is_ut=True),
    Ayanamsa.ALDEBARAN_15TAU: Epoch(
        YEAR_MINUS_100,
        -4.44138598,
        "SE 2.8.2 (Aldebaran at 15 Taurus in the year -100) and table of initial values",
        is_ut=True,
    ),
    Ayanamsa.VALENS_MOON: Epoch(
        1775845.5, -2.9422, "SE 2.8.2 and table of initial values; Holden 1995, p. 12", is_ut=True
    ),
    Ayanamsa.HIPPARCHOS: Epoch(1674484.0, -dms(9, 20), "SE 2.8.3; Mercier 1977", is_ut=True),
    Ayanamsa.SASSANIAN: Epoch(1927135.8747793, 0.0, "SE 2.8.3; Mercier 1977", is_ut=True),
    Ayanamsa.SURYASIDDHANTA: Epoch(KALI_3600_SURYA, 0.0, "SE 2.8.4", is_ut=True),
    Ayanamsa.SURYASIDDHANTA_MSUN: Epoch(KALI_3600_SURYA, -0.21463395, "SE 2.8.4", is_ut=True),
    Ayanamsa.ARYABHATA: Epoch(KALI_3600_ARYA, 0.0, "SE 2.8.4", is_ut=True),
    Ayanamsa.ARYABHATA_MSUN: Epoch(KALI_3600_ARYA, -0.23763238, "SE 2.8.4", is_ut=True),
    Ayanamsa.ARYABHATA_522: Epoch(
        at(1911797.5, 5, 46, 44.0),
        0.0,
        "SE 2.8.4",
        is_ut=True,  # 522-03-21
    ),
    Ayanamsa.SS_REVATI: Epoch(KALI_3600_SURYA, -0.79167046, "SE 2.8.4", is_ut=True),
    Ayanamsa.SS_CITRA: Epoch(KALI_3600_SURYA, 2.11070444, "SE 2.8.5", is_ut=True),
    Ayanamsa.GALEQU_FIORENZA: Epoch(2451544.5, 25.0, "SE 2.8.8: 1 January 2000", is_ut=True),
    Ayanamsa.TRUE_CITRA: Anchor(SPICA, 180.0, "SE 2.8.5"),
    Ayanamsa.TRUE_REVATI: Anchor(REVATI, dms(359, 50), "SE 2.8.4"),
    Ayanamsa.TRUE_PUSHYA: Anchor(PUSHYA, 106.0, "SE 2.8.4; Narasimha Rao 2013"),
    Ayanamsa.TRUE_MULA: Anchor(MULA, 240.0, "SE 2.8.9; Chandra Hari 1998"),
    Ayanamsa.TRUE_SHEORAN: Anchor(
        PUSHYA, 103.49264221625, "SE 2.8.9 (-60 at the solstice of 4174 BCE) and table of initial values"
    ),
    Ayanamsa.GALCENT_0SAG: Anchor(GALACTIC_CENTRE, 240.0, "SE 2.8.7", tolerance_arcsec=0.2),
    Ayanamsa.GALCENT_COCHRANE: Anchor(GALACTIC_CENTRE, 270.0, "SE 2.8.7", tolerance_arcsec=0.2),
    Ayanamsa.GALCENT_RGILBRAND: Anchor(
        # The golden section of the 90 degrees from 0 Scorpio to 0 Aquarius
        GALACTIC_CENTRE,
        210.0 + 90.0 * (3.0 - 5.0**0.5) / 2.0,
        "SE 2.8.7; Gil Brand 2014",
        tolerance_arcsec=0.2,
    ),
    Ayanamsa.GALCENT_MULA_WILHELM: Anchor(
        GALACTIC_CENTRE, dms(246, 40), "SE 2.8.7: polar projection", is_polar=True, tolerance_arcsec=0.2
    ),
    # The galactic node at 0 Sagittarius lies 90 degrees beyond the galactic pole's longitude.
    Ayanamsa.GALEQU_IAU1958: Anchor(GALACTIC_POLE_1958, 150.0, "SE 2.8.8", is_apparent=False, tolerance_arcsec=0.2),
    Ayanamsa.GALEQU_TRUE: Anchor(GALACTIC_POLE_2010, 150.0, "SE 2.8.8", is_apparent=False),
    Ayanamsa.GALEQU_MULA: Anchor(GALACTIC_POLE_2010, dms(156, 40), "SE 2.8.8", is_apparent=False),
    Ayanamsa.J2000: Frame(J2000, 0.0, "SE 2.8.13: the standard equinoxes"),
    Ayanamsa.J1900: Frame(J1900, 0.0, "SE 2.8.13"),
    Ayanamsa.B1950: Frame(B1950, 0.0, "SE 2.8.13"),
    Ayanamsa.GALALIGN_MARDYKS: Frame(2451079.734892, 30.0, "SE 2.8.8: the autumn equinox of 1998"),
}

# SE 2.8.2 to 2.8.6 give these places of stars beside the definitions.
WITNESSES = (
    Witness(Ayanamsa.FAGAN_BRADLEY, SPICA, 1950.0, dms(179, 6, 5), 2.0),
    Witness(Ayanamsa.FAGAN_BRADLEY, SPICA, -100.0, dms(179, 7, 32), 3.0),
    Witness(Ayanamsa.BABYL_HUBER, SPICA, -100.0, dms(179, 7, 59), 3.0),
    Witness(Ayanamsa.BABYL_ETPSC, SPICA, -129.0, dms(179, 21), 60.0),
    Witness(Ayanamsa.BABYL_BRITTON, SPICA, 0.0, dms(179, 14, 58), 3.0),
    Witness(Ayanamsa.BABYL_ETPSC, ETA_PISCIUM, -129.0, 0.0, 60.0, is_polar=True),
    Witness(Ayanamsa.ALDEBARAN_15TAU, ALDEBARAN, -100.0, 45.0, 2.0),
    Witness(Ayanamsa.HIPPARCHOS, REVATI, -127.5, dms(359, 33, 49), 15.0),
    Witness(Ayanamsa.SASSANIAN, REVATI, 564.2, dms(359, 49, 59), 30.0),
    Witness(Ayanamsa.USHASHASHI, REVATI, 2000.0, dms(359, 50), 60.0),
    Witness(Ayanamsa.LAHIRI, SPICA, 2000.0, dms(179, 58, 58), 8.0),
    Witness(Ayanamsa.LAHIRI_ICRC, SPICA, 2000.0, dms(179, 58, 59), 8.0),
    Witness(Ayanamsa.LAHIRI_1940, SPICA, 2000.0, dms(179, 59, 52), 8.0),
    Witness(Ayanamsa.LAHIRI_VP285, SPICA, 2000.0, dms(179, 58, 35), 8.0),
    Witness(Ayanamsa.KRISHNAMURTI, SPICA, 1900.0, dms(180, 4, 52), 8.0),
    Witness(Ayanamsa.SS_CITRA, SPICA, 2000.0, dms(180, 50, 3), 8.0),
    Witness(Ayanamsa.SS_CITRA, SPICA, 499.2, 180.0, 2.0, is_polar=True),
    Witness(Ayanamsa.SS_REVATI, REVATI, 499.2, dms(359, 50), 10.0, is_polar=True),
)
