"""Every document of the scenario's meeting: what it says, how it is built, that every format says the same."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from models.demo import furnish
from models.documents import letterhead
from models.documents.catalogue import ABOUT_A_MOTION, DocumentKind, Format, Wish, make, render
from models.documents.files import write_whole
from models.documents.kinds.minutes import minutes
from models.documents.paper import Column, Paper, Paragraph, Slips, Table
from models.documents.record import MeetingRecord, meeting_record
from models.documents.rendering import pdf
from models.documents.rendering.docx import FOLDER, TEMPLATE, to_docx
from models.documents.rendering.pdf import to_pdf
from models.domain.errors import DataFileWrong, Refused, StoreUnusable, UnknownRecord
from models.domain.language import choose_language
from models.profiles.loading import load_profile
from models.queries.meetings import meeting as meeting_view
from models.queries.meetings import meetings
from models.store.connection import open_reader
from tests.disks import SIZE

GOLDEN = Path(__file__).parent / "golden" / "papers"
NOW = datetime(2026, 12, 5, tzinfo=UTC)
KINDS = pytest.mark.parametrize("kind", DocumentKind)
EVERY_LETTER = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
TRICKY = 'A <b> & "c" {{ x }} {% y %} #let $z$ [d](e) *f* _g_ @h \\i `j` | k'


@pytest.fixture
def record(sealed_once: tuple[Path, str]) -> MeetingRecord:
    """What happened at the meeting, read from the one that was made for all."""
    home, meeting = sealed_once
    reader = open_reader(home)
    rules = load_profile(home, meeting_view(reader, meeting).day)
    found = meeting_record(reader, meeting, rules, home, NOW)
    reader.close()
    return found


def made(home: Path, meeting: str, kind: DocumentKind) -> Paper:
    reader = open_reader(home)
    try:
        return make((reader, home, NOW), Wish(kind, meeting, 1 if kind in ABOUT_A_MOTION else None))
    finally:
        reader.close()


def text_of_docx(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@KINDS
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_each_says(sealed: tuple[Path, str], kind: DocumentKind, language: str) -> None:
    """Compare with what was read and accepted; ``golden`` is written anew by hand after a change that is meant."""
    choose_language(language)
    text = render(made(*sealed, kind), Format.TEXT, kind, sealed[0]).decode()
    assert text == (GOLDEN / f"{kind}-{language}.txt").read_text(encoding="utf-8")


@KINDS
def test_every_format_says_the_same(sealed: tuple[Path, str], kind: DocumentKind) -> None:
    choose_language("vi")
    paper = made(*sealed, kind)
    pdf = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages))
    docx = squeezed(text_of_docx(to_docx(paper, kind, None)))
    for wanted in texts_of(paper):
        assert squeezed(wanted) in docx
        assert squeezed(wanted) in pdf


def texts_of(paper: Paper) -> list[str]:
    """What must stand in every format, but for what a line may be broken in."""
    found = [paper.title, paper.subject] if paper.title else []
    for block in paper.body:
        if isinstance(block, Table):
            found += [cell for row in block.rows for cell in row if len(cell) < 12]
        elif isinstance(block, Slips):
            found += [block.question, *block.lines]
        elif not isinstance(block, Paragraph) or len(block.text) < 60:
            found.append(block.text)
    return [*found, *(one.name for one in (paper.left, paper.right) if one)]


@KINDS
def test_the_same_records_make_the_same_files(sealed: tuple[Path, str], kind: DocumentKind) -> None:
    choose_language("vi")
    one, other = made(*sealed, kind), made(*sealed, kind)
    assert to_pdf(one) == to_pdf(other)
    assert to_docx(one, kind, None) == to_docx(other, kind, None)


def test_approved_minutes_are_printed_as_they_were_sealed(sealed: tuple[Path, str]) -> None:
    choose_language("en")  # what was approved in Vietnamese stays so
    paper = made(*sealed, DocumentKind.MINUTES)
    assert paper.title == "BIÊN BẢN"
    assert paper.number.startswith("No. 01-BB")
    assert paper.seal is not None
    assert not paper.note
    assert paper.seal.digest in squeezed(PdfReader(io.BytesIO(to_pdf(paper))).pages[-1].extract_text())


def test_minutes_that_nobody_approved_are_marked_as_a_draft(record: MeetingRecord) -> None:
    paper = minutes(record, None, None)
    assert (paper.note, paper.seal) == ("DRAFT", None)
    assert "……" in paper.number


def test_nobody_is_named_with_a_vote_but_who_counted(sealed: tuple[Path, str]) -> None:
    reader = open_reader(sealed[0])
    for number in (1, 2, 3):
        paper = make((reader, sealed[0], NOW), Wish(DocumentKind.COUNT, sealed[1], number))
        text = render(paper, Format.TEXT, DocumentKind.COUNT, None).decode()
        lines = [line for line in text.splitlines() if not line.startswith("  Counting committee")]
        assert "Vi Văn Mậu" not in "".join(lines)
    reader.close()


def test_a_document_of_what_is_not_there_is_refused_in_a_sentence(cell: object, meeting: str, home: Path) -> None:
    reader = open_reader(home)
    for kind, motion, error in (
        (DocumentKind.RESOLUTION, None, Refused),
        (DocumentKind.TASKS, None, Refused),
        (DocumentKind.PETITIONS, None, Refused),
        (DocumentKind.COUNT, None, Refused),
    ):
        with pytest.raises(error):
            make((reader, home, NOW), Wish(kind, meeting, motion))
    reader.close()


def test_a_motion_is_named_by_its_number(sealed: tuple[Path, str]) -> None:
    reader = open_reader(sealed[0])
    with pytest.raises(Refused, match="which motion"):
        make((reader, sealed[0], NOW), Wish(DocumentKind.COUNT, sealed[1]))
    with pytest.raises(UnknownRecord, match="no motion 99"):
        make((reader, sealed[0], NOW), Wish(DocumentKind.COUNT, sealed[1], 99))
    reader.close()


def large(record: MeetingRecord) -> Paper:
    """A document with 50 members, 40 items and names as long as they come."""
    long = "Nguyễn Phúc Hoàng Bảo Trâm Anh Thị Khánh Ngọc"
    columns = (Column("TT", 1), Column("Họ và tên", 6), Column("Nội dung", 8))
    rows = tuple((str(number), f"{long} {number}", f"Việc {number} " * 9) for number in range(1, 51))
    items = tuple(Paragraph(f"{number}. {long}: {EVERY_LETTER}") for number in range(40))
    sheet = letterhead.Sheet("DS", "DANH SÁCH", TRICKY, (Table(columns, rows), *items))
    return letterhead.paper(replace(record.cell, name=f"Chi bộ {long} {long}"), record.meeting.day, sheet)


def test_a_long_document_runs_over_pages_with_the_tables_head_on_each(record: MeetingRecord) -> None:
    reader = PdfReader(io.BytesIO(to_pdf(large(record))))
    assert len(reader.pages) > 3
    pages = [page.extract_text() for page in reader.pages]
    assert sum("Họ và tên" in page for page in pages) > 2
    assert pages[1].lstrip().startswith("2")
    width, height = (round(float(side)) for side in reader.pages[0].mediabox[2:])
    assert (width, height) == (595, 842)  # A4 in points
    docx = to_docx(large(record), "tasks", None)
    assert zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").count(b"tblHeader") == 1


def test_every_letter_and_sign_comes_out_as_it_is(record: MeetingRecord) -> None:
    paper = large(record)
    pdf = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages))
    docx = text_of_docx(to_docx(paper, "tasks", None))
    assert set(EVERY_LETTER) <= set(pdf)
    assert TRICKY in docx
    assert squeezed(TRICKY) in pdf


def test_the_page_is_as_the_office_has_it(record: MeetingRecord) -> None:
    section = Document(io.BytesIO(to_docx(large(record), "tasks", None))).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer


def test_libreoffice_opens_the_docx(sealed: tuple[Path, str], tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "resolution.docx"
    path.write_bytes(to_docx(made(*sealed, DocumentKind.RESOLUTION), "resolution", None))
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert "RESOLUTION" in PdfReader(tmp_path / "resolution.pdf").pages[0].extract_text()


def edited(home: Path, name: str, old: str, new: str) -> None:
    """Put a template of the cell's own into its folder, edited as in Word."""
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    document = Document(str(TEMPLATE))
    for paragraph in [*document.paragraphs, *(one for table in document.tables for row in table.rows
                      for cell in row.cells for one in cell.paragraphs)]:  # fmt: skip
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(folder / name))


