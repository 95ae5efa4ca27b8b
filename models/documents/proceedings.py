"""The part of the minutes about each item: who led it, who spoke, the notes, the result.

Only recorded facts are written. An item that was dealt with but has no other record gets a line that says so: superior
committees send back minutes with empty headings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from models.documents.occasions import body_of
from models.documents.record import ItemRecord, MeetingRecord
from models.documents.vote_words import method_text, motion_title, verdict_text
from models.documents.wording import (
    below,
    comrade,
    comrades,
    guest_names,
    present_text,
    quoted,
    sentence,
    sentences,
    start_text,
    task_result,
)
from models.domain.formats import percent_text
from models.domain.item_kinds import ItemKind
from models.domain.language import N_, _, fill
from models.domain.scoring import grade_name
from models.domain.state_sets import NOT_TREATED
from models.domain.text import capital, fold, one_line
from models.domain.vocabulary import ItemState, NoteKind, RoundState
from models.queries.decisions import TaskLine
from models.queries.notes import NoteView

_NOT_DISCUSSED = NOT_TREATED | {ItemState.PENDING}

_PRESENTED = N_("- {name} presented it.")
_LED = N_("- {name} led it.")
_DID = N_("- {name} carried it out.")
_LEADING = frozenset(
    {
        *(ItemKind.OPENING, ItemKind.MINUTE_TAKER, ItemKind.ADOPT_AGENDA, ItemKind.DISCUSSION, ItemKind.CRITICISM),
        *(ItemKind.SYNTHESIS, ItemKind.NOMINATION, ItemKind.VOTE, ItemKind.SCORE, ItemKind.MINUTES),
    }
)
_DOING = frozenset({ItemKind.ROLL_CALL, ItemKind.ASSIGNMENTS, ItemKind.BALLOT, ItemKind.COUNT})

_BY: Mapping[NoteKind, str] = {
    NoteKind.GENERAL: N_("{by} informed{about}: {text}"),
    NoteKind.OPINION: N_("{by}{about}: {text}"),
    NoteKind.RESERVED_OPINION: N_("{by} reserved an opinion{about}: {text}"),
    NoteKind.SELF_CRITICISM: N_("Self-criticism of {by}{about}: {text}"),
    NoteKind.CRITICISM: N_("{by} criticised{about}: {text}"),
    NoteKind.PRAISE: N_("{by} praised{about}: {text}"),
    NoteKind.REMINDER: N_("{by} reminded{about}: {text}"),
}
"""The sentence for a note, by its kind."""

_WITHOUT: Mapping[NoteKind, str] = {
    NoteKind.GENERAL: N_("{about}{text}"),
    NoteKind.OPINION: N_("Opinion{about}: {text}"),
    NoteKind.RESERVED_OPINION: N_("Reserved opinion{about}: {text}"),
    NoteKind.SELF_CRITICISM: N_("Self-criticism{about}: {text}"),
    NoteKind.CRITICISM: N_("Criticism{about}: {text}"),
    NoteKind.PRAISE: N_("Praise{about}: {text}"),
    NoteKind.REMINDER: N_("Reminder{about}: {text}"),
}
"""The sentence for a note without an author, by its kind."""

GUEST_WORDS: Mapping[bool, str] = {
    True: N_("Directing opinion of the superior, {name}: {text}"),
    False: N_("Opinion of a guest, {name}: {text}"),
}
"""The heading of a guest's words; true if the guest is the superior's attending member."""

_TO_A_PERSON = frozenset({NoteKind.SELF_CRITICISM, NoteKind.CRITICISM, NoteKind.PRAISE, NoteKind.REMINDER})
"""Kinds of notes that are addressed to a person; the others are about a person."""


def proceedings(record: MeetingRecord) -> Iterator[str]:
    """Yield the lines of the items that were dealt with, each under its numbered heading."""
    place = below = 0
    for found in record.items:
        if found.item.state in _NOT_DISCUSSED and not found.notes:
            continue
        is_part = bool(place) and "." in found.item.number
        place, below = (place, below + 1) if is_part else (place + 1, 0)
        yield f"{place}.{below}. {one_line(found.item.title)}" if is_part else f"{place}. {one_line(found.item.title)}"
        yield from _item(record, found)
    if record.notes_apart:  # written between the items, or after the meeting
        title = _("Outside the agenda")
        yield f"{place + 1}. {title}"
        yield from (line for note in record.notes_apart for line in note_lines(note))
    left = [found.item.title for found in record.items if found.item.state is ItemState.DEFERRED]
    if left:
        yield _("Left for the next meeting:")
        yield from (f"- {one_line(title)}." for title in left)


def note_lines(note: NoteView) -> tuple[str, ...]:
    """Return the lines of a note: who, about whom, what; a text of several lines keeps them.

    A guest's words are introduced as the superior's directing opinion, or as an opinion.
    """
    if note.guest:
        said, *more = sentences(note.text)
        words = _(GUEST_WORDS[note.guest.assigned_superior])
        return f"- {words.format(name=guest_names((note.guest,)), text=said)}", *more
    about = comrade(note.about) if note.about and note.about != note.by else ""
    if note.by:
        template, values = _BY[note.kind], {"by": capital(comrade(note.by)), "about": _about(note.kind, about)}
    elif note.kind is NoteKind.GENERAL:
        template, values = _WITHOUT[note.kind], {"about": capital(f"{about}: ") if about else ""}
    else:
        template, values = _WITHOUT[note.kind], {"about": _about(note.kind, about)}
    first, *others = sentences(note.text)
    return f"- {_(template).format(**values, text=first)}", *others


def _about(kind: NoteKind, name: str) -> str:
    if not name:
        return ""
    return _(" {name}").format(name=name) if kind in _TO_A_PERSON else _(" about {name}").format(name=name)


def _item(record: MeetingRecord, found: ItemRecord) -> Iterator[str]:
    kind = found.item.kind
    said = list(_said(found))
    outcome = list(_OUTCOMES[kind](record, found)) if kind in _OUTCOMES and _is_held(found) else []
    name = found.item.presenter_name
    if name:
        led = _LED if kind in _LEADING else _DID if kind in _DOING else _PRESENTED
        yield _(led).format(name=capital(comrade(name)))
    elif not (said or outcome):
        yield _("- {body} dealt with this item.").format(body=capital(body_of(record.meeting.kind)))
    yield from said
    yield from outcome
    if found.item.conclusion:
        first, *others = sentences(found.item.conclusion)
        yield _("- The chair concluded: {text}").format(text=first)
        yield from others


def _is_held(found: ItemRecord) -> bool:
    return found.item.state not in _NOT_DISCUSSED


def _said(found: ItemRecord) -> Iterator[str]:
    """Yield an item's documents, its speakers and its notes."""
    if found.materials:
        yield _("- Documents used: {names}.").format(names="; ".join(found.materials))
    if found.speakers:
        names = comrades(found.speakers)
        yield _("- Spoke ({count}): {names}.").format(count=len(found.speakers), names=names)
    if found.guests:
        yield _("- Guests who spoke: {names}.").format(names=guest_names(found.guests))
    yield from (line for note in found.notes for line in note_lines(note))


