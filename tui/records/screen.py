"""The records: members over time, every task, the register of petitions."""

from __future__ import annotations

from datetime import date

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from models.domain.clock import VIETNAM
from models.domain.errors import ChiboError
from models.domain.language import N_, _
from models.domain.state_sets import OPEN_PETITIONS, OPEN_TASKS
from models.queries.people import members
from models.queries.records import (
    MemberRecord,
    PetitionRecord,
    TaskRecord,
    attendance_of,
    member_records,
    petition_records,
    task_records,
)
from tui.records import lines
from tui.records.follow_up_forms import (
    AnswerForm,
    Chosen,
    DueForm,
    FinishForm,
    ForwardForm,
    OwnerForm,
    RecordWordsForm,
    RemoveForm,
    ReportForm,
    needed_petition,
)
from tui.records.keys import RECORDS
from tui.records.place import PLACE
from tui.shell.form_host import DrawerHost
from tui.shell.history import HistoryScreen
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.people import person
from tui.widgets.rows import Rows

NARROW = 96
LISTS = (("member", N_("Members")), ("task", N_("Tasks")), ("petition", N_("Petitions")))
"""The tables behind the lists, and what the lists are called."""

Record = MemberRecord | TaskRecord | PetitionRecord
_MINE = frozenset(key.action.partition("(")[0] for key in RECORDS)


