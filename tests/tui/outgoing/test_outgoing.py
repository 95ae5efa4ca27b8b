"""Letters and the number book on the screen: drafted, edited, issued, filtered, corrected, written."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from models.acts.registry import perform
from models.domain.language import choose_language
from models.domain.vocabulary import LetterKind
from models.queries.letters import LetterView, letters
from models.store.opening import open_reader
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tests.tui.pictures import LANGUAGES, SIZES, album
from tui.shell.document_screen import FOLDER


def kept(home: Path, clock: Clock) -> list[LetterView]:
    with closing(open_reader(home)) as reader:
        return list(letters(reader, clock().date()))


async def drafting(driver: Driver, subject: str, *lines: str) -> None:
    """Draft a plan with some lines of text."""
    await driver.press("n", "enter")
    await driver.type(subject)
    await driver.press("enter", "tab", "tab")
    for line in lines:
        await driver.type(line)
        await driver.press("enter")
    await driver.press("f10")


async def test_a_letter_is_drafted_edited_and_issued_by_keys(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("f9", "o")
        await driver.until(lambda: "Outgoing documents of the term" in driver.text)
        await drafting(driver, "kiem tra", "I- MUC DICH", "Mot.")
        assert "drafted a letter (plan): “kiem tra”" in driver.said
        assert "KH" in driver.text
        await driver.press("e", "tab", "end")
        await driver.type(" quy IV")
        await driver.press("tab", "tab", "tab", "f10")
        (draft,) = kept(discussing, clock)
        assert (draft.subject, draft.text) == ("kiem tra quy IV", "I- MUC DICH\nMot.")
        await driver.press("t")
        await driver.until(lambda: "Written" in driver.said)
        await driver.press("i", "enter", "enter", "enter")
        assert "choose yes" in driver.said
        await driver.press("space", "enter")
        assert "issued the letter 01-KH" in driver.said
        await driver.until(lambda: "The document has changed since its file was made" in driver.text)
        assert "01-KH/CB" in driver.text
        await driver.press("e")
        assert "This is no draft" in driver.said
        await driver.press("u")
        assert "changes no more" in driver.said
        await driver.press("t")
        await driver.until(lambda: "Written" in driver.said)
        made = sorted(one.name for one in (discussing / FOLDER).iterdir())
        assert made == ["01-plan-kiem-tra-quy-iv.txt", "plan-kiem-tra-quy-iv.txt"]
        await driver.press("c", "f10")
        found = kept(discussing, clock)
        assert [(one.kind, one.subject) for one in found][1:] == [
            (LetterKind.OFFICIAL_LETTER, "correction of plan 01-KH/CB")
        ]
        await driver.press("up", "x")
        assert len(kept(discussing, clock)) == 1


async def test_what_is_typed_is_kept_and_the_list_is_filtered(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("f9", "o")
        await drafting(driver, "mot", "Mot.")
        await drafting(driver, "hai", "Hai.")
        await driver.press("n", "enter")
        await driver.type("ba")
        await driver.press("escape")
        assert "Draft kept" in driver.said
        await driver.press("n")
        await driver.until(lambda: " ba" in driver.text)
        await driver.press("ctrl+n", "escape", "slash")
        await driver.type("hai")
        await driver.until(lambda: "“hai”: 1 of 2" in driver.lines[0])
        await driver.press("enter")
        assert "“hai”: 1 of 2" in driver.lines[0]
        await driver.press("slash", "escape")
        await driver.until(lambda: "“" not in driver.lines[0])
        await driver.press("b")
        await driver.until(lambda: "Written" in driver.said)
        assert [one.suffix for one in (discussing / FOLDER).iterdir()] == [".xlsx"]


PAGES = {
    "outgoing": ("o",),
    "letter": ("e",),
    "issue": ("escape", "i"),
    "filter": ("escape", "slash"),
}


@SIZES
@LANGUAGES
async def test_how_the_outgoing_documents_look(
    snapshot: SnapshotAssertion, furnished: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    with closing(Store.open(furnished, clock)) as store:
        text = "I- MỤC ĐÍCH\nKiểm tra việc thực hiện.\n\nII- TỔ CHỨC THỰC HIỆN\nĐồng chí bí thư theo dõi."
        perform(store, "letter.draft", kind=LetterKind.PLAN, title="kiểm tra an toàn thực phẩm quý IV", text=text)
        issued = perform(store, "letter.draft", kind=LetterKind.NOTICE, title="kết quả tháng 11", text=text).value
        perform(store, "letter.issue", letter=issued, number=3)
    for name, page in (await album(furnished, clock, size, PAGES)).items():
        assert page == snapshot(name=name)
