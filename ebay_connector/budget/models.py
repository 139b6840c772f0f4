"""Tables of the call budget: a quota of eBay's in each row, and when eBay was asked how they stand."""

from datetime import datetime

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from ebay_connector.db.base import Base
from ebay_connector.ebay.hosts import Environment


class CallBudget(Base):
    """One resource of an application, as getRateLimits names it. `client_id` is the application's App ID.

    `used` counts calls and those that workers have set aside for calls they are about to make. `daily_limit` and
    `resets_at` are eBay's, in eBay's time; without them eBay tells no quota, and the row is there for its block.
    """

    __tablename__ = "call_budgets"

    environment: Mapped[Environment] = mapped_column(Text, primary_key=True)
    client_id: Mapped[str] = mapped_column(primary_key=True)
    resource: Mapped[str] = mapped_column(primary_key=True)
    api: Mapped[str] = mapped_column(server_default="")
    daily_limit: Mapped[int | None] = mapped_column(BigInteger)
    used: Mapped[int] = mapped_column(BigInteger, server_default="0")
    resets_at: Mapped[datetime | None]
    window_seconds: Mapped[int] = mapped_column(server_default="86400")
    read_at: Mapped[datetime | None]
    blocked_until: Mapped[datetime | None]
    blocked_reason: Mapped[str | None]


class CallReading(Base):
    """When an application's quotas were asked for last, by whichever worker, and why they did not come."""

    __tablename__ = "call_readings"

    environment: Mapped[Environment] = mapped_column(Text, primary_key=True)
    client_id: Mapped[str] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    problem: Mapped[str | None]
