"""The content of the data files as frozen values: rules with their citation, and agenda templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from models.domain.bands import Bands
from models.domain.discipline import DisciplineForm
from models.domain.electorate import CountingRules
from models.domain.item_kinds import ItemKind, Presenter
from models.domain.language import Text
from models.domain.methods import Method
from models.domain.thresholds import Threshold
from models.domain.vocabulary import MeetingKind, MotionKind

T_co = TypeVar("T_co", covariant=True)


class Certainty(StrEnum):
    """How sure a rule is: read in the source (✔), secondary or widely stated (◐), uncertain or a proposal (?)."""

    READ = "read"
    SECONDARY = "secondary"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Rule(Generic[T_co]):
    """One number or switch with its citation and certainty; a warning always shows the citation.

    ``citation`` is the short name for a line, ``source`` the full one; ``document`` is the number of the document (see
    :mod:`models.profiles.legal_documents`), ``looked_up`` the day on which it was looked up. Both are missing in files
    with a citation in words.
    """

    value: T_co
    citation: Text
    certainty: Certainty
    source: Text
    document: str = ""
    looked_up: date | None = None


@dataclass(frozen=True, slots=True)
class LengthBySize:
    """The minimum minutes of a meeting in cells of ``least`` to ``most`` members (``None``: no upper limit)."""

    least: int
    most: int | None
    regular: int
    with_theme: int

    def holds(self, members: int) -> bool:
        """Return whether it applies to a cell of so many members."""
        return members >= self.least and (self.most is None or members <= self.most)


@dataclass(frozen=True, slots=True)
class MeetingRules:
    """When and how long the cell meets (docs/domain.md, rules 1–4); minutes and days are whole numbers."""

    regular_per_month: Rule[int]
    common_day: Rule[int]
    common_day_latest: Rule[int]
    regular_minutes: Rule[int]
    regular_with_theme_minutes: Rule[int]
    minutes_by_size: Rule[tuple[LengthBySize, ...]]
    thematic_per_quarter: Rule[int]
    theme_replaces_regular: Rule[bool]
    committee_meets_first: Rule[bool]
    material_notice_days: Rule[int]
    result_days: Rule[int]
    presenter_share_percent_max: Rule[int]
    congress_reminder_days: Rule[int]

    def least_minutes(self, members: int, *, thematic: bool) -> Rule[int]:
        """Return the minimum length of a regular meeting, with or without a theme, in a cell of a size."""
        for one in self.minutes_by_size.value:
            if one.holds(members):
                value = one.with_theme if thematic else one.regular
                rule = self.minutes_by_size
                return Rule(value, rule.citation, rule.certainty, rule.source, rule.document, rule.looked_up)
        return self.regular_with_theme_minutes if thematic else self.regular_minutes


@dataclass(frozen=True, slots=True)
class AttendanceRules:
    """The target of attendance and who is counted in it (docs/domain.md, rule 5)."""

    target_percent: Rule[int]
    unexcused_max: Rule[int]
    consecutive_excused_max: Rule[int]
    exempt_in_denominator: Rule[bool]
    online_above_percent: Rule[int]


@dataclass(frozen=True, slots=True)
class DisciplineForms:
    """The forms of discipline that the cell may decide, by the member's standing and office
    (docs/domain.md, "Votes").
    """

    probationary: Rule[tuple[DisciplineForm, ...]]
    without_office: Rule[tuple[DisciplineForm, ...]]
    with_office: Rule[tuple[DisciplineForm, ...]]

    def of(self, *, probationary: bool, has_office: bool) -> Rule[tuple[DisciplineForm, ...]]:
        """Return the forms for a member."""
        return self.probationary if probationary else self.with_office if has_office else self.without_office


@dataclass(frozen=True, slots=True)
class VoteRules:
    """Who is counted in N, the majority of each kind of motion and its possible methods (rules 6–10)."""

    probationary_vote: Rule[bool]
    absent_in_n: Rule[bool]
    elsewhere_in_n: Rule[bool]
    absent_exempt_in_n: Rule[bool]
    excused_whole_in_n: Mapping[MotionKind, Rule[bool]]
    thresholds: Mapping[MotionKind, Rule[Threshold]]
    methods: Mapping[MotionKind, Rule[tuple[Method, ...]]]
    one_person_at_a_time: Rule[tuple[MotionKind, ...]]
    congress_quorum: Rule[Threshold]
    regular_quorum: Rule[Threshold]
    tellers: Rule[int]
    giveaway_voters_min: Rule[int]
    surplus_percent_max: Rule[int]
    surplus_percent_usual: Rule[int]
    per_name_without_surplus: Rule[bool]
    floor_nomination: Rule[Threshold]
    discipline_forms: DisciplineForms
    tie_needs_majority: Rule[bool]
    discipline_accumulates: Rule[bool]

    def quorum(self, kind: MeetingKind) -> Rule[Threshold]:
        """Return the quorum of a kind of meeting."""
        return self.congress_quorum if kind is MeetingKind.CONGRESS else self.regular_quorum

    @property
    def about_somebody(self) -> frozenset[MotionKind]:
        """The kinds of motion about a person: those taken one person at a time, and discipline."""
        return frozenset(self.one_person_at_a_time.value) | {MotionKind.DISCIPLINE, MotionKind.EXPULSION}

    @property
    def counting(self) -> CountingRules:
        """Who is counted in N of an ordinary decision."""
        return self.counting_for(MotionKind.ORDINARY)

    def counting_for(self, kind: MotionKind) -> CountingRules:
        """Return who is counted in N of a kind of motion."""
        return CountingRules(
            probationary_vote=self.probationary_vote.value,
            absent_in_n=self.absent_in_n.value,
            elsewhere_in_n=self.elsewhere_in_n.value,
            absent_exempt_in_n=self.absent_exempt_in_n.value,
            excused_whole_in_n=self.excused_whole_in_n[kind].value,
        )


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """The annual review, the quality of a meeting and the four-good standard (docs/domain.md, rules 12–14)."""

    notice_working_days: Rule[int]
    head_first: Rule[bool]
    excellent_percent_max: Rule[int]
    classification: Rule[Bands]
    meeting_quality: Rule[Bands]
    four_good_points: Rule[int]


@dataclass(frozen=True, slots=True)
class SpeakingRules:
    """The defaults of the speakers' list, unless a meeting changes them (docs/domain.md, rule 11)."""

    present_only: Rule[bool]
    unspoken_first: Rule[bool]
    planned_speech_seconds: Rule[int]


