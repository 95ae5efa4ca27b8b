"""Rendering templates: Jinja2 with autoescape and strict undefined values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.domain.language import in_language
from sync.web.heat_map import heat_map_cell
from sync.web.localizer import Localizer
from sync.web.plots import height
from sync.web.settings import PREFIX
from sync.web.words import GRADES, LETTERS

FOLDER = Path(__file__).parent
TYPES = {".css": "text/css", ".svg": "image/svg+xml"}


def render(template: str, localizer: Localizer, values: Mapping[str, Any]) -> str:
    """Return a page in a language."""
    own: dict[str, Any] = {"_": localizer.text, "ngettext": localizer.plural, "localizer": localizer}
    with in_language(localizer.language):  # for values with their own text form, such as points
        return environment().get_template(template).render({**own, **values})


@cache
def environment() -> Environment:
    """Return the environment with the templates and their global names."""
    found = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals |= {
        "root": PREFIX,
        "static": static_address,
        "GRADES": GRADES,
        "LETTERS": LETTERS,
        "height": height,
        "heat_map_cell": heat_map_cell,
    }
    return found


def static_address(name: str) -> str:
    """Return the address of a static file; it contains the file's hash, so that browsers may cache it for ever."""
    return f"{PREFIX}/static/{_mark(name)}/{name}"


@cache
def static_files() -> Mapping[str, tuple[bytes, str]]:
    """Return the static files with their media types, by name; no other is served."""
    return {path.name: (path.read_bytes(), TYPES[path.suffix]) for path in sorted((FOLDER / "static").iterdir())}


@cache
def _mark(name: str) -> str:
    return hashlib.sha256(static_files()[name][0]).hexdigest()[:12]
