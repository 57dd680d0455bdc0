"""Eclipses as NASA and the US Naval Observatory published them, each with how it came here (READ, as in almanac.py).

NASA's times are Terrestrial Dynamical Time, so that no Delta T comes in; the Observatory's are UT.
"""

from typing import NamedTuple

SOLAR_CANON = "F. Espenak and J. Meeus, Five Millennium Canon of Solar Eclipses, NASA/TP-2006-214141"
LUNAR_CANON = "F. Espenak and J. Meeus, Five Millennium Canon of Lunar Eclipses, NASA/TP-2009-214172"
USNO = "US Naval Observatory, Solar Eclipse Computer, API 4.0.1"


class Solar(NamedTuple):
    """A row: TD of greatest eclipse, lunation, type, Saros, gamma, magnitude."""

    td: str
    lunation: int
    type: str
    saros: int
    gamma: float
    magnitude: float


# READ: NASA's catalogue pages, quoted row by row in public source code; the older and later ones from NASA's pages of
# Besselian elements, kept in public source code.
SOLAR = (
    Solar("1851-07-28 14:33:42", -1836, "T", 143, 0.7644, 1.0576),
    Solar("1912-04-17 11:34:22", -1085, "H", 137, 0.5280, 1.0003),
    Solar("1919-05-29 13:08:55", -997, "T", 136, -0.2955, 1.0719),
    Solar("1957-10-23 04:54:02", -522, "T-", 123, -1.0022, 1.0013),
    Solar("1973-06-30 11:38:41", -328, "T", 136, -0.0785, 1.0792),
    Solar("1986-10-03 19:06:15", -164, "H", 124, 0.9930, 1.0000),
    Solar("1990-01-26 19:31:24", -123, "A", 121, -0.9457, 0.9670),
    Solar("1991-07-11 19:07:01", -105, "T", 136, -0.0041, 1.0800),
    Solar("1993-05-21 14:20:15", -82, "P", 118, 1.1372, 0.7352),
    Solar("1994-05-10 17:12:26", -70, "A", 128, 0.4077, 0.9431),
    Solar("1998-02-26 17:29:27", -23, "T", 130, 0.2391, 1.0441),
    Solar("1999-08-11 11:04:09", -5, "T", 145, 0.5062, 1.0286),
    Solar("2001-06-21 12:04:46", 18, "T", 127, -0.5701, 1.0495),
    Solar("2005-04-08 20:36:51", 65, "H", 129, -0.3473, 1.0074),
    Solar("2005-10-03 10:32:47", 71, "A", 134, 0.3306, 0.9576),
    Solar("2009-07-22 02:36:25", 118, "T", 136, 0.0698, 1.0799),
    Solar("2010-01-15 07:07:39", 124, "A", 141, 0.4002, 0.9190),
    Solar("2011-01-04 08:51:42", 136, "P", 151, 1.0627, 0.8576),
    Solar("2012-05-20 23:53:54", 153, "A", 128, 0.4828, 0.9439),
    Solar("2013-05-10 00:26:20", 165, "A", 138, -0.2694, 0.9544),
    Solar("2013-11-03 12:47:36", 171, "H", 143, 0.3271, 1.0159),
    Solar("2014-04-29 06:04:33", 177, "A-", 148, -1.0000, 0.9868),
    Solar("2016-09-01 09:08:02", 206, "A", 135, -0.3330, 0.9736),
    Solar("2017-02-26 14:54:33", 212, "A", 140, -0.4578, 0.9922),
    Solar("2017-08-21 18:26:40", 218, "T", 145, 0.4367, 1.0306),
    Solar("2018-08-11 09:47:28", 230, "P", 155, 1.1476, 0.7368),
    Solar("2020-06-21 06:41:15", 253, "A", 137, 0.1209, 0.9940),
    Solar("2022-10-25 11:01:20", 282, "P", 124, 1.0701, 0.8619),
    Solar("2023-04-20 04:17:56", 288, "H", 129, -0.3952, 1.0132),
    Solar("2023-10-14 18:00:41", 294, "A", 134, 0.3753, 0.9520),
    Solar("2024-04-08 18:18:29", 300, "T", 139, 0.3431, 1.0566),
    Solar("2026-08-12 17:47:06", 329, "T", 126, 0.8977, 1.0386),
    Solar("2027-08-02 10:07:50", 341, "T", 136, 0.1421, 1.0790),
    Solar("2028-07-22 02:56:40", 353, "T", 146, -0.6056, 1.0560),
    Solar("2030-11-25 06:51:37", 382, "T", 133, -0.3867, 1.0468),
    Solar("2035-09-02 01:56:46", 441, "T", 145, 0.3727, 1.0320),
    Solar("2186-07-16 15:14:54", 2307, "T", 139, -0.2396, 1.0805),
)


