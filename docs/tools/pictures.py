"""Make the pictures of the README and the guide from the real program: ``python docs/tools/pictures.py``.

The scenario's meeting is played up to the discussion in a folder that is thrown away, with a clock that stands still.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from models.acts.words import perform_words
from models.domain.language import LANGUAGES, choose_language
from models.store.store import Store
from tests.whole.scenario import BEFORE_THE_KILL, DISCUSSION, Step
from tui.app import ChiboApp
from tui.shell.gateway import Gateway

OUT = ROOT / "docs" / "pictures"
BEFORE = (
    Step("cell.create", {"name": "Chi bộ Chi cục An toàn vệ sinh thực phẩm"}),
    Step("roster.import", {"file": str(ROOT / "tests" / "data" / "roster.csv")}),
    Step("meeting.plan", {"at": "14:00 03/12/2026"}),
    Step("agenda.agree"),
)
PICTURES = {
    "live": (),
    "roll-call": ("r",),
    "vote": ("v",),
    "home": ("f9",),
    "preparation": ("f2",),
    "score": ("f4",),
    "minutes": ("f5",),
    "records": ("f6",),
    "palette": ("colon",),
}


class Clock:
    """A clock that goes only when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 3, 7, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def prepare(home: Path) -> Clock:
    """Play the meeting up to the discussion."""
    clock = Clock()
    store = Store.create(home, clock)
    for step in (*BEFORE, *BEFORE_THE_KILL, *DISCUSSION[:7]):
        clock.now += timedelta(minutes=step.minutes)
        perform_words(store, step.act, step.words)
    store.close()
    clock.now += timedelta(seconds=74)
    return clock


async def take(home: Path, clock: Clock, language: str) -> None:
    """Take every picture in one language."""
    choose_language(language)
    for name, keys in PICTURES.items():
        gateway = Gateway(home, clock)
        app = ChiboApp(gateway)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            svg = app.export_screenshot(title="chibo", simplify=True)
        gateway.close()
        (OUT / f"{name}-{language}.svg").write_text(svg, encoding="utf-8", newline="\n")


def main() -> None:
    """Take every picture in every language."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        clock = prepare(home)
        for language in LANGUAGES:
            asyncio.run(take(home, clock, language))


if __name__ == "__main__":
    main()