class RecordsScreen(DrawerHost):
    """One list at a time, and beside it the page of the chosen record."""

    CSS_PATH = "records.tcss"
    BINDINGS = bindings(RECORDS)
    place = PLACE.name

    def __init__(self, table: str = "member", key: str = "") -> None:
        super().__init__()
        self._at = [name for name, _word in LISTS].index(table)
        self._wanted = key
        self._only_open = False
        self._records: dict[str, Record] = {}

    def compose(self) -> ComposeResult:
        """Lay out the lists' names, the list, the page, forms, message and keys."""
        yield Static(id="header")
        with Horizontal(id="body"):
            yield Rows(id="rows")
            with Container(id="side"):
                with VerticalScroll(id="page", can_focus=False):
                    yield Static(id="page-text")
                yield FinishForm(id="finish")
                yield ReportForm(id="report")
                yield DueForm(id="due")
                yield RecordWordsForm(id="words")
                yield OwnerForm(id="owner")
                yield AnswerForm(id="answer")
                yield ForwardForm(id="forward")
                yield RemoveForm(id="remove")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the list."""
        self.set_class(self.size.width < NARROW, "narrow")
        self.read()

    def on_resize(self, event: events.Resize) -> None:
        """Put list and page beside each other where there is room."""
        self.set_class(event.size.width < NARROW, "narrow")
        self.call_after_refresh(self.store_changed)

    def store_changed(self) -> None:
        """Read the list again; the cursor stays on its record."""
        rows = self.query_one(Rows)
        chosen, at = self._wanted or self._chosen_key, rows.highlighted or 0
        self._wanted = ""
        self._records = {key: one for key, one in self._read() if not self._only_open or _is_open(one)}
        width = rows.line_width
        rows.clear_options()
        rows.add_options(Option(self._line(one, width), id=key) for key, one in self._records.items())
        places = {key: place for place, key in enumerate(self._records)}
        rows.highlighted = places.get(chosen, min(at, len(places) - 1)) if places else None
        self.set_class(not self._records, "empty")
        self._show_header()
        self._show_page()
        self.refresh_keys()

    def all_keys(self) -> tuple[Key, ...]:
        """Return the keys of the form that is open, else those of the list."""
        return self.drawer.keys if self.drawer else RECORDS

    def keys_now(self) -> tuple[Key, ...]:
        """Leave out what the list that stands has no use for."""
        if self.drawer:
            return self.all_keys()
        other = {
            "member": ("finish", "report", "words", "due", "owner", "answer", "forward", "close", "open"),
            "petition": ("finish", "report", "remove"),
        }
        of_others = other.get(self._table, ("answer", "forward", "close", "remove"))
        return tuple(key for key in RECORDS if key.id.partition(".")[2] not in of_others)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While a form is open, the list's keys belong to it."""
        return self.drawer is None or action not in _MINE

    def drawer_view(self) -> Chosen:
        """Return the chosen record, for the forms."""
        one = self._records.get(self._chosen_key)
        task = one if isinstance(one, TaskRecord) else None
        found = members(self.chibo.gateway.reader, self._today)
        people = [person(who) for who in found]
        member = one.member if isinstance(one, MemberRecord) else None
        return Chosen(task, one if isinstance(one, PetitionRecord) else None, self._today, people, member)

    def action_list(self, step: int) -> None:
        """Go to the next list, or the one before."""
        self._at = (self._at + step) % len(LISTS)
        self.remove_class("page")
        self.store_changed()

    def action_choose(self, way: str) -> None:
        """Go to the row above (``up``) or below (``down``)."""
        rows = self.query_one(Rows)
        if not rows.option_count:
            self.messages.say(_("There is nothing here yet."))
        rows.action_cursor_up() if way == "up" else rows.action_cursor_down()

    def beside(self) -> VerticalScroll | None:
        """Return the page of the chosen record, where it is shown."""
        hidden = self.has_class("narrow") and not self.has_class("page")
        return None if hidden else self.query_one("#page", VerticalScroll)

    def action_show(self) -> None:
        """Change between list and page where only one has room."""
        if not self.has_class("narrow"):
            self.messages.say(_("The page stands beside the list; the arrows choose another."))
        self.toggle_class("page")

    def action_only_open(self) -> None:
        """Show only what is open, or everything."""
        self._only_open = not self._only_open
        self.store_changed()
        self.messages.say(_("Only what is open is shown.") if self._only_open else _("Everything is shown."))

    def action_close_petition(self) -> None:
        """Settle the chosen petition."""
        try:
            self.do("petition.close", petition=needed_petition(self.drawer_view()).id)
        except ChiboError as refusal:
            self.messages.refused(str(refusal))

    def action_history(self) -> None:
        """Show who changed the chosen record."""
        if key := self._chosen_key:
            self.chibo.push_screen(HistoryScreen(key))
        else:
            self.messages.say(_("There is nothing here yet."))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_page()

    @property
    def _table(self) -> str:
        return LISTS[self._at][0]

    @property
    def _today(self) -> date:
        return self.chibo.clock().astimezone(VIETNAM).date()

    @property
    def _chosen_key(self) -> str:
        rows = self.query_one(Rows)
        return "" if rows.highlighted is None else str(rows.get_option_at_index(rows.highlighted).id)

    def _read(self) -> list[tuple[str, Record]]:
        reader = self.chibo.gateway.reader
        if self._table == "member":
            return [(one.member.id, one) for one in member_records(reader, self._today)]
        if self._table == "task":
            return [(one.task.id, one) for one in task_records(reader)]
        return [(one.id, one) for one in petition_records(reader)]

    def _line(self, one: Record, width: int) -> Content:
        if isinstance(one, MemberRecord):
            return lines.member_line(one, width)
        if isinstance(one, TaskRecord):
            return lines.task_line(one, width, self._today)
        return lines.petition_line(one, width, self._today)

    def _show_header(self) -> None:
        parts = [
            Content.assemble((f" {_(word)} ", "reverse b" if place == self._at else "$foreground-muted"))
            for place, (_table, word) in enumerate(LISTS)
        ]
        told = Content.assemble((str(len(self._records)), "$foreground-muted"))
        header = self.query_one("#header", Static)
        header.update(Content("\n").join([Content(" ").join([*parts, told]), *self._legend()]))

    def _legend(self) -> list[Content]:
        """Return what stands at the right of a member's line, over it; nothing over the other lists."""
        if self._table != "member":
            return []
        told = _("█ came  ▃ excused  ✗ absent · speeches · open tasks")
        rows = self.query_one(Rows).size.width or self.size.width
        return [Content.assemble((f"{told:>{max(0, rows - 2)}}", "$foreground-muted"))]

    def _show_page(self) -> None:
        one = self._records.get(self._chosen_key)
        self.query_one("#page-text", Static).update(
            self._page(one) if one else Content(_("There is nothing here yet."))
        )

    def _page(self, one: Record) -> Content:
        reader = self.chibo.gateway.reader
        if isinstance(one, MemberRecord):
            own = [task for task in task_records(reader) if task.owner_id == one.member.id]
            return lines.member_page(one, attendance_of(reader, one.member.id), own, self._today)
        if isinstance(one, TaskRecord):
            owner = Content.assemble((f"{one.task.owner}  {lines.stored_day(one.day)}\n", "$foreground-muted"))
            return Content.assemble(owner, lines.task_details(one, self._today))
        return lines.petition_page(one, self._today)


def _is_open(one: Record) -> bool:
    if isinstance(one, TaskRecord):
        return one.task.state in OPEN_TASKS
    return one.state in OPEN_PETITIONS if isinstance(one, PetitionRecord) else True
