"""Errors as one sentence for the person (what is wrong, what to do) and the data for the program.

Values in a sentence are names, numbers and titles; never the text of a note, a ballot or a secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Self

from models.domain.language import _, fill
from models.domain.text import one_line

LONGEST = 1000
"""The maximum length of a value within a sentence, in terminal cells."""


class ChiboError(Exception):
    """Base class of all errors shown to a person; ``template`` is an English gettext message.

    ``str(error)`` is the sentence in the program's current language.
    """

    exit_code = 1

    argument = ""
    """The argument of the act, or the field of the form, that is at fault; empty where none alone is."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def at(self, argument: str) -> Self:
        """Return the error with the argument at fault, unless it names one already: a form focuses its field."""
        self.argument = self.argument or argument
        return self

    def __str__(self) -> str:
        return fill(_(self.template), {name: _shown(value) for name, value in self.values.items()})


@contextmanager
def argument(name: str) -> Iterator[None]:
    """Name the argument at fault in every error raised within, unless it names one already."""
    try:
        yield
    except ChiboError as error:
        error.at(name)
        raise


def _shown(value: object) -> object:
    """Return a value for a sentence: a text or path without unprintable characters, shortened."""
    if not isinstance(value, str | PurePath):
        return value
    text = str(value)
    return text if text.isprintable() and len(text) <= LONGEST else one_line(text, LONGEST)


class Refused(ChiboError):
    """An act was refused because of a rule or a state. Nothing was changed."""


class UnknownRecord(Refused):
    """No record matches the given name, number or id, or several do."""


class WrongUsage(ChiboError):
    """The call itself is invalid: an unknown act, a missing argument, an invalid value."""

    exit_code = 2


class StoreUnusable(ChiboError):
    """The store cannot be opened or written: damaged, newer than the program, read-only, disk full."""


class DataFileWrong(ChiboError):
    """A data file (roster, rule profile, template, key map) is invalid."""
