"""Every document of the scenario's meeting: what it says, how it is built, that every format says the same."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from pypdf import PdfReader

from models.documents import letterhead
from models.documents.catalogue import DocumentFormat, DocumentRequest, make, render
from models.documents.files import write_whole
from models.documents.kinds.minutes import minutes
from models.documents.kinds.resolution import resolution
from models.documents.minutes_text import draft_minutes
from models.documents.names import ABOUT_A_MOTION, OF_MOTION_KIND, DocumentKind
from models.documents.paper import BallotSlips, BlankLines, DocumentHeading, Paper, PaperTable, Paragraph, TableColumn
from models.documents.record import MeetingRecord
from models.documents.rendering import pdf
from models.documents.rendering.docx import to_docx
from models.documents.rendering.pdf import to_pdf
from models.domain.errors import DataFileWrong, Refused, StoreUnusable, UnknownRecord
from models.domain.language import choose_language
from models.domain.points import Points
from models.domain.vocabulary import ScoreStage
from models.profiles.loading import load_criteria
from models.store.opening import open_reader
from models.store.store import Store
from tests.disks import SIZE
from tests.documents.conftest import Do, Held, recorded
from tests.documents.pages import families_of
from tests.documents.shape import shape_of
from tests.half_points import let_halves_be_given

GOLDEN = Path(__file__).parent / "golden" / "papers"
NOW = datetime(2026, 12, 5, tzinfo=UTC)
OF_EVERY_MEETING = tuple(kind for kind in DocumentKind if kind not in OF_MOTION_KIND)
KINDS = pytest.mark.parametrize("kind", OF_EVERY_MEETING)
MEETINGS = pytest.mark.parametrize("which", ["scenario", "large"])
EVERY_LETTER = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
TRICKY = 'A <b> & "c" {{ x }} {% y %} #let $z$ [d](e) *f* _g_ @h \\i `j` | k'


@pytest.fixture
def record(sealed_once: Held) -> MeetingRecord:
    """What happened at the meeting, read from the one that was made for all."""
    return recorded(*sealed_once, NOW)


@pytest.fixture
def held_one(which: str, sealed_once: Held, large_once: Held) -> Held:
    """The scenario's meeting, or the one that is as large as they come; only to be read."""
    return {"scenario": sealed_once, "large": large_once}[which]


def made(home: Path, meeting: str, kind: DocumentKind, motion: int = 1) -> Paper:
    reader = open_reader(home)
    try:
        return make((reader, home, NOW), DocumentRequest(kind, meeting, motion if kind in ABOUT_A_MOTION else None))
    finally:
        reader.close()


