"""The configuration of a server is checked where it is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from sync.server.running import ListenOptions
from sync.server.settings import Limits, RateLimit, Settings


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Settings, {"home": Path(), "workers": 0}),
        (Settings, {"home": Path(), "workers": 65}),
        (Settings, {"home": Path(), "threads": 0}),
        (Settings, {"home": Path(), "database": "x" * 3_000}),
        (Settings, {"home": "not a path"}),
        (Settings, {"home": Path(), "busy_seconds": -1}),
        (Settings, {"home": Path(), "more": 1}),
        (Limits, {"devices": -1}),
        (Limits, {"devices": "7"}),
        (RateLimit, {"per_second": 0, "burst": 1}),
        (ListenOptions, {"port": 65_536}),
        (ListenOptions, {"host": ""}),
    ],
)
def test_a_setting_out_of_its_bounds_is_refused(kind: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        kind(**wrong)
