"""``wall``: what the projector shows."""

from __future__ import annotations

import typer

from models.domain.clock import system_clock
from models.domain.language import N_, _


def add_to(program: typer.Typer) -> None:
    """Add the command."""

    @program.command("wall", help=_(N_("Show the meeting on the projector; nothing confidential stands there.")))
    def show(context: typer.Context) -> int:
        from tui.wall.app import run_wall

        return run_wall(context.obj, system_clock())
