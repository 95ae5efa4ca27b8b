"""The preview of an import, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets.option_list import Option

from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import one_line
from models.roster.preview import Preview, PreviewRow, RowOutcome
from models.roster.values import RosterFinding, Severity
from tui.roster_import.words import change_words
from tui.widgets.row_list import RowList

_SIGNS = {
    RowOutcome.NEW: ("+", "$success", N_("new")),
    RowOutcome.CHANGED: ("~", "$accent", N_("changed")),
    RowOutcome.UNCHANGED: ("=", "$foreground-muted", N_("unchanged")),
    RowOutcome.ERROR: ("✗", "b $error", N_("with errors")),
}
_SEVERITIES = {
    Severity.ERROR: ("✗", "b $error"),
    Severity.WARNING: ("⚠", "$warning"),
    Severity.INFO: ("·", "$foreground-muted"),
}
NAME = 24


class RosterPane(RowList):
    """Shows a :class:`Preview`; findings of a row are in lines below it."""

    _shows: tuple[Preview, bool] | None = None

    def on_resize(self, _event: events.Resize) -> None:
        if self._shows is not None:
            at = self.highlighted
            self.show(self._shows[0], only_errors=self._shows[1])
            self.highlighted = at

    def show(self, preview: Preview | None, *, only_errors: bool = False) -> None:
        """Show a preview, or nothing; findings of the whole file are above its rows."""
        self._shows = None if preview is None else (preview, only_errors)
        self.clear_options()
        if preview is None:
            return
        width = max(20, self.line_width)
        findings = () if only_errors else preview.roster.findings
        rows = [row for row in preview.rows if not only_errors or row.outcome is RowOutcome.ERROR]
        self.add_options(Option(_finding(finding, width), disabled=True) for finding in findings)
        self.add_options(Option(Content("\n").join(_lines(row, width))) for row in rows)
        self.highlighted = len(findings) if rows else None


def counts_line(preview: Preview) -> str:
    """Return the numbers of rows by outcome, and the members missing in the file."""
    parts = [f"{sign} {preview.counts[outcome]} {_(word)}" for outcome, (sign, _style, word) in _SIGNS.items()]
    if preview.missing:
        parts.append(_("{count} not in the file stay as they are").format(count=len(preview.missing)))
    return "   ".join(parts)


def _lines(found: PreviewRow, width: int) -> Iterator[Content]:
    row = found.row
    sign, style, _word = _SIGNS[found.outcome]
    name = one_line(row.full_name, NAME)
    words = [label(word) for word in (row.standing, row.office) if word]
    born = day_text(row.birth_date) if row.birth_date else ""
    detail = " · ".join(filter(None, (born, *words)))
    yield Content.assemble(
        (f" {sign} ", style),
        (f"{row.line:>4} ", "$foreground-muted"),
        (name, "b"),
        " " * (NAME - cell_len(name) + 1),
        (one_line(detail, max(8, width - NAME - 11)), "$foreground-muted"),
    )
    for change in found.changes:
        yield _under("~", "$accent", change_words(change), width)
    for finding in row.findings:
        yield _finding(finding, width)


def _finding(finding: RosterFinding, width: int) -> Content:
    return _under(*_SEVERITIES[finding.severity], str(finding), width)


def _under(sign: str, style: str, text: str, width: int) -> Content:
    """Return a text wrapped into lines."""
    lines = wrap(one_line(text), max(10, width - 11))
    return Content.assemble((f"        {sign} " + "\n          ".join(lines), style))
