"""The agenda of a meeting for display: items in order with numbers, times, presenters."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.domain import agenda as rules
from models.domain.agenda import Forecast, Item, NumberedItem
from models.domain.clock import from_text
from models.domain.item_kinds import Presenter
from models.domain.language import N_, _, current_language
from models.domain.presenters import PresenterShare, presenter_shares
from models.domain.state_sets import NOT_TREATED, sql_list
from models.domain.text import matches
from models.domain.timing import Span
from models.domain.vocabulary import ItemState
from models.queries.lookup import choose
from models.queries.meetings import MeetingView, meeting
from models.queries.names import shown_names

_HAPPENINGS = ("item_run", "speech", "note", "motion", "task", "petition")
"""Tables whose rows show that an item was used."""

ROLES: Mapping[str, str] = {
    Presenter.SECRETARY: N_("secretary"),
    Presenter.DEPUTY_SECRETARY: N_("deputy secretary"),
    Presenter.COMMITTEE_MEMBER: N_("committee member"),
    Presenter.MINUTE_TAKER: N_("minute-taker"),
    Presenter.ASSIGNED_MEMBER: N_("an assigned member"),
    Presenter.ALL: N_("all"),
}
"""Words for a presenter without a name; they are stored in ``presenter_text``."""


IS_THEME = f"deleted = 0 AND thematic = 1 AND state NOT IN {sql_list(NOT_TREATED)}"
"""The SQL condition for an agenda item that is a theme of its meeting; a skipped or deferred item is not."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with its position. ``minutes`` are the planned ones, including the items under it.

    ``kind`` is a word of :class:`~models.domain.item_kinds.ItemKind`, or an unknown one of a newer program.
    """

    placed: NumberedItem
    minutes: int
    title_vi: str
    title_en: str
    kind: str
    presenter_name: str
    presenter_text: str
    started_at: datetime | None
    ended_at: datetime | None
    conclusion: str
    thematic: bool
    list_closed: bool
    added_after_agreement: bool
    carried_from_id: str | None

    @property
    def is_theme(self) -> bool:
        """Whether it is a theme of the meeting; the same condition as ``IS_THEME``."""
        return self.thematic and self.state not in (ItemState.SKIPPED, ItemState.DEFERRED)

    @property
    def id(self) -> str:
        """The key of the item."""
        return self.placed.item.id

    @property
    def number(self) -> str:
        """The place in the agenda: "11", "2.1"."""
        return self.placed.number

    @property
    def depth(self) -> int:
        """How many items stand above this one."""
        return self.placed.depth

    @property
    def state(self) -> ItemState:
        """The state of the item."""
        return self.placed.item.state

    @property
    def title(self) -> str:
        """The title in the program's language if there is one, else as written."""
        return self.title_en if self.title_en and current_language() == "en" else self.title_vi

    @property
    def presenter(self) -> str:
        """The presenter: a name, a role or a word in the program's language; empty if there is none."""
        return self.presenter_name or _(ROLES.get(self.presenter_text, "")) or self.presenter_text


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The agenda in order; values that depend on the time take the present time as an argument."""

    meeting: MeetingView
    items: tuple[ItemView, ...]

    @property
    def values(self) -> tuple[Item, ...]:
        """The items as values for the rules."""
        return tuple(view.placed.item for view in self.items)

    @property
    def running(self) -> ItemView | None:
        """The item that runs."""
        return next((view for view in self.items if view.state is ItemState.RUNNING), None)

    @property
    def next(self) -> ItemView | None:
        """The first pending item after the one that began last; if there is none, the first pending item."""
        begun = [place for place, view in enumerate(self.items) if view.placed.item.spans]
        last = max(begun, key=lambda place: self.items[place].placed.item.spans[-1].started_at, default=-1)
        order = (*self.items[last + 1 :], *self.items[: last + 1])
        return next((view for view in order if view.state is ItemState.PENDING), None)

    @property
    def left_over(self) -> int:
        """How many items were deferred to the next meeting, by the chair or when the meeting closed."""
        return sum(view.state is ItemState.DEFERRED for view in self.items)

    @property
    def total_minutes(self) -> int:
        """The planned minutes of all items."""
        return rules.total_minutes(self.values)

    @property
    def has_theme(self) -> bool:
        """Whether an item is the theme of the meeting; skipped and deferred items do not count."""
        return any(view.is_theme for view in self.items)

    @property
    def shares(self) -> tuple[PresenterShare, ...]:
        """How much each person presents, the largest share first."""
        return presenter_shares(self.values)

    def item(self, item_id: str) -> ItemView | None:
        """Return an item by its key, or ``None``."""
        return next((view for view in self.items if view.id == item_id), None)

    def elapsed_seconds(self, now: datetime) -> dict[str, int]:
        """Return how long each item has run, by key."""
        return rules.elapsed_seconds(self.values, now)

    def remaining_seconds(self, item_id: str, now: datetime) -> int | None:
        """Return the remaining planned seconds of an item, negative when overrun; ``None`` if no time was planned."""
        return rules.remaining_seconds(self.values, item_id, now)

    def forecast(self, now: datetime) -> Forecast:
        """Return when each item is expected to begin and the meeting to end."""
        begins_at = self.meeting.begins_at
        return rules.forecast(self.values, now, begins_at=begins_at)


def agenda(connection: sqlite3.Connection, meeting_id: str) -> AgendaView:
    """Return the agenda of a meeting. Raises ``UnknownRecord`` when there is no such meeting."""
    of = meeting(connection, meeting_id)
    rows = _rows(connection, meeting_id)
    names = shown_names(connection)
    spans = _spans(connection, meeting_id)
    values = [_value(row, tuple(spans[row["id"]])) for row in rows.values()]
    minutes = rules.planned_minutes(values)
    return AgendaView(
        of,
        tuple(
            _view(placed, minutes[placed.item.id], rows[placed.item.id], _name(rows[placed.item.id], names, of))
            for placed in rules.outline(values)
        ),
    )


def running_item(connection: sqlite3.Connection, meeting_id: str) -> str | None:
    """Return the key of a meeting's running item (the one begun last, if several machines left two)."""
    row = connection.execute(
        "SELECT i.id FROM agenda_item i WHERE i.deleted = 0 AND i.meeting_id = ? AND i.state = 'running'"
        " ORDER BY (SELECT max(r.started_at) FROM item_run r WHERE r.item_id = i.id AND r.deleted = 0) DESC, i.id",
        (meeting_id,),
    ).fetchone()
    return str(row[0]) if row else None


