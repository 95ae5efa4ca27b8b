"""What people type: days, hours, times, numbers; one reader for forms, command line, palette and imports."""
