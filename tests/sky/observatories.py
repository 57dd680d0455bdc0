"""What observatories' own ephemerides printed: JPL's Horizons, and the US Naval Observatory's almanac and its pages.

READ: from the outputs of those programs as kept in the tests of the public package PyEphem 4.2.1 (folders jpl and usno,
test_usno_equinoxes.py). Of positions the first and the last line of each file were taken, of risings by the year the
first day of each month, of everything else the whole table; which, was settled before the engine was asked.
"""

from typing import NamedTuple

HORIZONS = "JPL Horizons, asked in May 2008"
USNO = "US Naval Observatory, Multiyear Interactive Computer Almanac"
USNO_SEASONS = "US Naval Observatory, Earth's Seasons, 2000-2020"
USNO_PHASES = "US Naval Observatory, Phases of the Moon, 1980"
USNO_RISINGS = "US Naval Observatory, rise, set and transit tables"


class Printed(NamedTuple):
    """Apparent place of the true equator and equinox of date: h m s, degrees ' ", and the distance where given."""

    body: str
    when: str
    right_ascension: str
    declination: str
    distance: float | None = None


# At UT; geocentric.
FROM_HORIZONS = (
    Printed("mars", "2003-12-16 00:00", "23 59 24.03", "-00 27 54.2"),
    Printed("mars", "2003-12-18 00:00", "00 03 33.43", "+00 03 01.7"),
    Printed("jupiter", "2008-05-06 00:00", "19 36 34.60", "-21 37 28.2"),
    Printed("jupiter", "2008-06-05 00:00", "19 32 07.71", "-21 51 46.1"),
    Printed("saturn", "2014-12-10 00:00", "15 46 43.15", "-17 57 04.6"),
    Printed("saturn", "2014-12-30 00:00", "15 55 43.67", "-18 23 59.1"),
    Printed("uranus", "2019-01-30 00:00", "01 47 56.17", "+10 34 27.6"),
    Printed("uranus", "2019-02-13 00:00", "01 49 16.94", "+10 42 26.6"),
    Printed("neptune", "2009-12-25 00:00", "21 47 19.45", "-13 47 14.2"),
    Printed("neptune", "2010-01-08 00:00", "21 48 54.74", "-13 39 03.2"),
)

# At UT1. Distances of the Moon in km, of others in au.
FROM_USNO = (
    Printed("jupiter", "2008-07-25", "19 07 26.047", "-22 45 58.37", 4.191907851),
    Printed("jupiter", "2008-08-05", "19 02 16.742", "-22 55 15.18", 4.254850341),
    Printed("moon", "2008-07-25", "01 15 30.229", "+13 05 03.13", 375597.661),
    Printed("moon", "2008-08-05", "11 49 39.218", "-02 35 37.00", 385328.843),
    Printed("sun", "2007-09-25", "12 05 42.537", "-00 37 07.31", 1.003053293),
    Printed("sun", "2007-10-06", "12 45 28.500", "-04 53 06.07", 0.999950673),
    Printed("deneb", "2006-03-25", "20 41 37.121", "+45 17 46.02"),
    Printed("deneb", "2006-04-05", "20 41 37.489", "+45 17 45.16"),
)
# From Atlanta, 33 deg 45' 36" N, 84 deg 24' 36" W, 322 m.
ATLANTA = (33.76, -84.41, 322.0)
FROM_ATLANTA = (
    Printed("moon", "2008-07-01", "04 27 08.925", "+25 59 07.67", 361552.827),
    Printed("moon", "2008-07-12", "14 25 00.987", "-20 30 18.58", 399199.967),
    Printed("sun", "2007-09-26", "12 09 17.739", "-01 00 33.71", 1.002773878),
    Printed("sun", "2007-10-07", "12 49 06.859", "-05 16 13.17", 0.999675330),
)

