"""An entry line for a path, with completion."""

from __future__ import annotations

import os
from pathlib import Path

from textual.message import Message

from models.domain.language import _
from models.domain.text import nfc, split_lines
from models.store.paths import typed_path
from tui.widgets.entry_line import EntryLine

MAX_NAMES = 8  # the most names shown when several match


class PathLine(EntryLine):
    """An entry line that completes names of files and folders."""

    class Offered(Message):
        """Several names match; ``names`` are the first of them."""

        def __init__(self, line: PathLine, names: tuple[str, ...]) -> None:
            super().__init__()
            self.line = line
            self.names = names

        @property
        def control(self) -> PathLine:
            return self.line

    def begin(self) -> None:
        """Begin in the person's home folder."""
        self.typed = f"{Path.home()}{os.sep}"

    @property
    def path(self) -> Path:
        """The file or folder that the text means."""
        return typed_path(self.value)

    def paste(self, text: str, at: float = 0.0) -> None:
        """Insert a text at the cursor; a complete path, such as a dropped file, replaces the whole text."""
        dropped = [line for line in split_lines(text) if line.strip()]
        if not dropped or not typed_path(dropped[0]).is_absolute():
            super().paste(text, at)
            return
        self.value = ""
        super().paste(str(typed_path(dropped[0])), at)
        if len(dropped) > 1:
            self.post_message(
                self.Notice(_("Only the first of {count} pasted paths is taken.").format(count=len(dropped)))
            )

    def complete(self) -> None:
        """Complete the path as far as it is unambiguous; post the names if several match."""
        folder, _sep, begun = self.value.rpartition(os.sep)
        names = fitting(typed_path(f"{folder}{os.sep}"), begun)
        if not names:
            self.post_message(self.Offered(self, (_("nothing there begins like that"),)))
            return
        common = os.path.commonprefix(names)  # noqa: RUF071 - letter by letter is what is meant
        self.typed = f"{folder}{os.sep}{common}"
        self.post_message(self.Offered(self, tuple(names[:MAX_NAMES]) if len(names) > 1 else ()))


def fitting(folder: Path, begun: str) -> list[str]:
    """Return the names in a folder with this beginning, folders with a separator behind; empty if it cannot be read."""
    try:
        found = [entry for entry in os.scandir(folder) if nfc(entry.name).startswith(nfc(begun))]
    except OSError:
        return []
    shown = [one for one in found if begun.startswith(".") or not one.name.startswith(".")]
    return sorted(one.name + (os.sep if one.is_dir() else "") for one in shown)
