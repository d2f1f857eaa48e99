"""What the sign-in API takes and gives."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints

from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.http.validation import NO_MAILBOX, VISIBLE, shape
from atalaya_platform.identity.sign_in.vocabulary import State


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("choose a time zone of the IANA database, such as America/Jamaica")
    return name


Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=3, max_length=254, pattern=shape(r"^[^\s@\x00]+@[^\s@\x00]+$", NO_MAILBOX)
    ),
]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=120, pattern=shape(r"^[^\x00-\x1f\x7f]*$", VISIBLE))
]
Name = Annotated[Text, StringConstraints(min_length=1)]
Locale = Literal["en", "es", "pt", "fr"]
Theme = Literal["system", "light", "dark"]


class DemonstrationPerson(Schema):
    person_id: UUID
    name: str
    organisation: str | None
    country: str | None
    role: str | None


class Provider(Schema):
    id: str
    name: str


class SignInOptions(Schema):
    """What the sign-in page offers. `state` is set when this browser is in the middle of a sign-in."""

    name: str
    demonstration: list[DemonstrationPerson]
    oidc: list[Provider]
    state: State | None = None
    factors: list[str] = Field(default_factory=list)


class PasswordSignIn(Input):
    email: Email
    password: Password


class DemonstrationSignIn(Input):
    person_id: UUID


class CodeSignIn(Input):
    code: Code


class CredentialSignIn(Input):
    credential: dict[str, Any] = Field(description="What navigator.credentials.get answered, as JSON.")


class Confirmation(Input):
    """A passkey's answer; or the password, with a code where an authenticator is enrolled."""

    password: Password | None = None
    code: Code | None = None
    credential: dict[str, Any] | None = None


class SignInOutcome(Schema):
    """`second_factor`: send one of the factors. `enrol`: only enrolment is open until a factor is set up."""

    state: State
    factors: list[str] = Field(description="passkey, totp, recovery: what completes a second_factor sign-in.")


class PersonRead(Schema):
    id: UUID
    name: str
    email: str
    locale: str
    time_zone: str
    theme: str
    title: str
    show_presence: bool


class OwnOrganisation(Schema):
    id: UUID
    name: str
    acronym: str
    country: str | None
    kind: str
    role: str


class Me(Schema):
    """The signed-in person, and what this sign-in may do. Subscribe to each of `streams` for live news."""

    person: PersonRead
    organisations: list[OwnOrganisation]
    communities: list[str]
    platform_roles: list[str]
    permissions: list[str]
    streams: list[str]
    strong: bool
    demonstration: bool
    passkeys: int
    totp: bool
    recovery_codes: int


class ProfileUpdate(Input):
    """Fields left out stay as they are."""

    name: Name | None = None
    locale: Locale | None = None
    time_zone: Annotated[str, StringConstraints(max_length=64), AfterValidator(_time_zone)] | None = None
    theme: Theme | None = None
    title: Text | None = None
    show_presence: bool | None = None


class SessionRead(Schema):
    id: UUID
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    user_agent: str
    strong: bool
    current: bool


class Sessions(Schema):
    items: list[SessionRead]


class Ended(Schema):
    ended: int = Field(description="How many sessions were ended.")


class Seen(Schema):
    seen_at: datetime
    expires_at: datetime = Field(description="When this session ends, whatever is done in it.")


class PasswordChange(Input):
    current: Annotated[str, StringConstraints(max_length=1024)] = ""
    new: Password


class ResetRequest(Input):
    email: Email


class ResetConfirm(Input):
    token: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    password: Password


class TotpEnrolment(Schema):
    """Show the picture, or the secret for typing; confirm with a code."""

    secret: str
    uri: str
    qr_svg: str


class RecoveryCodes(Schema):
    recovery_codes: list[str] = Field(description="Shown once. Empty where the earlier ones stay good.")


class PasskeyRead(Schema):
    id: UUID
    name: str
    created_at: datetime
    used_at: datetime | None


class Passkeys(Schema):
    items: list[PasskeyRead]


class PasskeyCreate(Input):
    name: Name
    credential: dict[str, Any] = Field(description="What navigator.credentials.create answered, as JSON.")


class PasskeyCreated(RecoveryCodes):
    passkey: PasskeyRead


class PasskeyOptions(Schema):
    """For PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON."""

    options: dict[str, Any]


class ApiTokenCreate(Input):
    name: Name
    scopes: Annotated[list[str], Field(max_length=200)]
    expires_in_days: Annotated[int, Field(ge=1, le=365)] = 90


class ApiTokenRead(Schema):
    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


class ApiTokens(Schema):
    items: list[ApiTokenRead]


class ApiTokenCreated(ApiTokenRead):
    token: str = Field(description="Shown once; keep it like a password.")


class AccessTokenRequest(Input):
    scopes: Annotated[list[str], Field(max_length=200)] | None = Field(None, description="Fewer than one's own.")


class AccessToken(Schema):
    access_token: str
    token_type: Literal["Bearer"] = Field("Bearer")
    expires_in: int = Field(description="Seconds.")
    scopes: list[str]


class Jwk(Schema):
    kty: str
    crv: str
    x: str
    y: str
    kid: str
    alg: str
    use: str


class JwkSet(Schema):
    keys: list[Jwk]
