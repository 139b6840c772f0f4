"""What may be said of an account."""

from typing import Literal

AccountStatus = Literal["connected", "reconnect_needed", "disconnected"]
