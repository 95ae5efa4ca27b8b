"""The value of an argument that was left out, where ``None`` is a value of its own."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Unset(Enum):
    """The type of :data:`UNSET`; ``due: date | None | Unset = UNSET`` distinguishes "leave it" from "no day"."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET
