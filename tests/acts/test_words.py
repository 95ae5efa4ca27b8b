"""Arguments as people write them: names, numbers, days; what is not understood is told with what would be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.acts.registry import Outcome
from models.acts.words import kind_text, perform_words, read_day, read_time
from models.domain.clock import VIETNAM
from models.domain.errors import ChiboError, Refused, UnknownRecord, WrongUsage
from models.domain.vocabulary import Choice
from models.store.export import export, export_text
from models.store.store import Store

Say = Callable[..., Outcome]


@pytest.fixture
def say(cell: Store) -> Say:
    """Do an act with words."""

    def act(name: str, /, **words: str) -> Outcome:
        return perform_words(cell, name, words)

    return act


@pytest.fixture
def rows(cell: Store) -> Callable[[str], list[dict[str, object]]]:
    def read(table: str) -> list[dict[str, object]]:
        with cell.unit("test.read") as unit:
            found: list[dict[str, object]] = export(unit.connection)["tables"][table]
            return found

    return read


@pytest.mark.parametrize("text", ["03/12/2026", "3-12-2026", "03.12.2026", "2026-12-03", " 03/12/2026 "])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text) == date(2026, 12, 3)


@pytest.mark.parametrize("text", ["", "31/02/2026", "12/2026", "mai", "03/12/26/1", "2026-13-01"])
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(text)):
        read_day(text)


@pytest.mark.parametrize(
    "text",
    ["14:05 03/12/2026", "03/12/2026 14:05", "2026-12-03 14:05", "2026-12-03T14:05+07:00", "2026-12-03T07:05:00Z"],
)
def test_a_time_is_vietnams_unless_it_names_its_zone(text: str) -> None:
    assert read_time(text) == datetime(2026, 12, 3, 14, 5, tzinfo=VIETNAM)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)))
def test_a_time_in_iso_form_is_read_to_the_letter(moment: datetime) -> None:
    assert read_time(moment.replace(tzinfo=UTC).isoformat()) == moment.replace(tzinfo=UTC)


def test_names_numbers_days_and_choices_become_what_the_act_takes(
    say: Say, rows: Callable[[str], list[dict[str, object]]], member: Callable[[str], str]
) -> None:
    say("task.assign", title="Kiểm tra", owner="mậu", due="15/12/2026", target="40", baseline="12")
    (task,) = rows("task")
    assert (task["owner_id"], task["due_on"], task["target"]) == (member("Mậu"), "2026-12-15", 40)


def test_lists_and_pairs_are_written_with_commas(say: Say, meeting: str) -> None:
    say("meeting.open")
    say("attendance.present_rest")
    say("motion.put", title="Biểu quyết")
    say("round.open", motion="1", method="by_name")
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
        ("undo", {"x": "1"}, "undo has no argument “x”; it takes: number."),
        ("redo", {"x": "1"}, "redo has no argument “x”; it takes: –."),
        ("task.assign", {"title": "x"}, "task.assign needs owner=member."),
        ("undo", {"number": "one"}, "number=one is not of the kind entrynumber."),
        ("task.assign", {"title": "x", "owner": "Mậu", "due": "mai"}, "due=mai is not of the kind dd/mm/yyyy."),
        ("list.unspoken_first", {"on": "perhaps"}, "on=perhaps is not of the kind yes|no."),
        ("member.office", {"member": "Mậu", "office": "chief"}, "office=chief is not of the kind"),
        ("undo", {"number": "9" * 5000}, "is not of the kind"),
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
        ("task.assign", {"title": "x", "owner": ""}, "There is no member “”."),
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


@given(text=st.text(max_size=30))
def test_whatever_is_written_is_understood_or_refused_in_a_sentence(text: str) -> None:
    for read in (read_day, read_time):
        try:
            read(text)
        except ValueError:
            continue


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
        (int | None, "number"),
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
