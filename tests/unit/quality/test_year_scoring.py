"""Points for a year, and what is missing to the four-good standard (docs/domain.md, rules 12 and 14)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.bands import Rate
from models.domain.classification import ClassVotes
from models.domain.thresholds import Threshold
from models.domain.vocabulary import Classification
from models.domain.year_scoring import YearFacts, propose_for_year, standing
from models.profiles.loading import load_criteria

SHEET = load_criteria(None, "criteria-four-good-village")
NOTHING = Rate(0, 0)
FACTS = YearFacts(
    months=Rate(12, 12),
    quarters=Rate(3, 4),
    attendance=Rate(118, 132),
    graded=Rate(9, 12),
    sealed=Rate(11, 12),
    tasks=Rate(18, 20),
    petitions=Rate(4, 5),
    members=Rate(9, 11),
    with_task=Rate(10, 10),
    disciplined=0,
)


def proposed(key: str, facts: YearFacts = FACTS) -> tuple[int | None, str]:
    found = propose_for_year(SHEET.lines[key], facts)
    return found.points, str(found.finding)


@pytest.mark.parametrize(
    ("key", "points", "told"),
    [
        ("politics-tasks", 10, "18 of 20 tasks of the year done"),
        ("politics-work", None, "no record can tell this"),
        ("unity-discipline", 6, "no discipline was decided in the year"),
        ("unity-petitions", 4, "4 of 5 petitions of the year answered"),
        ("meetings-monthly", 5, "regular meeting held in 12 of 12 months due"),
        ("meetings-themes", 3, "a theme in 3 of 4 quarters due"),
        ("meetings-attendance", 4, "attended 118 of 132 times expected"),
        ("meetings-quality", 3, "9 of 12 meetings with complete points are good"),
        ("meetings-minutes", None, "minutes of 11 of 12 meetings approved"),
        ("members-rating", 6, "9 of 11 classified members well or better"),
        ("members-tasks", 7, "10 of 10 members were given a task"),
    ],
)
def test_the_records_of_a_year_propose_points_with_their_evidence(key: str, points: int | None, told: str) -> None:
    assert proposed(key) == (points, told)


def test_what_is_not_recorded_is_left_to_a_person() -> None:
    assert proposed("politics-tasks", replace(FACTS, tasks=NOTHING)) == (None, "nothing is recorded yet")


def test_a_discipline_in_the_year_is_told_and_left_to_a_person() -> None:
    assert proposed("unity-discipline", replace(FACTS, disciplined=2)) == (None, "discipline was decided 2 times")


def test_what_is_missing_to_95_points_is_told_line_by_line_the_largest_loss_first() -> None:
    given = {key: line.points for key, line in SHEET.lines.items()}
    given |= {"politics-tasks": 6, "meetings-themes": 3, "unity-rules": 7}
    found = standing(SHEET.lines, given, 95)
    assert (found.given, found.needed, found.missing, found.is_met) == (93, 95, 2, False)
    assert [(loss.key, loss.points) for loss in found.losses] == [
        ("politics-tasks", 4),
        ("meetings-themes", 2),
        ("unity-rules", 1),
    ]


def test_lines_without_points_say_whether_the_standard_can_still_be_reached() -> None:
    given = {key: line.points for key, line in SHEET.lines.items() if key not in {"members-example", "unity-rules"}}
    found = standing(SHEET.lines, given, 95)
    assert (found.given, found.missing, found.open_points, found.is_within_reach) == (82, 13, 18, True)
    assert found.undecided == ("unity-rules", "members-example")
    assert not standing(SHEET.lines, given | {"unity-rules": 0, "members-example": 9}, 95).is_within_reach


def test_a_sheet_of_another_sum_is_weighed_and_no_point_is_given_away() -> None:
    lines = {key: line for key, line in SHEET.lines.items() if line.points == 5}  # five lines of 5 points
    full = dict.fromkeys(lines, 5)
    assert standing(lines, full, 95).needed == 24  # 95 % of 25 are 23.75
    assert not standing(lines, full | {"meetings-themes": 3}, 95).is_met


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5), st.integers(0, 100))
def test_what_is_given_lost_and_open_adds_up_to_the_whole(points: list[int], standard: int) -> None:
    lines = {key: line for key, line in SHEET.lines.items() if line.points == 5}
    given = dict(zip(lines, points[:3], strict=False))
    found = standing(lines, given, standard)
    assert found.given + sum(loss.points for loss in found.losses) + found.open_points == found.most
    assert found.is_met == (100 * found.given >= standard * found.most)
    assert found.is_met == (found.missing == 0)


MAJORITY = Threshold.parse("more than 1/2")


@pytest.mark.parametrize(
    ("convened", "counts", "voted", "arithmetic"),
    [
        (15, (8, 5, 1, 0), Classification.EXCELLENT, "2·8 > 15"),
        (15, (7, 7, 1, 0), None, "2·7 > 15"),
        (16, (8, 8, 0, 0), None, "2·8 > 16"),
        (10, (0, 1, 0, 9), Classification.NOT_COMPLETED, "2·9 > 10"),
    ],
)
def test_a_class_is_voted_by_more_than_half_of_those_convened(
    convened: int, counts: tuple[int, ...], voted: Classification | None, arithmetic: str
) -> None:
    found = ClassVotes(convened, dict(zip(Classification, counts, strict=True)))
    assert found.voted(MAJORITY) == voted
    assert found.arithmetic(MAJORITY) == arithmetic
