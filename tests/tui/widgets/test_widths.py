"""What is written before the layout is written again once the widget has its width."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tests.tui.settling import painted, settled
from tui.widgets.message_line import MAX_LINES, MessageLine
from tui.widgets.row_list import RowList

WIDE, SIDE = 60, 20
SENTENCE = "The members in the room are fewer than the rules ask for; wait for the others, or close the meeting again."


class _Page(Screen[None]):
    """A list and a message line beside something wide; both are filled in before there is a layout."""

    CSS = f".side {{ width: {SIDE}; }} #rows, #message {{ width: 1fr; }} Horizontal {{ height: 4; }}"

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield RowList(id="rows")
            yield Static(classes="side")
        with Horizontal():
            yield MessageLine(id="message")
            yield Static(classes="side")

    def on_mount(self) -> None:
        self.write()
        self.query_one(MessageLine).say(SENTENCE)

    def on_row_list_width_changed(self) -> None:
        self.write()

    def write(self) -> None:
        rows = self.query_one(RowList)
        rows.show_rows({"a": Content("=" * rows.line_width)})


async def test_lines_and_message_have_the_width_of_their_widgets() -> None:
    app: App[None] = App()
    async with app.run_test(size=(WIDE, 10)):
        await app.push_screen(_Page())
        await settled(app)
        rows, line = app.screen.query_one(RowList), app.screen.query_one(MessageLine)
        row = painted(app.screen)[0].text
        assert row.rstrip() == "=" * rows.scrollable_content_region.width
        assert len(line.content.plain.split("\n")[-1]) <= WIDE - SIDE - 2  # type: ignore[union-attr]
        assert "… ?" in line.content.plain  # type: ignore[union-attr]
        assert len(line.content.plain.split("\n")) == MAX_LINES  # type: ignore[union-attr]

        for side in app.screen.query(".side"):
            side.styles.width = 1
        await settled(app)
        assert painted(app.screen)[0].text.rstrip() == "=" * rows.scrollable_content_region.width
        assert line.content.plain == SENTENCE  # type: ignore[union-attr]
