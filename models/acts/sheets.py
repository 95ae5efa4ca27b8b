"""Which sheet of points the cell uses: a chosen file, or the one in force on the day."""

from __future__ import annotations

from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_
from models.domain.vocabulary import SheetKind
from models.profiles.in_force import load_criteria
from models.queries.sheets import chosen_sheet, setting_of
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Setting


@act("sheet.choose", label=N_("chose the sheet “{name}” for: {sheet}"))
def choose_sheet(unit: Unit, sheet: SheetKind, name: str) -> None:
    """Choose the sheet to score by, by its id as “chibo profile list” names it; points given already keep theirs."""
    found = load_criteria(unit.home, name)
    if found.sheet is not sheet:
        raise Refused(
            N_("“{title}” is a sheet for: {sheet}; choose another."), title=found.title, sheet=label(found.sheet)
        ).at("title")
    _set(unit, sheet, found.id)
    unit.say(name=found.title, sheet=sheet)


@act("sheet.by_day", label=N_("goes by the sheet in force again for: {sheet}"))
def sheet_by_day(unit: Unit, sheet: SheetKind) -> None:
    """Score by the sheet that is in force on the day again, as if none had been chosen."""
    if not chosen_sheet(unit.connection, sheet):
        raise Refused(N_("No sheet was chosen; the one in force on the day counts already."))
    _set(unit, sheet, "")
    unit.say(sheet=sheet)


def _set(unit: Unit, sheet: SheetKind, value: str) -> None:
    key = setting_of(sheet)
    setting = unit.find(Setting, natural_id("setting", key)) or Setting(id=natural_id("setting", key), key=key)
    setting.value, setting.deleted = value, False
    unit.add(setting)
