"""An invalid file is reported in one sentence with its name, never with a traceback."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.errors import DataFileWrong
from models.domain.vocabulary import MeetingKind
from models.profiles import load_criteria, load_profile, load_template
from models.profiles.files import SHIPPED
from models.profiles.read_rules import read_rules
from models.profiles.toml_table import open_table

pytestmark = pytest.mark.sweep

TODAY = date(2026, 12, 3)
RULES, AGENDA, CRITERIA = "rules-2025", "agenda-regular", "criteria-meeting-quality"
SHIPPED_RULES = (SHIPPED / "rules-2025.toml").read_text(encoding="utf-8")


def load(home: Path, name: str) -> object:
    if name == AGENDA:
        return load_template(home, MeetingKind.REGULAR)
    return load_profile(home, TODAY, name) if name == RULES else load_criteria(home, name)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (RULES, 'id = "rules-2025"', 'id = "rules-2026"', "id must be “rules-2025”, the name of the file"),
        (RULES, 'id = "rules-2025"', "", "id is missing"),
        (RULES, "version = 2", "version = 0", "version must be a whole number from 1 to"),
        (RULES, "version = 2", "version = true", "version must be a whole number"),
        (RULES, "valid_from = 2025-08-30", 'valid_from = "2025-08-30"', "valid_from must be a date"),
        (RULES, "valid_from = 2025-08-30", "valid_from = 2025-08-30T00:00:00Z", "valid_from must be a date"),
        (RULES, "valid_from = 2025-08-30", "valid_from = 2025-02-30", "is not valid TOML"),
        (RULES, "[meetings.common_day]", "[meetings.comon_day]", "meetings.common_day is missing"),
        (RULES, "[speaking.present_only]", "[speaking.extra]\n\n[speaking.present_only]",
         "speaking.extra is not known here; known are: planned_speech_seconds, present_only, unspoken_first"),
        (RULES, "[meetings.common_day]\nvalue = 3", "[meetings.common_day]\nvalue = 31",
         "meetings.common_day.value must be a whole number from 1 to 28"),
        (RULES, "[meetings.common_day]\nvalue = 3", "[meetings.common_day]\nvalue = 3.0",
         "meetings.common_day.value must be a whole number"),
        (RULES, "value = false", "value = 0", "must be true or false"),
        (RULES, 'certainty = "secondary"', 'certainty = "sure"', "must be one of: read, secondary, uncertain"),
        (RULES, "citation.en = ", "source.en = ", "meetings.regular_per_month.citation.en is missing"),
        (RULES, 'document = "12-HD/BTCTW"', 'document = "12-HD"', "must be one of: Điều lệ Đảng, 24-QĐ/TW"),
        (RULES, 'value = "more than 1/2"', 'value = "half"', "thresholds.ordinary.value must read like"),
        (RULES, 'value = "more than 1/2"', 'value = "at least 0/2"', "thresholds.ordinary.value must read like"),
        (RULES, "value = { excellent = 90,", "value = { superb = 90,",
         "review.classification.value.excellent is missing"),
        (RULES, '["admission", "confirmation"]', '["admission", "admission"]', "none twice"),
        (RULES, '["admission", "confirmation"]', '"admission"', "must be a list"),
        (AGENDA, "minutes = 90", "minutes = -90", "minutes must be a whole number from 1 to 1440"),
        (AGENDA, "minutes = 2\n", "minutes = -2\n", "items[1].minutes must be a whole number from 0"),
        (AGENDA, 'kind = "regular"', 'kind = "thematic"', "kind must be “regular”"),
        (AGENDA, 'kind = "roll_call"', 'kind = "rollcall"', "items[3].kind must be one of: opening"),
        (AGENDA, 'presenter = "secretary"', 'presenter = "chair"', "items[1].presenter must be one of: secretary"),
        (AGENDA, 'title.en = "Discussion"', 'title.en = " "', "items[12].title.en must be a text"),
        (AGENDA, 'key = "dues"', 'key = "opening"', "items[4].key is used twice"),
        (CRITERIA, "unit = ", "units = ", "headings[1].criteria[1].unit is missing"),
        (CRITERIA, "{ points = 5, to = 0 }", "{ points = 5, to = 0, below = 3 }", "bands[1].to cannot stand beside"),
        (CRITERIA, "{ points = 5, to = 0 }", "5", "bands[1] must be a table"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_named_with_file_and_key(
    tmp_path: Path, write_own, edited, name: str, old: str, new: str, told: str
) -> None:
    write_own(name, edited(name, old, new))
    with pytest.raises(DataFileWrong) as caught:
        load(tmp_path, name)
    sentence = str(caught.value)
    assert f"{name}.toml" in sentence
    assert told in sentence
    assert sentence.isprintable()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "id is missing"),
        (b"\xff\xfe\x00", "is not written in UTF-8"),
        (b"id = 'a'\nid = 'b'", "is not valid TOML"),
        (b"items = []\nid = 'agenda-regular'", "is missing"),
        (b"id = " + b"[" * 5000, "is not valid TOML"),
        (b"version = " + b"9" * 5000, "is not valid TOML"),
        (b'"a\\nb" = 1\nid = ""', "id must be a text"),
    ],
)
def test_a_damaged_file_is_told_in_one_sentence(tmp_path: Path, write_own, content: bytes, told: str) -> None:
    write_own(AGENDA, content)
    with pytest.raises(DataFileWrong) as caught:
        load(tmp_path, AGENDA)
    sentence = str(caught.value)
    assert sentence.isprintable()
    assert f"{AGENDA}.toml" in sentence
    assert told in sentence


def test_a_folder_with_the_name_of_a_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "profiles" / f"{AGENDA}.toml").mkdir(parents=True)
    with pytest.raises(DataFileWrong, match=r"agenda-regular\.toml cannot be read"):
        load(tmp_path, AGENDA)


def told_or_read(path: Path) -> str:
    try:
        read_rules(open_table(path))
    except DataFileWrong as error:
        return str(error)
    return path.name


anywhere = settings(max_examples=60)


@anywhere
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_file_loads_or_says_what_is_wrong(write_own, content: bytes) -> None:
    assert "rules-2025" in told_or_read(write_own(RULES, content))


@anywhere
@given(
    start=st.integers(0, len(SHIPPED_RULES)),
    length=st.integers(0, 40),
    patch=st.text(max_size=10) | st.sampled_from(["0", "[", "'", "true", "x.y = {}", "\n[a]\n", "1e9"]),
)
def test_a_profile_with_a_patch_anywhere_loads_or_says_what_is_wrong(
    write_own, start: int, length: int, patch: str
) -> None:
    content = (SHIPPED_RULES[:start] + patch + SHIPPED_RULES[start + length :]).encode("utf-8", "replace")
    assert "rules-2025" in told_or_read(write_own(RULES, content))
