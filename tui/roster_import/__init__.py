"""Reading a list of members, with a preview of what would change."""
