"""What the sign-in part of the API takes and gives."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from ebay_connector.auth.models import Role
from ebay_connector.auth.passwords import LONGEST, SHORTEST

Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+$"),
    AfterValidator(str.lower),
]
PersonName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100, pattern=r"^[^\x00-\x1f]+$")]
NewPassword = Annotated[str, StringConstraints(min_length=SHORTEST, max_length=LONGEST)]
TypedPassword = Annotated[str, StringConstraints(max_length=LONGEST)]


class Login(BaseModel):
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(str.lower)]
    password: TypedPassword


class Token(BaseModel):
    """A Bearer token for programs; `expires_in` is in seconds."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of the kind
    expires_in: int


class Me(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str
    name: str
    role: Role


class UserInfo(Me):
    active: bool
    created_at: datetime
    last_seen_at: datetime | None = None


class NewUser(BaseModel):
    email: Email
    name: PersonName
    password: NewPassword
    role: Role


class UserChange(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    name: PersonName | None = None
    role: Role | None = None
    active: bool | None = None
    password: NewPassword | None = None


class PasswordChange(BaseModel):
    current_password: TypedPassword
    new_password: NewPassword


class PreferenceValue(BaseModel):
    value: Any


class Preference(PreferenceValue):
    key: str
