"""Every screen and every form has its picture, in both languages and two sizes; the list comes from the program."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import Screen

import tui
from tui.forms.form import Panel

TUI = Path(__file__).parents[1] / "tui"
SIZES, LANGUAGES = ("80x24", "120x40"), ("vi", "en")
MOST_IMAGES = 40  # the others are text, which is read in a diff

PICTURES = {
    "ActForm": "what_opens_over_the_meeting[act",
    "ActScreen": "what_opens_over_the_meeting[act",
    "AddendumForm": "the_minutes[addendum",
    "AnswerForm": "][answer].",
    "ApproveForm": "the_minutes[approval",
    "AssessForm": "][assess].",
    "AttachForm": "][attach].",
    "BallotForm": "][ballot].",
    "BallotScreen": "][paper].",
    "CarriedPanel": "what_last_month_left[",
    "CellForm": "the_very_first_start[",
    "DoublesForm": "what_may_be_there_twice[",
    "CommentForm": "][comment].",
    "ConclusionForm": "][conclusion].",
    "ConflictsScreen": "how_a_conflict_looks[",
    "DecideForm": "][decide].",
    "DocumentsScreen": "documents/test_how_it_looks[",
    "DueForm": "][due].",
    "PostingForm": "the_form_of_a_posting[",
    "ScriptPanel": "][script].",
    "ShortcomingsForm": "the_form_of_the_shortcomings[",
    "EvaluationForm": "the_form_of_the_evaluation[",
    "FinishForm": "][finish].",
    "ForwardForm": "][forward].",
    "GuestForm": "][guest].",
    "HandsForm": "a_count[hands",
    "HandsMarksForm": "a_count_among_candidates[hands_for_each",
    "HelpScreen": "what_opens_over_the_meeting[help",
    "HistoryScreen": "what_opens_over_the_meeting[history",
    "HomeScreen": "the_first_screen[meetings",
    "InterruptForm": "][interrupts].",
    "ItemForm": "][edit].",
    "JumpScreen": "the_first_screen[jump",
    "LaptopForm": "a_count[laptop",
    "FilterPanel": "][filter].",
    "IssueForm": "][issue].",
    "LetterForm": "][letter].",
    "LiveScreen": "the_discussion[",
    "MarksForm": "a_count_among_candidates[marks",
    "MeetingMenu": "][meeting_menu].",
    "MarkForm": "][mark_corrected].",
    "MinuteTakerForm": "][minute_taker].",
    "MinutesScreen": "the_minutes[draft",
    "MoveForm": "][note_moved].",
    "MotionForm": "][motion].",
    "NamesForm": "a_count[by_name",
    "NewItemForm": "][add].",
    "NoteCorrectForm": "][note_corrected].",
    "NoteForm": "][note].",
    "NotesList": "][notes_hidden].",
    "OutgoingScreen": "][outgoing].",
    "OwnThemeForm": "][own].",
    "OwnerForm": "][owner].",
    "PaletteScreen": "what_opens_over_the_meeting[palette",
    "PaperForm": "a_count[paper",
    "PetitionForm": "][petition].",
    "PickThemeForm": "][pick].",
    "PlanForm": "the_first_screen[plan",
    "PointOfOrderForm": "][point_of_order].",
    "PreparationScreen": "][board].",
    "PresenterForm": "][presenter].",
    "ProposeForm": "][propose].",
    "RecordsScreen": "][members].",
    "RecordWordsForm": "][task_words].",
    "RemarkForm": "a_remark_beside_the_points[",
    "RemoveForm": "][member_removed].",
    "ReportPanel": "the_report_in_pictures[report",
    "ReportForm": "][report].",
    "ResolutionForm": "][resolution].",
    "RollCall": "the_roll_call[",
    "RosterImportScreen": "roster_import/test_how_it_looks[",
    "RoundForm": "][vote_again].",
    "ScoreScreen": "the_score_sheet[",
    "SourcesScreen": "what_opens_over_the_meeting[sources",
    "SearchScreen": "what_opens_over_the_meeting[search",
    "MemberChangeForm": "][member_changed].",
    "NewMemberForm": "][member_new].",
    "OfficeForm": "][member_office].",
    "StatusForm": "][member_status].",
    "SpeakerForm": "][asks_to_speak].",
    "SuperiorClassForm": "][superior].",
    "SyncStateScreen": "test_sync_state/test_how_it_looks[",
    "TakenUpForm": "][taken_up].",
    "TaskForm": "][task].",
    "PracticeScreen": "the_practice_over_the_meeting_and_its_list[",
    "ThemeMeetingForm": "][meeting].",
    "ThemeMonthForm": "][month].",
    "ThemeWordsForm": "][words].",
    "TimesForm": "][times].",
    "WallApp": "how_the_wall_looks[",
    "WordsForm": "][motion_words].",
    "YearScreen": "the_year[overview",
}
"""What shows a screen or a form: the end of its pictures' test, and the beginning of their parameters."""

WITHOUT = {"TooSmallScreen": "it stands only where a picture has no room"}

BASES = {
    "BoothScreen",
    "BrowsingScreen",
    "ChiboScreen",
    "ClassForm",
    "Correction",
    "DocumentScreen",
    "FilteredScreen",
    "CountForm",
    "Panel",
    "PaneHost",
    "OfMemberForm",
    "PanelHost",
    "Form",
    "StoreScreen",
    "TextPanel",
    "YearHost",
}


def _shown() -> Iterator[type]:
    """Yield every screen and form of the program that is no mere base of others."""
    for found in pkgutil.walk_packages(tui.__path__, "tui."):
        for value in vars(import_module(found.name)).values():
            is_ours = isinstance(value, type) and value.__module__ == found.name
            if is_ours and issubclass(value, (Screen, Panel)) and not value.__name__.startswith("_"):
                yield value


NAMES = sorted({one.__name__ for one in _shown()} - {*WITHOUT, *BASES})


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_can_be_shown_has_its_pictures(name: str) -> None:
    assert name in PICTURES, "make a picture of it with tests/tui/pictures.py, and name it here"
    taken = [str(path) for path in TUI.rglob("*.txt") if PICTURES[name] in str(path)]
    lacking = [
        f"{language} {size}"
        for language in LANGUAGES
        for size in SIZES
        if not any(f"{language}-{size}]" in path for path in taken)
    ]
    assert not lacking


def test_every_picture_belongs_to_a_test() -> None:
    """Unused pictures must not stay; syrupy finds them only if one process runs all tests."""
    kept = [path for path in TUI.rglob("__snapshots__/*/*") if path.suffix in {".txt", ".svg"}]
    assert kept
    stray = [path.name for path in kept if f"def {path.name.partition('[')[0]}(" not in _test_of(path)]
    assert not stray


def _test_of(picture: Path) -> str:
    module = picture.parents[2] / f"{picture.parent.name}.py"
    return module.read_text(encoding="utf-8") if module.exists() else ""


def test_images_are_few_enough_to_be_looked_at() -> None:
    assert 0 < len(list(TUI.rglob("*.svg"))) <= MOST_IMAGES


def test_no_two_of_them_share_a_name_behind_which_one_could_go_without() -> None:
    names = [one.__name__ for one in _shown()]
    assert len(set(names)) == len(names)


def test_nothing_is_named_here_that_is_no_more() -> None:
    assert set(PICTURES) - set(NAMES) <= {"WallApp"}
