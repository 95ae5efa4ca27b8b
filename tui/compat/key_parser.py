"""Splits the terminal's input into complete keys before Textual parses it.

It corrects three cases:

- Esc and a letter in one read are two keys, typed quickly or sent by an input method that closed its window. Textual
  reads them as Alt+letter, some even as “¡” or “^”. Alt+letter is not used by this program, and terminals send it in
  the same way, so the two cannot be distinguished.
- An unknown escape sequence is dropped. Textual passes it on as letters, into the focused field.
- Escape sequences within a paste are text. Textual parses them, so that letters are lost or handled as keys.

Measured against Textual 8.2.8. Upstream: https://github.com/Textualize/textual/pull/570 made letters of unknown
sequences on purpose; none found for Esc and a letter in one read, nor for sequences within a paste.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from textual import constants, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._time import get_time
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

ESC = "\x1b"
INCOMPLETE_SECONDS = 1.0
"""How long the rest of a sequence may take on a slow line; then the sequence is dropped."""

MAX_CHARACTERS = 64
"""The longest escape sequence, in characters."""

_WHOLE = re.compile(r"\x1b\[(?:M...|\[.|(?!M)[0-?]*[ -/]*[@-Z\\^-~])", re.DOTALL)
"""An old mouse report, a key of the Linux console, or a control sequence: parameters, intermediates, a letter."""

_BEGUN = re.compile(r"\x1b(?:O|\[(?:M.{0,2}|\[|[0-?]*[ -/]*))", re.DOTALL)

_KNOWN = frozenset(
    known
    for known in ANSI_SEQUENCES_KEYS
    if known.startswith(f"{ESC}[") or re.fullmatch(f"{ESC}(?:O[A-Z]|[\t\x7f])", known)
)
"""The known sequences, except Esc (or Esc O) with a small letter: these are Esc followed by a word."""


class WholeKeyParser(XTermParser):
    """Textual's parser, fed with whole keys and sequences only. Pastes are handled here."""

    _held = ""
    """The beginning of a sequence, or Esc alone."""

    _since = 0.0
    _pasted: list[str] | None = None
    """The paste so far, while one arrives."""

    def feed(self, data: str) -> Iterable[Message]:
        """Return the events of some characters; no characters mean the end of input."""
        if not data:
            yield from super().feed(data)
        for sign in data:
            yield from self._take(sign) if self._pasted is None else self._into_paste(sign)

    def tick(self) -> Iterable[Message]:
        """Return Esc when nothing followed it for :data:`constants.ESCAPE_DELAY`."""
        waited = get_time() - self._since
        if len(self._held) > len(f"{ESC}["):
            if waited >= INCOMPLETE_SECONDS:
                self._held = ""
        elif self._held and waited >= constants.ESCAPE_DELAY:
            yield from self._as_keys()
        yield from super().tick()

    def _take(self, sign: str) -> Iterator[Message]:
        sequence = self._held + sign
        if sign == ESC:
            yield from self._as_keys()
            self._held, self._since = ESC, get_time()
        elif not self._held:
            yield from super().feed(sign)
        elif sequence == BRACKETED_PASTE_START:
            self._held, self._pasted = "", []
        elif sequence in _KNOWN or _WHOLE.fullmatch(sequence):
            self._held = ""
            yield from self._of_sequence(sequence)
        elif len(sequence) < MAX_CHARACTERS and _BEGUN.fullmatch(sequence):
            self._held = sequence
        else:
            yield from self._as_keys()
            yield from super().feed(sign)

    def _into_paste(self, sign: str) -> Iterator[Message]:
        pasted = self._pasted or []
        pasted.append(sign)
        self._pasted = pasted
        if sign == "~" and "".join(pasted[-len(BRACKETED_PASTE_END) :]) == BRACKETED_PASTE_END:
            self._pasted = None
            yield events.Paste("".join(pasted[: -len(BRACKETED_PASTE_END)]))

    def _of_sequence(self, sequence: str) -> Iterator[Message]:
        """Return Textual's events for a whole sequence; none for an unknown one."""
        yield from super().feed(sequence)
        if self._awaiting.timeout is not None:
            self._gen = self.parse(self._tokens.append)
            self._awaiting = next(self._gen)
            self._timeout_time = None

    def _as_keys(self) -> Iterator[Message]:
        """Return the held characters as Esc and letters."""
        held, self._held = self._held, ""
        if held:
            yield events.Key("escape", ESC)
        if held[1:]:
            yield from super().feed(held[1:])


def install_key_parser() -> None:
    """Replace the parser of Textual's drivers by :class:`WholeKeyParser`; they offer no setting for it."""
    if sys.platform == "win32":
        from textual.drivers import win32 as driver
    else:
        from textual.drivers import linux_driver as driver
    vars(driver)["XTermParser"] = WholeKeyParser
