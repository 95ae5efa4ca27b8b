"""Alembic's entry: it migrates on the connection, and within the transaction, that it is given."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from sync.server.migrations import VERSION_TABLE
from sync.server.tables import METADATA


def plain_type(kind: str, value: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own column types into a migration as the plain text they are, so that it stands by itself."""
    own = isinstance(value, sa.TypeDecorator)
    return f"sa.String(length={value.impl.length})" if kind == "type" and own else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
