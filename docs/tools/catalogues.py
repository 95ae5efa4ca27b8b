"""Collect the texts of the interface into the catalogues and compile them: ``make catalogues``.

Texts are marked in the code by ``_``, ``N_``, ``ngettext`` and ``pgettext`` (one word of two meanings); the help of
an act is the first line of its docstring.
English is the source; every other language has ``models/locale/<language>/LC_MESSAGES/chibo.po``. The compiled
``.mo`` lies beside it in git, so that an installation needs no tool; a test keeps both complete and equal.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "models" / "locale"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # Babel would write the present time
_NOT_OURS = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To", "Last-Translator",
             "Language-Team")  # fmt: skip
KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "Counted": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def collect() -> Catalog:
    """Return every text of the interface, with the places where it stands."""
    template = Catalog(project="chibo", charset="utf-8")
    for room in ("models", "sync", "tui"):
        for file, line, message, _comments, context in extract_from_dir(
            ROOT / room, [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")], {}, KEYWORDS
        ):
            template.add(message, locations=[(f"{room}/{Path(file).as_posix()}", line)], context=context)
    for name, text in act_helps():
        template.add(text, locations=[(f"act {name}", 0)])
    return template


def act_helps() -> list[tuple[str, str]]:
    """Return the help of every act by its name, in English."""
    from models.acts.registry import acts
    from models.domain.language import choose_language

    choose_language("en")
    return [(name, act.help) for name, act in acts().items()]


def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it stands in git."""
    path = po_file(language)
    if not path.exists():
        return Catalog(language, project="chibo", charset="utf-8")
    return read_po(io.BytesIO(path.read_bytes()), language)


def po_file(language: str) -> Path:
    """Return where the catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / "chibo.po"


def compiled(found: Catalog) -> bytes:
    """Return the compiled form of a catalogue; the same for the same texts, whenever it is made."""
    found.creation_date = found.revision_date = EPOCH
    out = io.BytesIO()
    write_mo(out, found)
    return out.getvalue()


def renew(language: str) -> list[str]:
    """Bring a language's catalogue up to date with the code and compile it; return what is not translated yet."""
    found = catalogue(language)
    found.update(collect(), no_fuzzy_matching=True, update_header_comment=True)
    found.obsolete.clear()
    found.fuzzy = False
    found.header_comment = f"# The texts of chibo in {found.locale.english_name if found.locale else language}."
    out = io.BytesIO()
    write_po(out, found, width=110, sort_output=True, include_lineno=False, omit_header=False)
    text = "".join(
        line
        for line in out.getvalue().decode().splitlines(keepends=True)
        if not line.startswith(tuple(f'"{name}' for name in _NOT_OURS))
    )
    po_file(language).write_text(text, encoding="utf-8", newline="\n")
    po_file(language).with_suffix(".mo").write_bytes(compiled(catalogue(language)))
    return [str(message.id) for message in found if message.id and not all(_forms(message.string))]


def _forms(translation: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the forms of a translation; a text in the plural that has none yet has one empty form."""
    return (translation or "",) if translation is None or isinstance(translation, str) else tuple(translation)


def main() -> int:
    """Renew every language; return 1 when a text is left without a translation."""
    missing = {folder.name: renew(folder.name) for folder in sorted(LOCALE.iterdir()) if folder.is_dir()}
    for language, texts in missing.items():
        for text in texts:
            print(f"{language}: {text!r}", file=sys.stderr)
    return 1 if any(missing.values()) else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
