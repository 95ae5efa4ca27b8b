"""The JSON bodies of the calls (docs/sync.md), by subject."""
