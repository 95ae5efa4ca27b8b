"""Every part of an entry at its bound, and just beyond: an accepted entry never blocks a later one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from models.acts.registry import perform
from models.domain import limits
from models.domain.errors import Refused
from models.queries.conflicts import count_set_aside
from models.store import exchange
from models.store.connection import connect
from models.store.entry import LATEST, Entry, RowChange, entry_hash
from models.store.entry_checks import checks_by_table
from models.store.export import export_text
from models.store.quarantine import QuarantineReason, faults
from models.store.store import Store
from models.store.triggers import journalled_tables
from models.store.verify import verify
from tests.conftest import FakeClock
from tests.sync.hostile.taking.conftest import everything
from tests.sync.hostile.taking.entries import Pair
from tests.sync.hostile.taking.test_entries import act_on

Laptop = Callable[[str], Store]
SETTING: dict[str, Any] = {"deleted": 0, "key": "k", "value": "v"}
TASK: dict[str, Any] = {"deleted": 0, "title": "Việc"}
GOOD = Entry("hostile", 1, 1, "", "machine.name", None, {}, (RowChange("setting", "s", None, SETTING),))


def setting(**values: Any) -> tuple[RowChange, ...]:
    return (RowChange("setting", "s", None, SETTING | values),)


def task(**values: Any) -> tuple[RowChange, ...]:
    return (RowChange("task", "t", None, TASK | values),)


def nested(depth: int) -> object:
    return [nested(depth - 1)] if depth else 1


def replaced(old: dict[str, Any]) -> tuple[RowChange, ...]:
    """A setting, and the same with what it replaced."""
    return (RowChange("setting", "s", None, SETTING), RowChange("setting", "s", old, SETTING))


BOUNDS = {
    "time": ({"time": LATEST + limits.STEP}, {"time": LATEST + limits.STEP + 1}),
    "actor": ({"actor": "x" * limits.NAME}, {"actor": "x" * (limits.NAME + 1)}),
    "act": ({"act": "x" * limits.NAME}, {"act": "x" * (limits.NAME + 1)}),
    "meeting": ({"meeting_id": "x" * limits.ID}, {"meeting_id": "x" * (limits.ID + 1)}),
    "undoes": ({"undoes": ("x" * limits.ID, limits.SEQ)}, {"undoes": ("x", limits.SEQ + 1)}),
    "undoes itself": ({"undoes": ("hostile", 2)}, {"undoes": ("hostile", 1)}),
    "schema": ({"schema_version": 1}, {"schema_version": 0}),
    "details: text": ({"details": {"a": "x" * (limits.DETAIL_LETTERS - 1)}},
                      {"details": {"a": "x" * limits.DETAIL_LETTERS}}),
    "details: names": ({"details": {"x" * limits.DETAIL_LETTERS: 1}},
                       {"details": {"x" * limits.DETAIL_LETTERS + "y": 1}}),
    "details: values": ({"details": {"a": [1] * (limits.DETAIL_VALUES - 3)}},
                        {"details": {"a": [1] * (limits.DETAIL_VALUES - 2)}}),
    "details: depth": ({"details": {"a": nested(limits.DEPTH - 1)}}, {"details": {"a": nested(limits.DEPTH)}}),
    "old: fields": ({"changes": replaced({f"{n}": 1 for n in range(limits.OLD_FIELDS)})},
                    {"changes": replaced({f"{n}": 1 for n in range(limits.OLD_FIELDS + 1)})}),
    "old: text": ({"changes": replaced({"a": "x" * (limits.OLD_LETTERS - 1)})},
                  {"changes": replaced({"a": "x" * limits.OLD_LETTERS})}),
    "details": ({"details": {"a": limits.SEQ}}, {"details": {"a": limits.SEQ + 1}}),
    "clock": ({"details": {"clock": "2999-12-31T23:59:59.999Z"}}, {"details": {"clock": "3000-01-01T00:00:00.000Z"}}),
    "was": ({"details": {"was": "0" * 16}}, {"details": {"was": "0" * 17}}),
    "row": ({"changes": (RowChange("setting", "x" * limits.ID, None, SETTING),)},
            {"changes": (RowChange("setting", "x" * (limits.ID + 1), None, SETTING),)}),
    "text": ({"changes": setting(value="x" * (limits.TEXT - 2))}, {"changes": setting(value="x" * (limits.TEXT - 1))}),
    "day": ({"changes": task(due_on="2999-12-31")}, {"changes": task(due_on="3000-01-01")}),
    "early day": ({"changes": task(due_on="1000-01-01")}, {"changes": task(due_on="0999-12-31")}),
    "number": ({"changes": task(target=limits.WHOLE)}, {"changes": task(target=limits.WHOLE + 1)}),
    "decimals": ({"changes": task(decimals=4)}, {"changes": task(decimals=5)}),
    "links": ({"changes": (replace(GOOD.changes[0], replaced={"*": "x" * limits.LINKS}),)},
              {"changes": (replace(GOOD.changes[0], replaced={"*": "x" * (limits.LINKS + 1)}),)}),
}  # fmt: skip


def test_no_duration_is_negative() -> None:
    durations = [
        checks_by_table()[table.name][column.name]
        for table in journalled_tables()
        for column in table.columns
        if column.name.endswith(("_minutes", "_seconds"))
    ]
    assert len(durations) >= 5
    assert all(is_valid(0) and is_valid(limits.COUNT) and not is_valid(-1) for is_valid in durations)


@pytest.mark.parametrize(
    "text",
    ["2026-W49-3T07:05:00.000Z", "2026-12-03T07:05:00,000Z", "2026-12-03 07:05:00.000Z", "2026-12-03T24:00:00.000Z",
     "2026-12-03T07:05:00.000z", "2026-12-03T07:05:00.0000", "20261203T070500.000000Z", "2026-12-03T0705:00.0000Z"],
)  # fmt: skip
def test_a_time_has_one_form(text: str) -> None:
    """As text it sorts as the time does, and SQLite reads its year."""
    is_time = checks_by_table()["meeting"]["scheduled_at"]
    assert is_time("2026-12-03T07:05:00.000Z")
    assert not is_time(text)


def pair(**changed: Any) -> Pair:
    entry = replace(GOOD, **changed)
    return entry, entry_hash(entry)


def said(store: Store) -> str:
    with store.reading() as connection:
        assert verify(connection).finding is None
        return export_text(connection)


@pytest.mark.parametrize("name", BOUNDS)
def test_an_entry_at_its_bound_is_applied_and_the_next_acts_reach_everybody(
    name: str, honest: list[Pair], laptop: Laptop, clock: FakeClock
) -> None:
    at, beyond = BOUNDS[name]
    here, there = laptop("here"), laptop("there")
    exchange.apply(here, honest)
    assert exchange.apply(here, [pair(**at)]).set_aside == 0
    act_on(here, clock)
    exchange.apply(there, everything(here))
    act_on(there, clock)
    exchange.apply(here, everything(there))
    with there.reading() as connection:
        assert count_set_aside(connection) == 0
    assert said(here) == said(there)
    assert exchange.apply(laptop("beyond"), [pair(**beyond)]).set_aside == 1


def test_a_time_beyond_all_that_is_here_waits_for_what_lies_between(honest: list[Pair], laptop: Laptop) -> None:
    store = laptop("here")
    far, near = pair(time=LATEST + 2 * limits.STEP, device="far"), pair(time=LATEST + limits.STEP, device="near")
    exchange.apply(store, [far])
    with store.reading() as connection:
        assert faults(connection)["far", 1].reason is QuarantineReason.AHEAD
    exchange.apply(store, [near])
    with store.reading() as connection:
        assert count_set_aside(connection) == 0


def test_a_store_that_an_older_chibo_let_have_a_time_beyond_all_goes_on(
    honest: list[Pair], laptop: Laptop, clock: FakeClock
) -> None:
    store, other = laptop("here"), laptop("there")
    exchange.apply(store, honest)
    exchange.apply(store, [pair()])
    raw = connect(store.path)
    raw.execute("UPDATE journal_entry SET time = ? WHERE device = 'hostile'", (2**63 - 2,))
    raw.close()
    act_on(store, clock)
    exchange.apply(other, everything(store, "here") + honest)
    with other.reading() as connection:
        assert count_set_aside(connection) == 0


def test_a_number_beyond_all_decides_no_next_one(honest: list[Pair], laptop: Laptop, clock: FakeClock) -> None:
    store = laptop("here")
    exchange.apply(store, honest)
    with store.reading() as connection:
        (meeting,) = connection.execute("SELECT id FROM meeting").fetchone()
    row = {"deleted": 0, "meeting_id": meeting, "title": "x", "state": "adopted", "number": limits.COUNT}
    assert (
        exchange.apply(store, [pair(changes=(RowChange("resolution", "r", None, row | {"text": ""}),))]).set_aside == 0
    )
    from models.queries.numbering import Series, next_number

    with store.reading() as connection:
        assert next_number(connection, Series.RESOLUTION, meeting) == 1


@pytest.mark.parametrize(
    "position", ["z" * 27 + "V" * (limits.POSITION - 27), "a0" + "z" * (limits.POSITION - 2)], ids=["last", "deep"]
)
def test_a_place_as_long_as_can_be_stands_in_nobodys_way(
    position: str, honest: list[Pair], laptop: Laptop, clock: FakeClock
) -> None:
    store, other = laptop("here"), laptop("there")
    exchange.apply(store, honest)
    with store.reading() as connection:
        sql = "SELECT meeting_id, kind FROM agenda_item WHERE parent_id IS NULL LIMIT 1"
        meeting, kind = connection.execute(sql).fetchone()
    item = {"deleted": 0, "meeting_id": meeting, "kind": kind, "title": "x", "position": position}
    assert exchange.apply(store, [pair(changes=(RowChange("agenda_item", "i", None, item),))]).set_aside == 0
    added = str(perform(store, "item.add", title="Việc khác", meeting=meeting).value)
    perform(store, "item.move", item="i", before=added)
    exchange.apply(other, everything(store))
    with other.reading() as connection:
        assert count_set_aside(connection) == 0


def test_what_no_machine_takes_in_is_refused_when_it_is_made(honest: list[Pair], laptop: Laptop) -> None:
    store = laptop("here")
    exchange.apply(store, honest)
    with pytest.raises(Refused, match="outside what can be kept"):
        perform(store, "note.write", text="x" * (limits.TEXT + 1))
    with store.reading() as connection:
        owner = connection.execute("SELECT id FROM member ORDER BY id").fetchone()[0]
    with pytest.raises(Refused, match="outside what can be kept"):
        perform(store, "task.assign", owner=owner, title="Việc", due=datetime(9999, 12, 31, tzinfo=UTC).date())
