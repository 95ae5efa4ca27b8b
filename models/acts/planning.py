"""Planning a meeting: agenda from the template of its kind, presenters by office, items left over last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from models.acts.agenda import add_item, take_over
from models.acts.fields import minutes_of, optional_line
from models.acts.meeting_warnings import warn_of_day, warn_of_length
from models.acts.registry import act
from models.domain.clock import VIETNAM, to_text
from models.domain.errors import Refused
from models.domain.formats import kept_moment
from models.domain.item_kinds import Presenter
from models.domain.labels import label
from models.domain.language import N_
from models.domain.vocabulary import MeetingKind, MeetingState, Office
from models.profiles.in_force import load_profile, load_template
from models.profiles.schema import AgendaTemplate, TemplateItem
from models.queries.agenda import agenda
from models.queries.meetings import meetings
from models.queries.people import cell, members
from models.store.unit import Unit
from models.tables import Meeting

TITLE, PLACE = N_("title of the meeting"), N_("place of the meeting")


@act("meeting.plan", label=N_("planned a meeting ({kind}) for {day}"))
def plan_meeting(
    unit: Unit,
    at: datetime,
    kind: MeetingKind = MeetingKind.REGULAR,
    place: str = "",
    title: str = "",
    minutes: int | None = None,
) -> str:
    """Plan a meeting with the standard agenda of its kind and what the last regular meeting left over."""
    _check_free(unit, kind, at)
    template = load_template(unit.home, kind)
    presenters = _presenters(unit, at.astimezone(VIETNAM).date())
    meeting = _meeting(unit, at, template, presenters[Presenter.SECRETARY])
    meeting.place, meeting.title = optional_line(place, PLACE, "place"), optional_line(title, TITLE, "title")
    # A removed or moved meeting is not reused: a meeting planned at its hour is a new one.
    parts = (meeting.organisation_id, meeting.kind, to_text(at))
    unit.add_natural(meeting, *parts, revive=False)
    unit.meeting_id = meeting.id
    _add_items(unit, meeting, template.items, None, presenters)
    if kind is MeetingKind.REGULAR:
        take_over(unit, meeting)
    planned = agenda(unit.connection, meeting.id)
    proposed = max(template.minutes, planned.total_minutes)
    meeting.planned_minutes = proposed if minutes is None else minutes_of(minutes, least=1)
    warn_of_day(unit, meeting)
    warn_of_length(unit, meeting, meeting.planned_minutes, thematic=planned.has_theme)
    unit.say(kind=kind, day=kept_moment(at))
    return meeting.id


def _check_free(unit: Unit, kind: MeetingKind, at: datetime) -> None:
    listed = (view for view in meetings(unit.connection) if view.state is not MeetingState.POSTPONED)
    if any(view.kind is kind and view.scheduled_at == at for view in listed):
        raise Refused(N_("This meeting is planned already ({kind}); change that one."), kind=label(kind)).at("at")


def _meeting(unit: Unit, at: datetime, template: AgendaTemplate, chair: str | None) -> Meeting:
    profile = load_profile(unit.home, at.astimezone(VIETNAM).date())
    return Meeting(
        id="",
        organisation_id=cell(unit.connection).id,
        kind=template.kind,
        scheduled_at=at,
        profile=profile.id,
        template=template.id,
        chair_id=chair,
        unspoken_first=profile.speaking.unspoken_first.value,
        present_only=profile.speaking.present_only.value,
        planned_speech_seconds=profile.speaking.planned_speech_seconds.value or None,
    )


def _presenters(unit: Unit, day: date) -> Mapping[Presenter, str | None]:
    """Return the members for the roles of a template on a day; the secretary replaces a vacant office."""
    holders: dict[Office, str] = {}
    for view in members(unit.connection, day):
        if view.office:
            holders.setdefault(view.office, view.id)
    secretary = holders.get(Office.SECRETARY)
    return {
        Presenter.SECRETARY: secretary,
        Presenter.DEPUTY_SECRETARY: holders.get(Office.DEPUTY_SECRETARY, secretary),
        Presenter.COMMITTEE_MEMBER: holders.get(Office.COMMITTEE_MEMBER, secretary),
    }


def _add_items(
    unit: Unit,
    meeting: Meeting,
    items: Iterable[TemplateItem],
    parent: str | None,
    presenters: Mapping[Presenter, str | None],
) -> None:
    for item in items:
        presenter = presenters.get(item.presenter)
        row = add_item(
            unit,
            meeting,
            parent,
            natural=item.key,
            title=item.title.vi,
            title_en=item.title.en,
            kind=item.kind,
            planned_minutes=item.minutes,
            presenter_id=presenter,
            presenter_text="" if presenter else item.presenter,
        )
        _add_items(unit, meeting, item.children, row.id, presenters)
