"""Browse any stream's rows: list, filter, search, export, saved views."""
