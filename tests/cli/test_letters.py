"""``document new``, ``document letter``, ``document book``, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from models.documents.made import BOOK, LETTER
from models.documents.names import DocumentKind
from models.documents.rendering.docx import shipped
from tests.cli.conftest import Shell


def test_a_letter_is_drafted_issued_and_made(furnished: Shell, tmp_path: Path) -> None:
    body = tmp_path / "body.txt"
    body.write_text("I- MỤC ĐÍCH\nKiểm tra.\n", encoding="utf-8-sig")
    said = furnished.done("document", "new", "kh", "kiểm tra", "--text-file", str(body), "--to", "Đảng ủy", "--issue")
    assert "issued the letter 01-KH: “kiểm tra”" in said
    furnished.done("document", "new", "CV", "xin ý kiến", "--text", "Một.")
    assert furnished.done("document", "letter").split() == ["01-KH", "kiểm", "tra", "CV", "xin", "ý", "kiến"]
    out = furnished.done("document", "letter", "kiem", "--out", str(tmp_path)).strip()
    assert out == str(tmp_path / "01-plan-kiem-tra.pdf")
    text = PdfReader(out).pages[0].extract_text()
    assert "Kiểm tra." in text
    assert "Số 01-KH/CB" in text.replace("No.", "Số")


def test_the_book_is_shown_and_written(furnished: Shell, tmp_path: Path) -> None:
    assert "No document was issued" in furnished.done("document", "book")
    furnished.done("document", "new", "tb", "kết quả", "--text", "Một.", "--issue")
    assert "01-TB/CB" in furnished.done("document", "book")
    for ending, begin in (("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf")):
        furnished.done("document", "book", "--out", str(tmp_path / f"book.{ending}"))
        assert (tmp_path / f"book.{ending}").read_bytes().startswith(begin)
    furnished.done("table", "book", "--out", str(tmp_path / "table.csv"))
    assert (tmp_path / "table.csv").read_bytes() == (tmp_path / "book.csv").read_bytes()


def test_the_template_of_each_kind_is_written(furnished: Shell) -> None:
    for kind in ("", *DocumentKind, LETTER, BOOK):
        path = Path(furnished.done("document", "template", *([kind] if kind else [])).strip())
        assert path.read_bytes() == shipped(kind).read_bytes()
    assert "is there already" in furnished("document", "template", "letter")[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "nq", "kiểm tra"), "nq"),
        (("new", "kh", "kiểm tra", "--text-file", "nowhere.txt"), "nowhere.txt"),
        (("new", "kh", "kiểm tra", "--issue"), "text of the letter is empty"),
        (("letter", "không có"), "no letter"),
        (("template", "poem"), "poem"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(furnished: Shell, words: tuple[str, ...], said: str) -> None:
    code, _out, err = furnished("document", *words)
    assert code
    assert said in err
