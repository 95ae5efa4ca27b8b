"""Where a command writes its file: a new file, a file in a folder, or standard output (``-``)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from models.documents.files import write_whole
from models.domain.errors import Refused, WrongUsage
from models.domain.language import N_, _
from tui.cli.output import print_line

STANDARD_OUTPUT = "-"

Out = Annotated[str, typer.Option(help=_(N_("File, folder, or “-” for standard output; else the folder you are in.")))]
Force = Annotated[bool, typer.Option("--force", help=_(N_("Write over a file that is there.")))]


def write_out(
    out: str, name: str, content: bytes, *, force: bool = False, private: bool = False, said: str = "{path}"
) -> None:
    """Write content to ``out``, as ``name`` in a folder, and print the path in the sentence ``said``.

    Raises :class:`Refused` for an existing file, :class:`WrongUsage` for a missing folder.
    """
    if out == STANDARD_OUTPUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = output_path(out, name, force=force)
    write_whole(path, content, private=private)
    print_line(_(said).format(path=path))


def output_path(out: str, name: str, *, force: bool = False) -> Path:
    """Return the file that ``out`` means. Raises as :func:`write_out` does."""
    path = Path(out) / name if not out or Path(out).is_dir() else Path(out)
    if out.endswith(_ENDS) and not Path(out).is_dir():
        raise WrongUsage(N_("There is no folder {path}; make it first, or name a file."), path=out)
    if path.is_dir():
        raise WrongUsage(N_("{path} is a folder; name a file."), path=path)
    if path.exists() and not path.is_file():
        return path  # a device or a pipe can be written to
    if path.exists() and not force:
        raise Refused(N_("{path} is there already and was left as it is; --force writes over it."), path=path)
    return path


def suffix_of(out: str) -> str:
    """Return the suffix of a file name in lower case: ``pdf``."""
    return Path(out).suffix.lstrip(".").lower()


_ENDS = tuple(sign for sign in ("/", os.sep, os.altsep) if sign)
