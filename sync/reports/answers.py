"""Importing the superior's answers to petitions into the cell:

    pull_answers(store, superior, server, thorough=False) -> int

Call it in each exchange after the entries were exchanged, so that an answer which another laptop imported is already
known. While no petition waits for the superior the server is not asked; otherwise only for answers later than the
cursor. ``thorough`` asks for all of them (at start-up and from time to time), which also repairs the effect of a clock
that was set back. Raises :class:`~sync.client.faults.ExchangeFailed` when the server cannot be reached; what was
imported before that is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from models.acts.registry import perform
from models.queries.petitions import IMPORT_ANSWER, sent_up
from models.store.store import Store
from sync.protocol.messages.superior import PetitionAnswer, PetitionAnswers
from sync.reports.cursors import last_cursor, save_cursor

KIND = "answers"


class AnswerSource(Protocol):
    """The source of answers."""

    def answers(self, since: datetime | None) -> PetitionAnswers:
        """Return answers from a time on (inclusive), oldest first."""


def pull_answers(store: Store, superior: AnswerSource, server: str, *, thorough: bool = False) -> int:
    """Import the new answers; return how many. ``server`` names the source."""
    with store.reading() as connection:
        waiting = sent_up(connection)
        cursor = None if thorough else last_cursor(connection, KIND, server)
    if not waiting:
        return 0
    taken, latest = 0, cursor
    for one in _answers(superior, cursor):
        latest = max(latest or one.answered_at, one.answered_at)
        if one.id in waiting:
            outcome = perform(store, IMPORT_ANSWER, petition=one.id, answer=one.answer, by=one.by, at=one.answered_at)
            taken += bool(outcome.value)
    if latest is not None and latest != cursor:
        save_cursor(store, KIND, server, latest)
    return taken


def _answers(superior: AnswerSource, since: datetime | None) -> Iterator[PetitionAnswer]:
    """Yield the answers of every page; the next page may repeat some of the last one."""
    while True:
        page = superior.answers(since)
        yield from page.answers
        last = page.answers[-1].answered_at if page.answers else None
        if not page.more or last is None or last == since:
            return
        since = last
