"""The cell itself: its name, its superior, its place, its term."""

from __future__ import annotations

from datetime import date

from models.acts.fields import given
from models.acts.kinds import DueDay, PastDay
from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.errors import Refused
from models.domain.formats import kept_day
from models.domain.language import N_
from models.domain.terms import CORRECTION, days_text, earlier_terms, read_days
from models.domain.text import one_line
from models.domain.typed.characters import says_nothing
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import CellKind, Level
from models.queries.numbering import double_numbers
from models.queries.people import cell, find_cell
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import Organisation

_NAME, _SUPERIOR, _CODE = N_("name of the cell"), N_("name of the superior committee"), N_("code of the cell")


@act("cell.create", label=N_("named the cell {cell}"))
def create_cell(
    unit: Unit,
    name: str,
    superior: str = "",
    place: str = "",
    code: str = "CB",
    kind: CellKind | None = None,
    term_began: PastDay | None = None,
    term_ends: DueDay | None = None,
) -> str:
    """Name the cell of this store and the body above it."""
    if existing := find_cell(unit.connection):
        raise Refused(
            N_("This store holds {name} already; a second cell needs a folder of its own."), name=existing.name
        )
    own = Organisation(
        id=new_id(),
        name=title_of(name, _NAME, "name"),
        level=Level.CELL,
        parent_id=_add_superior(unit, superior) if superior.strip() else None,
        cell_kind=kind,
        place=one_line(place),
        code=title_of(code, _CODE, "code"),
        term_began_on=term_began,
        term_ends_on=_end_after(term_began, term_ends),
    )
    unit.add(own)
    unit.say(cell=own.name)
    return own.id


@act("cell.change", label=N_("changed what is known of the cell {cell}"))
def change_cell(
    unit: Unit,
    name: str | None = None,
    superior: str | None = None,
    place: str | None = None,
    code: str | None = None,
    kind: CellKind | Unset | None = UNSET,
    term_began: PastDay | Unset | None = UNSET,
    term_ends: DueDay | Unset | None = UNSET,
) -> None:
    """Change the cell's name, superior, place, code in document numbers, kind, beginning or end of its term."""
    own = unit.get(Organisation, cell(unit.connection).id)
    own.name = own.name if name is None else title_of(name, _NAME, "name")
    own.place = own.place if place is None else one_line(place)
    own.code = own.code if code is None else title_of(code, _CODE, "code")
    own.cell_kind = given(kind, own.cell_kind)
    if not isinstance(term_began, Unset):
        _begin_term(unit, own, term_began)
    if not isinstance(term_ends, Unset):
        own.term_ends_on = _end_after(own.term_began_on, term_ends)
    if superior is not None:
        _rename_superior(unit, own, superior)
    unit.say(cell=own.name)


def _begin_term(unit: Unit, own: Organisation, begins: date | None) -> None:
    """Change or remove the beginning of the term. Refuses a change that would give a document number twice."""
    before = {one.key for one in double_numbers(unit.connection)}
    if begins:
        own.earlier_terms = days_text(earlier_terms(read_days(own.earlier_terms), own.term_began_on, begins))
    if begins and own.term_began_on and begins - own.term_began_on >= CORRECTION:
        own.term_ends_on = None  # it was the end of the term before
    own.term_began_on = begins
    if twice := next((one for one in double_numbers(unit.connection) if one.key not in before), None):
        raise Refused(
            N_("With this day number {number} would stand twice in the term ({days}); give one another number first."),
            number=twice.number,
            days=", ".join(kept_day(one.day) for one in twice.sides),
        )


def _end_after(begins: date | None, ends: date | None) -> date | None:
    if begins and ends and ends <= begins:
        raise Refused(
            N_("A term that began on {begins} cannot end on {ends}; correct one of the two days."),
            begins=kept_day(begins),
            ends=kept_day(ends),
        ).at("term_ends")
    return ends


def _rename_superior(unit: Unit, own: Organisation, superior: str) -> None:
    if says_nothing(superior):
        own.parent_id = None
    elif own.parent_id is None:
        own.parent_id = _add_superior(unit, superior)
    else:
        unit.get(Organisation, own.parent_id).name = title_of(superior, _SUPERIOR, "superior")


def _add_superior(unit: Unit, name: str) -> str:
    return unit.add(Organisation(id=new_id(), name=title_of(name, _SUPERIOR, "name"), level=Level.COMMITTEE)).id
