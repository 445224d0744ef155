"""The reports: one file each, one line in `REPORTS`."""
