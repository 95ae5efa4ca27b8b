"""A sheet of points, as the meeting and the year show it: rows, sums, remarks, keys."""
