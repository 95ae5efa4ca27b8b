"""Merging: the content of a row as a function of the set of its writes alone, in any order of arrival.

A write names, field by field, the entries that it replaced, so the writes of a merge unit (a field, or a group of
fields: :mod:`models.store.field_groups`) form a graph. Its **heads** are the writes that no other replaced. A single
head is in force, whatever the clocks say; of several the most final, then the latest is in force, and unless all are
equal they are a conflict. The last criterion is the value itself and not the device's id, so that a history under
another device's name (a fork) merges to the same result. Pure: nothing here reads a store.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from models.domain import limits
from models.store.entry import to_json
from models.store.field_groups import DELETED, fields_of, finality, unit_of
from models.store.write_graph import Graph
from models.store.writes import SEEN, SETTLING, Fields, Write, content_key, in_order, is_settling


@dataclass(frozen=True, slots=True)
class ValueHead:
    """A value of a unit that no write replaced, with its entry's identity and place (``device/seq``)."""

    entry: str
    place: str
    time: int
    values: Fields


@dataclass(frozen=True, slots=True)
class ValueConflict:
    """The heads of a unit, the one in force first, and the values before they diverged (``None``: there were none).

    ``is_open``: they differ, so that a person has to choose. Of very many only the first are listed.
    """

    unit: str
    heads: tuple[ValueHead, ...]
    base: Fields | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class MergedRow:
    """The merged content of a row; empty when no write created it. ``gone``: it was removed outside chibo."""

    values: dict[str, Any]
    conflicts: tuple[ValueConflict, ...] = ()
    gone: bool = False


def merge_row(table: str, writes: Sequence[Write]) -> MergedRow:
    """Return the content of a row after these writes."""
    if len(writes) == 1 and writes[0].old is None and writes[0].new is not None and not is_settling(writes[0]):
        return MergedRow(dict(writes[0].new))  # nearly every new row
    ordered = in_order(writes)
    if not any(write.old is None and write.new is not None and not is_settling(write) for write in ordered):
        return MergedRow({})
    if _is_one_line(table, ordered):
        return _in_order(ordered)
    return _Row(table, ordered).merged()


def heads_of(table: str, writes: Iterable[Write]) -> dict[str, tuple[ValueHead, ...]]:
    """Return the heads of every unit of a row, the one in force first."""
    ordered = in_order(writes)
    if _is_one_line(table, ordered):
        return _heads_in_order(table, ordered)
    row = _Row(table, ordered)
    return {unit: row.heads(unit) for unit in row.graphs}


def _is_one_line(table: str, ordered: Sequence[Write]) -> bool:
    """Tell whether one device made all writes, each replacing those before it, as every act does: the last is in force.

    The links are checked, not only the device: a part of a history without links may have another name elsewhere, and
    must merge to the same result there.
    """
    device, last = ordered[0].device, dict[str, str]()
    removed = False
    for write in ordered:
        if write.device != device or SETTLING in write.replaced or (removed and not write.linear):
            return False
        units = {unit_of(table, name): name for name in ([DELETED] if write.new is None else write.new)}
        removed = write.new is None or bool(write.new.get(DELETED))
        if last and not write.linear:
            named = write.replaced
            if not all(last[unit] in named.get(name, "") for unit, name in units.items() if unit in last):
                return False
            if removed and not all(entry in named.get(SEEN, "") for entry in last.values()):
                return False
        for unit in units:
            last[unit] = write.entry
    return True


def _heads_in_order(table: str, writes: Iterable[Write]) -> dict[str, tuple[ValueHead, ...]]:
    """Return the heads of one device's writes: the last of each unit, found faster than by links."""
    last: dict[str, Write] = {}
    values: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for write in writes:
        for name, value in ({DELETED: 1} if write.new is None else write.new).items():
            unit = unit_of(table, name)
            last[unit] = write
            values[unit][name] = value
    return {
        unit: (ValueHead(write.entry, f"{write.device}/{write.seq}", write.time, values[unit]),)
        for unit, write in last.items()
    }


def _in_order(writes: Sequence[Write]) -> MergedRow:
    """Return the row after one device's writes, which replace each other in order."""
    values: dict[str, Any] = {}
    gone = False
    for write in writes:
        gone = write.new is None
        values |= {DELETED: 1} if write.new is None else write.new
    return MergedRow(values, (), gone)


