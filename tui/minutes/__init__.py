"""The minutes of a meeting: drafting, approving, signing, sending the report."""