# Year; perihelion in January and aphelion in July, day and hour; equinox and solstice of March, June, September and
# December, day and minute. UT.
SEASONS = """
2000  03 05  04 00  20 07:35  21 01:48  22 17:27  21 13:37
2001  04 09  04 14  20 13:31  21 07:38  22 23:04  21 19:21
2002  02 14  06 04  20 19:16  21 13:24  23 04:55  22 01:14
2003  04 05  04 06  21 01:00  21 19:10  23 10:47  22 07:04
2004  04 18  05 11  20 06:49  21 00:57  22 16:30  21 12:42
2005  02 01  05 05  20 12:33  21 06:46  22 22:23  21 18:35
2006  04 15  03 23  20 18:26  21 12:26  23 04:03  22 00:22
2007  03 20  07 00  21 00:07  21 18:06  23 09:51  22 06:08
2008  03 00  04 08  20 05:48  20 23:59  22 15:44  21 12:04
2009  04 15  04 02  20 11:44  21 05:45  22 21:18  21 17:47
2010  03 00  06 11  20 17:32  21 11:28  23 03:09  21 23:38
2011  03 19  04 15  20 23:21  21 17:16  23 09:04  22 05:30
2012  05 00  05 03  20 05:14  20 23:09  22 14:49  21 11:11
2013  02 05  05 15  20 11:02  21 05:04  22 20:44  21 17:11
2014  04 12  04 00  20 16:57  21 10:51  23 02:29  21 23:03
2015  04 07  06 19  20 22:45  21 16:38  23 08:20  22 04:48
2016  02 23  04 16  20 04:30  20 22:34  22 14:21  21 10:44
2017  04 14  03 20  20 10:28  21 04:24  22 20:02  21 16:28
2018  03 06  06 17  20 16:15  21 10:07  23 01:54  21 22:22
2019  03 05  04 22  20 21:58  21 15:54  23 07:50  22 04:19
2020  05 08  04 12  20 03:49  20 21:43  22 13:30  21 10:02
"""

# New Moon, first quarter, full Moon and last quarter of 1980, month, day and minute. UT.
PHASES_OF_1980 = """
                            01-02 09:02  01-10 11:50
01-17 21:19  01-24 13:58  02-01 02:21  02-09 07:35
02-16 08:51  02-23 00:14  03-01 21:00  03-09 23:49
03-16 18:56  03-23 12:31  03-31 15:14  04-08 12:06
04-15 03:46  04-22 02:59  04-30 07:35  05-07 20:51
05-14 12:00  05-21 19:16  05-29 21:28  06-06 02:53
06-12 20:38  06-20 12:32  06-28 09:02  07-05 07:27
07-12 06:46  07-20 05:51  07-27 18:54  08-03 12:00
08-10 19:09  08-18 22:28  08-26 03:42  09-01 18:08
09-09 10:00  09-17 13:54  09-24 12:08  10-01 03:18
10-09 02:50  10-17 03:47  10-23 20:52  10-30 16:33
11-07 20:43  11-15 15:47  11-22 06:39  11-29 09:59
12-07 14:35  12-15 01:47  12-21 18:08  12-29 06:32
"""

# Rise and set on the first day of each month, zone time five hours west; "-" where there is none on that day.
ATLANTA_CITY = (33 + 46 / 60, -(84 + 25 / 60))
SUN_AT_ATLANTA_2007 = """
0743 1740  0734 1808  0707 1834  0626 1858  0549 1921  0528 1943
0531 1952  0549 1938  0611 1904  0632 1822  0657 1746  0724 1729
"""
BOSTON = (42 + 19 / 60, -(71 + 5 / 60))
MOON_AT_BOSTON_1984 = """
0553 1501  0710 1634  0615 1630  0551 1825  0503 1926  0532 2138
0639 2154  0929 2150  1212 2148  1321 2204  1402 -     1315 -
"""

# The Moon at Fairbanks, 64 deg 48' 36" N, 147 deg 45' W, from 15 June to 5 July 2006, zone time eight hours west: when
# and at which azimuth it rises, when and how high above which side of the horizon it culminates, when and where it
# sets.
FAIRBANKS = (64.81, -147.75)
MOON_AT_FAIRBANKS_2006 = """
06-15  02:56  146  05:27   4S  08:17  218
06-16  02:36  128  06:20  10S  10:27  237
06-17  02:21  112  07:10  17S  12:25  255
06-18  02:09   96  07:58  23S  14:17  272
06-19  01:58   80  08:45  30S  16:08  289
06-20  01:46   65  09:33  37S  18:05  306
06-21  01:31   49  10:24  43S  20:13  325
06-22  01:11   31  11:17  48S  23:04  351
06-23  00:13    6  12:13  51S  -      -
06-24  -      -    13:11  53S  -      -
06-25  -      -    14:08  53S  -      -
06-26  -      -    15:03  51S  -      -
06-27  04:07    8  15:55  48S  03:02  354
06-28  06:46   33  16:42  44S  02:06  330
06-29  08:40   49  17:26  39S  01:46  315
06-30  10:20   64  18:07  33S  01:32  301
07-01  11:54   79  18:46  28S  01:21  287
07-02  13:26   93  19:25  22S  01:10  274
07-03  14:58  107  20:04  16S  01:00  261
07-04  16:37  122  20:46  11S  00:49  247
07-05  18:26  138  21:31   5S  00:36  233
"""
