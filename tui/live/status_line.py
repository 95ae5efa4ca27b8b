"""The status line of a narrow screen: N, attendance, votes needed; a wider one has the quorum in a pane."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

from models.profiles.schema import VoteRules
from models.queries.live import LiveView
from tui.live.quorum_pane import counted_text, majorities, present_text, quorum_text

GAP = "  "


class StatusLine(Static):
    """Shows the electorate in one line, or in two where it is longer."""

    DEFAULT_CSS = "StatusLine { height: auto; max-height: 2; padding: 0 1; background: $panel; }"

    _lines: tuple[Content, ...] = (Content(""),)
    """The first line, in full and without the absent, who are listed in the roll-call."""

    _majorities = Content("")

    def show(self, view: LiveView, rules: VoteRules) -> None:
        """Show N, attendance, and the votes that the majorities of the rules need."""
        n = counted_text(view.electorate)
        self._lines = tuple(Content(GAP).join([n, present_text(view, with_absent=wanted)]) for wanted in (True, False))
        quorum = quorum_text(view.electorate, rules.quorum(view.meeting.kind).value)
        self._majorities = Content.assemble(quorum, GAP, majorities(view.electorate, rules))
        self._lay_out()

    def on_resize(self, _event: events.Resize) -> None:
        """Choose again between one line and two.

        Textual 8.2 keeps the height of the first of two updates that come before the widget is idle: the second waits.
        """
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        """Show one line if it fits, else the majorities in a second line."""
        width = self.content_size.width
        line = next((one for one in self._lines if one.cell_length <= width), self._lines[-1])
        fits = line.cell_length + len(GAP) + self._majorities.cell_length <= width
        text = Content.assemble(line, GAP if fits else "\n", self._majorities)
        if text != self.content:
            self.update(text)
