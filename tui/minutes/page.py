"""The widgets of the minutes screen: the header, and the page with text, comparison and checks."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from models.documents.checks import MissingPart
from models.domain.language import _
from models.queries.meetings import MeetingView
from models.queries.reports import ReportView
from tui.minutes.autosave import Autosave
from tui.minutes.compare_pane import ComparePane
from tui.minutes.editing import EditingSession, behind_heading
from tui.minutes.lines import doubt_lines, header_line, notice_lines, sealed_text
from tui.widgets.entry_area import EntryArea

WIDE = 110
"""From this width on, the checks are beside the text."""

MAX_CHARACTERS = 400_000
"""The most characters of minutes; a congress of several days has fewer."""


class MinutesHead(Container):
    """Meeting and state in a line, and the notices below."""

    DEFAULT_CSS = "MinutesHead { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Static(id="header", markup=False)
        yield Static(id="notice")

    def show(self, of: MeetingView, session: EditingSession, report: ReportView | None) -> None:
        self.query_one("#header", Static).update(header_line(of, session, report))
        lines = notice_lines(session, report)
        self.query_one("#notice", Static).update(Content("\n").join(lines))
        self.query_one("#notice").set_class(not lines, "empty")


class MinutesPage(Horizontal):
    """The text of a session; ``saving`` saves what is typed."""

    def __init__(self, saving: Autosave, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._saving = saving
        self.session: EditingSession | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="pages"):
            yield EntryArea(max_characters=MAX_CHARACTERS, id="text")
            yield ComparePane(id="compare")
        with VerticalScroll(id="checks", can_focus=False):
            yield Static(id="check-lines")

    def on_mount(self) -> None:
        self.let_type(typing=False)

    def on_unmount(self) -> None:
        """Save unwritten text when the program ends."""
        if self.session and self.session.is_dirty:
            self._saving.keep(self.session)

    def on_resize(self, event: events.Resize) -> None:
        """Show the checks beside the text where there is room."""
        self.set_class(event.size.width >= WIDE, "wide")

    @property
    def area(self) -> EntryArea:
        """The text."""
        return self.query_one("#text", EntryArea)

    @property
    def is_comparing(self) -> bool:
        """Whether the comparison is shown instead of the text."""
        return self.has_class("comparing")

    @property
    def is_checking(self) -> bool:
        """Whether the checks are shown."""
        return self.has_class("checking")

    @property
    def shown(self) -> Widget:
        """The widget that is shown and scrolls."""
        if self.is_checking:
            return self.query_one("#checks")
        return self.query_one(ComparePane) if self.is_comparing else self.area

    def let_type(self, *, typing: bool) -> None:
        """Make the text editable or read-only; at first the cursor stands behind the heading."""
        self.set_class(typing, "typing")
        self.area.read_only, self.area.show_cursor = not typing, typing
        if typing and self.area.cursor_location == (0, 0):
            self.area.move_cursor((behind_heading(self.area.text), 0))

    def compare(self) -> None:
        """Switch between the comparison and the text."""
        self.toggle_class("comparing")
        self.remove_class("checking")
        self.query_one(ComparePane).set_class(self.is_comparing, "open")
        self.draw_comparison()

    def check(self, *, wanted: bool) -> None:
        """Switch between the checks and the text."""
        self.set_class(wanted, "checking")

    def show(self, session: EditingSession, doubts: Sequence[MissingPart]) -> None:
        """Show a session with its checks."""
        self.session = session
        self.set_class(not session.is_sealed, "draft")
        self.query_one("#check-lines", Static).update(doubt_lines(doubts))
        self.show_text()
        self.draw_comparison()

    def show_text(self) -> None:
        """Show the text of the session when it differs; the cursor stays near its position."""
        if (session := self.session) is None:
            return
        text = sealed_text(session.stored) if session.stored and session.is_sealed else session.text
        if text != self.area.text:
            at, scrolled = self.area.cursor_location, self.area.scroll_offset
            self.area.load_text(text)
            self.area.move_cursor(at)
            self.area.scroll_to(*scrolled, animate=False)

    def draw_comparison(self) -> None:
        """Draw the comparison if it is shown."""
        if self.session is None or not self.is_comparing:
            return
        theirs = _("changed elsewhere") if self.session.elsewhere else _("drafted now")
        self.query_one(ComparePane).show(self.session.compared(), _("your text"), theirs)

    @on(TextArea.Changed, "#text")
    def _typed(self) -> None:
        if self.session is not None and self.has_class("typing"):
            self.session.text = self.area.text
            self._saving.typed(self.session, self.draw_comparison)
