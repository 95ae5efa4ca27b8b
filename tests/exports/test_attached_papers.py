"""Attached papers go with an export into a folder beside it, and come back; nothing else is read or written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome, perform
from models.materials.carrying import carry_out, folder_beside
from models.materials.files import FOLDER, MOST_MEGABYTES, file_name, place_of
from models.queries.agenda import agenda
from models.queries.materials import MaterialView, every_material
from models.store.export import export_text
from models.store.opening import open_reader
from models.store.store import Store

Do = Callable[..., ActOutcome]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "empty")
    yield store
    store.close()


@pytest.fixture
def exported(cell: Store, meeting: str, do: Do, tmp_path: Path) -> Path:
    """An export with two attached papers, each in the folder beside it."""
    reader = open_reader(cell.home)
    item = agenda(reader, meeting).items[0].id
    for name in ("dự thảo.txt", "số liệu.md"):
        (tmp_path / name).write_text(f"Nội dung {name}", encoding="utf-8")
        do("material.attach", item=item, file=tmp_path / name)
    file = tmp_path / "all.json"
    file.write_text(export_text(reader), encoding="utf-8")
    assert carry_out(cell.home, folder_beside(file), every_material(reader)) == []
    reader.close()
    return file


def held(home: Path) -> dict[str, str]:
    reader = open_reader(home)
    places = {one.name: place_of(home, one.sha256, one.name) for one in every_material(reader)}
    reader.close()
    return {name: place.read_text(encoding="utf-8") for name, place in places.items() if place.is_file()}


def test_papers_come_back_with_the_records(exported: Path, empty: Store) -> None:
    outcome = perform(empty, "store.restore", file=exported)
    assert outcome.warnings == ()
    assert held(empty.home) == {name: f"Nội dung {name}" for name in ("dự thảo.txt", "số liệu.md")}
    assert len(list((empty.home / FOLDER).iterdir())) == 2


@pytest.mark.parametrize("spoil", ["missing", "changed", "folder gone", "a folder", "too large"])
def test_a_paper_that_is_not_as_it_was_is_named_and_not_taken_over(exported: Path, empty: Store, spoil: str) -> None:
    folder = folder_beside(exported)
    paper = next(one for one in folder.iterdir() if one.suffix == ".md")
    if spoil == "folder gone":
        folder.rename(folder.with_name("elsewhere"))
    elif spoil == "changed":
        paper.write_text("khác", encoding="utf-8")
    else:
        paper.unlink()
    if spoil == "a folder":
        paper.mkdir()
    if spoil == "too large":
        with paper.open("wb") as file:
            file.truncate(MOST_MEGABYTES * 1_000_000 + 1)
    (warning,) = perform(empty, "store.restore", file=exported).warnings
    assert "“số liệu.md”" in str(warning)
    assert ("“dự thảo.txt”" in str(warning)) is (spoil == "folder gone")
    assert "số liệu.md" not in held(empty.home)
    with closing(open_reader(empty.home)) as reader:
        assert export_text(reader) == exported.read_text(encoding="utf-8")


def test_names_that_lead_elsewhere_name_no_file(exported: Path, empty: Store, tmp_path: Path) -> None:
    """The digest and the name in an export are anybody's: neither leads out of the folder, nor to a program."""
    (tmp_path / "secret.txt").write_text("bí mật", encoding="utf-8")
    found = json.loads(exported.read_text(encoding="utf-8"))
    first, second = found["tables"]["material"]
    first["sha256"] = "../../secret"
    second["name"] = "virus.exe"
    exported.write_text(json.dumps(found), encoding="utf-8")
    (warning,) = perform(empty, "store.restore", file=exported).warnings
    assert "virus.exe" in str(warning)
    assert held(empty.home) == {}
    assert not (empty.home / FOLDER).exists()


@pytest.mark.parametrize("digest", ["../../x", "", "a" * 63, "A" * 64, "/etc/passwd", "a" * 64 + "\n", "\udcff"])
def test_what_is_no_digest_stays_in_the_folder(tmp_path: Path, digest: str) -> None:
    place = place_of(tmp_path, digest, "x.txt")
    assert place.parent == tmp_path / FOLDER
    assert place.stem not in (digest, "x")


def test_a_paper_that_this_machine_does_not_have_is_named(tmp_path: Path) -> None:
    paper = MaterialView("k", "i", "không có.pdf", "a" * 64, 3)
    assert carry_out(tmp_path, tmp_path / "out", [paper]) == ["không có.pdf"]
    assert file_name(paper.sha256, paper.name) == f"{'a' * 64}.pdf"
    assert not (tmp_path / "out").exists()
