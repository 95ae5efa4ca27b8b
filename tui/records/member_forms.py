"""Forms about a member: a new one, corrections, status and office with their first and last day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.formats import kept_day
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import one_line
from models.domain.typed.days import YearHint, optional_day
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import Office, Status
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.records.follow_up_forms import OfMemberForm, RecordFormData, needed_member
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine


class _PeriodForm(OfMemberForm):
    """A form about a period of the member: its first day, and the first day after it."""

    _today: date

    def period_fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("From (day/month/year; empty: today)"), EntryLine(id="since"))
        yield from self.labelled(N_("First day without it (may stay empty)"), EntryLine(id="until"))

    @property
    def since(self) -> date | None:
        """The typed first day; ``None`` for today."""
        return self.parsed("since", lambda text: optional_day(text, self._today, YearHint.NEAR))

    @property
    def until(self) -> date | Unset:
        """The typed first day after the period; unset where none is typed."""
        return self.parsed("until", lambda text: optional_day(text, self._today, YearHint.AHEAD)) or UNSET


class StatusForm(_PeriodForm):
    """Asks for a status and its period: exempt, elsewhere, suspended …; a last day alone ends the present one."""

    title = N_("Status of the member")
    argument_fields = fields_by(reason="status-reason")

    def fields(self) -> Iterable[Widget]:
        yield Static(id="holding")
        yield from self.labelled(N_("Status"), ChoiceField([(word, label(word)) for word in Status], id="status"))
        yield from self.period_fields()
        yield from self.labelled(N_("Reason (may stay empty)"), EntryLine(id="status-reason"))

    def prepare(self, view: RecordFormData) -> None:
        """Show the present statuses; the first condition among them is preselected, so that a day ends it."""
        self._member, self._today = needed_member(view), view.today
        words = [label(word) for word in (self._member.standing, *self._member.conditions) if word]
        self.update_line("#holding", Content(one_line(", ".join(words))))
        self.query_one("#status", ChoiceField).value = next(iter(self._member.conditions), Status.EXEMPT)
        self.clear_fields("since", "until", "status-reason")

    def request(self) -> ActRequest:
        """Return the act without empty arguments."""
        return request_act(
            "member.status",
            member=self._member.id,
            status=Status(self.query_one("#status", ChoiceField).value),
            since=self.since,
            until=self.until,
            reason=self.text("status-reason") or UNSET,
        )


class OfficeForm(_PeriodForm):
    """Asks for an office and its period; a last day alone ends the present one."""

    title = N_("Office of the member")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Office"), ChoiceField([(word, label(word)) for word in Office], id="office"))
        yield from self.period_fields()

    def prepare(self, view: RecordFormData) -> None:
        """Choose the present office, so that a day ends it."""
        self._member, self._today = needed_member(view), view.today
        self.query_one("#office", ChoiceField).value = self._member.office or Office.COMMITTEE_MEMBER
        self.clear_fields("since", "until")

    def request(self) -> ActRequest:
        return request_act(
            "member.office",
            member=self._member.id,
            office=Office(self.query_one("#office", ChoiceField).value),
            since=self.since,
            until=self.until,
        )


class _MemberForm(Form):
    """The fields of a member that are typed."""

    argument_fields = fields_by(official="member-official", since="came", remark="member-remark", office="new-office")

    def typed_fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Full name"), EntryLine(id="name"))
        yield from self.labelled(N_("Born (day/month/year)"), EntryLine(id="born"))
        yield from self.labelled(N_("Joined the Party (day/month/year)"), EntryLine(id="joined"))
        yield from self.labelled(N_("Official member since (empty: probationary)"), EntryLine(id="member-official"))
        yield from self.labelled(N_("In the cell since (may stay empty)"), EntryLine(id="came"))
        yield from self.labelled(N_("Remark (may stay empty)"), EntryLine(id="member-remark"))

    def day(self, name: str, lean: YearHint = YearHint.PAST) -> date | None:
        """Return a typed day, ``None`` for an empty field."""
        return self.parsed(name, lambda text: optional_day(text, self.today, lean))


class NewMemberForm(_MemberForm):
    """Takes a member into the records."""

    title = N_("A new member")

    def fields(self) -> Iterable[Widget]:
        yield from self.typed_fields()
        offices = [("", _("none")), *((str(word), label(word)) for word in Office)]
        yield from self.labelled(N_("Office"), ChoiceField(offices, id="new-office"))

    def request(self) -> ActRequest:
        office = self.query_one("#new-office", ChoiceField).value
        return request_act(
            "member.add",
            name=self.text("name"),
            born=self.day("born", YearHint.BORN),
            joined=self.day("joined"),
            official=self.day("member-official"),
            office=Office(office) if office else None,
            since=self.day("came", YearHint.NEAR),
            remark=self.text("member-remark"),
        )


class MemberChangeForm(_MemberForm, OfMemberForm):
    """Corrects what is known of a member."""

    title = N_("Correct the member")

    def fields(self) -> Iterable[Widget]:
        yield from self.typed_fields()

    def prepare(self, view: RecordFormData) -> None:
        one = self._member = needed_member(view)
        days = (one.birth_date, one.joined_on, one.official_on, one.came_on)
        texts = (one.own_name or one.full_name, *(kept_day(day) if day else "" for day in days), one.remark)
        self._before = dict(
            zip(("name", "born", "joined", "member-official", "came", "member-remark"), texts, strict=True)
        )
        for name, text in self._before.items():
            self.query_one(f"#{name}", EntryLine).typed = text

    def request(self) -> ActRequest:
        """Return the act with what was changed: another laptop may have corrected the rest. An emptied day goes."""
        return request_act(
            "member.change",
            member=self._member.id,
            name=self._changed_text("name"),
            born=self._changed_day("born", YearHint.BORN),
            joined=self._changed_day("joined"),
            official=self._changed_day("member-official"),
            since=self._changed_day("came", YearHint.NEAR),
            remark=self._changed_text("member-remark"),
        )

    def _changed_text(self, name: str) -> str | None:
        return None if self.text(name) == self._before[name] else self.text(name)

    def _changed_day(self, name: str, lean: YearHint = YearHint.PAST) -> date | Unset | None:
        return UNSET if self.text(name) == self._before[name] else self.day(name, lean)
