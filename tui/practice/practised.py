"""What the screen of the practice needs of the app."""

from __future__ import annotations

from typing import Protocol

from models.practice.facts import PracticeFacts
from models.practice.keeping import Practice
from models.practice.plan import Plan
from models.practice.reactions import Reaction
from models.profiles.practice import PracticeScript


class Practised(Protocol):
    """The app in the practice room; :class:`tui.practice.app.PracticeApp` implements it."""

    practice: Practice
    script: PracticeScript
    seen: PracticeFacts | None
    """The records at the last look; ``None`` before the first."""

    @property
    def plan(self) -> Plan | None:
        """The plan, once the records were read."""

    def answers(self) -> tuple[Reaction, ...]:
        """Return what has happened with the chair's answers, at the last look."""
