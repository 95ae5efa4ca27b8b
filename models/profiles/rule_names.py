"""The names of a profile's rules; the data files name them by English keys."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.vocabulary import MotionKind

_NAMES: Mapping[str, str] = {
    "meetings.regular_per_month": N_("regular meetings a month"),
    "meetings.common_day": N_("usual day of the meeting"),
    "meetings.common_day_latest": N_("latest day of the meeting"),
    "meetings.result_days": N_("days until the result is sent"),
    "meetings.regular_minutes": N_("length of a regular meeting"),
    "meetings.regular_with_theme_minutes": N_("length with a theme"),
    "meetings.minutes_by_size": N_("length by the size of the cell"),
    "meetings.thematic_per_quarter": N_("themes a quarter"),
    "meetings.theme_replaces_regular": N_("a theme within the regular meeting"),
    "meetings.committee_meets_first": N_("the cell committee meets first"),
    "meetings.material_notice_days": N_("documents sent before"),
    "meetings.presenter_share_percent_max": N_("one presenter for most items"),
    "meetings.congress_reminder_days": N_("reminder of the congress"),
    "attendance.target_percent": N_("attendance to reach"),
    "attendance.unexcused_max": N_("absences without a reason"),
    "attendance.consecutive_excused_max": N_("absences with a reason running"),
    "attendance.exempt_in_denominator": N_("exempt members in the attendance"),
    "attendance.online_above_percent": N_("online attendance"),
    "votes.absent_in_n": N_("absent members in N"),
    "votes.elsewhere_in_n": N_("members elsewhere in N"),
    "votes.absent_exempt_in_n": N_("absent exempt members in N"),
    "votes.excused_whole_in_n": N_("N and absence from the whole meeting"),
    "votes.probationary_vote": N_("votes of probationary members"),
    "votes.giveaway_voters_min": N_("few voters in a secret ballot"),
    "votes.per_name_without_surplus": N_("two boxes without surplus"),
    "votes.thresholds": N_("majority"),
    "votes.methods": N_("way of voting"),
    "votes.discipline_accumulates": N_("votes for heavier forms of discipline"),
    "votes.discipline_forms": N_("forms of discipline"),
    "votes.one_person_at_a_time": N_("one person at a time"),
    "votes.surplus_percent_max": N_("surplus of candidates"),
    "votes.surplus_percent_usual": N_("usual surplus of candidates"),
    "votes.floor_nomination": N_("nomination from the floor"),
    "votes.tie_needs_majority": N_("equal votes for the last seat"),
    "votes.tellers": N_("tellers"),
    "votes.regular_quorum": N_("members needed at a meeting"),
    "votes.congress_quorum": N_("members needed at a congress"),
    "review.notice_working_days": N_("notice of the review"),
    "review.head_first": N_("the head is reviewed first"),
    "review.excellent_percent_max": N_("share of the excellent"),
    "review.classification": N_("classification"),
    "review.meeting_quality": N_("grades of a meeting"),
    "review.four_good_points": N_("points of a four-good cell"),
    "speaking.present_only": N_("only members present speak"),
    "speaking.planned_speech_seconds": N_("length of a speech"),
    "speaking.unspoken_first": N_("who has not spoken comes first"),
}


def rule_name(key: str) -> str:
    """Return the name of a rule, with the kind of motion if it is for one kind: ``đa số (bầu cử)``.

    Of an unknown rule of a newer program, its key.
    """
    if key in _NAMES:
        return _(_NAMES[key])
    group, _dot, kind = key.rpartition(".")
    name = _(_NAMES[group]) if group in _NAMES else key
    return f"{name} ({label(MotionKind(kind))})" if group in _NAMES and kind in set(MotionKind) else name
