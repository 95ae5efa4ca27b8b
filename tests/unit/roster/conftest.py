"""Roster files in the forms that cells keep, made from the one roster in tests/data."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from models.roster import Roster, read_roster

TODAY = date(2026, 12, 3)
ROSTER = Path(__file__).parents[2] / "data" / "roster.csv"

Rows = Sequence[Sequence[object]]


@pytest.fixture
def roster_file() -> Path:
    """The roster of the scenario: 12 people."""
    return ROSTER


@pytest.fixture
def table() -> list[list[str]]:
    """The cells of the roster of the scenario, heading first."""
    return list(csv.reader(io.StringIO(ROSTER.read_text(encoding="utf-8"))))


@pytest.fixture
def read_csv_text(tmp_path: Path) -> Callable[..., Roster]:
    """Read a text as a CSV file in an encoding."""

    def read(text: str, encoding: str = "utf-8", today: date = TODAY) -> Roster:
        path = tmp_path / "danh sách.csv"
        path.write_bytes(text.encode(encoding))
        return read_roster(path, today)

    return read


@pytest.fixture
def read_member(read_csv_text: Callable[..., Roster]) -> Callable[..., Roster]:
    """Read a roster of lines below the heading of the scenario, without its first column."""
    heading = "Họ và tên,Ngày sinh,Ngày vào Đảng,Ngày chính thức,Chức vụ,Diện,Ghi chú\n"
    return lambda *lines: read_csv_text(heading + "\n".join(lines))


@pytest.fixture
def read_workbook(tmp_path: Path) -> Callable[..., Roster]:
    """Read a workbook that a function fills."""

    def read(fill: Callable[[Worksheet], None]) -> Roster:
        workbook = openpyxl.Workbook()
        assert workbook.active is not None
        fill(workbook.active)
        path = tmp_path / "danh sách.xlsx"
        workbook.save(path)
        return read_roster(path, TODAY)

    return read


@pytest.fixture
def as_windows_1258() -> Callable[[str], bytes]:
    """Encode as Windows writes Vietnamese: letters whole where the code page has them, tones as marks of their own."""

    def encode_sign(sign: str) -> bytes:
        try:
            return sign.encode("cp1258")
        except UnicodeEncodeError:
            *letter, tone = unicodedata.normalize("NFD", sign)
            tone_first = [mark for mark in letter[1:] if unicodedata.combining(mark) == 220]
            marks = [mark for mark in (*letter[1:], tone) if mark not in tone_first]
            whole = letter[0] + "".join(mark for mark in marks if mark in "\u0302\u0306\u031b")
            tones = "".join((*tone_first, *(mark for mark in marks if mark not in "\u0302\u0306\u031b")))
            return (unicodedata.normalize("NFC", whole) + tones).encode("cp1258")

    return lambda text: b"".join(encode_sign(sign) for sign in unicodedata.normalize("NFC", text))
