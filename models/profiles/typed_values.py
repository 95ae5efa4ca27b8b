"""Reads typed values from a table of a data file: rules with their citation, legal documents, points."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from models.domain.language import N_, Text
from models.domain.points import Points
from models.profiles.legal_documents import LegalDocument, legal_documents
from models.profiles.schema import Certainty, Rule
from models.profiles.toml_table import LARGEST_NUMBER, TomlTable

T = TypeVar("T")


def rule(table: TomlTable, key: str, read: Callable[[TomlTable], T]) -> Rule[T]:
    """Return the rule under ``key``: a value that ``read`` takes from its table, citation and certainty.

    The citation is in words (``citation``), or the number of a known ``document`` with a ``place`` in it.
    """
    with table.table(key) as part:
        value, certainty = read(part), part.choice("certainty", Certainty)
        looked_up = part.day("looked_up") if part.has("looked_up") else None
        if not part.has("document"):
            citation = part.both_languages("citation")
            return Rule(value, citation, certainty, citation, looked_up=looked_up)
        cited = document(part, "document")
        place = part.both_languages("place") if part.has("place") else Text(vi="", en="")
        return Rule(
            value,
            _with_place(cited.short, place),
            certainty,
            _with_place(cited.title, place),
            cited.number,
            looked_up or cited.looked_up,
        )


def rule_or(table: TomlTable, key: str, read: Callable[[TomlTable], T], base: object | None) -> Rule[T]:
    """Return the rule under ``key``; that of the ``base`` section where the file is older than the rule."""
    return or_older(table, key, base, lambda: rule(table, key, read))


def or_older(table: TomlTable, key: str, base: object | None, read: Callable[[], T]) -> T:
    """Return what ``read`` finds under ``key``; the same of the ``base`` section where the file is older than it."""
    if base is None or table.has(key):
        return read()
    older: T = getattr(base, key)
    return older


def document(table: TomlTable, key: str) -> LegalDocument:
    """Return the document with the number under ``key``."""
    number, known = table.text(key), legal_documents()
    if number not in known:
        raise table.wrong(
            N_("In {file}, {key} must be one of: {known}; cite another document in words (citation)."),
            key,
            known=", ".join(known),
        )
    return known[number]


def points(table: TomlTable, key: str, *, halves: bool) -> Points:
    """Return points: a whole number, or with ``halves`` also one such as 2.5."""
    value = table.required(key)
    if not isinstance(value, Decimal) or not value.is_finite():
        return Points.of(table.integer(key))
    doubled = 2 * value if 0 <= value <= LARGEST_NUMBER else None
    if doubled is None or doubled != int(doubled):
        raise table.wrong(
            N_("In {file}, {key} must be points from 0 to {highest}, whole or with a half such as 2.5."),
            key,
            highest=LARGEST_NUMBER,
        )
    if not halves:
        raise table.wrong(N_("In {file}, {key} has a decimal; half points need step = 0.5 at the head of it."), key)
    return Points(int(doubled))


def half_step(table: TomlTable, key: str) -> bool:
    """Return whether the step between points is 0.5 instead of 1."""
    value = table.required(key)
    if (type(value) is int or isinstance(value, Decimal)) and value in (1, Decimal("0.5")):
        return value != 1
    raise table.wrong(N_("In {file}, {key} must be 1 (whole points) or 0.5 (half points as well)."), key)


def _with_place(name: Text, place: Text) -> Text:
    return Text(vi=f"{name.vi}, {place.vi}", en=f"{name.en}, {place.en}") if place.vi else name


def name_among(table: TomlTable, key: str, known: tuple[str, ...]) -> str:
    """Return one of the names that are known."""
    return _known(table, key, table.required(key), known)


def names_among(table: TomlTable, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return several of the names that are known, at least one."""
    found = table.required(key)
    if not isinstance(found, list):
        raise table.wrong(N_("In {file}, {key} must be a list."), key)
    if not found:
        raise table.wrong(N_("In {file}, {key} must hold at least one entry."), key)
    return tuple(_known(table, key, one, known) for one in found)


def _known(table: TomlTable, key: str, value: object, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise table.wrong(N_("In {file}, {key} must be one of: {words}."), key, words=", ".join(known))
    return value
