"""Reading an agenda template from its data file."""

from __future__ import annotations

from models.domain.item_kinds import ItemKind, Presenter
from models.domain.language import N_
from models.domain.vocabulary import MeetingKind
from models.profiles.schema import AgendaTemplate, Certainty, TemplateItem
from models.profiles.toml_table import TomlTable

MINUTES_OF_A_DAY = 24 * 60


def read_agenda(file: TomlTable) -> AgendaTemplate:
    """Return the template in ``file``; raises :class:`models.domain.errors.DataFileWrong`."""
    with file:
        return AgendaTemplate(
            id=file.text("id"),
            version=file.integer("version", lowest=1),
            valid_from=file.day("valid_from"),
            title=file.both_languages("title"),
            kind=file.choice("kind", MeetingKind),
            minutes=file.integer("minutes", lowest=1, highest=MINUTES_OF_A_DAY),
            citation=file.both_languages("citation"),
            certainty=file.choice("certainty", Certainty),
            items=_items(file, "items", taken=set()),
        )


def _items(table: TomlTable, key: str, taken: set[str]) -> tuple[TemplateItem, ...]:
    return tuple(_item(item, taken) for item in table.tables(key))


def _item(table: TomlTable, taken: set[str]) -> TemplateItem:
    with table:
        return TemplateItem(
            key=new_key(table, taken),
            title=table.both_languages("title"),
            minutes=table.integer("minutes", highest=MINUTES_OF_A_DAY),
            presenter=table.choice("presenter", Presenter),
            kind=table.choice("kind", ItemKind),
            children=_items(table, "children", taken) if table.has("children") else (),
        )


def new_key(table: TomlTable, taken: set[str]) -> str:
    """Return the ``key`` of an entry, which must be unique in the file."""
    key = table.text("key")
    if key in taken:
        raise table.wrong(N_("In {file}, {key} is used twice; every entry needs a key of its own."), "key")
    taken.add(key)
    return key
