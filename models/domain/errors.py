"""Errors as one sentence for the person (what is wrong, what to do) and the data for the program.

Values put into a sentence are names, numbers and titles; never the text of a note, a ballot or a secret.
"""

from __future__ import annotations

from pathlib import PurePath

from models.domain.language import _, fill
from models.domain.text import one_line

LONGEST = 1000
"""How much of a value a sentence repeats, in cells of the screen."""


class ChiboError(Exception):
    """Base of every error that is told to a person; ``template`` is an English gettext message.

    ``str(error)`` is the sentence in the language of the program at that moment.
    """

    exit_code = 1

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return fill(_(self.template), {name: _shown(value) for name, value in self.values.items()})


def _shown(value: object) -> object:
    """Return a value as a sentence repeats it: a text or path without what no terminal takes, short enough to read."""
    if not isinstance(value, str | PurePath):
        return value
    text = str(value)
    return text if text.isprintable() and len(text) <= LONGEST else one_line(text, LONGEST)


class Refused(ChiboError):
    """An act was refused: a rule or the state of the meeting stands against it. Nothing was changed."""


class UnknownRecord(Refused):
    """No record answers to the name, number or id given, or more than one does."""


class WrongUsage(ChiboError):
    """The call itself is wrong: an unknown act, a missing argument, a value that is no date."""

    exit_code = 2


class StoreUnusable(ChiboError):
    """The store cannot be opened or written: damaged, newer than the program, read-only, disk full."""


class DataFileWrong(ChiboError):
    """A data file (roster, rule profile, template, key map) cannot be read as what it should be."""
