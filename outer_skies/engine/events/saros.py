"""The Saros: eclipses 223 lunations apart, and the numbers that G. van den Bergh gave to their series.

Source: G. van den Bergh, Periodicity and Variation of Solar (and Lunar) Eclipses (1955): after an inex of 358
lunations comes an eclipse of the series with the next number. So lunation and number tell each other, modulo 223.
"""

SAROS_LUNATIONS = 223
INEX_LUNATIONS = 358
# 1991 July 11: lunation -105 by the count that began with the new Moon of 2000 January 6; solar Saros 136.
_KNOWN_LUNATION, _KNOWN_SERIES = -105, 136
# 38 inexes are a lunation more than 61 Saroses: 38 * 358 = 61 * 223 + 1.
_INEXES_IN_A_LUNATION = 38
# Half a Saros, 111 lunations and a half, after a solar eclipse comes a lunar one whose series has this number less.
_HALF_SAROS, _LESS = 111, 7


def solar_saros(lunation: int) -> int:
    """The series, 1 to 223, of a solar eclipse at the new Moon that begins a lunation; in the years 1 to 2999."""
    inexes = _INEXES_IN_A_LUNATION * (lunation - _KNOWN_LUNATION)
    return (_KNOWN_SERIES + inexes - 1) % SAROS_LUNATIONS + 1


def lunar_saros(lunation: int) -> int:
    """The series, 1 to 223, of a lunar eclipse at the full Moon of a lunation; in the years 1 to 2999."""
    return (solar_saros(lunation - _HALF_SAROS) - _LESS - 1) % SAROS_LUNATIONS + 1