def test_a_template_of_the_cells_own_is_used(sealed: tuple[Path, str]) -> None:
    edited(sealed[0], "resolution.docx", "-----", "~~~~~")
    paper = made(*sealed, DocumentKind.RESOLUTION)
    assert "~~~~~" in text_of_docx(to_docx(paper, "resolution", sealed[0]))
    assert "~~~~~" not in text_of_docx(to_docx(paper, "minutes", sealed[0]))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{ subject }}", "{{ subjekt }}", "the field subjekt"),
        ("{{ seal.digest }}", "{{ seal.hash }}", "hash"),
        ("{%p endfor %}", "", "cannot be used"),
    ],
)
def test_a_template_that_asks_too_much_names_the_place(sealed: tuple[Path, str], old: str, new: str, said: str) -> None:
    edited(sealed[0], "paper.docx", old, new)
    with pytest.raises(DataFileWrong, match=said):
        to_docx(made(*sealed, DocumentKind.MINUTES), "minutes", sealed[0])


@pytest.mark.parametrize("content", [b"", b"no document", b"PK\x03\x04"])
def test_a_damaged_template_is_told_in_one_sentence(sealed: tuple[Path, str], content: bytes) -> None:
    (sealed[0] / FOLDER).mkdir()
    (sealed[0] / FOLDER / "paper.docx").write_bytes(content)
    with pytest.raises(DataFileWrong, match="no Word document"):
        to_docx(made(*sealed, DocumentKind.MINUTES), "minutes", sealed[0])


