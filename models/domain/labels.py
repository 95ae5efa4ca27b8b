"""The labels of the vocabulary's words.

Two words that differ in Vietnamese have different English texts here (an open petition "awaits an answer"), because a
catalogue has one translation for each text.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.domain import vocabulary as v
from models.domain.discipline import DisciplineForm
from models.domain.item_kinds import ItemKind
from models.domain.language import N_, _
from models.domain.methods import Method

_PEOPLE: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    v.Level: {
        v.Level.PROVINCE: N_("provincial committee"),
        v.Level.COMMITTEE: N_("commune, ward or unit committee"),
        v.Level.CELL: N_("cell"),
    },
    v.CellKind: {
        v.CellKind.AGENCY: N_("agency"),
        v.CellKind.PUBLIC_SERVICE: N_("public service unit"),
        v.CellKind.ENTERPRISE: N_("enterprise"),
        v.CellKind.PRIVATE_ENTERPRISE: N_("private or foreign enterprise"),
        v.CellKind.VILLAGE: N_("village"),
        v.CellKind.STUDENTS: N_("pupils and students"),
        v.CellKind.ARMED_FORCES: N_("armed forces"),
    },
    v.Status: {
        v.Status.OFFICIAL: N_("official"),
        v.Status.PROBATIONARY: N_("probationary"),
        v.Status.EXEMPT: N_("exempt"),
        v.Status.ELSEWHERE: N_("temporarily elsewhere"),
        v.Status.TEMPORARY: N_("temporary member"),
        v.Status.SUSPENDED: N_("suspended from Party activity"),
        v.Status.PROSECUTED: N_("prosecuted or detained"),
        v.Status.LEFT: N_("left the cell"),
    },
    v.Office: {
        v.Office.SECRETARY: N_("secretary"),
        v.Office.DEPUTY_SECRETARY: N_("deputy secretary"),
        v.Office.COMMITTEE_MEMBER: N_("committee member"),
    },
}

_MEETINGS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    v.MeetingKind: {
        v.MeetingKind.REGULAR: N_("regular"),
        v.MeetingKind.THEMATIC: N_("thematic"),
        v.MeetingKind.EXTRAORDINARY: N_("extraordinary"),
        v.MeetingKind.ANNUAL_REVIEW: N_("annual review"),
        v.MeetingKind.ADMISSION: N_("admission"),
        v.MeetingKind.CONGRESS: N_("congress"),
        v.MeetingKind.COMMITTEE: N_("cell committee"),
    },
    v.MeetingState: {
        v.MeetingState.PLANNED: N_("planned"),
        v.MeetingState.PREPARED: N_("prepared"),
        v.MeetingState.NOTIFIED: N_("notified"),
        v.MeetingState.OPEN: N_("open"),
        v.MeetingState.PAUSED: N_("recess"),
        v.MeetingState.CLOSED: N_("closed"),
        v.MeetingState.APPROVED: N_("minutes approved"),
        v.MeetingState.SENT: N_("sent"),
        v.MeetingState.ACKNOWLEDGED: N_("acknowledged"),
        v.MeetingState.POSTPONED: N_("postponed"),
    },
    v.ItemState: {
        v.ItemState.PENDING: N_("to come"),
        v.ItemState.RUNNING: N_("running"),
        v.ItemState.PAUSED: N_("paused"),
        v.ItemState.DONE: N_("done"),
        v.ItemState.SKIPPED: N_("skipped"),
        v.ItemState.DEFERRED: N_("deferred to the next meeting"),
    },
    ItemKind: {
        ItemKind.OPENING: N_("opening"),
        ItemKind.MINUTE_TAKER: N_("choice of the minute-taker"),
        ItemKind.ROLL_CALL: N_("roll-call"),
        ItemKind.DUES: N_("dues"),
        ItemKind.ADOPT_AGENDA: N_("adoption of the agenda"),
        ItemKind.REPORT: N_("report"),
        ItemKind.DOCUMENTS: N_("new documents"),
        ItemKind.IDEOLOGY: N_("members' ideology"),
        ItemKind.STUDY: N_("study"),
        ItemKind.LAST_MONTH: N_("last month's tasks"),
        ItemKind.DRAFT: N_("draft resolution"),
        ItemKind.PAPER: N_("paper on the theme"),
        ItemKind.MATTER: N_("another matter"),
        ItemKind.DISCUSSION: N_("discussion"),
        ItemKind.CRITICISM: N_("self-criticism and criticism"),
        ItemKind.SYNTHESIS: N_("synthesis"),
        ItemKind.ASSIGNMENTS: N_("assignment of tasks"),
        ItemKind.NOMINATION: N_("nomination"),
        ItemKind.VOTE: N_("show of hands"),
        ItemKind.BALLOT: N_("secret ballot"),
        ItemKind.COUNT: N_("count of the ballot"),
        ItemKind.SCORE: N_("score of the meeting"),
        ItemKind.MINUTES: N_("reading of the minutes"),
    },
    v.AttendanceState: {
        v.AttendanceState.PRESENT: N_("present"),
        v.AttendanceState.EXCUSED: N_("excused"),
        v.AttendanceState.UNEXCUSED: N_("unexcused"),
        v.AttendanceState.ELSEWHERE: N_("temporarily elsewhere"),
        v.AttendanceState.EXEMPT: N_("exempt"),
    },
    v.Acceptance: {
        v.Acceptance.ACCEPTED: N_("the committee accepts the reason"),
        v.Acceptance.NOT_ACCEPTED: N_("the committee does not accept the reason"),
    },
    v.SpeechKind: {
        v.SpeechKind.SPEECH: N_("speech"),
        v.SpeechKind.POINT_OF_ORDER: N_("point of order"),
        v.SpeechKind.INTERVENTION: N_("intervention"),
        v.SpeechKind.INTERPOSED_QUESTION: N_("interposed question"),
    },
    v.SpeechState: {
        v.SpeechState.WAITING: N_("waiting"),
        v.SpeechState.SPEAKING: N_("speaking"),
        v.SpeechState.PAUSED: N_("paused"),
        v.SpeechState.FINISHED: N_("finished"),
        v.SpeechState.REMOVED: N_("removed"),
    },
    v.NoteKind: {
        v.NoteKind.GENERAL: N_("note"),
        v.NoteKind.OPINION: N_("opinion"),
        v.NoteKind.RESERVED_OPINION: N_("reserved opinion"),
        v.NoteKind.SELF_CRITICISM: N_("self-criticism"),
        v.NoteKind.CRITICISM: N_("criticism"),
        v.NoteKind.PRAISE: N_("praise"),
        v.NoteKind.REMINDER: N_("reminder"),
    },
    v.Visibility: {
        v.Visibility.MINUTES: N_("for the minutes"),
        v.Visibility.CHAIR: N_("for the chair"),
        v.Visibility.CONFIDENTIAL: N_("confidential"),
    },
    v.AddendumKind: {
        v.AddendumKind.CORRECTION: N_("correction of the minutes"),
        v.AddendumKind.SUPPLEMENT: N_("supplement to the minutes"),
    },
    v.PostedKind: {
        v.PostedKind.NOTICE: N_("notice of the meeting"),
        v.PostedKind.MATERIAL: N_("material of the meeting"),
        v.PostedKind.MINUTES: N_("minutes of the meeting"),
        v.PostedKind.RESOLUTION: N_("resolution of the meeting"),
        v.PostedKind.OTHER: N_("another paper"),
    },
    v.LetterKind: {
        v.LetterKind.PLAN: N_("plan"),
        v.LetterKind.PROGRAMME: N_("programme"),
        v.LetterKind.NOTICE: N_("notice"),
        v.LetterKind.SUBMISSION: N_("submission"),
        v.LetterKind.OFFICIAL_LETTER: N_("official letter"),
        v.LetterKind.CONCLUSION: N_("conclusion"),
        v.LetterKind.REPORT: N_("report"),
    },
    v.LetterState: {
        v.LetterState.DRAFT: N_("draft"),
        v.LetterState.ISSUED: N_("issued"),
    },
    v.MinutesState: {
        v.MinutesState.DRAFT: N_("draft"),
        v.MinutesState.APPROVED: N_("approved"),
    },
}

_DECISIONS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    v.MotionKind: {
        v.MotionKind.ORDINARY: N_("ordinary decision"),
        v.MotionKind.RESOLUTION: N_("resolution"),
        v.MotionKind.ADMISSION: N_("admission"),
        v.MotionKind.CONFIRMATION: N_("confirmation"),
        v.MotionKind.DISCIPLINE: N_("discipline"),
        v.MotionKind.EXPULSION: N_("expulsion"),
        v.MotionKind.ELECTION: N_("election"),
        v.MotionKind.CLASSIFICATION: N_("classification"),
    },
    v.MotionState: {
        v.MotionState.DRAFT: N_("draft"),
        v.MotionState.OPEN: N_("put to the vote"),
        v.MotionState.PASSED: N_("passed"),
        v.MotionState.FAILED: N_("not passed"),
        v.MotionState.RE_BALLOT: N_("to be balloted again"),
    },
    Method: {method: method.word for method in Method},
    v.RoundState: {
        v.RoundState.OPEN: N_("being voted on"),
        v.RoundState.COUNTED: N_("counted"),
        v.RoundState.VOIDED: N_("voided"),
    },
    v.Choice: {
        v.Choice.YES: N_("yes"),
        v.Choice.NO: N_("no"),
        v.Choice.ABSTAIN: N_("abstain"),
    },
    DisciplineForm: {
        DisciplineForm.REPRIMAND: N_("reprimand"),
        DisciplineForm.WARNING: N_("formal warning"),
        DisciplineForm.DISMISSAL: N_("dismissal from office"),
        DisciplineForm.EXPULSION: N_("expulsion"),
    },
    v.ResolutionState: {
        v.ResolutionState.DRAFT: N_("draft"),
        v.ResolutionState.ADOPTED: N_("adopted"),
        v.ResolutionState.REJECTED: N_("rejected"),
    },
    v.TaskState: {
        v.TaskState.ASSIGNED: N_("assigned"),
        v.TaskState.DOING: N_("in progress"),
        v.TaskState.DONE: N_("done"),
        v.TaskState.LATE: N_("late"),
        v.TaskState.DROPPED: N_("dropped"),
    },
    v.PetitionState: {
        v.PetitionState.OPEN: N_("awaiting an answer"),
        v.PetitionState.FORWARDED: N_("forwarded upward"),
        v.PetitionState.ANSWERED: N_("answered"),
        v.PetitionState.CLOSED: N_("settled"),
    },
    v.ScoreStage: {
        v.ScoreStage.SELF: N_("self score"),
        v.ScoreStage.VOTED: N_("score voted by the cell"),
        v.ScoreStage.SUPERIOR: N_("score of the superior"),
        v.ScoreStage.OFFICIAL: N_("official score"),
    },
    v.Classification: {
        v.Classification.EXCELLENT: N_("completed excellently"),
        v.Classification.GOOD: N_("completed well"),
        v.Classification.COMPLETED: N_("completed"),
        v.Classification.NOT_COMPLETED: N_("not completed"),
    },
    v.SheetKind: {
        v.SheetKind.MEETING_QUALITY: N_("quality of a meeting"),
        v.SheetKind.FOUR_GOOD: N_("four-good cell"),
        v.SheetKind.CLASSIFICATION: N_("classification of the cell"),
    },
    v.ReportState: {
        v.ReportState.QUEUED: N_("to be sent"),
        v.ReportState.SENT: N_("sent"),
        v.ReportState.ACKNOWLEDGED: N_("acknowledged"),
        v.ReportState.RETURNED: N_("returned with a remark"),
    },
}

_LABELS = {**_PEOPLE, **_MEETINGS, **_DECISIONS}
WORDS: Mapping[str, type[StrEnum]] = {kind.__name__: kind for kind in _LABELS}
"""The closed lists by their class names, as the details of journal entries have them."""


def label(word: StrEnum) -> str:
    """Return the label of a word in the program's language, for use within a sentence or a table."""
    return _(_LABELS[type(word)][word])


def choice_text(choice: v.Choice) -> str:
    """Return a choice as on a ballot: "tán thành", not the "có" that answers any question."""
    words = {v.Choice.YES: _("Yes"), v.Choice.NO: _("No"), v.Choice.ABSTAIN: _("Abstain")}
    return words[choice].lower()


def label_source(word: StrEnum) -> str:
    """Return the English label of a word, for translation into another language than the program's."""
    return _LABELS[type(word)][word]


def has_label(word: StrEnum) -> bool:
    """Return whether a word has a label; internal words have none."""
    return word in _LABELS.get(type(word), {})
