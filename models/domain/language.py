"""The language of the program's sentences: gettext catalogues, English as the source text.

Texts are marked where they are written (``N_``) and translated where they are shown (``_``), because a
sentence may be written before the language is known and is journalled without any language at all.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
CATALOGUES = Path(__file__).parent.parent / "locale"

_ENDS = (".", "…", "!", "?")

_active: _gettext.NullTranslations = _gettext.NullTranslations()
_language: Language = "en"
_for_a_while: ContextVar[tuple[Language, _gettext.NullTranslations] | None] = ContextVar("language", default=None)
"""The language within :func:`in_language`, if it differs from the program's."""


def N_(message: str) -> str:  # noqa: N802 - the name every gettext tool knows
    """Mark a text for translation and return it unchanged; it is translated when it is shown."""
    return message


def _(message: str) -> str:
    """Return ``message`` in the language of the program; ``{key:home.plan}`` in it is the key with that id."""
    return _with_keys(_catalogue().gettext(message)) if message else ""


def pgettext(context: str, message: str) -> str:
    """Return ``message`` translated in a context, for an English word with two meanings.

    Both arguments must be literals: the catalogue is extracted from the source.
    """
    return _catalogue().pgettext(context, message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a text that fits ``count``, in the language of the program."""
    return _with_keys(_catalogue().ngettext(one, many, count))


_KEY = re.compile(r"\{key:([\w.]+)\}")
_name_key: Callable[[str], str] = str


def name_keys_by(name: Callable[[str], str]) -> None:
    """Show the keys in sentences (``{key:id}``) as ``name`` returns them, after any remapping."""
    global _name_key  # noqa: PLW0603 - one keyboard a process, as it has one language
    _name_key = name


def _with_keys(text: str) -> str:
    return _KEY.sub(lambda found: _name_key(found[1]), text) if "{key:" in text else text


_FIGURES = re.compile(r"[\d\s:/–…,.-]*")
_DAY = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")


def with_days(value: object) -> object:
    """Return a value for a sentence: days in the format of the language, if it consists of figures and signs only.

    The journal and the acts store days as ``03/12/2026`` in every language.
    """
    is_of_figures = isinstance(value, str) and current_language() != "vi" and _FIGURES.fullmatch(value)
    return _DAY.sub(r"\3-\2-\1", str(value)) if is_of_figures else value


def fill(text: str, values: Mapping[str, object]) -> str:
    """Fill in the values of a text; after a value that ends a sentence ("sick…", "he is ill.") no second stop follows.

    Values in quotation marks stay as they were typed.
    """
    values = {name: value if f"“{{{name}}}”" in text else with_days(value) for name, value in values.items()}
    for name, value in values.items():
        if str(value).rstrip().endswith(_ENDS):
            text = text.replace(f"{{{name}}}.", f"{{{name}}}")
    return text.format(**values)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its unit, for a sentence: ``str(Counted("{count} day", "{count} days", 1))`` is ``1 day``."""

    one: str
    many: str
    count: int

    def __str__(self) -> str:
        return ngettext(self.one, self.many, self.count).format(count=self.count)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; ``str()`` returns it in the program's language."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.vi if current_language() == "vi" else self.en


def choose_language(wanted: str | None = None, environment: Mapping[str, str] = os.environ) -> Language:
    """Set the language of all following sentences and return it.

    The first of these that names Vietnamese or English decides: ``wanted`` (the option ``--lang``), ``CHIBO_LANG``, the
    locale of the machine. Otherwise Vietnamese, the language of the users.
    """
    global _active, _language  # noqa: PLW0603 - one language a process, as gettext itself has it
    candidates = (wanted, environment.get("CHIBO_LANG"), *_locale_names(environment))
    _language = next((found for name in candidates if (found := _known(name))), "vi")
    _active = _gettext.translation("chibo", CATALOGUES, [_language], fallback=True)
    return _language


def current_language() -> Language:
    """Return the language that :func:`choose_language` set last, or that of :func:`in_language`."""
    held = _for_a_while.get()
    return held[0] if held else _language


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """Use a language for the sentences of this thread, independent of the program's."""
    held = _for_a_while.set((language, _gettext.translation("chibo", CATALOGUES, [language], fallback=True)))
    try:
        yield
    finally:
        _for_a_while.reset(held)


def _catalogue() -> _gettext.NullTranslations:
    held = _for_a_while.get()
    return held[1] if held else _active


def _locale_names(environment: Mapping[str, str]) -> tuple[str | None, ...]:
    named = tuple(environment.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    if any(named):
        return named
    return (locale.getlocale()[0],)  # Windows has no LANG; its locale is "Vietnamese_Viet Nam"


def _known(name: str | None) -> Language | None:
    for language in LANGUAGES:
        if name and name.lower().startswith(language):
            return language
    return None
