"""The cell's key ring, in boxes that the server cannot open."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import Field

from models.domain import limits
from sync.protocol.message import Identifier, Message, Signature, base64_up_to

RECOVERY = "recovery"
"""The recipient of the box that the recovery code opens."""


class BoxSign(Message):
    """Which version of the ring is in a key box (how many keys it holds), and the signature of the machine ``by``."""

    version: Annotated[int, Field(ge=1, le=limits.RING_VERSION)]
    by: Identifier
    signature: Signature


Box = Annotated[bytes, base64_up_to(limits.KEY_BOX)]
Signs = Annotated[dict[Identifier, BoxSign], Field(max_length=limits.RECIPIENTS)]


def box_text(cell: str, recipient: str, version: int, box: bytes) -> bytes:
    """Return what a machine signs of a key box."""
    return f"chibo key box 2\n{cell}\n{recipient}\n{version}\n{hashlib.sha256(box).hexdigest()}".encode()


def _is_none(value: object) -> bool:
    return value is None


SignsOfVersion2 = Annotated[Signs | None, Field(exclude_if=_is_none)]
"""Signs by recipient; who speaks version 1 leaves them out."""


class KeyBoxes(Message):
    """``GET /v1/keys``: the boxes for the account that asks and for the recovery code, as far as there are.

    ``signed`` are the signs of all boxes of the cell, by recipient; of version 1, ``None``.
    """

    mine: Box | None
    recovery: Box | None
    signed: SignsOfVersion2 = None


class PutKeys(Message):
    """``PUT /v1/keys``: boxes by account; the one for the recovery code under ``recovery``; of version 2, signed."""

    boxes: Annotated[dict[Identifier, Box], Field(max_length=limits.RECIPIENTS)]
    signed: SignsOfVersion2 = None
