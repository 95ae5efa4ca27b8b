"""How documents write days, names, votes and targets, in the language of the program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from models.domain.bands import Rate
from models.domain.clock import VIETNAM
from models.domain.labels import label
from models.domain.language import _, current_language
from models.domain.text import one_line
from models.domain.vocabulary import Method, RoundState
from models.queries.decisions import TaskLine
from models.queries.roll_call import RollCallRow
from models.queries.votes import RoundView


def day_text(day: date) -> str:
    """Return a day: ``03/12/2026``, in English ``2026-12-03``."""
    return f"{day:%d/%m/%Y}" if current_language() == "vi" else day.isoformat()


def hour_text(moment: datetime) -> str:
    """Return a time of the day in Vietnam: ``14:05``, in Vietnamese ``14 giờ 05``."""
    local = moment.astimezone(VIETNAM)
    return _("{hour}:{minute}").format(hour=f"{local:%H}", minute=f"{local:%M}")


def names_with_reasons(rows: Iterable[RollCallRow]) -> str:
    """Return names with the reasons of those who gave one: ``Phùng Sỹ Ân (ốm), Vi Văn Mậu``."""
    return ", ".join(f"{row.full_name} ({one_line(row.reason)})" if row.reason else row.full_name for row in rows)


def round_text(found: RoundView) -> str:
    """Return a counted round in one sentence: how it was held, the numbers, the sum, what it means."""
    parts = [label(found.method)]
    if found.method in (Method.PAPER_BALLOT, Method.LAPTOP_BALLOT) and found.issued is not None:
        parts.append(
            _("issued {issued}, returned {returned}, valid {valid}, invalid {invalid}").format(
                issued=found.issued, returned=found.returned, valid=found.valid, invalid=found.invalid or 0
            )
        )
    parts += list(_marks(found))
    if found.arithmetic:
        parts.append(found.arithmetic)
    if found.passed is not None:
        parts.append(_("passed") if found.passed else _("not passed"))
    text = "; ".join(parts)
    if found.state is RoundState.VOIDED:
        return _("{round} – voided: {reason}").format(round=text, reason=one_line(found.void_reason))
    return text


def percent_text(rate: Rate) -> str:
    """Return a percentage with two decimals, rounded half up: ``62,50 %``, in English ``62.50 %``."""
    hundredths = rate.hundredths or 0
    comma = "," if current_language() == "vi" else "."
    return f"{hundredths // 100}{comma}{hundredths % 100:02} %"


def _marks(found: RoundView) -> Iterable[str]:
    if found.yes is not None:
        whole = f"/{found.counted}"
        yield _("for {yes}, against {no}, abstaining {abstain}").format(
            yes=f"{found.yes}{whole}", no=found.no or 0, abstain=found.abstain or 0
        )
    for option in found.options:
        if option.marks is not None:
            elected = _("elected") if option.elected else ""
            yield f"{option.option.label} {option.marks}" + (f" ({elected})" if elected else "")


def task_text(task: TaskLine) -> str:
    """Return a task in one line: who, what, from what to what, until when."""
    parts = [task.owner or "–", one_line(task.title)]
    if task.target is not None:
        begin = f"{task.baseline} → " if task.baseline is not None else ""
        parts.append(_("target {target}").format(target=f"{begin}{task.target} {task.unit}".strip()))
    if task.due_on:
        parts.append(_("until {day}").format(day=day_text(task.due_on)))
    return "; ".join(parts)
