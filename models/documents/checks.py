"""Checks before minutes are approved: each gives a sentence, and the place where the fault is corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.documents.altered import altered_lines
from models.documents.record import MeetingRecord
from models.domain.clock import VIETNAM, day_of
from models.domain.copying import PassageSource
from models.domain.formats import day_text, hour_text
from models.domain.language import N_, Counted, _, fill
from models.domain.text import one_line
from models.domain.vocabulary import ItemState, MotionKind, ResolutionState, RoundState
from models.domain.warnings import RuleWarning
from models.queries.copied import source_of
from models.queries.score_sheet import SCORED
from models.queries.votes import MotionView

LONGEST_MEETING = timedelta(hours=12)
"""A longer meeting is one that nobody closed, or a congress of several days."""

_CORRECT = "minutes.times"
"""The key of the form that corrects times."""


_COPIED_AT = {
    PassageSource.ITEM: "preparation",
    PassageSource.CONCLUSION: "live",
    PassageSource.RESOLUTION: "live",
    PassageSource.TASK: "records",
    PassageSource.MINUTES: "minutes",
}


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A part that may be missing: a gettext message with its values; ``place`` is where it is corrected.

    ``key`` is the id of the key there that corrects it, if one does.
    """

    template: str
    place: str
    values: Mapping[str, object] = field(default_factory=dict)
    key: str = ""

    def __str__(self) -> str:
        return fill(_(self.template), self.values)


def checks_before_approval(
    record: MeetingRecord, text: str, copied: Iterable[RuleWarning] = (), conflicts: int = 0, derived: str = ""
) -> tuple[MissingPart, ...]:
    """Return the doubtful points of a meeting's records and of the text of its minutes; none of them blocks the
    approval.

    ``copied`` are the parts that repeat last month's (:func:`models.queries.copied.copied_texts`), ``conflicts`` the
    number of fields that several machines wrote differently (:func:`models.queries.conflicts.conflicts_of`),
    ``derived`` the draft that the text was written from.
    """
    return (
        *_between_machines(conflicts),
        *_times(record),
        *_people(record),
        *_items(record),
        *_votes(record),
        *_resolutions(record),
        *_score(record),
        *_tasks(record),
        *_altered(derived, text),
        *_text(record, text),
        *(MissingPart(one.template, _COPIED_AT[source_of(one)], one.values) for one in copied),
    )


def _between_machines(conflicts: int) -> Iterator[MissingPart]:
    if conflicts:
        sentence = N_("What several laptops wrote of this meeting differs in {places}.")
        yield MissingPart(sentence, "conflicts", {"places": Counted("{count} place", "{count} places", conflicts)})


def _times(record: MeetingRecord) -> Iterator[MissingPart]:
    """Yield opening and closing times that are impossible or unusual."""
    opened, closed = record.meeting.opened_at, record.meeting.closed_at
    if opened is None or closed is None:
        return
    if day_of(opened) != record.meeting.planned_day:
        planned = {"planned": day_text(record.meeting.planned_day), "opened": _moment(opened)}
        sentence = N_("The meeting was planned for {planned} and was opened at {opened}.")
        yield MissingPart(sentence, "minutes", planned, _CORRECT)
    values = {"opened": _moment(opened), "closed": _moment(closed)}
    if closed < opened:
        yield MissingPart(N_("The meeting ends ({closed}) before it begins ({opened})."), "minutes", values, _CORRECT)
    elif closed - opened > LONGEST_MEETING:
        sentence = N_("The meeting lasted more than 12 hours: from {opened} to {closed}.")
        yield MissingPart(sentence, "minutes", values, _CORRECT)
    elif closed.astimezone(VIETNAM).date() != opened.astimezone(VIETNAM).date():
        sentence = N_("The meeting ended on another day than it began: from {opened} to {closed}.")
        yield MissingPart(sentence, "minutes", values, _CORRECT)


