"""The values of fields, for screens that show single fields: words of a vocabulary, or yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.domain import vocabulary as v
from models.domain.item_kinds import ItemKind
from models.domain.methods import Method

_WORDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("agenda_item", "state"): v.ItemState,
    ("attendance", "state"): v.AttendanceState,
    ("agenda_item", "kind"): ItemKind,
    ("addendum", "kind"): v.AddendumKind,
    ("handbook_posting", "kind"): v.PostedKind,
    ("letter", "kind"): v.LetterKind,
    ("letter", "state"): v.LetterState,
    ("meeting", "kind"): v.MeetingKind,
    ("meeting", "state"): v.MeetingState,
    ("member_office", "office"): v.Office,
    ("member_status", "status"): v.Status,
    ("minutes", "state"): v.MinutesState,
    ("motion", "kind"): v.MotionKind,
    ("motion", "state"): v.MotionState,
    ("named_vote", "choice"): v.Choice,
    ("note", "kind"): v.NoteKind,
    ("note", "visibility"): v.Visibility,
    ("organisation", "cell_kind"): v.CellKind,
    ("organisation", "level"): v.Level,
    ("petition", "state"): v.PetitionState,
    ("report", "state"): v.ReportState,
    ("resolution", "state"): v.ResolutionState,
    ("round", "method"): Method,
    ("round", "state"): v.RoundState,
    ("score", "stage"): v.ScoreStage,
    ("speech", "kind"): v.SpeechKind,
    ("speech", "state"): v.SpeechState,
    ("task", "state"): v.TaskState,
    ("member_review", "official_rating"): v.Classification,
    ("member_review", "proposed_rating"): v.Classification,
    ("member_review", "self_rating"): v.Classification,
    ("member_review", "superior_rating"): v.Classification,
    ("year_score", "stage"): v.ScoreStage,
}


YES_OR_NO = frozenset(
    {
        "added_after_agreement",
        "assigned_superior",
        "deleted",
        "elected",
        "is_head",
        "list_closed",
        "online",
        "passed",
        "per_name",
        "reason_accepted",
        "present_only",
        "received",
        "thematic",
        "unspoken_first",
    }
)
"""The boolean fields, which the journal stores as 1 or 0."""


def words_of(table: str, field: str) -> type[StrEnum] | None:
    """Return the vocabulary of a field, or ``None`` for a field without one."""
    return _WORDS.get((table, field))
