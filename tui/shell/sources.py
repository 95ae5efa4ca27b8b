"""The documents behind the rules of a meeting: each with its title, its certainty, and its rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from models.domain.clock import day_of
from models.domain.formats import day_text
from models.domain.language import N_, _
from models.profiles.in_force import load_profile
from models.profiles.rule_names import rule_name
from models.profiles.schema import Certainty, Rule, RuleProfile
from models.profiles.sources import cited, successor_text
from models.queries.rules import rules_of_meeting

_CERTAINTY = {
    Certainty.READ: N_("read in the text itself"),
    Certainty.SECONDARY: N_("from secondary sources; the text itself was not read"),
    Certainty.UNCERTAIN: N_("habit, or a proposal of the software"),
}


class SourcesScreen(ModalScreen[None]):
    """Lists the sources of a profile; other lines have room for their short names only."""

    DEFAULT_CSS = """
    SourcesScreen { align: center middle; background: $background; }
    SourcesScreen VerticalScroll {
        width: 84; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $accent; padding: 0 2;
    }
    """
    BINDINGS = [Binding("escape,q,f12,enter", "close", show=False, priority=True)]  # noqa: RUF012 - Textual's

    def __init__(self, profile: RuleProfile, day: date) -> None:
        super().__init__()
        self._profile = profile
        self._day = day

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with VerticalScroll() as box:
            box.border_title = str(self._profile.title)
            box.border_subtitle = _("esc closes")
            yield Static(Content("\n").join(source_lines(self._profile, self._day)))

    def action_close(self) -> None:
        """Close the list."""
        self.dismiss()


def sources_of(reader: sqlite3.Connection, home: Path, now: datetime, meeting_id: str) -> SourcesScreen:
    """Return the sources of a meeting; without one, of today's rules."""
    today = day_of(now)
    rules = rules_of_meeting(reader, home, meeting_id) if meeting_id else load_profile(home, today)
    return SourcesScreen(rules, today)


def source_lines(profile: RuleProfile, day: date) -> Iterator[Content]:
    """Yield each source with its full name, certainty, the day of looking it up, and its rules."""
    found: dict[tuple[str, str, Certainty, date | None], list[tuple[str, Rule[object]]]] = {}
    for key, rule in profile.rules():
        of = (str(rule.citation), str(rule.source), rule.certainty, rule.looked_up)
        found.setdefault(of, []).append((key, rule))
    for (short, full, certainty, looked_up), rules in found.items():
        sure = _(_CERTAINTY[certainty])
        asked = _("looked up on {day}").format(day=day_text(looked_up)) if looked_up else ""
        yield Content.assemble((short, "b $accent"))
        if full != short:
            yield Content(f"  {full}")
        yield Content(f"  {'; '.join(filter(None, (sure, asked)))}")
        for document in cited(rules[0][1]):
            if document.is_superseded(day):
                text = _("⚠ in its place stands {successor}").format(successor=successor_text(document))
                yield Content.assemble((f"  {text}", "b $warning"))
        yield Content.assemble(
            (f"  {', '.join(dict.fromkeys(rule_name(key) for key, _rule in rules))}\n", "$foreground-muted")
        )
