"""Keys that are held for an act are sent after a while even when the act is never done."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.timer import Timer

from tui.compat.key_order import MAX_HOLD_SECONDS, OrderedKeysApp
from tui.widgets.entry_line import EntryLine


class _FieldApp(OrderedKeysApp):
    """An app whose timers never run by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[tuple[float, Any]] = []

    def compose(self) -> ComposeResult:
        yield EntryLine()

    def set_timer(self, delay: float, callback: Any = None, *, name: str | None = None, pause: bool = False) -> Timer:
        self.waits.append((delay, callback))
        return super().set_timer(delay, callback, name=name, pause=True)


async def test_held_keys_are_sent_after_the_longest_wait() -> None:
    app = _FieldApp()
    async with app.run_test() as pilot:
        app.query_one(EntryLine).focus()
        await pilot.pause()
        app.hold_keys()
        held = [callback for delay, callback in app.waits if delay == MAX_HOLD_SECONDS]
        await pilot.press("a", "b")
        assert app.query_one(EntryLine).value == ""
        assert len(held) == 1
        await held[0]()
        await pilot.pause()
        assert app.query_one(EntryLine).value == "ab"
        await pilot.press("c")
        assert app.query_one(EntryLine).value == "abc"
