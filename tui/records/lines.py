"""Members, tasks and petitions as lines of a list, and as pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from models.domain.formats import optional_day_text
from models.domain.labels import label
from models.domain.language import _, ngettext
from models.domain.state_sets import OPEN_TASKS
from models.domain.text import one_line
from models.domain.vocabulary import AttendanceState
from models.queries.decisions import TASK_DETAILS
from models.queries.field_labels import field_label
from models.queries.people import STANDINGS, MemberView, StatusSpan
from models.queries.records import MemberAttendance, MemberRecord, PetitionRecord, TaskRecord
from models.queries.roll_call import mark_text

SIGNS = {
    AttendanceState.PRESENT: "█",
    AttendanceState.EXCUSED: "▃",
    AttendanceState.UNEXCUSED: "✗",
    AttendanceState.ELSEWHERE: "→",
    AttendanceState.EXEMPT: "·",
    None: " ",
}
"""The signs of a chart of attendance: a full bar for present."""


def member_line(found: MemberRecord, width: int, today: date) -> Content:
    """Return a member: name, then office or standing and age if there is room, chart of attendance, speeches, tasks."""
    chart = "".join(SIGNS[mark] for mark in found.marks)
    right = f"{chart} {found.speeches:>3} {found.open_tasks:>3}"
    room = width - cell_len(right) - 3
    name = one_line(found.member.full_name, max(8, room))
    told = next(
        (text for text in _descriptions(found.member, today) if cell_len(text) <= room - cell_len(name) - 2), ""
    )
    filling = " " * max(1, room + 1 - cell_len(name) - cell_len(told))
    return Content.assemble(f" {name}{filling}", (f"{told} {right}", "$foreground-muted"))


def _descriptions(one: MemberView, today: date) -> Iterator[str]:
    """Yield office or standing, conditions and age, then shorter forms: "deputy secretary · exempt · 41", … "41"."""
    words = [label(word) for word in (one.office or one.standing, *one.conditions) if word]
    for told in (words, words[-1:], []):
        yield " · ".join(filter(None, [*told, _age(one, today)]))


def _age(one: MemberView, today: date) -> str:
    """Return the completed years of life; empty without a birth date."""
    born = one.birth_date
    return "" if born is None else str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def task_line(found: TaskRecord, width: int, today: date) -> Content:
    """Return a task: sign of its state, title, owner, due day."""
    sign, style = ("⚠", "b $warning") if found.is_overdue(today) else _task_sign(found)
    due = optional_day_text(found.task.due_on)
    title = one_line(f"{found.task.title} · {found.task.owner}", max(8, width - 15))
    filling = " " * max(1, width - cell_len(title) - 4 - len(due))
    return Content.assemble((f" {sign} ", style), title, filling, (due, "$foreground-muted"))


def _task_sign(found: TaskRecord) -> tuple[str, str]:
    return ("·", "$accent") if found.task.state in OPEN_TASKS else ("✓", "$success")


def petition_line(found: PetitionRecord, width: int, today: date) -> Content:
    """Return a petition: sign of its state, text, due day."""
    waits = found.state in ("open", "forwarded")
    sign = "⚠" if found.is_overdue(today) else "·" if waits else "✓"
    due = optional_day_text(found.due_on)
    text = one_line(found.text, max(8, width - 15))
    filling = " " * max(1, width - cell_len(text) - 4 - len(due))
    return Content.assemble(
        (f" {sign} ", "b $warning" if sign == "⚠" else "$accent"), text, filling, (due, "$foreground-muted")
    )


def member_page(
    found: MemberRecord,
    spans: Sequence[StatusSpan],
    attended: Sequence[MemberAttendance],
    tasks: Sequence[TaskRecord],
    today: date,
) -> Content:
    """Return a member's page: status, tasks with results, meetings."""
    one = found.member
    words = [label(word) for word in (one.standing, one.office) if word]
    came = sum(mark.state is AttendanceState.PRESENT for mark in attended)
    lines = [
        Content.assemble((one_line(one.full_name), "b $accent")),
        Content(" · ".join(words)),
        *(Content(_span_line(span)) for span in spans if span.status not in STANDINGS),
        *_dates(found),
        Content(""),
        Content(_("Came to {came} of {count} meetings, {spoke}.").format(
            came=came, count=len(attended), spoke=_spoke(found.speeches))),
        Content(""),
        Content.assemble((ngettext("{count} task", "{count} tasks", len(tasks)).format(count=len(tasks)), "b")),
        *(task_details(task, today) for task in tasks),
        Content(""),
        Content.assemble((_("Meetings"), "b")),
        *(_attended_line(mark) for mark in attended),
    ]  # fmt: skip
    return Content("\n").join(lines)


