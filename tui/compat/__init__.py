"""Workarounds for libraries. Each module names the version it was measured against."""
