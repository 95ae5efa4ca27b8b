"""How documents write days, names, votes and targets, in the program's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from models.documents.occasions import subject_of
from models.domain.bands import Rate
from models.domain.clock import day_of, local
from models.domain.formats import day_text, percent_text
from models.domain.labels import label
from models.domain.language import N_, _, current_language, pgettext
from models.domain.progress import Progress, amount
from models.domain.state_sets import NOT_CONVENED
from models.domain.text import capital, fold, one_line, split_lines
from models.domain.vocabulary import Status, TaskState
from models.queries.decisions import PetitionLine, TaskLine
from models.queries.meetings import GuestView, MeetingView
from models.queries.roll_call import RollCallRow, counted

_STATES = {TaskState.DONE: N_("carried out"), TaskState.LATE: N_("carried out late")}
"""How papers call states that screens call shorter."""

_DASH = re.compile(r"[-–—+•]\s+")
_MONTH_ALONE = re.compile(r"(?:cua )?(?:ky )?thang \d+(?:(?:/| nam )\d{4})?|\w+ \d{4}|resolution|nghi quyet")
"""Titles of resolutions, folded, that say nothing but their type and their month."""

_BEFORE_PERCENT = re.compile(r"(?<=\d)[ \u00a0](?=%)")


def hour_text(moment: datetime) -> str:
    """Return a time of the day in Vietnam: ``14:05``, in Vietnamese ``14 giờ 05``."""
    here = local(moment)
    return _("{hour}:{minute}").format(hour=f"{here:%H}", minute=f"{here:%M}")


def weekday_text(day: date) -> str:
    """Return the day of the week: ``thứ Năm``."""
    return _(_WEEKDAYS[day.weekday()])


_WEEKDAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday")),
)


def end_text(ended: datetime, began: datetime) -> str:
    """Return when something ended: the hour “on the same day” if so, else the hour and the day."""
    if day_of(ended) == day_of(began) and ended >= began:
        return _("{time} on the same day").format(time=hour_text(ended))
    return _("{time} on {day}").format(time=hour_text(ended), day=day_text(ended))


def hours_text(began: datetime, ended: datetime) -> tuple[str, str]:
    """Return when something began and ended: hours, the end with its day if it is another one."""
    return hour_text(began), hour_text(ended) if day_of(ended) == day_of(began) else end_text(ended, began)


def comrade(name: str) -> str:
    """Return a member or guest as papers name people: ``đồng chí Vi Văn Mậu``; in English the name."""
    return pgettext("somebody in a document", "{name}").format(name=name)


def comrades(names: Iterable[str]) -> str:
    """Return several people in one text, each named as :func:`comrade` does."""
    return ", ".join(map(comrade, names))


def names_with_reasons(rows: Iterable[RollCallRow]) -> str:
    """Return names with the reasons of those who gave one: ``đồng chí Phùng Sỹ Ân (ốm), đồng chí Vi Văn Mậu``."""
    named = ((comrade(row.full_name), one_line(row.reason)) for row in rows)
    return ", ".join(f"{name} ({reason})" if reason else name for name, reason in named)


def guest_names(guests: Iterable[GuestView]) -> str:
    """Return guests with their positions: ``đồng chí Lò Văn Thành (Ban Tổ chức Đảng ủy)``."""
    named = ((comrade(one.full_name), one_line(one.role)) for one in guests)
    return ", ".join(f"{name} ({role})" if role else name for name, role in named)


def with_office(roll: Iterable[RollCallRow], name: str) -> str:
    """Return a member with the office in the cell (``đồng chí Phạm Quốc Ánh, bí thư``); without one, the name alone."""
    office = next((row.office for row in roll if row.full_name == name), None)
    return f"{comrade(name)}, {label(office)}" if office else comrade(name)


def subject_text(of: MeetingView, day: date | None = None) -> str:
    """Return the subject line (trích yếu) of a paper about a meeting: kind, month, year.

    ``day`` is the day of the meeting, unless another is given: an invitation names the planned one.
    """
    day = day or of.day
    if title := one_line(of.title):
        return _("{title}, {day}").format(title=title, day=day_text(day))
    return subject_of(of.kind, day)


def without_type(title: str, type_of_paper: str) -> str:
    """Return a title without the type of the document: “Nghị quyết tháng 12” becomes “tháng 12”."""
    line = one_line(title)
    rest = line[len(type_of_paper) :].lstrip()
    return rest if rest and fold(line).startswith(f"{fold(type_of_paper)} ") else line


def standings_text(rows: Iterable[RollCallRow]) -> str:
    """Return how many members of each standing there are: ``08 chính thức, 02 dự bị``."""
    listed = tuple(rows)
    standings = (Status.OFFICIAL, Status.PROBATIONARY, Status.TEMPORARY)
    found = ((status, sum(status in row.statuses for row in listed)) for status in standings)
    return ", ".join(f"{office_number(count)} {label(status)}" for status, count in found if count)


def called_text(rows: Sequence[RollCallRow]) -> str:
    """Return how many members are called, and their standings: ``10 đồng chí (08 chính thức, 02 dự bị)``."""
    standings = standings_text(rows)
    told = _("{share} members").format(share=office_number(len(rows)))
    return f"{told} ({standings})" if standings else told


def office_number(number: int) -> str:
    """Return a number as Vietnamese papers write it, of two digits: ``05``; nothing is ``0``."""
    return f"{number:02}" if number and current_language() == "vi" else str(number)


def resolution_subject(title: str, of: MeetingView) -> str:
    """Return the subject line of a resolution: its title without the type; of a title that names no more than a month,
    that of the meeting.
    """
    subject = without_type(title, _("RESOLUTION"))
    return subject_text(of) if _MONTH_ALONE.fullmatch(fold(subject)) else subject


def present_text(attendance: Rate) -> str:
    """Return how many of those expected came, with the percentage: ``9/10 đồng chí (90 %)``."""
    return _("{share} members").format(
        share=f"{office_number(attendance.numerator)}/{office_number(attendance.denominator)}"
    ) + (f" ({percent_text(attendance)})" if attendance.denominator else "")


def roll_in_words(roll: Sequence[RollCallRow]) -> str:
    """Return the number of members on the roll, and of each mark; the marks add up to the roll."""
    uncalled = _("not called")
    marks = [f"{label(mark) if mark else uncalled}: {office_number(count)}" for mark, count in counted(roll).items()]
    return _("{total} on the roll ({marks})").format(total=office_number(len(roll)), marks="; ".join(marks))


def why_not_convened(row: RollCallRow) -> str:
    """Return why a member was not invited to a meeting: suspended, prosecuted or detained."""
    return ", ".join(label(status) for status in Status if status in row.statuses & NOT_CONVENED)


def sentence(text: str) -> str:
    """Return a text on one line, ended with a full stop."""
    line = one_line(text)
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def lines_of(text: str) -> Iterator[str]:
    """Yield the non-empty lines of a text, without unprintable characters."""
    return (line for line in (one_line(line) for line in split_lines(text)) if line)


def undashed(line: str) -> str:
    """Return a line without a dash in front, for a line that gets one."""
    found = _DASH.match(line)
    return line[found.end() :] if found else line


def below(text: str) -> Iterator[str]:
    """Yield the lines of a text to stand under another line: each begins with “+”, without a dash of its own."""
    return (f"+ {undashed(line)}" for line in lines_of(text))


def sentences(text: str) -> tuple[str, ...]:
    """Return the lines of a text as sentences; all but the first begin with “+”, so that none looks like a heading."""
    first, *others = [sentence(line) for line in lines_of(text)] or [""]
    return first, *(f"+ {line}" for line in others)


def in_cell(text: str) -> str:
    """Return a text for the cell of a table, with its line breaks."""
    return "\n".join(lines_of(text))


def percents_closed(text: str) -> str:
    """Return percentages as Party papers write them: “62,5%”; on a screen they are “62,5 %”."""
    return _BEFORE_PERCENT.sub("", text)


def quoted(text: str) -> str:
    """Return a text within quotation marks; those within it become single ones."""
    return _("“{text}”").format(text=text.replace("“", "‘").replace("”", "’"))


def target_text(task: TaskLine) -> str:
    """Return a task's target with its starting value: ``từ 12 lên 40 cơ sở``; empty without a target."""
    if task.target is None:
        return ""
    target = _quantity(task.target, task.decimals, task.unit)
    if task.baseline is None:
        return target
    text = _("from {baseline} down to {target}") if task.target < task.baseline else _("from {baseline} to {target}")
    return text.format(baseline=amount(task.baseline, task.decimals), target=target)


