"""The kinds of documents and their titles; :mod:`models.documents.catalogue` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.domain.language import N_, _, pgettext
from models.domain.text import file_words
from models.domain.vocabulary import MotionKind


class DocumentKind(StrEnum):
    """The documents of a meeting."""

    INVITATION = "invitation"
    ATTENDANCE = "attendance"
    BALLOTS = "ballots"
    COUNT = "count"
    RESOLUTION = "resolution"
    ADMISSION = "admission"
    CONFIRMATION = "confirmation"
    MINUTES = "minutes"
    EXTRACT = "extract"
    TASKS = "tasks"
    PETITIONS = "petitions"
    SCORE = "score"
    EVALUATION = "evaluation"
    SCRIPT = "script"


NAMES: Mapping[DocumentKind, str] = {
    DocumentKind.INVITATION: N_("invitation with agenda"),
    DocumentKind.ATTENDANCE: N_("attendance sheet"),
    DocumentKind.BALLOTS: N_("ballot papers"),
    DocumentKind.COUNT: N_("minutes of a count"),
    DocumentKind.RESOLUTION: N_("resolution"),
    DocumentKind.ADMISSION: N_("resolution on admission"),
    DocumentKind.CONFIRMATION: N_("resolution on confirmation"),
    DocumentKind.MINUTES: N_("minutes"),
    DocumentKind.EXTRACT: N_("extract of the minutes"),
    DocumentKind.TASKS: N_("list of tasks"),
    DocumentKind.PETITIONS: N_("register of petitions"),
    DocumentKind.SCORE: N_("score sheet"),
    DocumentKind.EVALUATION: N_("evaluator's form"),
    DocumentKind.SCRIPT: N_("chair's script"),
}
OF_MOTION_KIND: Mapping[DocumentKind, MotionKind] = {
    DocumentKind.ADMISSION: MotionKind.ADMISSION,
    DocumentKind.CONFIRMATION: MotionKind.CONFIRMATION,
}
"""Kinds about motions of one kind alone."""
ABOUT_A_MOTION = frozenset({DocumentKind.BALLOTS, DocumentKind.COUNT, DocumentKind.EXTRACT, *OF_MOTION_KIND})
"""Kinds about one motion, which is named by its number within the meeting."""


def name_of(kind: DocumentKind) -> str:
    """Return the title of a kind of document."""
    return _(NAMES[kind])


def file_stem(kind: DocumentKind) -> str:
    """Return the first part of a document's file name, before the day: ``bien-ban``, in English ``minutes``."""
    return file_words(
        {
            DocumentKind.INVITATION: pgettext("name of a file", "invitation"),
            DocumentKind.ATTENDANCE: pgettext("name of a file", "attendance"),
            DocumentKind.BALLOTS: pgettext("name of a file", "ballots"),
            DocumentKind.COUNT: pgettext("name of a file", "count"),
            DocumentKind.RESOLUTION: pgettext("name of a file", "resolution"),
            DocumentKind.ADMISSION: pgettext("name of a file", "resolution on admission"),
            DocumentKind.CONFIRMATION: pgettext("name of a file", "resolution on confirmation"),
            DocumentKind.MINUTES: pgettext("name of a file", "minutes"),
            DocumentKind.EXTRACT: pgettext("name of a file", "extract"),
            DocumentKind.TASKS: pgettext("name of a file", "tasks"),
            DocumentKind.PETITIONS: pgettext("name of a file", "petitions"),
            DocumentKind.SCORE: pgettext("name of a file", "score"),
            DocumentKind.EVALUATION: pgettext("name of a file", "evaluation"),
            DocumentKind.SCRIPT: pgettext("name of a file", "script"),
        }[kind]
    )
