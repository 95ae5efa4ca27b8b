"""What the minutes screen reads from the records: the current draft and the checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.documents.checks import MissingPart, checks_before_approval
from models.documents.minutes_text import draft_like
from models.documents.record import meeting_record
from models.queries.conflicts import conflicts_of
from models.queries.copied import copied_texts
from models.queries.meetings import MeetingView
from models.queries.minutes import MinutesView
from models.queries.rules import meeting_rules
from tui.minutes.editing import stored_form
from tui.shell.gateway import Gateway


@dataclass(frozen=True, slots=True)
class DraftSources:
    """The current draft, and the checks of records and text."""

    draft: str
    doubts: tuple[MissingPart, ...]

    @classmethod
    def of(cls, gateway: Gateway, meeting: MeetingView, written: MinutesView | None, now: datetime) -> DraftSources:
        """Read them; the draft has the language of the written minutes."""
        text, derived = (written.text, written.derived) if written else ("", "")
        rules = meeting_rules(gateway.home, meeting)
        record = meeting_record(gateway.reader, meeting.id, rules, gateway.home, now)
        draft = stored_form(draft_like(record, derived))
        copied = copied_texts(gateway.reader, gateway.home, meeting, text, draft)
        conflicts = conflicts_of(gateway.reader, meeting.id)
        return cls(draft, checks_before_approval(record, text or draft, copied, conflicts, derived))