def _people(record: MeetingRecord) -> Iterator[MissingPart]:
    if not record.meeting.minute_taker:
        yield MissingPart(N_("The minutes name no minute-taker."), "minutes", key="minutes.taker")
    if record.uncalled:
        names = ", ".join(row.full_name for row in record.uncalled)
        yield MissingPart(N_("Not called in the roll-call: {names}."), "live", {"names": names})


def _items(record: MeetingRecord) -> Iterator[MissingPart]:
    for found in record.items:
        said = found.speakers or found.notes or found.motions or found.item.conclusion
        if found.item.kind == "discussion" and found.item.state is ItemState.DONE and not said:
            yield MissingPart(
                N_("“{item}” was discussed, but nothing of it is written down."), "live", _of(found.item.title)
            )
        if found.item.state in (ItemState.RUNNING, ItemState.PAUSED):
            yield MissingPart(N_("“{item}” was not finished."), "live", _of(found.item.title))


def _votes(record: MeetingRecord) -> Iterator[MissingPart]:
    for motion in record.motions:
        if not any(one.state is RoundState.COUNTED for one in motion.rounds):
            yield MissingPart(N_("The vote “{item}” has no result."), "live", _of(motion.title))

    if bare := [one.title for one in record.motions if _is_bare(record, one)]:
        titles = "”, “".join(one_line(title, 40) for title in bare)
        yield MissingPart(N_("Decided without a text, by the title alone: “{titles}”."), "minutes", {"titles": titles})


def _is_bare(record: MeetingRecord, motion: MotionView) -> bool:
    """Return whether a question was decided of which only the title is recorded."""
    if motion.last_counted is None or motion.text or motion.kind is not MotionKind.ORDINARY:
        return False
    return not any(one.text for one in record.resolutions if one.motion_id == motion.id)


def _resolutions(record: MeetingRecord) -> Iterator[MissingPart]:
    for one in record.resolutions:
        if one.state is not ResolutionState.ADOPTED:
            sentence = N_("The resolution “{item}” is a draft; no motion that passed adopts it.")
            yield MissingPart(sentence, "minutes", _of(one.title), "minutes.resolution")
        elif not one.text:
            sentence = N_("The resolution “{item}” was adopted without a text.")
            yield MissingPart(sentence, "minutes", _of(one.title), "minutes.resolution")


def _score(record: MeetingRecord) -> Iterator[MissingPart]:
    if record.meeting.kind not in SCORED or record.grade is not None:
        return
    if record.score.is_begun:
        missing = Counted("{count} line", "{count} lines", record.score.missing)
        sentence = N_("The sheet is scored in part, {lines} without points; after the approval it no longer can be.")
        yield MissingPart(sentence, "score", {"lines": missing})
    else:
        yield MissingPart(N_("The cell has not scored the meeting; after the approval it no longer can."), "score")


def _tasks(record: MeetingRecord) -> Iterator[MissingPart]:
    for task in record.tasks:
        if not task.owner:
            yield MissingPart(N_("The task “{item}” is nobody's."), "records", _of(task.title))
        if task.due_on is None:
            yield MissingPart(
                N_("The task “{item}” has no day until which it is to be done."), "records", _of(task.title)
            )
    for petition in record.petitions:
        if not petition.owner:
            yield MissingPart(N_("The petition “{item}” is nobody's business."), "records", _of(petition.text))


def _altered(derived: str, text: str) -> Iterator[MissingPart]:
    """Yield headings, figures and results of the draft that were altered by hand."""
    for line in altered_lines(derived, text):
        sentence = N_("Altered by hand, though it comes from the records: “{line}”.")
        yield MissingPart(sentence, "minutes", {"line": one_line(line, 80)}, "minutes.compare")


def _text(record: MeetingRecord, text: str) -> Iterator[MissingPart]:
    """Compare the text with the numbers that superiors check."""
    if text.strip() and record.resolutions and not any(one_line(one.title) in text for one in record.resolutions):
        yield MissingPart(N_("The text does not name the resolution."), "minutes")


def _moment(at: datetime) -> str:
    return f"{hour_text(at)} {day_text(at)}"


def _of(title: str) -> dict[str, object]:
    return {"item": one_line(title, 60)}
