"""The screens: one file each, one line in `VIEWS`."""
