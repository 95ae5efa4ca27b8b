"""Tasks: assigned to a member, with a due day and, if measurable, a target; followed until done."""

from __future__ import annotations

from datetime import date

from models.acts.context import meant_meeting, meeting_of, moved
from models.acts.eligibility import eligible_member, name_of
from models.acts.fields import given, optional_line
from models.acts.kinds import DueDay, ItemId, Measure, MeetingId, MemberId, ResolutionId, TaskId
from models.acts.registry import act
from models.acts.texts import text_of, title_of
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.meeting_states import check_transition
from models.domain.progress import MOST_DECIMALS, with_decimals
from models.domain.roles import Role
from models.domain.state_sets import NOT_HELD
from models.domain.text import clean_text, name_key
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import TaskState
from models.queries.agenda import running_item
from models.store.unit import Unit
from models.tables import AgendaItem, Meeting, Resolution, Task

_TITLE, _UNIT, _AT_START = N_("title of the task"), N_("unit"), N_("state at the start")


@act("task.assign", label=N_("gave {owner} the task “{task}”"))
def assign_task(
    unit: Unit,
    title: str,
    owner: MemberId,
    due: DueDay | None = None,
    baseline: Measure | None = None,
    target: Measure | None = None,
    measured_in: str = "",
    item: ItemId | None = None,
    resolution: ResolutionId | None = None,
    meeting: MeetingId | None = None,
    decimals: int = 0,
    state_at_start: str = "",
) -> str:
    """Give a member a task with a day, and where it can be measured a baseline, a target and a unit.

    ``decimals`` tells how many of the last digits of the numbers are decimals: 125 with 1 is 12.5. ``state_at_start``
    tells in words how things stand when the task is given.
    """
    member = eligible_member(unit, Role.OWNER, owner)
    meeting_id, item_id = _place(unit, meeting, item)
    task = Task(
        id="",
        meeting_id=meeting_id,
        item_id=item_id,
        resolution_id=unit.get(Resolution, resolution).id if resolution else None,
        owner_id=member.id,
        title=title_of(title, _TITLE),
        due_on=due,
        baseline=baseline,
        target=target,
        decimals=_decimals(decimals),
        unit=optional_line(measured_in, _UNIT, "measured_in"),
        state_at_start=optional_line(state_at_start, _AT_START, "state_at_start"),
    )
    _check_target(task)
    task = unit.add_natural(task, meeting_id or "", member.id, name_key(task.title))
    unit.say(owner=name_of(unit, member), task=task.title)
    return task.id


@act("task.change", label=N_("changed the task “{task}”"))
def change_task(
    unit: Unit,
    task: TaskId,
    title: str | None = None,
    owner: MemberId | None = None,
    due: DueDay | Unset | None = UNSET,
    baseline: Measure | Unset | None = UNSET,
    target: Measure | Unset | None = UNSET,
    measured_in: str | None = None,
    decimals: int = 0,
    item: ItemId | Unset | None = UNSET,
    state_at_start: str | None = None,
) -> None:
    """Change a task's title, owner, day, item, target or state at its start; numbers have so many decimals."""
    found = _task(unit, task)
    found.item_id = moved(unit, item, found.item_id, found.meeting_id)
    if title is not None:
        found.title = title_of(title, _TITLE)
    if owner is not None:
        found.owner_id = eligible_member(unit, Role.OWNER, owner).id
    found.due_on = given(due, found.due_on)
    _measure(found, decimals, baseline=baseline, target=target)
    found.unit = found.unit if measured_in is None else optional_line(measured_in, _UNIT, "measured_in")
    if state_at_start is not None:
        found.state_at_start = optional_line(state_at_start, _AT_START, "state_at_start")
    _check_target(found)
    unit.say(task=found.title)


@act("task.start", label=N_("began the task “{task}”"))
def start_task(unit: Unit, task: TaskId) -> None:
    """Note that work on a task has begun."""
    found = _task(unit, task)
    check_transition(found.state, TaskState.DOING)
    found.state, found.finished_on = TaskState.DOING, None
    unit.say(task=found.title)


