"""Bands that turn what was measured into points, and the check of a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.profiles import list_data, load_criteria
from models.profiles.criteria import Criterion

SHEET = "criteria-meeting-quality"


def criterion(key: str) -> Criterion:
    table = load_criteria(None)
    return next(one for heading in table.headings for one in heading.criteria if one.key == key)


@pytest.mark.parametrize(
    ("spoke", "present", "points"),
    [(9, 9, 5), (5, 9, 5), (4, 9, 4), (4, 10, 4), (3, 10, 3), (2, 9, 2), (0, 9, 2), (5, 10, None), (0, 0, None)],
)
def test_the_share_of_speakers_gives_points_but_for_exactly_half(spoke: int, present: int, points: int | None) -> None:
    assert criterion("speaking").points_for(spoke, present) == points


@pytest.mark.parametrize(
    ("short", "points"), [(0, 5), (-10, 5), (1, 4), (15, 4), (16, 3), (30, 3), (31, 2), (45, 2), (46, 1), (90, 1)]
)
def test_the_minutes_that_are_missing_cost_points(short: int, points: int) -> None:
    assert criterion("duration").points_for(short) == points


@pytest.mark.parametrize(("done", "tasks", "points"), [(9, 10, 30), (899, 1000, 27), (1, 2, 15), (49, 100, 10)])
def test_the_share_of_tasks_done_is_compared_without_rounding(done: int, tasks: int, points: int) -> None:
    assert criterion("tasks-done").points_for(done, tasks) == points


@given(part=st.integers(0, 2000), whole=st.integers(1, 2000))
def test_every_share_of_attendance_has_its_points_and_more_never_gives_less(part: int, whole: int) -> None:
    attendance = criterion("attendance-share")
    here, one_more = attendance.points_for(part, whole), attendance.points_for(part + 1, whole)
    assert here is not None
    assert one_more is not None
    assert here <= one_more


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("total = 100", "total = 99", "declares 99 points, but its parts add up to 100"),
        ("points = 5\n", "points = 6\n", "“Time” declares 6 points, but its parts add up to 5"),
        ("{ points = 5, to = 0 }", "{ points = 3, to = 0 }", "is worth 5 points, but its best band gives 4"),
        ("from = 75, below = 90", "from = 75, below = 80", "has no points between 80 and 90"),
        ("from = 75, below = 90", "from = 75, to = 90", "has two bands for the values near 90"),
        ("from = 75, below = 90", "from = 75, below = 95", "has two bands for the values near 90"),
        ("from = 75, below = 90", "from = 75", "has two bands for the values near 90"),
        ("points = 4, from = 90", "points = 4, above = 90", "has no points for exactly 90"),
        ("points = 4, from = 90", "points = 4, from = 90, below = 100", "has no points for exactly 100"),
        ("points = 1, below = 65", "points = 1, above = 0, below = 65", "has no points for exactly 0"),
    ],
)
def test_the_check_of_a_sheet_finds_what_does_not_add_up(
    tmp_path: Path, write_own, edited, old: str, new: str, told: str
) -> None:
    write_own(SHEET, edited(SHEET, old, new))
    listed = next(entry for entry in list_data(tmp_path) if entry.id == SHEET)
    assert told in " ".join(map(str, listed.remarks))


def test_the_check_of_an_agenda_compares_its_items_with_its_length(tmp_path: Path, write_own, edited) -> None:
    write_own("agenda-regular", edited("agenda-regular", "minutes = 90", "minutes = 100"))
    listed = next(entry for entry in list_data(tmp_path) if entry.id == "agenda-regular")
    assert [str(remark) for remark in listed.remarks] == [
        "The items of “Regular meeting of the cell” take 90 minutes together; it declares 100."
    ]


def test_the_check_of_the_rules_finds_points_without_a_grade(tmp_path: Path, write_own, edited) -> None:
    write_own("rules-2025", edited("rules-2025", "not_completed = 0", "not_completed = 10"))
    listed = next(entry for entry in list_data(tmp_path) if entry.id == "rules-2025")
    assert len(listed.remarks) == 1
    assert "0 to 9" in str(listed.remarks[0])
