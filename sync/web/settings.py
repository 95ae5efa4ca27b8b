"""Limits of the pages: sessions, sign-in attempts, table rows."""

from __future__ import annotations

from datetime import timedelta

IDLE = timedelta(minutes=30)
"""A session ends after this time without a request."""
ABSOLUTE = timedelta(hours=12)
"""A session ends after this time in any case."""
SEEN_EVERY = timedelta(minutes=1)
"""The precision of a session's last request: a more precise one would make every read a write."""

WINDOW = timedelta(minutes=15)
"""The window in which sign-in attempts are counted; then the count restarts, so that no lock-out is permanent."""
ATTEMPTS_OF_ADDRESS = 30
ATTEMPTS_OF_LOGIN = 10
"""Attempts from unknown browsers; a browser that the supervisor used before has :data:`ATTEMPTS_OF_DEVICE`."""
ATTEMPTS_OF_DEVICE = 10
TRUST = timedelta(days=180)
"""After this time without use a trusted browser is a stranger again."""

FORM_BYTES = 64 * 1024
FORM_SECONDS = 20.0
FORM_FIELDS = 40
ROWS = 50
"""Rows per page of a table."""

PREFIX = "/superior"
"""The path of the pages on the server."""
