"""The search: an entry line, and the records that contain its words."""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from models.domain.formats import optional_day_text
from models.domain.language import N_, _, ngettext
from models.domain.text import fold, folded_places, one_line
from models.queries.search import MOST, HitKind, SearchHit, SearchIndex, build_index
from models.store.opening import open_reader
from tui.search.keys import SEARCH
from tui.search.place import PLACE
from tui.shell.history import HistoryScreen
from tui.shell.places import places
from tui.shell.screen import ChiboScreen
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.row_list import RowList

_WORDS = {
    HitKind.MEMBER: N_("Member"),
    HitKind.MEETING: N_("Meeting"),
    HitKind.ITEM: N_("Agenda item"),
    HitKind.NOTE: N_("Note"),
    HitKind.MOTION: N_("Motion"),
    HitKind.RESOLUTION: N_("Resolution"),
    HitKind.TASK: N_("Task"),
    HitKind.PETITION: N_("Petition"),
    HitKind.MINUTES: N_("Minutes"),
    HitKind.LETTER: N_("Letter"),
}
_IN_RECORDS = frozenset({HitKind.MEMBER, HitKind.TASK, HitKind.PETITION})
_CONTEXT = 30  # characters shown before the first match


class SearchScreen(ChiboScreen):
    """Searches while typing; confidential texts are included only after a key."""

    CSS_PATH = "search.tcss"
    BINDINGS = bindings(SEARCH)
    key_table = SEARCH
    place = PLACE.name

    class Indexed(Message):
        """The texts are indexed."""

        def __init__(self, index: SearchIndex) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__()
        self._index: SearchIndex | None = None
        self._hits: list[SearchHit] = []
        self._revealed = False

    def compose(self) -> ComposeResult:
        yield Static(_("Search"), id="title")
        yield EntryLine(id="line", placeholder=_("a few words, with or without diacritics"))
        yield Static(id="count")
        yield RowList(id="hits")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Focus the line."""
        self.set_focus(self.query_one(EntryLine))
        self.refresh_keys()

    def store_changed(self) -> None:
        self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=False)

    def action_open_hit(self) -> None:
        """Go to the place of the chosen record."""
        hit = self._chosen
        if hit is None:
            self.messages.say(_("Write a few words; {key:search.go} then goes to the chosen place."))
        elif hit.kind in _IN_RECORDS:
            self.chibo.navigation.show_place(places()["records"].make(table=hit.kind.value, key=hit.id))
        elif hit.kind is HitKind.LETTER:
            self.chibo.navigation.show_place(places()["outgoing"].make(key=f"letter:{hit.id}"))
        elif hit.kind is HitKind.MINUTES:
            self.chibo.navigation.show_place(places()["minutes"].make(hit.meeting_id))
        else:
            self.chibo.navigation.show_meeting(hit.meeting_id)

    def action_reveal(self) -> None:
        """Include or exclude confidential texts."""
        self._revealed = not self._revealed
        self._search()
        revealed, hidden = _("Confidential texts are searched too."), _("Confidential texts are left out again.")
        self.messages.say(revealed if self._revealed else hidden)

    def action_history(self) -> None:
        """Show who changed the chosen record."""
        if hit := self._chosen:
            self.app.push_screen(HistoryScreen(hit.id))
        else:
            self.messages.say(_("There is nothing here yet."))

    @on(Worker.StateChanged)
    def _read_or_not(self, event: Worker.StateChanged) -> None:
        """Report that the records could not be read; the old index stays."""
        if event.state is WorkerState.ERROR:
            self.messages.refused(_("The records could not be read; leave the search and come again."))

    def width_changed(self) -> None:
        """Write the hits for the new width, once the list has it."""
        if self._hits:
            self.call_after_refresh(self._write_hits)

    @on(Indexed)
    def _indexed(self, event: Indexed) -> None:
        self._index = event.index
        self._search()

    @on(EntryLine.Changed)
    def _search(self) -> None:
        query = self.query_one(EntryLine).value
        self._hits = self._index.search(query, confidential=self._revealed) if self._index else []
        self._write_hits()
        self.query_one(RowList).highlighted = 0 if self._hits else None
        self.query_one("#count", Static).update(self._count(query))

    def _write_hits(self) -> None:
        query, rows = self.query_one(EntryLine).value, self.query_one(RowList)
        at = rows.highlighted
        rows.clear_options()
        width = max(40, rows.line_width)
        kinds = max(cell_len(_(word)) for word in _WORDS.values())
        rows.add_options(Option(self._line(hit, query, width, kinds)) for hit in self._hits)
        rows.highlighted = at

    @on(OptionList.OptionSelected)
    def _clicked(self) -> None:
        self.action_open_hit()

    @property
    def _chosen(self) -> SearchHit | None:
        at = self.query_one(RowList).highlighted
        return None if at is None else self._hits[at]

    def _read(self) -> None:
        connection = open_reader(self.chibo.gateway.home)
        try:
            self.post_message(self.Indexed(build_index(connection)))
        finally:
            connection.close()

    def _count(self, query: str) -> str:
        if self._index is None:
            return _("Reading the records …")
        if not query.strip():
            count = len(self._index.entries)
            return ngettext("{count} text", "{count} texts", count).format(count=count)
        more = "+" if len(self._hits) == MOST else ""
        return ngettext("{count} found", "{count} found", len(self._hits)).format(count=f"{len(self._hits)}{more}")

    def _line(self, hit: SearchHit, query: str, width: int, kinds: int) -> Content:
        head = f" {_(_WORDS[hit.kind]):<{kinds}} {optional_day_text(hit.day):<10}  "
        room = max(10, width - len(head) - 1)
        return Content.assemble((head, "$foreground-muted"), *_marked(one_line(_part(hit.text, query), room), query))


def _part(text: str, query: str) -> str:
    """Return the text from shortly before the first match."""
    line = " ".join(text.split())
    word = (fold(query).split() or [""])[0]
    folded, places = folded_places(line)
    found = folded.find(word)
    at = places[found] if found > 0 else 0
    return f"…{line[at - _CONTEXT :]}" if at > _CONTEXT else line


def _marked(text: str, query: str) -> list[tuple[str, str]]:
    """Return a text in parts, with the matches in bold."""
    folded, places = folded_places(text)
    parts, begin, after = list[tuple[str, str]](), 0, 0
    words = fold(query).split()
    while found := [(at, word) for word in words if (at := folded.find(word, after)) >= 0]:
        at, word = min(found)
        after = at + len(word)
        first, end = places[at], places[after - 1] + 1
        parts += [(text[begin:first], ""), (text[first:end], "b $accent")]
        begin = max(begin, end)
    return [*parts, (text[begin:], "")]
