from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.profiles.files import SHIPPED

WriteOwn = Callable[[str, str | bytes], Path]
Edited = Callable[[str, str, str], str]


@pytest.fixture
def write_own(tmp_path: Path) -> WriteOwn:
    """Write a data file of the cell's own into ``tmp_path``, its home."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / "profiles" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def edited() -> Edited:
    """Return the text of a shipped file with its first ``old`` replaced by ``new``."""

    def edit(name: str, old: str, new: str) -> str:
        text = (SHIPPED / f"{name}.toml").read_text(encoding="utf-8")
        assert old in text
        return text.replace(old, new, 1)

    return edit
