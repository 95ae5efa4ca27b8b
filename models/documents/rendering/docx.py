"""DOCX by docxtpl, from a template that a cell may edit in Word or LibreOffice.

A template of the cell's own stands in ``HOME/templates``: ``minutes.docx`` for one kind, ``paper.docx`` for all.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.documents.paper import Align, Paper, PaperTable
from models.documents.rendering.qr_code import qr_png
from models.domain.errors import DataFileWrong
from models.domain.language import N_

TEMPLATE = Path(__file__).parent.parent / "templates" / "paper.docx"
FOLDER = "templates"
WIDTH = 165  # millimetres between the margins
ROWS_WITH_SIGNATURES = 3
PROPERTY_LENGTH = 255  # characters; python-docx takes no more
STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - Word keeps it without a zone; the same document gives the same bytes

_DAMAGED = N_("The template {path} is no Word document that can be read. Take it away, or copy it anew.")
_UNKNOWN = N_("The template {path} asks for the field {field}, which there is not (at “{place}”).")
_WRONG = N_("The template {path} cannot be used: {detail}.")

_NOT_READ = (OSError, ValueError, KeyError, zipfile.BadZipFile, PackageNotFoundError, SyntaxError)
_NOT_FILLED = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, SyntaxError)
"""What goes wrong when a template is read, and when it is filled in: its expressions are anybody's.

A part that is no XML is a SyntaxError of lxml."""


class _Fields(ImmutableSandboxedEnvironment):
    """What a template may ask for: the fields, and nothing of the program behind them.

    A template may have come by mail; it must not be able to run anything.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether an attribute may be read; a picture holds the whole package, and is only to be put in."""
        return not isinstance(obj, InlineImage) and super().is_safe_attribute(obj, attr, value)


def to_docx(paper: Paper, kind: str, home: Path | None) -> bytes:
    """Return the document as DOCX. Raises :class:`DataFileWrong` for a template that is damaged or asks too much."""
    path = template_for(kind, home)
    template = _opened(path)
    if not paper.title:
        _drop_page_numbers(template.docx)
    context = paper.to_json()
    context["qr"] = _qr(template, paper)
    _check_fields(template, path, set(context) | {"range"})
    try:
        template.render(context, _Fields(undefined=StrictUndefined, autoescape=True))
    except _NOT_FILLED as fault:
        raise DataFileWrong(_WRONG, path=path, detail=str(fault).partition("\n")[0].rstrip(".")) from None
    _shape_tables(template.docx, paper)
    _close_cells(template.docx)
    if paper.left or paper.right:
        _hold_to_signatures(template.docx)
    properties = template.docx.core_properties
    properties.title, properties.author = _property(f"{paper.title} {paper.subject}".strip()), _property(paper.cell)
    properties.created = properties.modified = STAMP
    out = io.BytesIO()
    template.save(out)
    return _without_times(out.getvalue())


def template_for(kind: str, home: Path | None) -> Path:
    """Return the template of a kind: the cell's own for it, the cell's own for all, or the one that is shipped."""
    own = [home / FOLDER / f"{name}.docx" for name in (kind, "paper")] if home else []
    return next((path for path in own if path.is_file()), TEMPLATE)


def _opened(path: Path) -> DocxTemplate:
    try:
        template = DocxTemplate(str(path))
        template.init_docx()
    except _NOT_READ:
        raise DataFileWrong(_DAMAGED, path=path) from None
    return template


def _check_fields(template: DocxTemplate, path: Path, known: set[str]) -> None:
    try:
        asked = template.get_undeclared_template_variables()
    except TemplateError as fault:
        raise DataFileWrong(_WRONG, path=path, detail=str(fault).partition("\n")[0]) from None
    for name in sorted(asked - known):
        raise DataFileWrong(_UNKNOWN, path=path, field=name, place=_place_of(template, name))


def _place_of(template: DocxTemplate, name: str) -> str:
    """Return the paragraph in which a field stands, wherever it is."""
    paragraphs = (one for part in _parts(template.docx) for one in part.iter(_PARAGRAPH))
    texts = ("".join(node.text or "" for node in one.iter(_TEXT)) for one in paragraphs)
    return next((text for text in texts if name in text), "")[:80]


def _parts(document: Any) -> Iterator[Any]:
    """Yield the body, then what stands above and below it on every page."""
    yield document.element
    for one in document.sections:
        for edge in (one.header, one.first_page_header, one.footer, one.first_page_footer):
            yield edge.part.element


def _property(text: str) -> str:
    """Return a text as Word's properties take it."""
    return "".join(filter(str.isprintable, text))[:PROPERTY_LENGTH]


def _shape_tables(document: Any, paper: Paper) -> None:
    """Give the columns of tables their shares of the width, and their cells their place in them."""
    wanted = (block for block in paper.body if isinstance(block, PaperTable))
    drawn = (one for one in document.tables if one.style is not None and one.style.name == "Table Grid")
    for block, found in zip(wanted, drawn, strict=False):
        if len(found.columns) == len(block.columns):
            _shape(found, block)


def _shape(found: Any, block: PaperTable) -> None:
    whole = sum(column.width for column in block.columns)
    found.autofit = False
    for number, column in enumerate(block.columns):
        width = Mm(WIDTH * column.width / whole)
        found.columns[number].width = width
        for place, cell in enumerate(found.columns[number].cells):
            cell.width = width
            is_centred = place == 0 or column.align is Align.CENTRE
            for paragraph in cell.paragraphs if is_centred else ():
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if place - 1 in block.strong:
                _make_strong(cell)


def _make_strong(cell: Any) -> None:
    """Let a heading between the rows stand out, and stay with the row under it."""
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
        for run in paragraph.runs:
            run.bold = True


def _close_cells(document: Any) -> None:
    """Let every cell end with a paragraph: where a template left none, Word would want to repair the document."""
    for cell in document.element.iter(_CELL):
        if cell[-1].tag != _PARAGRAPH:
            cell.add_p()


def _hold_to_signatures(document: Any) -> None:
    """Keep what stands before the signatures with them: they may not stand on a page alone."""
    if not document.tables:
        return
    for element in document.tables[-1]._tbl.itersiblings(preceding=True):
        if element.tag == _TABLE:
            for row in list(element.iter(_ROW))[-ROWS_WITH_SIGNATURES:]:
                _keep_with_next(row.iter(_PARAGRAPH))
            return
        _keep_with_next([element])
        if any(node.text for node in element.iter(_TEXT)):
            return


def _keep_with_next(paragraphs: Iterable[Any]) -> None:
    for one in paragraphs:
        one.get_or_add_pPr().get_or_add_keepNext()


def _drop_page_numbers(document: Any) -> None:
    """Leave slips that are cut apart without a number above them."""
    for section in document.sections:
        for run in [run for one in section.header.paragraphs for run in one.runs]:
            run.clear()


def _qr(template: DocxTemplate, paper: Paper) -> Any:
    if paper.seal is None:
        return ""
    return InlineImage(template, io.BytesIO(qr_png(paper.seal.digest)), width=Mm(24))


def _without_times(content: bytes) -> bytes:
    """Return the package with the same times in it whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            same = zipfile.ZipInfo(info.filename, STAMP.timetuple()[:6])
            same.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(same, source.read(info))
    return out.getvalue()


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _PARAGRAPH, _TABLE, _ROW, _CELL = (f"{_WORD}{name}" for name in ("t", "p", "tbl", "tr", "tc"))
