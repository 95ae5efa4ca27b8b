"""Figures of a year that no meeting records: planned admissions, a certificate received."""

from __future__ import annotations

from models.acts.fields import optional_line
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.typed.days import year_of
from models.queries.plans import admissions_key, certificate_key
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Setting


@act("year.plan_admissions", label=N_("planned to admit {count} members in {year}"))
def plan_admissions(unit: Unit, year: int, count: int) -> None:
    """Plan how many members are admitted in a year; the indicators compare with it. 0: there is no plan."""
    if count < 0:
        raise Refused(N_("A plan is 0 or more; 0 means that there is none.")).at("count")
    _set(unit, admissions_key(year_of(year)), str(count) if count else "")
    unit.say(year=year, count=count)


@act("year.certificate", label=N_("noted the certificate of {year}: {certificate}"))
def note_certificate(unit: Unit, year: int, certificate: str) -> None:
    """Note the certificate by which the superior recognised the cell as four-good in a year; empty: there is none."""
    line = optional_line(certificate, N_("certificate"), "certificate")
    _set(unit, certificate_key(year_of(year)), line)
    unit.say(year=year, certificate=line or "–")


def _set(unit: Unit, key: str, value: str) -> None:
    row = natural_id("setting", key)
    setting = unit.find(Setting, row) or Setting(id=row, key=key)
    setting.value, setting.deleted = value, False
    unit.add(setting)
