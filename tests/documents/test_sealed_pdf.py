"""Sealed minutes as PDF: the pages are drawn again; every forgery is refused, and what differs is named."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from models.acts.registry import perform
from models.documents.catalogue import DocumentRequest, make
from models.documents.names import DocumentKind
from models.documents.paper import DocumentHeading, Paper, Paragraph, Signature
from models.documents.rendering import pdf as drawing
from models.documents.rendering.pdf import to_pdf
from models.documents.rendering.pdf_comparison import Difference
from models.documents.sealed_paper import SECTION, find_by_digest, paper_section, sealed_whole, whole_digest
from models.domain.language import choose_language
from models.queries.report import minutes_content
from models.store.entry import to_json
from models.store.opening import open_reader
from models.store.store import Store
from sync.protocol.envelope import EnvelopeKind
from sync.reports.envelope import Confirmation, EnvelopeVerdict, Verified, public_key, sign
from sync.reports.files import verify_file
from tests.made_once import made_once

SEED = os.urandom(32)
KEY = public_key(SEED)
NOW = datetime(2026, 12, 5, tzinfo=UTC)
PAGES_OF_TEXT = 60


class Minutes(NamedTuple):
    """Sealed minutes of several pages: the cell's folder, the paper, its content without and with a signature."""

    home: Path
    meeting: str
    paper: Paper
    content: dict[str, Any]

    @property
    def unsigned(self) -> bytes:
        """What a machine without a key attaches."""
        return attached(self.content)

    @property
    def signed(self) -> bytes:
        """What one with a key attaches."""
        return sign(self.content, EnvelopeKind.MINUTES, "key-1", SEED)


def attached(content: Mapping[str, Any]) -> bytes:
    return to_json({"format": "chibo-paper/1", "kind": "minutes", "content": content}).encode()


def sealed_again(minutes: Minutes, paper: Paper) -> tuple[Paper, bytes]:
    """Return another paper, with the digest that fits it, and the content that would be attached to it."""
    whole = sealed_whole(replace(paper, seal=replace(paper.seal, whole="")) if paper.seal else paper)
    return whole, attached(minutes.content | {SECTION: paper_section(whole)})


@pytest.fixture(scope="session")
def home_of_minutes(tmp_path_factory: pytest.TempPathFactory, played_once: tuple[Path, str, datetime]) -> Path:
    """The scenario's cell, its minutes over several pages, with an addendum."""

    def make_it(home: Path) -> str:
        shutil.copytree(played_once[0], home)
        store = Store.open(home, lambda: played_once[2])
        choose_language("vi")
        lines = "".join(f"- Ý kiến bổ sung số {number} của chi bộ.\n" for number in range(PAGES_OF_TEXT))
        text = f"BIÊN BẢN\nSinh hoạt chi bộ tháng 12\n-----\nI- DIỄN BIẾN\n1. Thảo luận\n{lines}Biểu quyết: 05/08.\n"
        perform(store, "minutes.write", text=text, meeting=played_once[1])
        perform(store, "minutes.approve", meeting=played_once[1])
        perform(store, "minutes.correct", text="Đính chính: 06/08.", meeting=played_once[1])
        store.close()
        choose_language("en")
        return played_once[1]

    return made_once(tmp_path_factory, "sealed-pages", make_it)[0]


@pytest.fixture
def minutes(home_of_minutes: Path, played_once: tuple[Path, str, datetime]) -> Minutes:
    choose_language("vi")
    with closing(open_reader(home_of_minutes)) as reader:
        paper = make((reader, home_of_minutes, NOW), DocumentRequest(DocumentKind.MINUTES, played_once[1]))
        content = minutes_content(reader, played_once[1]) | {SECTION: paper_section(paper)}
    return Minutes(home_of_minutes, played_once[1], paper, content)


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., Verified]:
    def checked(content: bytes, *keys: bytes, **trust: Any) -> Verified:
        path = tmp_path / "minutes.pdf"
        path.write_bytes(content)
        return verify_file(path, *keys, **trust)

    return checked


Check = Callable[..., Verified]


def test_minutes_as_they_were_sealed_are_whole_by_key_by_records_and_by_digest(minutes: Minutes, check: Check) -> None:
    signed, unsigned = to_pdf(minutes.paper, minutes.signed), to_pdf(minutes.paper, minutes.unsigned)
    digest = whole_digest(minutes.paper)
    for found, by in (
        (check(signed, KEY), Confirmation.KEY),
        (check(unsigned, home=minutes.home), Confirmation.RECORDS),
        (check(signed, home=minutes.home), Confirmation.RECORDS),
        (check(unsigned, printed=digest), Confirmation.DIGEST),
    ):
        assert (found.verdict, found.confirmed) == (EnvelopeVerdict.WHOLE, by)


