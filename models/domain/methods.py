"""The methods of voting: each is declared once, with its label, its way of counting, and whether it is secret.

A method with an existing way of counting needs nothing else. A new way of counting needs an act
(:mod:`models.acts.hands`) and a form (:mod:`tui.live.counting_forms`).
"""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from typing import Self

from models.domain.language import N_


class CountedBy(Enum):
    """How the votes of a round are counted; an act and a form for each."""

    HANDS = auto()
    NAMES = auto()
    """Votes by name; for one question only."""
    PAPERS = auto()
    BOX = auto()
    """The ballots that were cast on this laptop."""


class Method(StrEnum):
    """Methods of voting. The store has their values; ``word`` is the label."""

    word: str
    counted_by: CountedBy
    is_secret: bool

    SHOW_OF_HANDS = "show_of_hands", N_("show of hands"), CountedBy.HANDS
    BY_NAME = "by_name", N_("show of hands by name"), CountedBy.NAMES
    PAPER_BALLOT = "paper_ballot", N_("secret ballot on paper"), CountedBy.PAPERS, True
    LAPTOP_BALLOT = "laptop_ballot", N_("secret ballot on this laptop"), CountedBy.BOX, True

    def __new__(
        cls, value: str, word: str = "", counted_by: CountedBy = CountedBy.HANDS, is_secret: bool = False
    ) -> Self:
        """Create a method from its declaration; ``Method(value)`` finds it."""
        found = str.__new__(cls, value)
        found._value_ = value
        found.word, found.counted_by, found.is_secret = word, counted_by, is_secret
        return found
