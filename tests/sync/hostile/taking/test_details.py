"""What a machine says of its acts: bounded when it is taken in, and far below that when it is made."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from models.acts.registry import audit_line, perform
from models.domain import limits
from models.queries.conflicts import count_set_aside
from models.queries.machines import journal_machines
from models.store import exchange
from models.store.entry import Entry, RowChange, entry_hash
from models.store.entry_details import are_within, fitted
from models.store.fork import fork
from models.store.store import Store
from tests.sync.hostile.taking.conftest import everything
from tests.sync.hostile.taking.entries import VALUES, Pair
from tests.sync.hostile.taking.test_bounds import nested

Laptop = Callable[[str], Store]
MADE = limits.DETAIL_DEPTH_MADE, limits.DETAIL_VALUES_MADE, limits.DETAIL_LETTERS_MADE
THEME = {"deleted": 0, "year": 2027, "title": "Chuyên đề", "month": 1}
LARGE: dict[str, dict[str, Any]] = {
    "deep": {"title": nested(limits.DEPTH - 1)},
    "long": {"title": "x" * (limits.DETAIL_LETTERS - 5)},
    "many": {"title": [1] * (limits.DETAIL_VALUES - 3)},
    "undone": {"undone": nested(limits.DEPTH - 1)},
}


def test_what_is_short_stays_as_it_is() -> None:
    for said in ({}, {"a": "Ý kiến", "b": {"vi": "x", "en": "y"}, "c": [True, None, -1]}):
        assert fitted(said) is said


@pytest.mark.parametrize("said", [*LARGE.values(), {"x" * 40_000: 1}, {f"{n}": n for n in range(9_999)}, {"n": 2**60}])
def test_what_is_too_much_is_cut_and_the_rest_stays(said: dict[str, Any]) -> None:
    found = fitted({"first": "kept"} | said)
    assert are_within(found, *MADE)
    assert found["first"] == "kept"


def test_whatever_is_said_fits_once_it_is_made() -> None:
    random = Random(5)
    for _ in range(500):
        said: Any = [random.choice(VALUES) for _ in range(3)]
        for _ in range(random.randrange(30)):
            said = random.choice(
                ([said], {"a": said, "b": random.choice(VALUES)}, [said, "x" * random.randrange(9_000)])
            )
        found = fitted({"title": said})
        assert are_within(found, *MADE)
        assert audit_line("theme.add", found)


@pytest.mark.parametrize("kind", LARGE)
def test_what_was_accepted_can_be_undone_and_go_by_another_name_everywhere(
    kind: str, honest: list[Pair], laptop: Laptop
) -> None:
    here, there = laptop("here"), laptop("there")
    entry = Entry("hostile", 1, 1, "", "theme.add", None, LARGE[kind], (RowChange("planned_theme", "t", None, THEME),))
    exchange.apply(here, [*honest, (entry, entry_hash(entry))])
    with here.reading() as connection:
        assert count_set_aside(connection) == 0
        number = journal_machines(connection).entry_name("hostile", 1)
    fork(here, 1, "hostile")
    with here.reading() as connection:
        (device,) = set(exchange.heads(connection)) - {"here", *(one.device for one, _ in honest)}
        number = journal_machines(connection).entry_name(device, 1)
    perform(here, "undo", number=number)
    perform(here, "redo")
    exchange.apply(there, everything(here))
    with there.reading() as connection:
        assert count_set_aside(connection) == 0
