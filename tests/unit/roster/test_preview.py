"""The preview says what importing would do, and importing twice doubles nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.domain.vocabulary import Office, Status
from models.roster import FieldChange, RowOutcome, compare, read_roster
from tests.unit.roster.stored import stored

TODAY = date(2026, 12, 3)


@pytest.fixture
def roster(roster_file):
    return read_roster(roster_file, TODAY)


def test_everybody_is_new_to_an_empty_store(roster):
    preview = compare(roster, [])
    assert preview.counts == {RowOutcome.NEW: 12, RowOutcome.UNCHANGED: 0, RowOutcome.CHANGED: 0, RowOutcome.ERROR: 0}


def test_importing_twice_changes_nothing(roster):
    preview = compare(roster, stored(roster))
    assert preview.counts[RowOutcome.UNCHANGED] == 12
    assert preview.missing == ()
    assert [row.member_id for row in preview.rows] == [f"id-{line}" for line in range(2, 14)]


def test_changes_are_named_with_both_values(roster):
    before = stored(roster)
    before[0] = replace(before[0], office=None, remark="cũ")
    before[7] = replace(before[7], conditions=(), remark="")
    preview = compare(roster, before)
    assert preview.rows[0].outcome is RowOutcome.CHANGED
    assert preview.rows[0].changes == (FieldChange("office", None, Office.SECRETARY),)
    assert FieldChange("conditions", (), (Status.ELSEWHERE,)) in preview.rows[7].changes


def test_a_remark_that_is_known_begins_no_exemption_again(roster):
    before = stored(roster)
    before[7] = replace(before[7], conditions=())
    assert before[7].remark
    assert compare(roster, before).rows[7].outcome is RowOutcome.UNCHANGED


def test_a_member_whose_line_has_an_error_is_not_called_missing(read_csv_text):
    before = stored(read_csv_text("Họ tên,Ngày sinh\nLê Thị Dung,02/09/1979"))
    preview = compare(read_csv_text("Họ tên,Ngày sinh\nLê Thị Dung,32/09/1979"), before)
    assert (preview.rows[0].outcome, preview.missing) == (RowOutcome.ERROR, ())


def test_another_spelling_of_the_name_is_the_same_member(read_member):
    line = "{},02/09/1979,03/02/2004,03/02/2005,,Chính thức,"
    before = stored(read_member(line.format("Lê Thị Thuỷ")))
    (row,) = compare(read_member(line.format("Lê Thị Thủy")), before).rows
    assert row.changes == (FieldChange("full_name", "Lê Thị Thuỷ", "Lê Thị Thủy"),)


def test_a_birth_date_added_later_doubles_nobody(read_csv_text):
    before = stored(read_csv_text("Họ tên\nLê Thị Dung"))
    (row,) = compare(read_csv_text("Họ tên,Ngày sinh\nLê Thị Dung,02/09/1979"), before).rows
    assert row.changes == (FieldChange("birth_date", None, date(1979, 9, 2)),)


def test_two_people_of_one_name_are_told_apart_by_birth_date(read_csv_text):
    before = stored(read_csv_text("Họ tên,Ngày sinh\nLê Thị Dung,02/09/1979"))
    preview = compare(read_csv_text("Họ tên,Ngày sinh\nLê Thị Dung,03/09/1979"), before)
    assert preview.rows[0].outcome is RowOutcome.NEW
    assert preview.missing == tuple(before)
    assert "The cell has Lê Thị Dung, born 1979-09-02" in str(preview.rows[0].row.findings[-1])


def test_a_column_that_the_file_lacks_changes_nothing(read_csv_text, roster):
    names = "\n".join(f"{row.full_name},{row.birth_date:%d/%m/%Y}" for row in roster.rows)
    preview = compare(read_csv_text(f"Họ tên,Ngày sinh\n{names}"), stored(roster))
    assert preview.counts[RowOutcome.UNCHANGED] == 12


def test_members_that_the_file_does_not_name_are_listed(roster):
    stranger = replace(stored(roster)[0], id="other", full_name="Nông Văn Dền")
    assert compare(roster, [*stored(roster), stranger]).missing == (stranger,)


def test_a_row_with_an_error_answers_to_nobody(read_member):
    line = "Lê Thị Dung,02/09/1979,03/02/2004,03/02/2005,,Chính thức,"
    preview = compare(read_member(line, line), stored(read_member(line)))
    assert [row.outcome for row in preview.rows] == [RowOutcome.UNCHANGED, RowOutcome.ERROR]
