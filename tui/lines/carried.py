"""Last month's shortcomings, tasks with their results and petitions with their answers, as lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from models.domain.formats import day_text, percent_text
from models.domain.labels import label
from models.domain.language import _, ngettext
from models.domain.text import one_line
from models.domain.vocabulary import TaskState
from models.queries.carry_over import CarriedOver
from models.queries.decisions import PetitionLine, TaskLine

_SIGNS = {
    TaskState.DONE: ("✓", "$success"),
    TaskState.LATE: ("✓", "$warning"),
    TaskState.DROPPED: ("–", "$foreground-muted"),
}


def carried_lines(found: CarriedOver, today: date) -> Iterator[Content]:
    """Yield last month's tasks and petitions, and older open ones separately."""
    day = min(found.day, today)
    parts = (
        ([Content.assemble((_("Shortcomings named at the last meeting"), "b"))], list(_shortcomings(found))),
        ([Content.assemble((done_text(found), "b"))], [line for one in found.last_tasks for line in _task(one, day)]),
        ([others_text(found)], [line for one in found.other_tasks for line in _task(one, day)]),
        (
            [Content.assemble((_("Petitions"), "b"))],
            [line for one in found.petitions for line in _petition(one, day)],
        ),
    )
    filled = [(title, lines) for title, lines in parts if lines]
    if not filled:
        yield Content(_("Nothing is left from the meetings before."))
    for place, (title, lines) in enumerate(filled):
        yield from ([Content("")] if place else [])
        yield from (*title, *lines)


def _shortcomings(found: CarriedOver) -> Iterator[Content]:
    """Yield the shortcomings named at the last meeting, to be read out, with their remedy."""
    if found.last and found.last.shortcomings:
        yield from (Content(f"! {one_line(line)}") for line in found.last.shortcomings.splitlines() if line.strip())
    if found.last and found.last.remedy:
        text = _("Remedy: {text}").format(text=one_line(found.last.remedy))
        yield Content.assemble((f"  {text}", "$foreground-muted"))


def done_text(found: CarriedOver) -> str:
    """Return how many of last month's tasks are done."""
    given = day_text(found.last.day) if found.last else "–"
    return _("Tasks given on {day}: {done} of {count} done ({percent})").format(
        day=given, done=found.done.numerator, count=found.done.denominator, percent=percent_text(found.done)
    )


def others_text(found: CarriedOver) -> Content:
    """Return the number of tasks from other earlier meetings."""
    count = len(found.other_tasks)
    text = ngettext("{count} task from other meetings before", "{count} tasks from other meetings before", count)
    return Content.assemble((text.format(count=count), "b"))


def _task(task: TaskLine, day: date) -> Iterator[Content]:
    sign, style = _SIGNS.get(task.state, ("·", "$accent"))
    owner = f" · {one_line(task.owner)}" if task.owner else ""
    yield Content.assemble((f"{sign} ", style), one_line(task.title), (owner, "$foreground-muted"))
    late = _overdue(task.due_on) if task.is_overdue(day) else ""
    told = (
        late,
        label(task.state),
        task.progress.text(one_line(task.unit)) if task.progress else "",
        one_line(task.result),
    )
    yield Content.assemble(("  " + " · ".join(filter(None, told)), "$foreground-muted"))


def _petition(petition: PetitionLine, day: date) -> Iterator[Content]:
    sign, style = ("✓", "$success") if petition.answer else ("·", "$warning")
    yield Content.assemble((f"{sign} ", style), one_line(petition.text))
    by = f"{one_line(petition.answered_by)}: " if petition.answered_by else ""
    late = f"{_overdue(petition.due_on)} · " if petition.is_overdue(day) else ""
    yield Content.assemble(
        (
            f"  {by}{one_line(petition.answer)}" if petition.answer else f"  {late}{label(petition.state)}",
            "$foreground-muted",
        )
    )


def _overdue(due: date | None) -> str:
    return _("⚠ overdue since {day}").format(day=day_text(due)) if due else ""
