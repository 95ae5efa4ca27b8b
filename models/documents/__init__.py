"""Documents made from records: what happened as one value, and the texts and files that an office expects of it."""