def agrees(request: pytest.FixtureRequest, path: Path, text: str) -> None:
    """Compare with what was read and accepted; ``--snapshot-update`` writes it anew after a change that is meant."""
    if request.config.getoption("update_snapshots"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def text_of_docx(content: bytes) -> str:
    """Return every paragraph of a Word file, those in tables of tables too."""
    document = Document(io.BytesIO(content))
    return "\n".join(WordParagraph(one, document).text for one in document.element.body.iter(qn("w:p")))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@MEETINGS
@KINDS
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_each_says(
    held_one: Held, which: str, kind: DocumentKind, language: str, request: pytest.FixtureRequest
) -> None:
    choose_language(language)
    text = render(made(*held_one, kind, 2), DocumentFormat.TEXT, kind, None).decode()
    agrees(request, GOLDEN / which / f"{kind}-{language}.txt", text)


@MEETINGS
@KINDS
def test_every_format_says_the_same_on_pages_that_were_looked_at(
    held_one: Held, which: str, kind: DocumentKind, request: pytest.FixtureRequest
) -> None:
    choose_language("vi")
    paper = made(*held_one, kind, 2)
    pdf, docx = to_pdf(paper), to_docx(paper, kind, None)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert families_of(pdf) == {"LiberationSerif"}
    in_pdf, in_docx = squeezed("".join(pages)), squeezed(text_of_docx(docx))
    for wanted in texts_of(paper):
        assert squeezed(wanted) in in_docx
        assert squeezed(wanted) in in_pdf
    agrees(request, GOLDEN / which / f"{kind}.shape.txt", shape_of(pages, docx))


def texts_of(paper: Paper) -> list[str]:
    """What must stand in every format, but for what a line may be broken in."""
    found = [paper.title, paper.subject] if paper.title else []
    for block in paper.body:
        if isinstance(block, PaperTable):
            found += [cell for row in block.rows for cell in row if len(cell) < 12]
        elif isinstance(block, BlankLines):
            continue
        elif isinstance(block, BallotSlips):
            found += [block.question, *block.lines]
        elif not isinstance(block, Paragraph) or len(block.text) < 60:
            found.append(block.text)
    return [*found, *(one.name for one in (paper.left, paper.right) if one)]


@pytest.mark.parametrize("kind", [DocumentKind.MINUTES, DocumentKind.TASKS])
def test_the_same_records_make_the_same_files(sealed_once: Held, kind: DocumentKind) -> None:
    choose_language("vi")
    one, other = made(*sealed_once, kind), made(*sealed_once, kind)
    assert to_pdf(one) == to_pdf(other)
    assert to_docx(one, kind, None) == to_docx(other, kind, None)


def test_approved_minutes_are_printed_as_they_were_sealed(sealed_once: Held) -> None:
    choose_language("en")  # what was approved in Vietnamese stays so
    paper = made(*sealed_once, DocumentKind.MINUTES)
    assert paper.title == "BIÊN BẢN"
    assert paper.number.startswith("Số 03-BB")  # after the minutes of two counts; the letterhead as the text
    assert paper.seal is not None
    assert not paper.note
    printed = PdfReader(io.BytesIO(to_pdf(paper))).pages[-1].extract_text().splitlines()
    assert all(any(digest in line for line in printed) for digest in (paper.seal.digest, paper.seal.whole)), printed


def test_minutes_that_nobody_approved_are_marked_as_a_draft(record: MeetingRecord) -> None:
    paper = minutes(record, None)
    assert (paper.note, paper.seal) == ("DRAFT", None)
    assert "……" in paper.number


def test_nobody_is_named_with_a_vote_but_who_counted(sealed_once: Held) -> None:
    reader = open_reader(sealed_once[0])
    for number in (2, 3):
        paper = make((reader, sealed_once[0], NOW), DocumentRequest(DocumentKind.COUNT, sealed_once[1], number))
        text = render(paper, DocumentFormat.TEXT, DocumentKind.COUNT, None).decode()
        lines = [line for line in text.splitlines() if "ounting committee" not in line]
        assert "Vi Văn Mậu" not in "".join(lines)
    reader.close()


def test_a_document_of_what_is_not_there_is_refused_in_a_sentence(do: Do, home: Path, store: Store) -> None:
    meeting = str(do("meeting.plan", at=datetime(2027, 1, 4, 7, tzinfo=UTC)).value)
    for kind in (DocumentKind.RESOLUTION, DocumentKind.TASKS, DocumentKind.PETITIONS, DocumentKind.COUNT):
        with pytest.raises(Refused):
            made(home, meeting, kind)


def test_the_evaluators_form_holds_what_was_written_already(do: Do, home: Path, meeting: str) -> None:
    form = made(home, meeting, DocumentKind.EVALUATION)
    assert any(isinstance(block, BlankLines) for block in form.body)
    key = next(iter(load_criteria(home).headings)).criteria[0].key
    do("score.give", criterion=key, points=3, stage=ScoreStage.SUPERIOR, meeting=meeting)
    do("evaluation.write", evaluator="Lò Văn Ún", remark="Thảo luận sôi nổi", meeting=meeting)
    form = made(home, meeting, DocumentKind.EVALUATION)
    (listed,) = (block for block in form.body if isinstance(block, PaperTable))
    assert listed.rows[1][3] == "3"
    assert Paragraph("Thảo luận sôi nổi") in form.body
    assert form.right is not None
    assert form.right.name == "Lò Văn Ún"


@pytest.mark.parametrize(("language", "written"), [("vi", "3,5"), ("en", "3.5")])
def test_half_a_point_stands_on_the_sheet_and_in_the_minutes_as_the_language_writes_it(
    do: Do, home: Path, meeting: str, language: str, written: str
) -> None:
    let_halves_be_given(home)
    choose_language(language)
    line = next(iter(load_criteria(home).headings)).criteria[0]
    do("score.give", criterion=line.key, points=Points(7), meeting=meeting)
    (listed,) = (block for block in made(home, meeting, DocumentKind.SCORE).body if isinstance(block, PaperTable))
    assert listed.rows[1][3] == written
    whole = listed.rows[-1][3]
    assert whole.endswith(written[1:])
    assert f" {whole}" in draft_minutes(recorded(home, meeting, NOW))


def test_no_section_and_no_column_is_left_blank(sealed_once: Held, large_once: Held) -> None:
    choose_language("en")
    for home, meeting in (sealed_once, large_once):
        paper = made(home, meeting, DocumentKind.PETITIONS)
        (listed,) = (block for block in paper.body if isinstance(block, PaperTable))
        assert all(any(row[at] for row in listed.rows) for at in range(len(listed.columns)))
        headings = [
            block for block in made(home, meeting, DocumentKind.RESOLUTION).body if isinstance(block, DocumentHeading)
        ]
        assert [heading.text.partition("-")[0] for heading in headings if heading.level == 1] == [
            "I",
            "II",
            "III",
            "IV",
        ]
    without = replace(recorded(*sealed_once, NOW), tasks=(), items=())
    assert [block.text for block in resolution(without).body if isinstance(block, DocumentHeading)] == [
        "I- TASKS OF THE NEXT MONTH",
        "II- SELF-SCORE OF THE MEETING",
    ]


def test_the_signatures_never_stand_on_a_page_alone(sealed_once: Held) -> None:
    """Whatever the length of what they stand under: the last paragraph, or the last rows of a table, go with them."""
    choose_language("vi")
    whole = made(*sealed_once, DocumentKind.TASKS)
    columns = (TableColumn("TT", 1), TableColumn("HEAD", 9))
    for rows in range(28, 40):
        listed = PaperTable(columns, tuple((f"h{number}", f"việc {number}") for number in range(rows)))
        for body in ((listed,), tuple(Paragraph(f"việc h{number}") for number in range(rows))):
            pages = [page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(replace(whole, body=body)))).pages]
            assert f"h{rows - 1}" in pages[-1]
            assert "Phạm Quốc Ánh" in pages[-1]
            if body == (listed,):
                assert [page.count("HEAD") for page in pages] == [1] * len(pages)


