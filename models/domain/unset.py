"""What an argument is that was not given, where "empty" is a value of its own."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Unset(Enum):
    """The kind of :data:`UNSET`; ``due: date | None | Unset = UNSET`` tells "leave it" from "no day"."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET
