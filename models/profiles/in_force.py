"""The data files in use when one of the cell's own is invalid: the shipped one of its name, else the others.

An invalid file never stops a meeting: it is ignored, and :func:`problems` reports it with line and reason on the
screen, on the command line, and, where rules are applied, as a warning of the act. Code that reads a single file
(``chibo profile``) uses :mod:`models.profiles.loading`, which refuses it.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from models.domain.errors import DataFileWrong, UnknownRecord
from models.domain.language import N_, _
from models.domain.vocabulary import CellKind, MeetingKind, SheetKind
from models.profiles import loading
from models.profiles.criteria import CriteriaTable
from models.profiles.files import RULES, SHIPPED, data_files, own_folder
from models.profiles.practice import PracticeScript
from models.profiles.schema import AgendaTemplate, RuleProfile
from models.profiles.script import MeetingScript
from models.profiles.themes import ThemeCatalogue


def load_profile(home: Path | None, on: date, name: str | None = None) -> RuleProfile:
    """Return the profile ``name``, else the newest one in force on a day, among the valid ones.

    Raises ``UnknownRecord`` for an unknown name, :class:`DataFileWrong` only if the shipped ones are invalid.
    """
    try:
        return loading.load_profile(home, on, name)
    except DataFileWrong:
        if home is None:
            raise
    if name is not None:
        try:
            return loading.load_profile(None, on, name)
        except UnknownRecord:
            pass  # an invalid profile that is not shipped: the others are used
    return loading.newest(loading.readable_profiles(home), on)


def load_template(home: Path | None, kind: MeetingKind) -> AgendaTemplate:
    """Return the agenda template for a kind of meeting, the shipped one if the cell's own is invalid."""
    try:
        return loading.load_template(home, kind)
    except DataFileWrong:
        return loading.load_template(None, kind)


def load_criteria(home: Path | None, name: str = "criteria-meeting-quality") -> CriteriaTable:
    """Return a criteria table, the shipped one if the cell's own is invalid.

    Raises ``UnknownRecord`` if no valid file has the name.
    """
    try:
        return loading.load_criteria(home, name)
    except DataFileWrong:
        return loading.load_criteria(None, name)


def criteria_in_force(home: Path | None, sheet: SheetKind, on: date, kind: CellKind | None) -> CriteriaTable | None:
    """Return the table in force for a kind of sheet and a type of cell on a day; see :mod:`loading`."""
    try:
        return loading.criteria_in_force(home, sheet, on, kind)
    except DataFileWrong:
        return loading.criteria_in_force(None, sheet, on, kind)


def load_themes(home: Path | None, name: str = "themes-catalogue") -> ThemeCatalogue:
    """Return the catalogue of themes, the shipped one if the cell's own is invalid."""
    try:
        return loading.load_themes(home, name)
    except DataFileWrong:
        return loading.load_themes(None, name)


def load_script(home: Path | None) -> MeetingScript:
    """Return the chair's script, the shipped one where the cell's own is wrong."""
    try:
        return loading.load_script(home)
    except DataFileWrong:
        return loading.load_script(None)


def load_practice(home: Path | None) -> PracticeScript:
    """Return the events of practice meetings, the shipped ones if the cell's own are invalid."""
    try:
        return loading.load_practice(home)
    except DataFileWrong:
        return loading.load_practice(None)


def problems(home: Path | None, prefix: str = "") -> tuple[str, ...]:
    """Return the faults of the cell's own files, each in a sentence with file, line, reason and consequence.

    With several, a first sentence lists all names: a line of a screen has no room for every sentence.
    """
    wrong = _wrong(home, prefix)
    named = _("{count} data files are wrong: {files}.").format(
        count=len(wrong), files=", ".join(path.name for path, _error in wrong)
    )
    return (*((named,) if len(wrong) > 1 else ()), *(_sentence(path, error) for path, error in wrong))


def wrong_rules(home: Path | None) -> tuple[str, ...]:
    """Return the sentences about the cell's own rule profiles alone."""
    return problems(home, RULES)


def _wrong(home: Path | None, prefix: str) -> list[tuple[Path, DataFileWrong]]:
    found: list[tuple[Path, DataFileWrong]] = []
    if home is None or not own_folder(home).is_dir():
        return found
    for path in data_files(home, prefix):
        if path.parent == SHIPPED:
            continue
        try:
            loading.load_any(path)
        except DataFileWrong as error:
            found.append((path, error))
    return found


def _sentence(path: Path, error: DataFileWrong) -> str:
    line = _line(path, error)
    where = _("{error} (line {line})").format(error=str(error).rstrip("."), line=line) if line else str(error)
    instead = N_("{where}: it does not count, and the shipped {file} is used.")
    if not (SHIPPED / path.name).is_file():
        instead = N_("{where}: it does not count, and the other files are used.")
    return _(instead).format(where=where.rstrip("."), file=path.name)


def _line(path: Path, error: DataFileWrong) -> int | None:
    """Return the line of an error in a file, if it can be found."""
    if "line " in str(error.values.get("reason", "")):
        return None  # the message of the TOML parser contains it already
    names = str(error.values.get("key", "")).replace("]", "").replace("[", ".").split(".")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return None
    return _line_of(lines, [name for name in names if name and not name.isdecimal()])


def _line_of(lines: list[str], names: list[str]) -> int | None:
    """Return the line of a key, or of the table in which it is missing."""
    for length in range(len(names), 0, -1):
        header = re.compile(rf"\s*\[+\s*{re.escape('.'.join(names[:length]))}\s*\]")
        at = next((place for place, line in enumerate(lines) if header.match(line)), None)
        if at is None and length > 1:
            continue
        rest = names[length:] or names[-1:]
        key = re.compile(rf"\s*{re.escape('.'.join(rest))}\s*[=.]")
        following = range(at or 0, len(lines))
        inside = next((place for place in following if key.match(lines[place])), None)
        found = inside if inside is not None else at
        return None if found is None else found + 1
    return None
