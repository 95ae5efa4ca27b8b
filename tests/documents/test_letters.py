"""Letters as documents: each kind with its form, in every format; and the book of what was issued."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from models.acts.registry import perform
from models.documents.catalogue import DocumentFormat, render
from models.documents.kinds.letters import letter
from models.documents.kinds.number_book_paper import kind_and_subject, row
from models.documents.made import made_book, made_letter, made_sheet
from models.documents.number_book import BookEntry, BookGap, number_book, request_for
from models.domain.language import choose_language
from models.domain.vocabulary import LetterKind, LetterState, Office
from models.queries.letters import LetterHead, LetterView
from models.queries.numbering import Series
from models.queries.people import CellView
from models.store.opening import open_reader
from models.store.store import Store
from tests.conftest import FakeClock
from tests.documents.conftest import Held

TODAY = date(2026, 12, 3)
CELL = CellView("1", "Chi bộ Thôn 3", "2", "Đảng bộ xã Mường Khoa", "Hà Giang", "CB", None, None)
TEXT = "I- MỤC ĐÍCH\n1. Yêu cầu\nĐạt 62,5 % số hộ.\n\nHoàn thành trước ngày 25/12/2026."


def written(kind: LetterKind, **fields: object) -> LetterView:
    """Return an issued letter."""
    head = LetterHead(CELL, "Phạm Quốc Ánh", Office.SECRETARY)
    view = LetterView("k", kind, "kiểm tra an toàn", TEXT, (), None, LetterState.ISSUED, 5, date(2026, 12, 1), head)
    return replace(view, **fields)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    choose_language("vi")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (LetterKind.PLAN, "KẾ HOẠCH"),
        (LetterKind.PROGRAMME, "CHƯƠNG TRÌNH"),
        (LetterKind.NOTICE, "THÔNG BÁO"),
        (LetterKind.SUBMISSION, "TỜ TRÌNH"),
        (LetterKind.OFFICIAL_LETTER, ""),
        (LetterKind.CONCLUSION, "KẾT LUẬN"),
        (LetterKind.REPORT, "BÁO CÁO"),
    ],
)
def test_each_kind_has_its_title_and_its_number(kind: LetterKind, title: str) -> None:
    paper = letter(written(kind), TODAY)
    assert (paper.title, paper.number) == (title, f"Số 05-{kind.value}/CB")
    assert paper.place_and_day.replace("\u00a0", " ") == "Hà Giang, ngày 01 tháng 12 năm 2026"
    assert paper.right is not None
    assert (paper.right.above, paper.right.office, paper.right.name) == ("T/M CHI BỘ", "BÍ THƯ", "Phạm Quốc Ánh")


@pytest.mark.parametrize("subject", ["xin ý kiến", "V/v xin ý kiến", "về việc xin ý kiến", "V/v: xin ý kiến"])
def test_an_official_letter_says_under_its_number_what_it_is_about(subject: str) -> None:
    paper = letter(written(LetterKind.OFFICIAL_LETTER, subject=subject), TODAY)
    assert (paper.title, paper.subject) == ("", "V/v xin ý kiến")
    text = render(paper, DocumentFormat.TEXT, "letter", None).decode()
    lines = [line[:39].strip() for line in text.splitlines()]
    assert lines.index("V/v xin ý kiến") == lines.index("Số 05-CV/CB") + 1
    assert "Kính gửi: Đảng ủy xã Mường Khoa" in text
    assert "-----" not in text


def test_a_title_does_not_repeat_the_type() -> None:
    assert letter(written(LetterKind.PLAN, subject="Kế hoạch kiểm tra"), TODAY).subject == "kiểm tra"


@pytest.mark.parametrize("subject", ["kiểm tra", "Kế hoạch kiểm tra", "KẾ HOẠCH  kiểm tra"])
def test_a_line_of_the_list_names_the_kind_once(subject: str) -> None:
    choose_language("vi")
    assert kind_and_subject("kế hoạch", subject) == "Kế hoạch kiểm tra"


def test_to_whom_a_letter_goes() -> None:
    named = ("Đảng ủy xã", "Ban Tổ chức")
    assert letter(written(LetterKind.NOTICE, recipients=named), TODAY).recipients == (
        "- Đảng ủy xã,", "- Ban Tổ chức,", "- Lưu Chi bộ.")  # fmt: skip
    assert letter(written(LetterKind.PLAN), TODAY).recipients == (
        "- Đảng ủy xã Mường Khoa (để báo cáo),", "- Đảng viên chi bộ,", "- Lưu Chi bộ.")  # fmt: skip
    paper = letter(written(LetterKind.SUBMISSION, recipients=named), TODAY)
    assert [block.text for block in paper.body[:3]] == ["Kính gửi:", "- Đảng ủy xã,", "- Ban Tổ chức."]  # type: ignore[union-attr]
    assert paper.recipients == ("- Như trên,", "- Lưu Chi bộ.")


@pytest.mark.parametrize("kind", [LetterKind.PLAN, LetterKind.OFFICIAL_LETTER])
@pytest.mark.parametrize("state", list(LetterState))
def test_every_format_says_the_same(kind: LetterKind, state: LetterState) -> None:
    number = 5 if state is LetterState.ISSUED else None
    paper = letter(written(kind, state=state, number=number), TODAY)
    texts = {wished: render(paper, wished, "letter", None) for wished in DocumentFormat}
    document = Document(io.BytesIO(texts[DocumentFormat.DOCX]))
    cells = (cell.text for table in document.tables for line in table.rows for cell in line.cells)
    word = "\n".join([*(one.text for one in document.paragraphs), *cells])
    pdf = PdfReader(io.BytesIO(texts[DocumentFormat.PDF])).pages[0].extract_text()
    for text in (word, pdf, *(texts[wished].decode() for wished in (DocumentFormat.TEXT, DocumentFormat.MARKDOWN))):
        plain = " ".join(text.replace("\u00a0", " ").split())
        assert "kiểm tra an toàn" in plain
        assert "Hoàn thành trước ngày 25/12/2026." in plain
        assert ("DỰ THẢO" in plain) is (state is LetterState.DRAFT)
        assert plain.count("kiểm tra an toàn") == 1
        assert "{" not in plain


def test_the_book_lists_every_document_by_day_with_gaps_and_doubles(sealed: Held, clock: FakeClock) -> None:
    home, _meeting = sealed
    store = Store.open(home, clock)

    def issue(kind: LetterKind, title: str, number: int | None = None) -> str:
        key = str(perform(store, "letter.draft", kind=kind, title=title, text="Một.").value)
        perform(store, "letter.issue", letter=key, number=number)
        return key

    issue(LetterKind.NOTICE, "một")
    second, third = issue(LetterKind.NOTICE, "hai", 4), issue(LetterKind.NOTICE, "ba")
    issue(LetterKind.PLAN, "bốn", 3)
    perform(store, "letter.draft", kind=LetterKind.PLAN, title="dự thảo")
    with store.unit("test.change") as unit:
        from models.tables import Letter

        unit.get(Letter, third).number = 4
    store.close()
    reader = open_reader(home)
    try:
        book = number_book(reader, TODAY)
        found = [(line.number, line.is_double) if isinstance(line, BookEntry) else line.numbers for line in book]
        assert found == [
            ("01-BB/CB", False), ("02-BB/CB", False), ("03-BB/CB", False), "01-KH/CB – 02-KH/CB", ("03-KH/CB", False),
            ("01-NQ/CB", False), ("02-NQ/CB", False), ("01-TB/CB", False), "02-TB/CB – 03-TB/CB",
            ("04-TB/CB", True), ("04-TB/CB", True),
        ]  # fmt: skip
        of_meeting = {line.document.table: line for line in book if isinstance(line, BookEntry)}
        assert of_meeting["minutes"].signer == "Phạm Quốc Ánh"
        assert of_meeting["minutes"].recipients == ("Đảng ủy các cơ quan tỉnh (để báo cáo)",)
        assert of_meeting["resolution"].subject == "sinh hoạt chi bộ thường kỳ tháng 12 năm 2026"
        assert request_for(reader, "resolution", Series.RESOLUTION, of_meeting["resolution"].document.id).motion == 1
        assert [line for line in book if isinstance(line, BookGap)] == [
            BookGap("01-KH/CB", "02-KH/CB"), BookGap("02-TB/CB", "03-TB/CB")]  # fmt: skip
        sheet = load_workbook(io.BytesIO(made_sheet(reader, clock.now).content)).active
        assert sheet is not None
        rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
        assert rows[0][:2] == ["Số, ký hiệu", "Ngày"]
        assert rows[4][-1] == "không có văn bản mang số này"
        assert rows[1][1].date() == TODAY
        text = made_book(home, reader, DocumentFormat.TEXT, clock.now).content.decode()
        assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in text
        assert all(row(line)[0].split(" (")[0].split(" – ")[0] in text for line in book)
        assert made_letter(home, reader, second, DocumentFormat.TEXT, clock.now).stem == "04-thong-bao-hai"
    finally:
        reader.close()
