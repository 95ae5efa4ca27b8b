"""The wall follows the meeting and shows nothing confidential."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.acts.registry import Outcome, perform
from models.acts.words import perform_words
from models.domain.language import choose_language
from models.queries.wall import wall
from models.store.connection import open_reader
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, Compare
from tests.whole.scenario import LAPTOP_BALLOT, SCENARIO, Step
from tui.wall import lines
from tui.wall.app import WallApp

PATIENCE = 10.0


def text_of(app: WallApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await pilot.pause(0.01)


def everything_on_the_wall(home: Path, clock: Clock) -> str:
    """Return all words that the wall would show now."""
    reader = open_reader(home)
    view = wall(reader)
    reader.close()
    assert view is not None
    parts = [lines.title(view), lines.under_title(view), lines.foot(view), lines.timer(view, clock.now)]
    drawn = [lines.floor(view), lines.vote(view), lines.agenda_lines(view, 200), lines.head(view, clock.now, 200)]
    return "\n".join([*parts, *(one.plain for one in drawn)])


def test_no_note_petition_or_choice_of_the_whole_meeting_ever_stands_on_the_wall(
    cell: Store, meeting: str, clock: Clock, do: Callable[..., Outcome]
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
        await until(pilot, lambda: "2·5 > 8" in text_of(app) and "passed" in text_of(app))
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
def test_how_the_wall_looks(
    snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    clock.advance(minutes=4)
    assert snap_compare(WallApp(discussing, clock), terminal_size=size)


@pytest.mark.parametrize("minutes", [0, 30])
async def test_an_overrun_is_told_by_a_sign_and_not_by_colour_alone(
    discussing: Path, clock: Clock, minutes: int
) -> None:
    clock.advance(minutes=minutes)
    reader = open_reader(discussing)
    view = wall(reader)
    reader.close()
    assert view is not None
    assert lines.timer(view, clock.now).startswith("+") == bool(minutes)
