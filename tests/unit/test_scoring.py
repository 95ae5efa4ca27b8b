"""Points proposed from facts: a table of cases for every line of the shipped sheet that a record can tell of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.bands import Bands, Rate
from models.domain.language import choose_language
from models.domain.points import Points
from models.domain.proposals import propose
from models.domain.scoring import Condition, Evidence, Posting, ScoringFacts, applies, conditional_grade, total
from models.profiles.criteria import Criterion
from models.profiles.loading import load_criteria

SHEET = load_criteria(None)
LINES = {line.key: line for heading in SHEET.headings for line in heading.criteria}
QUALITY = Bands.from_lower_bounds({"good": 90, "fairly_good": 70, "average": 50, "poor": 0})

USUAL = ScoringFacts(
    required_minutes=90,
    held_minutes=92,
    is_over=True,
    attendance=Rate(8, 9),
    unexcused=0,
    excused_too_often=0,
    excused_max=3,
    agreed=True,
    committee_met=True,
    notice=True,
    materials=1,
    posted_material=Posting.IN_TIME,
    posted_before=Posting.IN_TIME,
    posted_after=Posting.IN_TIME,
    items=Rate(16, 16),
    praise=1,
    criticism=2,
    speaking=Rate(5, 8),
    minute_taker=True,
    ideology_minutes=15,
    informed=True,
    wishes=Rate(2, 2),
    conclusions=3,
    resolutions=1,
    minutes_adopted=True,
    tasks_assigned=4,
    tasks=Rate(9, 10),
    tasks_late=0,
    thematic=True,
)
"""A month in which everything is recorded."""


@pytest.mark.parametrize(
    ("criterion", "facts", "points", "evidence"),
    [
        ("duration", {}, 5, "held 92 minutes; required are 90"),
        ("duration", {"held_minutes": 89}, 4, "held 89 minutes; required are 90"),
        ("duration", {"held_minutes": 75}, 4, "held 75 minutes; required are 90"),
        ("duration", {"held_minutes": 74}, 3, "held 74 minutes; required are 90"),
        ("duration", {"held_minutes": 45}, 2, "held 45 minutes; required are 90"),
        ("duration", {"held_minutes": 44}, 1, "held 44 minutes; required are 90"),
        ("duration", {"held_minutes": 119, "required_minutes": 120}, 4, "held 119 minutes; required are 120"),
        ("duration", {"held_minutes": 60, "required_minutes": 120}, 2, "held 60 minutes; required are 120"),
        ("duration", {"held_minutes": 59, "required_minutes": 120}, 1, "held 59 minutes; required are 120"),
        ("duration", {"held_minutes": 60, "required_minutes": 60}, 5, "held 60 minutes; required are 60"),
        ("duration", {"held_minutes": 48, "required_minutes": 95}, 2, "held 48 minutes; required are 95"),
        ("duration", {"held_minutes": 47, "required_minutes": 95}, 1, "held 47 minutes; required are 95"),
        (
            "duration",
            {"held_minutes": 70, "is_over": False},
            None,
            "70 of the 90 minutes required so far; the meeting is not closed yet",
        ),
        ("duration", {"held_minutes": 90, "is_over": False}, 5, "held 90 minutes; required are 90"),
        ("attendance-share", {"attendance": Rate(9, 10)}, 4, "9 of 10 members attended"),
        ("attendance-share", {}, 3, "8 of 9 members attended"),
        ("attendance-share", {"attendance": Rate(65, 100)}, 2, "65 of 100 members attended"),
        ("attendance-share", {"attendance": Rate(6499, 10000)}, 1, "6499 of 10000 members attended"),
        ("attendance-share", {"attendance": Rate(0, 0)}, None, "0 of 0 members attended"),
        (
            "attendance-share",
            {"attendance": Rate(9, 10), "unexcused": 1},
            1,
            "9 of 10 members attended; absent without a reason: 1",
        ),
        (
            "attendance-share",
            {"attendance": Rate(0, 0), "unexcused": 1},
            None,
            "0 of 0 members attended; absent without a reason: 1",
        ),
        ("excused-runs", {}, 1, "nobody excused more than 3 times running"),
        ("excused-runs", {"excused_too_often": 2}, 0, "2 excused more than 3 times running"),
        ("content", {}, 3, "the agenda was agreed beforehand"),
        ("content", {"agreed": False}, None, "the agenda was not agreed beforehand"),
        ("committee-meeting", {}, 2, "the committee met beforehand"),
        ("committee-meeting", {"committee_met": False}, None, "no meeting of the committee is recorded"),
        ("committee-meeting", {"committee_met": None}, 2, "no committee has to meet beforehand"),
        ("notice", {}, 1, "notice was given in time"),
        ("notice", {"notice": False}, 0, "notice came too late"),
        ("notice", {"notice": None}, None, "no notice is recorded"),
        ("material", {}, 2, "posted on the Handbook in time"),
        ("material", {"posted_material": Posting.LATE}, 0, "posted on the Handbook too late"),
        (
            "material",
            {"posted_material": Posting.MISSING},
            None,
            "nothing is recorded as posted on the Handbook before the meeting",
        ),
        ("digital", {}, 1, "posted on the Handbook in time"),
        ("digital", {"posted_material": Posting.MISSING}, 1, "posted on the Handbook in time"),
        ("digital", {"posted_before": Posting.LATE}, 0, "posted on the Handbook too late"),
        ("close-3", {}, 1, "finished papers were posted on the Handbook in time"),
        ("close-3", {"posted_after": Posting.LATE}, 0, "finished papers were posted on the Handbook too late"),
        (
            "close-3",
            {"posted_after": Posting.MISSING},
            None,
            "no finished paper is recorded as posted on the Handbook",
        ),
        ("close-1", {}, 2, "resolutions adopted: 1; conclusions noted: 3"),
        ("close-1", {"resolutions": 0}, 2, "resolutions adopted: 0; conclusions noted: 3"),
        ("close-1", {"resolutions": 0, "conclusions": 0}, None, "resolutions adopted: 0; conclusions noted: 0"),
        ("close-2", {}, 2, "the minutes were read and adopted; tasks assigned: 4"),
        ("close-2", {"tasks_assigned": 0}, None, "the minutes were read and adopted; tasks assigned: 0"),
        ("close-2", {"minutes_adopted": False}, None, "tasks assigned: 4; the minutes are not read yet"),
        ("chairing-3", {}, 3, "5 of 8 members present spoke"),
        ("chairing-3", {"speaking": Rate(4, 8)}, None, "4 of 8 members present spoke"),
        ("chairing-3", {"speaking": Rate(0, 0)}, None, "0 of 0 members present spoke"),
        ("principles-4", {}, 1, "the secretary informed; 2 of 2 petitions due were answered"),
        ("principles-4", {"wishes": Rate(1, 2)}, None, "the secretary informed; 1 of 2 petitions due were answered"),
        ("principles-4", {"wishes": Rate(0, 0)}, 1, "the secretary informed; no petition is due"),
        ("principles-4", {"informed": False}, None, "no item with current affairs or new documents was held"),
        ("steps", {}, 5, "16 of 16 items done"),
        ("steps", {"items": Rate(15, 16)}, None, "15 of 16 items done"),
        (
            "steps",
            {"items": Rate(17, 19), "items_to_come": 2},
            5,
            "17 of 19 items done; 2 for score and minutes are still to come",
        ),
        ("steps", {"is_begun": False}, None, "the meeting was not held yet"),
        ("attendance-share", {"is_begun": False, "attendance": Rate(0, 10)}, None, "the meeting was not held yet"),
        ("attendance-share", {"is_over": False, "attendance": Rate(0, 10)}, None, "the roll was not called yet"),
        ("speaking", {"is_over": False, "speaking": Rate(0, 8)}, None, "0 of 8 members present spoke"),
        ("excused-runs", {"is_begun": False}, None, "the meeting was not held yet"),
        ("duration", {"is_begun": False}, None, "the meeting was not held yet"),
        ("content", {"is_begun": False}, 3, "the agenda was agreed beforehand"),
        ("notice", {"is_begun": False}, 1, "notice was given in time"),
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
        ("ideology-time", {}, 1, "15 minutes for ideology and self-criticism"),
        ("ideology-time", {"ideology_minutes": 14}, 0, "14 minutes for ideology and self-criticism"),
        (
            "ideology-time",
            {"ideology_minutes": 14, "is_over": False},
            None,
            "14 minutes for ideology and self-criticism",
        ),
        (
            "ideology-time",
            {"ideology_minutes": None},
            None,
            "no item on ideology or self-criticism was held",
        ),
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


@pytest.mark.parametrize(
    ("facts", "points"),
    [({}, 2), ({"materials": 0}, None), ({"notice": None}, None)],
)
def test_a_sheet_of_the_cells_own_may_go_by_documents_that_were_attached(
    facts: dict[str, object], points: int | None
) -> None:
    line = replace(LINES["material"], evidence=Evidence.MATERIAL)
    assert propose(line, replace(USUAL, **facts)).points == points  # type: ignore[arg-type]


def test_every_evidence_that_the_sheet_can_name_proposes_something() -> None:
    proposed = {line.evidence for line in LINES.values() if propose(line, USUAL).points is not None}
    assert proposed == set(Evidence) - {Evidence.NONE, Evidence.MATERIAL}


RATES = st.builds(lambda part, more: Rate(part, part + more), st.integers(0, 60), st.integers(0, 60))
COUNTS = st.integers(0, 400)
POSTINGS = st.sampled_from(Posting)
FACTS = st.builds(
    ScoringFacts,
    **dict.fromkeys(("required_minutes", "held_minutes", "unexcused", "excused_too_often", "excused_max"), COUNTS),
    **dict.fromkeys(("materials", "praise", "criticism", "conclusions", "resolutions", "tasks_assigned"), COUNTS),
    **dict.fromkeys(("is_over", "agreed", "minute_taker", "informed", "minutes_adopted", "thematic"), st.booleans()),
    **dict.fromkeys(("committee_met", "notice"), st.sampled_from((True, False, None))),
    **dict.fromkeys(("posted_material", "posted_before", "posted_after"), POSTINGS),
    **dict.fromkeys(("attendance", "items", "speaking", "wishes", "tasks"), RATES),
    ideology_minutes=st.none() | COUNTS,
    tasks_late=COUNTS,
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


GOOD_NEEDS_ALL = (Condition("good", ("duration", "speaking", "thematic-content"), "fairly_good"),)


@pytest.mark.parametrize(
    ("points", "thematic", "grade"),
    [
        ({}, True, "good"),
        ({"speaking": 4}, True, "fairly_good"),
        ({"regular-content": 5}, True, "good"),
        ({"thematic-content": 4}, True, "fairly_good"),
        ({"thematic-content": 4}, False, "good"),
        ({"speaking": 4, "tasks-done": 10}, True, "fairly_good"),
        ({"speaking": 4, "tasks-done": 0}, True, "average"),
    ],
)
def test_a_grade_may_ask_for_full_points_in_some_lines(points: dict[str, int], thematic: bool, grade: str) -> None:
    counted = {key: line for key, line in LINES.items() if applies(line, thematic=thematic)}
    given = {key: line.points for key, line in LINES.items()} | {key: Points.of(n) for key, n in points.items()}
    reached = total(counted, given, thematic=thematic).grade(QUALITY, SHEET.total)
    found = conditional_grade(reached, QUALITY, GOOD_NEEDS_ALL, counted, given)
    assert found is not None
    assert found.name == grade


def test_there_is_no_grade_while_points_are_missing() -> None:
    assert total(LINES, {"duration": 5}, thematic=True).grade(QUALITY, SHEET.total) is None


def test_the_figures_of_a_finding_are_the_same_in_every_language() -> None:
    finding = propose(LINES["speaking"], USUAL).finding
    english = finding.figures
    choose_language("vi")
    assert finding.figures == english == "5/8"
