"""A meeting in preparation in one view: agenda, presenters, warnings, remaining steps."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from models.domain.language import N_, _
from models.domain.presenters import PresenterShare
from models.domain.vocabulary import MeetingKind
from models.domain.warnings import RuleWarning
from models.profiles.schema import RuleProfile
from models.queries.agenda import AgendaView, ItemView, agenda
from models.queries.carry_over import CarriedOver, carried_over
from models.queries.copied import copied_texts
from models.queries.materials import MaterialView, materials
from models.queries.meeting_checks import (
    committee_met,
    committee_warning,
    length_warning,
    notice_warning,
    theme_warning,
)
from models.queries.people import cell_size
from models.queries.presenters import presenter_share_warning, without_part
from models.queries.removed_items import RemovedItem, removed_since_agreed
from models.queries.tasks import without_open_task
from models.queries.themes import theme_reminders


@dataclass(frozen=True, slots=True)
class PreparationStep:
    """A step of the preparation: what was done, or what is missing (an English gettext message with its values)."""

    text: str
    values: tuple[tuple[str, object], ...]
    done: bool

    def __str__(self) -> str:
        return _(self.text).format(**dict(self.values))


@dataclass(frozen=True, slots=True)
class PreparationView:
    """The data of the preparation screen.

    ``shares`` are the presenters with what each presents; ``without_part`` the names of members who present nothing,
    ``without_task`` of those without an open task; ``materials`` the documents of each item by its key; ``removed`` the
    items removed since the agenda was agreed.
    """

    agenda: AgendaView
    shares: tuple[tuple[str, PresenterShare], ...]
    without_part: tuple[str, ...]
    without_task: tuple[str, ...]
    carried: CarriedOver
    warnings: tuple[RuleWarning, ...]
    steps: tuple[PreparationStep, ...]
    materials: dict[str, tuple[MaterialView, ...]]
    removed: tuple[RemovedItem, ...]


def preparation(
    connection: sqlite3.Connection, meeting_id: str, rules: RuleProfile, home: Path | None = None
) -> PreparationView:
    """Return the preparation view of a meeting. Raises ``UnknownRecord`` when there is none."""
    listed = agenda(connection, meeting_id)
    attached = materials(connection, meeting_id)
    names = {item.placed.item.presenter_id: item.presenter for item in listed.items}
    warnings = _warnings(connection, listed, rules, home)
    return PreparationView(
        agenda=listed,
        shares=tuple((names[share.presenter_id], share) for share in listed.shares),
        without_part=tuple(member.full_name for member in without_part(connection, listed, listed.meeting.day)),
        without_task=without_open_task(connection, listed.meeting.day),
        carried=carried_over(connection, meeting_id),
        warnings=warnings,
        steps=_steps(connection, listed, rules),
        materials=attached,
        removed=removed_since_agreed(connection, listed),
    )


def checklist(connection: sqlite3.Connection, meeting_id: str, rules: RuleProfile) -> tuple[PreparationStep, ...]:
    """Return the steps of a meeting's preparation. Raises ``UnknownRecord`` when there is none."""
    return _steps(connection, agenda(connection, meeting_id), rules)


def _warnings(
    connection: sqlite3.Connection, listed: AgendaView, rules: RuleProfile, home: Path | None
) -> tuple[RuleWarning, ...]:
    of = listed.meeting
    found = (
        length_warning(rules, of.kind, listed.total_minutes, cell_size(connection, of.day), thematic=listed.has_theme),
        presenter_share_warning(listed, rules),
        theme_warning(connection, rules, of, thematic=listed.has_theme),
        committee_warning(connection, rules, of.kind, of.scheduled_at),
        notice_warning(rules, of.scheduled_at, of.notified_at) if of.notified_at else None,
        *theme_reminders(connection, of.day),
        *copied_texts(connection, home, of),
    )
    return tuple(warning for warning in found if warning)


def _steps(connection: sqlite3.Connection, listed: AgendaView, rules: RuleProfile) -> tuple[PreparationStep, ...]:
    """Return the checklist: each step states what the records contain, or what is missing."""
    of = listed.meeting
    lacking = sum(_lacks_presenter(item) for item in listed.items)
    values: tuple[tuple[str, object], ...] = (("count", len(listed.items)), ("minutes", listed.total_minutes))
    agenda_text = N_("agenda: {count} items, {minutes} min")
    if of.kind is MeetingKind.REGULAR:
        least = rules.meetings.least_minutes(cell_size(connection, of.day), thematic=listed.has_theme).value
        agenda_text = N_("agenda: {count} items, {minutes} min (at least {least})")
        values = (*values, ("least", least))
    most = presenter_share_warning(listed, rules)
    steps = [
        _step(bool(listed.items), agenda_text, N_("no agenda yet"), values),
        _step(
            not lacking,
            N_("a presenter for every item"),
            N_("{count} items without a presenter"),
            (("count", lacking),),
        ),
        _step(most is None, N_("no one presents most of it"), N_("not shared out yet: one person presents most of it")),
    ]
    if (met := committee_met(connection, rules, of.kind, of.scheduled_at)) is not None:
        not_met = N_("the committee has not met: {key:go.home}, {key:home.plan} plans its meeting")
        steps.append(_step(met, N_("the committee has met"), not_met))
    return (
        *steps,
        _step(of.agreed_at is not None, N_("agenda agreed"), N_("agenda not agreed")),
        _step(of.notified_at is not None, N_("members notified"), N_("members not notified")),
    )


def _step(done: bool, met: str, missing: str, values: tuple[tuple[str, object], ...] = ()) -> PreparationStep:
    return PreparationStep(met if done else missing, values, done=done)


def _lacks_presenter(item: ItemView) -> bool:
    return not item.presenter
