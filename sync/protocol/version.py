"""Which version of the protocol two sides speak: each says its own in a header, and goes by the lower one.

Version 1 knows no such header and passes it over. Version 2 adds hashes to the frames of parcels, proof of membership,
complaints, and versions of key boxes; nothing of version 1 is another than it was.
"""

from __future__ import annotations

from collections.abc import Mapping

HEADER = "Chibo-Protocol"
VERSION = 2
BESIDES = "Chibo-Besides"
"""A header of answers: the name of everything beside the heads that machines look at, keys and damaged parcels."""
NOTHING = "-"
"""The name of what is beside the heads where nothing was ever changed."""
HOLDS = "Chibo-Holds"
"""A header of the question for heads: the name of the state all of which the machine has."""
MEMBERSHIP = "Chibo-Membership"
"""A header of requests: the signature by which a machine proves that it has the cell's ring."""


def spoken(headers: Mapping[str, str]) -> int:
    """Return the version that the other side speaks, as far as this one does."""
    text = headers.get(HEADER, "")
    return min(int(text), VERSION) if text.isascii() and text.isdecimal() and len(text) < 4 and int(text) else 1
