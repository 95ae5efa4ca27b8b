"""Which sheet counts for which cell on which day, and that the shipped sheets of a year add up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.domain.errors import DataFileWrong
from models.domain.vocabulary import CellKind, SheetKind
from models.domain.year_scoring import YearEvidence
from models.profiles import list_data, load_criteria
from models.profiles.files import CRITERIA, data_files
from models.profiles.loading import criteria_in_force

TODAY = date(2026, 12, 31)
FOUR_GOOD = "criteria-four-good-village"


def in_force(home: Path | None, sheet: SheetKind, kind: CellKind | None, on: date = TODAY) -> str:
    found = criteria_in_force(home, sheet, on, kind)
    return found.id if found else ""


@pytest.mark.parametrize("kind", CellKind)
def test_every_type_of_cell_has_its_four_good_sheet_with_the_four_headings(kind: CellKind) -> None:
    table = criteria_in_force(None, SheetKind.FOUR_GOOD, TODAY, kind)
    assert table is not None
    assert kind in table.of
    assert [heading.key for heading in table.headings] == ["politics", "unity", "meetings", "members"]
    assert table.sample


def test_a_cell_that_does_not_tell_its_type_gets_no_sheet_of_a_type() -> None:
    assert in_force(None, SheetKind.FOUR_GOOD, None) == ""
    assert in_force(None, SheetKind.MEETING_QUALITY, None) == "criteria-meeting-quality"
    assert in_force(None, SheetKind.CLASSIFICATION, None) == "criteria-classification"


@pytest.mark.parametrize("sheet", [SheetKind.FOUR_GOOD, SheetKind.CLASSIFICATION])
def test_what_nobody_has_published_is_marked_a_sample_and_uncertain(sheet: SheetKind) -> None:
    every = [load_criteria(None, path.stem) for path in data_files(None, CRITERIA)]
    for table in (one for one in every if one.sheet is sheet):
        assert table.sample
        assert table.certainty == "uncertain"
        assert "sample" in str(table.title)


def test_the_agencies_sheet_has_the_published_points_and_waits_to_be_chosen() -> None:
    table = load_criteria(None, "criteria-meeting-quality-agency")
    assert [heading.points for heading in table.headings] == [15, 20, 45, 20]
    assert table.by_choice
    assert in_force(None, SheetKind.MEETING_QUALITY, CellKind.AGENCY) == "criteria-meeting-quality"


def test_a_newer_sheet_counts_from_its_day_on(tmp_path: Path, write_own, edited) -> None:
    newer = edited(FOUR_GOOD, f'id = "{FOUR_GOOD}"', 'id = "criteria-four-good-mine"')
    write_own("criteria-four-good-mine", newer.replace("2025-08-30", "2026-07-01", 1))
    before, after = date(2026, 6, 30), date(2026, 7, 1)
    assert in_force(tmp_path, SheetKind.FOUR_GOOD, CellKind.VILLAGE, before) == FOUR_GOOD
    assert in_force(tmp_path, SheetKind.FOUR_GOOD, CellKind.VILLAGE, after) == "criteria-four-good-mine"
    assert in_force(tmp_path, SheetKind.FOUR_GOOD, CellKind.AGENCY, after) == "criteria-four-good-agency"


def test_a_day_before_every_sheet_gets_the_oldest() -> None:
    assert in_force(None, SheetKind.FOUR_GOOD, CellKind.VILLAGE, date(1999, 1, 1)) == FOUR_GOOD


def test_a_line_without_a_citation_has_the_sheets() -> None:
    table = load_criteria(None, FOUR_GOOD)
    assert {line.citation for line in table.lines.values()} == {table.citation}


def test_every_record_of_the_year_proposes_some_line() -> None:
    used = {line.evidence for line in load_criteria(None, FOUR_GOOD).lines.values()}
    assert used == set(YearEvidence)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("criteria-four-good-pass-fail", "points = 1\n", "points = 2\n", "is met or not met, which is 1 point or 0"),
        (FOUR_GOOD, 'evidence = "none"', 'evidence = "none"\nonly_with_theme = true', "means nothing there"),
        (FOUR_GOOD, "points = 8, from = 80, below = 90", "points = 8, from = 81, below = 90", "between 80 and 81"),
        (FOUR_GOOD, "points = 30", "points = 31", "declares 31 points, but its parts add up to 30"),
    ],
)
def test_the_check_of_a_years_sheet_finds_what_does_not_add_up(
    tmp_path: Path, write_own, edited, name: str, old: str, new: str, told: str
) -> None:
    write_own(name, edited(name, old, new))
    listed = next(entry for entry in list_data(tmp_path) if entry.id == name)
    assert told in " ".join(map(str, listed.remarks))


def test_a_record_of_a_meeting_proposes_nothing_for_a_year(tmp_path: Path, write_own, edited) -> None:
    write_own(FOUR_GOOD, edited(FOUR_GOOD, '"tasks_done"', '"speaking_share"'))
    with pytest.raises(DataFileWrong, match="evidence must be one of: none, months_held"):
        load_criteria(tmp_path, FOUR_GOOD)


def test_a_file_that_is_wrong_stands_in_the_way_of_no_other_sheet(tmp_path: Path, write_own, edited) -> None:
    write_own(FOUR_GOOD, edited(FOUR_GOOD, "total = 100", "total = none"))
    assert in_force(tmp_path, SheetKind.MEETING_QUALITY, CellKind.VILLAGE) == "criteria-meeting-quality"
    assert in_force(tmp_path, SheetKind.FOUR_GOOD, CellKind.AGENCY) == "criteria-four-good-agency"


def test_where_the_file_that_is_wrong_is_the_one_that_is_missed_it_is_named(tmp_path: Path, write_own, edited) -> None:
    write_own(FOUR_GOOD, edited(FOUR_GOOD, "total = 100", "total = none"))
    with pytest.raises(DataFileWrong, match=r"criteria-four-good-village\.toml is not valid TOML"):
        in_force(tmp_path, SheetKind.FOUR_GOOD, CellKind.VILLAGE)
