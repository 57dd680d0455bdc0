"""Where the bodies beyond Neptune are, as smooth paths through the library's places.

The library has room for one of their files at a time and opens each anew whenever it is asked; so their paths are
fitted with Chebyshev polynomials over aligned spans of eleven years when first needed, and kept. The places in the
files are rounded to some 5e-6 au, which the paths smooth out. Accuracy: within 0.1" of the library's places.
"""

from functools import cache, lru_cache
from math import floor

import numpy as np
from numpy.polynomial.chebyshev import chebder, chebvander
from numpy.typing import NDArray

from outer_skies.engine.ephemeris import FILES_START_JD_TT, true_places
from outer_skies.engine.far_bodies import TRANS_NEPTUNIAN_END_JD_TT, TRANS_NEPTUNIAN_START_JD_TT, TransNeptunian

Values = NDArray[np.float64]

_SPAN_DAYS = 4096.0
_TERMS = 12


def on_paths(jd_tt: float) -> tuple[Values, Values]:
    """Place in au and daily motion of all, rows x, y, z in ICRS, from the centre that `ephemeris.star_frames` has.

    For moments of the years 1500 to 2101.
    """
    index = floor((jd_tt - FILES_START_JD_TT) / _SPAN_DAYS)
    start, end = _span(index)
    x = 2 * (jd_tt - start) / (end - start) - 1
    terms = [1.0, x]
    while len(terms) < _TERMS:
        terms.append(2 * x * terms[-1] - terms[-2])
    place, motion = _paths(index)
    return place @ np.array(terms), motion @ np.array(terms[:-1])


def _span(index: int) -> tuple[float, float]:
    """Counted from where the theory changes, with which the centre does, and no longer than the files."""
    start = FILES_START_JD_TT + index * _SPAN_DAYS
    return max(start, TRANS_NEPTUNIAN_START_JD_TT), min(start + _SPAN_DAYS, TRANS_NEPTUNIAN_END_JD_TT)


@cache
def _fit() -> tuple[Values, Values]:
    """Where to take values in [-1, 1], and the matrix that makes coefficients of them."""
    x = np.cos(np.pi * (np.arange(_TERMS, dtype=np.float64) + 0.5) / _TERMS)
    return x, np.linalg.inv(chebvander(x, _TERMS - 1)).astype(np.float64)


@lru_cache(maxsize=64)
def _paths(index: int) -> tuple[Values, Values]:
    """Coefficients of places and of motions: x, y, z by body and degree."""
    (start, end), (x, fit) = _span(index), _fit()
    days = (start + (end - start) * (x + 1) / 2).tolist()
    values = np.array([true_places(days, body) for body in TransNeptunian])  # body, moment, (x, y, z)
    place: Values = np.einsum("km,bmi->ibk", fit, values)
    motion = np.asarray(chebder(place, axis=-1), dtype=np.float64)
    return place, motion * (2 / (end - start))
