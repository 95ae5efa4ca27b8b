"""Workbooks that lie about their size neither stop the program nor hide a member."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.domain.errors import DataFileWrong
from models.roster import Roster, read_roster

pytestmark = pytest.mark.sweep

SHEET = "xl/worksheets/sheet1.xml"
MERGES = b"</sheetData><mergeCells>%s</mergeCells>"


@pytest.fixture
def read_edited(tmp_path: Path) -> Callable[[Callable[[bytes], bytes]], Roster]:
    """Read a workbook of two members whose sheet was edited as XML."""

    def read(edit: Callable[[bytes], bytes]) -> Roster:
        whole = io.BytesIO()
        workbook = openpyxl.Workbook()
        for name in ("Họ tên", "Lê Dung", "Vi Mậu"):
            workbook.active.append([name])
        workbook.save(whole)
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                new.writestr(part, edit(old.read(part)) if part == SHEET else old.read(part))
        return read_roster(path, date(2026, 12, 3))

    return read


@pytest.mark.parametrize(
    "edit",
    [
        lambda xml: xml.replace(b'ref="A1:A3"', b'ref="A1:A1"'),
        lambda xml: xml.replace(b'ref="A1:A3"', b'ref="A1:XFD1048576"'),
        lambda xml: xml.replace(b"</sheetData>", MERGES % (b'<mergeCell ref="A1:XFD1048576"/>' * 1000)),
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="9999999999"><c r="A9999999999"><v>1</v></c></row></sheetData>'
        ),
    ],
    ids=["too small", "too large", "everything merged", "a cell in the last corner", "a row that cannot be"],
)
def test_a_sheet_that_lies_about_its_size_still_gives_its_members(read_edited, edit):
    assert [row.full_name for row in read_edited(edit).rows] == ["Lê Dung", "Vi Mậu"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda xml: xml.replace(b"</sheetData>", MERGES % b'<mergeCell ref="zz"/>'),
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b"".join(
            (
                b'<!DOCTYPE l [<!ENTITY a0 "aaaaaaaaaa">',
                *(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)),
                b"]><worksheet><sheetData>&a11;</sheetData></worksheet>",
            )
        ),
    ],
    ids=["a merged range that is none", "torn", "entities that grow"],
)
def test_a_sheet_that_is_broken_is_refused(read_edited, edit):
    with pytest.raises(DataFileWrong, match="damaged"):
        read_edited(edit)
