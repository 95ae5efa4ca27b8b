"""What stands beside the list of meetings, as lines: the chosen meeting, open tasks, trends, reminders."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.domain.bands import Rate
from models.domain.formats import day_text, hour_text, percent_text
from models.domain.labels import label
from models.domain.language import _, ngettext
from models.domain.text import one_line
from models.domain.warnings import RuleWarning
from models.queries.duplicates import DuplicateRecord
from models.queries.meetings import MeetingView, meeting_title
from models.queries.overview import OpenWork, Trend
from models.queries.preparation import PreparationStep
from models.queries.superior import PraiseView
from tui.widgets.static_text import set_text

BARS = "▁▂▃▄▅▆▇█"
MAX_DOUBLES = 2  # the maximum number of listed pairs; the others are counted


class LinesPane(VerticalScroll, can_focus=False):
    """Shows sections of lines."""

    DEFAULT_CSS = "LinesPane Static { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Static(classes="lines")

    def show(self, *sections: Sequence[Content]) -> None:
        """Show the sections that have lines."""
        parts = [Content("\n").join(section) for section in sections if section]
        set_text(self, ".lines", Content("\n\n").join(parts))


def meeting_lines(meeting: MeetingView | None) -> list[Content]:
    """Return title, time, place and state of the chosen meeting."""
    if meeting is None:
        return []
    where = " · ".join(filter(None, (hour_text(meeting.scheduled_at), one_line(meeting.place))))
    return [
        Content.assemble((one_line(meeting_title(meeting)), "b $accent")),
        Content(f"  {where}"),
        Content(f"  {label(meeting.state)}"),
    ]


def step_lines(steps: Sequence[PreparationStep]) -> list[Content]:
    """Return the checklist of a meeting's preparation; missing steps have an empty box."""
    return [
        Content.assemble("  ", (" ✓  ", "$success") if step.done else ("[ ] ", "b $warning"), str(step))
        for step in steps
    ]


def open_lines(tasks: OpenWork, petitions: OpenWork) -> list[Content]:
    """Return the numbers of open and overdue tasks and petitions."""
    return [
        _counted(ngettext("{count} task", "{count} tasks", tasks.count), tasks),
        _counted(ngettext("{count} petition", "{count} petitions", petitions.count), petitions),
    ]


def _counted(text: str, found: OpenWork) -> Content:
    late = _("{count} overdue").format(count=found.overdue)
    return Content.assemble(
        f"  {text.format(count=found.count)}", (f" · ⚠ {late}" if found.overdue else "", "b $warning")
    )


def conflict_lines(conflicts: int, aside: int) -> list[Content]:
    """Return the open conflicts and quarantined entries; empty for none."""
    lines = []
    if conflicts:
        text = ngettext(
            "{count} conflict to settle ({key:go.conflicts})",
            "{count} conflicts to settle ({key:go.conflicts})",
            conflicts,
        )
        lines.append(Content.assemble((f"  ⚠ {text.format(count=conflicts)}", "b $warning")))
    if aside:
        text = ngettext(
            "{count} entry set aside ({key:go.conflicts})", "{count} entries set aside ({key:go.conflicts})", aside
        )
        lines.append(Content.assemble((f"  ⚠ {text.format(count=aside)}", "b $warning")))
    return [Content.assemble((_("Other laptops"), "b $accent")), *lines] if lines else []


def double_lines(doubles: Sequence[DuplicateRecord]) -> list[Content]:
    """Return the possible duplicates, with the key that merges them; empty for none."""
    lines = [Content.assemble((f"  ⚠ {one_line(str(one))}", "b $warning")) for one in doubles[:MAX_DOUBLES]]
    if len(doubles) > MAX_DOUBLES:
        lines.append(Content("  " + _("and {count} more").format(count=len(doubles) - MAX_DOUBLES)))
    return (
        [Content.assemble((_("Perhaps there twice ({key:home.doubles} makes them one)"), "b $accent")), *lines]
        if lines
        else []
    )


def reminder_lines(reminders: Sequence[RuleWarning]) -> list[Content]:
    """Return the reminders of the year plan; empty for none."""
    lines = [Content.assemble((f"  ⚠ {one_line(str(one))}", "b $warning")) for one in reminders]
    return [Content.assemble((_("Due in the year plan"), "b $accent")), *lines] if lines else []


def praise_lines(praises: Sequence[PraiseView], most: int = 2) -> list[Content]:
    """Return the superior's praise, the latest first; empty for none."""
    lines = [
        Content.assemble(("  ★ ", "b $success"), one_line(one.text), (f" · {_who(one)}", "$foreground-muted"))
        for one in praises[:most]
    ]
    rest = len(praises) - most
    if rest > 0:
        lines.append(Content("  " + _("and {count} more").format(count=rest)))
    return [Content.assemble((_("Praised by the superior"), "b $accent")), *lines] if lines else []


def _who(praise: PraiseView) -> str:
    return ", ".join(filter(None, (one_line(praise.by), day_text(praise.at))))


def trend_lines(trends: Sequence[Trend], target_percent: int) -> list[Content]:
    """Return attendance and speaking as small charts, oldest meeting first, with the last figure."""
    if not trends:
        return []
    attendance = [trend.attendance for trend in trends]
    title = ngettext("The last meeting", "The last {count} meetings", len(trends)).format(count=len(trends))
    return [
        Content.assemble((title, "b $accent")),
        _chart(_("attended"), attendance, target_percent),
        _chart(_("spoke"), [trend.speaking for trend in trends], None),
    ]


def _chart(word: str, rates: Sequence[Rate], target_percent: int | None) -> Content:
    shares = [rate.hundredths or 0 for rate in rates]
    bars = "".join(BARS[min(len(BARS) - 1, share * len(BARS) // 10_001)] for share in shares)
    short = target_percent is not None and shares[-1] < target_percent * 100
    aim = _(" ⚠ below {target}%").format(target=target_percent) if short else ""
    return Content.assemble(f"  {word:<9} ", (bars, "$success"), f" {percent_text(rates[-1])}", (aim, "b $warning"))
