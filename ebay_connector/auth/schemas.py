"""What the sign-in part of the API takes and gives."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from ebay_connector.auth.passwords import LONGEST, SHORTEST
from ebay_connector.auth.roles import Role
from ebay_connector.errors import WHOLE_SENTENCE

EMAIL = r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+$"


def _email(text: str) -> str:
    if not re.fullmatch(EMAIL, text):
        raise PydanticCustomError(WHOLE_SENTENCE, "“{text}” is not an email address.", {"text": text})
    return text.lower()


Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254),
    AfterValidator(_email),
    Field(json_schema_extra={"pattern": EMAIL}),
]
PersonName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100, pattern=r"^[^\x00-\x1f]+$")]
NewPassword = Annotated[str, StringConstraints(min_length=SHORTEST, max_length=LONGEST)]
TypedPassword = Annotated[str, StringConstraints(max_length=LONGEST)]


class Login(BaseModel, extra="forbid"):
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


class NewUser(BaseModel, extra="forbid"):
    email: Email
    name: PersonName
    password: NewPassword
    role: Role


class UserChange(BaseModel, extra="forbid"):
    """What is left out stays as it is."""

    name: PersonName | None = None
    role: Role | None = None
    active: bool | None = None
    password: NewPassword | None = None


class PasswordChange(BaseModel, extra="forbid"):
    current_password: TypedPassword
    new_password: NewPassword


class PreferenceValue(BaseModel, extra="forbid"):
    value: Any


class Preference(PreferenceValue):
    key: str
