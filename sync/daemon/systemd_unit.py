"""The systemd user unit that starts the daemon with a person's session (systemd.service(5))."""

from __future__ import annotations

import sys
from pathlib import Path

_UNIT = """\
[Unit]
Description=chibo: carries the cell's records to and from the central server
StartLimitIntervalSec=0

[Service]
ExecStart={command}
Restart=on-failure
RestartSec=10
Nice=10
UMask=0077
NoNewPrivileges=true

[Install]
WantedBy=default.target
"""


def unit_file(home: Path) -> str:
    """Return the unit for a home folder: ``~/.config/systemd/user/chibo.service``."""
    words = [sys.executable, "-m", "tui.main", "--home", str(home.resolve()), "daemon", "run"]
    return _UNIT.format(command=" ".join(map(_quoted, words)))


def _quoted(word: str) -> str:
    """Return a word escaped for a unit file, in which ``%`` and ``$`` are special."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(sign.isspace() for sign in word) or escaped != word else word
