"""Reading a criteria table from its data file."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.domain.language import N_, Text
from models.domain.points import Points
from models.domain.scoring import Condition, Evidence
from models.domain.vocabulary import CellKind, SheetKind
from models.domain.year_scoring import YearEvidence
from models.profiles.criteria import Band, BandUnit, Bound, CriteriaHeading, CriteriaTable, Criterion, Part, Scale
from models.profiles.read_agenda import new_key
from models.profiles.read_rules import CLASSIFICATION, QUALITY
from models.profiles.schema import Certainty
from models.profiles.toml_table import TomlTable
from models.profiles.typed_values import half_step, name_among, names_among, points

_NOT_BESIDE = N_("In {file}, {key} cannot stand beside “{other}”; keep one of them.")


@dataclass(frozen=True, slots=True)
class _File:
    """Settings for all lines of a file, and the keys used so far."""

    sheet: SheetKind
    citation: Text
    halves: bool
    taken: set[str] = field(default_factory=set)


def read_criteria(file: TomlTable) -> CriteriaTable:
    """Return the table in ``file``; raises :class:`models.domain.errors.DataFileWrong`."""
    with file:
        sheet = file.choice("sheet", SheetKind) if file.has("sheet") else SheetKind.MEETING_QUALITY
        scale = file.choice("scale", Scale) if file.has("scale") else Scale.POINTS
        whole = _File(sheet, file.both_languages("citation"), _halves(file, scale))
        headings = tuple(_heading(heading, whole) for heading in file.tables("headings"))
        return CriteriaTable(
            id=file.text("id"),
            version=file.integer("version", lowest=1),
            valid_from=file.day("valid_from"),
            title=file.both_languages("title"),
            total=file.integer("total", lowest=1),
            citation=whole.citation,
            certainty=file.choice("certainty", Certainty),
            headings=headings,
            sheet=sheet,
            of=file.choices("of", CellKind) if file.has("of") else (),
            sample=_switch(file, "sample"),
            by_choice=_switch(file, "by_choice"),
            scale=scale,
            halves=whole.halves,
            conditions=tuple(_condition(one, whole, headings) for one in _optional(file, "conditions")),
        )


def _optional(table: TomlTable, key: str) -> tuple[TomlTable, ...]:
    return table.tables(key) if table.has(key) else ()


def _condition(table: TomlTable, whole: _File, headings: tuple[CriteriaHeading, ...]) -> Condition:
    """Return a condition of a grade; a heading named in ``full`` means all its lines."""
    grades = QUALITY if whole.sheet is SheetKind.MEETING_QUALITY else CLASSIFICATION
    lines = {line.key: (line.key,) for heading in headings for line in heading.criteria}
    named = lines | {heading.key: tuple(line.key for line in heading.criteria) for heading in headings}
    with table:
        full = [key for name in names_among(table, "full", tuple(named)) for key in named[name]]
        return Condition(
            name_among(table, "grade", grades), tuple(dict.fromkeys(full)), name_among(table, "otherwise", grades)
        )


def _halves(file: TomlTable, scale: Scale) -> bool:
    """Return whether half points can be given: the step is 1 unless the file says 0.5."""
    halves = half_step(file, "step") if file.has("step") else False
    if halves and scale is Scale.MET:
        raise file.wrong(_NOT_BESIDE, "step", other="scale")
    return halves


def _switch(table: TomlTable, key: str) -> bool:
    return table.switch(key) if table.has(key) else False


def _heading(table: TomlTable, whole: _File) -> CriteriaHeading:
    with table:
        return CriteriaHeading(
            key=new_key(table, whole.taken),
            title=table.both_languages("title"),
            points=points(table, "points", halves=whole.halves),
            criteria=tuple(_criterion(criterion, whole) for criterion in table.tables("criteria")),
        )


def _criterion(table: TomlTable, whole: _File) -> Criterion:
    of_meeting = whole.sheet is SheetKind.MEETING_QUALITY
    with table:
        banded = table.has("bands")
        return Criterion(
            key=new_key(table, whole.taken),
            title=table.both_languages("title"),
            points=points(table, "points", halves=whole.halves),
            evidence=table.choice("evidence", Evidence) if of_meeting else table.choice("evidence", YearEvidence),
            only_with_theme=_switch(table, "only_with_theme"),
            citation=table.both_languages("citation") if table.has("citation") else whole.citation,
            unit=table.choice("unit", BandUnit) if banded else None,
            bands=tuple(_band(band, whole) for band in table.tables("bands")) if banded else (),
            without_theme=_points(table, "points_without_theme", whole),
            if_unexcused=_points(table, "points_if_unexcused", whole),
        )


def _points(table: TomlTable, key: str, whole: _File) -> Points | None:
    return points(table, key, halves=whole.halves) if table.has(key) else None


def _band(table: TomlTable, whole: _File) -> Band:
    with table:
        lower, lower_included = _bound(table, including="from", excluding="above")
        upper, upper_included = _bound(table, including="to", excluding="below")
        return Band(points(table, "points", halves=whole.halves), lower, lower_included, upper, upper_included)


def _bound(table: TomlTable, including: str, excluding: str) -> tuple[Bound | None, bool]:
    given = [key for key in (including, excluding) if table.has(key)]
    if len(given) == 2:
        raise table.wrong(_NOT_BESIDE, including, other=excluding)
    if not given:
        return None, False
    part = isinstance(table.required(given[0]), str)
    return table.choice(given[0], Part) if part else table.integer(given[0]), given[0] == including