def start_text(task: TaskLine) -> str:
    """Return how things stood when a task was given: the words that say so, else the number from which it begins."""
    if task.state_at_start:
        return one_line(task.state_at_start).rstrip(".")
    return "" if task.baseline is None else _quantity(task.baseline, task.decimals, task.unit)


def state_text(task: TaskLine, day: date) -> str:
    """Return the state of a task on the day of the meeting that reports on it; “overdue” if its own day is past."""
    if task.is_overdue(day):
        return _("overdue")
    return _(_STATES[task.state]) if task.state in _STATES else label(task.state)


def reached_text(progress: Progress | None, unit: str) -> str:
    """Return what was reached of a target, with the percentage: ``5/5 trường (100 %)``; empty without a target."""
    if progress is None:
        return ""
    target = _quantity(progress.target, progress.decimals, unit)
    if progress.actual is None:
        return _("target {target}, no figure reported").format(target=target)
    return f"{amount(progress.actual, progress.decimals)}/{target} ({percent_text(progress.share)})"


def task_result(task: TaskLine, day: date) -> str:
    """Return what became of a task as sentences: its state with the number reached, then what was reported."""
    figures = ", ".join(filter(None, (state_text(task, day), reached_text(task.progress, task.unit))))
    return " ".join([sentence(figures), *(sentence(capital(line)) for line in lines_of(task.result))])


