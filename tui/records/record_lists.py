"""The lists of the records: one class per kind reads the records and draws lines and pages."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import Generic, TypeVar

from textual.content import Content

from models.domain.formats import optional_day_text
from models.domain.labels import label
from models.domain.language import N_
from models.domain.state_sets import OPEN_PETITIONS, OPEN_TASKS
from models.queries.people import status_spans
from models.queries.records import (
    MemberRecord,
    PetitionRecord,
    TaskRecord,
    attendance_of,
    member_records,
    petition_records,
    task_records,
)
from tui.records import lines

Record = MemberRecord | TaskRecord | PetitionRecord
One = TypeVar("One", MemberRecord, TaskRecord, PetitionRecord)


class RecordList(ABC, Generic[One]):
    """One kind of records."""

    table: str
    """The table behind the list."""
    title: str
    """The title of the list, an English gettext message."""
    unused: frozenset[str]
    """The keys that have no effect on this list, by the ends of their ids."""
    first: tuple[str, ...] = ()
    """The main keys of the list, the most useful first."""
    correction = "words"
    """The form that corrects a record."""
    legend = ""
    """The heading of the right end of the lines; an English gettext message."""

    @abstractmethod
    def read(self, reader: sqlite3.Connection, today: date) -> Sequence[tuple[str, One]]:
        """Return the records by their keys, in the order of the list."""

    @abstractmethod
    def line(self, one: One, width: int, today: date) -> Content:
        """Return a record as a line."""

    @abstractmethod
    def page(self, reader: sqlite3.Connection, one: One, today: date) -> Content:
        """Return a record as the page beside the list."""

    @abstractmethod
    def searched_text(self, one: One) -> str:
        """Return the text in which a filter looks."""

    def is_open(self, one: One) -> bool:  # noqa: ARG002
        """Return whether a record is open."""
        return True


class Members(RecordList[MemberRecord]):
    """The members."""

    table, title = "member", N_("Members")
    unused = frozenset({"finish", "report", "due", "owner", "answer", "forward", "close", "open"})
    first = ("add", "words", "status", "office")
    correction = "member-change"
    legend = N_("█ came  ▃ excused  ✗ absent · speeches · open tasks")

    def read(self, reader: sqlite3.Connection, today: date) -> Sequence[tuple[str, MemberRecord]]:
        return [(one.member.id, one) for one in member_records(reader, today)]

    def line(self, one: MemberRecord, width: int, today: date) -> Content:
        """Return name, office or standing and age, with the chart of attendance at the right."""
        return lines.member_line(one, width, today)

    def searched_text(self, one: MemberRecord) -> str:
        """Return name, office, standing, conditions and remark."""
        of = one.member
        words = (label(word) for word in (of.office, of.standing, *of.conditions) if word)
        return " ".join((of.full_name, *words, of.remark))

    def page(self, reader: sqlite3.Connection, one: MemberRecord, today: date) -> Content:
        """Return the member's standing, tasks and meetings."""
        own = [task for task in task_records(reader) if task.owner_id == one.member.id]
        spans = status_spans(reader, one.member.id, today)
        return lines.member_page(one, spans, attendance_of(reader, one.member.id), own, today)


class Tasks(RecordList[TaskRecord]):
    """Every task."""

    table, title = "task", N_("Tasks")
    unused = frozenset({"answer", "forward", "close", "remove", "status", "office", "add"})
    first = ("finish", "due", "report", "owner", "words")

    def read(self, reader: sqlite3.Connection, today: date) -> Sequence[tuple[str, TaskRecord]]:  # noqa: ARG002
        return [(one.task.id, one) for one in task_records(reader)]

    def line(self, one: TaskRecord, width: int, today: date) -> Content:
        return lines.task_line(one, width, today)

    def page(self, reader: sqlite3.Connection, one: TaskRecord, today: date) -> Content:  # noqa: ARG002
        """Return the owner and all details of the task."""
        owner = Content.assemble((f"{one.task.owner}  {optional_day_text(one.day)}\n", "$foreground-muted"))
        return Content.assemble(owner, lines.task_details(one, today))

    def searched_text(self, one: TaskRecord) -> str:
        """Return title, owner, state and result."""
        return " ".join((one.task.title, one.task.owner, label(one.task.state), one.task.result))

    def is_open(self, one: TaskRecord) -> bool:
        return one.task.state in OPEN_TASKS


class Petitions(RecordList[PetitionRecord]):
    """The petitions."""

    table, title = "petition", N_("Petitions")
    unused = frozenset({"finish", "report", "remove", "status", "office", "add"})
    first = ("answer", "close", "forward", "due", "owner", "words")

    def read(self, reader: sqlite3.Connection, today: date) -> Sequence[tuple[str, PetitionRecord]]:  # noqa: ARG002
        return [(one.id, one) for one in petition_records(reader)]

    def line(self, one: PetitionRecord, width: int, today: date) -> Content:
        """Return the text, and the due day of the answer."""
        return lines.petition_line(one, width, today)

    def page(self, reader: sqlite3.Connection, one: PetitionRecord, today: date) -> Content:  # noqa: ARG002
        """Return the petition with people, days and answer."""
        return lines.petition_page(one, today)

    def searched_text(self, one: PetitionRecord) -> str:
        """Return text, state and answer."""
        return " ".join((one.text, label(one.state), one.answer))

    def is_open(self, one: PetitionRecord) -> bool:
        return one.state in OPEN_PETITIONS
