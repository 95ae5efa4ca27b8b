"""The bar of a practice on top of every screen: the mark that nothing is real, and what waits for the chair."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from models.domain.clock import local
from models.domain.language import _
from models.domain.timing import clock_text
from models.practice.facts import PracticeFacts
from models.practice.plan import Plan
from models.practice.reactions import PracticeAnswer, Reaction
from models.practice.telling import told
from tui.shell.key_tables import keys_by_id

ROWS = 2
"""Rows for what happens, under the mark."""

SHOWN_SECONDS = 15
"""Real seconds for which a line stays that asks for no answer."""


class PracticeBar(Static):
    """Shows the mark, how many members wait for an answer, and the last of what happens."""

    DEFAULT_CSS = """
    PracticeBar { dock: top; height: 3; padding: 0 1; background: $panel; }
    """

    def show(self, plan: Plan, facts: PracticeFacts, answers: Sequence[Reaction]) -> None:
        """Show a moment of the practice."""
        room = max(20, self.size.width - 2)
        lines = [_mark(plan, facts, answers, room), *_lines(plan, facts, answers)[:ROWS]]
        text = Content("\n").join(lines)
        if text != self.content:
            self.update(text)


def _mark(plan: Plan, facts: PracticeFacts, answers: Sequence[Reaction], room: int) -> Content:
    mark = _("PRACTICE")
    left = f" {mark} "
    level = _("level {level} · {speed}× · {time}").format(
        level=plan.settings.title, speed=plan.draw.speed, time=f"{local(facts.now):%H:%M}"
    )
    waiting = sum(one.answer is PracticeAnswer.WAITING for one in answers)
    if facts.closed_at:
        right = _("Meeting closed. {key:practice.room} shows the debriefing.")
    elif facts.opened_at is None:
        right = _("{key:meeting} opens the meeting.")
    else:
        right = _("waiting for you: {count} · {key:practice.room} shows all").format(count=waiting)
    gap = room - cell_len(left) - cell_len(level) - cell_len(right) - 2
    return Content.assemble((left, "b reverse"), f"  {level}", " " * max(2, gap), (right, "b" if waiting else ""))


def _lines(plan: Plan, facts: PracticeFacts, answers: Sequence[Reaction]) -> list[Content]:
    """Return the lines to show, the one that waits longest first, then the newest."""
    waiting = [one for one in answers if one.answer is PracticeAnswer.WAITING]
    fresh = [
        one
        for one in answers
        if one.answer is PracticeAnswer.TOLD
        and (facts.now - one.happening.at).total_seconds() < SHOWN_SECONDS * plan.draw.speed
    ]
    chosen = list(dict.fromkeys([*waiting[:1], *fresh[-1:], *waiting[:0:-1]]))
    return [_line(plan, facts, one) for one in chosen]


def _line(plan: Plan, facts: PracticeFacts, one: Reaction) -> Content:
    is_waiting = one.answer is PracticeAnswer.WAITING
    since = clock_text(int((facts.now - one.happening.at).total_seconds()))
    event = plan.script.event(one.happening.event)
    key = keys_by_id().get(event.press) if event and is_waiting and plan.settings.hints else None
    hint = f"  [{key.shown}: {key.word}]" if key else ""
    sign = "▸ " if is_waiting else "· "
    return Content.assemble(
        (sign, "b $accent" if is_waiting else "$foreground-muted"),
        told(plan, facts, one.happening),
        (f"  {since}" if is_waiting else "", "$foreground-muted"),
        (hint, "$accent"),
    )