class Greatest(NamedTuple):
    """Where an eclipse is greatest: degrees, kilometres and seconds; and the Delta T it was computed with."""

    date: str
    delta_t_s: float
    north_deg: float
    east_deg: float
    sun_altitude_deg: float
    sun_azimuth_deg: float
    width_km: float | None
    duration_s: float | None


# READ: NASA's pages of Besselian elements, kept in public source code.
GREATEST = (
    Greatest("1851-07-28", 7.1, 68.0, -19.6, 39.8, 201.4, 296.0, 221),
    Greatest("1919-05-29", 21.0, 4.4, -16.7, 72.8, 356.3, 244.4, 411),
    Greatest("1957-10-23", 32.2, -71.2, -23.1, 0.0, 127.4, None, None),
    Greatest("1973-06-30", 43.8, 18.8, 5.6, 85.6, 9.3, 256.5, 424),
    Greatest("1999-08-11", 63.7, 45.1, 24.3, 59.3, 196.7, 112.3, 143),
    Greatest("2009-07-22", 66.5, 24.2, 144.1, 85.9, 197.6, 258.5, 399),
    Greatest("2010-01-15", 66.7, 1.6, 69.3, 66.4, 164.9, 333.1, 668),
    Greatest("2011-01-04", 67.1, 64.7, 20.8, 0.0, 154.5, None, None),
    Greatest("2013-05-10", 68.2, 2.2, 175.5, 74.4, 350.5, 172.6, 363),
    Greatest("2013-11-03", 68.4, 3.5, -11.7, 70.9, 192.0, 57.5, 100),
    Greatest("2014-04-29", 68.6, -70.6, 131.3, 0.0, 318.8, None, None),
    Greatest("2017-08-21", 70.3, 37.0, -87.7, 63.9, 197.9, 114.7, 160),
    Greatest("2023-10-14", 73.7, 11.4, -83.1, 67.9, 208.0, 187.4, 317),
    Greatest("2024-04-08", 74.0, 25.3, -104.1, 69.8, 149.4, 197.5, 268),
    Greatest("2186-07-16", 409.2, 7.4, -46.5, 76.2, 4.3, 267.1, 449),
)


class Elements(NamedTuple):
    """Besselian elements at a whole hour of TD: x, y, d (degrees), l1, l2, hour angle (degrees), tangents of f1, f2."""

    t0: str
    delta_t_s: float
    values: tuple[float, float, float, float, float, float, float, float]


# READ: as above.
ELEMENTS = (
    Elements("1919-05-29 13:00:00", 21.0,
             (-0.065830, -0.300704, 21.5041408, 0.532140, -0.013928, 15.729970, 0.0046119, 0.0045889)),
    Elements("1957-10-23 05:00:00", 32.2,
             (-0.206969, -0.982223, -11.3043899, 0.540241, -0.005867, 258.891846, 0.0047001, 0.0046767)),
    Elements("1999-08-11 11:00:00", 63.7,
             (0.070042, 0.502841, 15.3273401, 0.542469, -0.003650, 343.687408, 0.0046129, 0.0045900)),
    Elements("2014-04-29 06:00:00", 68.6,
             (0.185163, -0.983532, 14.4497995, 0.550538, 0.004378, 270.656006, 0.0046433, 0.0046202)),
    Elements("2017-08-21 18:00:00", 70.3,
             (-0.129571, 0.485416, 11.8669596, 0.542093, -0.004025, 89.245430, 0.0046222, 0.0045992)),
    Elements("2024-04-08 18:00:00", 74.0,
             (-0.318244, 0.219764, 7.5862002, 0.535814, -0.010272, 89.591217, 0.0046683, 0.0046450)),
)  # fmt: skip


