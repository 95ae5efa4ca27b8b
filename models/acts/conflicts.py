"""Settling conflicts: choosing one of the values that several machines wrote at the same time."""

from __future__ import annotations

import json
from typing import Any

from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.vocabulary import MinutesState
from models.queries.conflicts import meeting_of, name_of
from models.store.entry import to_json
from models.store.ids import natural_id
from models.store.rows import set_values
from models.store.unit import Unit
from models.tables import Settlement


@act("conflict.settle", label=N_("settled a conflict about {record}"))
def settle_conflict(unit: Unit, table: str, record: str, field: str, entry: str) -> None:
    """Choose the value that the given entry wrote; the others stay readable in the journal."""
    heads = _heads(unit, table, record, field)
    if entry not in heads:
        raise Refused(N_("This value stands no longer to be chosen; look at the conflict again."))
    holding, chosen = next(iter(heads.values())), heads[entry]
    _check_seal(table, holding, chosen)
    unit.meeting_id = meeting_of(unit.connection, table, record)
    unit.say(record=name_of(unit.connection, table, record))
    _keep_choice(unit, (table, record, field), heads, entry)
    if chosen != holding:
        set_values(unit.connection, table, record, chosen)
        unit.session.expire_all()


def _heads(unit: Unit, table: str, record: str, field: str) -> dict[str, dict[str, Any]]:
    """Return the values to choose from by their entries, the one in force first."""
    row = unit.connection.execute(
        "SELECT heads FROM field_conflict WHERE table_name = ? AND row_id = ? AND field = ?", (table, record, field)
    ).fetchone()
    if row is None:
        raise Refused(N_("There is no conflict here any more: it was settled, or the record was deleted."))
    return {entry: values for entry, _place, values in json.loads(row[0])}


def _check_seal(table: str, holding: dict[str, Any], chosen: dict[str, Any]) -> None:
    approved = MinutesState.APPROVED
    if table == "minutes" and holding.get("state") == approved != chosen.get("state"):
        raise Refused(N_("The minutes of this meeting are approved and change no more; write an addendum."))


def _keep_choice(unit: Unit, place: tuple[str, str, str], heads: dict[str, dict[str, Any]], entry: str) -> None:
    table, record, field = place
    names = " ".join(sorted(heads))
    key = natural_id("settlement", table, record, field, names, entry)
    row = unit.find(Settlement, key) or Settlement(
        id=key, table=table, row_id=record, field=field, heads=names, value=to_json(heads[entry])
    )
    row.deleted = False
    unit.add(row)
