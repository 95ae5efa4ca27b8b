"""The program in the practice room: the real screens, on the practice's own store, with members who try the chair."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.domain.errors import UnknownRecord
from models.domain.language import _
from models.practice.engine import step
from models.practice.facts import PracticeFacts
from models.practice.happenings import Happening
from models.practice.keeping import Practice, keeping
from models.practice.plan import Plan
from models.practice.reactions import Reaction, reactions
from models.practice.reading import practice_facts, practice_plan
from models.profiles.practice import Behaviour, PracticeScript
from tui.app import ChiboApp
from tui.practice.bar import PracticeBar
from tui.practice.keys import PRACTICE
from tui.shell.gateway import Gateway
from tui.shell.program import StoreChanged
from tui.shell.screen import ChiboScreen
from tui.widgets.key import bindings

TICK_SECONDS = 0.5
"""How often the practice looks whether something happens."""

POWER_IS_GONE = 75
"""The exit code of a practice whose power went (EX_TEMPFAIL of BSD's sysexits)."""


class PracticeApp(ChiboApp):
    """Lets the plan happen while the trainee chairs. It belongs to no server: no daemon is started."""

    BINDINGS = bindings(PRACTICE)
    own_keys = PRACTICE

    def __init__(
        self, gateway: Gateway, script: PracticeScript, practice: Practice, tick: float = TICK_SECONDS
    ) -> None:
        """Practise on the store of the gateway; ``tick`` is how often to look, 0 only when told."""
        super().__init__(gateway)
        self._tick = tick
        self.sync_sign = None
        self.practice = practice
        self.script = script
        self._plan: Plan | None = None
        self.seen: PracticeFacts | None = None

    def on_mount(self) -> None:
        """Show the practice meeting, and begin to look; the base class's own handler runs after this one."""
        if self._tick:
            self.set_interval(self._tick, self.look)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.look()
        if self.seen and not self.seen.closed_at and len(self.screen_stack) <= 2:  # the base class opens a running one
            self.navigation.show_meeting(self.practice.meeting)

    def push_screen(self, screen: Screen[Any] | str, *arguments: Any, **keywords: Any) -> Any:
        """Open a screen, with the mark of the practice on it."""
        pushed = super().push_screen(screen, *arguments, **keywords)
        self.call_next(self._mark)
        return pushed

    def look(self) -> None:
        """Let happen what is due, and show it."""
        if not self.is_running or not self.screen_stack:
            return
        try:
            facts = self.seen = practice_facts(self.gateway.reader, self.practice.meeting, self.clock())
        except UnknownRecord:
            self.seen = None
            said = _(
                "The practice meeting was removed: {key:home.undo} restores it, “chibo practice --new” begins anew."
            )
            self.navigation.top_screen.messages.refused(said)
            return
        self._plan = self._plan or practice_plan(self.script, self.practice, facts)
        if found := step(self._plan, facts, self.practice.log):
            self._happen(found)
        self._mark()

    @property
    def plan(self) -> Plan | None:
        """The plan, once the records were read."""
        return self._plan

    def answers(self) -> tuple[Reaction, ...]:
        """Return what has happened with the chair's answers, at the last look."""
        if self._plan is None or self.seen is None:
            return ()
        return reactions(self._plan, self.seen, self.practice.log)

    def action_practice(self) -> None:
        """Show what has happened; once the meeting is closed, the debriefing."""
        from tui.practice.screen import PracticeScreen

        if not isinstance(self.screen, PracticeScreen):
            self.push_screen(PracticeScreen())

    def exit(self, result: int | None = None, return_code: int = 0, message: Any | None = None) -> None:
        """Leave, and keep the time at which the practice stands."""
        self.keep()
        super().exit(result, return_code, message)

    def keep(self) -> None:
        """Write into the store how the practice stands now."""
        standing = self.practice
        now = max(standing.now, self.clock())
        self.practice = Practice(standing.draw, standing.meeting, now, standing.log)
        self.gateway.enqueue(keeping(self.practice))

    def _happen(self, found: Happening) -> None:
        self.practice = self.practice.then(found)
        written = self.gateway.enqueue(keeping(self.practice))
        if found.behaviour is Behaviour.POWER:
            written.add_done_callback(lambda _done: self.call_later(self._lose_power))

    def _lose_power(self) -> None:
        """End as a laptop without power does: what is not in the store is gone."""
        if self.is_running:
            super().exit(return_code=POWER_IS_GONE)

    def _mark(self) -> None:
        """Put the bar on every screen that has none, and show this moment in it."""
        if self._plan is None or self.seen is None:
            return
        answers = self.answers()
        for screen in (one for one in self.screen_stack if isinstance(one, ChiboScreen) and one.is_mounted):
            bars = list(screen.query(PracticeBar))
            if not bars:
                screen.mount(PracticeBar())
            for bar in bars:
                bar.show(self._plan, self.seen, answers)

    def on_store_changed(self, _event: StoreChanged) -> None:
        """Look at once after an act, so that its answer is seen."""
        self.look()