class _Row:
    def __init__(self, table: str, ordered: Sequence[Write]) -> None:
        self.table = table
        self.times: dict[str, int] = {}
        self.by_entry: dict[str, Write] = {}
        several: defaultdict[str, list[Write]] = defaultdict(list)
        for write in explicit(table, ordered):
            known = self.by_entry.setdefault(write.entry, write)
            self.times[write.entry] = max(write.time, self.times.get(write.entry, 0))
            if known is not write:
                several[write.entry].append(write)
        for entry, others in several.items():
            self.by_entry[entry] = reduce(_both, sorted((self.by_entry[entry], *others), key=content_key))
        self.graphs: defaultdict[str, Graph] = defaultdict(Graph)
        for write in self.by_entry.values():
            self._add(write)

    def _add(self, write: Write) -> None:
        by_unit: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        for name, value in ({DELETED: 1} if write.new is None else write.new).items():
            by_unit[unit_of(self.table, name)][name] = value
        for unit, values in by_unit.items():
            replaced = [one for name in values for one in write.replaced.get(name, "").split()]
            self.graphs[unit].add(write.entry, values, replaced)

    def merged(self) -> MergedRow:
        values: dict[str, Any] = {}
        contests = []
        for unit in sorted(self.graphs):
            heads = self.heads(unit)
            values |= heads[0].values
            if len(heads) > 1:
                is_open = any(head.values != heads[0].values for head in heads)
                shown = heads[: limits.HEADS]
                contests.append(ValueConflict(unit, shown, self._base(unit, heads), is_open))
        if values.get(DELETED):
            contests = []
        holding = self.by_entry[self.heads(DELETED)[0].entry]
        return MergedRow(values, tuple(contests), holding.new is None and bool(values.get(DELETED)))

    def heads(self, unit: str) -> tuple[ValueHead, ...]:
        heads = [self._head(unit, entry) for entry in self.graphs[unit].tips()]
        if unit == DELETED and all(head.values[DELETED] for head in heads):
            heads += self._unseen(heads)
        if len(heads) > 1:  # usually there is one, and comparing is slow
            heads.sort(key=lambda head: self._weight(unit, head), reverse=True)
        return tuple(heads)

    def _weight(self, unit: str, head: ValueHead) -> tuple[int, int, str, str]:
        return (finality(self.table, unit, head.values), head.time, to_json(head.values), head.entry)

    def _head(self, unit: str, entry: str) -> ValueHead:
        write = self.by_entry[entry]
        return ValueHead(entry, f"{write.device}/{write.seq}", write.time, self._values(unit, entry))

    def _values(self, unit: str, entry: str) -> dict[str, Any]:
        """Return the unit's fields after an entry: fields that it did not set have the nearest earlier values."""
        graph, wanted = self.graphs[unit], set(fields_of(self.table, unit))
        values: dict[str, Any] = {}
        ahead, seen = deque([entry]), {entry}
        while ahead and wanted:
            said = graph.said[ahead[0]]
            values |= {name: said[name] for name in wanted & said.keys()}
            wanted -= said.keys()
            near = (one for one in graph.before[ahead.popleft()] if one in graph.said and one not in seen)
            before = sorted(near, key=self._recency, reverse=True)
            seen.update(before)
            ahead += before
        return values

    def _recency(self, entry: str) -> tuple[int, str]:
        return (self.times[entry], entry)

    def _unseen(self, deletions: Sequence[ValueHead]) -> list[ValueHead]:
        """Return an edit that none of the deletions had seen, as a head that restores the row; or nothing."""
        removals = [self.by_entry[head.entry] for head in deletions]
        edits = {
            entry: self.by_entry[entry]
            for unit, graph in self.graphs.items()
            if unit != DELETED
            for entry in graph.tips()
        }
        removing = {one.entry for one in removals}
        seen = removing.union(*map(_named_by, removals))
        free = [entry for entry, edit in edits.items() if entry not in seen and removing.isdisjoint(_named_by(edit))]
        back = max(free, key=self._recency, default=None)
        if back is None:
            return []
        write = self.by_entry[back]
        return [ValueHead(back, f"{write.device}/{write.seq}", write.time, {DELETED: 0})]

    def _base(self, unit: str, heads: Sequence[ValueHead]) -> Fields | None:
        if len(heads) > limits.HEADS:
            return None
        graph = self.graphs[unit]
        known = [graph.ancestors(head.entry) for head in heads if head.entry in graph.said]
        common = set.intersection(*known) if known else set()
        nearest = max(common, key=self._recency, default=None)
        return self._values(unit, nearest) if nearest else None


def _both(first: Write, second: Write) -> Write:
    """Return one write for an entry's own change of a row and its settlement."""
    names = first.replaced.keys() | second.replaced.keys()
    replaced = {name: f"{first.replaced.get(name, '')} {second.replaced.get(name, '')}" for name in names}
    return replace(second, old=first.old, new={**(first.new or {}), **(second.new or {})}, replaced=replaced)


def _named_by(write: Write) -> set[str]:
    return {entry for named in write.replaced.values() for entry in named.split()}


def explicit(table: str, ordered: Sequence[Write]) -> list[Write]:
    """Return the writes with explicit links; ``ordered`` by device and number.

    A linear write replaced the same device's previous write of the unit, and its deletion had seen all of them.
    """
    last: dict[tuple[str, str], str] = {}
    result = []
    for write in ordered:
        names = [DELETED] if write.new is None else list(write.new)
        units = {name: unit_of(table, name) for name in names}
        linked = write
        if write.linear:
            links = {name: last[write.device, unit] for name, unit in units.items() if (write.device, unit) in last}
            seen = " ".join(sorted({entry for (device, _), entry in last.items() if device == write.device}))
            linked = replace(write, replaced=links | {SEEN: seen})
        last |= {(write.device, unit): write.entry for unit in units.values()}
        result.append(linked)
    return result
