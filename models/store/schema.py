"""The version of the store's schema, in a separate module that does not import SQLite."""

from __future__ import annotations

SCHEMA_VERSION = 9
"""Written to ``user_version``; a store with a higher one was made by a newer program and is not opened."""