def test_with_nothing_to_compare_nobody_is_told_that_it_is_whole(
    minutes: Minutes, check: Check, tmp_path: Path
) -> None:
    unsigned = to_pdf(minutes.paper, minutes.unsigned)
    assert check(unsigned).verdict is EnvelopeVerdict.UNCONFIRMED
    assert check(to_pdf(minutes.paper, minutes.signed)).verdict is EnvelopeVerdict.UNCONFIRMED
    assert check(unsigned, home=tmp_path / "none").verdict is EnvelopeVerdict.UNCONFIRMED
    assert not (tmp_path / "none").exists()
    assert check(unsigned, printed="0" * 64).verdict is EnvelopeVerdict.OTHER_DIGEST
    assert check(to_pdf(minutes.paper, minutes.signed), public_key(os.urandom(32))).verdict is EnvelopeVerdict.OTHER_KEY


def test_another_version_is_told_and_the_sealed_text_is_there_to_be_read(
    minutes: Minutes, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = to_pdf(minutes.paper, minutes.signed)
    monkeypatch.setattr(drawing, "rendering", lambda: "chibo 9.0 typst 1.0")
    found = check(content, KEY)
    assert found.verdict is EnvelopeVerdict.NOT_REPEATED
    assert "Biểu quyết: 05/08." in found.text
    assert found.rendering != "chibo 9.0 typst 1.0"


def test_minutes_of_an_older_program_are_never_called_whole(minutes: Minutes, check: Check) -> None:
    older = sign(
        {name: one for name, one in minutes.content.items() if name != SECTION}, EnvelopeKind.MINUTES, "key-1", SEED
    )
    found = check(to_pdf(minutes.paper, older), KEY)
    assert (found.verdict, "05/08" in found.text) == (EnvelopeVerdict.NOT_REPEATED, True)


def test_a_pdf_without_its_sealed_content_cannot_be_checked(minutes: Minutes, check: Check) -> None:
    for content in (to_pdf(minutes.paper), b"%PDF-1.7 nothing", to_pdf(minutes.paper, minutes.signed)[:4000]):
        assert check(content).verdict is EnvelopeVerdict.UNREADABLE


def test_the_digest_on_a_paper_leads_to_the_minutes_in_the_records(minutes: Minutes) -> None:
    with closing(open_reader(minutes.home)) as reader:
        seal = minutes.paper.seal
        assert seal is not None
        for digest in (seal.whole, seal.digest):
            found = find_by_digest(reader, minutes.home, digest, NOW)
            assert found is not None
            assert "05/08" in found[0]
        assert find_by_digest(reader, minutes.home, "0" * 64, NOW) is None


# --- Forgeries of the pages: the attached content stays the true one.


def redrawn(**changes: Any) -> Callable[[Minutes], bytes]:
    """Return a forger who draws other pages round the true content."""

    def forge(minutes: Minutes) -> bytes:
        return to_pdf(replace(minutes.paper, **changes), minutes.signed)

    return forge


def edited(change: Callable[[PdfWriter], None], *, update: bool = False) -> Callable[[Minutes], bytes]:
    """Return a forger who changes the true file."""

    def forge(minutes: Minutes) -> bytes:
        whole = io.BytesIO(to_pdf(minutes.paper, minutes.signed))
        writer = PdfWriter(whole, incremental=True) if update else PdfWriter(clone_from=whole)
        change(writer)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return forge


def other_vote(minutes: Minutes) -> bytes:
    """Draw a page with another vote, and write the true text over it in white."""
    body = tuple(
        Paragraph(block.text.replace("05/08", "08/08")) if isinstance(block, Paragraph) else block
        for block in minutes.paper.body
    )
    writer = PdfWriter(clone_from=io.BytesIO(to_pdf(replace(minutes.paper, body=body), minutes.signed)))
    true = PdfReader(io.BytesIO(to_pdf(minutes.paper, minutes.signed)))
    for page, under in zip(writer.pages, true.pages, strict=True):
        page.merge_page(under, over=False)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def paint(writer: PdfWriter, commands: bytes) -> None:
    """Paint over the first page."""
    page = writer.pages[0]
    contents = page.get_contents()
    assert contents is not None
    stream = DecodedStreamObject()
    stream.set_data(contents.get_data() + b"\nq " + commands + b" Q")
    page[NameObject("/Contents")] = writer._add_object(stream)


def picture(writer: PdfWriter) -> None:
    image = DecodedStreamObject()
    image.set_data(b"\xff")
    image.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image"),
        NameObject("/Width"): NumberObject(1), NameObject("/Height"): NumberObject(1),
        NameObject("/ColorSpace"): NameObject("/DeviceGray"), NameObject("/BitsPerComponent"): NumberObject(8),
    })  # fmt: skip
    resources = writer.pages[0]["/Resources"]
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Im"): writer._add_object(image)})
    paint(writer, b"300 0 0 40 100 400 cm /Im Do")


