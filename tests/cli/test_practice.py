"""The practice room from the command line: clear refusals, the report, the certificate; the cell is left alone."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.documents.paper import texts_of
from models.domain.language import in_language
from models.practice.certificate import certificate
from models.practice.debriefing import debriefed
from models.practice.happenings import Happening
from models.practice.keeping import Practice, keeping
from models.practice.plan import Draw
from models.practice.room import practice_home
from models.profiles.loading import load_practice
from models.profiles.practice import Behaviour, PracticeLevel
from models.queries.people import cell
from models.store.opening import open_reader
from models.store.store import Store
from tests.cli.conftest import Shell
from tests.practice_rooms import DRAW, made_room
from tui.practice import running
from tui.practice.running import Wanted, command_of, prepared


@pytest.fixture(scope="session")
def room_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Practice]:
    return made_room(tmp_path_factory)


@pytest.fixture
def practised(room_once: tuple[Path, Practice], home: Path) -> Practice:
    """A practice beside ``home``, closed after an hour in which nothing was chaired."""
    room, practice = practice_home(home), room_once[1]
    shutil.copytree(room_once[0], room)
    now = practice.now
    with closing(Store.open(room, lambda: now)) as store:
        perform(store, "meeting.open", meeting=practice.meeting)
        event = Happening("asks#1", "asks", Behaviour.ASKS, now + timedelta(minutes=5), "nobody")
        now += timedelta(hours=1)
        perform(store, "meeting.close", meeting=practice.meeting)
        done = replace(practice.then(event), now=now)
        keeping(done)(store)
    return done


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--speed", "0"), "--speed is from 1 to 60"),
        (("--speed", "61"), "--speed is from 1 to 60"),
        (("--seed", "-1"), "--seed is a number from 0 to 9999"),
        (("--seed", "x"), "“x” is no whole number"),
        (("--level", "bitter"), "easy, medium, hard"),
        (("--kind", "congress"), "regular, admission"),
        (("--language", "fr"), "vi|en"),
    ],
)
def test_bad_input_is_refused_in_one_sentence_before_anything_is_made(
    shell: Shell, words: tuple[str, ...], told: str
) -> None:
    code, out, err = shell("practice", *words)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert not shell.home.exists()
    assert not practice_home(shell.home).exists()


def test_without_a_terminal_and_without_a_practice_the_way_out_is_named(shell: Shell) -> None:
    code, _out, err = shell("practice")
    assert (code, "need a terminal" in err) == (1, True)
    for command in ("report", "certificate"):
        code, out, err = shell("practice", command)
        assert (code, out) == (1, "")
        assert "“chibo practice” begins" in err
    assert not practice_home(shell.home).exists()


def test_the_report_says_what_was_missed_and_broken_with_its_source_and_touches_no_cell(
    shell: Shell, practised: Practice
) -> None:
    text = shell.done("practice", "report")
    assert text.startswith("Regular meeting of the cell · level medium · seed 7")
    for words in ("1 missed", "No item ran for 1:00:00", "60 minutes are too few", "HD/BTCTW", "The records give"):
        assert words in text, text
    found = shell.json("practice", "report")
    assert found["over"] is True
    assert found["sections"][0]["title"] == "Answers"
    assert not shell.home.exists()
    assert practised.draw == DRAW


def test_the_certificate_is_a_pdf_that_says_it_is_none_of_the_partys_documents(
    shell: Shell, practised: Practice, tmp_path: Path
) -> None:
    shell.done("practice", "certificate", "--name", "Vũ Thị Ngát", "--out", str(tmp_path / "c.pdf"))
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    code, _out, err = shell("practice", "certificate", "--out", str(tmp_path / "c.pdf"))
    assert (code, "there already" in err) == (1, True)
    room = practice_home(shell.home)
    with closing(open_reader(room)) as connection, in_language("vi"):
        found = debriefed(connection, room, load_practice(None), practised, practised.now)
        texts = " ".join(texts_of(certificate(cell(connection), found, "Vũ Thị Ngát", practised.now)))
    for words in ("GIẤY XÁC NHẬN TẬP DƯỢT", "Vũ Thị Ngát", "Không phải văn bản của Đảng", "TẬP DƯỢT)", "số 7"):
        assert words in texts


def test_no_certificate_of_a_meeting_that_is_not_closed(shell: Shell, room_once: tuple[Path, Practice]) -> None:
    shutil.copytree(room_once[0], practice_home(shell.home))
    code, _out, err = shell("practice", "certificate")
    assert (code, "close its meeting first" in err) == (1, True)
    assert "not closed yet" in shell.done("practice", "report")


def test_an_unfinished_practice_goes_on_unless_another_is_wanted(
    room_once: tuple[Path, Practice], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "room"
    shutil.copytree(room_once[0], room)
    made: list[Draw] = []

    def furnish(_home: Path, draw: Draw) -> Practice:
        made.append(draw)
        return Practice(draw, "", room_once[1].now)

    monkeypatch.setattr(running, "furnish_practice", furnish)
    assert prepared(room, Wanted()) == room_once[1]
    assert prepared(room, Wanted(level=DRAW.level, speed=20)).draw == replace(DRAW, speed=20)
    assert made == []
    for wanted in (Wanted(new=True), Wanted(seed=8), Wanted(level=PracticeLevel.HARD)):
        assert prepared(room, wanted).draw == made[-1]
    assert [one.level for one in made] == [PracticeLevel.EASY, PracticeLevel.EASY, PracticeLevel.HARD]
    assert command_of(room_once[1]) == "chibo practice --new --level medium --seed 7 --speed 6"
