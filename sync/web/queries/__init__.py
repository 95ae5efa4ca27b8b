"""What the pages read: one query a panel, each by the place that :mod:`sync.web.accounts.access` let through."""
