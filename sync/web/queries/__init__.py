"""The queries of the pages: one per panel, restricted to a place from :mod:`sync.web.accounts.access`."""
