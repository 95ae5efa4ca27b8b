"""No text of the interface is missing from a catalogue, and what is compiled is what is written."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "tools"))

import catalogues

_PLACES = re.compile(r"\{[^}]*\}|\$\w+")


@pytest.mark.parametrize("language", ["vi"])
def test_every_text_has_its_translation_with_the_same_places_to_fill(language: str) -> None:
    found = catalogues.catalogue(language)
    for message in catalogues.collect():
        if not message.id:
            continue
        translated = found.get(message.id, message.context)
        assert translated is not None, f"not collected, run “make catalogues”: {message.id!r}"
        forms = [translated.string] if isinstance(translated.string, str) else list(translated.string)
        assert all(forms), f"not translated: {message.id!r}"
        many = message.id if isinstance(message.id, str) else message.id[-1]
        for form in forms:
            assert sorted(_PLACES.findall(form)) == sorted(_PLACES.findall(many)), message.id


@pytest.mark.parametrize("language", ["vi"])
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    compiled = catalogues.po_file(language).with_suffix(".mo").read_bytes()
    assert compiled == catalogues.compiled(catalogues.catalogue(language)), "run “make catalogues”"
