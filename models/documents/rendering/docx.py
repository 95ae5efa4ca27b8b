"""DOCX by docxtpl, from a template that a cell may edit in Word or LibreOffice.

A cell's own templates are in ``HOME/templates``: ``minutes.docx`` for one kind, ``paper.docx`` for all. Fields in ``{{
}}`` are filled in; ``{{ body }}`` is replaced by headings, paragraphs and tables in the template's styles.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.documents.paper import Paper
from models.documents.rendering.docx_body import put_addenda, put_body
from models.documents.rendering.docx_check import PARAGRAPH, TEXT, UNKNOWN, WORD, check_braces, not_filled, place_of
from models.documents.rendering.qr_code import qr_png
from models.domain.errors import DataFileWrong
from models.domain.language import N_

TEMPLATES = Path(__file__).parent.parent / "templates"
TEMPLATE = TEMPLATES / "paper.docx"
SHIPPED: Mapping[str, str] = {
    "ballots": "ballots",
    "minutes": "minutes",
    "letter": "letter",
    **dict.fromkeys(("attendance", "count", "petitions", "score", "tasks"), "two_signatures"),
    **dict.fromkeys(
        ("admission", "book", "confirmation", "evaluation", "extract", "invitation", "resolution", "script"),
        "one_signature",
    ),
}
"""The shipped template of each kind that needs less than ``paper.docx`` holds, by the name of its file."""
FOLDER = "templates"
PROPERTY_LENGTH = 255  # characters; python-docx takes no more
STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - of the package's parts: the same document gives the same bytes
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
BODY = "\ue000body\ue000"
"""A placeholder that ``{{ body }}`` prints; the blocks replace it afterwards."""

_DAMAGED = N_("The template {path} is no Word document that can be read. Take it away, or copy it anew.")

_NOT_READ = (OSError, ValueError, KeyError, zipfile.BadZipFile, PackageNotFoundError, SyntaxError)
_NOT_FILLED = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, SyntaxError)
"""Exceptions of reading and filling in a template, whose expressions may be any.

lxml raises SyntaxError for a part that is not XML.
"""


class _Fields(ImmutableSandboxedEnvironment):
    """The template environment: it gives access to the document's fields only.

    A template may have come by mail; it must not be able to run code.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether an attribute may be read; a picture object refers to the whole package, so its attributes may
        not.
        """
        return not isinstance(obj, InlineImage) and super().is_safe_attribute(obj, attr, value)


class _Body(tuple[Any, ...]):
    """The blocks of a document, for a template that draws them itself; printed, it is the placeholder :data:`BODY`."""

    __slots__ = ()

    def __str__(self) -> str:
        return BODY


def to_docx(paper: Paper, kind: str, home: Path | None) -> bytes:
    """Return the document as DOCX. Raises :class:`DataFileWrong` for a damaged template or a forbidden expression."""
    path = template_for(kind, home)
    template = _opened(path)
    check_braces(template.docx, path)
    if not (paper.title or paper.subject):
        _drop_page_numbers(template.docx)
    context = paper.to_json()
    context["body"], context["qr"] = _Body(context["body"]), _qr(template, paper)
    lines = _lines(template)
    try:
        asked = template.get_undeclared_template_variables()
        for name in sorted(asked - set(context) - {"range"}):
            raise DataFileWrong(UNKNOWN, path=path, field=name, place=place_of(template.docx, name))
        template.render(context, _Fields(undefined=StrictUndefined, autoescape=True))
    except _NOT_FILLED as fault:
        raise not_filled(_opened(path).docx, path, fault, lines) from None
    put_body(template.docx, paper, BODY)
    _close_cells(template.docx)
    if paper.left or paper.right:
        _hold_to_signatures(template.docx)
    put_addenda(template.docx, paper)
    _describe(template.docx, paper)
    out = io.BytesIO()
    template.save(out)
    return _without_times(out.getvalue())


def template_for(kind: str, home: Path | None) -> Path:
    """Return the template of a kind: the cell's own for it, else the cell's own for all, else the shipped one."""
    own = [home / FOLDER / f"{name}.docx" for name in (kind, "paper")] if home else []
    return next((path for path in own if path.is_file()), shipped(kind))


def shipped(kind: str) -> Path:
    """Return the shipped template of a kind; that of all kinds for an unknown or empty one."""
    return TEMPLATES / f"{SHIPPED.get(kind, 'paper')}.docx"


def _opened(path: Path) -> DocxTemplate:
    try:
        template = DocxTemplate(str(path))
        template.init_docx()
        template.get_xml()
    except _NOT_READ:
        raise DataFileWrong(_DAMAGED, path=path) from None
    return template


def _lines(template: DocxTemplate) -> list[str]:
    """Return the filled-in body, one line for each paragraph, so that the line of an error leads to its paragraph."""
    try:
        return re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(template.get_xml())).split("\n")
    except _NOT_FILLED:
        return []


def _describe(document: Any, paper: Paper) -> None:
    """Set the document's properties and its language."""
    properties = document.core_properties
    properties.title, properties.author = _property(f"{paper.title} {paper.subject}".strip()), _property(paper.cell)
    properties.last_modified_by, properties.comments, properties.keywords = "chibo", "", _property(paper.number)
    properties.language = LANGUAGES.get(paper.language, paper.language)
    made = datetime.fromisoformat(paper.created).astimezone(UTC) if paper.created else STAMP  # Word stores UTC
    properties.created = properties.modified = made
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), properties.language)


def _property(text: str) -> str:
    """Return a text shortened and cleaned for Word's properties."""
    return "".join(filter(str.isprintable, text))[:PROPERTY_LENGTH]


def _close_cells(document: Any) -> None:
    """End every cell with a paragraph: Word offers to repair a document with a cell that has none."""
    for cell in document.element.iter(_CELL):
        if cell[-1].tag != PARAGRAPH:
            cell.add_p()


def _hold_to_signatures(document: Any) -> None:
    """Keep the signature lines and the paragraph before them on one page, so that signatures never stand alone."""
    if not document.tables:
        return
    table = document.tables[-1]._tbl
    _keep_with_next([one for cell in table.iter(_CELL) for one in list(cell.iter(PARAGRAPH))[:-1]])
    for element in table.itersiblings(preceding=True):
        if element.tag == PARAGRAPH:
            _keep_with_next([element])
        if element.tag != PARAGRAPH or any(node.text for node in element.iter(TEXT)):
            return


def _keep_with_next(paragraphs: Iterable[Any]) -> None:
    for one in paragraphs:
        one.get_or_add_pPr().get_or_add_keepNext()


def _drop_page_numbers(document: Any) -> None:
    """Remove the page numbers above ballot papers, which are cut apart."""
    for section in document.sections:
        for run in [run for one in section.header.paragraphs for run in one.runs]:
            run.clear()


def _qr(template: DocxTemplate, paper: Paper) -> Any:
    if paper.seal is None:
        return ""
    return InlineImage(template, io.BytesIO(qr_png(paper.seal.in_qr)), width=Mm(24))


def _without_times(content: bytes) -> bytes:
    """Return the package with fixed time stamps, so that the same document gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            same = zipfile.ZipInfo(info.filename, STAMP.timetuple()[:6])
            same.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(same, source.read(info))
    return out.getvalue()


_CELL = f"{WORD}tc"
