"""Who may do what: a viewer sees, an operator also acts, an admin also decides who may sign in."""

from typing import Literal

Role = Literal["viewer", "operator", "admin"]
