"""Text of a field: normalisation, and letters with their combining marks.

In NFC every Vietnamese letter is a single character. Languages of the Central Highlands have letters of two: Ê Đê and
Gia Rai write ``ơ̆`` and ``ư̆``, and one backspace must remove both characters.
"""

from __future__ import annotations

import unicodedata

from textual import events

from models.domain.language import _
from models.domain.text import nfc, split_lines

NEXT_LINE = "\x85"
_SELECTORS = tuple(chr(sign) for sign in range(0xFE00, 0xFE10))

MAX_CHARACTERS = 10_000
"""Maximum number of characters of a field; a longer text is a pasted file."""


def in_a_line(text: str) -> str:
    """Return text for one line: NFC, line ends as spaces, without unprintable characters."""
    if text.isprintable() and not any(sign in text for sign in _SELECTORS):
        return nfc(text)  # fast path for nearly every key: checking each sign makes typing in a long line slow
    return nfc("".join(_shown(sign) for sign in " ".join(split_lines(text))))


def in_lines(text: str) -> str:
    """Return text of several lines, each as :func:`in_a_line` returns it."""
    return "\n".join(in_a_line(line) for line in split_lines(text))


def joined(text: str) -> tuple[str, int]:
    """Return a pasted text as one line, and its number of lines.

    Lines are joined by a space. Leading and trailing spaces stay: pasting “ and” behind a word should keep the space. A
    final line end is dropped: it belongs to a line that was copied completely.
    """
    lines = [line for line in split_lines(text) if line.strip()]
    if len(lines) < 2:
        return (lines or split_lines(text))[0], len(lines)
    first, *middle, last = lines
    return " ".join([first.rstrip(), *(line.strip() for line in middle), last.lstrip()]), len(lines)


def edge(text: str, at: int, step: int) -> int:
    """Return the position nearest to ``at``, in direction ``step`` (-1 or 1), that does not separate a letter from its
    marks.
    """
    while 0 < at < len(text) and is_mark(text[at]):
        at += step
    return at


def is_mark(sign: str) -> bool:
    """Return whether a sign is a combining mark."""
    return unicodedata.category(sign).startswith("M")


def typed_text(event: events.Key) -> str:
    """Return the text that a key types; empty for none.

    Textual's ``is_printable`` excludes characters that input methods and layouts send: the narrow space and the
    zero-width character that OpenKey types and removes again, the no-break space, line separators.
    """
    sign = event.character or ""
    is_control = any(unicodedata.category(one) in {"Cc", "Cs"} and one != NEXT_LINE for one in sign)
    return "" if is_control or event.key.startswith("alt+") else sign


def too_long(length: int, max_characters: int = MAX_CHARACTERS) -> str:
    """Return the refusal of a text that is too long."""
    return _("The {what} has {length} characters; at most {longest} can be read.").format(
        what=_("Text").lower(), length=length, longest=max_characters
    )


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    return "" if is_hidden(sign) else sign


def is_hidden(sign: str) -> bool:
    """Return whether a character cannot be shown."""
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"} or sign in _SELECTORS
