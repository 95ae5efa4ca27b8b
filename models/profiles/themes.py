"""The catalogue of themes for thematic meetings, from which a cell chooses for its year plan; a data file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.domain.errors import UnknownRecord
from models.domain.language import N_, Text
from models.domain.vocabulary import CellKind
from models.profiles.schema import Certainty
from models.profiles.toml_table import TomlTable


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the catalogue; ``of`` are the types of cell it is for; empty: all of them."""

    key: str
    title: Text
    citation: Text
    certainty: Certainty
    of: tuple[CellKind, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeCatalogue:
    """The themes of the catalogue, in order."""

    id: str
    version: int
    valid_from: date
    title: Text
    citation: Text
    certainty: Certainty
    themes: tuple[Theme, ...]

    def theme(self, key: str) -> Theme:
        """Return a theme by its key. Raises :class:`UnknownRecord` for an unknown key."""
        if found := next((one for one in self.themes if one.key == key), None):
            return found
        known = ", ".join(one.key for one in self.themes)
        raise UnknownRecord(N_("There is no theme “{key}” in the catalogue; there are: {known}."), key=key, known=known)


def read_themes(file: TomlTable) -> ThemeCatalogue:
    """Return the catalogue in ``file``; raises :class:`models.domain.errors.DataFileWrong`."""
    with file:
        themes = tuple(_theme(table) for table in file.tables("themes"))
        keys = [one.key for one in themes]
        if twice := next((key for place, key in enumerate(keys) if key in keys[:place]), None):
            raise file.wrong(
                N_("In {file}, {key} has “{name}” twice; each has a key of its own."), "themes", name=twice
            )
        return ThemeCatalogue(
            id=file.text("id"),
            version=file.integer("version", lowest=1),
            valid_from=file.day("valid_from"),
            title=file.both_languages("title"),
            citation=file.both_languages("citation"),
            certainty=file.choice("certainty", Certainty),
            themes=themes,
        )


def _theme(table: TomlTable) -> Theme:
    with table:
        return Theme(
            key=table.text("key"),
            title=table.both_languages("title"),
            citation=table.both_languages("citation"),
            certainty=table.choice("certainty", Certainty),
            of=table.choices("of", CellKind) if table.has("of") else (),
        )
