"""The version of the store's schema, apart from the store, so that who only reads entries needs no SQLite."""

from __future__ import annotations

SCHEMA_VERSION = 7
"""Written to ``user_version``; a store with a higher one was made by a newer program and is not opened."""
