"""The loop of `slicing`, compiled: the same whole numbers, sooner. Only there with the extra `epaper-fast`."""

import numba
import numpy as np
from numpy.typing import NDArray

_NEVER = 100_000_000


@numba.njit(cache=True, nogil=True)
def fill_compiled(table: NDArray[np.int32]) -> None:
    """Fills the table for every set of two stories and more."""
    sets, columns, heights = table.shape
    for stories in range(1, sets):
        lowest = stories & -stories
        rest = stories ^ lowest
        best = table[stories]
        part = rest
        while part:
            part = (part - 1) & rest
            one = table[part | lowest]
            other = table[rest ^ part]
            for wide in range(columns):
                for first in range(wide):
                    for high in range(heights):
                        price = one[first, high] + other[wide - first - 1, high]
                        if price < best[wide, high]:
                            best[wide, high] = price
                for high in range(heights):
                    begun = one[wide, high]
                    if begun < _NEVER:
                        for more in range(heights - high):
                            price = begun + other[wide, more]
                            if price < best[wide, high + more]:
                                best[wide, high + more] = price