def other_meaning(writer: PdfWriter) -> None:
    """Change the text of a typeface's letters for copying and screen readers."""
    font = next(iter(writer.pages[0]["/Resources"]["/Font"].values())).get_object()
    stream = DecodedStreamObject()
    stream.set_data(font["/ToUnicode"].get_data().replace(b"<0", b"<1"))
    font[NameObject("/ToUnicode")] = writer._add_object(stream)


def other_shape(writer: PdfWriter) -> None:
    """Let a face draw other shapes for the same letters."""
    font = next(iter(writer.pages[0]["/Resources"]["/Font"].values())).get_object()
    below = font["/DescendantFonts"][0].get_object()
    descriptor = below["/FontDescriptor"].get_object()
    name = next(name for name in ("/FontFile2", "/FontFile3") if name in descriptor)
    stream = StreamObject()
    stream.set_data(descriptor[name].get_data()[:-4] + b"\0\0\0\0")
    descriptor[NameObject(name)] = writer._add_object(stream)


def form(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject()})


def layer(writer: PdfWriter) -> None:
    group = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG")}))
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject({NameObject("/OCGs"): ArrayObject([group])})
    writer.pages[0]["/Resources"][NameObject("/Properties")] = DictionaryObject({NameObject("/Layer"): group})


def script(writer: PdfWriter) -> None:
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def note(writer: PdfWriter) -> None:
    writer.add_annotation(0, FreeText(text="08/08", rect=(100, 400, 300, 440)))


def second_attachment(writer: PdfWriter) -> None:
    writer.add_attachment("minutes.json", b"{}")


OTHER = Signature("", "CHỦ TRÌ", "Kẻ Khác")
FORGERIES: Mapping[str, tuple[Callable[[Minutes], bytes], Difference]] = {
    "the true text under a forged page": (other_vote, Difference.TEXT),
    "a white box over the vote": (
        edited(lambda writer: paint(writer, b"1 g 100 400 300 40 re f")), Difference.DRAWING),
    "a picture over the vote": (edited(picture), Difference.PICTURES),
    "another signer": (redrawn(right=OTHER), Difference.TEXT),
    "another minute-taker": (redrawn(left=OTHER), Difference.TEXT),
    "another number": (redrawn(number="Số 99-BB/CB"), Difference.TEXT),
    "another day": (redrawn(place_and_day="Hà Giang, ngày 04 tháng 12 năm 2026"), Difference.TEXT),
    "another superior": (redrawn(superior="ĐẢNG BỘ KHÁC"), Difference.TEXT),
    "without the recipients": (redrawn(recipients=(), recipients_title=""), Difference.TEXT),
    "an annotation": (edited(note), Difference.ANNOTATIONS),
    "an annotation as an update": (edited(note, update=True), Difference.APPENDED),
    "a page added": (edited(lambda writer: writer.add_blank_page()), Difference.PAGES_ADDED),
    "a page taken out": (edited(lambda writer: writer.remove_page(1)), Difference.PAGES_REMOVED),
    "a page turned": (edited(lambda writer: writer.pages[0].rotate(180)), Difference.PAGE),
    "letters with another meaning": (edited(other_meaning), Difference.LETTERS),
    "letters of another shape": (edited(other_shape), Difference.LETTERS),
    "a form": (edited(form), Difference.FORM),
    "a script": (edited(script), Difference.SCRIPT),
    "a layer": (edited(layer), Difference.LAYERS),
    "a second attachment of the name": (edited(second_attachment), Difference.ATTACHMENTS),
    "another attachment beside it": (
        edited(lambda writer: writer.add_attachment("x.exe", b"MZ")), Difference.ATTACHMENTS),
    "another title": (edited(lambda writer: writer.add_metadata({"/Title": "X"})), Difference.PROPERTIES),
    "bytes behind the end": (lambda minutes: to_pdf(minutes.paper, minutes.signed) + b"\n%x", Difference.SAVED_ANEW),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_page_is_refused_and_the_difference_named(minutes: Minutes, check: Check, name: str) -> None:
    forge, difference = FORGERIES[name]
    found = check(forge(minutes), KEY, home=minutes.home)
    assert found.verdict is EnvelopeVerdict.CHANGED
    assert difference in {one.difference for one in found.differences}


def test_the_page_that_differs_is_named(minutes: Minutes, check: Check) -> None:
    last = len(PdfReader(io.BytesIO(to_pdf(minutes.paper, minutes.signed))).pages)
    found = check(redrawn(left=OTHER)(minutes), KEY)
    assert {one.page for one in found.differences if one.difference is Difference.TEXT} == {last}


# --- Forgeries of the content: the pages are drawn from it as they should be.


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"right": OTHER}, "right"),
        ({"left": None}, "left"),
        ({"number": "Số 99-BB/CB"}, "number"),
        ({"place_and_day": "Hà Giang, ngày 04 tháng 12 năm 2026"}, "place_and_day"),
        ({"superior": "ĐẢNG BỘ KHÁC"}, "superior"),
        ({"recipients": ()}, "recipients"),
        ({"body": (DocumentHeading("I- DIỄN BIẾN"), Paragraph("Biểu quyết: 08/08."))}, "body"),
    ],
)
def test_other_content_is_refused_by_key_records_and_digest(
    minutes: Minutes, check: Check, changes: dict[str, Any], field: str
) -> None:
    paper, content = sealed_again(minutes, replace(minutes.paper, **changes))
    found = check(to_pdf(paper, content), home=minutes.home)
    assert (found.verdict, field in found.fields) == (EnvelopeVerdict.OTHER_RECORDS, True)
    assert check(to_pdf(paper, content), printed=whole_digest(minutes.paper)).verdict is EnvelopeVerdict.OTHER_DIGEST
    swapped = json.loads(minutes.signed)
    swapped["content"][SECTION] = paper_section(paper)
    found = check(to_pdf(paper, to_json(swapped).encode()), KEY)
    assert (found.verdict, found.sections) == (EnvelopeVerdict.CHANGED, (SECTION,))


