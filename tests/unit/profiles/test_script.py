"""The chair's script as a data file: complete for every template, closest fit first, faults told with their place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.domain.errors import DataFileWrong
from models.domain.language import Text, in_language
from models.domain.vocabulary import MeetingKind
from models.profiles.files import SHIPPED, own_folder
from models.profiles.in_force import load_script as script_that_counts
from models.profiles.in_force import load_template, problems
from models.profiles.listing import lint
from models.profiles.loading import load_script
from models.profiles.placeholders import filled
from models.profiles.schema import TemplateItem
from models.profiles.script import Moment, Placeholder

FILE = "script-meetings.toml"


def items(listed: tuple[TemplateItem, ...]) -> Iterator[TemplateItem]:
    for one in listed:
        yield one
        yield from items(one.children)


@pytest.mark.parametrize("kind", MeetingKind)
def test_every_item_of_every_template_has_its_words(kind: MeetingKind) -> None:
    script = load_script(None)
    assert script.at(Moment.START, kind)
    assert script.at(Moment.END, kind)
    for one in items(load_template(None, kind).items):
        assert script.of_item(one.key, one.kind.value, kind), one.key
    assert lint(script) == ()


def test_the_closest_part_counts() -> None:
    script = load_script(None)
    salute = script.of_item("flag", "opening", MeetingKind.CONGRESS)
    assert salute is not None
    assert "Quốc ca" in salute.open.vi, "an item's own words before those of its kind"
    closing = script.at(Moment.END, MeetingKind.COMMITTEE)
    assert closing is not None
    assert "chi ủy" in closing.open.vi, "a part for some meetings before one for all"
    assert script.at(Moment.GUEST, MeetingKind.CONGRESS) is None, "the congress has an item for it"
    assert script.of_item("", "no such kind", MeetingKind.REGULAR) is None


def test_words_in_braces_are_filled_in_and_what_is_not_known_is_left_open() -> None:
    text = Text(vi="Mời {presenter} nói {minutes} phút.", en="{presenter} speaks for {minutes} minutes.")
    with in_language("vi"):
        assert filled(text, {Placeholder.PRESENTER: "đồng chí {item}"}) == "Mời đồng chí {item} nói …… phút."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{presenter} trình bày chuyên đề", "{presenter.__class__} trình bày", "“presenter.__class__” in braces"),
        ("{presenter} trình bày chuyên đề", "{name} trình bày", "“name” in braces, which is not known"),
        ("{presenter} trình bày chuyên đề", "{presenter trình bày", "a brace without its pair"),
        ('kind = "paper"', 'kind = "papers"', "must be one of: opening"),
        ('kind = "paper"', 'kind = "paper"\nmoment = "end"', "exactly one of them"),
        ('kind = "paper"\n', "", "exactly one of them"),
        ('open.en = "Please rise.', 'opens.en = "Please rise.', "open.en is missing"),
        ('items = ["flag"]', 'items = [""]', "must be a list of texts that are not empty"),
        ('questions.en = ["Do you vouch for what you have said?"]', "questions.en = []",
         "as many texts in Vietnamese as in English"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_the_shipped_script_counts(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    folder = own_folder(tmp_path)
    folder.mkdir()
    text = (SHIPPED / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with in_language("en"):
        with pytest.raises(DataFileWrong) as error:
            load_script(tmp_path)
        assert told in str(error.value)
        assert any(told in sentence for sentence in problems(tmp_path))
    assert script_that_counts(tmp_path) == load_script(None)


def test_a_cell_has_a_script_of_its_own(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    folder.mkdir()
    shutil.copy(SHIPPED / FILE, folder)
    path = folder / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("ổn định chỗ ngồi", "an tọa"), encoding="utf-8")
    start = script_that_counts(tmp_path).at(Moment.START, MeetingKind.REGULAR)
    assert start is not None
    assert "an tọa" in start.open.vi
