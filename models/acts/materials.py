"""Documents of agenda items: attaching and detaching. A document marked as a state secret is refused."""

from __future__ import annotations

from pathlib import Path

from models.acts.agenda import CHANGEABLE
from models.acts.context import item_of, title_in_words
from models.acts.kinds import ItemId, MaterialId
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.secrecy import mark_in_name, mark_in_text
from models.domain.text import nfc
from models.domain.warnings import RuleWarning
from models.materials.files import KINDS, MOST_MEGABYTES, digest_of, keep
from models.materials.first_page import first_page
from models.store.ids import new_id
from models.store.paths import typed_path
from models.store.unit import Unit
from models.tables import AgendaItem, Material

_SECRET = N_(
    "“{name}” is marked {mark}: state secrets may not be kept on a connected machine."
    " Nothing was copied; keep it on paper."
)
_UNREAD = N_("The text of “{name}” cannot be read here; see for yourself that it bears no mark of secrecy.")


@act("material.attach", label=N_("attached “{name}” to the item “{item}”"))
def attach(unit: Unit, item: ItemId, file: Path) -> str:
    """Attach a document to an item; the file is copied beside the store."""
    found, _meeting = item_of(unit, item, CHANGEABLE)
    path = typed_path(str(file))
    size = _checked(path)
    name = nfc(path.name)
    _refuse_secrets(unit, path, name)
    sha256 = digest_of(path)
    keep(unit.home, path, sha256)
    row = Material(id=new_id(), item_id=found.id, name=name, sha256=sha256, size=size)
    unit.add(row)
    unit.say(name=name, item=title_in_words(found))
    return row.id


@act("material.detach", label=N_("took “{name}” away from the item “{item}”"))
def detach(unit: Unit, material: MaterialId) -> None:
    """Take a document away from its item; its file stays, so that this can be undone."""
    row = unit.get(Material, material)
    item_of(unit, ItemId(row.item_id), CHANGEABLE)
    row.deleted = True
    unit.say(name=row.name, item=title_in_words(unit.get(AgendaItem, row.item_id)))


def _checked(path: Path) -> int:
    """Return the size of a file after checking that it can be attached. Raises :class:`Refused`."""
    try:
        size = path.stat().st_size if path.is_file() else None
    except OSError:
        size = None
    if size is None:
        raise Refused(N_("There is no file {path}; check the path."), path=path).at("file")
    if path.suffix.lower() not in KINDS:
        raise Refused(N_("“{name}” is no document that can be attached; these can: {kinds}."), name=path.name,
                      kinds=" ".join(KINDS)).at("file")  # fmt: skip
    if size > MOST_MEGABYTES * 1_000_000:
        raise Refused(
            N_("“{name}” is larger than {most} MB; make it smaller, or keep it on paper."),
            name=path.name,
            most=MOST_MEGABYTES,
        ).at("file")
    return size


def _refuse_secrets(unit: Unit, path: Path, name: str) -> None:
    text = first_page(path)
    mark = mark_in_name(path.stem) or mark_in_text(text or "")
    if mark:
        raise Refused(_SECRET, name=name, mark=mark).at("file")
    if text is None:
        unit.warn(RuleWarning(_UNREAD, {"name": name}, ""))
