"""The purpose of agenda items, and who presents them: two closed lists shared by templates and screens."""

from __future__ import annotations

from enum import StrEnum

from models.domain.language import Text


class ItemKind(StrEnum):
    """The purpose of an item; screens offer what fits it (roll-call, speakers' list, vote, notes)."""

    OPENING = "opening"
    MINUTE_TAKER = "minute_taker"  # choosing the minute-takers, at a congress also the presidium
    ROLL_CALL = "roll_call"
    DUES = "dues"
    ADOPT_AGENDA = "adopt_agenda"
    REPORT = "report"
    DOCUMENTS = "documents"
    IDEOLOGY = "ideology"
    STUDY = "study"
    LAST_MONTH = "last_month"
    DRAFT = "draft"
    PAPER = "paper"
    MATTER = "matter"  # the single matter of an extraordinary meeting, or any other item
    DISCUSSION = "discussion"
    CRITICISM = "criticism"
    SYNTHESIS = "synthesis"
    ASSIGNMENTS = "assignments"
    NOMINATION = "nomination"
    VOTE = "vote"
    BALLOT = "ballot"
    COUNT = "count"
    SCORE = "score"
    MINUTES = "minutes"


class Presenter(StrEnum):
    """The presenter proposed by a template; the secretary replaces it by a name."""

    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    COMMITTEE_MEMBER = "committee_member"
    MINUTE_TAKER = "minute_taker"
    ASSIGNED_MEMBER = "assigned_member"
    ALL = "all"


LAST_MINUTES = Text(vi="Thông qua biên bản kỳ trước", en="Approval of the last minutes")
"""The title of the item that an agenda gets when the last minutes are not approved."""
