"""The year plan of themes: chosen from the catalogue or the cell's own, put into quarters, taken up by a meeting."""

from __future__ import annotations

from datetime import datetime

from fractional_indexing import generate_key_between
from sqlmodel import col, select

from models.acts.context import meeting_day
from models.acts.kinds import MeetingId, ThemeId
from models.acts.planning import plan_meeting
from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.formats import kept_moment
from models.domain.language import N_
from models.domain.ordering import key_after
from models.domain.quarters import MONTHS, QUARTERS, quarter_of
from models.domain.text import name_key
from models.domain.typed.days import year_of
from models.domain.vocabulary import MeetingKind
from models.profiles.in_force import load_themes
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Meeting, PlannedTheme

_TITLE = N_("theme")


@act("theme.choose", label=N_("put the theme “{theme}” into quarter {quarter} of {year}"))
def choose_theme(unit: Unit, key: str, quarter: int = 0, year: int | None = None, month: int | None = None) -> str:
    """Take a theme of the catalogue into the year plan, by its key; quarter 0 leaves it open when."""
    offered = load_themes(unit.home).theme(key)
    of = unit.today.year if year is None else year_of(year)
    row = natural_id("planned_theme", str(of), offered.key)
    found = unit.find(PlannedTheme, row)
    if found and not found.deleted:
        raise Refused(N_("“{theme}” is in the plan of {year} already; move it there."), theme=found.title, year=of).at(
            "key"
        )
    theme = found or PlannedTheme(id=row, year=of, title=offered.title.vi, source=offered.key)
    theme.deleted, theme.title, theme.meeting_id = False, offered.title.vi, None
    return _planned(unit, theme, quarter, month)


@act("theme.add", label=N_("put the theme “{theme}” into quarter {quarter} of {year}"))
def add_theme(unit: Unit, title: str, quarter: int = 0, year: int | None = None, month: int | None = None) -> str:
    """Put a theme of the cell's own into the year plan; quarter 0 leaves it open when."""
    of = unit.today.year if year is None else year_of(year)
    theme = PlannedTheme(id="", year=of, title=title_of(title, _TITLE))
    theme = unit.add_natural(theme, str(of), "own", name_key(theme.title))
    return _planned(unit, theme, quarter, month)


@act("theme.change", label=N_("changed the theme “{theme}”"))
def change_theme(unit: Unit, theme: ThemeId, title: str) -> None:
    """Change the words of a theme of the year plan."""
    found = unit.get(PlannedTheme, theme)
    found.title = title_of(title, _TITLE)
    unit.say(theme=found.title)


@act("theme.move", label=N_("moved the theme “{theme}” to quarter {quarter}"))
def move_theme(unit: Unit, theme: ThemeId, quarter: int, month: int | None = None) -> None:
    """Move a theme to another quarter of its year; 0 leaves it open when."""
    found = unit.get(PlannedTheme, theme)
    _place(found, quarter, month)
    unit.say(theme=found.title, quarter=quarter)


@act("theme.use", label=N_("took the theme “{theme}” up at the meeting of {day}"))
def use_theme(unit: Unit, theme: ThemeId, meeting: MeetingId) -> None:
    """Choose the meeting on a theme, planned or held."""
    found, held = unit.get(PlannedTheme, theme), unit.get(Meeting, meeting)
    found.meeting_id = held.id
    unit.say(theme=found.title, day=meeting_day(held))


@act("theme.free", label=N_("the theme “{theme}” belongs to no meeting any more"))
def free_theme(unit: Unit, theme: ThemeId) -> None:
    """Unlink a theme from its meeting."""
    found = unit.get(PlannedTheme, theme)
    if found.meeting_id is None:
        raise Refused(N_("No meeting takes “{theme}” up, so there is none to let go."), theme=found.title)
    found.meeting_id = None
    unit.say(theme=found.title)


@act("theme.plan_meeting", label=N_("planned a thematic meeting on “{theme}” for {day}"))
def plan_theme_meeting(unit: Unit, theme: ThemeId, at: datetime, place: str = "") -> str:
    """Plan a thematic meeting that takes a theme of the year plan up; its quarter becomes the day's."""
    found = unit.get(PlannedTheme, theme)
    if found.meeting_id and not unit.get(Meeting, found.meeting_id).deleted:
        raise Refused(N_("A meeting takes “{theme}” up already; change that one."), theme=found.title)
    day = at.astimezone(VIETNAM).date()
    key = plan_meeting(unit, at, MeetingKind.THEMATIC, place, found.title)
    found.meeting_id = key
    if found.year == day.year:
        found.quarter, found.month = quarter_of(day), day.month
    unit.say(theme=found.title, day=kept_moment(at))
    return key


@act("theme.remove", label=N_("took the theme “{theme}” out of the plan"))
def remove_theme(unit: Unit, theme: ThemeId) -> None:
    """Take a theme out of the year plan."""
    found = unit.get(PlannedTheme, theme)
    found.deleted = True
    unit.say(theme=found.title)


def _planned(unit: Unit, theme: PlannedTheme, quarter: int, month: int | None) -> str:
    _place(theme, quarter, month)
    others = select(PlannedTheme.position).where(
        PlannedTheme.year == theme.year, PlannedTheme.id != theme.id, col(PlannedTheme.deleted).is_(False)
    )
    theme.position = key_after(unit.session.exec(others), generate_key_between)
    unit.add(theme)
    unit.say(theme=theme.title, quarter=theme.quarter, year=theme.year)
    return theme.id


def _place(theme: PlannedTheme, quarter: int, month: int | None) -> None:
    if quarter not in (0, *QUARTERS):
        raise Refused(
            N_("A year has quarters 1 to 4, and 0 stands for none yet; {quarter} is none."), quarter=quarter
        ).at("quarter")
    if month is not None and month not in MONTHS.get(quarter, range(1, 13)):
        raise Refused(
            N_("Month {month} is not in quarter {quarter}; give a month of that quarter."), month=month, quarter=quarter
        ).at("month")
    theme.quarter, theme.month = quarter, month
