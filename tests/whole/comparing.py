"""Comparing exports of stores in which the same acts were done, whatever their keys and clocks."""

from __future__ import annotations

import json
import re
from typing import Any

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DEPTH = 5  # how far a row's references are followed to tell it from others

Row = dict[str, Any]


def without_ids_and_times(state: dict[str, Any]) -> dict[str, list[str]]:
    """Return an export in which a key stands for what it refers to, and a time only for there being one.

    Seconds that were measured are times too.
    """
    rows: dict[str, Row] = {row["id"]: row for table in state["tables"].values() for row in table}
    return {
        table: sorted(json.dumps(_described(row, rows, _DEPTH), ensure_ascii=False, sort_keys=True) for row in listed)
        for table, listed in state["tables"].items()
    }


def _described(row: Row, rows: dict[str, Row], depth: int) -> Row:
    return {name: _plain(value, rows, depth) for name, value in row.items() if name not in ("id", "pause_seconds")}


def _plain(value: Any, rows: dict[str, Row], depth: int) -> Any:
    if not isinstance(value, str):
        return value
    if _TIME.fullmatch(value):
        return "a time"
    if not _KEY.fullmatch(value):
        return value
    return _described(rows[value], rows, depth - 1) if depth and value in rows else "a key"
