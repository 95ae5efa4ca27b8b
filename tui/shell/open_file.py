"""Opens a file with the system's program for it, in the background."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from models.domain.errors import Refused
from models.domain.language import N_


def open_file(path: Path) -> None:
    """Open a file. Raises :class:`Refused` when it does not exist, or the system has no program for it."""
    if not path.is_file():
        raise Refused(N_("The file {path} is not there any more; make it again."), path=path)
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606 - the path is one of ours
        except OSError as fault:
            raise Refused(_NOTHING, path=path) from fault
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise Refused(_NOTHING, path=path)
    # Its output must not reach the screen, and it must outlive this process.
    quiet = subprocess.DEVNULL
    subprocess.Popen([opener, path], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603


_NOTHING = N_("This system has no program to open {path} with; copy the file to a machine that has.")