def test_a_motion_is_named_by_its_number(sealed_once: Held) -> None:
    reader = open_reader(sealed_once[0])
    with pytest.raises(Refused, match="which motion"):
        make((reader, sealed_once[0], NOW), DocumentRequest(DocumentKind.COUNT, sealed_once[1]))
    with pytest.raises(UnknownRecord, match="no motion 99"):
        make((reader, sealed_once[0], NOW), DocumentRequest(DocumentKind.COUNT, sealed_once[1], 99))
    reader.close()


def large(record: MeetingRecord) -> Paper:
    """A document with 50 members, 40 items and names as long as they come."""
    long = "Nguyễn Phúc Hoàng Bảo Trâm Anh Thị Khánh Ngọc"
    columns = (TableColumn("TT", 1), TableColumn("Họ và tên", 6), TableColumn("Nội dung", 8))
    rows = tuple((str(number), f"{long} {number}", f"Việc {number} " * 9) for number in range(1, 51))
    items = tuple(Paragraph(f"{number}. {long}: {EVERY_LETTER}") for number in range(40))
    sheet = letterhead.DocumentContent("DS", "DANH SÁCH", TRICKY, (PaperTable(columns, rows), *items))
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
    monkeypatch.setattr(pdf, "FAMILY", "No such font")
    pdf._fonts.cache_clear()
    with pytest.raises(DataFileWrong, match="Liberation Serif"):
        to_pdf(large(record))
    pdf._fonts.cache_clear()


def test_a_full_disk_leaves_no_half_file(small_disk: Path) -> None:
    with pytest.raises(StoreUnusable, match="the disk is full"):
        write_whole(small_disk / "a.pdf", bytes(2 * SIZE))
    assert list(small_disk.iterdir()) == []
