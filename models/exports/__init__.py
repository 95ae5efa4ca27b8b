"""Exports for other programs: tables as CSV and XLSX, the calendar as ICS. They never show how a person voted."""
