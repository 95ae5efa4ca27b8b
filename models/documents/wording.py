"""How documents write days, names, votes and targets, in the language of the program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from models.domain.clock import day_of, local
from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import _
from models.domain.progress import amount
from models.domain.text import one_line
from models.domain.vocabulary import Method, RoundState
from models.queries.decisions import TaskLine
from models.queries.results import round_result
from models.queries.roll_call import RollCallRow, counted
from models.queries.votes import RoundView


def hour_text(moment: datetime) -> str:
    """Return a time of the day in Vietnam: ``14:05``, in Vietnamese ``14 giờ 05``."""
    here = local(moment)
    return _("{hour}:{minute}").format(hour=f"{here:%H}", minute=f"{here:%M}")


def end_text(ended: datetime, began: datetime) -> str:
    """Return when something ended: the hour “on the same day” where that is so, else the hour and the day."""
    if day_of(ended) == day_of(began) and ended >= began:
        return _("{time} on the same day").format(time=hour_text(ended))
    return _("{time} on {day}").format(time=hour_text(ended), day=day_text(ended))


def hours_text(began: datetime, ended: datetime) -> tuple[str, str]:
    """Return from when to when: hours, the end with its day where it is another one."""
    return hour_text(began), hour_text(ended) if day_of(ended) == day_of(began) else end_text(ended, began)


def names_with_reasons(rows: Iterable[RollCallRow]) -> str:
    """Return names with the reasons of those who gave one: ``Phùng Sỹ Ân (ốm), Vi Văn Mậu``."""
    return ", ".join(f"{row.full_name} ({one_line(row.reason)})" if row.reason else row.full_name for row in rows)


def roll_in_words(roll: Sequence[RollCallRow]) -> str:
    """Return how many are on the roll, and how many have each mark; the marks add up to the roll."""
    uncalled = _("not called")
    marks = [f"{label(mark) if mark else uncalled}: {count}" for mark, count in counted(roll).items()]
    return _("{total} on the roll ({marks})").format(total=len(roll), marks="; ".join(marks))


def round_text(found: RoundView) -> str:
    """Return a counted round: how it was held, the papers, and the result."""
    held = "; ".join(filter(None, (label(found.method), papers_text(found))))
    text = f"{held}. {result}" if (result := round_result(found)) else held
    if found.state is RoundState.VOIDED:
        return _("{round} – voided: {reason}").format(round=text, reason=one_line(found.void_reason))
    return text


def papers_text(found: RoundView) -> str:
    """Return how many papers of a secret ballot were issued and came back; nothing for a show of hands."""
    if found.method not in (Method.PAPER_BALLOT, Method.LAPTOP_BALLOT) or found.issued is None:
        return ""
    return _("issued {issued}, returned {returned}, valid {valid}, invalid {invalid}").format(
        issued=found.issued, returned=found.returned, valid=found.valid, invalid=found.invalid or 0
    )


def sentence(text: str) -> str:
    """Return a text in one line that ends as a sentence does."""
    line = one_line(text)
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def target_text(task: TaskLine) -> str:
    """Return a task's target, from where it begins: ``3 → 77 hộ``; empty without one."""
    if task.target is None:
        return ""
    begin = f"{amount(task.baseline, task.decimals)} → " if task.baseline is not None else ""
    return f"{begin}{amount(task.target, task.decimals)} {task.unit}".strip()


def task_text(task: TaskLine) -> str:
    """Return a task in one line: who, what, from what to what, until when."""
    parts = [task.owner or "–", one_line(task.title)]
    if task.target is not None:
        parts.append(_("target {target}").format(target=target_text(task)))
    if task.due_on:
        parts.append(_("until {day}").format(day=day_text(task.due_on)))
    return "; ".join(parts)
