"""No line ends between a number and its percent sign: on screens, in text, in Word and PDF."""

from __future__ import annotations

import pytest
from rich import _wrap
from textual.content import Content

from models.documents.paper import Paper, Paragraph
from models.documents.rendering.plain import WIDTH, to_text
from models.domain.formats import NO_BREAK
from tui.compat.line_ends import keep_signs_by_numbers

RESULT = "Tán thành 5/8 (62,5 %), không tán thành 2; tỷ lệ cần đạt trên 50 % số đảng viên"


def paper(text: str) -> Paper:
    return Paper("", "", "", "", "", "", "", (Paragraph(text),))


@pytest.mark.parametrize("width", range(12, 60))
def test_on_a_screen(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(_wrap, "re_word", _wrap.re_word)  # and so it is again after the test
    keep_signs_by_numbers()
    lines = [line.plain for line in Content(RESULT).wrap(width)]
    assert not [line for line in lines if line.startswith("%")]
    assert " ".join(line.strip() for line in lines) == RESULT


def test_in_plain_text() -> None:
    for before in range(WIDTH):
        written = to_text(paper("x" * before + " " + RESULT))
        assert "\n%" not in written
        assert "62,5 %" in written


def test_in_word_and_pdf() -> None:
    (block,) = paper(RESULT).to_json()["body"]
    assert block["text"] == RESULT.replace(" %", f"{NO_BREAK}%")
