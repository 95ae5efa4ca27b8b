"""Loading the data files (rules, agendas, criteria, themes, script): the cell's own before the shipped ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.domain.vocabulary import CellKind, MeetingKind, SheetKind
from models.profiles.criteria import CriteriaTable
from models.profiles.files import AGENDA, CRITERIA, PRACTICE, RULES, SCRIPT, SHIPPED, THEMES, data_file, data_files
from models.profiles.practice import PracticeScript, read_practice
from models.profiles.read_agenda import read_agenda
from models.profiles.read_criteria import read_criteria
from models.profiles.read_rules import read_rules
from models.profiles.schema import AgendaTemplate, RuleProfile
from models.profiles.script import MeetingScript, read_script
from models.profiles.themes import ThemeCatalogue, read_themes
from models.profiles.toml_table import TomlTable, open_table, unreadable

Content = RuleProfile | AgendaTemplate | CriteriaTable | ThemeCatalogue | MeetingScript | PracticeScript
C = TypeVar("C", bound=Content)

Stamp = tuple[int, int]


def load_profile(home: Path | None, on: date, name: str | None = None) -> RuleProfile:
    """Return the profile ``name``; without a name the newest one in force on the day ``on``.

    A cell's own profile in force takes precedence over a newer shipped one: a cell's changes stay in force, and ``chibo
    profile check`` reports the newer one. A day before every profile gets the oldest: a wrong clock must not stop a
    meeting. Raises :class:`DataFileWrong` for an invalid file, ``UnknownRecord`` for an unknown name.
    """
    if name is not None:
        path = data_file(home, RULES, name)
        return _rules(path, _stamp(path))
    return newest([(path.parent != SHIPPED, _rules(path, _stamp(path))) for path in data_files(home, RULES)], on)


Owned = tuple[bool, RuleProfile]
"""A profile, and whether it is the cell's own."""


def newest(profiles: list[Owned], on: date) -> RuleProfile:
    """Return the newest profile in force on a day, the cell's own before the shipped ones; else the oldest of all."""
    listed = sorted(profiles, key=lambda one: (one[1].valid_from, one[1].version, one[1].id))
    in_force = sorted((one for one in listed if one[1].valid_from <= on), key=lambda one: one[0])
    return in_force[-1][1] if in_force else listed[0][1]


def readable_profiles(home: Path | None) -> list[Owned]:
    """Return the valid profiles; for an invalid one of the cell's, the shipped one of its name."""
    found: list[Owned] = []
    for path in data_files(home, RULES):
        for one in (path, SHIPPED / path.name):
            try:
                found.append((one.parent != SHIPPED, _rules(one, _stamp(one))))
            except DataFileWrong:
                continue
            break
    return found


def load_template(home: Path | None, kind: MeetingKind) -> AgendaTemplate:
    """Return the agenda template for a kind of meeting; raises :class:`DataFileWrong`."""
    path = data_file(home, AGENDA, AGENDA + kind.value.replace("_", "-"))
    template = _agenda(path, _stamp(path))
    if template.kind is not kind:
        raise DataFileWrong(
            N_("In {file}, {key} must be “{kind}”, as the name of the file says."),
            file=path.name,
            key="kind",
            kind=kind.value,
        )
    return template


def load_criteria(home: Path | None, name: str = "criteria-meeting-quality") -> CriteriaTable:
    """Return a criteria table; raises :class:`DataFileWrong`, or ``UnknownRecord`` for an unknown name."""
    path = data_file(home, CRITERIA, name)
    return _criteria(path, _stamp(path))


def criteria_in_force(home: Path | None, sheet: SheetKind, on: date, kind: CellKind | None) -> CriteriaTable | None:
    """Return the table in force for a kind of sheet and a type of cell on a day, ignoring the cell's choice.

    The newest one in force, those for the type of cell before those for all; before every one of them the oldest.
    ``None`` if none fits, for example for a cell of unknown type. An invalid file is ignored; its
    :class:`DataFileWrong` is raised if no other fits, because it may be the missing one.
    """
    readable, wrong = _every_criteria(home)
    offered = [one for one in readable if one.sheet is sheet and not one.by_choice and (not one.of or kind in one.of)]
    if not offered and wrong:
        raise wrong[0]
    offered.sort(key=lambda one: (bool(one.of), one.valid_from, one.version, one.id))
    in_force = [one for one in offered if one.valid_from <= on]
    return in_force[-1] if in_force else next(iter(offered), None)