def _quantity(number: int, decimals: int, unit: str) -> str:
    return f"{amount(number, decimals)} {unit}".strip()


def task_text(task: TaskLine) -> str:
    """Return a task in one line: who, what, target, due day."""
    parts = [one_line(task.title)]
    if task.target is not None:
        parts.append(_("target: {target}").format(target=target_text(task)))
    if task.state_at_start:
        parts.append(_("at the start: {state}").format(state=start_text(task)))
    if task.due_on:
        parts.append(_("until {day}").format(day=day_text(task.due_on)))
    what = ", ".join(parts)
    return _("{who}: {what}").format(who=capital(comrade(task.owner)), what=what) if task.owner else what


def petition_text(one: PetitionLine) -> str:
    """Return a petition in one line: who asked for what, its addressee, who follows it up until when, the answer."""
    asked = "; ".join(lines_of(one.text)).rstrip(".")
    if one.sender:
        sender = comrade(one.sender) if one.by_member else one.sender
        asked = _("{sender} asked: {text}").format(sender=capital(sender), text=asked)
    parts = [asked]
    if one.addressed_to:
        parts.append(_("passed to {whom}").format(whom=one_line(one.addressed_to)))
    if one.owner:
        follows = _("{owner} follows it up") if one.due_on is None else _("{owner} follows it up and answers by {day}")
        parts.append(follows.format(owner=comrade(one.owner), day=day_text(one.due_on) if one.due_on else ""))
    if one.answer:
        parts.append(_("answer: {text}").format(text="; ".join(lines_of(one.answer)).rstrip(".")))
    return "; ".join(parts)
