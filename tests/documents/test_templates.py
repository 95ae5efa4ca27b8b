"""The Word template that a cell may edit: used, checked, and told in one sentence where it cannot be used."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt

from models.documents.kinds.letters import letter
from models.documents.kinds.number_book_paper import number_book_paper
from models.documents.made import BOOK, LETTER
from models.documents.names import DocumentKind
from models.documents.number_book import number_book
from models.documents.paper import Paper
from models.documents.rendering.docx import FOLDER, SHIPPED, TEMPLATE, TEMPLATES, shipped, to_docx
from models.documents.rendering.docx_check import WORD
from models.domain.errors import DataFileWrong
from models.domain.language import choose_language
from models.domain.vocabulary import LetterKind
from models.queries.people import cell as own_cell
from models.store.opening import open_reader
from tests.documents.conftest import Held
from tests.documents.test_documents import made, text_of_docx
from tests.documents.test_letters import written


@pytest.fixture(scope="module")
def minutes(sealed_once: Held) -> Paper:
    """The scenario's sealed minutes."""
    return made(*sealed_once, DocumentKind.MINUTES)


KINDS = [*(one.value for one in DocumentKind if one is not DocumentKind.ADMISSION), LETTER, BOOK]
"""All but the resolution on admission, of which the meeting has none; it shares its frame with that on confirmation."""
OF_MOTION = {DocumentKind.BALLOTS: 2, DocumentKind.COUNT: 2, DocumentKind.EXTRACT: 1}


def paper_of(kind: str, held: Held) -> Paper:
    """Return a document of a kind: of the scenario's meeting, a letter, the number book."""
    if kind == LETTER:
        return letter(written(LetterKind.OFFICIAL_LETTER), date(2026, 12, 3))
    if kind == BOOK:
        with closing(open_reader(held[0])) as reader:
            return number_book_paper(own_cell(reader), number_book(reader, date(2026, 12, 3)), date(2026, 12, 3))
    return made(*held, DocumentKind(kind), OF_MOTION.get(DocumentKind(kind)))


