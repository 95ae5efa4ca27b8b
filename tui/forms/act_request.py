"""The request of an act."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ActRequest:
    """An act by its name, with its arguments, and the panel that opens when it is done.

    ``by_words`` tells that the arguments are words as a person writes them; ``awaited`` that what the next key means
    depends on the act (start or finish), so that it waits for it, for a moment at most.
    """

    act: str
    arguments: dict[str, Any] = field(default_factory=dict)
    then: str = ""
    by_words: bool = False
    awaited: bool = False
