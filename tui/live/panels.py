"""The panels of the live screen, by their ids."""

from __future__ import annotations

from collections.abc import Mapping

from tui.forms.form import Panel
from tui.forms.meeting_times import TimesForm
from tui.forms.minute_taker import MinuteTakerForm
from tui.forms.resolutions import ResolutionForm
from tui.live.attendance_forms import MarkForm
from tui.live.carried_list import CarriedPanel
from tui.live.correction_forms import MoveForm, NoteCorrectForm, WordsForm
from tui.live.counting_forms import QUESTION_FORMS
from tui.live.guest_form import GuestForm
from tui.live.marks_forms import OPTION_FORMS
from tui.live.meeting_menu import MeetingMenu
from tui.live.note_forms import ConclusionForm, NoteForm
from tui.live.notes_list import NotesList
from tui.live.roll_call import RollCall
from tui.live.script_panel import ScriptPanel
from tui.live.speaker_forms import InterruptForm, PointOfOrderForm, SpeakerForm
from tui.live.task_forms import PetitionForm, TaskForm
from tui.live.voting_forms import MotionForm, RoundForm

PANELS: Mapping[str, type[Panel]] = {
    "ask": SpeakerForm,
    "interrupt": InterruptForm,
    "order": PointOfOrderForm,
    "roll": RollCall,
    "roll-correct": MarkForm,
    "times": TimesForm,
    "note": NoteForm,
    "conclusion": ConclusionForm,
    "task": TaskForm,
    "petition": PetitionForm,
    "meeting": MeetingMenu,
    "motion-form": MotionForm,
    "round-form": RoundForm,
    **dict(QUESTION_FORMS.values()),
    **dict(OPTION_FORMS.values()),
    "notes": NotesList,
    "note-correct": NoteCorrectForm,
    "words": WordsForm,
    "move": MoveForm,
    "carried": CarriedPanel,
    "script": ScriptPanel,
    "resolution": ResolutionForm,
    "minute-taker": MinuteTakerForm,
    "guest-form": GuestForm,
}
