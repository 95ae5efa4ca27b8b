"""What other programs read: whole, typed, without a formula, without a secret; and an export that comes back."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component
from openpyxl import load_workbook
from sqlalchemy import Boolean, Column, Date, Integer

from models.acts.registry import ActOutcome, perform
from models.domain.errors import DataFileWrong, Refused
from models.domain.labels import label
from models.domain.language import _, choose_language, pgettext
from models.domain.vocabulary import Status
from models.exports.calendar import to_calendar
from models.exports.tables import Export, ExportTable, sheet
from models.exports.writers import to_csv, to_xlsx
from models.queries.people import existing_members
from models.roster import compare, read_roster
from models.store.connection import connect
from models.store.export import export_text
from models.store.opening import open_reader
from models.store.restore import insert_rows
from models.store.schema import SCHEMA_VERSION
from models.store.store import Store
from models.store.triggers import journalled_tables
from models.store.verify import verify
from models.tables.base import UtcTime, Word
from tests.documents import large_meeting

TODAY = date(2027, 1, 4)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """A cell of fifty with two meetings and all that belongs to them."""
    home = tmp_path_factory.mktemp("furnished") / "home"
    shutil.copytree(empty_store_file, home)
    large_meeting.play(home)
    return home


def tables(home: Path, wanted: Export, year: int | None = None) -> ExportTable:
    reader = open_reader(home)
    found = sheet(reader, wanted, TODAY, year)
    reader.close()
    return found


@pytest.mark.parametrize("wanted", Export)
def test_each_table_is_whole_in_csv_and_xlsx(furnished: Path, wanted: Export) -> None:
    found = tables(furnished, wanted)
    assert found.rows
    assert all(len(row) == len(found.headings) for row in found.rows)
    lines = list(csv.reader(io.StringIO(to_csv(found).decode("utf-8-sig"))))
    assert len(lines) == len(found.rows) + 1
    page = load_workbook(io.BytesIO(to_xlsx(found))).active
    assert page is not None
    assert (page.max_row, page.freeze_panes) == (len(found.rows) + 1, "A2")
    assert [cell.value for cell in page[1]] == list(found.headings)


def test_a_year_is_that_years_alone(furnished: Path) -> None:
    assert tables(furnished, Export.VOTES, 1999).rows == ()
    assert tables(furnished, Export.VOTES, 2026).rows == tables(furnished, Export.VOTES).rows


def test_days_are_days_and_numbers_numbers(furnished: Path) -> None:
    page = load_workbook(io.BytesIO(to_xlsx(tables(furnished, Export.VOTES)))).active
    assert page is not None
    assert isinstance(page["A2"].value, datetime)
    assert isinstance(page["G2"].value, int)


def test_a_number_with_decimals_is_a_number_for_spreadsheets_and_has_the_mark_of_the_language() -> None:
    choose_language("vi")
    found = ExportTable("t", ("Đạt",), ((Decimal("0.75"),), (Decimal("-12.5"),)))
    page = load_workbook(io.BytesIO(to_xlsx(found))).active
    assert page is not None
    assert [(page["A2"].value, page["A2"].number_format), page["A3"].value] == [(0.75, "0.00"), -12.5]
    assert to_csv(found, ";").decode("utf-8-sig") == "Đạt\r\n0,75\r\n-12,5\r\n"


def test_a_workbook_is_set_up_to_be_filtered_and_printed() -> None:
    found = ExportTable("t", ("Việc", "Hạn"), (("dài " * 40, date(2026, 12, 3)), ("ngắn", None)))
    page = load_workbook(io.BytesIO(to_xlsx(found))).active
    assert page is not None
    assert (page.auto_filter.ref, page.print_title_rows) == ("A1:B3", "$1:$1")
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.sheet_properties.pageSetUpPr
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page["A2"].alignment.wrap_text
    assert page.column_dimensions["A"].width == 60


def test_the_days_over_the_attendance_are_written_as_the_language_writes_them(furnished: Path) -> None:
    choose_language("vi")
    assert tables(furnished, Export.ATTENDANCE).headings[1:3] == ("03/11/2026", "03/12/2026")


DANGEROUS = st.builds(lambda sign, rest: sign + rest, st.sampled_from("=+-@\t\r"), st.text("abc()!|'\"", max_size=8))


@given(st.lists(DANGEROUS, min_size=1, max_size=4))
def test_no_cell_is_a_formula(texts: list[str]) -> None:
    found = ExportTable("Tasks", tuple("abcd"[: len(texts)]), (tuple(texts),))
    (_head, row) = csv.reader(io.StringIO(to_csv(found).decode("utf-8-sig"), newline=""))
    assert row == [f"'{text}" for text in texts]
    if all(ord(letter) >= 32 for text in texts for letter in text):
        page = load_workbook(io.BytesIO(to_xlsx(found))).active
        assert page is not None
        assert [(cell.value, cell.data_type) for cell in page[2]] == [(text, "s") for text in texts]


def test_a_negative_number_stays_a_number() -> None:
    assert to_csv(ExportTable("t", ("n",), ((-3,),))).decode("utf-8-sig") == "n\r\n-3\r\n"


def test_the_calendar_is_one_that_calendars_read(furnished: Path) -> None:
    reader = open_reader(furnished)
    content = to_calendar(reader, datetime(2027, 1, 4, tzinfo=UTC))
    reader.close()
    assert content == content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) > 12
    assert {f"{event.decoded('dtstart'):%d/%m}" for event in events} > {"03/11", "03/12", "28/12"}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "empty")
    yield store
    store.close()


def exported(home: Path) -> str:
    reader = open_reader(home)
    text = export_text(reader)
    reader.close()
    return text


def fill_every_table(store: Store) -> None:
    """Give each table that the meetings left empty a row, with something in every field."""
    with store.unit("test.fill") as unit:
        for table in journalled_tables():
            if unit.connection.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone() is None:
                row = {column.name: value_for(unit.connection, column) for column in table.columns}
                insert_rows(unit.connection, table.name, [{name: row[name] for name in row if name != "deleted"}])


SETTLED = {"table_name": "task", "field": "title", "value": '{"title": "có chữ"}'}


def value_for(connection: sqlite3.Connection, column: Column[Any]) -> object:
    """Return a value that a column takes."""
    for key in column.foreign_keys:
        referred = f'SELECT id FROM "{key.column.table.name}" ORDER BY id LIMIT 1'
        found: tuple[str] = connection.execute(referred).fetchone()
        return found[0]
    if isinstance(column.type, Word):
        return str(next(iter(column.type.words)))
    if isinstance(column.type, UtcTime):
        return "2026-12-03T07:00:00.000Z"
    if isinstance(column.type, Integer | Boolean):
        return 2026 if column.name == "year" else 1
    if column.table.name == "settlement" and column.name in SETTLED:
        return SETTLED[column.name]
    if column.name in {"position", "head"}:
        return {"position": "a0", "head": ""}[column.name]
    return "2026-12-03" if isinstance(column.type, Date) else "có chữ"


def test_an_export_of_every_table_that_is_taken_over_gives_the_same_export(
    furnished: Path, empty: Store, tmp_path: Path
) -> None:
    shutil.copytree(furnished, tmp_path / "full")
    store = Store.open(tmp_path / "full")
    fill_every_table(store)
    store.close()
    whole = exported(tmp_path / "full")
    assert all(json.loads(whole)["tables"].values())
    file = tmp_path / "export.json"
    file.write_text(whole, encoding="utf-8")
    assert perform(empty, "store.restore", file=file).value > 500
    assert exported(empty.home) == whole
    with empty.reading() as connection:
        assert verify(connection).finding is None
    with pytest.raises(Refused, match="holds records already"):
        perform(empty, "store.restore", file=file)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_an_export_that_an_editor_saved_again_is_taken_over(
    cell: Store, empty: Store, tmp_path: Path, encoding: str
) -> None:
    whole = exported(cell.home)
    file = tmp_path / "export.json"
    file.write_bytes(whole.replace("\n", "\r\n").encode(encoding))
    perform(empty, "store.restore", file=file)
    assert exported(empty.home) == whole


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda all_: all_ | {"format": "x"}, "no complete export"),
        (lambda all_: all_ | {"schema": SCHEMA_VERSION + 1}, "another version"),
        (lambda all_: all_ | {"tables": all_["tables"] | {"nothing": []}}, "no complete export"),
        (lambda all_: all_ | {"tables": all_["tables"] | {"setting": [{"id": "x"}]}}, "does not fit"),
        (lambda all_: all_ | {"tables": all_["tables"] | {"setting": [{"id": "x", "key": 1, "value": ""}]}}, "not fit"),
        (lambda all_: all_ | {"tables": all_["tables"] | {"member": []}}, "refers to|does not fit"),
    ],
)
def test_what_is_no_export_changes_nothing(
    cell: Store,
    do: Callable[..., ActOutcome],
    empty: Store,
    tmp_path: Path,
    change: Callable[[dict[str, object]], dict[str, object]],
    said: str,
) -> None:
    before = exported(empty.home)
    file = tmp_path / "export.json"
    file.write_text(json.dumps(change(json.loads(exported(cell.home)))), encoding="utf-8")
    with pytest.raises(DataFileWrong, match=said):
        perform(empty, "store.restore", file=file)
    assert exported(empty.home) == before


def test_a_moved_meeting_replaces_itself_and_a_postponed_one_is_cancelled(
    reader: sqlite3.Connection, meeting: str, do: Callable[..., ActOutcome]
) -> None:
    def event() -> Component:
        found = Calendar.from_ical(to_calendar(reader, datetime(2027, 1, 4, tzinfo=UTC)).decode())
        (one,) = (one for one in found.walk("VEVENT") if one["uid"] == f"{meeting}@chibo")
        return one

    before = event()
    do("meeting.change", meeting=meeting, at=datetime(2026, 12, 10, 7, tzinfo=UTC))
    moved = event()
    do("meeting.postpone", meeting=meeting, reason="bão")
    cancelled = event()
    do("undo")
    back = event()
    states = [str(one["status"]) for one in (before, moved, cancelled, back)]
    assert states == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    numbers = [int(one["sequence"]) for one in (before, moved, cancelled, back)]
    assert numbers == sorted(set(numbers))
    assert moved.decoded("dtstart") == datetime(2026, 12, 10, 7, tzinfo=UTC)


def test_what_was_removed_or_is_done_before_its_day_is_cancelled_and_comes_back(
    reader: sqlite3.Connection, meeting: str, do: Callable[..., ActOutcome], member: Callable[[str], str]
) -> None:
    due = date(2026, 12, 15)
    keys = [str(do("task.assign", title=str(number), owner=member("Mậu"), due=due).value) for number in range(3)]

    def states(day: int) -> dict[str, str]:
        found = Calendar.from_ical(to_calendar(reader, datetime(2026, 12, day, tzinfo=UTC)).decode())
        events = {str(one["uid"]).partition("@")[0]: str(one["status"]) for one in found.walk("VEVENT")}
        return {key: events.get(key, "") for key in keys}

    do("task.remove", task=keys[0])
    do("task.finish", task=keys[1])
    assert list(states(4).values()) == ["CANCELLED", "CANCELLED", "CONFIRMED"]
    assert list(states(16).values()) == ["", "", "CONFIRMED"]  # past days are left as they were
    do("undo")
    assert list(states(4).values()) == ["CANCELLED", "CONFIRMED", "CONFIRMED"]


def test_a_meeting_planned_by_mistake_is_cancelled_in_the_calendar(
    reader: sqlite3.Connection, meeting: str, do: Callable[..., ActOutcome]
) -> None:
    key = do("meeting.plan", at=datetime(2027, 2, 3, 7, tzinfo=UTC)).value

    def event() -> Component:
        found = Calendar.from_ical(to_calendar(reader, datetime(2027, 1, 4, tzinfo=UTC)).decode())
        return next(one for one in found.walk("VEVENT") if one["uid"] == f"{key}@chibo")

    before = event()
    do("meeting.remove", meeting=key)
    after = event()
    assert (str(before["status"]), str(after["status"])) == ("CONFIRMED", "CANCELLED")
    assert int(after["sequence"]) > int(before["sequence"])


@pytest.mark.parametrize("minutes", [-(10**9), 10**9])
def test_a_meeting_of_no_sensible_length_is_in_the_calendar_all_the_same(
    reader: sqlite3.Connection, cell: Store, meeting: str, minutes: int
) -> None:
    """An older edition took such entries in."""
    connection = connect(cell.home / "chibo.db")
    with connection:
        connection.execute("UPDATE meeting SET planned_minutes = ? WHERE id = ?", (minutes, meeting))
    connection.close()
    found = Calendar.from_ical(to_calendar(reader, datetime(2027, 1, 4, tzinfo=UTC)).decode())
    event = next(one for one in found.walk("VEVENT") if one["uid"] == f"{meeting}@chibo")
    assert event.decoded("dtend") >= event.decoded("dtstart")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_table_of_members_is_whole_and_comes_back_without_a_change(
    cell: Store, do: Callable[..., ActOutcome], member: Callable[[str], str], tmp_path: Path, language: str
) -> None:
    do("member.status", member=member("Mậu"), status=Status.EXEMPT, since=date(2026, 1, 1))
    do("member.change", member=member("Mậu"), remark="Tổ trưởng tổ dân phố")
    choose_language(language)
    with cell.reading() as connection:
        found = sheet(connection, Export.MEMBERS, TODAY)
        known = existing_members(connection, TODAY)
    (row,) = (dict(zip(found.headings, one, strict=True)) for one in found.rows if "Mậu" in str(one[0]))
    assert label(Status.EXEMPT) in str(row[_("Standing")])
    assert row[_("Official since")] == next(one.official_on for one in known if "Mậu" in one.full_name)
    assert row[pgettext("of a member", "Remark")] == "Tổ trưởng tổ dân phố"
    path = tmp_path / "members.xlsx"
    path.write_bytes(to_xlsx(found))
    preview = compare(read_roster(path, TODAY), known)
    assert {one.row.full_name: one.changes for one in preview.rows if one.changes} == {}
    assert preview.missing == ()


def test_one_word_of_two_meanings_has_two_translations(furnished: Path) -> None:
    choose_language("vi")
    assert "Xuất phát điểm" in tables(furnished, Export.TASKS).headings
    assert "Người kiến nghị" in tables(furnished, Export.PETITIONS).headings


def test_namesakes_have_a_line_each(
    cell: Store, do: Callable[..., ActOutcome], meeting: str, reader: sqlite3.Connection
) -> None:
    for born in (date(1980, 1, 1), date(1990, 1, 1)):
        do("member.add", name="Nguyễn Văn An", born=born)
    do("meeting.open", meeting=meeting)
    rows = sheet(reader, Export.ATTENDANCE, TODAY).rows
    assert sum("Nguyễn Văn An" in str(row[0]) for row in rows) == 2
