"""The cell's machines: what people call them. Who is enrolled is the server's to say; a name is the cell's own."""

from __future__ import annotations

from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.language import N_
from models.queries.machines import PREFIX
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Setting

_MACHINE, _NAME = N_("id of the machine"), N_("name of the machine")


@act("machine.name", label=N_("named a machine {name}"))
def name_machine(unit: Unit, machine: str, name: str) -> None:
    """Name a machine that has joined, by its account at the central server."""
    key = PREFIX + title_of(machine, _MACHINE)
    setting = unit.find(Setting, natural_id("setting", key)) or Setting(id=natural_id("setting", key), key=key)
    setting.value, setting.deleted = title_of(name, _NAME), False
    unit.add(setting)
    unit.say(name=setting.value)
