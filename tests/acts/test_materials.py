"""Documents of agenda items: copied beside the store, refused when they bear a mark of secrecy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from models.acts.registry import ActOutcome
from models.domain.errors import Refused
from models.materials.files import place_of
from models.queries.agenda import agenda
from models.queries.materials import materials
from models.store.opening import open_reader
from models.store.store import Store

Do = Callable[..., ActOutcome]


@pytest.fixture
def item(cell: Store, meeting: str) -> str:
    reader = open_reader(cell.home)
    found = agenda(reader, meeting).items[0].id
    reader.close()
    return found


def document(folder: Path, name: str, *lines: str) -> Path:
    """Make a document of the kind its name says, with these lines on its first page."""
    path = folder / name
    match path.suffix:
        case ".pdf":
            path.write_bytes(typst.compile("\n\n".join(lines).encode()))
        case ".docx":
            body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
            path.write_bytes(packed("word/document.xml", f"<w:document>{body}</w:document>"))
        case ".pptx":
            body = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
            path.write_bytes(packed("ppt/slides/slide1.xml", f"<p:sld>{body}</p:sld>"))
        case ".xlsx":
            body = "".join(f"<si><t>{line}</t></si>" for line in lines)
            path.write_bytes(packed("xl/sharedStrings.xml", f"<sst>{body}</sst>"))
        case ".odt":
            path.write_bytes(packed("content.xml", "".join(f"<text:p>{line}</text:p>" for line in lines)))
        case _:
            path.write_text("\n".join(lines), encoding="utf-8")
    return path


def packed(name: str, xml: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
    return out.getvalue()


KINDS = pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "pptx", "xlsx", "txt"])


@KINDS
def test_a_document_is_kept_beside_the_store(
    cell: Store, meeting: str, item: str, do: Do, tmp_path: Path, kind: str
) -> None:
    source = document(tmp_path, f"Báo cáo.{kind}", "Báo cáo chuyên đề", "Nội dung")
    outcome = do("material.attach", item=item, file=source)
    assert outcome.warnings == ()
    reader = open_reader(cell.home)
    (found,) = materials(reader, meeting)[item]
    reader.close()
    assert (found.name, found.size) == (source.name, source.stat().st_size)
    kept = place_of(cell.home, found.sha256, found.name)
    assert kept.read_bytes() == source.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0


def test_a_mark_beside_a_break_of_the_line_is_found(cell: Store, item: str, do: Do, tmp_path: Path) -> None:
    source = document(tmp_path, "Tờ trình.docx", "MẬT</w:t><w:br/><w:t>Số 05-TTr/ĐU")
    with pytest.raises(Refused, match="Mật"):
        do("material.attach", item=item, file=source)


@KINDS
def test_a_document_marked_secret_on_its_first_page_is_refused_and_not_copied(
    cell: Store, item: str, do: Do, tmp_path: Path, kind: str
) -> None:
    source = document(tmp_path, f"Tờ trình.{kind}", "ĐẢNG BỘ TỈNH", "TỐI MẬT", "Tờ trình")
    with pytest.raises(Refused, match="Tối mật"):
        do("material.attach", item=item, file=source)
    assert not (cell.home / "materials").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_mark_of_secrecy_is_found_however_a_text_was_saved(item: str, do: Do, tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "Tờ trình.txt"
    source.write_bytes("ĐẢNG BỘ TỈNH\r\nTỐI MẬT\r\nTờ trình\r\n".encode(encoding))
    with pytest.raises(Refused, match="Tối mật"):
        do("material.attach", item=item, file=source)


def test_a_documents_name_can_tell_its_secrecy(cell: Store, item: str, do: Do, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Mật"):
        do("material.attach", item=item, file=document(tmp_path, "Tờ trình (MẬT).txt", "Tờ trình"))


def test_a_document_that_cannot_be_read_is_attached_with_a_warning(item: str, do: Do, tmp_path: Path) -> None:
    scan = tmp_path / "quét.pdf"
    scan.write_bytes(b"%PDF-1.7 nothing of it can be read")
    (warning,) = do("material.attach", item=item, file=scan).warnings
    assert "see for yourself" in str(warning)


@pytest.mark.parametrize("name", ["virus.exe", "không có.pdf"])
def test_what_is_no_document_is_refused(item: str, do: Do, tmp_path: Path, name: str) -> None:
    (tmp_path / "virus.exe").write_bytes(b"MZ")
    with pytest.raises(Refused):
        do("material.attach", item=item, file=tmp_path / name)


def test_a_document_taken_away_comes_back_by_undo(cell: Store, meeting: str, item: str, do: Do, tmp_path: Path) -> None:
    key = do("material.attach", item=item, file=document(tmp_path, "a.txt", "a")).value
    do("material.detach", material=key)
    reader = open_reader(cell.home)
    assert materials(reader, meeting) == {}
    do("undo")
    assert [one.id for one in materials(reader, meeting)[item]] == [key]
    reader.close()
