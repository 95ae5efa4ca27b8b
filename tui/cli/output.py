"""Printing lines, aligned tables and JSON; always UTF-8."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.domain.clock import to_text
from models.domain.points import Points
from models.domain.text import cell_width, one_line


def print_line(line: str = "", indent: int = 0) -> None:
    """Print a line, safe for a terminal."""
    sys.stdout.write(" " * indent + one_line(line) + "\n")


def print_notice(line: str) -> None:
    """Print a line on standard error: warnings, progress."""
    sys.stderr.write(one_line(line) + "\n")


def print_json(value: Any) -> None:
    """Print a value as JSON: dataclasses as objects, times and days in ISO 8601."""
    sys.stdout.write(json_text(value))


def json_text(value: Any) -> str:
    """Return a value as JSON, as :func:`print_json` prints it."""
    return json.dumps(json_value(value), ensure_ascii=False, indent=2) + "\n"


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows with their columns aligned by the width of their cells."""
    safe = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(cell_width, column)) for column in zip(*safe, strict=True)] if safe else []
    for row in safe:
        cells = (cell + " " * (width - cell_width(cell)) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def json_value(value: Any) -> Any:
    """Return a value as JSON types."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: json_value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): json_value(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_value(one) for one in value]
    return _json_scalar(value)


def _json_scalar(value: Any) -> Any:
    if isinstance(value, (set, frozenset)):
        return sorted(str(one) for one in value)
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Points):
        return value.halves / 2 if value.half else value.whole  # a half is exact in any JSON number
    return str(value) if isinstance(value, Path) else value
