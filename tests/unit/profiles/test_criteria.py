"""Bands that turn what was measured into points, and the check of a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.errors import DataFileWrong
from models.domain.points import Points
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
    assert criterion("duration").points_for(short, whole=90) == points


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


HEAD = "total = 100\n"
MOST = 'points = 1\nevidence = "excused_runs"'


@pytest.mark.parametrize(("step", "halves"), [("", False), ("step = 1\n", False), ("step = 0.5\n", True)])
def test_a_step_at_the_head_of_a_sheet_lets_half_points_be_given(
    tmp_path: Path, write_own, edited, step: str, halves: bool
) -> None:
    write_own(SHEET, edited(SHEET, HEAD, HEAD + step))
    assert load_criteria(tmp_path).halves is halves
    assert not load_criteria(None).halves


def test_a_sheet_with_halves_may_have_them_in_its_lines_and_bands(tmp_path: Path, write_own, edited) -> None:
    text = edited(SHEET, HEAD, f"{HEAD}step = 0.5\n").replace("{ points = 5, to = 0 }", "{ points = 4.5, to = 0 }")
    write_own(SHEET, text.replace(MOST, MOST.replace("1", "0.5")))
    lines = load_criteria(tmp_path).lines
    assert lines["duration"].points_for(0, whole=90) == Points.of(4, 1)
    assert lines["excused-runs"].points == Points(1)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (HEAD, f"{HEAD}step = 0.25\n", "step must be 1 (whole points) or 0.5"),
        (HEAD, f"{HEAD}step = 2\n", "step must be 1 (whole points) or 0.5"),
        (HEAD, f"{HEAD}step = true\n", "step must be 1 (whole points) or 0.5"),
        (HEAD, f'{HEAD}step = "0.5"\n', "step must be 1 (whole points) or 0.5"),
        (HEAD, f"{HEAD}step = nan\n", "step must be 1 (whole points) or 0.5"),
        (HEAD, f"{HEAD}step = 0.50000000000000000001\n", "step must be 1 (whole points) or 0.5"),
        (HEAD, f"{HEAD}step = 1e99999999999999999999\n", "is not valid TOML"),
        (HEAD, f'{HEAD}step = 0.5\nscale = "met"\n', "step cannot stand beside “scale”"),
        (MOST, MOST.replace("1", "0.5"), "criteria[2].points has a decimal; half points need step = 0.5"),
    ],
)
def test_another_step_and_halves_without_one_are_refused_with_file_and_key(
    tmp_path: Path, write_own, edited, old: str, new: str, told: str
) -> None:
    write_own(SHEET, edited(SHEET, old, new))
    with pytest.raises(DataFileWrong) as refused:
        load_criteria(tmp_path)
    assert told in str(refused.value)
    assert SHEET in str(refused.value)


@pytest.mark.parametrize("points", ["0.25", "-0.5", "nan", "inf", "1e400", "true", '"2.5"'])
def test_points_of_a_sheet_with_halves_are_whole_or_have_a_half(tmp_path: Path, write_own, edited, points: str) -> None:
    text = edited(SHEET, HEAD, f"{HEAD}step = 0.5\n")
    write_own(SHEET, text.replace(MOST, MOST.replace("1", points)))
    with pytest.raises(DataFileWrong, match=r"criteria\[2\].points must be"):
        load_criteria(tmp_path)


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


CLOSE = '\n[[headings]]\nkey = "close"'
CONDITION = '\n[[conditions]]\ngrade = "{grade}"\nfull = [{full}]\notherwise = "{otherwise}"\n'


def condition(grade: str = "good", full: str = '"attendance", "duration"', otherwise: str = "fairly_good") -> str:
    return CONDITION.format(grade=grade, full=full, otherwise=otherwise)


def test_a_condition_on_a_grade_names_lines_or_headings_of_the_sheet(tmp_path: Path, write_own, edited) -> None:
    write_own(SHEET, edited(SHEET, CLOSE, CLOSE) + condition())
    (found,) = load_criteria(tmp_path).conditions
    assert (found.grade, found.otherwise) == ("good", "fairly_good")
    assert found.lines == ("attendance-share", "excused-runs", "duration")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (condition(grade="splendid"), "conditions[1].grade must be one of: good, fairly_good, average, poor"),
        (condition(otherwise="excellent"), "conditions[1].otherwise must be one of: good"),
        (condition(full='"nothing"'), "conditions[1].full must be one of: "),
        (condition(full=""), "conditions[1].full must hold at least one entry"),
    ],
)
def test_a_condition_that_names_nothing_is_refused_with_file_and_key(
    tmp_path: Path, write_own, edited, written: str, told: str
) -> None:
    write_own(SHEET, edited(SHEET, CLOSE, CLOSE) + written)
    with pytest.raises(DataFileWrong) as refused:
        load_criteria(tmp_path)
    assert told in str(refused.value)


REGULAR = 'title.en = "Regular content"\npoints = 10\n'


def test_a_line_may_have_other_points_in_a_month_without_a_theme(tmp_path: Path, write_own, edited) -> None:
    write_own(SHEET, edited(SHEET, REGULAR, f"{REGULAR}points_without_theme = 15\n"))
    table = load_criteria(tmp_path)
    assert table.in_month(thematic=True).lines["regular-content"].points == 10
    assert table.in_month(thematic=False).lines["regular-content"].points == 15
    assert "in a month without a theme" not in " ".join(remarks(tmp_path))


def test_points_without_a_theme_that_do_not_add_up_are_told(tmp_path: Path, write_own, edited) -> None:
    write_own(SHEET, edited(SHEET, REGULAR, f"{REGULAR}points_without_theme = 14\n"))
    assert "declares 100 points; in a month without a theme its lines add up to 99" in " ".join(remarks(tmp_path))


def test_more_points_with_somebody_unexcused_than_the_line_has_are_told(tmp_path: Path, write_own, edited) -> None:
    write_own(SHEET, edited(SHEET, "points_if_unexcused = 1", "points_if_unexcused = 5"))
    assert "with somebody absent without a reason 5" in " ".join(remarks(tmp_path))


def remarks(home: Path) -> list[str]:
    return [str(one) for entry in list_data(home) if entry.id == SHEET for one in entry.remarks]


def test_no_line_of_a_shipped_sheet_is_named_by_its_place_alone() -> None:
    names = [
        line.title
        for entry in list_data(None)
        if entry.id.startswith("criteria-")
        for line in load_criteria(None, entry.id).lines.values()
    ]
    assert names
    assert not [name for name in names if "ý thứ" in name.vi or "point 1 of" in name.en]
