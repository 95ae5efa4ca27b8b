"""Lines that several places show: what last month left, what became of the report."""
