"""Two laptops without a server between them: what one has is brought to the other as the daemon brings it."""

from __future__ import annotations

from models.store import exchange
from models.store.apply import Applied
from models.store.store import Store


def pull(source: Store, into: Store) -> Applied:
    """Bring what one laptop has, and the other lacks, to the other."""
    with source.reading() as theirs, into.reading() as mine:
        have = exchange.heads(mine)
        found = [
            pair
            for device, head in exchange.heads(theirs).items()
            for pair in exchange.entries_between(
                theirs, device, have[device].seq + 1 if device in have else 1, head.seq
            )
        ]
    return exchange.apply(into, found)
