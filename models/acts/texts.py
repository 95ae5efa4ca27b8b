"""Cleaning texts given to acts; checks that required ones are not empty and titles are not too long."""

from __future__ import annotations

from models.domain.errors import Refused
from models.domain.language import N_, _
from models.domain.text import clean_text, one_line
from models.domain.typed.characters import says_nothing

LONGEST_TITLE = 500


def title_of(text: str, what: str, argument: str = "title") -> str:
    """Return a name or title as one clean line; ``what`` names it in the refusal ("title of the task").

    ``argument`` is the argument of the act that it was given as.

    Raises :class:`Refused` when nothing is left, or when it is longer than 500 characters.
    """
    line = one_line(clean_text(text)).strip()
    if says_nothing(line):
        raise Refused(N_("The {what} is empty; write at least a word."), what=_(what)).at(argument)
    if len(line) > LONGEST_TITLE:
        raise Refused(
            N_("The {what} has {length} characters; at most {longest} can be read."),
            what=_(what),
            length=len(line),
            longest=LONGEST_TITLE,
        ).at(argument)
    return line


def text_of(text: str, what: str, argument: str = "text") -> str:
    """Return a text of any length, cleaned. Raises :class:`Refused` when nothing is left."""
    cleaned = clean_text(text).strip()
    if says_nothing(cleaned):
        raise Refused(N_("The {what} is empty; write at least a word."), what=_(what)).at(argument)
    return cleaned


def reason_line(text: str, argument: str = "reason") -> str:
    """Return a reason as one clean line, which may be empty. Raises :class:`Refused` for one that is too long."""
    line = one_line(clean_text(text))
    if len(line) > LONGEST_TITLE:
        too_long = N_("The reason is too long; at most {longest} characters are kept.")
        raise Refused(too_long, longest=LONGEST_TITLE).at(argument)
    return line
