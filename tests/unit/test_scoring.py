"""Points proposed from facts: a table of cases for every line of the shipped sheet that a record can tell of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.bands import Bands, Rate
from models.domain.language import choose_language
from models.domain.scoring import Evidence, ScoringFacts, applies, propose, total
from models.profiles.criteria import Criterion
from models.profiles.loading import load_criteria

SHEET = load_criteria(None)
LINES = {line.key: line for heading in SHEET.headings for line in heading.criteria}
QUALITY = Bands.from_lower_bounds({"good": 90, "fairly_good": 70, "average": 50, "poor": 0})

USUAL = ScoringFacts(
    planned_minutes=90,
    held_minutes=92,
    is_over=True,
    attendance=Rate(8, 9),
    excused_too_often=0,
    excused_max=3,
    agreed=True,
    committee_met=True,
    notice=True,
    materials=1,
    items=Rate(16, 16),
    praise=1,
    criticism=2,
    speaking=Rate(5, 8),
    minute_taker=True,
    ideology=True,
    tasks=Rate(9, 10),
    tasks_late=0,
    thematic=True,
)
"""A month in which everything is recorded."""


@pytest.mark.parametrize(
    ("criterion", "facts", "points", "evidence"),
    [
        ("duration", {}, 5, "held 92 of 90 minutes"),
        ("duration", {"held_minutes": 89}, 4, "held 89 of 90 minutes"),
        ("duration", {"held_minutes": 75}, 4, "held 75 of 90 minutes"),
        ("duration", {"held_minutes": 74}, 3, "held 74 of 90 minutes"),
        ("duration", {"held_minutes": 45}, 2, "held 45 of 90 minutes"),
        ("duration", {"held_minutes": 44}, 1, "held 44 of 90 minutes"),
        (
            "duration",
            {"held_minutes": 70, "is_over": False},
            None,
            "70 of 90 minutes so far; the meeting is not closed yet",
        ),
        ("duration", {"held_minutes": 90, "is_over": False}, 5, "held 90 of 90 minutes"),
        ("attendance-share", {"attendance": Rate(9, 10)}, 4, "9 of 10 members attended"),
        ("attendance-share", {}, 3, "8 of 9 members attended"),
        ("attendance-share", {"attendance": Rate(65, 100)}, 2, "65 of 100 members attended"),
        ("attendance-share", {"attendance": Rate(6499, 10000)}, 1, "6499 of 10000 members attended"),
        ("attendance-share", {"attendance": Rate(0, 0)}, None, "0 of 0 members attended"),
        ("excused-runs", {}, 1, "nobody excused more than 3 times running"),
        ("excused-runs", {"excused_too_often": 2}, 0, "2 excused more than 3 times running"),
        ("content", {}, 3, "the agenda was agreed beforehand"),
        ("content", {"agreed": False}, None, "the agenda was not agreed beforehand"),
        ("committee-meeting", {}, 2, "the committee met beforehand"),
        ("committee-meeting", {"committee_met": None}, None, "no meeting of the committee is recorded"),
        ("notice", {}, 1, "notice was given in time"),
        ("notice", {"notice": False}, 0, "notice came too late"),
        ("notice", {"notice": None}, None, "no notice is recorded"),
        ("material", {}, 2, "documents attached: 1; notice was given in time"),
        ("material", {"materials": 0}, None, "documents attached: 0; when they were sent is not recorded"),
        ("material", {"notice": None}, None, "documents attached: 1; when they were sent is not recorded"),
        ("steps", {}, 5, "16 of 16 items done"),
        ("steps", {"items": Rate(15, 16)}, None, "15 of 16 items done"),
        ("steps", {"items": Rate(0, 0)}, None, "0 of 0 items done"),
        ("praise", {}, 2, "noted: praise 1, criticism and self-criticism 2"),
        ("praise", {"criticism": 0}, None, "noted: praise 1, criticism and self-criticism 0"),
        ("speaking", {}, 5, "5 of 8 members present spoke"),
        ("speaking", {"speaking": Rate(51, 100)}, 5, "51 of 100 members present spoke"),
        ("speaking", {"speaking": Rate(4, 8)}, None, "4 of 8 members present spoke"),
        ("speaking", {"speaking": Rate(4, 10)}, 4, "4 of 10 members present spoke"),
        ("speaking", {"speaking": Rate(3, 10)}, 3, "3 of 10 members present spoke"),
        ("speaking", {"speaking": Rate(2, 10)}, 2, "2 of 10 members present spoke"),
        ("minutes", {}, 1, "there is a minute-taker"),
        ("minutes", {"minute_taker": False}, None, "no minute-taker is recorded"),
        ("ideology-time", {}, 1, "the item on ideology was held"),
        ("ideology-time", {"ideology": False}, None, "no item on ideology was held"),
        ("tasks-done", {}, 30, "9 of 10 tasks done"),
        ("tasks-done", {"tasks": Rate(8, 10), "tasks_late": 2}, 27, "8 of 10 tasks done, 2 of them late"),
        ("tasks-done", {"tasks": Rate(7, 10)}, 24, "7 of 10 tasks done"),
        ("tasks-done", {"tasks": Rate(6, 10)}, 20, "6 of 10 tasks done"),
        ("tasks-done", {"tasks": Rate(5, 10)}, 15, "5 of 10 tasks done"),
        ("tasks-done", {"tasks": Rate(4, 10)}, 10, "4 of 10 tasks done"),
        ("tasks-done", {"tasks": Rate(0, 0)}, None, "no tasks of the last meeting are recorded"),
        ("thematic-content", {}, None, "no record can tell this"),
        ("thematic-content", {"thematic": False}, None, "counts only in months with a theme"),
        ("chairing-1", {}, None, "no record can tell this"),
    ],
)
def test_a_line_of_the_shipped_sheet_is_proposed_with_its_evidence(
    criterion: str, facts: dict[str, object], points: int | None, evidence: str
) -> None:
    proposal = propose(LINES[criterion], replace(USUAL, **facts))  # type: ignore[arg-type]
    assert (proposal.points, str(proposal.finding)) == (points, evidence)


def test_every_evidence_that_the_sheet_can_name_proposes_something() -> None:
    proposed = {line.evidence for line in LINES.values() if propose(line, USUAL).points is not None}
    assert proposed == set(Evidence) - {Evidence.NONE}


RATES = st.builds(lambda part, more: Rate(part, part + more), st.integers(0, 60), st.integers(0, 60))
COUNTS = st.integers(0, 400)
FACTS = st.builds(
    ScoringFacts,
    *(COUNTS, COUNTS, st.booleans(), RATES, st.integers(0, 50), COUNTS, st.booleans()),
    *(st.sampled_from((True, None)), st.sampled_from((True, False, None)), COUNTS, RATES, COUNTS, COUNTS, RATES),
    *(st.booleans(), st.booleans(), RATES, COUNTS, st.booleans()),
)


@given(facts=FACTS, line=st.sampled_from(sorted(LINES.values(), key=lambda one: one.key)))
def test_no_proposal_exceeds_what_the_line_has_and_each_says_what_it_goes_by(
    facts: ScoringFacts, line: Criterion
) -> None:
    proposal = propose(line, facts)
    assert proposal.points is None or 0 <= proposal.points <= line.points
    assert str(proposal.finding)


@given(facts=FACTS)
def test_a_sheet_that_gives_a_band_too_many_points_proposes_no_more_than_the_line_has(facts: ScoringFacts) -> None:
    line = replace(LINES["speaking"], points=3)
    proposal = propose(line, facts)
    assert proposal.points is None or proposal.points <= 3


@given(points=st.dictionaries(st.sampled_from(sorted(LINES)), st.integers(0, 1)), thematic=st.booleans())
def test_the_total_counts_what_applies_and_what_is_missing(points: dict[str, int], thematic: bool) -> None:
    counted = [key for key, line in LINES.items() if applies(line, thematic=thematic)]
    found = total(LINES, points, thematic=thematic)
    assert found.given == sum(points[key] for key in counted if key in points)
    assert found.missing == sum(key not in points for key in counted)
    assert found.most == (100 if thematic else 95)


@pytest.mark.parametrize(
    ("given_points", "thematic", "grade"),
    [(93, True, "good"), (90, True, "good"), (89, True, "fairly_good"), (49, True, "poor"),
     (86, False, "good"), (85, False, "fairly_good")],
)  # fmt: skip
def test_the_grade_weighs_the_points_against_what_applies(given_points: int, thematic: bool, grade: str) -> None:
    points = dict.fromkeys(LINES, 0)
    left = given_points
    for key, line in LINES.items():
        if applies(line, thematic=thematic):
            points[key] = min(left, line.points)
            left -= points[key]
    found = total(LINES, points, thematic=thematic).grade(QUALITY, SHEET.total)
    assert found is not None
    assert found.name == grade


def test_there_is_no_grade_while_points_are_missing() -> None:
    assert total(LINES, {"duration": 5}, thematic=True).grade(QUALITY, SHEET.total) is None


def test_the_figures_of_a_finding_are_the_same_in_every_language() -> None:
    finding = propose(LINES["speaking"], USUAL).finding
    english = finding.figures
    choose_language("vi")
    assert finding.figures == english == "5/8"
