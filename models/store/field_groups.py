"""Field groups: of concurrent values one is chosen for the whole group (docs/sync.md).

A **merge unit** is a single field, or a group named by its leading field. Where the leading field has an order of
finality, the more final of concurrent values is chosen: approved minutes keep their seal, whatever another machine
wrote at the same time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from models.domain.vocabulary import LetterState, MeetingState, MinutesState, ReportState, ResolutionState, RoundState

DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields of a table, the leading one first; ``order`` lists the words of the leading field, the least
    final first.
    """

    fields: tuple[str, ...]
    order: tuple[str, ...] = ()


GROUPS: Mapping[str, tuple[FieldGroup, ...]] = {
    "meeting": (
        FieldGroup(
            ("state", "opened_at", "closed_at", "postponed_reason"),
            (
                MeetingState.PLANNED,
                MeetingState.POSTPONED,
                MeetingState.PREPARED,
                MeetingState.NOTIFIED,
                MeetingState.OPEN,
                MeetingState.PAUSED,
                MeetingState.CLOSED,
                MeetingState.APPROVED,
                MeetingState.SENT,
                MeetingState.ACKNOWLEDGED,
            ),
        ),
    ),
    "agenda_item": (FieldGroup(("state", "started_at", "ended_at")),),
    "attendance": (FieldGroup(("state", "arrived_at", "left_at", "online")),),
    "note": (FieldGroup(("author_id", "guest_id")),),
    "speech": (FieldGroup(("state", "started_at", "paused_at", "pause_seconds", "ended_at")),),
    "letter": (
        FieldGroup(
            ("state", "kind", "subject", "text", "recipients", "signer_id", "number", "issued_on", "head"),
            (LetterState.DRAFT, LetterState.ISSUED),
        ),
    ),
    "minutes": (
        FieldGroup(
            ("state", "text", "derived_text", "approved_at", "seal", "number", "head"),
            (MinutesState.DRAFT, MinutesState.APPROVED),
        ),
    ),
    "round": (
        FieldGroup(
            (
                *("state", "issued", "returned", "not_returned", "valid", "invalid", "blank", "yes", "no", "abstain"),
                *("invalid_reasons", "passed", "arithmetic", "void_reason", "counted_at", "voided_at"),
            ),
            (RoundState.OPEN, RoundState.COUNTED, RoundState.VOIDED),
        ),
    ),
    "resolution": (
        FieldGroup(
            ("state", "number", "adopted_on"),
            (ResolutionState.DRAFT, ResolutionState.REJECTED, ResolutionState.ADOPTED),
        ),
    ),
    "organisation": (FieldGroup(("term_began_on", "earlier_terms")),),
    "task": (FieldGroup(("state", "finished_on")), FieldGroup(("target", "baseline", "actual", "decimals"))),
    "petition": (FieldGroup(("answer", "answered_by", "answered_on")), FieldGroup(("forwarded_to", "forwarded_on"))),
    "planned_theme": (FieldGroup(("quarter", "month")),),
    "member_review": (
        FieldGroup(("convened", "votes_excellent", "votes_good", "votes_completed", "votes_not_completed")),
        FieldGroup(("official_rating", "official_on")),
    ),
    "score": (FieldGroup(("points", "half")),),
    "year_score": (FieldGroup(("points", "half")),),
    "official_points": (FieldGroup(("points", "half", "points_of", "half_of", "remark", "given_by", "given_at")),),
    "evaluation": (FieldGroup(("seal", "evaluator", "role", "remark", "signed_at")),),
    "report": (
        FieldGroup(
            ("state", "remark", "sent_at", "acknowledged_at", "digest"),
            (ReportState.QUEUED, ReportState.SENT, ReportState.RETURNED, ReportState.ACKNOWLEDGED),
        ),
    ),
}


@cache
def _units(table: str) -> Mapping[str, str]:
    return {name: group.fields[0] for group in GROUPS.get(table, ()) for name in group.fields}


def unit_of(table: str, field: str) -> str:
    """Return the merge unit of a field."""
    return _units(table).get(field, field)


@cache
def fields_of(table: str, unit: str) -> tuple[str, ...]:
    """Return the fields of a merge unit."""
    return next((group.fields for group in GROUPS.get(table, ()) if group.fields[0] == unit), (unit,))


def finality(table: str, unit: str, values: Mapping[str, object]) -> int:
    """Return how final a unit's values are; of concurrent values the most final is chosen. An edit wins over a
    deletion.

    A word that is not listed is the least final.
    """
    if unit == DELETED:
        return int(not values.get(DELETED))
    order = next((group.order for group in GROUPS.get(table, ()) if group.fields[0] == unit), ())
    return order.index(str(values[unit])) if values.get(unit) in order else -1
