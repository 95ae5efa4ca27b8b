"""Reports to the superior: signed, checked, delivered (docs/report.md)."""
