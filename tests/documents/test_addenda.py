"""Addenda stand under the signatures of sealed minutes: called by their kind, numbered, dated, signed by themselves."""

from __future__ import annotations

from datetime import UTC, datetime

from models.acts.registry import perform
from models.documents.names import DocumentKind
from models.documents.paper import Paper
from models.documents.rendering.docx import to_docx
from models.documents.rendering.pdf import to_pdf
from models.documents.rendering.plain import to_markdown, to_text
from models.domain.language import choose_language
from models.domain.vocabulary import AddendumKind
from models.store.store import Store
from tests.documents.conftest import Held
from tests.documents.pages import text_of
from tests.documents.test_documents import made, squeezed, text_of_docx

AT = datetime(2026, 12, 5, 3, tzinfo=UTC)


def corrected(held: Held) -> Paper:
    home, meeting = held
    store = Store.open(home, lambda: AT)
    perform(store, "minutes.correct", meeting=meeting, text="Mục 4: 12 hộ, không phải 21 hộ.\nDòng hai.")
    perform(store, "minutes.correct", meeting=meeting, text="Đồng chí Ý có mặt.", kind=AddendumKind.SUPPLEMENT)
    store.close()
    choose_language("vi")
    return made(home, meeting, DocumentKind.MINUTES)


def test_it_stands_under_the_signatures_in_every_format(sealed: Held) -> None:
    paper = corrected(sealed)
    first, second = paper.addenda
    assert (first.title, second.title) == ("ĐÍNH CHÍNH SỐ 01", "BỔ SUNG BIÊN BẢN SỐ 02")
    assert first.place_and_day.replace("\u00a0", " ") == "Hà Giang, ngày 05 tháng 12 năm 2026"
    assert first.lines == ("Mục 4: 12 hộ, không phải 21 hộ.", "Dòng hai.")
    assert first.right is not None
    assert first.right.name == "Phạm Quốc Ánh"
    docx = to_docx(paper, "minutes", None)
    for text in (text_of(to_pdf(paper)), to_text(paper), to_markdown(paper), text_of_docx(docx)):
        told = squeezed(text)
        parts = [
            "NGƯỜICHỦTRÌ",
            "ĐÍNHCHÍNHSỐ01",
            "ngày05tháng12năm2026",
            "Mục4:12hộ",
            "NGƯỜICHỦTRÌ",
            "BỔSUNGBIÊNBẢNSỐ02",
        ]
        at = -1
        for part in parts:
            at = told.find(part, at + 1)
            assert at >= 0, part
        assert told.count("PhạmQuốcÁnh") >= 3


def test_a_changed_kind_day_or_signer_gives_another_digest(sealed: Held) -> None:
    from dataclasses import replace

    from models.documents.sealed_paper import differing_fields, whole_digest

    paper = corrected(sealed)
    first, second = paper.addenda
    assert first.left is not None
    for forged in (
        replace(first, title=second.title),
        replace(first, place_and_day="Hà Giang, ngày 04 tháng 12 năm 2026"),
        replace(first, left=replace(first.left, name="Người khác")),
        replace(first, lines=("Mục 4: 21 hộ.",)),
    ):
        changed = replace(paper, addenda=(forged, second))
        assert whole_digest(changed) != whole_digest(paper)
        assert differing_fields(changed, paper) == ("addenda",)
    assert differing_fields(replace(paper, addenda=(first,)), paper) == ("addenda",)