def _opening(record: MeetingRecord, found: ItemRecord) -> Iterator[str]:
    """Yield the guests once: at the item that introduces them, else at the first of this kind."""
    opening = [one.item for one in record.items if one.item.kind == ItemKind.OPENING and _is_held(one)]
    naming = [one for one in opening if any(word in fold(one.title_vi) for word in _GUEST_WORDS)]
    if record.guests and found.item.id == (naming or opening)[0].id:
        yield _("- The guests were introduced: {names}.").format(names=guest_names(record.guests))


def _minute_taker(record: MeetingRecord, _found: ItemRecord) -> Iterator[str]:
    if name := record.meeting.minute_taker:
        body = capital(body_of(record.meeting.kind))
        yield _("- {body} agreed that {name} takes the minutes.").format(body=body, name=comrade(name))


def _roll_call(record: MeetingRecord, _found: ItemRecord) -> Iterator[str]:
    yield _("- Present: {share}; names in part I.").format(share=present_text(record.attendance))


def _adopt_agenda(record: MeetingRecord, _found: ItemRecord) -> Iterator[str]:
    body = capital(body_of(record.meeting.kind))
    yield _("- {body} adopted the agenda of {count} items.").format(body=body, count=len(record.items))
    added = [one_line(one.item.title) for one in record.items if one.item.added_after_agreement]
    if added:
        yield _("- Added to what was announced: {items}.").format(items="; ".join(added))


