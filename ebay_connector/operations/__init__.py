"""Runs, stop, live log, schedules and health."""
