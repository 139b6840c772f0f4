"""What may be said of a run."""

from typing import Literal

RunStatus = Literal["queued", "running", "stopping", "succeeded", "stopped", "failed"]