def _last_month(record: MeetingRecord, _found: ItemRecord) -> Iterator[str]:
    tasks, last = record.carried.last_tasks, record.carried.last
    if last and last.shortcomings:
        yield _("- Shortcomings named at the last meeting were read out: {text}").format(
            text=sentence(last.shortcomings)
        )
        if last.remedy:
            yield _("- Remedy that had been named: {text}").format(text=sentence(last.remedy))
    if tasks:
        done = record.carried.done
        yield _("- Tasks of the last month done: {done} of {all} ({percent}).").format(
            done=done.numerator, all=done.denominator, percent=percent_text(done)
        )
    for task in tasks:
        yield f"+ {_task_of_last_month(task, record.carried.day)}"


def _task_of_last_month(task: TaskLine, day: date) -> str:
    what = one_line(task.title)
    if start := start_text(task):
        what = _("{task} (at the start: {state})").format(task=what, state=start)
    what = _("{task}: {result}").format(task=what, result=task_result(task, day))
    return f"{capital(comrade(task.owner))} – {what}" if task.owner else what


def _draft(record: MeetingRecord, _found: ItemRecord) -> Iterator[str]:
    for one in record.resolutions:
        if one.text:
            yield _("- Draft {title}:").format(title=quoted(one_line(one.title)))
            yield from below(one.text)


def _decided(_record: MeetingRecord, found: ItemRecord) -> Iterator[str]:
    for motion in found.motions:
        counted = [one for one in motion.rounds if one.state is RoundState.COUNTED]
        if counted:
            last = counted[-1]
            how = method_text(last.method)
            if last.number > 1:
                how = _("{method}, vote {number}").format(method=how, number=last.number)
            values = {"title": quoted(motion_title(motion)), "how": how, "result": verdict_text(last)}
            yield fill(_("- Voted on {title} ({how}): {result}."), values)


def _synthesis(record: MeetingRecord, _found: ItemRecord) -> Iterator[str]:
    noted = [note for one in record.items for note in one.notes]
    for kind, text in (
        (NoteKind.PRAISE, _("- Praised: {names}.")),
        (NoteKind.REMINDER, _("- Reminded: {names}.")),
    ):
        if named := dict.fromkeys(one.about for one in noted if one.kind is kind and one.about):
            yield text.format(names=comrades(named))
    if record.petitions:
        yield _("- Petitions taken up: {count} (part III).").format(count=len(record.petitions))


def _assignments(record: MeetingRecord, _found: ItemRecord) -> Iterator[str]:
    if record.tasks:
        yield _("- Tasks given: {count} (part III).").format(count=len(record.tasks))


def _score(record: MeetingRecord, _found: ItemRecord) -> Iterator[str]:
    yield from score_lines(record)


def score_lines(record: MeetingRecord) -> Iterator[str]:
    """Yield the cell's own score of the meeting, if every line has its points."""
    if record.grade is not None:
        yield _("- The cell gave itself {points} of {most} points: {grade}.").format(
            points=record.score.given, most=record.score.most, grade=grade_name(record.grade)
        )


def shortcoming_lines(record: MeetingRecord) -> Iterator[str]:
    """Yield the shortcomings that the chair named with the score, and the measures against them."""
    for text, named in (
        (_("- Shortcomings: {text}"), record.meeting.shortcomings),
        (_("- Remedy of the shortcomings: {text}"), record.meeting.remedy),
    ):
        if named.strip():
            yield text.format(text=sentence(named))


_GUEST_WORDS = ("dai bieu", "khach", "guest")
"""Words, folded, of the titles of items that introduce the guests."""

_OUTCOMES: Mapping[str, Callable[[MeetingRecord, ItemRecord], Iterator[str]]] = {
    ItemKind.OPENING: _opening,
    ItemKind.MINUTE_TAKER: _minute_taker,
    ItemKind.ROLL_CALL: _roll_call,
    ItemKind.ADOPT_AGENDA: _adopt_agenda,
    ItemKind.LAST_MONTH: _last_month,
    ItemKind.DRAFT: _draft,
    ItemKind.SYNTHESIS: _synthesis,
    ItemKind.ASSIGNMENTS: _assignments,
    ItemKind.SCORE: _score,
    **dict.fromkeys(
        (ItemKind.VOTE, ItemKind.BALLOT, ItemKind.COUNT, ItemKind.PAPER, ItemKind.MATTER, ItemKind.DISCUSSION), _decided
    ),
}
