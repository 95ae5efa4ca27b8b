"""Texts of data files in both languages with words in braces, which are filled in when they are shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from models.domain.language import N_, Text
from models.profiles.toml_table import TomlTable, printable

UNKNOWN = "……"
"""Shown for an unknown value; on paper, to be filled in by hand."""

_IN_BRACES = re.compile(r"\{([^{}]*)\}")


def paired_texts(table: TomlTable, key: str) -> tuple[Text, ...]:
    """Return the texts of a table with as many in Vietnamese as in English; none if it is left out."""
    if not table.has(key):
        return ()
    with table.table(key) as both:
        vi, en = text_list(both, "vi"), text_list(both, "en")
    if len(vi) != len(en):
        raise table.wrong(N_("In {file}, {key} must have as many texts in Vietnamese as in English."), key)
    return tuple(Text(vi=one, en=other) for one, other in zip(vi, en, strict=True))


def text_list(table: TomlTable, key: str) -> tuple[str, ...]:
    """Return a list of non-empty texts, in NFC."""
    found = table.required(key)
    if not isinstance(found, list) or not all(isinstance(one, str) and one.strip() for one in found):
        raise table.wrong(N_("In {file}, {key} must be a list of texts that are not empty."), key)
    return tuple(unicodedata.normalize("NFC", one.strip()) for one in found)


def checked(table: TomlTable, key: str, text: Text, known: Iterable[str]) -> Text:
    """Return a text after checking that its words in braces are known."""
    known = tuple(map(str, known))
    for one in (text.vi, text.en):
        unknown = sorted({name for name in _IN_BRACES.findall(one) if name not in known})
        if unknown:
            raise table.wrong(
                N_("In {file}, {key} has “{name}” in braces, which is not known; known are: {known}."),
                key,
                name=printable(unknown[0]),
                known=", ".join(known),
            )
        if {"{", "}"} & set(_IN_BRACES.sub("", one)):
            raise table.wrong(N_("In {file}, {key} has a brace without its pair."), key)
    return text


def filled(text: Text, values: Mapping[Any, object]) -> str:
    """Return a text in the program's language with its words filled in by their names; dots for unknown values."""
    return _IN_BRACES.sub(lambda found: str(values.get(found[1]) or UNKNOWN), str(text))
