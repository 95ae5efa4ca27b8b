"""The minutes of a meeting: draft, approval, addenda, report."""
