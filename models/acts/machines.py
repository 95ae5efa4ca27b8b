"""The names of the cell's machines. The server decides which are enrolled; their names belong to the cell."""

from __future__ import annotations

from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.language import N_, Text
from models.domain.text import clean_text, one_line
from models.queries.machines import KEY, PREFIX, RENEWED, machine_names
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Setting

_MACHINE, _NAME, _KEY_ID = N_("id of the machine"), N_("name of the machine"), N_("id of the key")

_NO_REASON = Text(vi="không ghi lý do", en="no reason given")


@act("machine.name", label=N_("named a machine {name}"))
def name_machine(unit: Unit, machine: str, name: str) -> None:
    """Name a machine that has joined, by its account at the central server."""
    key = PREFIX + title_of(machine, _MACHINE, "machine")
    setting = unit.find(Setting, natural_id("setting", key)) or Setting(id=natural_id("setting", key), key=key)
    setting.value, setting.deleted = title_of(name, _NAME, "name"), False
    unit.add(setting)
    unit.say(name=setting.value)


@act(
    "machine.shut_out",
    label=N_("shut out the machine {name} and changed the cell's key ({reason})"),
    irrevocable=N_("the server refuses the machine, and the old key is out of use; it can be invited anew."),
)
def shut_out_machine(unit: Unit, machine: str, key: str, reason: str = "") -> None:
    """Write down that a machine was shut out, and that a key of this id is in use since (“chibo device revoke”)."""
    account, why = title_of(machine, _MACHINE, "machine"), one_line(clean_text(reason))
    _write_key(unit, key, account)
    unit.say(name=machine_names(unit.connection).get(account) or account[:8], reason=why or _NO_REASON)


@act(
    "recovery.renew",
    label=N_("made another recovery code and changed the cell's key"),
    irrevocable=N_("the old code opens nothing that is new; “chibo recovery new” makes another one."),
)
def renew_recovery(unit: Unit, key: str, recovery: str = "") -> None:
    """Write down that there is another recovery code, and that a key of this id is in use since."""
    _write_key(unit, key, f"recovery {title_of(recovery, _KEY_ID, 'recovery')}" if recovery else RENEWED)


def _write_key(unit: Unit, key: str, reason: str) -> None:
    name = KEY + title_of(key, _KEY_ID, "key")
    setting = unit.find(Setting, natural_id("setting", name)) or Setting(id=natural_id("setting", name), key=name)
    setting.value, setting.deleted = reason, False
    unit.add(setting)
