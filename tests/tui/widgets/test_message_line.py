"""The message line: what has no room for its end says so."""

from __future__ import annotations

from textual.app import App, ComposeResult

from models.domain.warnings import RuleWarning
from tui.widgets.message_line import MAX_LINES, MessageLine


class _Said(App[None]):
    def compose(self) -> ComposeResult:
        """Lay out the one line."""
        yield MessageLine(id="message")

    @property
    def lines(self) -> list[str]:
        rows = (strip.text.strip() for strip in self.screen._compositor.render_strips())
        return [row for row in rows if row]


async def test_a_message_that_is_too_long_ends_in_dots_and_one_that_fits_does_not() -> None:
    app = _Said()
    async with app.run_test(size=(40, 10)) as pilot:
        message = app.query_one(MessageLine)
        message.done("agreed", [RuleWarning("the meeting is too short", {}, "Rule 2")])
        await pilot.pause()
        assert len(app.lines) == MAX_LINES
        assert "…" not in app.lines[-1]
        assert message.whole == ""
        message.done("agreed", [RuleWarning("the meeting is too short", {}, "Rule 2")] * 9)
        await pilot.pause()
        assert len(app.lines) == MAX_LINES
        assert app.lines[-1].endswith("… ?")  # the help shows the whole
        assert message.whole.count("too short") == 9
