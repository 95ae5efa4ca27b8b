"""The data files for a list: title, day, whether they are the cell's own, and the result of a check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.domain.errors import DataFileWrong
from models.domain.language import Text
from models.domain.warnings import RuleWarning
from models.profiles.criteria import CriteriaTable
from models.profiles.files import SHIPPED, data_files
from models.profiles.lint import lint_agenda, lint_criteria, lint_rules, lint_script, lint_themes
from models.profiles.loading import Content, load_any
from models.profiles.practice import PracticeScript
from models.profiles.schema import AgendaTemplate, RuleProfile
from models.profiles.script import MeetingScript
from models.profiles.themes import ThemeCatalogue


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file in use; an invalid one has an ``error`` and no content."""

    id: str
    path: Path
    own: bool
    title: Text | None = None
    valid_from: date | None = None
    sample: bool = False
    remarks: tuple[RuleWarning, ...] = ()
    error: DataFileWrong | None = None


def list_data(home: Path | None) -> tuple[DataFile, ...]:
    """Return every data file in use, by id; including the invalid ones, so that they can be corrected."""
    return tuple(_described(path) for path in data_files(home))


def lint(content: Content) -> tuple[RuleWarning, ...]:
    """Return the faults of a profile, a template, a table, a catalogue of themes, a script or a file of practice."""
    if isinstance(content, RuleProfile):
        return lint_rules(content)
    if isinstance(content, AgendaTemplate):
        return lint_agenda(content)
    if isinstance(content, ThemeCatalogue):
        return lint_themes(content)
    if isinstance(content, MeetingScript):
        return lint_script(content)
    if isinstance(content, PracticeScript):
        return ()  # its faults are errors
    return lint_criteria(content)


def _described(path: Path) -> DataFile:
    own = path.parent != SHIPPED
    try:
        content = load_any(path)
    except DataFileWrong as error:
        return DataFile(path.stem, path, own, error=error)
    is_sample = isinstance(content, CriteriaTable) and content.sample
    return DataFile(path.stem, path, own, content.title, content.valid_from, is_sample, lint(content))
