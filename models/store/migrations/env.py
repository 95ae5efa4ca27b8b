"""Alembic's entry point: migrates on the given connection, within its transaction."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from models.tables import Record


def plain_type(kind: str, value: Any, _autogen: Any) -> str | Literal[False]:
    """Write chibo's own column types into a migration as plain types, so that it does not depend on later code."""
    own = isinstance(value, sa.TypeDecorator)
    return f"sa.String(length={value.impl.length})" if kind == "type" and own else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
