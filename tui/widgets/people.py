"""Lookup of people by name in forms, as on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from textual.content import Content

from models.domain.errors import ChiboError, WrongUsage
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.naming import find_by_name
from models.queries.meetings import GuestView
from models.queries.names import detail, with_detail
from models.queries.people import MemberView
from models.queries.roll_call import RollCallRow

MAX_NAMES = 4  # the most names in a message about an ambiguous name


@dataclass(frozen=True, slots=True)
class Person:
    """A person to pick; ``detail`` is shown muted behind the name.

    ``unfit`` is the refusal of the act that would follow; ``None`` for a person who may be picked.
    """

    id: str
    name: str
    detail: str = ""
    unfit: ChiboError | None = field(default=None, compare=False)


def person(one: RollCallRow | MemberView, *more: str) -> Person:
    """Return a member to pick, with year of birth, status, office and further details."""
    told = (detail(one.birth_date, one.statuses), label(one.office) if one.office else "", *more)
    key = one.member_id if isinstance(one, RollCallRow) else one.id
    return Person(key, one.full_name, ", ".join(filter(None, told)))


def visitor(one: GuestView) -> Person:
    """Return a guest to pick, with the role."""
    told = _("guest of the superior") if one.assigned_superior else _("guest")
    return Person(one.id, one.full_name, ", ".join(filter(None, (told, one.role))))


def whom(text: str, people: Sequence[Person]) -> list[Person]:
    """Return the people that a typed name means: none, one, or several."""
    return find_by_name(text.strip(), people, attrgetter("name"), attrgetter("id"), attrgetter("detail"))


def named_shortly(people: Sequence[Person]) -> str:
    """Return the first names, each with its detail."""
    names = [with_detail(one.name, one.detail) for one in people[:MAX_NAMES]]
    return ", ".join(names) + ("…" if len(people) > MAX_NAMES else "")


def person_named(text: str, people: Sequence[Person]) -> Person:
    """Return the person of a name. Raises :class:`WrongUsage` for an unknown or ambiguous name."""
    found = whom(text, people)
    if len(found) == 1:
        return fit(found[0])
    if not found:
        raise WrongUsage(N_("Nobody is called “{name}”; write another name."), name=text.strip())
    raise WrongUsage(
        N_("“{name}” may mean several ({names}); write more of the name."),
        name=text.strip(),
        names=named_shortly(found),
    )


def fit(one: Person) -> Person:
    """Return the person. Raises the refusal of one who may not be picked."""
    if one.unfit is not None:
        raise one.unfit
    return one


def people_named(text: str, people: Sequence[Person]) -> list[Person]:
    """Return the people of names separated by commas. Raises :class:`WrongUsage` for a name given twice."""
    found: list[Person] = []
    for part in filter(str.strip, text.split(",")):
        one = person_named(part, people)
        if one in found:
            raise WrongUsage(N_("{name} is named twice; name each once."), name=one.name)
        found.append(one)
    return found


def echo(text: str, people: Sequence[Person]) -> Content:
    """Return the people of names separated by commas, to show while they are typed."""
    return Content("; ").join([_echo(part, people) for part in text.split(",") if part.strip()])


def _echo(part: str, people: Sequence[Person]) -> Content:
    found = whom(part, people)
    if len(found) == 1:
        refusal = found[0].unfit
        return Content.assemble((f"✗ {refusal}", "$warning") if refusal else (f"✓ {found[0].name}", "$success"))
    if not found:
        return Content.assemble((f"✗ {part.strip()}: " + _("nobody is called that"), "$warning"))
    return Content.assemble((f"? {part.strip()}: {named_shortly(found)}", "$warning"))
