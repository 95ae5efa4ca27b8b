"""What should be looked at before minutes are approved: each a sentence, and the place where it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.documents.record import MeetingRecord
from models.domain.copying import Source
from models.domain.language import N_, _, fill
from models.domain.text import one_line
from models.domain.vocabulary import ItemState, RoundState
from models.domain.warnings import RuleWarning
from models.queries.copied import source_of

_COPIED_AT = {
    Source.ITEM: "preparation",
    Source.CONCLUSION: "live",
    Source.RESOLUTION: "live",
    Source.TASK: "records",
    Source.MINUTES: "minutes",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may be missing: a gettext message with its values; ``place`` is where it is mended."""

    template: str
    place: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return fill(_(self.template), self.values)


def checks_before_approval(record: MeetingRecord, text: str, copied: Iterable[RuleWarning] = ()) -> tuple[Doubt, ...]:
    """Return what is doubtful in a meeting's records, and in the text of its minutes; nothing here forbids to go on.

    ``copied`` says what of them repeats last month's (:func:`models.queries.copied.copied_texts`).
    """
    return (
        *_people(record),
        *_items(record),
        *_votes(record),
        *_tasks(record),
        *_text(record, text),
        *(Doubt(one.template, _COPIED_AT[source_of(one)], one.values) for one in copied),
    )


def _people(record: MeetingRecord) -> Iterator[Doubt]:
    if not record.meeting.minute_taker:
        yield Doubt(N_("The minutes name no minute-taker."), "live")
    if record.uncalled:
        names = ", ".join(row.full_name for row in record.uncalled)
        yield Doubt(N_("Not called in the roll-call: {names}."), "live", {"names": names})


def _items(record: MeetingRecord) -> Iterator[Doubt]:
    for found in record.items:
        said = found.speakers or found.notes or found.motions or found.item.conclusion
        if found.item.kind == "discussion" and found.item.state is ItemState.DONE and not said:
            yield Doubt(N_("“{item}” was discussed, but nothing of it is written down."), "live", _of(found.item.title))
        if found.item.state in (ItemState.RUNNING, ItemState.PAUSED):
            yield Doubt(N_("“{item}” was not finished."), "live", _of(found.item.title))


def _votes(record: MeetingRecord) -> Iterator[Doubt]:
    for motion in record.motions:
        if not any(one.state is RoundState.COUNTED for one in motion.rounds):
            yield Doubt(N_("The vote “{item}” has no result."), "live", _of(motion.title))


def _tasks(record: MeetingRecord) -> Iterator[Doubt]:
    for task in record.tasks:
        if not task.owner:
            yield Doubt(N_("The task “{item}” is nobody's."), "records", _of(task.title))
        if task.due_on is None:
            yield Doubt(N_("The task “{item}” has no day until which it is to be done."), "records", _of(task.title))
    for petition in record.petitions:
        if not petition.owner:
            yield Doubt(N_("The petition “{item}” is nobody's business."), "records", _of(petition.text))


def _text(record: MeetingRecord, text: str) -> Iterator[Doubt]:
    """Compare the text with the numbers that superiors look for."""
    if text.strip() and record.resolutions and not any(one_line(one.title) in text for one in record.resolutions):
        yield Doubt(N_("The text does not name the resolution."), "minutes")


def _of(title: str) -> dict[str, object]:
    return {"item": one_line(title, 60)}
