"""Importing rosters: one act, nothing doubled, nothing written beside an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.domain.errors import DataFileWrong, Refused
from models.domain.vocabulary import Office, Status
from models.queries.history import journal
from models.queries.people import members
from models.store.export import export_text

ROSTER = Path(__file__).parent.parent / "data" / "roster.csv"
TODAY = date(2026, 12, 3)


@pytest.fixture
def edited(tmp_path):
    """The scenario's roster with some of its text replaced."""

    def write(replacements):
        text = ROSTER.read_text(encoding="utf-8-sig")
        for old, new in replacements.items():
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "roster.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def person(reader):
    return lambda name: next(view for view in members(reader, TODAY) if view.full_name == name)


def test_the_roster_of_the_scenario_is_read_with_standings_and_conditions(cell, reader, person):
    assert len(members(reader, TODAY)) == 12
    assert sum(view.standing is Status.OFFICIAL for view in members(reader, TODAY)) == 10
    assert person("Đặng Đình Trình").conditions == (Status.ELSEWHERE,)
    assert person("Hoàng Thị Ơn").conditions == (Status.EXEMPT,)
    assert person("Phạm Quốc Ánh").office is Office.SECRETARY


def test_an_import_is_one_entry_of_the_journal(cell, reader):
    assert [done.act for done in journal(reader)] == ["roster.import", "cell.create"]


def test_importing_twice_changes_nothing(cell, do, reader):
    before = export_text(reader)
    assert do("roster.import", file=ROSTER).entry is None
    assert export_text(reader) == before


def test_a_changed_file_changes_the_members_and_adds_the_new_ones(cell, do, edited, person, reader):
    file = edited(
        {
            "22/12/1992,Đảng viên": "22/12/1992,Chi ủy viên",
            "Bùi Thị Ý": "Hà Thị Bé",
            "Đi công tác dài hạn: tạm thời ở nơi khác": "Đã về",
        }
    )
    outcome = do("roster.import", file=file)
    assert outcome.label == "imported a roster: 1 members added, 2 changed"
    assert person("Vi Văn Mậu").office is Office.COMMITTEE_MEMBER
    assert person("Đặng Đình Trình").conditions == ()
    assert person("Hà Thị Bé").standing is Status.PROBATIONARY
    assert person("Bùi Thị Ý").standing is Status.PROBATIONARY, "a member whom the file does not name stays"


def test_a_probationary_member_is_official_from_the_date_in_a_newer_file(cell, do, edited, reader, person):
    do("roster.import", file=edited({"19/05/2026,,Đảng viên,Dự bị": "19/05/2026,19/11/2026,Đảng viên,Chính thức"}))
    assert person("Ma Ngọc Hiệp").statuses == {Status.OFFICIAL}
    was = {view.full_name: view.statuses for view in members(reader, date(2026, 11, 18))}
    assert was["Ma Ngọc Hiệp"] == {Status.PROBATIONARY}


def test_a_row_with_an_error_keeps_everything_out_unless_it_may_be_left(store, do, edited, reader):
    do("cell.create", name="Chi bộ")
    file = edited({"Lê Thị Dung": ""})
    before = export_text(reader)
    with pytest.raises(Refused, match="1 rows have errors, the first in line 3: The name is missing"):
        do("roster.import", file=file)
    assert export_text(reader) == before
    do("roster.import", file=file, allow_errors=True)
    assert len(members(reader, TODAY)) == 11


def test_a_file_that_is_no_roster_is_refused_in_one_sentence(cell, do, tmp_path):
    with pytest.raises(DataFileWrong, match="There is no file"):
        do("roster.import", file=tmp_path / "none.csv")


def test_a_roster_needs_a_cell(store, do):
    with pytest.raises(Refused, match="The cell has no name yet"):
        do("roster.import", file=ROSTER)


def test_undo_takes_a_whole_import_back(cell, do, edited, reader):
    before = export_text(reader)
    do("roster.import", file=edited({"Dự bị": "Chính thức", "Phó Bí thư": "Đảng viên", "Đi công tác": "Miễn công tác"}))
    assert export_text(reader) != before
    do("undo")
    assert export_text(reader) == before
