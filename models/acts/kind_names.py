"""The names of kinds of arguments: in scripts, in help, in the program's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin

from models.acts import kinds
from models.domain.labels import has_label, label
from models.domain.language import N_, _
from models.domain.points import Points
from models.domain.text import fold

_KIND_WORDS: Mapping[Any, str] = {
    str: N_("text"),
    int: N_("number"),
    Points: N_("points"),
    bool: N_("yes|no"),
    date: N_("day/month/year"),
    datetime: N_("14:00 03/12/2026"),
    Path: N_("file"),
    kinds.MeetingId: N_("meeting"),
    kinds.MemberId: N_("member"),
    kinds.GuestId: N_("guest"),
    kinds.ItemId: N_("agenda item"),
    kinds.SpeechId: N_("speech"),
    kinds.MaterialId: N_("document"),
    kinds.NoteId: N_("note"),
    kinds.MotionId: N_("motion"),
    kinds.OptionId: N_("option"),
    kinds.RoundId: N_("round"),
    kinds.ResolutionId: N_("resolution"),
    kinds.LetterId: N_("letter"),
    kinds.TaskId: N_("task"),
    kinds.PetitionId: N_("petition"),
    kinds.ThemeId: N_("theme"),
    kinds.EntryName: N_("number"),
    kinds.SubjectName: N_("member or applicant"),
}

_PLAIN: Mapping[Any, str] = {
    str: "text",
    int: "number",
    bool: "yes|no",
    date: "dd/mm/yyyy",
    datetime: "time",
    Path: "file",
    kinds.SubjectName: "member|name",
}


def kind_text(kind: Any) -> str:
    """Return the kind of an argument for lists and help: ``member``, ``excused|present``, ``date``."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is list:
        return f"{kind_text(inner[0])},…"
    if origin is dict:
        return f"{kind_text(inner[0])}={kind_text(inner[1])},…"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "|".join(kind)
    return _PLAIN.get(kind) or str(kind.__name__).removesuffix("Id").lower()


def kind_word(kind: Any, *, labels: bool = False) -> str:
    """Return the kind of an argument as :func:`kind_text` does, in the program's language.

    Words of a vocabulary stay as scripts write them; with ``labels`` they are shown by their labels.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is list:
        return f"{kind_word(inner[0], labels=labels)},…"
    if origin is dict:
        return f"{kind_word(inner[0], labels=labels)}={kind_word(inner[1], labels=labels)},…"
    if labels and isinstance(kind, type) and issubclass(kind, StrEnum):
        return "|".join(map(label, kind))
    return _(_KIND_WORDS[kind]) if kind in _KIND_WORDS else kind_text(kind)


def choices_text(kind: Any) -> str:
    """Return the possible values of an argument: each word of a vocabulary with its label."""
    if not (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return kind_word(kind)
    named = ((word.value, label(word) if has_label(word) else word.value) for word in kind)
    return "|".join(word if fold(name) == fold(word) else f"{word} ({name})" for word, name in named)
