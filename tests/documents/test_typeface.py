"""The typeface of every PDF: one, which has every letter of Vietnamese; a letter that it lacks is named."""

from __future__ import annotations

import unicodedata

import pytest

from models.documents.catalogue import DocumentFormat
from models.documents.notices import notices
from models.documents.paper import DocumentHeading, Paper, PaperTable, Paragraph, Signature, TableColumn
from models.documents.rendering import typeface
from models.documents.rendering.pdf import to_pdf
from models.documents.rendering.typeface import FONTS, covered, missing_letters, printable
from models.domain.language import choose_language
from tests.documents.pages import families_of, text_of

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES] + ["đ"]
VIETNAMESE = "".join(letter + letter.upper() for letter in SMALL)
"""All 146 precomposed letters with their capitals: 12 vowels in 6 tones, and đ."""


def paper(text: str, **changes: object) -> Paper:
    """Return a document that prints a text upright, in bold, in italics and in a table."""
    body = (
        DocumentHeading(text),
        Paragraph(text),
        Paragraph(text, is_italic=True),
        PaperTable((TableColumn(text, 1), TableColumn("x", 1)), ((text, text), (text, "")), strong=(1,)),
    )
    signed = Signature(text, text, text)
    return Paper(
        text, text, "ĐẢNG CỘNG SẢN VIỆT NAM", text, text, text, text, body, signed, signed, text, (text,), text
    )


def test_the_typeface_has_every_vietnamese_letter() -> None:
    assert len(VIETNAMESE) == 146
    for face in FONTS.glob("*.ttf"):
        assert {ord(letter) for letter in VIETNAMESE} <= typeface._code_points(face.read_bytes()), face.name


def test_every_vietnamese_letter_is_printed_in_the_one_typeface() -> None:
    pdf = to_pdf(paper(" ".join(VIETNAMESE)))
    assert families_of(pdf) == {"LiberationSerif"}
    assert set(VIETNAMESE) <= set(text_of(pdf))


@pytest.mark.parametrize(
    ("text", "printed", "missing"),
    [
        ("Nguyễn Phúc 3 → 77 hộ, ≥ 2/3, 62,5\u00a0%", "Nguyễn Phúc 3 → 77 hộ, ≥ 2/3, 62,5\u00a0%", ""),
        ("họp 😀 vui", "họp [U+1F600] vui", "😀"),
        ("ꨌꩌ ว 漢", "[U+AA0C][U+AA4C] [U+0E27] [U+6F22]", "ꨌꩌว漢"),
        ("① ｖiệc ﬀ", "1 việc ff", ""),  # a plainer form of the same letter
        ("👨\u200d👩\ufe0f", "[U+1F468][U+1F469]", "👨👩"),
        ("\ue000", "[U+E000]", "\ue000"),
    ],
)
def test_a_letter_that_is_lacking_is_printed_as_its_number_and_named(text: str, printed: str, missing: str) -> None:
    told = printable(text).replace("\u200d", "")
    assert told == printed
    assert all(letter.isspace() or ord(letter) in covered() for letter in told)
    assert missing_letters(paper(text)) == tuple(missing)


def test_a_document_with_letters_of_other_scripts_is_made_and_says_which() -> None:
    choose_language("vi")
    of = paper("Chúc mừng 😀 ꨌꩌ")
    pdf = to_pdf(of)
    assert families_of(pdf) == {"LiberationSerif"}
    assert "[U+1F600] [U+AA0C][U+AA4C]" in text_of(pdf)
    (notice,) = notices(of, DocumentFormat.PDF)
    assert "😀 (U+1F600), ꨌ (U+AA0C), ꩌ (U+AA4C)" in str(notice)
    assert notices(of, DocumentFormat.DOCX) == ()


def test_many_lacking_letters_are_not_all_named() -> None:
    (notice,) = notices(paper("".join(map(chr, range(0xAA00, 0xAA20)))), DocumentFormat.PDF)
    assert str(notice).count("U+") == 12
    assert "…" in str(notice)