def spoilt(home: Path, part: str, old: bytes, new: bytes) -> None:
    """Put a copy of the template into the cell's folder, with something else in one of its parts."""
    (home / FOLDER).mkdir()
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(home / FOLDER / "paper.docx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new, 1) if name == part else content)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_template_with_a_broken_part_is_told_in_one_sentence(sealed: tuple[Path, str], part: str) -> None:
    spoilt(sealed[0], part, b"<", b"<<")
    with pytest.raises(DataFileWrong, match="no Word document"):
        to_docx(made(*sealed, DocumentKind.MINUTES), "minutes", sealed[0])


@pytest.mark.parametrize(
    "expression",
    [
        "1 // 0",
        "subject + 1",
        "range(10 ** 9)",
        "qr.tpl.save('x.docx')",
        "subject.__class__.__mro__",
        "body.append(1)",
        "'{0.__class__}'.format(subject)",
    ],
)
def test_a_template_can_neither_break_nor_run_the_program(sealed: tuple[Path, str], expression: str) -> None:
    spoilt(sealed[0], "word/document.xml", b"{{ subject }}", f"{{{{ {expression} }}}}".encode())
    with pytest.raises(DataFileWrong, match="cannot be used"):
        to_docx(made(*sealed, DocumentKind.MINUTES), "minutes", sealed[0])


def test_an_unknown_field_is_found_in_the_head_of_the_page_too(sealed: tuple[Path, str]) -> None:
    spoilt(sealed[0], "word/header1.xml", b"</w:p>", b"<w:r><w:t>Page {{ pagee }}</w:t></w:r></w:p>")
    with pytest.raises(DataFileWrong, match=r"field pagee, which there is not \(at “.*Page"):
        to_docx(made(*sealed, DocumentKind.MINUTES), "minutes", sealed[0])


def test_a_subject_longer_than_words_properties_take_is_no_fault(record: MeetingRecord) -> None:
    long = replace(large(record), subject="Nghị quyết " * 40, cell="Chi bộ " * 60)
    assert long.subject.strip() in text_of_docx(to_docx(long, "tasks", None))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.pdf", b"whole")
    assert (tmp_path / "a.pdf").read_bytes() == b"whole"
    with pytest.raises(StoreUnusable, match="no such folder"):
        write_whole(tmp_path / "none" / "a.pdf", b"x")
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(StoreUnusable, match="was not written"):
        write_whole(tmp_path / "folder.pdf", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "folder.pdf"]


def test_without_a_font_nothing_is_made(record: MeetingRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FAMILIES", ("No such font",))
    pdf._fonts.cache_clear()
    with pytest.raises(DataFileWrong, match="Liberation Serif"):
        to_pdf(large(record))
    pdf._fonts.cache_clear()


def test_a_full_disk_leaves_no_half_file(small_disk: Path) -> None:
    with pytest.raises(StoreUnusable, match="the disk is full"):
        write_whole(small_disk / "a.pdf", bytes(2 * SIZE))
    assert list(small_disk.iterdir()) == []


@pytest.fixture(scope="module")
def fifty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A cell of fifty members, and its last meeting that was held."""
    home = tmp_path_factory.mktemp("fifty") / "home"
    furnish(home, members=50)
    reader = open_reader(home)
    held = [one for one in meetings(reader) if one.closed_at][-1].id
    reader.close()
    return home, held


@KINDS
def test_fifty_members_come_out_well(fifty: tuple[Path, str], kind: DocumentKind) -> None:
    home, held = fifty
    choose_language("vi")
    paper = made(home, held, kind)
    pages = PdfReader(io.BytesIO(to_pdf(paper))).pages
    pdf_text = squeezed("".join(page.extract_text() for page in pages))
    tables = [block for block in paper.body if isinstance(block, Table)]
    for row in (row for block in tables for row in block.rows):
        assert squeezed(row[0]) in pdf_text
    if kind is DocumentKind.ATTENDANCE:
        assert len(tables[0].rows) == 50
        assert len(pages) > 1
        assert sum("Họvàtên" in squeezed(page.extract_text()) for page in pages) == len(pages)
    assert text_of_docx(to_docx(paper, kind, None))
