"""What “chibo table members” wrote comes back without a change."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.language import choose_language
from models.domain.vocabulary import Office, Status
from models.exports.tables import Export, sheet
from models.exports.writers import to_csv, to_xlsx
from models.queries.people import existing_members, members
from models.roster.preview import RowOutcome, compare
from models.roster.reading import read_roster

TODAY = date(2026, 12, 3)


@pytest.fixture
def changed_cell(cell, do, member):
    """The scenario's cell after what a file of members may not undo."""
    do("member.status", member=member("Mậu"), status=Status.EXEMPT, since=date(2026, 1, 1))
    do("member.status", member=member("Yến"), status=Status.ELSEWHERE, since=date(2026, 1, 1))
    do("member.status", member=member("Hương"), status=Status.LEFT, since=date(2026, 1, 1))
    do("member.status", member=member("Đức"), status=Status.SUSPENDED, since=date(2026, 9, 1))
    do("member.status", member=member("Hạnh"), status=Status.PROSECUTED, since=date(2026, 9, 1))
    do("member.add", name="Lò Văn Dấu", born=date(1980, 5, 2), remark="=1+1")
    return cell


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_exported_members_come_back_as_they_were(changed_cell, reader, tmp_path, form, language):
    choose_language(language)
    file = tmp_path / f"members.{form}"
    file.write_bytes((to_csv if form == "csv" else to_xlsx)(sheet(reader, Export.MEMBERS, TODAY)))
    preview = compare(read_roster(file, TODAY), existing_members(reader, TODAY))
    assert [(found.row.full_name, found.changes) for found in preview.rows if found.changes] == []
    assert preview.counts[RowOutcome.NEW] == 0
    assert preview.counts[RowOutcome.ERROR] == 0
    assert preview.missing == ()
    assert preview.counts[RowOutcome.UNCHANGED] == 13
    assert not any("not understood" in finding.template for finding in preview.roster.findings)


def test_a_list_of_before_ends_neither_exemption_nor_office(cell, do, member, reader):
    from tests.acts.test_roster import ROSTER

    do("member.status", member=member("Mậu"), status=Status.EXEMPT, since=date(2026, 1, 1))
    do("member.office", member=member("Yến"), office=Office.COMMITTEE_MEMBER, since=date(2026, 1, 1))
    file = ROSTER.read_text(encoding="utf-8-sig").replace("19/05/2017,Đảng viên,", "19/05/2017,,")
    path = cell.home / "list.csv"
    path.write_text(file, encoding="utf-8")
    do("roster.import", file=path)
    found = {view.full_name: view for view in members(reader, TODAY)}
    assert found["Vi Văn Mậu"].conditions == (Status.EXEMPT,)
    assert found["Nguyễn Hoàng Yến"].office is Office.COMMITTEE_MEMBER
