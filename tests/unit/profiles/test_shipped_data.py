"""The files that come with the program: complete, cited, and true to the domain."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from models.domain import language
from models.domain.item_kinds import ItemKind, Presenter
from models.domain.methods import Method
from models.domain.vocabulary import MeetingKind, MotionKind
from models.profiles import list_data, load_criteria, load_profile, load_template
from models.profiles.files import SHIPPED
from models.profiles.schema import Certainty, Rule, RuleProfile, TemplateItem
from models.profiles.sources import check, outdated

TODAY = date(2026, 12, 3)
SECRET = {Method.PAPER_BALLOT, Method.LAPTOP_BALLOT}


@pytest.fixture
def profile() -> RuleProfile:
    return load_profile(None, TODAY)


def rules_in(value: object) -> Iterator[Rule[object]]:
    if isinstance(value, Rule):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from rules_in(getattr(value, field.name))
    elif hasattr(value, "values"):
        for entry in value.values():
            yield from rules_in(entry)


def items_in(items: tuple[TemplateItem, ...]) -> Iterator[TemplateItem]:
    for item in items:
        yield item
        yield from items_in(item.children)


def test_every_shipped_file_can_be_used() -> None:
    listed = list_data(None)
    assert [entry.error for entry in listed if entry.error] == []
    assert {entry.path for entry in listed} == set(SHIPPED.iterdir())


def test_only_the_published_sheet_has_something_to_remark() -> None:
    assert [entry.id for entry in list_data(None) if entry.remarks] == ["criteria-meeting-quality"]


def test_every_rule_says_in_both_languages_where_it_is_written(profile: RuleProfile) -> None:
    rules = list(rules_in(profile))
    assert len(rules) > 50
    assert all(rule.citation.vi and rule.citation.en for rule in rules)


@pytest.mark.parametrize("name", ["rules-2025", "rules-2026"])
def test_no_shipped_rule_claims_to_have_been_read_and_each_says_when_it_was_looked_up(name: str) -> None:
    for key, rule in load_profile(None, TODAY, name).rules():
        assert rule.certainty is not Certainty.READ, key
        assert rule.looked_up is not None, key
        assert len(rule.source.vi) >= len(rule.citation.vi), key


@pytest.mark.parametrize(
    ("day", "name", "charter", "quality"),
    [
        (date(2025, 8, 30), "rules-2025", "294-QĐ/TW", "12-HD/BTCTW"),
        (date(2026, 7, 25), "rules-2025", "294-QĐ/TW", "12-HD/BTCTW"),
        (date(2026, 7, 26), "rules-2026", "208-QĐ/TW", "42-HD/BTCTW"),
    ],
)
def test_the_documents_are_those_of_the_day(day: date, name: str, charter: str, quality: str) -> None:
    found = load_profile(None, day)
    rules = dict(found.rules())
    assert found.id == name
    assert rules["votes.one_person_at_a_time"].document == charter
    assert rules["meetings.regular_minutes"].document == quality
    assert rules["votes.methods.discipline"].document == "296-QĐ/TW"
    assert (rules["votes.thresholds.expulsion"].document, rules["votes.thresholds.election"].document) == (
        "69-QĐ/TW",
        "190-QĐ/TW",
    )


def test_the_check_names_what_was_superseded_while_a_profile_was_in_force() -> None:
    told = list(check(None, TODAY))
    assert [name for name, _sentence in told] == ["rules-2025", "rules-2025"]
    assert "12-HD/BTCTW, in whose place stands 42-HD/BTCTW from 2025-10-28: meetings.regular_minutes" in told[0][1]
    assert "294-QĐ/TW, in whose place stands 20-QĐ/TW: votes.one_person_at_a_time" in told[1][1]
    assert not outdated(load_profile(None, TODAY), TODAY)


def test_every_shipped_text_is_in_nfc() -> None:
    for path in SHIPPED.iterdir():
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name


def test_the_rules_are_those_of_the_domain(profile: RuleProfile) -> None:
    meetings, attendance, votes, review = profile.meetings, profile.attendance, profile.votes, profile.review
    assert (meetings.common_day.value, meetings.regular_minutes.value) == (3, 90)
    assert meetings.regular_with_theme_minutes.value == 120
    assert (meetings.material_notice_days.value, meetings.result_days.value) == (1, 2)
    assert (attendance.target_percent.value, attendance.consecutive_excused_max.value) == (90, 3)
    assert (votes.surplus_percent_max.value, votes.tellers.value, votes.giveaway_voters_min.value) == (30, 2, 4)
    assert (review.notice_working_days.value, review.excellent_percent_max.value) == (3, 20)
    assert review.four_good_points.value == 95


@pytest.mark.parametrize(
    ("kind", "threshold"),
    [
        (MotionKind.ORDINARY, "more than 1/2"),
        (MotionKind.RESOLUTION, "more than 1/2"),
        (MotionKind.ADMISSION, "at least 2/3"),
        (MotionKind.CONFIRMATION, "at least 2/3"),
        (MotionKind.DISCIPLINE, "more than 1/2"),
        (MotionKind.EXPULSION, "at least 2/3"),
        (MotionKind.ELECTION, "more than 1/2"),
        (MotionKind.CLASSIFICATION, "more than 1/2"),
    ],
)
def test_every_kind_of_motion_has_its_majority(profile: RuleProfile, kind: MotionKind, threshold: str) -> None:
    assert str(profile.votes.thresholds[kind].value) == threshold


@pytest.mark.parametrize("kind", [MotionKind.ELECTION, MotionKind.DISCIPLINE, MotionKind.EXPULSION])
def test_elections_and_discipline_are_secret(profile: RuleProfile, kind: MotionKind) -> None:
    assert set(profile.votes.methods[kind].value) == SECRET


def test_admission_and_confirmation_are_voted_one_person_at_a_time(profile: RuleProfile) -> None:
    assert set(profile.votes.one_person_at_a_time.value) == {MotionKind.ADMISSION, MotionKind.CONFIRMATION}


def test_the_quorum_of_a_congress_is_written_and_that_of_a_regular_meeting_is_habit(profile: RuleProfile) -> None:
    assert str(profile.votes.congress_quorum.value) == str(profile.votes.regular_quorum.value) == "at least 2/3"
    assert profile.votes.congress_quorum.certainty is Certainty.SECONDARY
    assert profile.votes.regular_quorum.certainty is Certainty.UNCERTAIN


@pytest.mark.parametrize(
    ("points", "quality", "classification"),
    [(100, "good", "excellent"), (90, "good", "excellent"), (89, "fairly_good", "good"), (70, "fairly_good", "good"),
     (69, "average", "completed"), (50, "average", "completed"), (49, "poor", "not_completed"),
     (0, "poor", "not_completed")],
)  # fmt: skip
def test_points_become_grades(profile: RuleProfile, points: int, quality: str, classification: str) -> None:
    assert profile.review.meeting_quality.value.grade_of(points).name == quality
    assert profile.review.classification.value.grade_of(points).name == classification


def test_the_regular_agenda_has_eighteen_items_and_ninety_minutes() -> None:
    items = load_template(None, MeetingKind.REGULAR).items
    assert [item.minutes for item in items] == [2, 1, 3, 2, 2, 8, 8, 5, 5, 10, 8, 17, 10, 3, 2, 1, 2, 1]
    assert sum(item.total_minutes for item in items) == 90


@pytest.mark.parametrize("kind", MeetingKind)
def test_every_kind_of_meeting_has_an_agenda_that_adds_up(kind: MeetingKind) -> None:
    template = load_template(None, kind)
    assert sum(item.total_minutes for item in template.items) == template.minutes


def test_what_is_discussed_is_presented_by_all_and_the_minutes_by_the_minute_taker() -> None:
    presenters = {item.key: item.presenter for item in load_template(None, MeetingKind.REGULAR).items}
    assert presenters["discussion"] is Presenter.ALL
    assert presenters["minutes"] is Presenter.MINUTE_TAKER
    assert presenters["criticism"] is Presenter.ASSIGNED_MEMBER


def test_every_kind_of_item_stands_in_some_agenda() -> None:
    templates = [load_template(None, kind) for kind in MeetingKind]
    used = {item.kind for template in templates for item in items_in(template.items)}
    assert used == set(ItemKind)


def test_titles_follow_the_language_of_the_program() -> None:
    opening = load_template(None, MeetingKind.REGULAR).items[1].title
    assert str(opening) == "Choice of the minute-taker"
    language.choose_language("vi")
    assert str(opening) == "Cử thư ký ghi biên bản"


def test_the_published_sheet_adds_up_to_a_hundred_points() -> None:
    table = load_criteria(None)
    assert [heading.points for heading in table.headings] == [5, 5, 10, 30, 10, 5, 30, 5]
    assert sum(criterion.points for heading in table.headings for criterion in heading.criteria) == 100


def test_the_check_finds_the_gap_and_the_thematic_criterion_of_the_published_sheet() -> None:
    listed = next(entry for entry in list_data(None) if entry.id == "criteria-meeting-quality")
    remarks = [str(remark) for remark in listed.remarks]
    assert len(remarks) == 2
    assert remarks[0].endswith("has no points for exactly 50.")
    assert remarks[1] == "“Thematic content” (5 points) applies only in a month with a theme."


def test_reading_rules_needs_only_the_standard_library() -> None:
    program = (
        "import sys; before = set(sys.modules); import models.profiles;"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before};"
        "print(*sorted(new - sys.stdlib_module_names - {'models'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_item_on_dues_tells_how_they_were_paid_and_does_not_collect_them() -> None:
    titles = {
        (str(item.title.vi), str(item.title.en))
        for kind in MeetingKind
        for item in items_in(load_template(None, kind).items)
        if item.kind == ItemKind.DUES
    }
    assert titles == {("Thông báo tình hình nộp đảng phí", "Report on the dues")}
