"""The quorum: N with its arithmetic, the voters as seats, the votes that each majority needs, the vote in hand."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
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
from tui.live.vote_line import vote_line
from tui.widgets.static_text import set_text

MOST_SEATS = 40
"""The largest N that is drawn seat by seat."""

_ABSENT = (AttendanceState.EXCUSED, AttendanceState.UNEXCUSED)
"""Marks of absent members who are counted; members elsewhere and exempt are in the arithmetic of N."""


class QuorumPane(VerticalScroll, can_focus=False):
    """Shows the electorate of a meeting."""

    DEFAULT_CSS = "QuorumPane Static { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Static(id="quorum-lines")

    def show(self, view: LiveView, rules: VoteRules) -> None:
        """Show the electorate by the rules of the meeting."""
        parts = (
            counted_text(view.electorate),
            present_text(view, with_absent=True),
            seats(view.electorate, rules.quorum(view.meeting.kind).value),
            majorities(view.electorate, rules),
            vote_line(view),
        )
        set_text(self, "#quorum-lines", Content("\n").join(part for part in parts if part))


def quorum_title(people: Electorate, threshold: Threshold) -> str:
    """Return the title of the pane: how many voters are here of how many, with a sign when there are too few."""
    sign = "" if people.quorum(threshold).passed else "⚠ "
    return f"{_('Quorum')} · {sign}{people.voters_present}/{people.quorum_base}"


def seats(people: Electorate, threshold: Threshold) -> Content:
    """Return a seat for each voter convened, filled for those here, and whether the quorum is met."""
    here, base = people.voters_present, people.quorum_base
    drawn = "●" * min(here, base) + "○" * max(0, base - here) + "  " if base <= MOST_SEATS else ""
    return Content.assemble((drawn, "$accent"), quorum_text(people, threshold))


def counted_text(people: Electorate) -> Content:
    """Return N and its arithmetic."""
    n, reckoned = n_text(people.counted, people.official, people.left_out)
    return Content.assemble((n, "b $accent"), (f" {reckoned}" if reckoned else "", "$foreground-muted"))


def present_text(view: LiveView, *, with_absent: bool) -> Content:
    """Return who is here, who is absent, and who is not called."""
    others = view.electorate.others_present + view.guests
    text = _("voters {voters} · others {others}").format(voters=view.electorate.voters_present, others=others)
    marks = counted(view.roll)
    absent = "".join(f" · {label(mark)} {marks[mark]}" for mark in _ABSENT if with_absent and mark in marks)
    uncalled = _("{count} not called").format(count=view.uncalled) if view.uncalled else ""
    return Content.assemble(
        (text, "b"), (absent, "$foreground-muted"), (f" · {uncalled}" if uncalled else "", "$warning")
    )


def quorum_text(people: Electorate, threshold: Threshold) -> Content:
    """Return the quorum and the voters present, with a sign when it is not met."""
    found = people.quorum(threshold)
    text = _("quorum {needed}: {present} here").format(present=people.voters_present, needed=found.needed)
    return Content.assemble((text, "") if found.passed else (f"⚠ {text}", "b $warning"))


def majorities(people: Electorate, rules: VoteRules) -> Content:
    """Return the votes that each majority of the rules needs."""
    thresholds: Iterable[Threshold] = {str(rule.value): rule.value for rule in rules.thresholds.values()}.values()
    parts = (
        f"{'>' if one.strict else '≥'} {one.numerator}/{one.denominator}: {one.needed(people.counted)}"
        for one in sorted(thresholds, key=_share)
    )
    return Content.assemble((_("needed: "), "$foreground-muted"), " · ".join(parts))


def _share(threshold: Threshold) -> tuple[int, int]:
    return threshold.numerator * 1000 // threshold.denominator, threshold.strict
