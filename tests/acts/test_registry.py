"""The register of acts: every act explains itself, and its line in the journal can be read in any case."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest

from models.acts.kind_names import kind_text
from models.acts.registry import Act, ActOutcome, act, acts, audit_line, find_act, perform
from models.domain.errors import Refused, WrongUsage
from models.domain.points import Points
from models.domain.vocabulary import AttendanceState
from models.domain.warnings import RuleWarning
from models.queries.history import HistoryEntry, journal
from models.store.store import Store
from models.store.unit import Unit

Do = Callable[..., ActOutcome]

PLAIN = (str, int, Points, bool, date, datetime, Path)

every_act = pytest.mark.parametrize("one", acts().values(), ids=lambda one: one.name)


@pytest.fixture
def newest(store: Store) -> Callable[[], HistoryEntry]:
    def read() -> HistoryEntry:
        with store.unit("test.read") as unit:
            return journal(unit.connection, limit=1)[0]

    return read


@every_act
def test_an_act_has_a_name_a_sentence_of_help_and_arguments_that_can_be_written(one: Act) -> None:
    assert all(part.isidentifier() for part in one.name.split("."))
    assert one.help.endswith(".")
    for parameter in one.parameters:
        assert _is_a_kind(parameter.kind), parameter
        assert kind_text(parameter.kind)


@every_act
def test_an_audit_line_can_be_read_even_where_details_are_missing(one: Act) -> None:
    fields = {name for _, name, *_ in string.Formatter().parse(one.label) if name}
    assert audit_line(one.name, {}) == one.label.format_map(dict.fromkeys(fields, "…"))


def test_a_name_that_is_no_act_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match=r"There is no act “speech\.fly”"):
        find_act("speech.fly")


def test_an_act_is_registered_once() -> None:
    with pytest.raises(ValueError, match="undo is there twice"):
        act("undo", label="")(lambda unit: None)


def test_a_refused_act_changes_nothing(cell: Store, do: Do, newest: Callable[[], HistoryEntry]) -> None:
    before = newest()
    with pytest.raises(Refused):
        do("member.add", name=" ")
    assert newest() == before


def test_the_reason_for_going_on_against_a_warning_is_journalled_on_one_clean_line(
    cell: Store, newest: Callable[[], HistoryEntry]
) -> None:
    perform(cell, "member.add", override="đã bàn\x1b[31m\n trong chi ủy\udcff", name="Trần Văn Mới")
    assert newest().details["override"] == "đã bàn trong chi ủy"


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_number_that_the_store_cannot_keep_is_refused(
    cell: Store, do: Do, member: Callable[[str], str], newest: Callable[[], HistoryEntry], number: int
) -> None:
    before = newest()
    with pytest.raises(Refused, match="larger than can be kept"):
        do("task.assign", title="Vận động", owner=member("Mậu"), target=number)
    assert newest() == before


def test_text_that_is_no_unicode_is_cleaned_and_kept(cell: Store, do: Do, newest: Callable[[], HistoryEntry]) -> None:
    assert do("member.add", name="Trần\udcff Văn\x00 Mới").label == "added the member Trần Văn Mới"
    assert newest().details["member"] == "Trần Văn Mới"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("AttendanceState.excused", "excused"),
        ("AttendanceState.of_a_newer_chibo", "AttendanceState.of_a_newer_chibo"),
        ("Nothing.excused", "Nothing.excused"),
        ("StrEnum.excused", "StrEnum.excused"),
        ("{member.__class__} {0}", "{member.__class__} {0}"),
        (3, "3"),
    ],
)
def test_a_detail_is_shown_as_people_read_it(value: object, shown: str) -> None:
    assert audit_line("task.start", {"task": value}) == f"began the task “{shown}”"


def test_a_word_of_the_vocabulary_is_journalled_without_a_language(
    store: Store, newest: Callable[[], HistoryEntry], cell: Store, do: Do, meeting: str, member: Callable[[str], str]
) -> None:
    do("agenda.agree", meeting=meeting)
    do("attendance.mark", member=member("Mậu"), state=AttendanceState.EXCUSED, meeting=meeting)
    assert newest().details["state"] == "AttendanceState.excused"


def test_an_act_of_a_newer_chibo_is_shown_by_its_name() -> None:
    assert audit_line("meeting.teleport", {"member": "Mậu"}) == "meeting.teleport"


def test_a_change_outside_chibo_is_shown_as_that() -> None:
    assert audit_line("journal.outside", {}) == "changed outside chibo"


def test_a_warning_comes_with_the_outcome_and_its_citation_into_the_journal(
    cell: Store, newest: Callable[[], HistoryEntry]
) -> None:
    def warn(unit: Unit) -> None:
        unit.connection.execute("UPDATE organisation SET place = 'Tuyên Quang'")
        unit.warn(RuleWarning("Mind the rule.", {}, "Điều 1"))

    with cell.unit("test.warn") as unit:
        warn(unit)
    assert newest().details == {"warnings": ["Điều 1"]}


def _is_a_kind(kind: Any) -> bool:
    if get_origin(kind) in (Union, UnionType, list, dict):
        return all(_is_a_kind(part) for part in get_args(kind) if part is not type(None))
    if isinstance(kind, type):
        return kind in PLAIN or issubclass(kind, StrEnum)
    return kind.__module__ == "models.acts.kinds"
