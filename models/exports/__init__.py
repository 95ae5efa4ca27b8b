"""What other programs read: tables as CSV and XLSX, the calendar as ICS. Never who voted what."""
