"""Reads a rule profile from its data file: every number and switch of docs/domain.md, each with its citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from models.domain.bands import Bands
from models.domain.discipline import DisciplineForm
from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.domain.methods import Method
from models.domain.thresholds import Threshold
from models.domain.vocabulary import MotionKind
from models.profiles.schema import (
    AttendanceRules,
    DisciplineForms,
    LengthBySize,
    MeetingRules,
    ReviewRules,
    Rule,
    RuleProfile,
    SpeakingRules,
    VoteRules,
)
from models.profiles.toml_table import TomlTable
from models.profiles.typed_values import or_older, rule, rule_or

T = TypeVar("T")

HIGHEST_SCORE = 100
CLASSIFICATION = ("excellent", "good", "completed", "not_completed")
QUALITY = ("good", "fairly_good", "average", "poor")


def read_rules(file: TomlTable, shipped_on: Callable[[date], RuleProfile] | None = None) -> RuleProfile:
    """Return the profile in ``file``; raises :class:`models.domain.errors.DataFileWrong`.

    A cell's own file may be older than a rule of the profiles: such rules are taken from the shipped profile of a day,
    which ``shipped_on`` returns.
    """
    with file:
        base = shipped_on(file.day("valid_from")) if shipped_on else None
        return RuleProfile(
            id=file.text("id"),
            version=file.integer("version", lowest=1),
            valid_from=file.day("valid_from"),
            title=file.both_languages("title"),
            meetings=_meetings(file.table("meetings"), base.meetings if base else None),
            attendance=_attendance(file.table("attendance"), base.attendance if base else None),
            votes=_votes(file.table("votes"), base.votes if base else None),
            review=_review(file.table("review")),
            speaking=_speaking(file.table("speaking")),
        )


def _meetings(table: TomlTable, base: MeetingRules | None) -> MeetingRules:
    with table:
        table.retire("notify_superior")
        return MeetingRules(
            regular_per_month=rule(table, "regular_per_month", _number),
            common_day=rule(table, "common_day", _day_of_month),
            common_day_latest=rule(table, "common_day_latest", _day_of_month),
            regular_minutes=rule(table, "regular_minutes", _number),
            regular_with_theme_minutes=rule(table, "regular_with_theme_minutes", _number),
            minutes_by_size=rule_or(table, "minutes_by_size", _lengths, base),
            thematic_per_quarter=rule(table, "thematic_per_quarter", _number),
            theme_replaces_regular=rule(table, "theme_replaces_regular", _switch),
            committee_meets_first=rule(table, "committee_meets_first", _switch),
            material_notice_days=rule(table, "material_notice_days", _number),
            result_days=rule(table, "result_days", _number),
            presenter_share_percent_max=rule(table, "presenter_share_percent_max", _percent),
            congress_reminder_days=rule_or(table, "congress_reminder_days", _number, base),
        )


def _lengths(table: TomlTable) -> tuple[LengthBySize, ...]:
    return tuple(_length(one) for one in table.tables("value", may_be_empty=True))


def _length(table: TomlTable) -> LengthBySize:
    with table:
        return LengthBySize(
            least=table.integer("from") if table.has("from") else 0,
            most=table.integer("to") if table.has("to") else None,
            regular=table.integer("regular", lowest=1),
            with_theme=table.integer("with_theme", lowest=1),
        )


def _attendance(table: TomlTable, base: AttendanceRules | None) -> AttendanceRules:
    with table:
        return AttendanceRules(
            target_percent=rule(table, "target_percent", _percent),
            unexcused_max=rule(table, "unexcused_max", _number),
            consecutive_excused_max=rule(table, "consecutive_excused_max", _number),
            exempt_in_denominator=rule(table, "exempt_in_denominator", _switch),
            online_above_percent=rule_or(table, "online_above_percent", _percent, base),
        )


def _votes(table: TomlTable, base: VoteRules | None) -> VoteRules:
    with table:
        return VoteRules(
            probationary_vote=rule(table, "probationary_vote", _switch),
            absent_in_n=rule(table, "absent_in_n", _switch),
            elsewhere_in_n=rule(table, "elsewhere_in_n", _switch),
            absent_exempt_in_n=rule(table, "absent_exempt_in_n", _switch),
            excused_whole_in_n=or_older(
                table, "excused_whole_in_n", base, lambda: _by_motion(table.table("excused_whole_in_n"), _switch)
            ),
            thresholds=_by_motion(table.table("thresholds"), _threshold),
            methods=_by_motion(table.table("methods"), lambda rule: rule.choices("value", Method)),
            one_person_at_a_time=rule(table, "one_person_at_a_time", lambda rule: rule.choices("value", MotionKind)),
            congress_quorum=rule(table, "congress_quorum", _threshold),
            regular_quorum=rule(table, "regular_quorum", _threshold),
            tellers=rule(table, "tellers", _number),
            giveaway_voters_min=rule(table, "giveaway_voters_min", _number),
            surplus_percent_max=rule(table, "surplus_percent_max", _percent),
            surplus_percent_usual=rule_or(table, "surplus_percent_usual", _percent, base),
            per_name_without_surplus=rule_or(table, "per_name_without_surplus", _switch, base),
            floor_nomination=rule_or(table, "floor_nomination", _threshold, base),
            discipline_forms=or_older(table, "discipline_forms", base, lambda: _discipline_forms(table)),
            tie_needs_majority=rule(table, "tie_needs_majority", _switch),
            discipline_accumulates=rule(table, "discipline_accumulates", _switch),
        )


def _review(table: TomlTable) -> ReviewRules:
    with table:
        table.retire("collective_first")
        return ReviewRules(
            notice_working_days=rule(table, "notice_working_days", _number),
            head_first=rule(table, "head_first", _switch),
            excellent_percent_max=rule(table, "excellent_percent_max", _percent),
            classification=rule(table, "classification", lambda rule: _grades(rule, CLASSIFICATION)),
            meeting_quality=rule(table, "meeting_quality", lambda rule: _grades(rule, QUALITY)),
            four_good_points=rule(table, "four_good_points", _number),
        )


def _speaking(table: TomlTable) -> SpeakingRules:
    with table:
        return SpeakingRules(
            present_only=rule(table, "present_only", _switch),
            unspoken_first=rule(table, "unspoken_first", _switch),
            planned_speech_seconds=rule(table, "planned_speech_seconds", _number),
        )


def _by_motion(table: TomlTable, read: Callable[[TomlTable], T]) -> Mapping[MotionKind, Rule[T]]:
    with table:
        return MappingProxyType({kind: rule(table, kind.value, read) for kind in MotionKind})


def _discipline_forms(table: TomlTable) -> DisciplineForms:
    with table.table("discipline_forms") as forms:
        return DisciplineForms(
            probationary=rule(forms, "probationary", _forms),
            without_office=rule(forms, "without_office", _forms),
            with_office=rule(forms, "with_office", _forms),
        )


def _forms(rule: TomlTable) -> tuple[DisciplineForm, ...]:
    return rule.choices("value", DisciplineForm)


def _number(rule: TomlTable) -> int:
    return rule.integer("value")


def _day_of_month(rule: TomlTable) -> int:
    return rule.integer("value", lowest=1, highest=28)


def _percent(rule: TomlTable) -> int:
    return rule.integer("value", highest=100)


def _switch(rule: TomlTable) -> bool:
    return rule.switch("value")


def _threshold(rule: TomlTable) -> Threshold:
    text = rule.text("value")
    try:
        return Threshold.parse(text)
    except DataFileWrong as error:
        raise rule.wrong(N_("In {file}, {key} must read like “more than 1/2” or “at least 2/3”."), "value") from error


def _grades(rule: TomlTable, names: tuple[str, ...]) -> Bands:
    with rule.table("value") as grades:
        return Bands.from_lower_bounds({name: grades.integer(name, highest=HIGHEST_SCORE) for name in names})
