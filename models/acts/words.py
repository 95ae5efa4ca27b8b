"""Arguments as people write them on a command line: ``member=Mậu state=excused due=15/12/2026``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin

from models.acts.argument_words import argument_word
from models.acts.kind_names import choices_text, kind_word
from models.acts.kinds import ArgumentReading
from models.acts.record_finders import FINDERS, IN_MEETING
from models.acts.registry import Act, ActOutcome, Parameter, find_act, run
from models.domain.clock import VIETNAM, beginning
from models.domain.errors import WrongUsage, argument
from models.domain.labels import has_label, label, label_source
from models.domain.language import N_
from models.domain.points import Points
from models.domain.text import clean_text, fold
from models.domain.typed.characters import NOTHING, quoted, says_nothing
from models.domain.typed.days import YearHint, read_day
from models.domain.typed.hours import is_hour, nearest, read_time
from models.domain.typed.numbers import Amount, measured, optional_amount, read_points, read_whole
from models.queries import lookup
from models.queries.meetings import find_meeting
from models.queries.meetings import meeting as meeting_view
from models.store.paths import typed_path
from models.store.store import Store
from models.store.unit import Unit

_TRUE, _FALSE = frozenset({"yes", "true", "1", "on", "có"}), frozenset({"no", "false", "0", "off", "không"})


def perform_words(
    store: Store, name: str, words: Mapping[str, str], override: str = "", shown_meeting: str = ""
) -> ActOutcome:
    """Perform an act with arguments as a person wrote them; see :func:`models.acts.registry.perform`.

    ``meeting`` may be given with every act on a record within a meeting (an item, a speech): the record is searched
    there. Raises :class:`WrongUsage` for a missing, unknown or invalid argument, and
    :class:`~models.domain.errors.Refused` when the act is refused; nothing was changed then.
    """
    wanted = find_act(name)
    _check_names(wanted, words)
    return run(store, wanted, lambda unit: _arguments(unit, wanted, words), override, shown_meeting)


def _check_names(wanted: Act, words: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in wanted.parameters]
    if "meeting" not in known and looks_into_meeting(wanted):
        known.append("meeting")
    for name in words:
        if name not in known:
            raise WrongUsage(
                N_("{act} has no argument “{name}”; it takes: {known}."),
                act=wanted.name,
                name=name,
                known=", ".join(f"{one} ({argument_word(one)})" for one in known) or "–",
            )
    for parameter in wanted.parameters:
        if parameter.required and parameter.name not in words:
            raise WrongUsage(
                N_("{act} needs “{label}”: {name}={kind}."),
                act=wanted.name,
                label=argument_word(parameter.name),
                name=parameter.name,
                kind=kind_word(parameter.kind),
            )


def looks_into_meeting(wanted: Act) -> bool:
    """Tell whether an act has an argument that is searched within a meeting: an item, a speech, a motion."""
    return any(_is_in_meeting(parameter) for parameter in wanted.parameters)


def _is_in_meeting(parameter: Parameter) -> bool:
    return any(inner in IN_MEETING for inner in (parameter.kind, *get_args(parameter.kind)))


def _arguments(unit: Unit, wanted: Act, words: Mapping[str, str]) -> dict[str, Any]:
    connection = unit.connection
    named = words.get("meeting", NOTHING)
    meeting: str | None = find_meeting(connection, named) if named != NOTHING else unit.shown_meeting
    if not meeting:
        meeting = lookup.latest_meeting(connection)
        if any(parameter.name in words and _is_in_meeting(parameter) for parameter in wanted.parameters):
            unit.default_meeting = meeting or ""
    reader = _ArgumentReader(connection, meeting, unit.today, corrects=wanted.name.endswith(".change"))
    given = [parameter for parameter in wanted.parameters if parameter.name in words]
    read: dict[str, Any] = {}
    amounts: dict[str, Amount | None] = {}
    for one in given:
        with argument(one.name):
            if _is_measured(one, words):
                amounts[one.name] = optional_amount(words[one.name])
            else:
                read[one.name] = reader.read(one, words[one.name])
    return {**read, **(measured(**amounts) if amounts else {})}


def _is_measured(parameter: Parameter, words: Mapping[str, str]) -> bool:
    """Tell whether a number may be written with decimals: it is of such a kind, and ``decimals`` is not given."""
    is_marked = ArgumentReading.MEASURED in parameter.marks and "decimals" not in words
    return is_marked and not says_nothing(words[parameter.name])


@dataclass(frozen=True, slots=True)
class _ArgumentReader:
    """Reads the arguments of one act, with the meeting in which records are searched, and today.

    ``corrects``: arguments left out stay unchanged, so an empty value is allowed only if the act has ``UNSET``.
    """

    connection: sqlite3.Connection
    meeting: str | None
    today: date
    corrects: bool

    def read(self, parameter: Parameter, text: str) -> Any:
        """Return the value of an argument. Raises :class:`WrongUsage` if it is not of its kind."""
        if parameter.kind is str:
            return "" if says_nothing(text) else clean_text(text)
        if parameter.nullable and says_nothing(text):
            if self.corrects and parameter.default is None and text.strip() and parameter.name != "meeting":
                raise WrongUsage(
                    N_("“{name}” cannot be empty; leave it out, or write: {kind}."),
                    name=argument_word(parameter.name),
                    kind=choices_text(parameter.kind),
                )
            return None
        if says_nothing(text) and not get_origin(parameter.kind):
            sentence = N_("“{name}” cannot be empty; leave it out, or write: {kind}.")
            if parameter.required:
                sentence = N_("“{name}” cannot be empty; write: {kind}.")
            raise WrongUsage(sentence, name=argument_word(parameter.name), kind=choices_text(parameter.kind))
        try:
            return self._marked(parameter, text)
        except (ValueError, OverflowError):
            raise WrongUsage(
                N_("“{text}” cannot be read as: {kind}."),
                text=quoted(text),
                kind=choices_text(parameter.kind),
            ) from None

    def _marked(self, parameter: Parameter, text: str) -> Any:
        if parameter.kind is date:
            lean = next((mark for mark in parameter.marks if isinstance(mark, YearHint)), YearHint.NEAR)
            return read_day(text, self.today, lean)
        if ArgumentReading.IN_MEETING in parameter.marks and self.meeting and is_hour(text):
            view = meeting_view(self.connection, self.meeting)
            start = beginning(view.scheduled_at, view.opened_at)
            return nearest(read_time(text, self.today, on=start.astimezone(VIETNAM).date()), start)
        return self._value(parameter.kind, text)

    def _value(self, kind: Any, text: str) -> Any:
        origin, inner = get_origin(kind), get_args(kind)
        if origin is list:
            return [self._value(inner[0], part.strip()) for part in text.split(",") if part.strip()]
        if origin is dict:
            return self._pairs(inner, text)
        if kind in FINDERS:
            return FINDERS[kind](self.connection, self.meeting, text)
        if kind is datetime:
            return read_time(text, self.today)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return _read_word(kind, text)
        return _PLAIN.get(kind, kind)(text)

    def _pairs(self, inner: tuple[Any, ...], text: str) -> dict[Any, Any]:
        """Return values by name.

        Raises :class:`WrongUsage` for a name given twice: one value would be ignored silently.
        """
        found: dict[Any, Any] = {}
        for part in filter(str.strip, text.split(",")):
            name, _sign, value = (piece.strip() for piece in part.rpartition("="))
            key = self._value(inner[0], name)
            if key in found:
                raise WrongUsage(N_("{name} is named twice."), name=name)
            found[key] = self._value(inner[1], value)
        return found


def _read_word(kind: type[StrEnum], text: str) -> StrEnum:
    """Return the word of a vocabulary, written as in scripts or as its label."""
    called = [word for word in kind if fold(text) in _spellings(word)]
    return called[0] if called and text not in set(kind) else kind(text)


def _spellings(word: StrEnum) -> set[str]:
    """Return how a word may be written, folded: its value in small letters too, and its labels."""
    labels = (label(word), label_source(word)) if has_label(word) else ()
    return {fold(one) for one in (word.value, *labels)}


def _read_truth(text: str) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise ValueError(text)


_PLAIN: dict[Any, Callable[[str], Any]] = {
    bool: _read_truth,
    int: read_whole,
    Points: read_points,
    Path: typed_path,
}
