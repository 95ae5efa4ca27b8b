"""How every form beside the meeting looks, and the ballot that is handed round: pictures a person looked at.

After a change that is meant: ``pytest tests/tui/live/test_drawer_pictures.py --snapshot-update``, and look at each.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.acts.words import perform_words
from models.domain.language import choose_language
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, Compare, looks_as_before
from tests.whole.scenario import CONFIRMATION, NOTES, RESOLUTION_VOTE, TASKS, Step, step

DRAWERS = {
    "asks_to_speak": ("a",),
    "interrupts": ("i",),
    "point_of_order": ("b",),
    "note": ("o",),
    "conclusion": ("c",),
    "task": ("t",),
    "petition": ("g",),
    "meeting_menu": ("m",),
    "motion": ("v",),
    "motion_about_somebody": ("v", "right", "right", "right"),
    "election": ("v", *["right"] * 6),
}
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
@pytest.mark.parametrize("drawer", DRAWERS)
def test_a_form(
    snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str, drawer: str
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, discussing, clock, size, *DRAWERS[drawer])


@SIZES
@LANGUAGES
@pytest.mark.parametrize("keys", [("w",), ("w", "h")], ids=["hidden", "revealed"])
def test_the_notes(
    snap_compare: Compare, voted: Path, clock: Clock, size: tuple[int, int], language: str, keys: tuple[str, ...]
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, voted, clock, size, *keys)


@SIZES
@LANGUAGES
@pytest.mark.parametrize("keys", [(), ("v",), ("v", "right")], ids=["result", "another_motion", "vote_again"])
def test_a_decided_vote(
    snap_compare: Compare, voted: Path, clock: Clock, size: tuple[int, int], language: str, keys: tuple[str, ...]
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, voted, clock, size, *keys)


@SIZES
@LANGUAGES
@pytest.mark.parametrize("method", VOTES)
def test_a_count(
    snap_compare: Compare, voted: Path, clock: Clock, size: tuple[int, int], language: str, method: str
) -> None:
    choose_language(language)
    _perform(voted, clock, step("motion.put", title="Chọn ngày sinh hoạt chuyên đề"), VOTES[method])
    typed = ("5",) if method == "hands" else ()
    assert looks_as_before(snap_compare, voted, clock, size, "v", *typed)


@SIZES
@LANGUAGES
@pytest.mark.parametrize("method", ELECTIONS)
def test_a_count_among_candidates(
    snap_compare: Compare, voted: Path, clock: Clock, size: tuple[int, int], language: str, method: str
) -> None:
    choose_language(language)
    _perform(voted, clock, ELECTION, ELECTIONS[method])
    assert looks_as_before(snap_compare, voted, clock, size, "v")


@SIZES
@LANGUAGES
@pytest.mark.parametrize(
    "keys",
    [(), (*"yen", "enter"), (*"yen", "enter", "down", "space"), (*"yen", "enter", "down", "space", "enter")],
    ids=["who_votes", "paper", "marked", "handed_over"],
)
def test_the_ballot_that_is_handed_round(
    snap_compare: Compare, voted: Path, clock: Clock, size: tuple[int, int], language: str, keys: tuple[str, ...]
) -> None:
    choose_language(language)
    _perform(voted, clock, step("motion.put", title="Chọn ngày sinh hoạt chuyên đề"), VOTES["laptop"])
    assert looks_as_before(snap_compare, voted, clock, size, "v", "enter", *keys)


@SIZES
@LANGUAGES
def test_a_paused_meeting(
    snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    _perform(discussing, clock, step("meeting.pause"))
    assert looks_as_before(snap_compare, discussing, clock, size)