def _span_line(span: StatusSpan) -> str:
    """Return a condition with the days that are known: "suspended 01/09/2026 – 01/01/2027 (reason)"."""
    days = (
        f" {optional_day_text(span.since)} – {optional_day_text(span.until)}".rstrip()
        if span.since or span.until
        else ""
    )
    return f"{label(span.status)}{days}{f' ({one_line(span.reason)})' if span.reason else ''}"


def _dates(found: MemberRecord) -> Iterator[Content]:
    of = found.member
    days = ((_("born {day}"), of.birth_date), (_("joined {day}"), of.joined_on), (_("official {day}"), of.official_on))
    for text, value in days:
        if value:
            yield Content(text.format(day=optional_day_text(value)))
    if of.remark:
        yield Content(_("remark: {text}").format(text=one_line(of.remark)))


def _attended_line(found: MemberAttendance) -> Content:
    state = mark_text(found.state, online=found.online) or "–"
    reason = f" ({one_line(found.reason)})" if found.reason else ""
    spoke = f" · {_spoke(found.speeches)}" if found.speeches else ""
    return Content(f" {SIGNS[found.state]} {optional_day_text(found.day)}  {state}{reason}{spoke}")


def _spoke(times: int) -> str:
    return ngettext("spoke once", "spoke {count} times", times).format(count=times)


def task_details(found: TaskRecord, today: date) -> Content:
    """Return the details of a task, in a line or two."""
    one = found.task
    parts = [label(one.state)]
    if found.is_overdue(today):
        parts.append("⚠ " + _("overdue"))
    if one.due_on:
        parts.append(optional_day_text(one.due_on))
    if one.progress:
        parts.append(one.progress.text(one_line(one.unit)))
    details = ((name, one_line(getattr(one, name))) for name in TASK_DETAILS)
    parts.extend(f"{field_label(name)}: {text}" for name, text in details if text)
    text = f" {one_line(one.title)}\n   {' · '.join(parts)}"
    return Content.assemble(text, (f"\n   {one_line(one.result)}" if one.result else "", "$foreground-muted"))


def petition_page(found: PetitionRecord, today: date) -> Content:
    """Return a petition's page: text, people, days, answer."""
    rows = (
        (_("From"), found.sender),
        (_("Addressed to"), found.addressed_to),
        (_("Responsible"), found.owner),
        (_("Until"), optional_day_text(found.due_on) + (" ⚠ " + _("overdue") if found.is_overdue(today) else "")),
        (_("Forwarded to"), ", ".join(filter(None, (found.forwarded_to, optional_day_text(found.forwarded_on))))),
        (_("Recorded"), optional_day_text(found.day)),
        (_("Answered by"), ", ".join(filter(None, (found.answered_by, optional_day_text(found.answered_on))))),
    )
    lines = [Content.assemble((one_line(found.text), "b $accent")), Content(label(found.state)), Content("")]
    lines += [Content.assemble((f"{name}: ", "$foreground-muted"), one_line(value)) for name, value in rows if value]
    if found.answer:
        paragraphs = (one_line(line) for line in found.answer.split("\n") if line.strip())
        lines += [Content(""), Content.assemble((_("Answer"), "b")), *map(Content, paragraphs)]
    return Content("\n").join(lines)
