"""The places of the program, one key each: a meeting's preparation, the meeting, its points, its minutes; records.

A place is imported when somebody goes there: the start needs none but home and the meeting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from models.domain.language import N_, _
from models.domain.vocabulary import MeetingState

if TYPE_CHECKING:
    from tui.shell.screen import ChiboScreen


@dataclass(frozen=True, slots=True)
class Place:
    """A screen one can go to: the module and class of it, and whether it shows one meeting."""

    name: str
    label: str
    module: str
    screen: str
    of_meeting: bool = True

    @property
    def word(self) -> str:
        """What the place is called, in the language of the program."""
        return _(self.label)

    def make(self, meeting_id: str) -> ChiboScreen:
        """Return a new screen of this place."""
        made: Callable[..., ChiboScreen] = getattr(import_module(self.module), self.screen)
        return made(meeting_id) if self.of_meeting else made()


PLACES = {
    place.name: place
    for place in (
        Place("preparation", N_("Preparation"), "tui.preparation.screen", "PreparationScreen"),
        Place("live", N_("Meeting"), "tui.live.screen", "LiveScreen"),
        Place("score", N_("Score sheet"), "tui.score.screen", "ScoreScreen"),
        Place("minutes", N_("Minutes"), "tui.minutes.screen", "MinutesScreen"),
        Place("documents", N_("Documents"), "tui.documents.screen", "DocumentsScreen"),
        Place("records", N_("Records"), "tui.records.screen", "RecordsScreen", of_meeting=False),
        Place("year", N_("Year"), "tui.year.screen", "YearScreen", of_meeting=False),
        Place("search", N_("Search"), "tui.search.screen", "SearchScreen", of_meeting=False),
        Place("conflicts", N_("Conflicts"), "tui.conflicts.screen", "ConflictsScreen", of_meeting=False),
        Place("roster", N_("Import members"), "tui.roster_import.screen", "RosterImportScreen", of_meeting=False),
    )
}

_AT = {
    MeetingState.PLANNED: "preparation",
    MeetingState.PREPARED: "preparation",
    MeetingState.NOTIFIED: "preparation",
    MeetingState.POSTPONED: "preparation",
    MeetingState.OPEN: "live",
    MeetingState.PAUSED: "live",
    MeetingState.CLOSED: "score",
}


def place_of(state: MeetingState) -> str:
    """Return the place where a meeting in this state is worked on."""
    return _AT.get(state, "minutes")
