"""What works around a library: each module names the version it was measured against."""
