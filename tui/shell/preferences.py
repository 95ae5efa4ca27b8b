"""Preferences of a user on this machine: theme and keys, in ``HOME/screen.toml``.

    theme = "light"
    [keys]
    "speech.next" = "f12, N"

The file is neither journalled nor synced. Users edit it; the program writes only the line of the theme.
"""

from __future__ import annotations

import errno
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.keys import _character_to_key

from models.domain.errors import DataFileWrong
from models.domain.language import N_, _
from models.domain.text_file import read_text
from tui.shell.themes import NAMES
from tui.widgets.key import Key

FILE = "screen.toml"
OLD_DEFAULTS = {"roll.unexcused": "u", "speech.back": "z"}
"""Former default keys. A file that still names one gets the new default."""

RETIRED = frozenset({"records.search"})
"""Ids of keys that exist no more; a file that still names one loads without a word."""
_THEME_LINE = re.compile(r"^theme\s*=.*$", re.MULTILINE)
_GIVING_WAY = re.compile(r"\.(zoom|next_pane|pane_\d)$")
_BARE_KEY = re.compile(r"(?:(?:ctrl|shift|alt)\+)*(?:[a-z0-9_]+|.)")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The theme by its short name, the keymap (id → keys as Textual names them), and the errors of the file."""

    theme: str = "dark"
    keymap: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def load_preferences(home: Path, tables: Iterable[tuple[Key, ...]]) -> Preferences:
    """Return the preferences of the file and ``CHIBO_THEME``; wrong entries are left out and reported."""
    problems: list[str] = []
    try:
        wanted = _read(home / FILE)
    except DataFileWrong as wrong:
        wanted, problems = {}, [str(wrong)]
    theme = os.environ.get("CHIBO_THEME") or wanted.get("theme", "dark")
    if not isinstance(theme, str) or theme not in NAMES:
        known = ", ".join(NAMES)
        problems.append(_("There is no theme “{name}”; there are: {known}.").format(name=theme, known=known))
        theme = "dark"
    keymap = _keymap(wanted.get("keys", {}), list(tables), problems)
    return Preferences(theme, keymap, tuple(problems))


def save_theme(home: Path, theme: str) -> None:
    """Save the theme; the rest of the file stays. Raises :class:`OSError`."""
    path = home / FILE
    try:
        text = read_text(path) if path.is_file() else ""
    except ValueError:  # not UTF-8: it is not changed
        raise OSError(errno.EILSEQ, _("{file} is not written in UTF-8").format(file=FILE), path) from None
    line = f'theme = "{theme}"'
    text = _THEME_LINE.sub(line, text, count=1) if _THEME_LINE.search(text) else f"{line}\n{text}"
    temporary = path.with_suffix(".new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(path))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as fault:  # ValueError: not Unicode, or not TOML
        detail = str(fault).partition("\n")[0]
        raise DataFileWrong(
            N_("{path} cannot be read ({detail}); keys and colours are the program's own."), path=path, detail=detail
        ) from None


def _keymap(wanted: Any, tables: list[tuple[Key, ...]], problems: list[str]) -> dict[str, str]:
    known = {key.id for table in tables for key in table}
    found: dict[str, str] = {}
    for name, keys in wanted.items() if isinstance(wanted, dict) else ():
        if name in RETIRED:
            continue
        if name not in known:
            problems.append(
                _("{file}: there is no key “{name}”; “chibo keys” lists them all.").format(file=FILE, name=name)
            )
        elif not isinstance(keys, str) or not (read := _read_keys(keys)):
            problems.append(_("{file}: “{keys}” is no key for {name}.").format(file=FILE, keys=keys, name=name))
        elif OLD_DEFAULTS.get(name) != read:
            found[name] = read
    for table in tables:
        _drop_clashes(table, found, problems)
    return found


def _read_keys(text: str) -> str:
    """Return keys as Textual names them, separated by commas; empty when one is invalid."""
    names = [_character_to_key(word) if len(word) == 1 else word for word in re.split(r"[,\s]+", text.strip()) if word]
    return ",".join(names) if names and all(_BARE_KEY.fullmatch(name) for name in names) else ""


def _drop_clashes(table: tuple[Key, ...], found: dict[str, str], problems: list[str]) -> None:
    """Leave out a remapping that takes the key of another action on the same screen.

    An action with several default keys loses only the one that is taken, and the keys of panes give way, so that a file
    stays valid when new defaults are added.
    """
    for key in table:
        if key.id not in found:
            continue
        mine = set(found[key.id].split(","))
        for one in table:
            rest = [name for name in one.keys.split(",") if name not in mine]
            if one is not key and one.id not in found and rest and len(rest) < len(one.keys.split(",")):
                found[one.id] = ",".join(rest)
        rivals = (one for one in table if one is not key and not _GIVING_WAY.search(one.id))
        other = next((one for one in rivals if mine & _keys_of(one, found)), None)
        if other is not None:
            problems.append(
                _("{file}: {keys} for {name} is taken by {other}; it stays as it was.").format(
                    file=FILE, keys=found.pop(key.id), name=key.id, other=other.id
                )
            )


def _keys_of(key: Key, found: Mapping[str, str]) -> set[str]:
    return set(found.get(key.id, key.keys).split(","))
