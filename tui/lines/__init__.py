"""Lines that several places show: agenda items, last month's tasks, the report."""
