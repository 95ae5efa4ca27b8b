"""The wall follows the meeting and shows nothing confidential."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from models.acts.registry import ActOutcome, perform
from models.acts.words import perform_words
from models.domain.language import choose_language
from models.queries.wall import WallView, keep_to_what_may_be_shown, wall
from models.store.opening import open_reader
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, wall_picture
from tests.whole.scenario import LAPTOP_BALLOT, SCENARIO, Step
from tui.wall import lines
from tui.wall.app import WallApp
from tui.wall.big_digits import big_lines

PATIENCE = 60.0


def text_of(app: WallApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await pilot.pause(0.01)


def wall_of(home: Path, clock: Clock) -> WallView:
    reader = open_reader(home)
    keep_to_what_may_be_shown(reader)
    view = wall(reader, clock.now.date())
    reader.close()
    assert view is not None
    return view


def everything_on_the_wall(home: Path, clock: Clock) -> str:
    """Return all words that the wall would show now."""
    view = wall_of(home, clock)
    parts = [lines.title(view), lines.under_title(view), lines.foot(view), lines.timer(view, clock.now)]
    drawn = [lines.floor(view), lines.vote(view), lines.agenda_lines(view, 200), lines.head(view, clock.now, 200)]
    return "\n".join([*parts, *(one.plain for one in drawn)])


def test_no_note_petition_or_choice_of_the_whole_meeting_ever_stands_on_the_wall(
    cell: Store, meeting: str, clock: Clock, do: Callable[..., ActOutcome]
) -> None:
    do("agenda.agree", meeting=meeting)
    confidential = [
        step.words["text"]
        for step in SCENARIO
        if isinstance(step, Step) and step.act in {"note.write", "petition.record"}
    ]
    assert len(confidential) >= 4
    for step in SCENARIO[: SCENARIO.index(LAPTOP_BALLOT[0])]:
        assert isinstance(step, Step)
        clock.advance(minutes=step.minutes)
        perform_words(cell, step.act, step.words)
        shown = everything_on_the_wall(cell.home, clock)
        assert not [text for text in confidential if text in shown]


async def test_the_wall_follows_what_another_process_does(discussing: Path, clock: Clock) -> None:
    app = WallApp(discussing, clock)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "Nguyễn Hoàng Yến" in text_of(app))
        assert "Lò Tiến Hương, Ma Ngọc Hiệp, Vi Văn Mậu" in text_of(app)
        store = Store.open(discussing, clock)
        perform(store, "speech.next")
        await until(pilot, lambda: "Speaking  Lò Tiến Hương" in text_of(app))
        perform(store, "meeting.pause")
        await until(pilot, lambda: "Break" in text_of(app))
        store.close()


async def test_an_open_vote_shows_its_question_and_the_count_only_when_it_is_done(
    discussing: Path, clock: Clock
) -> None:
    store = Store.open(discussing, clock)
    app = WallApp(discussing, clock)
    async with app.run_test(size=(100, 30)) as pilot:
        motion = perform(store, "motion.put", title="Nghị quyết tháng 12").value
        opened = perform(store, "round.open", motion=motion).value
        await until(pilot, lambda: "Vote  Nghị quyết tháng 12" in text_of(app))
        assert "2·" not in text_of(app)
        perform(store, "round.count_hands", round=opened, yes=5, no=2, abstain=0)
        await until(pilot, lambda: "PASSED" in text_of(app))
        assert "Yes 5/8 (62.5%), no 2; needs ≥ 5".lower() in text_of(app).lower()
        assert "2·" not in text_of(app)
    store.close()


def test_the_wall_shows_no_older_result_once_the_last_count_is_void_or_its_text_another(
    discussing: Path, clock: Clock
) -> None:
    store = Store.open(discussing, clock)

    def counted(title: str, yes: int) -> tuple[str, str]:
        clock.advance(minutes=1)
        motion = perform(store, "motion.put", title=title).value
        opened = perform(store, "round.open", motion=motion).value
        perform(store, "round.count_hands", round=opened, yes=yes, no=0)
        return motion, opened

    def on_the_wall() -> str:
        found = wall_of(discussing, clock).result
        return f"{found.question}: {found.result.verdict}" if found else ""

    counted("Đề nghị một", 7)
    motion, last = counted("Đề nghị hai", 3)
    assert on_the_wall() == "Đề nghị hai: NOT PASSED"
    assert "2·3 > 8" not in everything_on_the_wall(discussing, clock)
    perform(store, "round.void", round=last, reason="đếm nhầm")
    assert on_the_wall() == ""
    perform(store, "undo")
    assert on_the_wall() == "Đề nghị hai: NOT PASSED"
    perform(store, "motion.amend", motion=motion, text="Đề nghị khác")
    assert on_the_wall() == ""
    store.close()


async def test_the_wall_waits_for_a_store_and_a_meeting(home: Path, clock: Clock) -> None:
    app = WallApp(home, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "The wall waits" in text_of(app))
        store = Store.create(home, clock)
        perform(store, "cell.create", name="Chi bộ 1")
        perform(store, "meeting.plan", at=clock.now)
        store.close()
        await until(pilot, lambda: "Regular meeting" in text_of(app))
        await pilot.press("q")
    assert app.return_code == 0


@SIZES
@LANGUAGES
async def test_how_the_wall_looks(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    clock.advance(minutes=4)
    assert await wall_picture(discussing, clock, size) == snapshot


def test_an_item_that_rests_says_so_by_sign_and_word(discussing: Path, clock: Clock) -> None:
    store = Store.open(discussing, clock)
    perform(store, "item.pause")
    store.close()
    assert lines.used(wall_of(discussing, clock), clock.now).startswith("‖ paused · used 00:00")


@pytest.mark.parametrize("minutes", [0, 30])
async def test_an_overrun_is_told_by_a_sign_and_not_by_colour_alone(
    discussing: Path, clock: Clock, minutes: int
) -> None:
    clock.advance(minutes=minutes)
    view = wall_of(discussing, clock)
    assert lines.timer(view, clock.now).startswith("+") == bool(minutes)
    assert lines.used(view, clock.now).startswith("!") == bool(minutes)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_foot_cuts_neither_the_state_nor_how_n_comes_about(
    discussing: Path, clock: Clock, size: tuple[int, int]
) -> None:
    choose_language("vi")
    store = Store.open(discussing, clock)
    for member, status in (("Vi Văn Mậu", "prosecuted"), ("Lò Tiến Hương", "suspended")):
        perform_words(store, "member.status", {"member": member, "status": status, "since": "01/11/2026"})
    store.close()
    foot = lines.foot(wall_of(discussing, clock)).split()
    assert foot[:2] == ["đang", "họp"]
    assert len(" ".join(foot)) > 80
    app = WallApp(discussing, clock)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: " ".join(foot) in " ".join(text_of(app).split()))


@pytest.mark.parametrize("table", ["note", "petition", "task", "minutes", "score", "journal_change", "report"])
def test_the_wall_cannot_read_what_it_may_not_show(discussing: Path, table: str) -> None:
    reader = open_reader(discussing)
    keep_to_what_may_be_shown(reader)
    with pytest.raises(sqlite3.DatabaseError, match="prohibited"):
        reader.execute(f"SELECT * FROM {table}")
    reader.close()


def test_reasons_of_absence_conclusions_and_who_voted_what_come_empty(discussing: Path) -> None:
    reader = open_reader(discussing)
    keep_to_what_may_be_shown(reader)
    assert {row[0] for row in reader.execute("SELECT reason FROM attendance")} == {None}
    assert {row[0] for row in reader.execute("SELECT conclusion FROM agenda_item")} == {None}
    assert reader.execute("SELECT choice FROM named_vote WHERE deleted = 0").fetchall() == []
    reader.close()


async def test_before_it_opens_the_agenda_stands_there_and_after_it_closed_thanks(planned: Path, clock: Clock) -> None:
    store = Store.open(planned, clock)
    app = WallApp(planned, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "18 Reading of the minutes" in text_of(app))
        meeting = perform(store, "meeting.plan", at=clock.now.replace(month=12, day=30)).value
        assert meeting
        perform_words(store, "meeting.open", {"meeting": "03/12/2026"})
        await until(pilot, lambda: "Next: 1. Purpose" in text_of(app))
        clock.advance(minutes=75)
        perform(store, "meeting.close")
        await until(pilot, lambda: "Thank you. Held 1:15:00" in text_of(app))
    store.close()


@pytest.mark.parametrize(("width", "height", "rows"), [(70, 8, 5), (110, 12, 10), (200, 44, 25)])
def test_the_digits_are_as_large_as_there_is_room_for(width: int, height: int, rows: int) -> None:
    drawn = big_lines("04:30", width, height)
    assert len(drawn) == rows
    assert max(map(len, drawn)) <= width


@SIZES
@LANGUAGES
async def test_how_the_wall_looks_before_the_meeting(
    snapshot: SnapshotAssertion, planned: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await wall_picture(planned, clock, size) == snapshot


@SIZES
@LANGUAGES
async def test_how_the_wall_shows_a_result(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    clock.advance(minutes=25)
    store = Store.open(discussing, clock)
    motion = perform(store, "motion.put", title="Nghị quyết tháng 12").value
    opened = perform(store, "round.open", motion=motion).value
    perform(store, "round.count_hands", round=opened, yes=5, no=2, abstain=0)
    store.close()
    assert await wall_picture(discussing, clock, size) == snapshot
