"""Forms of home: naming the cell, planning a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from models.domain.clock import VIETNAM
from models.domain.errors import WrongUsage
from models.domain.formats import kept_day, kept_hour
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.typed.days import YearHint, optional_day
from models.domain.typed.hours import read_hour
from models.domain.vocabulary import MeetingKind
from models.profiles.in_force import load_profile
from models.profiles.schema import RuleProfile
from models.queries.meetings import last_place_and_hour
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine

AFTERNOON = "14:00"
_JOINING = N_(
    "Where another laptop has this cell's records, name nothing: {key:quit} leaves the program, and “chibo join” with"
    " an invitation brings them."
)


def proposed_day(home: Path, today: date) -> date:
    """Return the next common day for a meeting, by the rules in force today."""
    return next_common_day(load_profile(home, today), today)


def next_common_day(rules: RuleProfile, today: date) -> date:
    """Return the next common meeting day after a day (docs/domain.md, rule 1)."""
    common = rules.meetings.common_day.value
    month = today if today.day < common else today.replace(day=1) + timedelta(days=32)
    return month.replace(day=common)


class CellForm(Form):
    """Asks for the name of the cell and its superior committee."""

    title = N_("Name your cell")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Name of the cell"), EntryLine(id="name"))
        yield from self.labelled(N_("Superior committee"), EntryLine(id="superior"))
        yield from self.labelled(N_("Place, as documents name it"), EntryLine(id="place"))
        yield Static(_(_JOINING))

    def prepare(self, _view: Any) -> None:
        self.clear_fields("name", "superior", "place")

    def action_cancel(self) -> None:
        """Refuse to close: without a cell there is nothing to show."""
        self.post_message(
            self.Notice(_("Before anything else the cell needs its name. {key:quit} leaves the program."))
        )

    def request(self) -> ActRequest:
        return request_act(
            "cell.create", name=self.text("name"), superior=self.text("superior"), place=self.text("place")
        )


class PlanForm(Form):
    """Asks for kind, day, hour and place of the next meeting."""

    title = N_("Plan a meeting")
    argument_fields = fields_by(at="day")
    _offered = ("", "")
    """The hour and place that were filled in last."""

    def fields(self) -> Iterable[Widget]:
        kinds = [(kind, label(kind)) for kind in MeetingKind]
        yield from self.labelled(N_("Kind"), ChoiceField(kinds, id="kind"))
        yield from self.labelled(N_("Day (day/month/year)"), EntryLine(id="day"))
        yield from self.labelled(N_("Hour"), EntryLine(id="hour"))
        yield from self.labelled(N_("Place of the meeting"), EntryLine(id="place"))

    def prepare(self, _view: Any) -> None:
        """Propose the common day of the next month by the rules in force (docs/domain.md, rule 1)."""
        self.clear_fields("place", "hour")
        proposed = proposed_day(self.program.gateway.home, self.today)
        self.query_one("#day", EntryLine).value = kept_day(proposed)
        self._offered = ("", "")
        self._offer_last()

    @on(ChoiceField.Changed, "#kind")
    def _offer_last(self) -> None:
        """Fill in hour and place of the last meeting of this kind; typed values stay."""
        kind = MeetingKind(self.query_one("#kind", ChoiceField).value)
        last = last_place_and_hour(self.app.gateway.reader, kind)  # type: ignore[attr-defined]
        hour = kept_hour(last[1]) if last else AFTERNOON
        offered = (hour, last[0] if last else "")
        for name, text, before in zip(("hour", "place"), offered, self._offered, strict=True):
            line = self.query_one(f"#{name}", EntryLine)
            if line.value == before:
                line.value = text
        self._offered = offered

    def request(self) -> ActRequest:
        at = datetime.combine(self.parsed("day", self._day), self.parsed("hour", read_hour), VIETNAM)
        kind = MeetingKind(self.query_one(ChoiceField).value)
        return request_act("meeting.plan", kind=kind, at=at, place=self.text("place"))

    def _day(self, text: str) -> date:
        found = optional_day(text, self.today, YearHint.AHEAD)
        if found is None:
            raise WrongUsage(N_("Say on which day the meeting is."))
        return found
