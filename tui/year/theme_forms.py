"""Forms of the year plan: a theme from the catalogue or of the cell's own, its words, its month, its meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from textual.widget import Widget

from models.domain.clock import VIETNAM
from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.quarters import MONTHS, QUARTERS, quarter_of, roman
from models.domain.typed.days import YearHint, optional_day
from models.domain.typed.hours import read_hour
from models.domain.typed.numbers import needed_whole
from models.queries.meetings import MeetingView, meeting_title
from models.queries.themes import OfferedTheme, PlannedView
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.widgets.choice_field import ChoiceField
from tui.widgets.count_line import CountLine
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import Person
from tui.widgets.person_field import PersonField

AFTERNOON = "14:00"


@dataclass(frozen=True, slots=True)
class ThemeFormData:
    """The data for the forms: the year, the quarter of the cursor, its theme, what can be chosen."""

    year: int
    quarter: int
    theme: PlannedView | None
    offered: tuple[OfferedTheme, ...]
    meetings: tuple[MeetingView, ...]
    today: date


def needed_theme(view: ThemeFormData) -> PlannedView:
    """Return the theme under the cursor. Raises :class:`WrongUsage` if there is none."""
    if view.theme is None:
        raise WrongUsage(
            N_(
                "Choose a theme of the plan first; {key:themes.pick} takes one from the catalogue,"
                " {key:themes.own} writes one."
            )
        )
    return view.theme


class _QuarterForm(Form):
    """A form that ends with the quarter."""

    def quarter(self) -> Iterable[Widget]:
        """Yield the choice of a quarter, or none yet."""
        choices = [("0", _("not set")), *((str(one), roman(one)) for one in QUARTERS)]
        return self.labelled(N_("Quarter"), ChoiceField(choices, id="quarter"))

    def prepare(self, view: ThemeFormData) -> None:
        self._view = view
        self.query_one("#quarter", ChoiceField).value = str(view.quarter)

    def year_and_quarter(self) -> dict[str, int]:
        """Return year and quarter."""
        return {"year": self._view.year, "quarter": int(self.query_one("#quarter", ChoiceField).value)}


class PickThemeForm(_QuarterForm):
    """Asks for a theme of the catalogue, found by a few letters."""

    title = N_("A theme from the catalogue")
    argument_fields = fields_by(key="theme")

    def fields(self) -> Iterable[Widget]:
        field = PersonField(id="theme", list_at_once=True, unknown=N_("No theme is called that."))
        yield from self.labelled(N_("Theme (a few letters; ↑ ↓)"), field)
        yield from self.quarter()

    def prepare(self, view: ThemeFormData) -> None:
        """Fill in the themes that are not in this year's plan, the unused first."""
        super().prepare(view)
        free = [one for one in view.offered if view.year not in one.planned]
        people = [
            Person(one.theme.key, str(one.theme.title), " ".join(f"✓{day.year}" for day in one.used)) for one in free
        ]
        self.query_one("#theme", PersonField).offer(people)

    def request(self) -> ActRequest:
        picked = self.query_one("#theme", PersonField).picked
        if picked is None:
            raise WrongUsage(
                N_("No theme is called that; {key:form.cancel}, then {key:themes.own} writes one of your own.")
            ).at("theme")
        return request_act("theme.choose", key=picked, **self.year_and_quarter())


class OwnThemeForm(_QuarterForm):
    """Asks for a theme of the cell's own."""

    title = N_("A theme of the cell's own")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Theme"), EntryLine(id="title"))
        yield from self.quarter()

    def prepare(self, view: ThemeFormData) -> None:
        super().prepare(view)
        self.clear_fields("title")

    def request(self) -> ActRequest:
        return request_act("theme.add", title=self.text("title"), **self.year_and_quarter())


class _ThemeForm(Form):
    """A form about the theme under the cursor."""

    def heading(self, view: ThemeFormData) -> str:
        return f"{_(self.title)}: {needed_theme(view).title}"

    def subject(self, view: ThemeFormData) -> str:
        return view.theme.id if view.theme else ""

    def prepare(self, view: ThemeFormData) -> None:
        self._theme, self._today = needed_theme(view), view.today


class ThemeWordsForm(_ThemeForm):
    """Asks for other words for a theme."""

    title = N_("Words of the theme")
    argument_fields = fields_by(title="words")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Theme"), EntryLine(id="words"))

    def prepare(self, view: ThemeFormData) -> None:
        super().prepare(view)
        self.query_one("#words", EntryLine).value = self._theme.title

    def request(self) -> ActRequest:
        return request_act("theme.change", theme=self._theme.id, title=self.text("words"))


class ThemeMonthForm(_ThemeForm):
    """Asks for the month of a theme, which gives its quarter."""

    title = N_("Month of the theme")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Month (1 to 12)"), CountLine(id="month"))

    def prepare(self, view: ThemeFormData) -> None:
        super().prepare(view)
        self.query_one("#month", EntryLine).value = str(self._theme.month or "")

    def request(self) -> ActRequest:
        month = self.parsed("month", needed_whole)
        quarter = next((one for one, months in MONTHS.items() if month in months), None)
        if quarter is None:
            raise WrongUsage(N_("A year has months 1 to 12.")).at("month")
        return request_act("theme.move", theme=self._theme.id, quarter=quarter, month=month)


class ThemeMeetingForm(_ThemeForm):
    """Asks for the day of a thematic meeting on a theme."""

    title = N_("Plan a meeting on the theme")
    argument_fields = fields_by(at="theme-day", place="theme-place")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Day (day/month/year)"), EntryLine(id="theme-day"))
        yield from self.labelled(N_("Hour"), EntryLine(id="theme-hour"))
        yield from self.labelled(N_("Place of the meeting"), EntryLine(id="theme-place"))

    def prepare(self, view: ThemeFormData) -> None:
        """Propose the middle of its month, or of the last month of its quarter."""
        super().prepare(view)
        theme = self._theme
        month = theme.month or 3 * (theme.quarter or quarter_of(view.today))
        self.query_one("#theme-day", EntryLine).value = f"15/{month:02}/{theme.year}"
        self.query_one("#theme-hour", EntryLine).value = AFTERNOON
        self.clear_fields("theme-place")

    def request(self) -> ActRequest:
        """Return the act. Raises :class:`WrongUsage` without a day."""
        day = self.parsed("theme-day", lambda text: optional_day(text, self._today, YearHint.AHEAD))
        if day is None:
            raise WrongUsage(N_("Say on which day the meeting is.")).at("theme-day")
        at = datetime.combine(day, self.parsed("theme-hour", read_hour), VIETNAM)
        return request_act("theme.plan_meeting", theme=self._theme.id, at=at, place=self.text("theme-place"))


class TakenUpForm(_ThemeForm):
    """Asks for the meeting on a theme."""

    title = N_("Which meeting takes the theme up")
    argument_fields = fields_by(meeting="taking")

    def fields(self) -> Iterable[Widget]:
        field = PersonField(id="taking", list_at_once=True, unknown=N_("No meeting is called that."))
        yield from self.labelled(N_("Meeting (a few letters; ↑ ↓)"), field)

    def prepare(self, view: ThemeFormData) -> None:
        super().prepare(view)
        people = [Person(one.id, meeting_title(one)) for one in reversed(view.meetings)]
        self.query_one("#taking", PersonField).offer(people)

    def request(self) -> ActRequest:
        picked = self.query_one("#taking", PersonField).picked
        if picked is None:
            raise WrongUsage(N_("No meeting is called that; write another name.")).at("taking")
        return request_act("theme.use", theme=self._theme.id, meeting=picked)