def item_in_use(connection: sqlite3.Connection, item_id: str) -> bool:
    """Return whether an item was used: it ran, or has speeches, notes, motions, tasks or petitions."""
    used = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE item_id = ?1 AND deleted = 0)" for table in _HAPPENINGS)
    return bool(connection.execute(f"SELECT {used}", (item_id,)).fetchone()[0])


def find_item(connection: sqlite3.Connection, meeting_id: str, text: str) -> str:
    """Return the key of an item by its number ("11", "2.1"), its key, or words of its title.

    Raises ``UnknownRecord`` when none fits, or several do.
    """
    listed = agenda(connection, meeting_id).items
    numbered = next((view.id for view in listed if view.number == text.strip()), None)
    if numbered:
        return numbered
    in_vietnamese = [(view.id, view.title_vi) for view in listed]
    in_english = [(view.id, view.title_en) for view in listed if view.title_en]
    fits = any(key == text or matches(text, title) for key, title in in_vietnamese)
    return choose(N_("agenda item"), text, in_vietnamese if fits else in_english)


_COLUMNS = (
    "id, parent_id, position, title, title_en, kind, planned_minutes, presenter_id, presenter_text, state, started_at,"
    " ended_at, conclusion, thematic, list_closed, added_after_agreement, carried_from_id"
)


def _rows(connection: sqlite3.Connection, meeting_id: str) -> dict[str, dict[str, Any]]:
    names = _COLUMNS.split(", ")
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM agenda_item WHERE deleted = 0 AND meeting_id = ? ORDER BY position, id", (meeting_id,)
    )
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def _spans(connection: sqlite3.Connection, meeting_id: str) -> defaultdict[str, list[Span]]:
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    rows = connection.execute(
        "SELECT r.item_id, r.started_at, r.ended_at FROM item_run r JOIN agenda_item i ON i.id = r.item_id"
        " WHERE r.deleted = 0 AND i.meeting_id = ? ORDER BY r.started_at, r.id",
        (meeting_id,),
    )
    for item, started, ended in rows:
        spans[item].append(Span(from_text(started), _time(ended)))
    return spans


def _value(row: dict[str, Any], spans: tuple[Span, ...]) -> Item:
    return Item(
        *(row["id"], row["parent_id"], row["position"], row["planned_minutes"]),
        *(ItemState(row["state"]), spans, row["presenter_id"]),
    )


def _name(row: dict[str, Any], names: Mapping[str, str], of: MeetingView) -> str:
    if row["presenter_id"] is None and row["presenter_text"] == Presenter.MINUTE_TAKER:
        return of.minute_taker
    return names.get(row["presenter_id"], "")


def _view(placed: NumberedItem, minutes: int, row: dict[str, Any], presenter: str) -> ItemView:
    return ItemView(
        placed=placed,
        minutes=minutes,
        title_vi=row["title"],
        title_en=row["title_en"],
        kind=row["kind"],
        presenter_name=presenter,
        presenter_text=row["presenter_text"],
        started_at=_time(row["started_at"]),
        ended_at=_time(row["ended_at"]),
        conclusion=row["conclusion"],
        thematic=bool(row["thematic"]),
        list_closed=bool(row["list_closed"]),
        added_after_agreement=bool(row["added_after_agreement"]),
        carried_from_id=row["carried_from_id"],
    )


def _time(text: str | None) -> datetime | None:
    return from_text(text) if text else None
