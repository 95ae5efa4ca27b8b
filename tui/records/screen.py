"""The records: members, tasks, petitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from models.domain.errors import ChiboError
from models.domain.language import _
from models.queries.people import members
from models.queries.records import (
    MemberRecord,
    PetitionRecord,
    TaskRecord,
)
from tui.forms.filter_panel import FilterPanel
from tui.forms.form import Panel
from tui.records.follow_up_forms import (
    AnswerForm,
    DueForm,
    FinishForm,
    ForwardForm,
    OwnerForm,
    RecordFormData,
    RecordWordsForm,
    RemoveForm,
    ReportForm,
    needed_petition,
)
from tui.records.keys import RECORDS
from tui.records.member_forms import MemberChangeForm, NewMemberForm, OfficeForm, StatusForm
from tui.records.place import PLACE
from tui.records.record_lists import Members, Petitions, Record, RecordList, Tasks
from tui.shell.filtered_screen import FilteredScreen
from tui.shell.history import HistoryScreen
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.people import person
from tui.widgets.row_list import RowList

NARROW = 96
LISTS: tuple[RecordList[Any], ...] = (Members(), Tasks(), Petitions())
_OF_A_RECORD = frozenset(
    f"records.{name}" for name in ("show", "history", "remove", *(name for one in LISTS for name in one.first))
)


class RecordsScreen(FilteredScreen):
    """Shows one list, and the page of the chosen record."""

    CSS_PATH = "records.tcss"
    BINDINGS = bindings(RECORDS)
    key_table = RECORDS
    narrow_under = NARROW
    place = PLACE.name
    panels: Mapping[str, type[Panel]] = {
        "finish": FinishForm,
        "report": ReportForm,
        "due": DueForm,
        "words": RecordWordsForm,
        "owner": OwnerForm,
        "answer": AnswerForm,
        "forward": ForwardForm,
        "remove": RemoveForm,
        "status-form": StatusForm,
        "office-form": OfficeForm,
        "member-add": NewMemberForm,
        "member-change": MemberChangeForm,
    }

    def __init__(self, table: str = "member", key: str = "") -> None:
        super().__init__()
        self._at = [one.table for one in LISTS].index(table)
        self._wanted = key
        self._only_open = False
        self._records: dict[str, Record] = {}
        self._shown: str | None = None
        """The key of the record whose page was read; ``None`` if it is to be read again."""

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        with Horizontal(id="body"):
            yield RowList(id="rows")
            with Container(id="side"):
                with VerticalScroll(id="page", can_focus=False):
                    yield Static(id="page-text")
                yield from self.compose_panels()
        yield FilterPanel(id="filter")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def width_changed(self) -> None:
        """Show list and page side by side if there is room."""
        self.call_after_refresh(self.store_changed)

    def store_changed(self) -> None:
        """Read the list again; the cursor stays on its record."""
        rows = self.query_one(RowList)
        found = self._list.read(self.chibo.gateway.reader, self.today)
        self._records = {key: one for key, one in found if not self._only_open or self._list.is_open(one)}
        width = rows.line_width
        lines = {key: self._list.line(one, width, self.today) for key, one in self._records.items()}
        searched = {key: self._list.searched_text(one) for key, one in self._records.items()}
        rows.show_rows(lines, choose=self._wanted, searched=searched)
        self._wanted = ""
        self._shown = None  # the record may have changed
        self.set_class(not self._records, "empty")
        self.rows_narrowed()

    def rows_narrowed(self) -> None:
        """Show the number of rows, the chosen record's page and its keys."""
        self._show_header()
        self._show_page()
        is_any = bool(self._chosen_key)
        self.idle_keys = self.idle_keys - _OF_A_RECORD if is_any else self.idle_keys | _OF_A_RECORD
        self.refresh_keys()

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the keys of the shown list, its main ones first."""
        if self.panel:
            return self.all_keys()
        first = ("next", *self._list.first)
        here = {key.id.partition(".")[2]: key for key in RECORDS}
        rest = (name for name in here if name not in first and name not in self._list.unused)
        return tuple(here[name] for name in (*first, *rest))

    def panel_for(self, name: str) -> str:
        """Return the form that corrects a record of the shown list."""
        return self._list.correction if name == "words" else name

    def panel_data(self) -> RecordFormData:
        one = self._records.get(self._chosen_key)
        task = one if isinstance(one, TaskRecord) else None
        found = members(self.chibo.gateway.reader, self.today)
        people = [person(who) for who in found]
        member = one.member if isinstance(one, MemberRecord) else None
        return RecordFormData(task, one if isinstance(one, PetitionRecord) else None, self.today, people, member)

    def act_done(self, panel: Panel | None) -> None:
        """Show every member once one was taken in: a filter might hide the new one."""
        if isinstance(panel, NewMemberForm):
            self.narrow("")

    def action_list(self, step: int) -> None:
        """Go to the next list, or the one before."""
        self._at = (self._at + step) % len(LISTS)
        self.query_one(RowList).words = ""
        self.remove_class("page")
        self.store_changed()

    def side_pane(self) -> VerticalScroll | None:
        """Return the page of the chosen record; ``None`` while it is hidden."""
        hidden = self.has_class("narrow") and not self.has_class("page")
        return None if hidden else self.query_one("#page", VerticalScroll)

    def action_show(self) -> None:
        """Switch between the list and the page if only one has room."""
        if not self.has_class("narrow"):
            self.messages.say(_("The page stands beside the list; the arrows choose another."))
        self.toggle_class("page")

    def action_only_open(self) -> None:
        """Switch between open records and all records."""
        self._only_open = not self._only_open
        self.store_changed()
        self.messages.say(_("Only what is open is shown.") if self._only_open else _("Everything is shown."))

    def action_close_petition(self) -> None:
        """Settle the chosen petition."""
        try:
            self.do("petition.close", petition=needed_petition(self.panel_data()).id)
        except ChiboError as refusal:
            self.messages.refused(str(refusal))

    def action_history(self) -> None:
        """Show who changed the chosen record."""
        if key := self._chosen_key:
            self.app.push_screen(HistoryScreen(key))
        else:
            self.messages.say(_("There is nothing here yet."))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_page()

    @property
    def _list(self) -> RecordList[Any]:
        return LISTS[self._at]

    @property
    def _chosen_key(self) -> str:
        return self.query_one(RowList).chosen_id

    def _show_header(self) -> None:
        parts = [
            Content.assemble((f" {_(one.title)} ", "reverse b" if one is self._list else "$foreground-muted"))
            for one in LISTS
        ]
        told = Content.assemble((self.narrowed or str(len(self._records)), "$foreground-muted"))
        shown = [Content(" ").join([*parts, told])]
        if self._list.legend:  # the legend is above the right end of the lines
            rows = self.query_one(RowList).size.width or self.size.width
            shown.append(Content.assemble((f"{_(self._list.legend):>{max(0, rows - 2)}}", "$foreground-muted")))
        self.query_one("#header", Static).update(Content("\n").join(shown))

    def _show_page(self) -> None:
        """Show the page of the chosen record, unless it stands there already: a filter is typed letter by letter."""
        if self._shown == self._chosen_key:
            return
        self._shown = self._chosen_key
        one = self._records.get(self._chosen_key)
        nothing = _("No row has these words.") if self._records else _("There is nothing here yet.")
        page = self._list.page(self.chibo.gateway.reader, one, self.today) if one else Content(nothing)
        self.query_one("#page-text", Static).update(page)
