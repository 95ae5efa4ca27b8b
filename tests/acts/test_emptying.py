"""Nothing is a value of its own: what was given can be emptied, and an act that changes nothing says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from models.acts.argument_words import argument_word
from models.acts.registry import ActOutcome
from models.acts.words import perform_words
from models.domain.errors import Refused, WrongUsage
from models.domain.language import choose_language
from models.queries import people
from models.store.export import export
from models.store.store import Store


def in_words(said: str) -> str:
    """Return a sentence with the argument in it as people read its name."""
    return re.sub(r"“(\w+)”", lambda found: f"“{argument_word(found[1])}”", said)


Do = Callable[..., ActOutcome]
Read = Callable[[str, str], object]
DUE = date(2026, 12, 15)


@pytest.fixture
def of(cell: Store) -> Read:
    """Read a field of the last row of a table."""

    def read(table: str, field: str) -> object:
        with cell.unit("test.read") as unit:
            return export(unit.connection)["tables"][table][-1][field]

    return read


@pytest.fixture
def task(do: Do, member: Callable[[str], str]) -> str:
    return str(do("task.assign", title="Kiểm tra", owner=member("Mậu"), due=DUE, baseline=3, target=40).value)


@pytest.fixture
def petition(do: Do, meeting: str, member: Callable[[str], str]) -> str:
    return str(do("petition.record", text="Đèn đường", owner=member("Dung"), due=DUE).value)


@pytest.mark.parametrize("word", ["", "-"])
@pytest.mark.parametrize(("name", "field"), [("due", "due_on"), ("baseline", "baseline")])
def test_a_task_loses_what_is_emptied_and_keeps_the_rest(
    cell: Store, task: str, of: Read, word: str, name: str, field: str
) -> None:
    outcome = perform_words(cell, "task.change", {"task": "Kiểm tra", name: word})
    assert (of("task", field), of("task", "target"), outcome.changed) == (None, 40, True)


def test_target_and_baseline_go_together(do: Do, task: str, of: Read) -> None:
    with pytest.raises(Refused):
        do("task.change", task=task, target=None)
    do("task.change", task=task, target=None, baseline=None)
    assert (of("task", "baseline"), of("task", "target"), of("task", "due_on")) == (None, None, "2026-12-15")


def test_what_was_reported_by_mistake_is_emptied(do: Do, task: str, of: Read) -> None:
    do("task.report", task=task, actual=5, result="Xong")
    do("task.report", task=task, actual=None, result="")
    assert (of("task", "actual"), of("task", "result")) == (None, "")
    with pytest.raises(Refused, match="Tell what was reached"):
        do("task.report", task=task, actual=None, result=" ")


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("due", "due_on"),
        ("owner", "owner_id"),
        ("addressed_to", "addressed_to"),
        ("by", "from_id"),
        ("by_others", "from_text"),
    ],
)
def test_a_petition_loses_what_is_emptied(cell: Store, petition: str, of: Read, name: str, field: str) -> None:
    changed = {"petition": "Đèn", "addressed_to": "Ủy ban", "by": "Yến", "by_others": "Bà con"}
    perform_words(cell, "petition.change", changed)
    assert perform_words(cell, "petition.change", {"petition": "Đèn", name: "-"}).changed
    assert of("petition", field) in (None, "")


@pytest.mark.parametrize(
    ("name", "field"), [("chair", "chair_id"), ("minute_taker", "minute_taker_id"), ("place", "place")]
)
def test_a_meeting_loses_what_is_emptied(cell: Store, meeting: str, of: Read, name: str, field: str) -> None:
    perform_words(cell, "meeting.change", {"minute_taker": "Yến", "chair": "Dung", "place": "Hội trường"})
    assert perform_words(cell, "meeting.change", {name: "-"}).changed
    assert of("meeting", field) in (None, "")


@pytest.mark.parametrize(
    ("name", "field"), [("born", "birth_date"), ("joined", "joined_on"), ("official", "official_on")]
)
def test_a_member_loses_a_date_and_keeps_the_standing(
    cell: Store, do: Do, name: str, field: str, member: Callable[[str], str]
) -> None:
    key = member("Mậu")
    with cell.unit("test.read") as unit:
        before = export(unit.connection)["tables"]["member_status"]
    assert do("member.change", member=key, **{name: None}).changed
    with cell.unit("test.read") as unit:
        tables = export(unit.connection)["tables"]
    (row,) = (one for one in tables["member"] if one["id"] == key)
    assert (row[field], tables["member_status"]) == (None, before)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("task.change", {"task": "Kiểm tra", "due": "15/12/2026"}),
        ("task.change", {"task": "Kiểm tra"}),
        ("petition.change", {"petition": "Đèn", "due": "15/12/2026", "owner": "Dung"}),
        ("meeting.change", {"minute_taker": "-"}),
        ("member.change", {"member": "Mậu"}),
        ("cell.change", {"kind": "-"}),
        ("item.change", {"item": "1"}),
    ],
)
def test_an_act_that_changes_nothing_says_so(
    cell: Store, task: str, petition: str, act: str, words: dict[str, str]
) -> None:
    outcome = perform_words(cell, act, words)
    assert (outcome.entry, outcome.label) == (None, "nothing changed: it stood so already")


@pytest.mark.parametrize(
    ("act", "words", "name"),
    [
        ("task.change", {"task": "Kiểm tra"}, "owner"),
        ("meeting.change", {}, "at"),
        ("meeting.change", {}, "minutes"),
        ("item.change", {"item": "12"}, "minutes"),
        ("item.change", {"item": "12"}, "kind"),
        ("item.change", {"item": "12"}, "thematic"),
    ],
)
def test_what_cannot_be_empty_is_not_said_to_be_so_already(
    cell: Store, meeting: str, task: str, act: str, words: dict[str, str], name: str
) -> None:
    with pytest.raises(WrongUsage, match=re.escape(f"“{argument_word(name)}” cannot be empty")):
        perform_words(cell, act, {**words, name: "-"})


def test_a_cell_loses_its_superior(cell: Store, do: Do) -> None:
    do("cell.change", superior="Đảng ủy xã")
    assert perform_words(cell, "cell.change", {"superior": "-"}).changed
    with cell.unit("test.read") as unit:
        assert people.cell(unit.connection).superior == ""


TEXTS: dict[str, dict[str, str]] = {
    "cell.change": {"name": "-"},
    "guest.add": {"name": "-"},
    "item.add": {"title": "-"},
    "item.change": {"item": "12", "title": "-"},
    "item.rename": {"item": "12", "title": "-"},
    "machine.name": {"machine": "m", "name": "-"},
    "meeting.correct_times": {"meeting": "2026-12-03", "reason": "-"},
    "member.add": {"name": "-"},
    "member.change": {"member": "Mậu", "name": "-"},
    "minutes.write": {"text": "-"},
    "motion.put": {"title": "-"},
    "note.write": {"text": "-"},
    "petition.answer": {"petition": "Đèn", "answer": "-"},
    "petition.change": {"petition": "Đèn", "text": "-"},
    "petition.forward": {"petition": "Đèn", "to": "-"},
    "petition.record": {"text": "-"},
    "resolution.draft": {"title": "-"},
    "task.assign": {"owner": "Mậu", "title": "-"},
    "task.change": {"task": "Kiểm tra", "title": "-"},
    "task.drop": {"task": "Kiểm tra", "reason": "-"},
    "theme.add": {"title": "-"},
}


@pytest.mark.parametrize(
    ("act", "dash"), [*((act, "-") for act in TEXTS), *(("item.rename", dash) for dash in (" – ", "—", " "))]
)
def test_a_dash_alone_is_no_text(
    cell: Store, do: Do, meeting: str, task: str, petition: str, act: str, dash: str
) -> None:
    if act in ("meeting.correct_times", "minutes.write", "motion.put", "note.write"):
        do("meeting.open")
    words = {name: dash if text == "-" else text for name, text in TEXTS[act].items()}
    with pytest.raises(Refused, match="is empty; write at least a word"):
        perform_words(cell, act, words)


def test_a_certificate_that_was_noted_by_mistake_is_emptied(cell: Store, of: Read) -> None:
    perform_words(cell, "year.certificate", {"year": "2026", "certificate": "Số 5"})
    perform_words(cell, "year.certificate", {"year": "2026", "certificate": "-"})
    assert of("setting", "value") == ""


@pytest.mark.parametrize(
    ("act", "words", "said"),
    [
        ("task.assign", {"title": "Kiểm tra", "owner": "-"}, "“owner” cannot be empty; write: member."),
        ("meeting.plan", {"at": ""}, "“at” cannot be empty; write: "),
        ("guest.remove", {"guest": " – "}, "“guest” cannot be empty; write: guest."),
        ("year.plan_admissions", {"year": "2026", "count": "-"}, "“count” cannot be empty; write: number."),
        ("attendance.mark", {"member": "Mậu", "state": ""}, "“state” cannot be empty; write: present|excused"),
        ("motion.put", {"title": "A", "seats": "-"}, "“seats” cannot be empty; leave it out, or write: number."),
        ("cell.change", {"kind": "x"}, "“x” cannot be read as: "),
    ],
)
def test_what_must_be_given_is_not_looked_for_as_a_dash(
    cell: Store, meeting: str, act: str, words: dict[str, str], said: str
) -> None:
    with pytest.raises(WrongUsage, match=re.escape(in_words(said))):
        perform_words(cell, act, words)


def test_a_refused_word_of_a_vocabulary_lists_them_as_people_call_them(cell: Store) -> None:
    choose_language("vi")
    with pytest.raises(WrongUsage, match=r"official \(chính thức\)\|probationary \("):
        perform_words(cell, "member.status", {"member": "Mậu", "status": "nonsense"})