@act("task.report", label=N_("reported on the task “{task}”"))
def report_task(
    unit: Unit,
    task: TaskId,
    actual: Measure | Unset | None = UNSET,
    result: str | Unset = UNSET,
    decimals: int = 0,
) -> None:
    """Report the progress of a task, in numbers or in words."""
    found = _task(unit, task)
    had = found.actual, found.result
    _reach(found, actual, result, decimals)
    if (actual is UNSET and result is UNSET) or (*had, found.actual, found.result) == (None, "", None, ""):
        raise Refused(N_("Tell what was reached: a number, or a word.")).at("actual")
    unit.say(task=found.title)


@act("task.finish", label=N_("finished the task “{task}” ({state})"))
def finish_task(
    unit: Unit,
    task: TaskId,
    actual: Measure | Unset | None = UNSET,
    result: str | Unset = UNSET,
    on: date | None = None,
    decimals: int = 0,
) -> None:
    """Note that a task is done; after its due day it counts as done late."""
    found = _task(unit, task)
    day = on or unit.today
    state = TaskState.LATE if found.due_on and day > found.due_on else TaskState.DONE
    check_transition(found.state, state)
    found.state, found.finished_on = state, day
    _reach(found, actual, result, decimals)
    unit.say(task=found.title, state=state)


@act("task.drop", label=N_("dropped the task “{task}”"))
def drop_task(unit: Unit, task: TaskId, reason: str) -> None:
    """Drop a task, with the reason."""
    found = _task(unit, task)
    check_transition(found.state, TaskState.DROPPED)
    found.state, found.result = TaskState.DROPPED, text_of(reason, N_("reason"), "reason")
    unit.say(task=found.title)


@act("task.remove", label=N_("removed the task “{task}”"))
def remove_task(unit: Unit, task: TaskId) -> None:
    """Remove a task that was given by mistake."""
    found = _task(unit, task)
    found.deleted = True
    unit.say(task=found.title)


def _place(unit: Unit, meeting: MeetingId | None, item: ItemId | None) -> tuple[str | None, str | None]:
    """Return the meeting and item of a new task: the given ones, else the shown or running ones."""
    if item:
        found = unit.get(AgendaItem, item)
        return meeting_of(unit, MeetingId(found.meeting_id)).id, found.id
    key = meant_meeting(unit, meeting)
    if key is None or (meeting is None and unit.get(Meeting, key).state in NOT_HELD):
        unit.default_meeting = ""
        return None, None
    return meeting_of(unit, MeetingId(key)).id, running_item(unit.connection, key)


def _task(unit: Unit, task: TaskId) -> Task:
    """Return a task. It can be changed after the meeting that assigned it is sealed."""
    return unit.get(Task, task)


def _reach(task: Task, actual: int | Unset | None, result: str | Unset, decimals: int) -> None:
    _measure(task, decimals, actual=actual)
    task.result = clean_text(given(result, task.result)).strip()


def _measure(task: Task, decimals: int, **numbers: int | Unset | None) -> None:
    """Write the given numbers; all three are stored with the decimals of the most precise one."""
    written = {name: number for name, number in numbers.items() if not isinstance(number, Unset)}
    had, finest = task.decimals, task.decimals
    if any(number is not None for number in written.values()):
        finest = max(had, _decimals(decimals))
    for name in ("baseline", "target", "actual"):
        number, digits = (written[name], decimals) if name in written else (getattr(task, name), had)
        setattr(task, name, None if number is None else with_decimals(number, digits, finest))
    task.decimals = finest


def _decimals(decimals: int) -> int:
    if not 0 <= decimals <= MOST_DECIMALS:
        raise Refused(N_("A number of a task has 0 to {most} decimals; write fewer."), most=MOST_DECIMALS).at("target")
    return decimals


def _check_target(task: Task) -> None:
    if task.target is None and task.baseline is not None:
        raise Refused(N_("A baseline without a target says nothing; give the target too.")).at("target")