class Lunar(NamedTuple):
    """A row: TD of greatest eclipse, lunation, Saros, type, gamma, magnitudes, minutes of the phases."""

    td: str
    lunation: int
    saros: int
    type: str
    gamma: float
    penumbral: float
    umbral: float
    penumbral_min: float
    partial_min: float | None
    total_min: float | None


# READ: NASA's catalogue pages, quoted row by row in public source code.
LUNAR = (
    Lunar("1993-11-29 06:27:06", -76, 135, "T", -0.3994, 2.1633, 1.0876, 354.4, 210.8, 46.7),
    Lunar("1996-09-27 02:55:24", -41, 127, "T", 0.3426, 2.2188, 1.2395, 320.9, 203.3, 69.2),
    Lunar("1997-03-24 04:40:28", -35, 132, "P", 0.4899, 1.9994, 0.9195, 353.9, 203.1, None),
    Lunar("2003-11-09 01:19:38", 47, 126, "T", -0.4319, 2.1139, 1.0178, 363.2, 211.4, 22.0),
    Lunar("2004-10-28 03:05:11", 59, 136, "T", 0.2846, 2.3637, 1.3081, 353.8, 218.7, 80.5),
    Lunar("2011-06-15 20:13:43", 141, 130, "T+", 0.0897, 2.6868, 1.6999, 336.1, 219.3, 100.2),
    Lunar("2013-04-25 20:08:38", 164, 112, "P", -1.0121, 0.9866, 0.0148, 247.7, 27.0, None),
    Lunar("2015-04-04 12:01:24", 188, 132, "T", 0.4460, 2.0792, 1.0008, 357.5, 209.0, 4.7),
    Lunar("2018-07-27 20:22:54", 229, 129, "T+", 0.1168, 2.6792, 1.6087, 373.8, 234.5, 103.0),
    Lunar("2019-01-21 05:13:27", 235, 134, "T", 0.3684, 2.1684, 1.1953, 311.5, 196.8, 62.0),
    Lunar("2021-05-26 11:19:53", 264, 121, "T", 0.4774, 1.9540, 1.0095, 302.0, 187.4, 14.5),
    Lunar("2022-05-16 04:12:42", 276, 131, "T-", -0.2532, 2.3726, 1.4137, 318.7, 207.2, 84.9),
    Lunar("2023-05-05 17:24:05", 288, 141, "N", -1.0349, 0.9636, -0.0457, 257.5, None, None),
    Lunar("2024-09-18 02:45:25", 305, 118, "P", -0.9792, 1.0372, 0.0848, 246.3, 62.8, None),
    Lunar("2025-03-14 06:59:56", 311, 123, "T", 0.3484, 2.2595, 1.1784, 362.6, 218.3, 65.4),
    Lunar("2025-09-07 18:12:58", 317, 128, "T", -0.2752, 2.3440, 1.3619, 326.7, 209.4, 82.1),
    Lunar("2028-12-31 16:53:15", 358, 125, "T", 0.3258, 2.2742, 1.2463, 336.2, 208.8, 71.3),
    Lunar("2029-06-26 03:23:22", 364, 130, "T+", 0.0124, 2.8266, 1.8436, 335.1, 219.5, 101.9),
    Lunar("2047-07-07 10:35:45", 587, 130, "T-", -0.0636, 2.7310, 1.7513, 333.4, 218.5, 100.8),
)


class Century(NamedTuple):
    """How many eclipses of each kind a century has; the Julian calendar before 1582."""

    first_year: int
    solar: dict[str, int] | None
    lunar: dict[str, int] | None
    source: str


