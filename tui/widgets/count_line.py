"""Entry lines for numbers: an invalid number is reported while typing, and Enter stays in the line."""

from __future__ import annotations

from textual import on

from models.domain.errors import WrongUsage
from models.domain.typed.numbers import optional_amount, optional_whole
from tui.widgets.entry_line import EntryLine


class CountLine(EntryLine):
    """An entry line for a whole number; it may be empty."""

    def check(self, text: str) -> None:
        """Read a number. Raises :class:`WrongUsage` for an invalid one."""
        optional_whole(text)

    def begun(self) -> str:
        """Return the part of the text that can be checked while typing."""
        return self.value

    @on(EntryLine.Changed)
    def _typed(self) -> None:
        if self.has_focus:  # not for a text set by the program, as a draft
            self._is_wrong(self.begun())

    @on(EntryLine.Submitted)
    def _entered(self, event: EntryLine.Submitted) -> None:
        if self._is_wrong(self.value):
            event.stop()

    def _is_wrong(self, text: str) -> bool:
        try:
            self.check(text)
        except WrongUsage as mistake:
            self.post_message(self.Notice(str(mistake), is_refusal=True))
            return True
        return False


class AmountLine(CountLine):
    """An entry line for a number with decimals."""

    def check(self, text: str) -> None:
        """Read a number with decimals. Raises :class:`WrongUsage` for an invalid one."""
        optional_amount(text)

    def begun(self) -> str:
        """Return the number without a trailing mark: decimals may follow."""
        return self.value.rstrip(" .,")
