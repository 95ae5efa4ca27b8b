"""What may stand in a field, and where its letters end; a letter is a base with all of its marks.

Vietnamese composes into single characters (NFC). The languages of the Central Highlands do not altogether: Ê Đê and
Gia Rai write ``ơ̆`` and ``ư̆``, a letter of two characters, and one backspace must remove it whole.
"""

from __future__ import annotations

import unicodedata

from textual import events

from models.domain.language import _
from models.domain.text import nfc, split_lines

NEXT_LINE = "\x85"
_SELECTORS = tuple(chr(sign) for sign in range(0xFE00, 0xFE10))

MAX_CHARACTERS = 10_000
"""Characters that a field takes; what is longer is a pasted file."""


def in_a_line(text: str) -> str:
    """Return text as it can stand in one line: NFC, line ends are spaces, signs that cannot be shown are gone."""
    if text.isprintable() and not any(sign in text for sign in _SELECTORS):
        return nfc(text)  # nearly every key: what is looked at sign by sign makes a long line slow to type in
    return nfc("".join(_shown(sign) for sign in " ".join(split_lines(text))))


def in_lines(text: str) -> str:
    """Return text as it can stand in several lines, each of them as :func:`in_a_line` has it."""
    return "\n".join(in_a_line(line) for line in split_lines(text))


def joined(text: str) -> tuple[str, int]:
    """Return a pasted text as one line, and how many lines it had; nothing of it is lost.

    Lines are joined by a space. Before the first word and after the last one spaces stay: who pastes “ and” behind a
    word means the space. A line end behind the last line is none: it comes with a line that is copied whole.
    """
    lines = [line for line in split_lines(text) if line.strip()]
    if len(lines) < 2:
        return (lines or split_lines(text))[0], len(lines)
    first, *middle, last = lines
    return " ".join([first.rstrip(), *(line.strip() for line in middle), last.lstrip()]), len(lines)


def edge(text: str, at: int, step: int) -> int:
    """Return the place nearest to ``at``, going by ``step`` (-1 or 1), that parts no letter from its marks."""
    while 0 < at < len(text) and is_mark(text[at]):
        at += step
    return at


def is_mark(sign: str) -> bool:
    """Say whether a sign belongs to the letter before it."""
    return unicodedata.category(sign).startswith("M")


def typed_text(event: events.Key) -> str:
    """Return the text that a key stands for, empty for a key that is none.

    Textual's ``is_printable`` leaves out what input methods and layouts do send: the narrow space and the sign without
    width that OpenKey types only to take them back, the no-break space, separators of lines.
    """
    sign = event.character or ""
    is_control = any(unicodedata.category(one) in {"Cc", "Cs"} and one != NEXT_LINE for one in sign)
    return "" if is_control or event.key.startswith("alt+") else sign


def too_long(length: int, max_characters: int = MAX_CHARACTERS) -> str:
    """Return the sentence that refuses a text of so many characters."""
    return _("The {what} has {length} characters; at most {longest} can be read.").format(
        what=_("Text").lower(), length=length, longest=max_characters
    )


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    return "" if is_hidden(sign) else sign


def is_hidden(sign: str) -> bool:
    """Say whether a sign has no place on the screen and none in the text."""
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"} or sign in _SELECTORS
