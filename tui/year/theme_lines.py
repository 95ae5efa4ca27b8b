"""The year plan of themes as lines: quarters with their themes, and the catalogue."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from models.domain.formats import day_text
from models.domain.language import _, ngettext
from models.domain.quarters import roman
from models.domain.text import one_line
from models.profiles.schema import Certainty
from models.queries.meetings import meeting_title
from models.queries.themes import OfferedTheme, PlannedView, QuarterView


def quarter_line(quarter: QuarterView) -> Content:
    """Return the heading of a quarter: how many meetings with a theme it has, and whether one is missing."""
    title = _("Quarter {quarter}").format(quarter=roman(quarter.quarter))
    count = len(quarter.meetings)
    text = ngettext("{count} meeting with a theme", "{count} meetings with a theme", count).format(count=count)
    sign = ("⚠ ", "b $warning") if quarter.lacks else ("✓ ", "$success")
    return Content.assemble((f"{title}  ", "b $accent"), sign, (text, "$foreground-muted"))


def section_line(title: str) -> Content:
    """Return the heading of a section that is not a quarter."""
    return Content.assemble((title, "b $accent"))


def planned_line(theme: PlannedView, width: int) -> Content:
    """Return a theme of the plan: whether its meeting was held, is planned, or is still missing."""
    sign, style = ("✓", "$success") if theme.is_used else ("○", "$accent") if theme.meeting else ("·", "$warning")
    when = day_text(theme.meeting.day) if theme.meeting else _month(theme)
    return _row((sign, style), theme.title, when, width)


def offered_line(offered: OfferedTheme, width: int) -> Content:
    """Return a theme of the catalogue with the years in which it was planned or used."""
    used = ", ".join(f"{day:%m/%Y}" for day in offered.used)
    planned = ", ".join(str(year) for year in offered.planned)
    when = _("used {when}").format(when=used) if used else _("planned {when}").format(when=planned) if planned else ""
    return _row(
        ("✓" if used else "+", "$success" if used else "$foreground-muted"), str(offered.theme.title), when, width
    )


def quarter_details(quarter: QuarterView | None) -> Content:
    """Return what a quarter lacks, with the rule, or its meetings."""
    if quarter is None:
        return Content("")
    if quarter.lacks:
        return Content.assemble(
            (f"⚠ {quarter.lacks}", "b $warning"), "\n", (quarter.lacks.citation, "$foreground-muted")
        )
    return Content("\n").join(Content(meeting_title(one)) for one in quarter.meetings[:3])


def planned_details(theme: PlannedView) -> Content:
    """Return the details of a theme of the plan."""
    if theme.meeting is None:
        text = _(
            "No meeting takes this theme up yet: {key:themes.meeting} plans one, {key:themes.taken} names"
            " one that is planned."
        )
        return Content.assemble(one_line(theme.title), "\n", (text, "$warning"))
    return Content.assemble(one_line(theme.title), "\n", (meeting_title(theme.meeting), "$foreground-muted"))


def offered_details(offered: OfferedTheme) -> Content:
    """Return the source of a theme of the catalogue, and its certainty."""
    source = str(offered.theme.citation)
    if offered.theme.certainty is Certainty.UNCERTAIN:
        source = "⚠ " + source
    return Content.assemble(one_line(str(offered.theme.title)), "\n", (one_line(source), "$foreground-muted"))


def _row(sign: tuple[str, str], title: str, when: str, width: int) -> Content:
    text = one_line(title, max(8, width - cell_len(when) - 6))
    filling = " " * max(1, width - cell_len(text) - cell_len(when) - 5)
    return Content.assemble("  ", sign, f" {text}{filling}", (when, "$foreground-muted"))


def _month(theme: PlannedView) -> str:
    return f"{theme.month:02}/{theme.year}" if theme.month else ""
