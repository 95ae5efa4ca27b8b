"""An act larger than a parcel: cut into parts, which no machine applies before it has all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome, perform
from models.domain.errors import Refused
from models.store import exchange, splitting
from models.store.entry import OUTSIDE, canonical
from models.store.export import export_text
from models.store.quarantine import QuarantineReason, faults
from models.store.store import Store
from models.store.verify import verify
from tests.conftest import DATA
from tests.sync.hostile.taking.conftest import everything

SMALL = 4_000


@pytest.fixture(autouse=True)
def _small_parcels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MADE", SMALL)
    monkeypatch.setattr(splitting, "_PERHAPS", SMALL // 8)


def said(store: Store) -> str:
    with store.reading() as connection:
        assert verify(connection).finding is None
        return export_text(connection)


def test_a_large_act_is_applied_as_one(laptop: Callable[[str], Store], do: Callable[..., ActOutcome]) -> None:
    here, there = laptop("here"), laptop("there")
    perform(here, "cell.create", name="Chi bộ Một", place="Hà Giang")
    before = len(everything(here))
    perform(here, "roster.import", file=DATA / "roster.csv")
    parts = everything(here)[before:]
    assert len(parts) > 2
    assert all(len(canonical(entry)) < 2 * SMALL for entry, _ in parts)
    exchange.apply(there, everything(here)[:before])
    for number, part in enumerate(parts, 1):  # each in an exchange of its own, as over a line that breaks
        exchange.apply(there, [part])
        with there.reading() as connection:
            (members,) = connection.execute("SELECT count(*) FROM member").fetchone()
            assert (members > 0) == (number == len(parts))
            assert {fault.reason for fault in faults(connection).values()} <= {QuarantineReason.PART}
    assert said(there) == said(here)
    with pytest.raises(Refused, match="in several parts"):
        perform(here, "undo")


def test_an_act_of_which_one_row_is_larger_is_refused_and_the_next_goes_on(store: Store, cell: Store) -> None:
    with pytest.raises(Refused, match="more than can be carried"):
        perform(cell, "cell.change", place="x" * SMALL)
    perform(cell, "cell.change", place="Tuyên Quang")


def test_what_was_changed_outside_stands_in_the_way_of_no_act(cell: Store) -> None:
    with cell.reading() as reader:
        path = Path(str(reader.execute("PRAGMA database_list").fetchone()[2]))
    from models.store.connection import connect

    raw = connect(path)
    raw.execute("UPDATE organisation SET place = ? WHERE level = 'cell'", ("x" * 3 * SMALL,))
    raw.close()
    perform(cell, "cell.change", name="Chi bộ Hai")
    assert everything(cell)[-2][0].act == OUTSIDE
