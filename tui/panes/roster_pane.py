"""What importing a list would do, row by row: nobody is written before it was seen."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from rich.cells import cell_len
from textual.content import Content
from textual.widgets.option_list import Option

from models.domain.labels import label
from models.domain.language import N_, _
from models.queries.field_labels import field_label
from models.roster.preview import Outcome, Preview, PreviewRow
from tui.format import shown
from tui.widgets.rows import Rows

_SIGNS = {
    Outcome.NEW: ("+", "$success", N_("new")),
    Outcome.CHANGED: ("~", "$accent", N_("changed")),
    Outcome.UNCHANGED: ("=", "$foreground-muted", N_("unchanged")),
    Outcome.ERROR: ("✗", "b $error", N_("with errors")),
}
NAME = 24


class RosterPane(Rows):
    """Shows a :class:`Preview`; what is doubtful in a row stands in lines under it."""

    def show(self, preview: Preview | None) -> None:
        """Show what would be done, or nothing."""
        self.clear_options()
        if preview is None:
            return
        width = max(20, self.line_width)
        self.add_options(Option(Content("\n").join(_lines(row, width))) for row in preview.rows)
        self.add_options(Option(_finding(str(finding), width), disabled=True) for finding in preview.roster.findings)
        self.highlighted = 0 if preview.rows else None


def counts_line(preview: Preview) -> str:
    """Return how many rows there are of each outcome, and who is in the cell but not in the file."""
    parts = [f"{sign} {preview.counts[outcome]} {_(word)}" for outcome, (sign, _style, word) in _SIGNS.items()]
    if preview.missing:
        parts.append(_("{count} not in the file stay as they are").format(count=len(preview.missing)))
    return "   ".join(parts)


def _lines(found: PreviewRow, width: int) -> Iterator[Content]:
    row = found.row
    sign, style, _word = _SIGNS[found.outcome]
    name = shown(row.full_name, NAME)
    words = [label(word) for word in (row.standing, row.office) if word]
    born = f"{row.birth_date:%d/%m/%Y}" if row.birth_date else ""
    changes = ", ".join(field_label(change.field) for change in found.changes)
    detail = " · ".join(filter(None, (born, *words, changes)))
    yield Content.assemble(
        (f" {sign} ", style),
        (f"{row.line:>4} ", "$foreground-muted"),
        (name, "b"),
        " " * (NAME - cell_len(name) + 1),
        (shown(detail, max(8, width - NAME - 11)), "$foreground-muted"),
    )
    for finding in row.findings:
        yield _finding(str(finding), width)


def _finding(text: str, width: int) -> Content:
    """Return a reason in full, in as many lines as it takes."""
    lines = wrap(shown(text), max(10, width - 11))
    return Content.assemble(("        ⚠ " + "\n          ".join(lines), "$warning"))
