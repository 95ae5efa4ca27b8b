"""What may stand in a field, and where its letters end; a letter is a base with all of its marks.

Vietnamese composes into single characters (NFC). The languages of the Central Highlands do not altogether: Ê Đê and
Gia Rai write ``ơ̆`` and ``ư̆``, a letter of two characters, and one backspace must remove it whole.
"""

from __future__ import annotations

import unicodedata

from models.domain.language import _
from models.domain.text import nfc

LONGEST = 10_000
"""Characters that a field takes; what is longer is a pasted file."""


def in_a_line(text: str) -> str:
    """Return text as it can stand in one line: NFC, line ends are spaces, signs that cannot be shown are gone."""
    return nfc("".join(_shown(sign) for sign in text))


def in_lines(text: str) -> str:
    """Return text as it can stand in several lines, each of them as :func:`in_a_line` has it."""
    return "\n".join(in_a_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def joined(text: str) -> str:
    """Return the lines of a pasted text as one line, with spaces between them; nothing of it is lost."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def edge(text: str, at: int, step: int) -> int:
    """Return the place nearest to ``at``, going by ``step`` (-1 or 1), that parts no letter from its marks."""
    while 0 < at < len(text) and is_mark(text[at]):
        at += step
    return at


def is_mark(sign: str) -> bool:
    """Say whether a sign belongs to the letter before it."""
    return unicodedata.category(sign).startswith("M")


def too_long(length: int, longest: int = LONGEST) -> str:
    """Return the sentence that refuses a text of so many characters."""
    return _("The {what} has {length} characters; at most {longest} can be read.").format(
        what=_("Text").lower(), length=length, longest=longest
    )


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    hidden = unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"} or "\ufe00" <= sign <= "\ufe0f"
    return "" if hidden else sign
