"""Beside the board: how far the preparation is, what the rules say, who presents how much, who has no part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.domain.language import _
from models.domain.text import short_name
from models.queries.preparation import PreparationView
from tui.format import hour, shown
from tui.panes.carried_lines import done_text

BAR = 12  # cells of a full bar


class MissingPane(VerticalScroll, can_focus=False):
    """Shows a :class:`PreparationView` but for its agenda."""

    DEFAULT_CSS = """
    MissingPane { padding: 0 1; }
    MissingPane Static { height: auto; }
    """

    def compose(self) -> ComposeResult:
        """Lay out one text."""
        yield Static()

    def show(self, view: PreparationView) -> None:
        """Draw what there is to say; a section without lines is left out."""
        sections = (
            (_("How far it is"), _steps(view)),
            (_("The rules say"), _warnings(view)),
            (_("From last month"), _carried(view)),
            (_("Who presents how much"), _shares(view)),
            (_("Without a part"), _names(view.without_part)),
            (_("Without a task"), _names(view.without_task)),
        )
        parts = []
        for title, lines in sections:
            if listed := list(lines):
                parts.append(Content("\n").join([Content.assemble((title, "b $accent")), *listed]))
        self.query_one(Static).update(Content("\n\n").join(parts))


def total_line(view: PreparationView) -> str:
    """Return the live total against the planned length, and when the meeting would end."""
    of, total = view.agenda.meeting, view.agenda.total_minutes
    ends = view.agenda.forecast(of.scheduled_at).ends_at
    return _("{total} of {planned} min · ends {time}").format(total=total, planned=of.planned_minutes, time=hour(ends))


def _steps(view: PreparationView) -> Iterator[Content]:
    for step in view.steps:
        sign = ("✓ ", "$success") if step.done else ("· ", "$warning")
        yield Content.assemble(" ", sign, (str(step), "" if step.done else "b"))


def _warnings(view: PreparationView) -> Iterator[Content]:
    for warning in view.warnings:
        source = f" ({warning.citation})" if warning.citation else ""
        yield Content.assemble((f" ⚠ {warning}", "b $warning"), (source, "$foreground-muted"))


def _carried(view: PreparationView) -> Iterator[Content]:
    """Yield what will have to be reported on: tasks done of all, petitions that have their answer."""
    found = view.carried
    if found.tasks:
        yield Content(f" {done_text(found)}")
    if found.petitions:
        answered = sum(bool(one.answer) for one in found.petitions)
        text = _("Petitions answered: {answered} of {count}")
        yield Content(" " + text.format(answered=answered, count=len(found.petitions)))


def _shares(view: PreparationView) -> Iterator[Content]:
    for name, share in view.shares:
        filled = round(BAR * share.items / max(1, share.all_items))
        bar = "█" * filled + "░" * (BAR - filled)
        who = shown(short_name(name), 9)
        yield Content.assemble(f" {who:<9} ", (bar, "$accent"), f" {share.items:>2}/{share.all_items} {share.minutes}′")


def _names(names: Sequence[str]) -> Iterator[Content]:
    if names:
        yield Content(" " + ", ".join(shown(short_name(name)) for name in names))