def _every_criteria(home: Path | None) -> tuple[list[CriteriaTable], list[DataFileWrong]]:
    """Return every valid table, by id, and the errors of the others."""
    readable: list[CriteriaTable] = []
    wrong: list[DataFileWrong] = []
    for path in data_files(home, CRITERIA):
        try:
            readable.append(_criteria(path, _stamp(path)))
        except DataFileWrong as error:
            wrong.append(error)
    return readable, wrong


def load_themes(home: Path | None, name: str = "themes-catalogue") -> ThemeCatalogue:
    """Return the catalogue of themes; raises :class:`DataFileWrong`, or ``UnknownRecord`` for an unknown name."""
    path = data_file(home, THEMES, name)
    return _themes(path, _stamp(path))


def load_script(home: Path | None, name: str = "script-meetings") -> MeetingScript:
    """Return the chair's script; raises :class:`DataFileWrong`, or ``UnknownRecord`` for a name no file has."""
    path = data_file(home, SCRIPT, name)
    return _script(path, _stamp(path))


def load_practice(home: Path | None, name: str = "practice-meetings") -> PracticeScript:
    """Return the events of practice meetings; raises :class:`DataFileWrong`, or ``UnknownRecord`` for an unknown
    name.
    """
    path = data_file(home, PRACTICE, name)
    return _practice(path, _stamp(path))


def load_any(path: Path) -> Content:
    """Return the content of the file at ``path``, whose kind is in its name; raises :class:`DataFileWrong`."""
    for prefix, load in _LOADERS.items():
        if path.stem.startswith(prefix):
            return load(path, _stamp(path))
    raise DataFileWrong(
        N_("The name of {file} must begin with one of: {prefixes}."), file=path.name, prefixes=", ".join(_LOADERS)
    )


@lru_cache(maxsize=16)
def _rules(path: Path, _version: Stamp) -> RuleProfile:
    own = path.parent != SHIPPED
    return _read(path, lambda file: read_rules(file, _shipped_rules if own else None))


def _shipped_rules(on: date) -> RuleProfile:
    return load_profile(None, on)


@lru_cache(maxsize=16)
def _agenda(path: Path, _version: Stamp) -> AgendaTemplate:
    return _read(path, read_agenda)


@lru_cache(maxsize=64)
def _criteria(path: Path, _version: Stamp) -> CriteriaTable:
    return _read(path, read_criteria)


@lru_cache(maxsize=4)
def _themes(path: Path, _version: Stamp) -> ThemeCatalogue:
    return _read(path, read_themes)


@lru_cache(maxsize=4)
def _script(path: Path, _version: Stamp) -> MeetingScript:
    return _read(path, read_script)


@lru_cache(maxsize=4)
def _practice(path: Path, _version: Stamp) -> PracticeScript:
    return _read(path, read_practice)


_LOADERS: dict[str, Callable[[Path, Stamp], Content]] = {
    RULES: _rules,
    AGENDA: _agenda,
    CRITERIA: _criteria,
    THEMES: _themes,
    SCRIPT: _script,
    PRACTICE: _practice,
}


def _stamp(path: Path) -> Stamp:
    """Return a value that changes with the file, so that an edited file is read again."""
    try:
        status = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return (status.st_mtime_ns, status.st_size)


def _read(path: Path, read: Callable[[TomlTable], C]) -> C:
    content = read(open_table(path))
    if content.id != path.stem:
        raise DataFileWrong(
            N_("In {file}, {key} must be “{id}”, the name of the file."), file=path.name, key="id", id=path.stem
        )
    return content
