"""Reading a criteria table from its data file."""

from __future__ import annotations

from models.domain.language import N_
from models.domain.scoring import Evidence
from models.profiles.criteria import Band, CriteriaTable, Criterion, Heading, Unit
from models.profiles.read_agenda import new_key
from models.profiles.schema import Certainty
from models.profiles.toml_table import Table


def read_criteria(file: Table) -> CriteriaTable:
    """Return the table in ``file``; raises :class:`models.domain.errors.DataFileWrong`."""
    taken: set[str] = set()
    with file:
        return CriteriaTable(
            id=file.text("id"),
            version=file.integer("version", lowest=1),
            valid_from=file.day("valid_from"),
            title=file.both_languages("title"),
            total=file.integer("total", lowest=1),
            citation=file.both_languages("citation"),
            certainty=file.choice("certainty", Certainty),
            headings=tuple(_heading(heading, taken) for heading in file.tables("headings")),
        )


def _heading(table: Table, taken: set[str]) -> Heading:
    with table:
        return Heading(
            key=new_key(table, taken),
            title=table.both_languages("title"),
            points=table.integer("points"),
            criteria=tuple(_criterion(criterion, taken) for criterion in table.tables("criteria")),
        )


def _criterion(table: Table, taken: set[str]) -> Criterion:
    with table:
        banded = table.has("bands")
        return Criterion(
            key=new_key(table, taken),
            title=table.both_languages("title"),
            points=table.integer("points"),
            evidence=table.choice("evidence", Evidence),
            only_with_theme=table.switch("only_with_theme") if table.has("only_with_theme") else False,
            citation=table.both_languages("citation"),
            unit=table.choice("unit", Unit) if banded else None,
            bands=tuple(_band(band) for band in table.tables("bands")) if banded else (),
        )


def _band(table: Table) -> Band:
    with table:
        lower, lower_included = _bound(table, including="from", excluding="above")
        upper, upper_included = _bound(table, including="to", excluding="below")
        return Band(table.integer("points"), lower, lower_included, upper, upper_included)


def _bound(table: Table, including: str, excluding: str) -> tuple[int | None, bool]:
    given = [key for key in (including, excluding) if table.has(key)]
    if len(given) == 2:
        raise table.wrong(
            N_("In {file}, {key} cannot stand beside “{other}”; keep one of them."), including, other=excluding
        )
    return (table.integer(given[0]), given[0] == including) if given else (None, False)
