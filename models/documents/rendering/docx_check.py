"""Reports faults of a Word template with the place where they are, in the language of the program.

People who edit a template know Word, not its expressions. A missing brace, an unknown field and a block without its end
are reported with the paragraph that contains them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.domain.errors import DataFileWrong
from models.domain.language import N_

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, PARAGRAPH = f"{WORD}t", f"{WORD}p"

BRACE = N_("The template {path} cannot be used: a brace is missing or too many (at “{place}”).")
BLOCK = N_("The template {path} cannot be used: “{block}” has no {other} (at “{place}”).")
UNKNOWN = N_("The template {path} asks for the field {field}, which there is not (at “{place}”).")
WRONG = N_("The template {path} cannot be used: what stands at “{place}” cannot be filled in.")

_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*?%\}|\{#.*?#\}")
_LEFT_OVER = re.compile(r"[{}]|%\}|\{%")
_BLOCK = re.compile(r"\{%(?:p|tr|tc|r)?\s*-?\s*(\w+)([^%]*)%\}")
_ENDS = {"if": "endif", "for": "endfor"}
_LONGEST = 80
_ATTRIBUTE = re.compile(r"'(\w+)'(?: is undefined)?$")


def check_braces(document: Any, path: Path) -> None:
    """Raise :class:`DataFileWrong` for a missing or extra brace or block end."""
    for part in parts(document):
        opened: list[tuple[str, str]] = []
        for text in _texts(part):
            if _LEFT_OVER.search(_TAG.sub("", text)):
                raise DataFileWrong(BRACE, path=path, place=text[:_LONGEST])
            for found in _BLOCK.finditer(text):
                _follow(opened, found[1], text, path)
        if opened:
            block, text = opened[-1]
            raise DataFileWrong(BLOCK, path=path, block=block, other=_ENDS[block], place=text[:_LONGEST])


def _follow(opened: list[tuple[str, str]], word: str, text: str, path: Path) -> None:
    """Update the list of open blocks after a tag."""
    if word in _ENDS:
        opened.append((word, text))
        return
    begins = next((begin for begin, end in _ENDS.items() if end == word), "if" if word in {"elif", "else"} else "")
    if not begins:
        return
    if not opened:
        raise DataFileWrong(BLOCK, path=path, block=word, other=begins, place=text[:_LONGEST])
    block, place = opened[-1]
    if block != begins and word not in {"elif", "else"}:
        raise DataFileWrong(BLOCK, path=path, block=block, other=_ENDS[block], place=place[:_LONGEST])
    if word == _ENDS[begins]:
        opened.pop()


def not_filled(document: Any, path: Path, fault: Exception, lines: list[str]) -> DataFileWrong:
    """Return the error for a template that could not be filled in: the unknown field, or the place."""
    place = _place_of_fault(fault, lines)
    if found := _ATTRIBUTE.search(str(fault)) if type(fault).__name__ == "UndefinedError" else None:
        return DataFileWrong(UNKNOWN, path=path, field=found[1], place=place_of(document, found[1]) or place)
    return DataFileWrong(WRONG, path=path, place=place or "…")


def _place_of_fault(fault: Exception, lines: list[str]) -> str:
    """Return the paragraph at which the filling in failed; docxtpl gives each paragraph a line of its own."""
    number = getattr(fault, "lineno", 0) or 0
    trace = fault.__traceback__
    while trace is not None and not number:
        if trace.tb_frame.f_code.co_filename == "<template>":
            number = trace.tb_lineno
        trace = trace.tb_next
    found = lines[number - 1] if 0 < number <= len(lines) else ""
    return re.sub(r"<[^>]+>", "", found)[:_LONGEST]


def place_of(document: Any, name: str) -> str:
    """Return the paragraph that contains a field, in any part of the document."""
    texts = (text for part in parts(document) for text in _texts(part))
    return next((text for text in texts if name in text), "")[:_LONGEST]


def parts(document: Any) -> Iterator[Any]:
    """Yield the body, then headers and footers."""
    yield document.element
    for one in document.sections:
        for edge in (one.header, one.first_page_header, one.footer, one.first_page_footer):
            yield edge.part.element


def _texts(part: Any) -> Iterator[str]:
    return ("".join(node.text or "" for node in one.iter(TEXT)) for one in part.iter(PARAGRAPH))
