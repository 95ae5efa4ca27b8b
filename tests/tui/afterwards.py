"""The scenario's meeting as it stands after its last item: with a theme, its votes counted, not yet closed."""

from __future__ import annotations

import shutil
from pathlib import Path

from models.acts.words import perform_words
from models.store.store import Store
from tests.conftest import FakeClock
from tests.whole.scenario import BEFORE_THE_KILL, CONFIRMATION, DISCUSSION, NOTES, RESOLUTION_VOTE, TASKS, Step, step

THEME = (
    Step("item.add", {"title": "Chuyên đề: Bảo đảm an toàn thực phẩm Tết", "minutes": "20", "thematic": "yes"}),
    step("meeting.change", minute_taker="Yến"),
    step("agenda.agree"),
)
LAST = (
    step("item.finish", item="16", minutes=2),
    step("item.start", item="19"),
    step("item.finish", item="19", minutes=12),
    step("item.start", item="17"),
)


def held_home(planned_home: Path, home: Path) -> FakeClock:
    """Play the scenario in a copy of the planned home; return the clock at the end of it."""
    shutil.copytree(planned_home, home)
    clock = FakeClock()
    clock.advance(minutes=5)
    store = Store.open(home, clock)
    for one in (*THEME, *BEFORE_THE_KILL, *DISCUSSION, *NOTES, *TASKS, *RESOLUTION_VOTE, *CONFIRMATION, *LAST):
        _do(store, clock, one)
    store.close()
    return clock


def _do(store: Store, clock: FakeClock, one: Step) -> None:
    clock.advance(minutes=one.minutes)
    perform_words(store, one.act, one.words)
