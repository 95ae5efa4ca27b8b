"""Make the store by which later versions prove that they open this one: ``python -m tests.data.make_store``.

Run it once for each released schema, with the program of that schema, and keep what it made for good. Before a
release the file of the schema to come may be made anew.
"""

from __future__ import annotations

import lzma
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.acts.registry import perform
from models.acts.words import perform_words
from models.domain.clock import VIETNAM
from models.store.export import export_text
from models.store.limits import DATABASE
from models.store.opening import open_reader
from models.store.schema import SCHEMA_VERSION
from models.store.store import Store
from tests.whole.scenario import BEFORE_THE_KILL, CONFIRMATION, DISCUSSION, NOTES, RESOLUTION_VOTE, TASKS

DATA = Path(__file__).parent
STEPS = (*BEFORE_THE_KILL, *DISCUSSION, *NOTES, *TASKS, *RESOLUTION_VOTE, *CONFIRMATION)


def make(home: Path) -> str:
    """Play the scenario's meeting into a new store; return its export."""
    moment = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
    store = Store.create(home, lambda: moment)
    perform(store, "cell.create", name="Chi bộ Một", superior="Đảng bộ xã", place="Hà Giang")
    perform(store, "roster.import", file=DATA / "roster.csv")
    perform(store, "meeting.plan", at=datetime(2026, 12, 3, 14, 0, tzinfo=VIETNAM))
    perform(store, "agenda.agree")
    for step in STEPS:
        moment += timedelta(minutes=step.minutes)
        perform_words(store, step.act, step.words)
    store.close()
    reader = open_reader(home)
    exported = export_text(reader)
    reader.close()
    return exported


def main() -> None:
    """Write the store, compressed, and its export beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        exported = make(home)
        packed = lzma.compress((home / DATABASE).read_bytes(), preset=9)
    (DATA / f"store-v{SCHEMA_VERSION}.db.xz").write_bytes(packed)
    (DATA / f"store-v{SCHEMA_VERSION}.json").write_text(exported, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
