"""How every form beside the meeting looks, and the ballot that is handed round: pictures a person looked at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.words import perform_words
from models.domain.language import choose_language
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, album, picture
from tests.whole.scenario import CONFIRMATION, NOTES, RESOLUTION_VOTE, TASKS, Step, step
from tui.live.ballot_screen import BallotScreen

FORMS = {
    "asks_to_speak": ("a",),
    "interrupts": ("escape", "i"),
    "point_of_order": ("escape", "b"),
    "note": ("escape", "o"),
    "conclusion": ("escape", "c"),
    "task": ("escape", "t"),
    "petition": ("escape", "g"),
    "meeting_menu": ("escape", "m"),
    "resolution": ("escape", "N"),
    "minute_taker": ("escape", "T"),
    "times": ("escape", "C"),
    "script": ("escape", "S"),
    "mark_corrected": ("escape", "r", "c"),
    "guest": ("escape", "K"),
    "motion": ("escape", "v"),
    "motion_about_somebody": ("right", "right", "right"),
    "election": ("right", "right", "right"),
}
DECIDED = {
    "result": (),
    "another_motion": ("v",),
    "vote_again": ("right",),
    "notes_hidden": ("escape", "w"),
    "notes_revealed": ("h",),
    "note_corrected": ("e",),
    "note_moved": ("escape", "w", "m"),
    "motion_words": ("escape", "w", "end", "e"),
}
BALLOT = {
    "who_votes": (),
    "named": (*"yen", "enter"),
    "paper": ("enter",),
    "marked": ("down", "space"),
    "handed_over": ("enter",),
}
"""A start leads to the ballot that is open; the rest after a ballot is made long, or the picture would be of chance."""
VOTES = {
    "hands": step("round.open", motion="3", method="show_of_hands"),
    "by_name": step("round.open", motion="3", method="by_name"),
    "paper": step("round.open", motion="3", method="paper_ballot"),
    "laptop": step("round.open", motion="3", method="laptop_ballot"),
}
ELECTION = step("motion.put", title="Bầu đoàn chủ tịch", kind="election", candidates="Đức,Hạnh,Dung", seats="2")
ELECTIONS = {
    "marks": step("round.open", motion="3", method="paper_ballot"),
    "hands_for_each": step("round.open", motion="3", method="show_of_hands"),
}


@pytest.fixture(scope="session")
def voted_home(tmp_path_factory: pytest.TempPathFactory, discussing_home: tuple[Path, Clock]) -> tuple[Path, Clock]:
    """The scenario's meeting with notes, tasks and two decided votes; made once."""
    made, clock = discussing_home
    home = tmp_path_factory.mktemp("voted") / "home"
    shutil.copytree(made, home)
    steps = (step("speech.stop"), step("item.finish", item="12"), *NOTES, *TASKS, *RESOLUTION_VOTE, *CONFIRMATION)
    _perform(home, clock, *steps)
    return home, clock


@pytest.fixture
def voted(voted_home: tuple[Path, Clock], home: Path, clock: Clock) -> Path:
    """A home folder of one's own with that meeting."""
    made, then = voted_home
    shutil.copytree(made, home)
    clock.now = then.now
    return home


def _perform(home: Path, clock: Clock, *steps: Step) -> None:
    store = Store.open(home, clock)
    for one in steps:
        perform_words(store, one.act, one.words)
    store.close()


@SIZES
@LANGUAGES
async def test_the_forms(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    for name, page in (await album(discussing, clock, size, FORMS)).items():
        assert page == snapshot(name=name)


@SIZES
@LANGUAGES
async def test_decided_votes_and_notes(
    snapshot: SnapshotAssertion, voted: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    for name, page in (await album(voted, clock, size, DECIDED)).items():
        assert page == snapshot(name=name)


@SIZES
@LANGUAGES
@pytest.mark.parametrize("method", VOTES)
async def test_a_count(
    snapshot: SnapshotAssertion, voted: Path, clock: Clock, size: tuple[int, int], language: str, method: str
) -> None:
    choose_language(language)
    _perform(voted, clock, step("motion.put", title="Chọn ngày sinh hoạt chuyên đề"), VOTES[method])
    typed = ("5",) if method == "hands" else ()
    assert await picture(voted, clock, size, "v", *typed) == snapshot


@SIZES
@LANGUAGES
@pytest.mark.parametrize("method", ELECTIONS)
async def test_a_count_among_candidates(
    snapshot: SnapshotAssertion, voted: Path, clock: Clock, size: tuple[int, int], language: str, method: str
) -> None:
    choose_language(language)
    _perform(voted, clock, ELECTION, ELECTIONS[method])
    assert await picture(voted, clock, size, "v") == snapshot


@SIZES
@LANGUAGES
async def test_the_ballot_that_is_handed_round(
    snapshot: SnapshotAssertion,
    voted: Path,
    clock: Clock,
    size: tuple[int, int],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(BallotScreen, "REST_SECONDS", 60.0)
    choose_language(language)
    _perform(voted, clock, step("motion.put", title="Chọn ngày sinh hoạt chuyên đề"), VOTES["laptop"])
    for name, page in (await album(voted, clock, size, BALLOT)).items():
        assert page == snapshot(name=name)


@SIZES
@LANGUAGES
async def test_a_paused_meeting(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    _perform(discussing, clock, step("meeting.pause"))
    assert await picture(discussing, clock, size) == snapshot
