"""The agenda as a tree: numbers, order, planned and elapsed time, forecast.

The planned time of an item with subitems includes theirs; without one of its own it is their sum. Its timer counts
their time too.

Two offline devices that change the tree can leave an item without its parent, or a cycle of parents: such items are
shown at the top level, so that none disappears.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from models.domain.ordering import Between, keys_with_insertion
from models.domain.timing import Span, elapsed, moment_after
from models.domain.vocabulary import ItemState

_INTO_ITSELF = N_("An item cannot be moved next to itself or to an item under it.")
_SETTLED = frozenset({ItemState.DONE, ItemState.SKIPPED, ItemState.DEFERRED})


@dataclass(frozen=True)
class Item:
    """An item of the agenda; ``spans`` is when it ran.

    ``position`` is a fractional key among the items of one parent; equal keys are ordered by id.
    """

    id: str
    parent_id: str | None
    position: str
    planned_minutes: int = 0
    state: ItemState = ItemState.PENDING
    spans: tuple[Span, ...] = ()
    presenter_id: str | None = None


@dataclass(frozen=True)
class NumberedItem:
    """An item with its number ("2.1"), and the parent under which it is shown."""

    item: Item
    number: str
    parent_id: str | None

    @property
    def depth(self) -> int:
        """How many items stand above this one; 0 at the top level."""
        return self.number.count(".")


@dataclass(frozen=True)
class Forecast:
    """When each item began or is expected to begin (``None`` for one dropped before it began), and when all is done."""

    starts: dict[str, datetime]
    ends_at: datetime


def outline(items: Collection[Item]) -> tuple[NumberedItem, ...]:
    """Return the agenda in order with numbers, each item followed by its subitems."""
    return _placed(items, first=frozenset())


def planned_minutes(items: Collection[Item]) -> dict[str, int]:
    """Return the planned minutes of every item by its id, including its subitems."""
    return _planned(outline(items))


def total_minutes(items: Collection[Item]) -> int:
    """Return the planned minutes of the whole agenda, whatever the states of its items."""
    order = outline(items)
    minutes = _planned(order)
    return sum(minutes[placed.item.id] for placed in order if placed.parent_id is None)


def elapsed_seconds(items: Collection[Item], now: datetime) -> dict[str, int]:
    """Return the seconds that every item ran by its id, including its subitems."""
    return {item_id: elapsed(spans, now) for item_id, spans in _spans(outline(items)).items()}


def remaining_seconds(items: Collection[Item], item_id: str, now: datetime) -> int | None:
    """Return the remaining planned seconds, negative when overrun; ``None`` if no time was planned.

    Raises :class:`UnknownRecord` when the agenda has no such item.
    """
    _find(items, item_id)
    minutes = planned_minutes(items)[item_id]
    return minutes * 60 - elapsed_seconds(items, now)[item_id] if minutes else None


def forecast(items: Collection[Item], now: datetime, *, begins_at: datetime) -> Forecast:
    """Return when every item is expected to begin and the meeting to end.

    ``begins_at`` is when the meeting opened or will open; the forecast begins at the later of that and ``now``.
    Finished items took their elapsed time; a running item lasts as planned, or until now if it overruns; skipped and
    deferred items take no time. Pending items before the running one are expected after it.
    """
    running = {item.id for item in items if item.state is ItemState.RUNNING}
    order = _placed(items, first=_with_ancestors(outline(items), running))
    spans = _spans(order)
    left = _seconds_left(order, spans, now)
    next_start: dict[str | None, datetime] = {None: max(now, begins_at)}
    starts: dict[str, datetime] = {}
    for placed in order:
        item_id = placed.item.id
        expected = next_start[placed.parent_id]
        next_start[item_id] = expected
        next_start[placed.parent_id] = moment_after(expected, timedelta(seconds=left[item_id]))
        if spans[item_id]:
            starts[item_id] = min(span.started_at for span in spans[item_id])
        elif placed.item.state not in _SETTLED:
            starts[item_id] = expected
    return Forecast(starts, next_start[None])


def move_before(items: Collection[Item], item_id: str, other_id: str, between: Between) -> tuple[Item, ...]:
    """Put an item directly before another, at its level; return the items that changed.

    Raises :class:`UnknownRecord` for an unknown item, :class:`Refused` when the other is a subitem of it.
    """
    return _move(items, item_id, other_id, 0, between)


def move_after(items: Collection[Item], item_id: str, other_id: str, between: Between) -> tuple[Item, ...]:
    """Put an item directly after another, at its level; see :func:`move_before`."""
    return _move(items, item_id, other_id, 1, between)


def move_under(items: Collection[Item], item_id: str, parent_id: str, between: Between) -> tuple[Item, ...]:
    """Put an item under another, as its last subitem; see :func:`move_before`."""
    _find(items, parent_id)
    row = _row(items, parent_id, without=item_id)
    return _arrange(items, item_id, parent_id, row, len(row), between)


def _move(items: Collection[Item], item_id: str, other_id: str, offset: int, between: Between) -> tuple[Item, ...]:
    other = _find(items, other_id)
    parent_id = _shown_parents(items)[other_id]
    if item_id == other_id:
        raise Refused(_INTO_ITSELF)
    row = _row(items, parent_id, without=item_id)
    return _arrange(items, item_id, parent_id, row, row.index(other) + offset, between)


def _arrange(
    items: Collection[Item], item_id: str, parent_id: str | None, row: list[Item], index: int, between: Between
) -> tuple[Item, ...]:
    """Put an item at an index of the row of items under a parent; return the items that changed."""
    moved = _find(items, item_id)
    if parent_id is not None and item_id in (parent_id, *_ancestors(parent_id, _shown_parents(items))):
        raise Refused(_INTO_ITSELF)
    keys = keys_with_insertion([item.position for item in row], index, between)
    arranged = [*row[:index], replace(moved, parent_id=parent_id), *row[index:]]
    placed = (replace(item, position=key) for item, key in zip(arranged, keys, strict=True))
    unchanged = set(items)
    return tuple(item for item in placed if item not in unchanged)


def _row(items: Collection[Item], parent_id: str | None, without: str) -> list[Item]:
    parents = _shown_parents(items)
    return _in_order(item for item in items if parents[item.id] == parent_id and item.id != without)


def _find(items: Iterable[Item], item_id: str) -> Item:
    for item in items:
        if item.id == item_id:
            return item
    raise UnknownRecord(N_("This item is not on the agenda any more; look at the agenda again."), id=item_id)


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.position, item.id))


def _shown_parents(items: Collection[Item]) -> dict[str, str | None]:
    """Return the parent under which each item is shown: its own, unless that is missing or a subitem of the item."""
    ids = {item.id for item in items}
    parents = {item.id: item.parent_id if item.parent_id in ids else None for item in items}
    rings = {item_id for item_id in ids if item_id in _ancestors(item_id, parents)}
    return {item_id: None if item_id in rings else parent for item_id, parent in parents.items()}


def _ancestors(item_id: str, parents: dict[str, str | None]) -> list[str]:
    """Return the ancestors of an item, nearest first; in a cycle every member of it, once."""
    above: dict[str, None] = {}
    parent = parents[item_id]
    while parent is not None and parent not in above:
        above[parent] = None
        parent = parents[parent]
    return list(above)


def _with_ancestors(order: Iterable[NumberedItem], ids: Collection[str]) -> frozenset[str]:
    parents = {placed.item.id: placed.parent_id for placed in order}
    return frozenset(ids).union(*(_ancestors(item_id, parents) for item_id in ids))


def _placed(items: Collection[Item], first: Collection[str]) -> tuple[NumberedItem, ...]:
    """Return the items depth-first; among siblings, those in ``first`` lead.

    Not recursive, because a tree may be deep.
    """
    parents = _shown_parents(items)
    children: dict[str | None, list[Item]] = defaultdict(list)
    for item in _in_order(items):
        children[parents[item.id]].append(item)

    def numbered(parent_id: str | None, prefix: str) -> list[NumberedItem]:
        row = [NumberedItem(item, f"{prefix}{n}", parent_id) for n, item in enumerate(children[parent_id], start=1)]
        return sorted(row, key=lambda placed: placed.item.id not in first)

    order: list[NumberedItem] = []
    ahead = numbered(None, "")[::-1]
    while ahead:
        placed = ahead.pop()
        order.append(placed)
        ahead.extend(numbered(placed.item.id, f"{placed.number}.")[::-1])
    return tuple(order)


def _planned(order: Sequence[NumberedItem]) -> dict[str, int]:
    minutes: dict[str, int] = {}
    under: dict[str | None, int] = defaultdict(int)
    for placed in reversed(order):
        item = placed.item
        minutes[item.id] = item.planned_minutes or under[item.id]
        under[placed.parent_id] += minutes[item.id]
    return minutes


def _spans(order: Sequence[NumberedItem]) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = {placed.item.id: list(placed.item.spans) for placed in order}
    for placed in reversed(order):
        if placed.parent_id is not None:
            spans[placed.parent_id].extend(spans[placed.item.id])
    return spans


def _seconds_left(order: Sequence[NumberedItem], spans: dict[str, list[Span]], now: datetime) -> dict[str, int]:
    left: dict[str, int] = {}
    under: dict[str | None, int] = defaultdict(int)
    for placed in reversed(order):
        item = placed.item
        if item.state in _SETTLED:
            left[item.id] = 0
        elif item.planned_minutes:
            left[item.id] = max(0, item.planned_minutes * 60 - elapsed(spans[item.id], now))
        else:
            left[item.id] = max(0, under[item.id] - elapsed(item.spans, now))
        under[placed.parent_id] += left[item.id]
    return left
