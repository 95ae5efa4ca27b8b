"""Whatever is written for an argument of any act: it is done, or refused in a sentence; never a fault of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from models.acts.registry import Act, Parameter, acts
from models.acts.words import perform_words
from models.domain.errors import ChiboError
from models.store.limits import DATABASE
from models.store.store import Store

HOSTILE = (
    *(
        "",
        " ",
        "-",
        ",",
        "=",
        "a=",
        "=1",
        "a=b,c",
        "\x00",
        "\udcff",
        "\u202e",
        "%s",
        "{0}",
        "{",
        "'; DROP TABLE member;",
    ),
    *("0", "-1", "1", "2", "1_0", "1e3", "+5", "１０", "0,75", "9" * 18, "9" * 40, "9" * 5000, "²", "NaN", "inf"),
    *("0001-01-01", "9999-12-31", "01/01/0001", "31/12/9999", "31/02/2026", "15/12/26", "2026-13-01"),
    *("23:59 31/12/9999", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "1970-01-01T00:00Z", "99:99", "1420"),
    *("😀" * 1000, "a" * 10_000, "Mậu", "Mậu,Mậu", "Mậu=yes", "yes", "/", "/no/such/file", "~", "nul"),
)


FEW = (
    *("", "-", "=1", "a=b,c", "\x00", "\udcff", "0", "-1", "2", "0,75", "9" * 18, "0001-01-01", "9999-12-31"),
    *("23:59 31/12/9999", "a" * 10_000, "Mậu", "Mậu=yes", "yes"),
)
"""Of each sort one that some reader of arguments takes, and the worst of those that none takes."""


def _read_alike(act: Act, one: Parameter) -> tuple[object, ...]:
    """Return what decides how an argument is read: those of one kind are read by the same reader."""
    corrects = act.name.endswith(".change")
    return one.kind, tuple(map(str, one.marks)), one.nullable, one.required, corrects


FIRST = {_read_alike(act, one): (act.name, one.name) for act in reversed(acts().values()) for one in act.parameters}
"""The argument that gets all texts for those that are read like it; a text itself is taken as it is, and gets all."""


def _texts(act: Act, one: Parameter) -> tuple[str, ...]:
    is_first = FIRST[_read_alike(act, one)] == (act.name, one.name)
    return HOSTILE if is_first or one.kind is str else FEW


@pytest.mark.parametrize("wanted", acts().values(), ids=lambda act: act.name)
def test_hostile_words_are_done_or_refused_in_a_sentence(cell: Store, meeting: str, wanted: Act) -> None:
    perform_words(cell, "task.assign", {"title": "x", "owner": "Mậu"})
    plain = {one.name: _plain(one.name) for one in wanted.parameters if one.required}
    for one in wanted.parameters:
        with _taken_back(cell):
            for text in _texts(wanted, one):
                said = _said(cell, wanted.name, plain | {one.name: text})
                assert said.encode(), (one.name, text)
                assert "\n" not in said, (one.name, text)
                assert len(said) < 4000, (one.name, text)


@contextmanager
def _taken_back(cell: Store) -> Iterator[None]:
    """Put the store back afterwards as it is: hundreds of records of ten thousand letters make every act slow."""
    with closing(sqlite3.connect(":memory:")) as kept, closing(sqlite3.connect(cell.home / DATABASE)) as file:
        file.backup(kept)
        yield
        kept.backup(file)


def _said(cell: Store, act: str, words: dict[str, str]) -> str:
    """Return the message about an act: its outcome or its refusal."""
    try:
        return perform_words(cell, act, words).label
    except ChiboError as refused:
        return str(refused)


def _plain(name: str) -> str:
    words = {"member": "Mậu", "owner": "Mậu", "task": "x", "item": "1", "at": "14:00 20/12/2026", "reason": "vì"}
    return words.get(name, "1")
