"""The number of entries per transaction: few while others write, more otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

FEWEST, MOST = 16, 512
"""Changes per transaction: about a millisecond of work, for which an act on a screen may have to wait; the number grows
while no other connection writes.
"""
LARGEST, SLOW = 8_192, 0.1
"""The maximum number of changes after a transaction that took so many seconds: it merged rows with long histories,
which takes equally long for any number of changes.
"""

T = TypeVar("T")


def slices(
    items: Sequence[T], size_of: Callable[[T], int], alone: Callable[[], bool]
) -> Iterator[tuple[list[T], bool]]:
    """Yield items in batches, each with whether it is the last; waiting acts run between two batches.

    ``alone`` tells whether no other connection writes; then the batches grow.
    """
    part: list[T] = []
    size, enough = 0, FEWEST
    for item in items:
        if size >= enough:
            began = time.monotonic()
            yield part, False
            if time.monotonic() - began > SLOW:
                alone()
                enough = min(LARGEST, 2 * enough)
            else:
                enough = min(MOST, 2 * enough) if alone() else FEWEST
            part, size = [], 0
        part.append(item)
        size += size_of(item)
    if part:
        yield part, True
