"""What the accounts part of the API takes and gives."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from ebay_connector.accounts.status import AccountStatus
from ebay_connector.ebay.hosts import Environment


class EnvironmentInfo(BaseModel):
    """Whether accounts can be connected there; `missing` names the settings to set first."""

    model_config = ConfigDict(from_attributes=True)

    name: Environment
    configured: bool
    missing: list[str]


class AccountInfo(BaseModel):
    """One eBay account. `scopes` are granted; eBay asks the seller again after `refresh_expires_at`."""

    id: int
    environment: Environment
    ebay_user_id: str
    username: str
    name: str
    marketplace_id: str
    account_type: str | None
    status: AccountStatus
    status_reason: str | None
    scopes: list[str]
    connected_at: datetime
    connected_by: str | None
    refresh_expires_at: datetime | None


class OAuthStart(BaseModel, extra="forbid"):
    """What to ask a seller for: what the `streams` and those that they follow need, or when left out, all of them.

    `account_id` is an account to reconnect: it keeps what it has granted, and `streams` are those to grant more for.
    """

    environment: Environment
    streams: list[str] | None = None
    account_id: int | None = None


class OAuthStarted(BaseModel):
    """Send the browser there; eBay sends it back."""

    authorization_url: str


class AccountChange(BaseModel, extra="forbid"):
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100, pattern=r"^[^\x00-\x1f]+$")]