def edited(home: Path, name: str, old: str, new: str, template: Path = TEMPLATE) -> None:
    """Put a template of the cell's own into its folder, edited as in Word."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    document = Document(str(template))
    for paragraph in [*document.paragraphs, *(one for table in document.tables for row in table.rows
                      for cell in row.cells for one in cell.paragraphs)]:  # fmt: skip
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(folder / name))


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_of_a_kind_says_the_same_as_that_of_all_kinds(sealed_once: Held, kind: str) -> None:
    paper = paper_of(kind, sealed_once)
    assert text_of_docx(to_docx(paper, kind, None)) == text_of_docx(to_docx(paper, "paper", None))


def test_every_kind_has_a_template_and_each_is_shorter_than_that_of_all_kinds() -> None:
    assert set(KINDS) <= set(SHIPPED)
    lengths = {name: _paragraphs(TEMPLATES / f"{name}.docx") for name in {*SHIPPED.values(), "paper"}}
    assert lengths["ballots"] == 1
    assert max(lengths, key=lambda name: lengths[name]) == "paper"
    assert lengths["one_signature"] < lengths["two_signatures"] < lengths["minutes"] < lengths["paper"]


def _paragraphs(path: Path) -> int:
    return sum(1 for _one in Document(str(path)).element.body.iter(f"{WORD}p"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_mistake_in_the_template_of_any_kind_is_refused_with_its_place(
    sealed_once: Held, home: Path, kind: str
) -> None:
    choose_language("vi")
    paper = paper_of(kind, sealed_once)
    for new, said in (
        ("{{ bodi }}", "trường bodi.*“{{ bodi }}”"),
        ("{{ body }", "ngoặc nhọn.*“{{ body }”"),
        ("{%p for x in body %}", "“for” không có endfor.*x in body"),
    ):
        edited(home, f"{kind}.docx", "{{ body }}", new, shipped(kind))
        with pytest.raises(DataFileWrong) as refused:
            to_docx(paper, kind, home)
        assert re.search(said, str(refused.value)), str(refused.value)
        assert str(home / FOLDER / f"{kind}.docx") in str(refused.value)


def test_a_template_of_the_cells_own_is_used(minutes: Paper, home: Path) -> None:
    edited(home, "resolution.docx", "-----", "~~~~~")
    assert "~~~~~" in text_of_docx(to_docx(minutes, "resolution", home))
    assert "~~~~~" not in text_of_docx(to_docx(minutes, "minutes", home))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{ subject }}", "{{ subjekt }}", "trường subjekt.*“{{ subjekt }}”"),
        ("{%p for line in seal.lines %}", "{%p for line in seal.rows %}", "trường rows.*seal.rows"),
        ("{{ subject }}", "{{ subject }", "ngoặc nhọn.*“{{ subject }”"),
        ("{{ title }}", "{ title }}", "ngoặc nhọn.*“{ title }}”"),
        ("{{ title }}", "{{ title }} {", "ngoặc nhọn.*title"),
        ("{%p endfor %}", "", "“for” không có endfor.*“{%p for line in"),
        ("{%p if title %}", "", "“endif” không có if"),
        ("{%p if subject %}", "{%p for x in subject %}", "“for” không có endfor.*x in subject"),
        ("{%p if subject %}", "{% if subject", "ngoặc nhọn.*if subject"),
        ("{{ title }}", "{{ title | shout }}", "title | shout"),
        ("{{ title }}", "{{ title + 1 }}", r"title \+ 1"),
        ("{{ title }}", "{{ 1 // 0 }}", "1 // 0"),
    ],
)
def test_a_template_that_cannot_be_filled_in_names_the_place_in_the_language(
    minutes: Paper, home: Path, old: str, new: str, said: str
) -> None:
    choose_language("vi")
    edited(home, "paper.docx", old, new)
    with pytest.raises(DataFileWrong) as refused:
        to_docx(minutes, "minutes", home)
    assert re.search(said, str(refused.value)), str(refused.value)
    assert str(home / FOLDER / "paper.docx") in str(refused.value)


def test_a_template_that_draws_the_blocks_itself_still_does(minutes: Paper, home: Path) -> None:
    """Templates of earlier versions loop over the blocks; so may those of today."""
    edited(home, "paper.docx", "{{ body }}", "{% for block in body %}~{{ block.text }}~{% endfor %}")
    assert "~I- THÀNH PHẦN" in text_of_docx(to_docx(minutes, "minutes", home))


def test_word_finds_headings_language_and_the_documents_own_properties(minutes: Paper) -> None:
    document = Document(io.BytesIO(to_docx(replace(minutes, language="vi"), "minutes", None)))
    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert [text.partition("-")[0] for text in headings] == ["I", "II", "III"]
    languages = {one.get(f"{WORD}val") for one in document.styles.element.iter(f"{WORD}lang")}
    assert languages == {"vi-VN"}
    properties = document.core_properties
    assert (properties.author, properties.language) == (minutes.cell, "vi-VN")
    assert properties.title.startswith("BIÊN BẢN")
    assert properties.created == datetime.fromisoformat(minutes.created)
    assert properties.comments == ""


def test_the_template_is_short_and_styles_carry_the_form(minutes: Paper, home: Path) -> None:
    document = Document(str(TEMPLATE))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts.count("{{ body }}") == 1
    assert not any("block" in text for text in texts)
    (home / FOLDER).mkdir(parents=True)
    document.styles["Body Text"].font.size = Pt(13)
    document.save(str(home / FOLDER / "paper.docx"))
    made_with = Document(io.BytesIO(to_docx(minutes, "minutes", home)))
    running = next(one for one in made_with.paragraphs if one.style is not None and one.style.name == "Body Text")
    assert running.style is not None
    assert (running.style.font.size, running.runs[0].font.size) == (Pt(13), None)


@pytest.mark.parametrize("content", [b"", b"no document", b"PK\x03\x04"])
def test_a_damaged_template_is_told_in_one_sentence(minutes: Paper, home: Path, content: bytes) -> None:
    (home / FOLDER).mkdir(parents=True)
    (home / FOLDER / "paper.docx").write_bytes(content)
    with pytest.raises(DataFileWrong, match="no Word document"):
        to_docx(minutes, "minutes", home)


def spoilt(home: Path, part: str, old: bytes, new: bytes) -> None:
    """Put a copy of the template into the cell's folder, with something else in one of its parts."""
    (home / FOLDER).mkdir(parents=True)
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(home / FOLDER / "paper.docx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new, 1) if name == part else content)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_template_with_a_broken_part_is_told_in_one_sentence(minutes: Paper, home: Path, part: str) -> None:
    spoilt(home, part, b"<", b"<<")
    with pytest.raises(DataFileWrong, match="no Word document"):
        to_docx(minutes, "minutes", home)


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
def test_a_template_can_neither_break_nor_run_the_program(minutes: Paper, home: Path, expression: str) -> None:
    spoilt(home, "word/document.xml", b"{{ title }}", f"{{{{ {expression} }}}}".encode())
    with pytest.raises(DataFileWrong, match=r"cannot be used|which there is not"):
        to_docx(minutes, "minutes", home)


def test_an_unknown_field_is_found_in_the_head_of_the_page_too(minutes: Paper, home: Path) -> None:
    spoilt(home, "word/header1.xml", b"</w:p>", b"<w:r><w:t>Page {{ pagee }}</w:t></w:r></w:p>")
    with pytest.raises(DataFileWrong, match=r"field pagee, which there is not \(at “.*Page"):
        to_docx(minutes, "minutes", home)
