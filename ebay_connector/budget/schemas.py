"""What the API tells of call budgets."""

from datetime import datetime

from pydantic import BaseModel

from ebay_connector.ebay.hosts import Environment


class ResourceBudget(BaseModel):
    """One quota of eBay's. Without `limit` eBay has not told it. `streams` are the titles of those that need it."""

    resource: str
    api: str
    limit: int | None
    used: int | None
    resets_at: datetime | None
    blocked_until: datetime | None
    blocked_reason: str | None
    streams: list[str]


class EnvironmentBudget(BaseModel):
    """The quotas of one application. `read_at` is when eBay told them; `problem` is why it did not since."""

    environment: Environment
    read_at: datetime | None
    problem: str | None
    resources: list[ResourceBudget]


class Shares(BaseModel):
    """Up to which part of a quota scheduled runs may go, and what lies in the past."""

    scheduled: float
    deep: float


class CallBudgets(BaseModel):
    """How eBay's daily calls stand."""

    shares: Shares
    environments: list[EnvironmentBudget]
