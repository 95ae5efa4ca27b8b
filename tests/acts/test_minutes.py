"""Approval of minutes: a text that lacks what changed in the records is not sealed without a word."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from models.acts.registry import ActOutcome
from models.documents.minutes_text import draft_of_meeting
from models.domain.errors import Refused
from models.domain.language import choose_language
from models.store.store import Store
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]
Named = Callable[[str], str]
Drafted = Callable[[], str]


@pytest.fixture
def closed(do: Do, meeting: str, clock: FakeClock) -> str:
    do("meeting.open", meeting=meeting)
    clock.advance(minutes=95)
    do("meeting.close")
    return meeting


@pytest.fixture
def drafted(closed: str, store: Store, reader: sqlite3.Connection, clock: FakeClock) -> Iterator[Drafted]:
    return lambda: draft_of_meeting(reader, closed, store.home, clock.now)


def _state(reader: sqlite3.Connection) -> str:
    return str(reader.execute("SELECT state FROM minutes").fetchone()[0])


def _assign(do: Do, closed: str, member: Named, title: str = "Trồng cây") -> None:
    do("task.assign", title=title, owner=member("Mậu"), due=date(2026, 12, 30), meeting=closed)


def test_what_was_added_after_the_text_is_told_and_the_minutes_are_not_sealed(
    do: Do, closed: str, member: Named, drafted: Drafted, reader: sqlite3.Connection
) -> None:
    text = drafted()
    do("minutes.write", text=text, derived=text, meeting=closed)
    _assign(do, closed, member)
    with pytest.raises(Refused, match="Trồng cây"):
        do("minutes.approve", meeting=closed)
    assert _state(reader) == "draft"
    do("minutes.approve", meeting=closed, outdated_ok=True)
    assert _state(reader) == "approved"


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("meeting.change", {"minute_taker": "Yến"}),
        ("meeting.change", {"chair": "Yến"}),
        ("meeting.change", {"place": "Nhà văn hóa"}),
        ("resolution.draft", {"title": "Nghị quyết tháng 12"}),
        ("guest.add", {"name": "Lê Văn Khách"}),
    ],
)
def test_every_kind_of_record_that_the_text_would_say_is_compared(
    do: Do, closed: str, member: Named, drafted: Drafted, act: str, arguments: dict[str, str]
) -> None:
    do("minutes.write", text=drafted(), derived=drafted(), meeting=closed)
    people = {name: member(value) for name, value in arguments.items() if name in ("chair", "minute_taker")}
    do(act, **{**arguments, **people, "meeting": closed})
    with pytest.raises(Refused, match="The records changed"):
        do("minutes.approve", meeting=closed)


def test_a_text_that_says_what_was_added_is_sealed(
    do: Do, closed: str, member: Named, drafted: Drafted, reader: sqlite3.Connection
) -> None:
    before = drafted()
    _assign(do, closed, member)
    do("minutes.write", text=drafted() + "\nThêm một câu.", derived=before, meeting=closed)
    do("minutes.approve", meeting=closed)
    assert _state(reader) == "approved"


def test_an_edited_text_of_unchanged_records_is_sealed(
    do: Do, closed: str, drafted: Drafted, reader: sqlite3.Connection
) -> None:
    do("minutes.write", text="Biên bản viết tay.\nHai dòng.", derived=drafted(), meeting=closed)
    do("minutes.approve", meeting=closed)
    assert _state(reader) == "approved"


def test_a_text_written_without_a_draft_is_compared_with_the_records_as_they_were_then(
    do: Do, closed: str, member: Named
) -> None:
    do("minutes.write", text="Biên bản viết tay.", meeting=closed)
    _assign(do, closed, member)
    with pytest.raises(Refused, match="The records changed in 1 places"):
        do("minutes.approve", meeting=closed)


def test_a_program_in_another_language_compares_in_that_of_the_text(
    do: Do, closed: str, member: Named, drafted: Drafted, reader: sqlite3.Connection
) -> None:
    choose_language("vi")
    text = drafted()
    do("minutes.write", text=text, derived=text, meeting=closed)
    choose_language("en")
    do("minutes.approve", meeting=closed)
    assert _state(reader) == "approved"


def test_the_approval_gives_the_minutes_the_next_number(
    do: Do, closed: str, drafted: Drafted, reader: sqlite3.Connection
) -> None:
    do("minutes.write", text=drafted(), derived=drafted(), meeting=closed)
    do("minutes.approve", meeting=closed)
    assert reader.execute("SELECT number FROM minutes").fetchone() == (1,)
