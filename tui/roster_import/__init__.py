"""Import of members from a spreadsheet, with a preview of the changes."""
