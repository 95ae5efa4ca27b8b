"""Arguments as people write them: names, numbers, days; what is not understood is told with what would be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.acts.kind_names import kind_text
from models.acts.registry import ActOutcome
from models.acts.words import perform_words
from models.domain.errors import ChiboError, Refused, UnknownRecord, WrongUsage
from models.domain.vocabulary import Choice
from models.store.export import export, export_text
from models.store.store import Store

Say = Callable[..., ActOutcome]


@pytest.fixture
def say(cell: Store) -> Say:
    """Do an act with words."""

    def act(name: str, /, **words: str) -> ActOutcome:
        return perform_words(cell, name, words)

    return act


@pytest.fixture
def rows(cell: Store) -> Callable[[str], list[dict[str, object]]]:
    def read(table: str) -> list[dict[str, object]]:
        with cell.unit("test.read") as unit:
            found: list[dict[str, object]] = export(unit.connection)["tables"][table]
            return found

    return read


def test_names_numbers_days_and_choices_become_what_the_act_takes(
    say: Say, rows: Callable[[str], list[dict[str, object]]], member: Callable[[str], str]
) -> None:
    say("task.assign", title="Kiểm tra", owner="mậu", due="15/12/2026", target="40", baseline="12")
    (task,) = rows("task")
    assert (task["owner_id"], task["due_on"], task["target"]) == (member("Mậu"), "2026-12-15", 40)


@pytest.mark.parametrize(
    ("due", "found"),
    [("15/12", "2026-12-15"), ("15-12-26", "2026-12-15"), ("19/05/27", "2027-05-19"), ("2027-01-02", "2027-01-02"),
     ("ngày 15 tháng 12 năm 2026", "2026-12-15"), ("2", "2027-01-02"), ("", None), ("-", None)],
)  # fmt: skip
def test_a_due_day_is_read_like_in_a_form(
    say: Say, rows: Callable[[str], list[dict[str, object]]], due: str, found: str | None
) -> None:
    say("task.assign", title="Kiểm tra", owner="mậu", due=due)
    assert [task["due_on"] for task in rows("task")] == [found]


def test_two_digits_of_a_birth_are_of_the_past(say: Say, rows: Callable[[str], list[dict[str, object]]]) -> None:
    say("member.add", name="Trần Văn Mới", born="19/05/60", joined="3/2/85", official="03-02-86")
    (found,) = (row for row in rows("member") if row["full_name"] == "Trần Văn Mới")
    days = found["birth_date"], found["joined_on"], found["official_on"]
    assert days == ("1960-05-19", "1985-02-03", "1986-02-03")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ({"target": "0,75"}, (None, 75, 2)),
        ({"baseline": "3", "target": "12,5"}, (30, 125, 1)),
        ({"target": "40", "decimals": "1"}, (None, 40, 1)),
        ({"baseline": "-", "target": "40"}, (None, 40, 0)),
    ],
)
def test_a_target_is_written_with_its_decimals(
    say: Say, rows: Callable[[str], list[dict[str, object]]], words: dict[str, str], kept: tuple[object, ...]
) -> None:
    say("task.assign", title="Kiểm tra", owner="mậu", **words)
    (task,) = rows("task")
    assert (task["baseline"], task["target"], task["decimals"]) == kept


def test_a_meeting_is_not_planned_at_an_hour_that_nobody_said(say: Say) -> None:
    with pytest.raises(WrongUsage, match="no hour"):
        say("meeting.plan", at="03/12/2026")


@pytest.mark.parametrize("text", ["3/12", "03-12-26", "03.12.2026", "2026-12-03", "ngày 3 tháng 12"])
def test_a_meeting_is_named_by_its_day(say: Say, meeting: str, text: str) -> None:
    assert say("meeting.change", meeting=text, place="Hội trường").label


def test_lists_and_pairs_are_written_with_commas(say: Say, meeting: str) -> None:
    say("meeting.open")
    say("attendance.present_rest")
    say("motion.put", title="Biểu quyết")
    say("round.open", motion="1", method="by_name")
    with pytest.raises(WrongUsage, match="vi van mau is named twice"):
        say("round.count_names", round="open", votes="Mậu=yes, vi van mau=no")
    counted = say("round.count_names", round="open", votes="Mậu=yes, Yến=no,Dung=abstain")
    assert (counted.value, counted.act) == (False, "round.count_names")


@pytest.mark.parametrize("word", ["yes", "Có", "1", "on", "TRUE"])
def test_yes_is_said_in_several_ways(
    say: Say, meeting: str, rows: Callable[[str], list[dict[str, object]]], word: str
) -> None:
    say("meeting.change", present_only="no")
    say("meeting.change", present_only=word)
    assert [row["present_only"] for row in rows("meeting")] == [1]


def test_a_dash_is_nothing(say: Say, meeting: str, rows: Callable[[str], list[dict[str, object]]]) -> None:
    say("task.assign", title="Kiểm tra", owner="Mậu", due="-", target="-", meeting="-")
    (task,) = rows("task")
    assert (task["due_on"], task["target"]) == (None, None)


@pytest.mark.parametrize(
    ("act", "words", "sentence"),
    [
        ("no.act", {}, "There is no act “no.act”; “chibo do --list” names them all."),
        ("undo", {"x": "1"}, "undo has no argument “x”; it takes: number (Number)."),
        ("redo", {"x": "1"}, "redo has no argument “x”; it takes: –."),
        ("task.assign", {"title": "x"}, "task.assign needs “Responsible”: owner=member."),
        ("item.add", {"title": "x", "minutes": "one"}, "“one” is no whole number; write it like 12."),
        (
            "task.assign",
            {"title": "x", "owner": "Mậu", "due": "mai"},
            "“mai” is no day; write day/month/year, like 15/12/2026.",
        ),
        ("list.unspoken_first", {"on": "perhaps"}, "“perhaps” cannot be read as: yes|no."),
        ("member.office", {"member": "Mậu", "office": "chief"}, "“chief” cannot be read as: secretary|"),
        ("item.add", {"title": "x", "minutes": "9" * 5000}, "larger than can be kept"),
    ],
)
def test_wrong_usage_is_told_and_changes_nothing(
    cell: Store, say: Say, act: str, words: dict[str, str], sentence: str
) -> None:
    before = _state(cell)
    with pytest.raises(WrongUsage) as told:
        say(act, **words)
    assert sentence in str(told.value)
    assert _state(cell) == before


@pytest.mark.parametrize(
    ("act", "words", "sentence"),
    [
        ("task.assign", {"title": "x", "owner": "Nobody"}, "There is no member “Nobody”."),
        ("task.assign", {"title": "x", "owner": "Nguyễn"}, "“Nguyễn” may mean several"),
        ("item.start", {"item": "1"}, "There is no meeting yet"),
        ("meeting.open", {"meeting": "31/12/2026"}, "31/12/2026"),
    ],
)
def test_an_unknown_record_is_told_and_changes_nothing(
    cell: Store, say: Say, act: str, words: dict[str, str], sentence: str
) -> None:
    before = _state(cell)
    with pytest.raises(UnknownRecord) as told:
        say(act, **words)
    assert sentence in str(told.value)
    assert _state(cell) == before


@pytest.mark.parametrize(
    "text", ["\x00", "\udcff", "%s", "{0}", "'; DROP TABLE member; --", "😀" * 1000, "-", ",", "="]
)
@pytest.mark.parametrize("name", ["owner", "due", "target", "title", "item", "meeting"])
def test_hostile_words_are_an_error_of_ours_or_text(cell: Store, say: Say, meeting: str, name: str, text: str) -> None:
    told = _told(say, {"title": "x", "owner": "Mậu"} | {name: text})
    assert isinstance(told, Refused | WrongUsage | None)
    assert "\n" not in str(told)


def _told(say: Say, words: dict[str, str]) -> ChiboError | None:
    try:
        say("task.assign", **words)
    except ChiboError as told:
        return told
    return None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (str, "text"),
        (int, "number"),
        (Choice, "yes|no|abstain"),
        (list[Choice], "yes|no|abstain,…"),
        (dict[str, int], "text=number,…"),
    ],
)
def test_a_kind_of_argument_is_named(kind: object, text: str) -> None:
    assert kind_text(kind) == text


def _state(store: Store) -> str:
    with store.unit("test.read") as unit:
        return export_text(unit.connection)
