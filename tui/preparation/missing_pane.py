"""The pane beside the agenda: checklist, warnings of the rules, shares of the presenters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.domain.formats import hour_text
from models.domain.language import _
from models.domain.text import one_line, short_name
from models.domain.vocabulary import MeetingState
from models.queries.preparation import PreparationView
from tui.lines.carried import done_text, others_text

BAR = 12  # cells of a full bar


class MissingPane(VerticalScroll, can_focus=False):
    """Shows a :class:`PreparationView` without its agenda."""

    DEFAULT_CSS = """
    MissingPane { padding: 0 1; }
    MissingPane Static { height: auto; }
    """

    def compose(self) -> ComposeResult:
        yield Static()

    def show(self, view: PreparationView) -> None:
        """Draw the sections that have lines."""
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


def total_line(view: PreparationView, now: datetime) -> str:
    """Return the total minutes, the planned length, and the end of the meeting."""
    of = view.agenda.meeting
    total = _("{total} of {planned} min").format(total=view.agenda.total_minutes, planned=of.planned_minutes)
    if of.closed_at:
        return f"{total} · " + _("closed at {time}").format(time=hour_text(of.closed_at))
    if of.state is MeetingState.POSTPONED:
        return total
    ends = view.agenda.forecast(now if of.opened_at else of.scheduled_at).ends_at
    return f"{total} · " + _("ends {time}").format(time=hour_text(ends))


def _steps(view: PreparationView) -> Iterator[Content]:
    for step in view.steps:
        sign = (" ✓  ", "$success") if step.done else ("[ ] ", "b $warning")
        yield Content.assemble(" ", sign, (str(step), "" if step.done else "b"))


def _warnings(view: PreparationView) -> Iterator[Content]:
    for warning in view.warnings:
        source = f" ({warning.citation})" if warning.citation else ""
        yield Content.assemble((f" ⚠ {warning}", "b $warning"), (source, "$foreground-muted"))


def _carried(view: PreparationView) -> Iterator[Content]:
    """Yield the state of earlier tasks and petitions."""
    found = view.carried
    if found.last_tasks:
        yield Content(f" {done_text(found)}")
    if found.other_tasks:
        yield Content.assemble(" ", others_text(found))
    if found.petitions:
        answered = sum(bool(one.answer) for one in found.petitions)
        text = _("Petitions answered: {answered} of {count}")
        yield Content(" " + text.format(answered=answered, count=len(found.petitions)))


def _shares(view: PreparationView) -> Iterator[Content]:
    for name, share in view.shares:
        filled = round(BAR * share.items / max(1, share.all_items))
        bar = "█" * filled + "░" * (BAR - filled)
        who = one_line(short_name(name), 9)
        yield Content.assemble(f" {who:<9} ", (bar, "$accent"), f" {share.items:>2}/{share.all_items} {share.minutes}′")


def _names(names: Sequence[str]) -> Iterator[Content]:
    if names:
        yield Content(" " + ", ".join(one_line(short_name(name)) for name in names))