# READ: NASA's pages of each century (eclipse.gsfc.nasa.gov, SEcat5 and LEcat5), and their copies.
CENTURIES = (
    Century(1, None, {"penumbral": 93, "partial": 101, "total": 57}, "LE0001-0100"),
    Century(101, None, {"penumbral": 84, "partial": 88, "total": 67}, "LE0101-0200"),
    Century(501, None, {"penumbral": 97, "partial": 95, "total": 62}, "LE0501-0600"),
    Century(2001, {"partial": 77, "annular": 72, "total": 68, "hybrid": 7},
            {"penumbral": 86, "partial": 57, "total": 85}, "SE2001-2100, LE2001-2100"),
    Century(2601, {"partial": 77, "annular": 81, "total": 64, "hybrid": 5}, None, "SE2601-2700"),
)  # fmt: skip


class Seen(NamedTuple):
    """An eclipse at a place: first contact, greatest, last contact (None below the horizon), UT.

    `magnitude` is the covered part of the diameter, also of totality; altitude is that at the greatest moment.
    """

    place: str
    date: str
    north_deg: float
    east_deg: float
    elevation_m: float
    first: str | None
    greatest: str
    last: str | None
    type: str
    magnitude: float
    obscuration: float
    altitude_deg: float


# READ: the Observatory's answers, quoted in public source code.
SEEN = (
    Seen("Munich", "1999-08-11", 48.1372, 11.5756, 519, "09:16:23.5", "10:38:17.2", "12:01:26.6", "total",
         1.009, 1.0, 56.1),
    Seen("Madrid", "2005-10-03", 40.4168, -3.7038, 667, "07:40:12.3", "08:57:57.0", "10:23:35.3", "annular",
         0.973, 0.903, 28.5),
    Seen("Coyhaique", "2017-02-26", -45.5752, -72.0662, 302, "12:23:24.6", "13:36:16.1", "14:56:28.1", "annular",
         0.990, 0.973, 32.6),
    Seen("Madras", "2017-08-21", 44.6335, -121.1298, 683, "16:06:42.5", "17:20:34.1", "18:41:03.1", "total",
         1.012, 1.0, 41.6),
    Seen("New York", "2017-08-21", 40.7128, -74.0060, 10, "17:23:14.3", "18:44:57.4", "20:00:42.8", "partial",
         0.770, 0.716, 52.9),
    Seen("Anchorage", "2017-08-21", 61.2181, -149.9003, 31, "16:21:37.2", "17:16:13.1", "18:13:47.9", "partial",
         0.556, 0.456, 19.2),
    Seen("Honolulu", "2017-08-21", 21.3069, -157.8583, 5, None, "16:35:51.7", "17:25:19.8", "partial",
         0.387, 0.273, 4.6),
    Seen("Dehradun", "2020-06-21", 30.3165, 78.0322, 640, "04:54:00.4", "06:35:14.6", "08:20:31.1", "annular",
         0.995, 0.989, 82.4),
    Seen("Boston", "2021-06-10", 42.3601, -71.0589, 43, None, "09:33:18.0", "10:32:36.0", "partial",
         0.800, 0.729, 3.3),
    Seen("Albuquerque", "2023-10-14", 35.0844, -106.6504, 1619, "15:13:11.5", "16:36:52.4", "18:09:21.8", "annular",
         0.970, 0.897, 36.1),
    Seen("Dallas", "2024-04-08", 32.77912, -96.80028, 131, "17:23:14.6", "18:42:32.9", "20:02:35.5", "total",
         1.015, 1.0, 64.6),
    Seen("Hilo", "2024-04-08", 19.7297, -155.0900, 12, "16:28:49.4", "17:11:20.4", "17:57:06.2", "partial",
         0.335, 0.223, 14.1),
    Seen("Papeete", "2024-04-08", -17.5516, -149.5585, 2, None, "16:34:00.5", "17:29:29.6", "partial",
         0.675, 0.601, 5.8),
    Seen("Ponta Delgada", "2024-04-08", 37.7412, -25.6756, 40, "19:05:21.9", "20:00:11.9", None, "partial",
         0.690, 0.619, 1.5),
    Seen("Reykjavik", "2026-08-12", 64.1466, -21.9426, 61, "16:47:09.8", "17:48:42.3", "18:47:34.4", "total",
         1.002, 1.0, 24.5),
)  # fmt: skip
