"""What may be said of a run."""

from typing import Literal

RunKind = Literal["manual", "scheduled", "following"]
"""What began it: somebody, its schedule, or the end of a run of the stream that it follows."""
RunStatus = Literal["queued", "running", "stopping", "succeeded", "stopped", "failed"]
