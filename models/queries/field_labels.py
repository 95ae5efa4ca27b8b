"""What people call the tables and fields, where a screen shows them by themselves (conflicts, entries set aside)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.domain import vocabulary as v
from models.domain.language import N_, _

TABLES: Mapping[str, str] = {
    "addendum": N_("addendum"),
    "agenda_item": N_("agenda item"),
    "attendance": N_("attendance"),
    "evaluation": N_("evaluation by the superior"),
    "guest": N_("guest"),
    "item_run": N_("timer of an item"),
    "material": N_("document"),
    "meeting": N_("meeting"),
    "meeting_pause": N_("break"),
    "member": N_("member"),
    "member_review": N_("annual review of a member"),
    "member_office": N_("office"),
    "member_status": N_("status"),
    "minutes": N_("minutes"),
    "motion": N_("motion"),
    "motion_option": N_("option"),
    "named_vote": N_("vote by name"),
    "note": N_("note"),
    "official_points": N_("official points"),
    "organisation": N_("organisation"),
    "petition": N_("petition"),
    "planned_theme": N_("theme of the year plan"),
    "praise": N_("praise"),
    "report": N_("report"),
    "resolution": N_("resolution"),
    "round": N_("round"),
    "round_option": N_("option"),
    "round_teller": N_("teller"),
    "round_voter": N_("voter"),
    "score": N_("points"),
    "setting": N_("setting"),
    "speech": N_("speech"),
    "task": N_("task"),
    "year_score": N_("points of the year"),
}

FIELDS: Mapping[str, str] = {
    "actual": N_("achieved"),
    "addressed_to": N_("addressed to"),
    "answer": N_("answer"),
    "answered_by": N_("answered by"),
    "answered_on": N_("answered on"),
    "arrived_at": N_("arrived"),
    "author_id": N_("written by"),
    "baseline": N_("baseline"),
    "birth_date": N_("date of birth"),
    "chair_id": N_("chair"),
    "closed_at": N_("closed at"),
    "comments": N_("comments"),
    "conclusion": N_("conclusion"),
    "deleted": N_("deleted"),
    "due_on": N_("due"),
    "ended_at": N_("ended at"),
    "evaluator": N_("evaluated by"),
    "evidence": N_("evidence"),
    "finished_on": N_("finished on"),
    "forwarded_on": N_("forwarded on"),
    "forwarded_to": N_("forwarded to"),
    "from_id": N_("from"),
    "from_on": N_("from"),
    "from_text": N_("from"),
    "full_name": N_("name"),
    "given_at": N_("given at"),
    "given_by": N_("given by"),
    "item_id": N_("agenda item"),
    "joined_on": N_("joined on"),
    "kind": N_("kind"),
    "left_at": N_("left"),
    "meeting_id": N_("meeting"),
    "member_id": N_("member"),
    "minute_taker_id": N_("minute taker"),
    "month": N_("month"),
    "name": N_("name"),
    "number": N_("number"),
    "official_on": N_("official since"),
    "official_rating": N_("official rating"),
    "opened_at": N_("opened at"),
    "owner_id": N_("person in charge"),
    "place": N_("place"),
    "planned_minutes": N_("planned minutes"),
    "points": N_("points"),
    "points_of": N_("of at most"),
    "position": N_("order"),
    "presenter_id": N_("presenter"),
    "presenter_text": N_("presenter"),
    "proposed_rating": N_("proposed rating"),
    "quarter": N_("quarter"),
    "reason": N_("reason"),
    "remark": N_("remark"),
    "result": N_("result"),
    "role": N_("role"),
    "scheduled_at": N_("time"),
    "self_rating": N_("own rating"),
    "self_text": N_("self-assessment"),
    "started_at": N_("started at"),
    "state": N_("state"),
    "superior_rating": N_("rating of the superior"),
    "target": N_("target"),
    "text": N_("text"),
    "title": N_("title"),
    "unit": N_("unit"),
    "until_on": N_("until"),
    "value": N_("value"),
    "visibility": N_("visibility"),
    "withdrawn_at": N_("withdrawn at"),
}

_WORDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("agenda_item", "state"): v.ItemState,
    ("attendance", "state"): v.AttendanceState,
    ("meeting", "kind"): v.MeetingKind,
    ("meeting", "state"): v.MeetingState,
    ("member_office", "office"): v.Office,
    ("member_status", "status"): v.Status,
    ("motion", "kind"): v.MotionKind,
    ("named_vote", "choice"): v.Choice,
    ("note", "kind"): v.NoteKind,
    ("note", "visibility"): v.Visibility,
    ("petition", "state"): v.PetitionState,
    ("report", "state"): v.ReportState,
    ("resolution", "state"): v.ResolutionState,
    ("round", "method"): v.Method,
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


def table_label(table: str) -> str:
    """Return what people call a record of this table."""
    return _(TABLES[table]) if table in TABLES else table


def field_label(field: str) -> str:
    """Return what people call a field; one that is the program's own by its name."""
    return _(FIELDS[field]) if field in FIELDS else field


def words_of(table: str, field: str) -> type[StrEnum] | None:
    """Return the vocabulary of a field, if it is a word."""
    return _WORDS.get((table, field))
