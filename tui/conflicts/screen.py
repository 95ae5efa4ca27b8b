"""The conflicts: values changed at the same time by two laptops, the value before, and a key for each choice."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from models.domain.formats import day_text, hour_text
from models.domain.language import _, ngettext
from models.domain.text import one_line
from models.queries.conflicts import Conflict, ConflictSide, NotApplied, open_conflicts, set_aside
from models.queries.machines import JournalMachines, journal_machines
from models.queries.numbering import DuplicateNumber, double_numbers
from tui.conflicts.keys import CONFLICTS
from tui.conflicts.number_lines import double_row, double_values, renumbering
from tui.conflicts.place import PLACE
from tui.shell.history import HistoryScreen
from tui.shell.screen import ChiboScreen
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.row_list import RowList

_NEEDED = {"conflicts.first": 1, "conflicts.second": 2, "conflicts.third": 3, "conflicts.history": 1}
"""How many values a conflict must have for a key to work."""


class ConflictsScreen(ChiboScreen):
    """The list of conflicts over the values of the chosen one."""

    CSS_PATH = "conflicts.tcss"
    BINDINGS = bindings(CONFLICTS)
    key_table = CONFLICTS
    place = PLACE.name

    def __init__(self) -> None:
        super().__init__()
        self._conflicts: dict[str, Conflict | DuplicateNumber] = {}
        self._aside: tuple[NotApplied, ...] = ()
        self._machines = JournalMachines({})

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        yield RowList(id="rows")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="values")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def store_changed(self) -> None:
        """Read the conflicts again; the cursor stays on its row."""
        reader, rows = self.chibo.gateway.reader, self.query_one(RowList)
        self._conflicts = {f"{one.row_id}/{one.field}": one for one in open_conflicts(reader)}
        self._conflicts |= {one.key: one for one in double_numbers(reader)}
        self._aside, self._machines = set_aside(reader), journal_machines(reader)
        rows.show_rows({key: _row(one) for key, one in self._conflicts.items()})
        rows.display = bool(self._conflicts)
        count = len(self._conflicts)
        self.query_one("#header", Static).update(
            ngettext("{count} conflict", "{count} conflicts", count).format(count=count)
        )
        self._show_values()

    def action_settle(self, place: int) -> None:
        """Choose one of the values."""
        one = self._chosen
        if one is None:
            self.messages.say(_("There is no conflict: both machines say the same."))
        elif place >= len(one.sides):
            self.messages.say(_("There are only {count} values to choose from.").format(count=len(one.sides)))
        elif isinstance(one, DuplicateNumber):
            for request in renumbering(one, place):
                self.submit(request)
        else:
            side = one.sides[place]
            self.do("conflict.settle", table=one.table, record=one.row_id, field=one.field, entry=side.entry)

    def action_history(self) -> None:
        """Show who changed the record."""
        if one := self._chosen:
            self.app.push_screen(HistoryScreen(one.sides[0].id if isinstance(one, DuplicateNumber) else one.row_id))
        else:
            self.messages.say(_("There is nothing here yet."))

    @on(OptionList.OptionHighlighted)
    def _show_values(self) -> None:
        one = self._chosen
        lines = (
            list(_values(one, self._machines))
            if one
            else [Content(_("There is no conflict: both machines say the same."))]
        )
        self.query_one("#values", Static).update(
            Content("\n").join([*lines, *_not_applied(self._aside, self._machines)])
        )
        count = len(one.sides) if one else 0
        self.idle_keys = frozenset(name for name, needed in _NEEDED.items() if needed > count)
        self.refresh_keys()

    @property
    def _chosen(self) -> Conflict | DuplicateNumber | None:
        return self._conflicts.get(self.query_one(RowList).chosen_id)


def _row(one: Conflict | DuplicateNumber) -> Content:
    if isinstance(one, DuplicateNumber):
        return double_row(one)
    return Content.assemble(f" {one_line(one.record, 50)}", (f"  {', '.join(one.labels)}", "$foreground-muted"))


def _values(one: Conflict | DuplicateNumber, machines: JournalMachines) -> Iterator[Content]:
    if isinstance(one, DuplicateNumber):
        yield from double_values(one)
        return
    yield Content.assemble((one_line(one.record), "b $accent"))
    if one.base is not None:
        yield Content("")
        yield Content.assemble((_("Before"), "$foreground-muted"))
        yield from _fields(one.labels, one.base)
    for place, side in enumerate(one.sides):
        yield Content("")
        yield _title(place, side, machines)
        yield from _fields(one.labels, side.values)


def _title(place: int, side: ConflictSide, machines: JournalMachines) -> Content:
    named = machines.of(side.done.device).name if side.done else ""
    who = _("this laptop") if side.mine else one_line(named) or _("another laptop")
    if side.done is not None:
        by = f" · {one_line(side.done.actor)}" if side.done.actor else ""
        who += f"{by} · {day_text(side.done.time)} {hour_text(side.done.time)}"
    holds = _(" · holds now") if place == 0 else ""
    return Content.assemble((f" {place + 1} ", "reverse b"), (f" {who}", "b"), (holds, "$success"))


def _fields(labels: tuple[str, ...], values: tuple[str, ...]) -> Iterator[Content]:
    for name, value in zip(labels, values, strict=True):
        yield Content.assemble((f"   {name}: ", "$foreground-muted"), one_line(value) or "–")


def _not_applied(aside: tuple[NotApplied, ...], machines: JournalMachines) -> Iterator[Content]:
    if not aside:
        return
    yield Content("")
    title = ngettext("{count} entry of another machine is set aside", "{count} entries are set aside", len(aside))
    yield Content.assemble((f"⚠ {title.format(count=len(aside))}", "b $warning"))
    for one in aside:
        yield Content(f"   {machines.of(one.device).word} · {machines.entry_name(one.device, one.seq)}: {one.reason}")
