"""Fields that belong together: one of several concurrent values holds for the whole group (docs/sync.md).

A **unit** of merging is a field by itself, or a group, which goes by the name of its leading field. Where a group's
leading field has an order of finality, the more final of concurrent values holds: approved minutes stand with their
seal, whatever somebody wrote meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from models.domain.vocabulary import MeetingState, MinutesState, ReportState, ResolutionState, RoundState

DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of a table of which the first leads; ``order`` lists its words, the least final first."""

    fields: tuple[str, ...]
    order: tuple[str, ...] = ()


GROUPS: Mapping[str, tuple[Group, ...]] = {
    "meeting": (
        Group(
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
    "agenda_item": (Group(("state", "started_at", "ended_at")),),
    "attendance": (Group(("state", "arrived_at", "left_at")),),
    "speech": (Group(("state", "started_at", "paused_at", "pause_seconds", "ended_at")),),
    "minutes": (
        Group(
            ("state", "text", "derived_text", "approved_at", "seal", "number", "head"),
            (MinutesState.DRAFT, MinutesState.APPROVED),
        ),
    ),
    "round": (
        Group(
            (
                *("state", "issued", "returned", "not_returned", "valid", "invalid", "blank", "yes", "no", "abstain"),
                *("passed", "arithmetic", "void_reason", "counted_at", "voided_at"),
            ),
            (RoundState.OPEN, RoundState.COUNTED, RoundState.VOIDED),
        ),
    ),
    "resolution": (
        Group(
            ("state", "number", "adopted_on"),
            (ResolutionState.DRAFT, ResolutionState.REJECTED, ResolutionState.ADOPTED),
        ),
    ),
    "organisation": (Group(("term_began_on", "earlier_terms")),),
    "task": (Group(("state", "finished_on")), Group(("target", "baseline", "actual", "decimals"))),
    "petition": (Group(("answer", "answered_by", "answered_on")), Group(("forwarded_to", "forwarded_on"))),
    "planned_theme": (Group(("quarter", "month")),),
    "member_review": (
        Group(("convened", "votes_excellent", "votes_good", "votes_completed", "votes_not_completed")),
        Group(("official_rating", "official_on")),
    ),
    "score": (Group(("points", "half")),),
    "year_score": (Group(("points", "half")),),
    "official_points": (Group(("points", "half", "points_of", "half_of", "remark", "given_by", "given_at")),),
    "evaluation": (Group(("seal", "evaluator", "role", "remark", "signed_at")),),
    "report": (
        Group(
            ("state", "remark", "sent_at", "acknowledged_at", "digest"),
            (ReportState.QUEUED, ReportState.SENT, ReportState.RETURNED, ReportState.ACKNOWLEDGED),
        ),
    ),
}


@cache
def _units(table: str) -> Mapping[str, str]:
    return {name: group.fields[0] for group in GROUPS.get(table, ()) for name in group.fields}


def unit_of(table: str, field: str) -> str:
    """Return the unit of merging that a field belongs to."""
    return _units(table).get(field, field)


@cache
def fields_of(table: str, unit: str) -> tuple[str, ...]:
    """Return the fields of a unit."""
    return next((group.fields for group in GROUPS.get(table, ()) if group.fields[0] == unit), (unit,))


def finality(table: str, unit: str, values: Mapping[str, object]) -> int:
    """Return how final a unit's values are; of concurrent ones the most final holds. A living row outlasts a deletion.

    A word that is in no list is the least final.
    """
    if unit == DELETED:
        return int(not values.get(DELETED))
    order = next((group.order for group in GROUPS.get(table, ()) if group.fields[0] == unit), ())
    return order.index(str(values[unit])) if values.get(unit) in order else -1
