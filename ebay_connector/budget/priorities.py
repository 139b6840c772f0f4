"""Who may spend how much of a day's calls."""

from enum import Enum


class Priority(Enum):
    """The share of a quota up to which calls may be made, so that what matters more always finds some left."""

    ASKED = 1.0
    """A run that somebody has started reads what is new."""
    SCHEDULED = 0.9
    """A scheduled run reads what is new."""
    DEEP = 0.7
    """Whoever started the run: the past, its details, and all records once more."""
