"""Every text of the interface, in both languages: no internal names, no foreign words, one word for one thing.

The texts are derived, not listed: the catalogue (every message, every key, every form, every act's help), the words of
arguments and vocabularies, the data files. A text that is right although a rule speaks against it is allowed below,
with the reason.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import TypeVar, get_args

import pytest
from sqlalchemy import Boolean
from textual.keys import Keys

from models.acts.argument_words import ARGUMENTS
from models.acts.registry import acts
from models.domain.labels import has_label
from models.profiles.files import data_files
from models.queries.field_labels import FIELDS, TABLES
from models.queries.field_values import YES_OR_NO, words_of
from models.store.unit import NAMES as NAMES_OF_RECORDS
from models.tables import Record
from models.tables.base import Word
from tests.vietnamese import NAMES, foreign_words, has_marks, words_without_marks
from tui.shell.key_tables import all_tables

Node = TypeVar("Node", bound=ast.AST)

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs" / "tools"))

import catalogues  # noqa: E402

COMMAND_LINE = ("tui/cli/", "tui/main.py", "sync/server/")
"""Where texts are read beside a command that was typed: options and key=value are what is typed there."""

TYPED = {
    "true false": "what is written into a data file",
    "more than at least": "a majority as a data file writes it",
    "yes no abstain": "the choices of “chibo ballot”, with their Vietnamese beside them",
    "only_with_theme": "the key of a data file, in a remark on that file",
    "pg_dump": "a program",
    "step = 0.5": "a line of a data file",
    "KH CTr TB TTr CV KL BC": "the signs of letters, as the command line takes them",
    "key=value": "how the command line and the palette take arguments",
}
"""Words that are typed as they stand."""

GLOSSARY = {
    r"\bbạn\b": "đồng chí",
    r"\b[Kk]ỳ họp\b": "kỳ sinh hoạt",
    r"\b[Ll]ượt (biểu quyết|bỏ phiếu|\{number\})": "lần",
    r"\b[Mm]ật nội bộ\b|\b[Gg]hi chép mật\b|\bnội dung mật\b": "ghi riêng, không vào biên bản",
    r"\b[Vv]ấn đề (biểu quyết|này|khác)\b|\b[Cc]âu hỏi\b(?! xen)": "nội dung biểu quyết",
    r"\b[Nn]gắt lời\b": "phát biểu xen",
    r"\b[Hh]oạt động (chi bộ|đảng)\b": "sinh hoạt",
    r"\bvui lòng\b|\bxin vui lòng\b": "hãy",
    r"\b[Uu]ser\b|\b[Ff]ile\b": "người dùng, tệp",
    r"uỷ|Uỷ|hoà\b|Hoà\b|thuỷ": "the tone mark on the first vowel: ủy, hòa",
}
"""What is not written, and what is written in its place (the table of names of the domain)."""

_FILLED = re.compile(r"\{[^}]*\}|\$\w+")
_COMMANDS = re.compile(r"“chibo[^”]*”|\bchibo [a-z][\w :<>-]*|--[\w-]+|\w+://\S*|\bchibo1:")


@dataclass(frozen=True)
class Text:
    """A message: its English text, its Vietnamese one, and the files where it stands."""

    english: str
    vietnamese: str
    places: tuple[str, ...]

    @property
    def is_typed_beside(self) -> bool:
        return all(place.startswith(COMMAND_LINE) for place in self.places)


@cache
def texts() -> tuple[Text, ...]:
    translated = catalogues.catalogue("vi")
    found = []
    for message in catalogues.collect():
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        other = translated.get(message.id, message.context)
        strings = [other.string] if isinstance(other.string, str) else list(other.string)
        places = tuple(sorted({place for place, _line in message.locations}))
        found += [Text(english, strings[0], places) for english in ids]
    return tuple(found)


def both(listed: Iterable[Text] | None = None) -> Iterator[str]:
    for text in texts() if listed is None else listed:
        yield text.english
        yield text.vietnamese


def bare(text: str) -> str:
    """Return a text without what is filled in and without commands that are typed as they stand."""
    for words in TYPED:
        text = text.replace(words, " ") if "_" in words or "=" in words else text
    return _COMMANDS.sub(" ", _FILLED.sub(" ", text))


def allowed(listed: dict[str, str]) -> set[str]:
    return {word for words in listed for word in words.split()}


def test_every_text_that_the_code_marks_is_collected() -> None:
    """Babel does not look into f-strings, for one: what is marked there would never be translated."""
    known, marks = {text.english for text in texts()}, {"_": 1, "N_": 1, "ngettext": 2}
    marked = {
        word.value
        for _name, node in nodes(ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id in marks
        for word in node.args[: marks[node.func.id]]
        if isinstance(word, ast.Constant) and isinstance(word.value, str) and word.value
    }  # fmt: skip
    assert marked - known == set()


def test_no_text_names_an_act_an_argument_or_a_table() -> None:
    names = re.compile(r"(?<![\w./])(" + "|".join(re.escape(name) for name in acts() if "." in name) + r")(?![\w/])")
    keys = re.compile(r"\{key:[\w.]+\}")  # shown as the key that has this id
    assert [text for text in both() if names.search(keys.sub("", text))] == []
    arguments = re.compile(r"\b[a-z]+(_[a-z0-9]+)+\b|(?<![\w-])[a-z_]+=[\w…]")
    listed = (text for text in texts() if not text.is_typed_beside)
    assert [text for text in both(listed) if arguments.search(bare(text))] == []


def test_no_text_names_a_key_as_textual_does() -> None:
    unreadable = {str(key) for key in Keys if re.search(r"[a-z]_[a-z]|\+", str(key))} | {
        "question_mark", "greater_than_sign", "less_than_sign", "equals_sign", "pageup", "pagedown"
    }  # fmt: skip
    raw = re.compile(r"\b(" + "|".join(map(re.escape, unreadable)) + r"|(ctrl|shift|alt)\+\w+)\b", re.IGNORECASE)
    assert [text for text in both() if raw.search(text)] == []
    shown = {shown for table in all_tables().values() for key in table for shown in key.every_shown}
    assert {
        one for one in shown if len(one) > 2 and one not in {"esc", "del", "ins", "PgUp", "PgDn", "Home", "End"}
    } == {one for one in shown if re.fullmatch(r"F1\d", one)}


def test_no_text_below_the_screens_names_a_key_by_what_is_pressed() -> None:
    """Keys can be changed: a sentence names one by its id, ``{key:go.live}``. A cross (x) on a ballot is no key."""
    letter = r"(?<![\w“’'/.:<|{-])[b-wyzB-HJ-MO-WYZ](?![\w”’'/.:=>|}\]-])"
    pressed = re.compile(rf"\bF\d\d?\b|\([a-zA-Z]\)|[⏎␣⇥]|\b([Ee]sc|Enter|Tab|[Cc]trl)\b|{letter}")
    below = [text for text in texts() if any(place.startswith(("models/", "sync/")) for place in text.places)]
    assert [text for text in both(below) if pressed.search(_FILLED.sub(" ", text))] == []


def test_no_text_is_written_in_a_markup() -> None:
    markup = re.compile(r"``|:[a-z]+:`|`[^`]+`|\*\*|</?[a-z]+>")
    assert [text for text in both() if markup.search(text)] == []


def test_no_text_has_double_full_stops_or_stray_spaces() -> None:
    wrong = re.compile(r"\.\.|\. \.|…\.|\.…|[?!;:,]\.|\s[,.;:!](\s|$)|[^ ] {2}[^ ]|\s$|^\s|“\s|\s”|\(\s|\s\)")
    laid_out = re.compile(r"^ .*|.*: $|.* {3}.*|█.*|.*\{name\}  \{id\}|.*\]\.\.\.")  # parts of a line, and columns
    found = [text for text in both() if wrong.search(text) and not laid_out.fullmatch(text)]
    assert [text for text in found if text not in {"# ", ": "}] == []


def test_a_text_that_may_end_in_a_full_stop_is_filled_in_by_what_spares_the_second() -> None:
    """Errors and warnings are filled in by ``fill``; no other code adds a full stop after a value."""
    sentence = re.compile(r"\{(reason|remark|text|said|fault|refusal|sentence|why)\}[.…]")
    found = [
        node.func.value.args[0].value
        for _name, node in nodes(ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        and isinstance(node.func.value, ast.Call) and isinstance(node.func.value.args[0], ast.Constant)
        and sentence.search(str(node.func.value.args[0].value))
    ]  # fmt: skip
    assert found == []


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    def fields(text: str) -> set[tuple[str | None, str | None]]:
        return {(name, spec) for _text, name, spec, _turned in Formatter().parse(text) if name is not None}

    one_of_several = {"spoke once", "The last meeting"}  # Vietnamese has one form, which tells how many
    different = {t.english for t in texts() if fields(t.english) != fields(t.vietnamese)}
    assert different == one_of_several


def test_no_foreign_word_stands_in_a_vietnamese_text() -> None:
    known, found = allowed(NAMES) | allowed(TYPED), {}
    for text in texts():
        words = [word for word in foreign_words(bare(text.vietnamese)) if word not in known and len(word) > 1]
        if words:
            found[text.vietnamese] = words
    assert found == {}


def test_no_vietnamese_text_is_without_its_marks_or_in_another_form() -> None:
    runs = [t.vietnamese for t in texts() if words_without_marks(bare(t.vietnamese)) > 3]
    assert [text for text in runs if not set(foreign_words(bare(text))) & allowed(NAMES | TYPED)] == []
    assert [text for text in both() if unicodedata.normalize("NFC", text) != text] == []


def test_no_vietnamese_stands_in_an_english_text() -> None:
    assert [text.english for text in texts() if has_marks(text.english.replace("Hồ Chí Minh", ""))] == []


@pytest.mark.parametrize("wrong", GLOSSARY)
def test_one_word_for_one_thing(wrong: str) -> None:
    assert [text.vietnamese for text in texts() if re.search(wrong, bare(text.vietnamese))] == [], GLOSSARY[wrong]


def test_no_word_stands_twice_where_a_name_that_begins_with_it_is_filled_in() -> None:
    """A cell is called "Chi bộ Thôn 3", its superior "Đảng ủy xã …"."""
    named = re.compile(r"\b(chi bộ|cell) “?\{cell\}|\b(đảng ủy|đảng bộ|committee) “?\{superior\}", re.IGNORECASE)
    assert [text.vietnamese for text in texts() if named.search(text.vietnamese)] == []


def test_every_argument_and_every_word_of_a_vocabulary_has_a_name_for_people() -> None:
    parameters = [parameter for act in acts().values() for parameter in act.parameters]
    assert {one.name for one in parameters} - {*ARGUMENTS, *FIELDS} == set()
    kinds = chain.from_iterable((one.kind, *get_args(one.kind)) for one in parameters)
    vocabularies = {kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)}
    assert [word for kind in vocabularies for word in kind if not has_label(word)] == []


def test_every_record_that_a_refusal_or_a_conflict_names_has_a_name_for_people() -> None:
    tables = {model.__name__: str(model.__tablename__) for model in Record.__subclasses__()}
    assert set(tables.values()) - set(TABLES) == set()
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "models" / "acts").glob("*.py"))
    fetched = {tables[name] for name in re.findall(r"unit\.get\((\w+),", source) if name in tables}
    assert fetched - set(NAMES_OF_RECORDS) == set()
    columns = [(str(m.__tablename__), column) for m in Record.__subclasses__() for column in m.__table__.columns]
    assert {column.name for _table, column in columns} - {"id"} - set(FIELDS) == set()
    of_words = {(table, column.name): column.type.words for table, column in columns if isinstance(column.type, Word)}
    assert {place for place, words in of_words.items() if words_of(*place) is not words} == set()
    assert {column.name for _table, column in columns if isinstance(column.type, Boolean)} == YES_OR_NO


def _titles(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if set(value) == {"vi", "en"} and all(isinstance(text, str) for text in value.values()):
            yield value["vi"], value["en"]
        for one in value.values():
            yield from _titles(one)
    elif isinstance(value, list):
        for one in value:
            yield from _titles(one)


@pytest.mark.parametrize("path", data_files(None), ids=lambda path: path.stem)
def test_the_shipped_data_say_in_each_language_what_that_language_says(path: Path) -> None:
    pairs = list(_titles(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert pairs
    known = allowed(NAMES)
    assert [vi for vi, _en in pairs if set(foreign_words(bare(vi))) - known] == []
    assert [en for _vi, en in pairs if has_marks(re.sub(r"Hồ Chí Minh|\d+-[\wĐ]+(/[\wĐ]+)*", "", en))] == []
    assert [vi for vi, _en in pairs for wrong in GLOSSARY if re.search(wrong, vi)] == []


def test_no_vietnamese_text_stands_in_the_code() -> None:
    """Texts that are shown are English in the code; Vietnamese stands there only as what is read or compared."""
    apart = {id(node.value) for _name, node in nodes(ast.Expr)}  # documentation
    apart |= {id(node.value) for _name, node in nodes(ast.keyword) if node.arg == "vi"}  # beside its English
    found = {
        f"{name}: {node.value}"
        for name, node in nodes(ast.Constant)
        if isinstance(node.value, str) and has_marks(node.value) and id(node) not in apart
        and not name.startswith(tuple(VIETNAMESE_IN_CODE))
    }  # fmt: skip
    assert found == set()


VIETNAMESE_IN_CODE = {
    "models/demo": "the people and papers of the demo",
    "models/roster/": "headings and words that are looked for in a roster",
    "models/domain/text.py": "the alphabet",
    "models/domain/lookalikes.py": "letters that look alike",
    "models/domain/formats.py": "units, between which and their numbers no line ends",
    "models/domain/copying.py": "the numbering of paragraphs that is left out of a comparison",
    "models/domain/secrecy.py": "the marks of secrecy that are looked for",
    "models/acts/words.py": "yes and no as they are typed",
    "models/documents/kinds/letters.py": "the words that stand before what a letter is about",
    "models/documents/kinds/lists.py": "the sign of a kind of document",
    "models/documents/letterhead.py": "what a Party body and its committee are called, of which one is made the other",
}


def nodes(kind: type[Node]) -> Iterator[tuple[str, Node]]:
    """Yield every node of a kind in the code, with its file."""
    for path in sorted(chain.from_iterable((ROOT / room).rglob("*.py") for room in ("models", "sync", "tui"))):
        for node in ast.walk(_tree(path)):
            if isinstance(node, kind):
                yield path.relative_to(ROOT).as_posix(), node


@cache
def _tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))
