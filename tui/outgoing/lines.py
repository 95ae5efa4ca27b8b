"""Lines of the number book and of drafts, and the details of the chosen one."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from models.documents.kinds.letters import recipients_of
from models.documents.kinds.number_book_paper import kind_and_subject, subject_of
from models.documents.number_book import BookEntry, BookGap, BookLine
from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import _
from models.domain.text import one_line
from models.queries.letters import LetterView

Row = BookLine | LetterView
NUMBER, DAY = 14, 12
"""Width of the columns of number and day."""
SHOWN_LINES = 2
"""Number of lines of a draft's text below the list."""


def key_of(row: Row) -> str:
    """Return the id of a row: table, key and series of the document, for a gap its numbers.

    A motion may have two documents: the resolution on an admission, and the minutes of its count.
    """
    if isinstance(row, BookGap):
        return f"gap:{row.numbers}"
    if isinstance(row, LetterView) or row.document.table == "letter":
        return f"letter:{row.id if isinstance(row, LetterView) else row.document.id}"
    return f"{row.document.table}:{row.document.id}:{row.document.series.value}"


def searched_text(row: Row) -> str:
    """Return the text in which a filter looks."""
    if isinstance(row, BookGap):
        return row.numbers
    if isinstance(row, LetterView):
        return f"{row.kind.value} {label(row.kind)} {row.subject} {' '.join(recipients_of(row))}"
    return " ".join((row.number, day_text(row.day), row.kind, row.subject, *row.recipients, row.signer))


def line(row: Row, width: int) -> Content:
    """Return a row of the list: number, day, kind and subject."""
    if isinstance(row, BookGap):
        told = _("no document has this number")
        return Content.assemble((f" ⚠ {row.numbers}  {told}", "$warning"))
    if isinstance(row, LetterView):
        number, day, text = row.kind.value, label(row.state), kind_and_subject(label(row.kind), row.subject)
    else:
        number, day, text = row.number, day_text(row.day), subject_of(row)
    sign = ("⚠ ", "$warning") if isinstance(row, BookEntry) and row.is_double else ("  ", "")
    style = "$accent" if isinstance(row, LetterView) else ""
    head = _padded(number, NUMBER)
    room = max(8, width - NUMBER - DAY - 4)
    return Content.assemble(" ", sign, (head, style), (_padded(day, DAY), "$foreground-muted"), one_line(text, room))


def details(row: Row | None) -> Content:
    """Return the details of the chosen row: subject, recipients, signer, the beginning of a draft's text."""
    return Content("\n").join(Content(text) for text in _details(row))


def _details(row: Row | None) -> Iterator[str]:
    if row is None:
        yield _("There is nothing here yet.")
        return
    if isinstance(row, BookGap):
        yield _("No document has the number {numbers}; a paper numbered by hand may have it.").format(
            numbers=row.numbers
        )
        return
    if isinstance(row, LetterView):
        yield kind_and_subject(label(row.kind), row.subject)
        recipients, signer = recipients_of(row), row.head.signer
    else:
        double = _("; another document has this number: {key:go.conflicts}") if row.is_double else ""
        yield one_line(f"{row.number}{double} · {subject_of(row)}")
        recipients, signer = row.recipients, row.signer
    yield one_line(_("Recipients: {names}").format(names="; ".join(recipients) or "–"))
    yield one_line(_("Signed by: {name}").format(name=signer or "–"))
    if isinstance(row, LetterView):
        lines = [text for text in row.text.splitlines() if text.strip()]
        yield from (one_line(text) for text in lines[:SHOWN_LINES])
        if not lines:
            yield _("It has no text yet; {key:outgoing.edit} writes it.")


def _padded(text: str, cells: int) -> str:
    return text + " " * max(1, cells - cell_len(text))
