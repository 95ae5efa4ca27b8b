"""The version of the protocol: each side sends its own in a header, and both use the lower one.

Version 1 has no such header and ignores it. Version 2 adds hashes to the frames of parcels, proof of membership,
reports of damaged parcels, and versions of key boxes; it changes nothing of version 1.
"""

from __future__ import annotations

from collections.abc import Mapping

HEADER = "Chibo-Protocol"
VERSION = 2
BESIDES = "Chibo-Besides"
"""A header of answers: the name of the server's state beside the heads, keys and damaged parcels."""
NOTHING = "-"
"""The name of the initial state beside the heads."""
HOLDS = "Chibo-Holds"
"""A header of the request for heads: the name of the state that the machine holds completely."""
MEMBERSHIP = "Chibo-Membership"
"""A header of requests: the signature by which a machine proves that it has the cell's ring."""

OWN_DEVICE = "Chibo-Device"
"""A header of puts: the device under which the machine itself writes, for which some room is left."""


def spoken(headers: Mapping[str, str]) -> int:
    """Return the version of the other side, at most this side's own."""
    text = headers.get(HEADER, "")
    return min(int(text), VERSION) if text.isascii() and text.isdecimal() and len(text) < 4 and int(text) else 1
