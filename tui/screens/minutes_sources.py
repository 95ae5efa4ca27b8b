"""What the minutes screen takes from the records: the text that would be drafted now, and what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.documents.checks import Doubt, checks_before_approval
from models.documents.minutes_text import draft_minutes
from models.documents.record import meeting_record
from models.queries.copied import copied_texts
from models.queries.meetings import MeetingView
from models.queries.rules import meeting_rules
from tui.gateway import Gateway
from tui.minutes_desk import as_written


@dataclass(frozen=True, slots=True)
class Sources:
    """The draft as it would be written, and the doubts about the records and the text."""

    draft: str
    doubts: tuple[Doubt, ...]

    @classmethod
    def of(cls, gateway: Gateway, meeting: MeetingView, text: str, now: datetime) -> Sources:
        """Read them; ``text`` is what was written, empty while that is the draft."""
        rules = meeting_rules(gateway.home, meeting)
        record = meeting_record(gateway.reader, meeting.id, rules, gateway.home, now)
        draft = as_written(draft_minutes(record))
        copied = copied_texts(gateway.reader, gateway.home, meeting, text, draft)
        return cls(draft, checks_before_approval(record, text or draft, copied))
