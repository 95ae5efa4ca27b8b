"""What comes from last month as lines: tasks with their results, petitions with their answers."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from models.domain.labels import label
from models.domain.language import _
from models.domain.vocabulary import TaskState
from models.queries.carry_over import CarriedOver, CarriedPetition, CarriedTask
from tui.format import percent, shown

_SIGNS = {
    TaskState.DONE: ("✓", "$success"),
    TaskState.LATE: ("✓", "$warning"),
    TaskState.DROPPED: ("–", "$foreground-muted"),
}


def carried_lines(found: CarriedOver) -> Iterator[Content]:
    """Yield what comes from last month as lines."""
    if not found.tasks and not found.petitions:
        yield Content(_("Nothing is left from the meetings before."))
    if found.tasks:
        yield Content.assemble((done_text(found), "b"))
        for task in found.tasks:
            yield from _task(task)
    if found.petitions:
        yield Content.assemble(("\n" if found.tasks else "", ""), (_("Petitions"), "b"))
        for petition in found.petitions:
            yield from _petition(petition)


def done_text(found: CarriedOver) -> str:
    """Return how many of the tasks are done."""
    return _("Tasks done: {done} of {count} ({percent})").format(
        done=found.done.numerator, count=found.done.denominator, percent=percent(found.done)
    )


def _task(task: CarriedTask) -> Iterator[Content]:
    sign, style = _SIGNS.get(task.state, ("·", "$accent"))
    owner = f" · {shown(task.owner)}" if task.owner else ""
    yield Content.assemble((f"{sign} ", style), shown(task.title), (owner, "$foreground-muted"))
    told = (label(task.state), task.progress.text(shown(task.unit)) if task.progress else "", shown(task.result))
    yield Content.assemble(("  " + " · ".join(filter(None, told)), "$foreground-muted"))


def _petition(petition: CarriedPetition) -> Iterator[Content]:
    sign, style = ("✓", "$success") if petition.answer else ("·", "$warning")
    yield Content.assemble((f"{sign} ", style), shown(petition.text))
    by = f"{shown(petition.answered_by)}: " if petition.answered_by else ""
    yield Content.assemble(
        (f"  {by}{shown(petition.answer)}" if petition.answer else f"  {label(petition.state)}", "$foreground-muted")
    )
