"""Lines for numbers: what is none is said as soon as it is typed, and Enter stays with it."""

from __future__ import annotations

from textual import on

from models.domain.errors import WrongUsage
from models.domain.typed.numbers import optional_amount, optional_whole
from tui.widgets.entry_line import EntryLine


class CountLine(EntryLine):
    """An entry line for a number of things; it may stay empty."""

    def check(self, text: str) -> None:
        """Read a number. Raises :class:`WrongUsage` for what is none."""
        optional_whole(text)

    def begun(self) -> str:
        """Return what stands in the line as far as it can be judged while it is being typed."""
        return self.value

    @on(EntryLine.Changed)
    def _typed(self) -> None:
        if self.has_focus:  # not where a draft, or a proposal, was put in
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
    """An entry line for a number that may have decimals."""

    def check(self, text: str) -> None:
        """Read a number with its decimals. Raises :class:`WrongUsage` for what is none."""
        optional_amount(text)

    def begun(self) -> str:
        """Return the number without a mark behind it: its decimals may follow."""
        return self.value.rstrip(" .,")
