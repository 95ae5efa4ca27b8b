"""Word and LibreOffice open every document as it is: nothing to repair, no page lost."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from models.documents.paper import ROOM, PaperTable, TableColumn, column_widths
from models.documents.rendering.docx import to_docx
from models.domain.language import choose_language
from tests.documents.conftest import Held
from tests.documents.test_documents import OF_EVERY_MEETING, made, squeezed

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_SECONDS = 240


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, sealed_once: Held, large_once: Held) -> list[Path]:
    """Every document of both meetings, in Vietnamese."""
    folder = tmp_path_factory.mktemp("office")
    choose_language("vi")
    paths = []
    for name, held in (("scenario", sealed_once), ("large", large_once)):
        for kind in OF_EVERY_MEETING:
            path = folder / f"{name}-{kind}.docx"
            path.write_bytes(to_docx(made(*held, kind, 2), kind, None))
            paths.append(path)
    return paths


def test_word_has_nothing_to_repair(files: list[Path]) -> None:
    """What Word calls unreadable: a part that is no XML, a cell or an edge of the page without a paragraph at its end,
    a row of another number of cells than the table has columns.
    """
    for path in files:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
        for name, content in parts.items():
            root = etree.parse(io.BytesIO(content)).getroot()
            for cell in (*root.iter(f"{WORD}tc"), *root.iter(f"{WORD}hdr")):
                assert cell[-1].tag == f"{WORD}p", (path.name, name)
            for table in root.iter(f"{WORD}tbl"):
                columns = len(table.findall(f"{WORD}tblGrid/{WORD}gridCol"))
                assert {len(row.findall(f"{WORD}tc")) for row in table.findall(f"{WORD}tr")} == {columns}, path.name


def test_libreoffice_opens_every_document_with_the_pages_of_the_pdf(files: list[Path], tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (.ci/run installs libreoffice-writer where it may)")
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)],
        check=True, capture_output=True, timeout=MOST_SECONDS,
    )  # fmt: skip
    for path in files:
        pages = PdfReader(tmp_path / f"{path.stem}.pdf").pages
        begin = [squeezed(page.extract_text()) for page in pages[:2]]
        if "ballots" in path.name:
            assert all(text.startswith("Đóngdấu") for text in begin)
            assert begin[0].count("PHIẾUBIỂUQUYẾT" if "scenario" in path.name else "PHIẾUBẦU") in {7, 8}
            continue
        assert "ĐẢNGCỘNGSẢNVIỆTNAM" in begin[0]
        assert all(text.startswith("2") for text in begin[1:])


def test_a_day_and_a_number_of_rows_have_their_room_in_wider_letters_too() -> None:
    columns = (TableColumn("TT", 2), TableColumn("Nội dung công việc", 20), TableColumn("Hạn", 4))
    listed = PaperTable(columns, (("1", "Rà soát hồ sơ đảng viên " * 9, "28/12/2026"),))
    first, _middle, last = column_widths(listed, wider=40)
    assert first >= 5
    assert last >= 14
    assert sum(column_widths(listed, wider=40)) <= ROOM
