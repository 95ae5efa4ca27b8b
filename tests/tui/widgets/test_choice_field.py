"""A field with a few words: it says what changes it while it has the keys."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tui.widgets.choice_field import ChoiceField

HINT = "← → change it"


class _Choices(App[None]):
    def compose(self) -> ComposeResult:
        """Lay out two words, one alone, and a field with no room for more than its word."""
        yield ChoiceField([("good", "good"), ("poor", "poor")], id="two")
        yield ChoiceField([("yes", "⏎ does it")], id="one")
        yield ChoiceField([("good", "good"), ("poor", "poor")], id="narrow")

    def drawn(self, name: str) -> str:
        return str(self.query_one(f"#{name}", ChoiceField).render())


async def test_a_choice_says_which_keys_change_it_only_where_they_do() -> None:
    app = _Choices()
    async with app.run_test(size=(60, 10)) as pilot:
        app.query_one("#narrow").styles.width = 20
        app.query_one("#two").focus()
        await pilot.pause()
        assert app.drawn("two").endswith(HINT)
        assert app.drawn("two").startswith("‹ good ›")
        await pilot.press("right", "tab")
        assert app.drawn("two") == "‹ poor ›"
        assert app.drawn("one") == "⏎ does it"
        await pilot.press("tab")
        assert app.drawn("narrow") == "‹ good ›"


async def test_letters_change_no_choice() -> None:
    app = _Choices()
    async with app.run_test(size=(60, 10)) as pilot:
        app.query_one("#two").focus()
        await pilot.press("p", "o", "ể", "2")
        assert app.query_one("#two", ChoiceField).value == "good"
        await pilot.press("space")
        assert app.query_one("#two", ChoiceField).value == "poor"
