"""People to be picked and named in forms: one lookup, the same as on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from textual.content import Content

from models.domain.errors import WrongUsage
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.naming import find_by_name
from models.queries.names import detail, with_detail
from models.queries.people import MemberView
from models.queries.roll_call import RollCallRow

MAX_NAMES = 4  # of those whom a word may mean, how many are named


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be picked; ``detail`` stands muted behind the name."""

    id: str
    name: str
    detail: str = ""


def person(one: RollCallRow | MemberView, *more: str) -> Person:
    """Return a member to be picked, with year of birth, standing, office and what else is told."""
    told = (detail(one.birth_date, one.statuses), label(one.office) if one.office else "", *more)
    key = one.member_id if isinstance(one, RollCallRow) else one.id
    return Person(key, one.full_name, ", ".join(filter(None, told)))


def whom(text: str, people: Sequence[Person]) -> list[Person]:
    """Return whom a typed name means: nobody, one, or several alike."""
    return find_by_name(text.strip(), people, attrgetter("name"), attrgetter("id"), attrgetter("detail"))


def named_shortly(people: Sequence[Person]) -> str:
    """Return a few names, each with what is known beside it."""
    names = [with_detail(one.name, one.detail) for one in people[:MAX_NAMES]]
    return ", ".join(names) + ("…" if len(people) > MAX_NAMES else "")


def person_named(text: str, people: Sequence[Person]) -> Person:
    """Return the one who is meant. Raises :class:`WrongUsage` for a name that nobody has, or several have alike."""
    found = whom(text, people)
    if len(found) == 1:
        return found[0]
    if not found:
        raise WrongUsage(N_("Nobody is called “{name}”; write another name."), name=text.strip())
    raise WrongUsage(
        N_("“{name}” may mean several ({names}); write more of the name."),
        name=text.strip(),
        names=named_shortly(found),
    )


def people_named(text: str, people: Sequence[Person]) -> list[Person]:
    """Return who is meant by names with commas between them; somebody named twice is refused."""
    found: list[Person] = []
    for part in filter(str.strip, text.split(",")):
        one = person_named(part, people)
        if one in found:
            raise WrongUsage(N_("{name} is named twice; name each once."), name=one.name)
        found.append(one)
    return found


def echo(text: str, people: Sequence[Person]) -> Content:
    """Return who is meant so far by names with commas between them, to be shown while they are typed."""
    return Content("; ").join([_echo(part, people) for part in text.split(",") if part.strip()])


def _echo(part: str, people: Sequence[Person]) -> Content:
    found = whom(part, people)
    if len(found) == 1:
        return Content.assemble((f"✓ {found[0].name}", "$success"))
    if not found:
        return Content.assemble((f"✗ {part.strip()}: " + _("nobody"), "$warning"))
    return Content.assemble((f"? {part.strip()}: {named_shortly(found)}", "$warning"))
