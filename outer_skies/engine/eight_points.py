"""Between even samples: the polynomial through the four on either side of a point."""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

AROUND = 4
_PLACES = np.arange(1 - AROUND, AROUND + 1)
_TO_WEIGHTS = np.linalg.inv(np.vander(_PLACES - 0.5, increasing=True))


def weights(way: Values) -> Values:
    """What each of the eight samples counts, for points `way` beyond the fourth, in [0, 1] of a step; a row a point."""
    powers = np.vander(way - 0.5, 2 * AROUND, increasing=True)
    # Not as a product of matrices, for which idle threads would be woken.
    return np.einsum("im,mk->ik", powers, _TO_WEIGHTS)


def places(index: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which the eight samples are, given the index of the fourth."""
    return index[:, None] + _PLACES
