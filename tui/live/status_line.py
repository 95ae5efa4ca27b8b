"""The status line: N with its arithmetic, attendance, votes needed."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.content import Content
from textual.widgets import Static

from models.domain.electorate import Electorate
from models.domain.electorate_words import n_text
from models.domain.labels import label
from models.domain.language import _
from models.domain.thresholds import Threshold
from models.domain.vocabulary import AttendanceState
from models.profiles.schema import VoteRules
from models.queries.live import LiveView
from models.queries.roll_call import counted

GAP = "  "
_ABSENT = (AttendanceState.EXCUSED, AttendanceState.UNEXCUSED)
"""Marks of absent members who are counted; members elsewhere and exempt are in the arithmetic of N."""


class StatusLine(Static):
    """Shows the electorate in one line, or in two on a narrow screen."""

    DEFAULT_CSS = "StatusLine { height: auto; max-height: 2; padding: 0 1; background: $panel; }"

    _lines: tuple[Content, ...] = (Content(""),)
    """The first line, in full and without the absent, who are listed in the roll-call."""

    _majorities = Content("")

    def show(self, view: LiveView, rules: VoteRules) -> None:
        """Show N, attendance, and the votes that the majorities of the rules need."""
        thresholds = {str(rule.value): rule.value for rule in rules.thresholds.values()}
        needed = self._needed(view.electorate, sorted(thresholds.values(), key=_share))
        quorum = self._quorum(view.electorate, rules.quorum(view.meeting.kind).value)
        counted_text = self._counted(view.electorate)
        self._lines = tuple(
            Content(GAP).join([counted_text, self._present(view, with_absent=wanted)]) for wanted in (True, False)
        )
        self._majorities = Content.assemble(quorum, GAP, needed)
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

    @staticmethod
    def _counted(people: Electorate) -> Content:
        counted_text, reckoned = n_text(people.counted, people.official, people.left_out)
        return Content.assemble((counted_text, "b $accent"), (f" {reckoned}" if reckoned else "", "$foreground-muted"))

    @staticmethod
    def _present(view: LiveView, *, with_absent: bool) -> Content:
        others = view.electorate.others_present + view.guests
        text = _("voters {voters} · others {others}").format(voters=view.electorate.voters_present, others=others)
        marks = counted(view.roll)
        absent = "".join(f" · {label(mark)} {marks[mark]}" for mark in _ABSENT if with_absent and mark in marks)
        uncalled = _("{count} not called").format(count=view.uncalled) if view.uncalled else ""
        return Content.assemble(
            (text, "b"), (absent, "$foreground-muted"), (f" · {uncalled}" if uncalled else "", "$warning")
        )

    @staticmethod
    def _quorum(people: Electorate, threshold: Threshold) -> Content:
        """Return the quorum and the voters present, with a sign when it is not met."""
        found = people.quorum(threshold)
        text = _("quorum {needed}: {present} here").format(present=people.voters_present, needed=found.needed)
        return Content.assemble((text, "") if found.passed else (f"⚠ {text}", "b $warning"))

    @staticmethod
    def _needed(people: Electorate, thresholds: Iterable[Threshold]) -> Content:
        parts = (
            f"{'>' if one.strict else '≥'} {one.numerator}/{one.denominator}: {one.needed(people.counted)}"
            for one in thresholds
        )
        return Content.assemble((_("needed: "), "$foreground-muted"), " · ".join(parts))


def _share(threshold: Threshold) -> tuple[int, int]:
    return threshold.numerator * 1000 // threshold.denominator, threshold.strict
