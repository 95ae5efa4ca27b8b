"""The locations of the data files, and which of two with one name is used: the cell's own before the shipped one.

The start of a name gives the kind of file (``rules-``, ``agenda-``, ``criteria-``, ``themes-``, ``script-``,
``practice-``); the whole name, without ``.toml``, is its id. The cell's own are in ``HOME/profiles``.
"""

from __future__ import annotations

from pathlib import Path

from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_

SHIPPED = Path(__file__).parent / "data"
RULES, AGENDA, CRITERIA, THEMES, SCRIPT = "rules-", "agenda-", "criteria-", "themes-", "script-"
PRACTICE = "practice-"


def data_files(home: Path | None, prefix: str = "") -> tuple[Path, ...]:
    """Return the files in use whose name begins with ``prefix``, by id."""
    found = _by_id(SHIPPED, prefix)
    if home is not None:
        found |= _by_id(own_folder(home), prefix)
    return tuple(path for _id, path in sorted(found.items()))


def data_file(home: Path | None, prefix: str, name: str) -> Path:
    """Return the file ``name`` in use; raises :class:`UnknownRecord` when there is none."""
    for path in data_files(home, prefix):
        if path.stem == name:
            return path
    raise UnknownRecord(
        N_("There is no data file “{name}”; there are: {known}."),
        name=name,
        known=", ".join(path.stem for path in data_files(home, prefix)),
    )


def own_folder(home: Path) -> Path:
    """Return the folder in the cell's home with its own data files."""
    return home / "profiles"


def copy_to_home(home: Path, name: str) -> Path:
    """Copy the shipped file ``name`` into the cell's home, to be edited there, and return its path.

    Raises :class:`UnknownRecord` when no such file is shipped, :class:`Refused` when the cell has its own already or
    the folder cannot be written.
    """
    source = data_file(None, "", name)
    target = own_folder(home) / source.name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(source.read_bytes())
    except FileExistsError as error:
        raise Refused(
            N_("The cell has its own {file} already; edit it, or delete it to begin anew."), file=source.name
        ) from error
    except OSError as error:
        raise Refused(
            N_("{file} cannot be written to the home folder: {reason}."), file=source.name, reason=error.strerror
        ) from error
    return target


def _by_id(folder: Path, prefix: str) -> dict[str, Path]:
    return {path.stem: path for path in folder.glob(f"{prefix}*.toml")}