@dataclass(frozen=True, slots=True)
class RuleProfile:
    """Every rule in force from a day on, until a newer profile supersedes it."""

    id: str
    version: int
    valid_from: date
    title: Text
    meetings: MeetingRules
    attendance: AttendanceRules
    votes: VoteRules
    review: ReviewRules
    speaking: SpeakingRules

    def rules(self) -> Iterator[tuple[str, Rule[object]]]:
        """Yield every rule with its key as the file writes it: ``votes.thresholds.admission``."""
        for part in ("meetings", "attendance", "votes", "review", "speaking"):
            yield from _rules_in(getattr(self, part), part)


def _rules_in(part: object, at: str) -> Iterator[tuple[str, Rule[object]]]:
    if isinstance(part, Rule):
        yield at, part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _rules_in(value, f"{at}.{key}")
    elif is_dataclass(part):
        for one in fields(part):
            yield from _rules_in(getattr(part, one.name), f"{at}.{one.name}")


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """A proposed item of a template; with ``minutes`` 0 it takes as long as its subitems together."""

    key: str
    title: Text
    minutes: int
    presenter: Presenter
    kind: ItemKind
    children: tuple[TemplateItem, ...] = ()

    @property
    def total_minutes(self) -> int:
        """Return the minutes of the item including its subitems."""
        return self.minutes or sum(child.total_minutes for child in self.children)


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """The standard agenda of one kind of meeting; ``minutes`` is its intended length."""

    id: str
    version: int
    valid_from: date
    title: Text
    kind: MeetingKind
    minutes: int
    citation: Text
    certainty: Certainty
    items: tuple[TemplateItem, ...]