def test_an_addendum_that_was_put_in_is_refused(minutes: Minutes, check: Check) -> None:
    more = replace(minutes.paper, body=(*minutes.paper.body, Paragraph("Bổ sung: đã chi 5 triệu đồng.")))
    paper, content = sealed_again(minutes, more)
    assert check(to_pdf(paper, content), home=minutes.home).verdict is EnvelopeVerdict.OTHER_RECORDS
    assert check(to_pdf(more, minutes.signed), KEY).verdict is EnvelopeVerdict.CHANGED


def test_an_addendum_that_is_lacking_is_told(minutes: Minutes, check: Check) -> None:
    less = replace(minutes.paper, addenda=())
    paper, content = sealed_again(minutes, less)
    found = check(to_pdf(paper, content), home=minutes.home)  # as it was printed before
    assert (found.verdict, found.later_addenda) == (EnvelopeVerdict.WHOLE, 1)
    assert check(to_pdf(paper, content), printed=whole_digest(minutes.paper)).verdict is EnvelopeVerdict.OTHER_DIGEST
    assert check(to_pdf(less, minutes.signed), KEY).verdict is EnvelopeVerdict.CHANGED


def test_a_digest_that_is_printed_on_another_paper_is_refused(minutes: Minutes, check: Check) -> None:
    """The digest of the true paper under other words: whoever compares the digests alone would be deceived."""
    forged = replace(minutes.paper, right=OTHER)
    content = attached(minutes.content | {SECTION: paper_section(forged)})
    found = check(to_pdf(forged, content), printed=whole_digest(minutes.paper))
    assert (found.verdict, found.sections) == (EnvelopeVerdict.CHANGED, (SECTION,))


@pytest.mark.parametrize(
    "section",
    [None, [], {}, {"body": "x"}, "x", {"superior": 5}],
    ids=str,
)
def test_an_attached_paper_of_no_form_is_never_whole(minutes: Minutes, check: Check, section: object) -> None:
    content = sign(minutes.content | {SECTION: section}, EnvelopeKind.MINUTES, "key-1", SEED)
    assert check(to_pdf(minutes.paper, content), KEY).verdict is EnvelopeVerdict.NOT_REPEATED
    slips = {"type": "slips", "count": 10**9, "title": "", "question": "", "lines": []}
    spoilt = paper_section(minutes.paper) | {"body": [slips]}
    content = sign(minutes.content | {SECTION: spoilt}, EnvelopeKind.MINUTES, "key-1", SEED)
    assert check(to_pdf(minutes.paper, content), KEY).verdict is EnvelopeVerdict.NOT_REPEATED
