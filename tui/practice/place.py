"""The declaration of the place; see :mod:`tui.shell.places`. No key goes there but in a practice."""

from __future__ import annotations

from tui.practice.keys import DEBRIEFING, PRACTICE
from tui.shell.places import Place

PLACE = Place(
    "practice",
    {"PRACTICE": PRACTICE, "DEBRIEFING": DEBRIEFING},
    screen="tui.practice.screen:PracticeScreen",
    of_meeting=False,
    rank=150,
)
