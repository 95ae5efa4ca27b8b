"""Nothing printed is lost: every word of a document stands on its pages, inside the margins, in every format."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.documents.paper import (
    BallotSlips,
    DocumentHeading,
    Paper,
    PaperTable,
    Paragraph,
    Signature,
    TableColumn,
    column_widths,
    texts_of,
)
from models.documents.proceedings import note_lines
from models.documents.rendering.docx import to_docx
from models.documents.rendering.pdf import _compiled, to_pdf
from models.documents.rendering.plain import WIDTH, to_markdown, to_text
from models.domain.text import cell_width
from models.domain.vocabulary import NoteKind, Visibility
from models.queries.notes import NoteView
from tests.documents.pages import text_of
from tests.documents.test_documents import NOW, text_of_docx

PPI = 24
LEFT, RIGHT, TOP, BOTTOM = (round(side / 25.4 * PPI) for side in (30, 210 - 15, 10, 297 - 20))
"""The margins in dots; the number of the page stands 10 mm from above."""

_INVISIBLE = re.compile(r"[\s\u200b\u00ad]+")
_ADDRESS = (
    "https://dichvucong.hagiang.gov.vn/tra-cuu/ho-so?ma=H22.35.08-261203-00017&nguon=chi-bo&loai=kiem-tra-dinh-ky"
)
_NAMES = ("Nguyễn", "Ẩn", "Đường", "kiểm tra", "thực phẩm")

words = st.one_of(
    st.sampled_from(_NAMES),
    st.integers(0, 10**9).map(lambda number: f"w{number}"),
    st.just(_ADDRESS),
    st.text("abcdefgđêươ", min_size=30, max_size=160),
)
lines = st.lists(words, min_size=1, max_size=12).map(" ".join)
long_text = st.lists(words, min_size=200, max_size=500).map(" ".join)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)


@st.composite
def tables(draw: st.DrawFn) -> PaperTable:
    count = draw(st.integers(2, 7))
    columns = tuple(TableColumn(draw(st.sampled_from(_NAMES)), draw(st.integers(1, 20))) for _ in range(count))
    row = st.tuples(*[st.one_of(texts, st.just("28/12/2026"))] * count)
    rows = draw(st.lists(row, min_size=1, max_size=12))
    if draw(st.booleans()):
        rows[-1] = (draw(long_text), *rows[-1][1:])
    return PaperTable(columns, tuple(rows))


@st.composite
def slips(draw: st.DrawFn) -> BallotSlips:
    boxes = draw(st.sampled_from([(), ("Đồng ý", "Không đồng ý")]))
    short = st.lists(words, min_size=1, max_size=2).map(" ".join)  # a slip is no longer than a page
    named = tuple(draw(st.lists(short, min_size=1, max_size=2)))
    return BallotSlips(draw(st.integers(1, 3)), "PHIẾU BẦU", draw(short), named, draw(short), boxes, "Đóng dấu")


blocks = st.one_of(slips(), lines.map(Paragraph), long_text.map(Paragraph), lines.map(DocumentHeading), tables())


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    signature = st.builds(Signature, st.sampled_from(["", "T/M CHI BỘ"]), lines, lines)
    recipients = tuple(draw(st.lists(lines, max_size=3)))
    return Paper(
        superior=draw(lines),
        cell=draw(lines),
        party="ĐẢNG CỘNG SẢN VIỆT NAM",
        number="Số 01-BB/CB",
        place_and_day=f"{draw(lines)}, ngày\u00a003\u00a0tháng\u00a012\u00a0năm\u00a02026",
        title="BIÊN BẢN",
        subject=draw(lines),
        body=tuple(draw(st.lists(blocks, min_size=1, max_size=4))),
        left=draw(st.one_of(st.none(), signature)),
        right=draw(signature),
        recipients_title="Nơi nhận:" if recipients else "",
        recipients=recipients,
    )


FEW = settings(
    deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate]
)  # fmt: skip
"""A document is dear to make, and a smaller one that fails says no more."""


def squeezed(text: str) -> str:
    return _INVISIBLE.sub("", text)


def lost(paper: Paper, text: str) -> list[str]:
    """Return the words of a document that do not stand in a text."""
    whole = squeezed(text)
    return [word for one in _printed(paper) for word in one.split() if not _stands(squeezed(word), whole)]


def _stands(word: str, whole: str) -> bool:
    """Tell whether a word is there; a long one may be divided once, by the end of a page or another column."""
    if word in whole:
        return True
    return len(word) > 16 and any(word[:at] in whole and word[at:] in whole for at in range(2, len(word) - 1))


def _printed(paper: Paper) -> Iterator[str]:
    kinds = {"heading", "paragraph", "table", "slips", "left", "center", "vi"}
    return (text for text in texts_of(paper) if text not in kinds)


def counted(paper: Paper, text: str) -> None:
    """Every word stands there as often as it is printed; numbered words are counted, others may be parts of some."""
    printed = [word for one in _printed(paper) for word in one.split()]
    for word in {word for word in printed if word.startswith("w")}:
        divided = r"\s*".join(word)  # the number of a page may stand behind it
        assert len(re.findall(rf"{divided}(?![0-9])", text)) >= printed.count(word), word


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(FEW, max_examples=3)
@given(papers())
def test_every_word_stands_on_the_pages_inside_the_margins(paper: Paper) -> None:
    text = text_of(to_pdf(paper))
    assert lost(paper, text) == []
    counted(paper, text)
    pages = _compiled(paper, b"", format="png", ppi=PPI)
    for page in pages if isinstance(pages, list) else [pages]:
        rows = list(ink(page))
        assert not any(any(row[:LEFT - 1]) or any(row[RIGHT + 1:]) for row in rows)  # fmt: skip
        assert not any(map(any, rows[: TOP - 2])) and not any(map(any, rows[BOTTOM + 2 :]))  # noqa: PT018


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(FEW, max_examples=4)
@given(papers())
def test_every_word_stands_in_the_text_and_in_word(paper: Paper) -> None:
    text = to_text(paper)
    assert max(map(cell_width, text.splitlines())) <= WIDTH
    assert lost_in_columns(paper, text) == []
    assert lost(paper, text_of_docx(to_docx(paper, "minutes", None))) == []
    unmarked = re.sub(r"\\(?=[\\`*_\[\]<>|#+-])", "", to_markdown(paper))
    assert lost(paper, unmarked) == []


def lost_in_columns(paper: Paper, text: str) -> list[str]:
    """Return the words that a text without columns would have, and this one has neither whole nor in parts."""
    return [
        word for one in _printed(paper) for word in one.split()
        if len(word) <= 16 and word not in text and squeezed(word) not in squeezed(text)
    ]  # fmt: skip


@pytest.mark.parametrize("count", range(1, 8))
def test_a_day_is_never_broken_in_a_column(count: int) -> None:
    columns = tuple(TableColumn("Hạn" if at else "Nội dung", 1 if at else 30) for at in range(count))
    found = PaperTable(columns, (tuple("28/12/2026" for _ in columns),))
    widths = column_widths(found)
    assert sum(widths) + 3 * (count - 1) <= WIDTH
    assert count > 6 or min(widths) >= 10


def ink(png: bytes) -> Iterator[list[bool]]:
    """Yield the rows of a PNG of 8 bits a colour: which dots are not white."""
    width, height, depth, kind = struct.unpack_from(">IIBB", png, 16)
    step = {2: 3, 6: 4, 0: 1, 4: 2}[kind]
    assert depth == 8
    data, at = bytearray(), 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, line = zlib.decompress(bytes(data)), width * step
    above = bytearray(line)
    for number in range(height):
        start = number * (line + 1)
        row = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + line]), above, step)
        yield [min(row[dot * step : dot * step + min(step, 3)]) < 200 for dot in range(width)]
        above = row


def _unfiltered(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    for at in range(len(row)):
        left = row[at - step] if at >= step else 0
        up, corner = above[at], above[at - step] if at >= step else 0
        if kind == 1:
            row[at] = (row[at] + left) & 255
        elif kind == 2:
            row[at] = (row[at] + up) & 255
        elif kind == 3:
            row[at] = (row[at] + (left + up) // 2) & 255
        elif kind == 4:
            guess = left + up - corner
            near = min((left, up, corner), key=lambda one: abs(guess - one))
            row[at] = (row[at] + near) & 255
    return row


def test_the_lines_of_a_note_stay_apart() -> None:
    text = "Dòng một\n1. Dòng hai\n\nDòng ba."
    note = NoteView("n", None, NoteKind.OPINION, "", "Vi Văn Mậu", text, Visibility.MINUTES, NOW)
    assert note_lines(note)[1:] == ("+ 1. Dòng hai.", "+ Dòng ba.")
