"""The members of the cell: who they are, and what they are from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.acts.eligibility import eligible_member, name_of
from models.acts.fields import given, optional_line
from models.acts.kinds import BirthDay, MemberId, PastDay
from models.acts.member_periods import (
    Dated,
    begin_office,
    begin_standing,
    begin_status,
    came_today,
    change_dates,
    end,
    enrol,
    in_force,
    office_rows,
    status_rows,
)
from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.errors import Refused
from models.domain.formats import kept_day
from models.domain.labels import label
from models.domain.language import N_
from models.domain.roles import Role
from models.domain.text import clean_text, name_key
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import Office, Status
from models.queries.people import STANDINGS, cell, members
from models.store.unit import Unit
from models.tables import Member, MemberOffice, MemberStatus

_NAME, _REASON = N_("name of the member"), N_("reason")


@act("member.add", label=N_("added the member {member}"))
def add_member(
    unit: Unit,
    name: str,
    born: BirthDay | None = None,
    joined: PastDay | None = None,
    official: PastDay | None = None,
    standing: Status | None = None,
    office: Office | None = None,
    remark: str = "",
    since: date | None = None,
) -> str:
    """Add a member; without a standing, one with an official date is official and anybody else probationary.

    ``since`` is the day of coming to the cell: meetings before it do not count the member. Without it, that is today
    once the cell has met, and since ever before its first meeting.
    """
    what = standing or (Status.OFFICIAL if official else Status.PROBATIONARY)
    if what not in STANDINGS:
        raise Refused(N_("A member is official or probationary; give “{status}” afterwards."), status=label(what)).at(
            "standing"
        )
    member = Member(
        id="",
        organisation_id=cell(unit.connection).id,
        full_name=title_of(name, _NAME, "name"),
        birth_date=born,
        joined_on=joined,
        official_on=official,
        came_on=since or came_today(unit),
        remark=clean_text(remark).strip(),
    )
    _check_new(unit, member)
    member = enrol(unit, member)
    begin_standing(unit, member, what)
    if office:
        _check_vacant(unit, member, office, unit.today)
        begin_office(unit, member, office, None)
    unit.say(member=name_of(unit, member))
    return member.id


@act("member.change", label=N_("changed what is known of {member}"))
def change_member(
    unit: Unit,
    member: MemberId,
    name: str | None = None,
    born: BirthDay | Unset | None = UNSET,
    joined: PastDay | Unset | None = UNSET,
    official: PastDay | Unset | None = UNSET,
    remark: str | None = None,
    since: date | Unset | None = UNSET,
) -> None:
    """Correct a member's name, dates, day of coming to the cell or remark; the standing follows the Party's dates."""
    found = unit.get(Member, member)
    found.full_name = found.full_name if name is None else title_of(name, _NAME, "name")
    found.birth_date = given(born, found.birth_date)
    found.came_on = given(since, found.came_on)
    found.remark = found.remark if remark is None else clean_text(remark).strip()
    change_dates(unit, found, given(joined, found.joined_on), given(official, found.official_on))
    unit.say(member=name_of(unit, found))


@act("member.status", label=N_("{member}: {status} from {since} until {until}"))
def set_status(
    unit: Unit,
    member: MemberId,
    status: Status,
    since: date | None = None,
    until: date | Unset | None = UNSET,
    reason: str | Unset = UNSET,
) -> None:
    """Give a member a status from a day on; with a last day or a reason alone, change those of the one that holds."""
    found = unit.get(Member, member)
    day = since or unit.today
    holding = [row for row in in_force(status_rows(unit, found), day) if row.status is status]
    _check_span(since, until, holding, name_of(unit, found), label(status), is_more=reason is not UNSET)
    why = None if isinstance(reason, Unset) else optional_line(reason, _REASON, "reason")
    if not holding:
        begin_status(unit, found, status, day, given(until, None), why or "")
    elif until is not UNSET and status in STANDINGS:
        raise Refused(N_("A standing ends when the member is given the other one, or has left; give that instead.")).at(
            "status"
        )
    else:
        _change_end(holding, until, status_rows(unit, found))
        for row in holding:
            row.reason = row.reason if why is None else why
    unit.say(member=name_of(unit, found), status=status, **_span(day, until, holding))


@act("member.office", label=N_("{member}: {office} from {since} until {until}"))
def set_office(
    unit: Unit,
    member: MemberId,
    office: Office,
    since: date | None = None,
    until: date | Unset | None = UNSET,
) -> None:
    """Give a member an office from a day on in place of the one held; with a last day alone, end the one held."""
    found = unit.get(Member, member)
    day = since or unit.today
    holding = [row for row in in_force(office_rows(unit, found), day) if row.office is office]
    _check_span(since, until, holding, name_of(unit, found), label(office))
    if not holding:
        eligible_member(unit, Role.OFFICE_HOLDER, found.id, day=day)
        _check_vacant(unit, found, office, day)
        begin_office(unit, found, office, day, given(until, None))
    else:
        for row in holding:
            if row.until_on and _is_longer(row.until_on, until):
                _check_vacant(unit, found, office, row.until_on)
        _change_end(holding, until, office_rows(unit, found))
    unit.say(member=name_of(unit, found), office=office, **_span(day, until, holding))


def _check_new(unit: Unit, member: Member) -> None:
    for known in members(unit.connection, unit.today, with_left=True):
        if (name_key(known.full_name), known.birth_date) == (name_key(member.full_name), member.birth_date):
            raise Refused(
                N_("{member} with that birth date is in the roster already; change that record."),
                member=known.full_name,
            ).at("name")


def _check_span(
    since: date | None,
    until: date | Unset | None,
    holding: Sequence[Dated],
    member: str,
    what: str,
    is_more: bool = False,
) -> None:
    """Refuse an impossible period; ``is_more`` tells that something else than the end is to change."""
    if since and isinstance(until, date) and until <= since:
        raise Refused(N_("The end must come after the beginning; give a later day.")).at("until")
    if holding and until is UNSET and not is_more:
        raise Refused(N_("{member} is “{what}” already; there is nothing to change."), member=member, what=what).at(
            "until"
        )
    if not holding and since is None and until is not UNSET:
        raise Refused(
            N_("{member} is not “{what}” now, so that there is no end to change; give the first day too."),
            member=member,
            what=what,
        ).at("since")


def _change_end(holding: list[Dated], until: date | Unset | None, beside: Sequence[Dated]) -> None:
    """Change the last day of the present period, or remove it, unless a later period overlaps."""
    for row in holding:
        if row.until_on and _is_longer(row.until_on, until):
            _check_last(row.until_on, until, [one for one in beside if _is_like(one, row)])
    if isinstance(until, date):
        end(holding, until)
    elif until is None:
        for row in holding:
            row.until_on = None


def _is_longer(ends: date, until: date | Unset | None) -> bool:
    return until is None or (isinstance(until, date) and until > ends)


def _check_last(ends: date, until: date | Unset | None, beside: Sequence[Dated]) -> None:
    later = [one.from_on for one in beside if one.from_on and one.from_on >= ends]
    reached = [day for day in later if not isinstance(until, date) or day < until]
    if reached:
        raise Refused(
            N_(
                "The next one begins on {day}, and this one cannot last longer; take that one away first by undoing it."
            ),
            day=min(reached),
        ).at("until")


def _is_like(one: MemberStatus | MemberOffice, row: MemberStatus | MemberOffice) -> bool:
    """Tell whether two rows cannot be in force at the same time: any two offices, or a status and the same status."""
    return isinstance(one, MemberOffice) or (isinstance(row, MemberStatus) and one.status is row.status)


def _span(day: date, until: date | Unset | None, holding: Sequence[Dated]) -> dict[str, str]:
    """Return the days for the audit line: those of the present period, which begins on the day if there was none
    before.
    """
    begun, ends = next(((row.from_on, row.until_on) for row in holding), (day, None))
    return {"since": _shown(begun), "until": _shown(given(until, ends))}


def _check_vacant(unit: Unit, member: Member, office: Office, day: date) -> None:
    holders = (view for view in members(unit.connection, day) if view.office is office and view.id != member.id)
    if office is Office.SECRETARY and (holder := next(holders, None)):
        raise Refused(
            N_("{holder} is the secretary, and a cell has one; end that office first."), holder=holder.full_name
        ).at("office")


def _shown(day: date | None) -> str:
    return kept_day(day) if day else "…"
