"""Texts of a meeting that repeat the last meeting's word for word: warnings in preparation and minutes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from models.domain.copying import Passage, PassageSource, RepeatedText, repeated, sentences
from models.domain.formats import kept_day
from models.domain.language import N_
from models.domain.text import one_line
from models.domain.warnings import RuleWarning
from models.profiles.in_force import load_template
from models.profiles.schema import TemplateItem
from models.queries.meetings import MeetingView, last_held
from models.queries.minutes import find_minutes

SHOWN = 60
"""Characters of the first passage shown in a warning."""

SENTENCES: Mapping[PassageSource, str] = {
    PassageSource.ITEM: N_("{count} of {of} item titles are those of {day} word for word: “{first}”"),
    PassageSource.CONCLUSION: N_(
        "{count} of {of} sentences of the conclusions are those of {day} word for word: “{first}”"
    ),
    PassageSource.RESOLUTION: N_(
        "{count} of {of} sentences of the resolution are those of {day} word for word: “{first}”"
    ),
    PassageSource.TASK: N_("{count} of {of} tasks are those of {day} word for word: “{first}”"),
    PassageSource.MINUTES: N_("{count} of {of} sentences of the minutes are those of {day} word for word: “{first}”"),
}
_ROWS = (
    (PassageSource.ITEM, "SELECT title FROM agenda_item WHERE carried_from_id IS NULL AND"),
    (PassageSource.CONCLUSION, "SELECT conclusion FROM agenda_item WHERE"),
    (PassageSource.RESOLUTION, "SELECT text FROM resolution WHERE"),
    (PassageSource.TASK, "SELECT title FROM task WHERE state <> 'dropped' AND"),
)


def copied_texts(
    connection: sqlite3.Connection, home: Path | None, of: MeetingView, minutes: str = "", drafted: str = ""
) -> tuple[RuleWarning, ...]:
    """Return a warning for each kind of text that repeats that of the last meeting of its kind.

    ``minutes`` is the present text of the minutes; the part that the program ``drafted`` is not compared.
    """
    last = last_held(connection, of.kind, of.scheduled_at)
    if last is None:
        return ()
    found = repeated(
        (*_passages(connection, of), *_typed(connection, of, minutes, drafted)),
        (*_passages(connection, last), *_approved(connection, last)),
        _template_titles(load_template(home, of.kind).items),
    )
    return tuple(_warning(one, last) for one in found)


def source_of(warning: RuleWarning) -> PassageSource:
    """Return the source of the passages in a warning of :func:`copied_texts`."""
    return next(source for source, text in SENTENCES.items() if text == warning.template)


def _warning(found: RepeatedText, last: MeetingView) -> RuleWarning:
    values = {
        "count": len(found.passages),
        "of": found.of,
        "day": kept_day(last.day),
        "first": one_line(found.passages[0], SHOWN),
    }
    return RuleWarning(SENTENCES[found.source], values)


def _passages(connection: sqlite3.Connection, of: MeetingView) -> Iterator[Passage]:
    for source, sql in _ROWS:
        for (text,) in connection.execute(f"{sql} deleted = 0 AND meeting_id = ? ORDER BY id", (of.id,)):
            yield Passage(source, text)


def _typed(connection: sqlite3.Connection, of: MeetingView, text: str, drafted: str) -> Iterator[Passage]:
    """Yield the sentences of the minutes that a person wrote; the others come from records, which are
    compared as well.
    """
    written = find_minutes(connection, of.id)
    known = {*sentences(drafted), *sentences(written.derived if written else "")}
    yield from (Passage(PassageSource.MINUTES, part) for part in sentences(text) if part not in known)


def _approved(connection: sqlite3.Connection, last: MeetingView) -> Iterator[Passage]:
    if written := find_minutes(connection, last.id):
        yield Passage(PassageSource.MINUTES, written.text)


def _template_titles(items: Iterable[TemplateItem]) -> Iterator[str]:
    for item in items:
        yield item.title.vi
        yield item.title.en
        yield from _template_titles(item.children)
