"""No label, hint or choice of any form is cut, however narrow its panel."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from textual.app import App
from textual.content import Content
from textual.widgets import Static

from models.domain.language import choose_language
from tui.forms.act_form import ActForm
from tui.forms.form import Form
from tui.widgets.choice_field import ChoiceField

TUI = Path(__file__).parents[2] / "tui"
WIDTH = 38
"""The cells of a panel beside a list on the narrowest screen."""


def _forms(base: type[Form] = Form) -> Iterator[type[Form]]:
    for one in base.__subclasses__():
        yield one
        yield from _forms(one)


def _every_form() -> list[type[Form]]:
    for path in TUI.rglob("*form*.py"):
        import_module(".".join(path.relative_to(TUI.parent).with_suffix("").parts))
    concrete = {one for one in _forms() if one is not ActForm and one.title and one.__module__.startswith("tui.")}
    return sorted(concrete, key=lambda one: one.__qualname__)


class _Forms(App[None]):
    CSS = f"Form {{ width: {WIDTH}; height: auto; }}"


def _cut(form: Form) -> Iterator[str]:
    """Yield the texts of a form that do not stand whole."""
    for one in form.query(Static):
        plain = str(one.render())
        lines = Content(plain).wrap(max(1, one.content_size.width)) if plain else []
        if one.display and (len(lines) > one.size.height or one.region.right > form.region.right):
            yield f"{type(form).__name__}: {plain}"


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_no_text_of_a_form_is_cut(language: str) -> None:
    choose_language(language)
    app, forms = _Forms(), _every_form()
    assert len(forms) > 50
    async with app.run_test(size=(80, 24)) as pilot:
        mounted = [form() for form in forms]
        await app.mount_all(mounted)
        for form in mounted:
            form.add_class("open")
            await form.mount_fields()
        await pilot.pause()
        assert [text for form in mounted for text in _cut(form)] == []


async def test_a_choice_longer_than_its_field_has_more_lines() -> None:
    app = _Forms()
    choice = ChoiceField(
        [("a", "ngắn"), ("b", "Bầu Phó Bí thư chi bộ nhiệm kỳ 2025–2027 (trúng cử 1/2, còn khuyết một)")]
    )
    async with app.run_test(size=(40, 10)) as pilot:
        await app.mount(choice)
        assert choice.size.height == 1
        choice.index = 1
        await pilot.pause()
        assert choice.size.height == len(choice.render().wrap(choice.content_size.width))
        assert choice.size.height > 1
