"""Reads a TOML file key by key, so that each fault is reported in one sentence with file and key."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from models.domain.errors import DataFileWrong
from models.domain.language import N_, Text
from models.domain.text_file import read_text

E = TypeVar("E", bound=StrEnum)

LONGEST_NAME = 80
LARGEST_NUMBER = 100_000


def open_table(path: Path) -> TomlTable:
    """Return the whole file at ``path`` as a table; UTF-8 and UTF-16 are accepted.

    Raises :class:`DataFileWrong` when it cannot be read or is not TOML.
    """
    name = printable(path.name)
    try:
        return TomlTable(name, tomllib.loads(read_text(path), parse_float=_exact))
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise DataFileWrong(N_("{file} is not written in UTF-8; save it again in that encoding."), file=name) from error
    except (ValueError, RecursionError) as error:  # tomllib refuses some dates and numbers with a bare ValueError
        raise DataFileWrong(
            N_("{file} is not valid TOML: {reason}."), file=name, reason=printable(str(error))
        ) from error


def _exact(text: str) -> Decimal:
    """Return the exact value of a decimal number; raises ``ValueError`` for one out of bounds."""
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error


def unreadable(path: Path, error: OSError) -> DataFileWrong:
    """Return the error for a file that the operating system cannot read."""
    reason = error.strerror or type(error).__name__
    return DataFileWrong(N_("{file} cannot be read: {reason}."), file=printable(path.name), reason=reason)


class TomlTable:
    """One table of a data file. As a context manager it refuses keys that were not read.

    Every reader raises :class:`DataFileWrong` when the key is missing or has another type of value.
    """

    def __init__(self, file: str, values: Mapping[str, object], path: str = "") -> None:
        self._file = file
        self._values = values
        self._path = path
        self._asked: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        unknown = sorted(set(self._values) - self._asked)
        if kind is None and unknown:
            raise self.wrong(
                N_("In {file}, {key} is not known here; known are: {known}."),
                unknown[0],
                known=", ".join(sorted(self._asked)),
            )

    def wrong(self, template: str, key: str, **values: object) -> DataFileWrong:
        """Return the error for ``key``; its template may contain ``{file}`` and ``{key}``."""
        return DataFileWrong(template, file=self._file, key=self._name(key), **values)

    def retire(self, *keys: str) -> None:
        """Ignore keys of an older version that have no effect any more."""
        self._asked |= set(keys)

    def has(self, key: str) -> bool:
        """Return whether the optional ``key`` is present."""
        self._asked.add(key)
        return key in self._values

    def text(self, key: str) -> str:
        """Return a non-empty text, in NFC."""
        value = self.required(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(N_("In {file}, {key} must be a text that is not empty."), key)
        return unicodedata.normalize("NFC", value.strip())

    def both_languages(self, key: str) -> Text:
        """Return a text given as ``key.vi`` and ``key.en``."""
        with self.table(key) as texts:
            return Text(vi=texts.text("vi"), en=texts.text("en"))

    def integer(self, key: str, lowest: int = 0, highest: int = LARGEST_NUMBER) -> int:
        """Return a whole number within its bounds; ``true`` is not one."""
        value = self.required(key)
        if type(value) is not int or not lowest <= value <= highest:
            raise self.wrong(
                N_("In {file}, {key} must be a whole number from {lowest} to {highest}."),
                key,
                lowest=lowest,
                highest=highest,
            )
        return value

    def switch(self, key: str) -> bool:
        """Return ``true`` or ``false``."""
        value = self.required(key)
        if not isinstance(value, bool):
            raise self.wrong(N_("In {file}, {key} must be true or false."), key)
        return value

    def day(self, key: str) -> date:
        """Return a date without a time."""
        value = self.required(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(N_("In {file}, {key} must be a date such as 2025-08-30, without quotes."), key)
        return value

    def choice(self, key: str, among: type[E]) -> E:
        """Return one word of a closed list."""
        return self._word(key, self.required(key), among)

    def choices(self, key: str, among: type[E]) -> tuple[E, ...]:
        """Return several different words of a closed list, at least one."""
        found = self._list(key)
        words = tuple(self._word(key, value, among) for value in found)
        if not words or len(set(words)) < len(words):
            raise self.wrong(N_("In {file}, {key} must name at least one word, and none twice."), key)
        return words

    def table(self, key: str) -> TomlTable:
        """Return the table under ``key``."""
        return self._table(key, self.required(key))

    def tables(self, key: str, *, may_be_empty: bool = False) -> tuple[TomlTable, ...]:
        """Return the list of tables under ``key``, at least one unless it may be empty."""
        found = self._list(key)
        if not found and not may_be_empty:
            raise self.wrong(N_("In {file}, {key} must hold at least one entry."), key)
        return tuple(self._table(f"{key}[{place}]", value) for place, value in enumerate(found, start=1))

    def required(self, key: str) -> object:
        """Return the value of ``key``, of any type."""
        if not self.has(key):
            raise self.wrong(N_("In {file}, {key} is missing."), key)
        return self._values[key]

    def _list(self, key: str) -> list[object]:
        value = self.required(key)
        if not isinstance(value, list):
            raise self.wrong(N_("In {file}, {key} must be a list."), key)
        return value

    def _table(self, key: str, value: object) -> TomlTable:
        if not isinstance(value, dict):
            raise self.wrong(N_("In {file}, {key} must be a table."), key)
        return TomlTable(self._file, value, self._name(key))

    def _word(self, key: str, value: object, among: type[E]) -> E:
        words = [word.value for word in among]
        if value not in words:
            raise self.wrong(N_("In {file}, {key} must be one of: {words}."), key, words=", ".join(words))
        return among(value)

    def _name(self, key: str) -> str:
        return printable(f"{self._path}.{key}" if self._path else key)


def printable(text: str) -> str:
    """Return a name from a file for one line of a sentence: no control characters, limited length."""
    shown = "".join(character if character.isprintable() else "·" for character in text)
    return shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + "…"
