"""Documents made from the records: a meeting as one value, and the papers and files that an office expects."""
