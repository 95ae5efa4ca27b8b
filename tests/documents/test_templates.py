"""The Word template that a cell may edit: used, checked, and told in one sentence where it cannot be used."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document

from models.documents.names import DocumentKind
from models.documents.paper import Paper
from models.documents.rendering.docx import FOLDER, TEMPLATE, to_docx
from models.domain.errors import DataFileWrong
from tests.documents.conftest import Held
from tests.documents.test_documents import made, text_of_docx


@pytest.fixture(scope="module")
def minutes(sealed_once: Held) -> Paper:
    """The scenario's sealed minutes."""
    return made(*sealed_once, DocumentKind.MINUTES)


def edited(home: Path, name: str, old: str, new: str) -> None:
    """Put a template of the cell's own into its folder, edited as in Word."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    document = Document(str(TEMPLATE))
    for paragraph in [*document.paragraphs, *(one for table in document.tables for row in table.rows
                      for cell in row.cells for one in cell.paragraphs)]:  # fmt: skip
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(folder / name))


def test_a_template_of_the_cells_own_is_used(minutes: Paper, home: Path) -> None:
    edited(home, "resolution.docx", "-----", "~~~~~")
    assert "~~~~~" in text_of_docx(to_docx(minutes, "resolution", home))
    assert "~~~~~" not in text_of_docx(to_docx(minutes, "minutes", home))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{ subject }}", "{{ subjekt }}", "the field subjekt"),
        ("{{ seal.digest }}", "{{ seal.hash }}", "hash"),
        ("{%p endfor %}", "", "cannot be used"),
    ],
)
def test_a_template_that_asks_too_much_names_the_place(
    minutes: Paper, home: Path, old: str, new: str, said: str
) -> None:
    edited(home, "paper.docx", old, new)
    with pytest.raises(DataFileWrong, match=said):
        to_docx(minutes, "minutes", home)


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
    spoilt(home, "word/document.xml", b"{{ subject }}", f"{{{{ {expression} }}}}".encode())
    with pytest.raises(DataFileWrong, match="cannot be used"):
        to_docx(minutes, "minutes", home)


def test_an_unknown_field_is_found_in_the_head_of_the_page_too(minutes: Paper, home: Path) -> None:
    spoilt(home, "word/header1.xml", b"</w:p>", b"<w:r><w:t>Page {{ pagee }}</w:t></w:r></w:p>")
    with pytest.raises(DataFileWrong, match=r"field pagee, which there is not \(at “.*Page"):
        to_docx(minutes, "minutes", home)
