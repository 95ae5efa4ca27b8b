"""Every screen and every form has its picture, in both languages and two sizes; the list comes from the program."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import Screen

import tui
from tui.drawers.form import Drawer

TUI = Path(__file__).parents[1] / "tui"
SIZES, LANGUAGES = ("80x24", "120x40"), ("vi", "en")

PICTURES = {
    "ActForm": "what_opens_over_the_meeting[act",
    "ActScreen": "what_opens_over_the_meeting[act",
    "AddendumForm": "the_minutes[addendum",
    "AnswerForm": "][answer].svg",
    "ApproveForm": "the_minutes[approval",
    "AssessForm": "][assess].svg",
    "AttachForm": "][attach].svg",
    "BallotForm": "][ballot].svg",
    "BallotScreen": "][paper].svg",
    "CarriedDrawer": "what_last_month_left[",
    "CellForm": "the_very_first_start[",
    "DoublesForm": "what_may_be_there_twice[",
    "CommentForm": "][comment].svg",
    "ConclusionForm": "][conclusion].svg",
    "ConflictsScreen": "how_a_conflict_looks[",
    "DecideForm": "][decide].svg",
    "DocumentsScreen": "documents/test_how_it_looks[",
    "DueForm": "][due].svg",
    "EvaluationForm": "the_form_of_the_evaluation[",
    "FinishForm": "][finish].svg",
    "ForwardForm": "][forward].svg",
    "HandsForm": "a_count[hands",
    "HandsMarksForm": "a_count_among_candidates[hands_for_each",
    "HelpScreen": "what_opens_over_the_meeting[help",
    "HistoryScreen": "what_opens_over_the_meeting[history",
    "HomeScreen": "the_first_screen[meetings",
    "InterruptForm": "][interrupts].svg",
    "ItemForm": "][edit].svg",
    "JumpScreen": "the_first_screen[jump",
    "LaptopForm": "a_count[laptop",
    "LiveScreen": "the_discussion[",
    "MarksForm": "a_count_among_candidates[marks",
    "MeetingMenu": "][meeting_menu].svg",
    "MinuteTakerForm": "][minute_taker].svg",
    "MinutesScreen": "the_minutes[draft",
    "MoveForm": "][note_moved].svg",
    "MotionForm": "][motion].svg",
    "NamesForm": "a_count[by_name",
    "NewItemForm": "][add].svg",
    "NoteCorrectForm": "][note_corrected].svg",
    "NoteForm": "][note].svg",
    "NotesList": "][notes_hidden].svg",
    "OwnThemeForm": "][own].svg",
    "OwnerForm": "][owner].svg",
    "PaletteScreen": "what_opens_over_the_meeting[palette",
    "PaperForm": "a_count[paper",
    "PetitionForm": "][petition].svg",
    "PickThemeForm": "][pick].svg",
    "PlanForm": "the_first_screen[plan",
    "PointOfOrderForm": "][point_of_order].svg",
    "PreparationScreen": "][board].svg",
    "PresenterForm": "][presenter].svg",
    "ProposeForm": "][propose].svg",
    "RecordsScreen": "][members].svg",
    "RecordWordsForm": "][task_words].svg",
    "RemarkForm": "a_remark_beside_the_points[",
    "ReportDrawer": "the_report_in_pictures[report",
    "ReportForm": "][report].svg",
    "ResolutionForm": "][resolution].svg",
    "RollCall": "the_roll_call[",
    "RosterImportScreen": "roster_import/test_how_it_looks[",
    "RoundForm": "][vote_again].svg",
    "ScoreScreen": "the_score_sheet[",
    "SearchScreen": "what_opens_over_the_meeting[search",
    "SpeakerForm": "][asks_to_speak].svg",
    "SuperiorClassForm": "][superior].svg",
    "SyncStateScreen": "test_sync_state/test_how_it_looks[",
    "TakenUpForm": "][taken_up].svg",
    "TaskForm": "][task].svg",
    "ThemeMeetingForm": "][meeting].svg",
    "ThemeMonthForm": "][month].svg",
    "ThemeWordsForm": "][words].svg",
    "WallApp": "how_the_wall_looks[",
    "WordsForm": "][motion_words].svg",
    "YearScreen": "the_year[overview",
}
"""What shows a screen or a form: the end of its pictures' test, and the beginning of their parameters."""

WITHOUT = {"TooSmallScreen": "it stands only where a picture has no room"}

BASES = {"BoothScreen", "ChiboScreen", "ClassForm", "CountForm", "Drawer", "DrawerHost", "Form"}


def _shown() -> Iterator[type]:
    """Yield every screen and form of the program that is no mere base of others."""
    for found in pkgutil.walk_packages(tui.__path__, "tui."):
        for value in vars(import_module(found.name)).values():
            is_ours = isinstance(value, type) and value.__module__ == found.name
            if is_ours and issubclass(value, (Screen, Drawer)) and not value.__name__.startswith("_"):
                yield value


NAMES = sorted({one.__name__ for one in _shown()} - {*WITHOUT, *BASES})


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_can_be_shown_has_its_pictures(name: str) -> None:
    assert name in PICTURES, "make a picture of it with tests/tui/pictures.py, and name it here"
    taken = [str(path) for path in TUI.rglob("*.svg") if PICTURES[name] in str(path)]
    lacking = [
        f"{language} {size}"
        for language in LANGUAGES
        for size in SIZES
        if not any(f"{language}-{size}]" in path for path in taken)
    ]
    assert not lacking


def test_no_two_of_them_share_a_name_behind_which_one_could_go_without() -> None:
    names = [one.__name__ for one in _shown()]
    assert len(set(names)) == len(names)


def test_nothing_is_named_here_that_is_no_more() -> None:
    assert set(PICTURES) - set(NAMES) <= {"WallApp"}
