"""Every record that an act takes can be named by what a person sees: a number, a name, words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest

from models.acts import kinds
from models.acts.record_finders import FINDERS, PICKED
from models.acts.registry import ActOutcome, acts, perform
from models.acts.words import perform_words
from models.domain.errors import Refused, UnknownRecord
from models.queries.handles import numbered_notes
from models.store.opening import open_reader
from models.store.store import Store

IDS = {kind for name, kind in vars(kinds).items() if name.endswith("Id")}
SECRET = "điều rất riêng tư"


def _kinds(kind: Any) -> Iterator[Any]:
    """Return a kind and those inside it."""
    yield kind
    for inner in get_args(kind):
        yield from _kinds(inner)


ASKED = {
    kind
    for act in acts().values()
    for parameter in act.parameters
    for kind in _kinds(parameter.kind)
    if kind in IDS
}  # fmt: skip
"""The kinds of keys that acts ask for."""


@pytest.fixture
def reader(cell: Store, meeting: str, do: Callable[..., ActOutcome]) -> Iterator[sqlite3.Connection]:
    """A meeting in which everything was written down once."""

    def say(name: str, /, **words: str) -> None:
        perform_words(cell, name, words)

    say("agenda.agree")
    say("meeting.open")
    say("attendance.present_rest")
    say("guest.add", name="Trần Khách", role="chuyên viên")
    say("item.start", item="12")
    say("note.write", text="Đường thôn tối", by="Mậu")
    say("note.write", text=SECRET, kind="criticism", about="Hương")
    say("note.write", text="Ý kiến khác", item="11")
    say("speech.ask", member="Yến")
    say("task.assign", title="Kiểm tra", owner="Mậu")
    say("task.assign", title="Kiểm tra", owner="Yến")
    say("petition.record", text="Lắp đèn đường")
    say("petition.record", text="Sửa cầu")
    say("motion.put", title="Thông qua nghị quyết", kind="resolution")
    say("motion.put", title="Bầu bí thư", kind="election", candidates="Mậu, Yến", seats="1")
    say("theme.add", title="Chuyển đổi số", year="2027")
    say("resolution.draft", title="Nghị quyết tháng 12", text="…")
    say("round.open", motion="1")
    say("letter.draft", kind="kh", title="Vận động hộ dân")
    found = open_reader(cell.home)
    yield found
    found.close()


HANDLES = {
    kinds.MeetingId: ("03/12/2026",),
    kinds.MemberId: ("Mậu", "vi van mau"),
    kinds.GuestId: ("khach",),
    kinds.ItemId: ("12",),
    kinds.SpeechId: ("Yến",),
    kinds.NoteId: ("12.1", "duong thon", "12.2", "11.1"),
    kinds.MotionId: ("1", "nghi quyet"),
    kinds.OptionId: ("Mậu",),
    kinds.RoundId: ("open", "1.1"),
    kinds.ResolutionId: ("thang 12",),
    kinds.TaskId: ("kiem tra mau", "Kiểm tra Yến"),
    kinds.PetitionId: ("2", "den duong"),
    kinds.ThemeId: ("chuyen doi",),
    kinds.LetterId: ("van dong",),
}
"""What a person may write for a record of each kind; a document is in the tests of materials."""


def test_every_kind_of_key_that_an_act_asks_for_is_found_by_words():
    assert ASKED - FINDERS.keys() == set()
    assert ASKED - HANDLES.keys() == {kinds.MaterialId}


def test_the_palette_offers_records_of_every_kind_to_pick_from():
    assert ASKED - PICKED.keys() == {kinds.MemberId, kinds.ItemId, kinds.MeetingId, kinds.OptionId}


@pytest.mark.parametrize("kind", HANDLES, ids=lambda kind: kind.__name__)
def test_a_record_is_found_by_what_a_person_sees(reader: sqlite3.Connection, meeting: str, kind: Any):
    found = [FINDERS[kind](reader, meeting, handle) for handle in HANDLES[kind]]
    assert all(found)
    for handle, key in zip(HANDLES[kind], found, strict=True):
        assert handle != key


def test_a_confidential_note_is_found_by_its_number_and_named_without_its_text(
    reader: sqlite3.Connection, meeting: str
):
    find = FINDERS[kinds.NoteId]
    assert find(reader, meeting, "12.2") != find(reader, meeting, "12.1")
    for words in ("rieng tu", "9.9", "n"):
        with pytest.raises(UnknownRecord) as refused:
            find(reader, meeting, words)
        assert SECRET not in str(refused.value)
    assert SECRET not in "".join(one.name for one in PICKED[kinds.NoteId](reader, meeting))


def test_a_note_is_corrected_and_moved_by_its_number(cell: Store, reader: sqlite3.Connection, meeting: str):
    perform_words(cell, "note.change", {"note": "12.1", "text": "Đường thôn sáng", "item": "11", "by": "Yến"})
    moved = {note.number: note.text for note in numbered_notes(reader, meeting)}
    assert "Đường thôn sáng" in moved.values()
    assert moved[next(number for number, text in moved.items() if text == "Đường thôn sáng")]
    perform_words(cell, "undo", {})
    assert {note.number: note.text for note in numbered_notes(reader, meeting)}["12.1"] == "Đường thôn tối"


def test_what_is_moved_stays_in_its_meeting(cell: Store, reader: sqlite3.Connection, meeting: str):
    perform_words(cell, "meeting.plan", {"at": "14:00 07/01/2027"})
    sql = "SELECT id FROM agenda_item WHERE meeting_id != ? AND deleted = 0 LIMIT 1"
    (other,) = reader.execute(sql, (meeting,)).fetchone()
    for act, kind, handle in (
        ("note.change", kinds.NoteId, "12.1"),
        ("petition.change", kinds.PetitionId, "1"),
        ("task.change", kinds.TaskId, "kiem tra mau"),
    ):
        record = FINDERS[kind](reader, meeting, handle)
        with pytest.raises(Refused):
            perform(cell, act, **{act.partition(".")[0]: record, "item": other})
