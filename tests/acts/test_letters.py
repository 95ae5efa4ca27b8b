"""Letters of the cell: drafted, issued with a number over the term, then changed no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome, perform
from models.acts.words import perform_words
from models.domain.errors import Refused
from models.domain.vocabulary import LetterKind, LetterState, Office
from models.queries.conflicts import count_conflicts, count_set_aside
from models.queries.letters import letter, letters
from models.queries.numbering import Series, double_numbers
from models.store.export import export_text
from models.store.opening import open_reader
from models.store.store import Store
from models.tables import Letter
from tests.conftest import FakeClock
from tests.tui.laptops import pull

Do = Callable[..., ActOutcome]
Named = Callable[[str], str]
TODAY = date(2026, 12, 3)


def drafted(do: Do, kind: LetterKind = LetterKind.NOTICE, subject: str = "kết quả tháng 11") -> str:
    """Draft a letter that can be issued."""
    return str(do("letter.draft", kind=kind, title=subject, text="I- KẾT QUẢ\nĐã xong.").value)


def test_every_kind_of_letter_has_a_series_of_its_own() -> None:
    assert {Series(kind) for kind in LetterKind} | {Series.RESOLUTION, Series.MINUTES} == set(Series)


def test_numbers_run_over_the_term_in_each_kind(do: Do, cell: str) -> None:
    numbers = [do("letter.issue", letter=drafted(do, kind, f"việc {turn}")).value
               for turn in range(3) for kind in (LetterKind.NOTICE, LetterKind.PLAN)]  # fmt: skip
    assert numbers == [1, 1, 2, 2, 3, 3]


def test_a_new_term_begins_with_number_1(do: Do, cell: str, clock: FakeClock) -> None:
    do("cell.change", term_began=date(2022, 3, 1))
    assert do("letter.issue", letter=drafted(do, subject="một")).value == 1
    clock.now = datetime(2027, 2, 1, 7, tzinfo=UTC)
    do("cell.change", term_began=date(2027, 1, 1))
    assert do("letter.issue", letter=drafted(do, subject="hai")).value == 1
    assert do("letter.issue", letter=drafted(do, subject="ba"), on=date(2026, 12, 31)).value == 2


def test_a_draft_changes_and_an_issued_letter_does_not(do: Do, cell: str, reader: sqlite3.Connection) -> None:
    key = drafted(do)
    do("letter.change", letter=key, kind=LetterKind.REPORT, title="công tác quý IV", recipients="Đảng ủy; Ban Tổ chức")
    do("letter.issue", letter=key)
    issued = letter(reader, key, TODAY)
    assert (issued.kind, issued.number, issued.recipients) == (LetterKind.REPORT, 1, ("Đảng ủy", "Ban Tổ chức"))
    for act, words in (("change", {"title": "khác"}), ("withdraw", {}), ("issue", {})):
        with pytest.raises(Refused, match="another letter"):
            do(f"letter.{act}", letter=key, **words)
    assert letter(reader, key, TODAY) == issued


def test_what_was_issued_is_not_changed_by_undo_either(do: Do, cell: str, reader: sqlite3.Connection) -> None:
    key = drafted(do)
    do("letter.change", letter=key, title="khác")
    changed = reader.execute("SELECT max(seq) FROM journal_entry").fetchone()[0]
    do("letter.issue", letter=key)
    with pytest.raises(Refused, match="another letter"):
        do("undo")
    with pytest.raises(Refused, match="another letter"):
        do("undo", number=changed)
    assert letter(reader, key, TODAY).subject == "khác"


def test_drafting_changing_and_withdrawing_are_taken_back(do: Do, cell: str, reader: sqlite3.Connection) -> None:
    key = drafted(do)
    do("letter.change", letter=key, text="Một.\n\nHai.")
    do("letter.withdraw", letter=key)
    assert letters(reader, TODAY) == ()
    do("undo")
    assert letter(reader, key, TODAY).text == "Một.\n\nHai."
    do("undo")
    assert letter(reader, key, TODAY).text == "I- KẾT QUẢ\nĐã xong."
    do("undo")
    assert letters(reader, TODAY) == ()
    do("redo")
    assert letter(reader, key, TODAY).state is LetterState.DRAFT


def test_letterhead_and_signature_stay_as_they_were_on_the_day(
    do: Do, cell: str, member: Named, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    key = drafted(do)
    do("letter.issue", letter=key)
    before = letter(reader, key, TODAY).head
    assert (before.signer, before.office) == ("Phạm Quốc Ánh", Office.SECRETARY)
    do("cell.change", name="Chi bộ Hai", superior="Đảng bộ phường", place="Tuyên Quang")
    do("member.change", member=member("Ánh"), name="Phạm Quốc Anh")
    clock.now += timedelta(days=60)
    assert letter(reader, key, clock.now.date()).head == before


@pytest.mark.parametrize(
    ("changed", "arguments", "said"),
    [
        ({"text": ""}, {}, "text of the letter is empty"),
        ({}, {"on": date(2026, 12, 4)}, "still to come"),
        ({}, {"number": 0}, "begin with 1"),
        ({"signer": "Mậu"}, {}, "Name who signs"),
    ],
)
def test_what_stands_against_issuing_is_said(
    do: Do, cell: str, member: Named, changed: dict[str, str], arguments: dict[str, object], said: str
) -> None:
    key = drafted(do)
    do("letter.change", letter=key, **{name: member(to) if name == "signer" else to for name, to in changed.items()})
    with pytest.raises(Refused, match=said):
        do("letter.issue", letter=key, **arguments)


def test_a_number_that_is_taken_is_not_given(do: Do, cell: str) -> None:
    do("letter.issue", letter=drafted(do, subject="một"), number=4)
    second = drafted(do, subject="hai")
    with pytest.raises(Refused, match="taken"):
        do("letter.issue", letter=second, number=4)
    assert do("letter.issue", letter=second).value == 5


def test_a_number_given_by_two_machines_leaves_one_of_them(
    do: Do, cell: str, store: Store, reader: sqlite3.Connection
) -> None:
    first, second = drafted(do, subject="một"), drafted(do, subject="hai")
    do("letter.issue", letter=first)
    do("letter.issue", letter=second)
    with pytest.raises(Refused, match="stands on it alone"):
        do("letter.renumber", letter=second)
    with store.unit("test.change") as unit:
        unit.get(Letter, second).number = 1
    (double,) = double_numbers(reader)
    assert (double.series, double.number, {one.id for one in double.sides}) == (Series.NOTICE, 1, {first, second})
    assert do("letter.renumber", letter=second).value == 2
    assert double_numbers(reader) == ()
    with pytest.raises(Refused, match="would stand on several letters"):
        do("undo")


def test_the_same_letter_drafted_on_two_machines_is_one(do: Do, cell: str, clock: FakeClock) -> None:
    first = drafted(do, subject="Kết  quả tháng 11")
    do("undo")
    assert drafted(do, subject="kết quả tháng 11") == first
    clock.now += timedelta(days=1)
    assert drafted(do, subject="kết quả tháng 11") != first


def test_letters_are_written_on_the_command_line_and_exported(
    do: Do, cell: str, member: Named, store: Store, reader: sqlite3.Connection
) -> None:
    words = {"kind": "cv", "title": "xin ý kiến", "text": "Một.", "recipients": "Đảng ủy xã", "signer": "Ánh"}
    key = perform_words(store, "letter.draft", words).value
    perform_words(store, "letter.issue", {"letter": "xin y kien", "on": "1/12/2026", "number": "7"})
    found = letter(reader, key, TODAY)
    assert (found.number, found.issued_on, found.signer_id) == (7, date(2026, 12, 1), member("Ánh"))
    assert "xin ý kiến" in export_text(reader)


def test_a_letter_issued_on_one_machine_stays_as_it_was_issued_whatever_another_wrote(
    do: Do, cell: str, store: Store, tmp_path: Path, clock: FakeClock
) -> None:
    key = drafted(do)
    other = Store.create(tmp_path / "other", clock)
    pull(store, other)
    do("letter.issue", letter=key)
    clock.now += timedelta(minutes=5)
    perform(other, "letter.change", letter=key, title="khác", text="Khác.")
    pull(store, other)
    pull(other, store)
    for home in (store.home, other.home):
        with closing(open_reader(home)) as reader:
            found = letter(reader, key, TODAY)
            assert (found.subject, found.number, found.state) == ("kết quả tháng 11", 1, LetterState.ISSUED)
            assert count_set_aside(reader) == 0
    with pytest.raises(Refused, match="another letter"):
        perform(other, "letter.change", letter=key, title="khác")
    other.close()


def test_numbers_that_two_machines_gave_are_told_and_settled(
    do: Do, cell: str, store: Store, reader: sqlite3.Connection, tmp_path: Path, clock: FakeClock
) -> None:
    other = Store.create(tmp_path / "other", clock)
    pull(store, other)
    do("letter.issue", letter=drafted(do, subject="một"))
    away = perform(other, "letter.draft", kind=LetterKind.NOTICE, title="hai", text="Hai.").value
    assert perform(other, "letter.issue", letter=away).value == 1
    pull(other, store)
    assert count_conflicts(reader) == 1
    do("letter.renumber", letter=away)
    pull(store, other)
    assert count_conflicts(reader) == 0
    with closing(open_reader(other.home)) as theirs:
        assert (letter(theirs, away, TODAY).number, count_conflicts(theirs)) == (2, 0)
    other.close()
