"""Everything that is ever written by mail, one small frozen class each; names as in `templates/`.

They are plain data, so a job can carry them: `content.model_dump(mode="json")`, and back with `read_content`.
"""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from atalaya_platform.access.labels import Label
from atalaya_platform.mail.addresses import Line, WebAddress

Short = Annotated[Line, Field(max_length=300)]
Excerpt = Annotated[str, Field(max_length=4_000)]


class Content(BaseModel):
    """`reveals` says that it carries words of a labelled object, which is why TLP:RED may not be one of these."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reveals: ClassVar[bool] = False
    template: str


class Invitation(Content):
    """`role` is a word of `Role`; its name is translated."""

    template: Literal["invitation"] = "invitation"
    inviter: Short
    organisation: Short
    role: Short
    link: WebAddress
    expires_at: AwareDatetime


class PasswordReset(Content):
    template: Literal["password_reset"] = "password_reset"
    link: WebAddress
    expires_at: AwareDatetime
    address: Short = ""
    browser: Short = ""


class AddressConfirm(Content):
    """To a new mailbox, before it replaces the old one."""

    template: Literal["address_confirm"] = "address_confirm"
    link: WebAddress
    expires_at: AwareDatetime


Occasion = Literal["topic", "post", "advisory", "mention", "message", "acknowledgement", "admitted", "refused", "news"]


class NotificationSingle(Content):
    """One new thing. `excerpt` is plain text (`text.markdown.plain`), not Markdown."""

    reveals = True
    template: Literal["notification_single"] = "notification_single"
    occasion: Occasion
    who: Short
    place: Short
    title: Short
    excerpt: Excerpt = ""
    link: WebAddress


class DigestItem(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    label: Label
    title: Short
    who: Short
    at: AwareDatetime
    link: WebAddress
    excerpt: Excerpt = ""


class DigestGroup(BaseModel):
    """What is new in one sharing group, topic or channel."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Short
    items: tuple[DigestItem, ...] = Field(min_length=1)


class Digest(Content):
    """What gathered since a moment. Nothing marked TLP:RED can be in it."""

    reveals = True
    template: Literal["digest"] = "digest"
    since: AwareDatetime
    groups: tuple[DigestGroup, ...] = Field(min_length=1)
    link: WebAddress

    @property
    def items(self) -> list[DigestItem]:
        return [item for group in self.groups for item in group.items]


class RedWaiting(Content):
    """Something marked TLP:RED waits: a link, and not a word about what or from whom."""

    template: Literal["red_waiting"] = "red_waiting"
    link: WebAddress


class AcknowledgementReminder(Content):
    reveals = True
    template: Literal["acknowledgement_reminder"] = "acknowledgement_reminder"
    asked_by: Short
    organisation: Short
    title: Short
    link: WebAddress
    due_at: AwareDatetime | None = None


class DirectoryConfirm(Content):
    """Every four months: is the directory entry still right?"""

    template: Literal["directory_confirm"] = "directory_confirm"
    organisation: Short
    link: WebAddress
    confirmed_at: AwareDatetime | None = None


class ContactTest(Content):
    """A ping: whoever reads this address presses a button."""

    template: Literal["contact_test"] = "contact_test"
    organisation: Short
    reference: Short
    link: WebAddress


class KeyExpiry(Content):
    template: Literal["key_expiry"] = "key_expiry"
    owner: Short
    fingerprint: Short
    expires_at: AwareDatetime
    expired: bool
    link: WebAddress


class ApplicationVerify(Content):
    template: Literal["application_verify"] = "application_verify"
    name: Short
    organisation: Short
    link: WebAddress


class ApplicationReceived(Content):
    template: Literal["application_received"] = "application_received"
    name: Short
    organisation: Short
    due_on: date
    link: WebAddress


class EndorsementAsked(Content):
    """To the national contact points; `country` as it is to be shown."""

    template: Literal["endorsement_asked"] = "endorsement_asked"
    organisation: Short
    country: Short
    due_on: date
    link: WebAddress


class VettingDecision(Content):
    template: Literal["vetting_decision"] = "vetting_decision"
    name: Short
    organisation: Short
    accepted: bool
    reason: Excerpt = ""
    link: WebAddress


Event = Literal[
    "new_device",
    "many_failures",
    "factor_failures",
    "password_changed",
    "totp_added",
    "totp_removed",
    "factors_forgotten",
    "passkey_added",
    "passkey_removed",
    "recovery_codes_made",
    "recovery_code_used",
    "api_token_made",
    "provider_linked",
    "sessions_ended",
    "address_changed",
]


class SecurityNotice(Content):
    """A sign-in or a change of credentials, for the person to recognise or not."""

    template: Literal["security_notice"] = "security_notice"
    event: Event
    at: AwareDatetime
    link: WebAddress
    address: Short = ""
    browser: Short = ""
    detail: Short = ""


AnyContent = Annotated[
    Invitation
    | PasswordReset
    | AddressConfirm
    | NotificationSingle
    | Digest
    | RedWaiting
    | AcknowledgementReminder
    | DirectoryConfirm
    | ContactTest
    | KeyExpiry
    | ApplicationVerify
    | ApplicationReceived
    | EndorsementAsked
    | VettingDecision
    | SecurityNotice,
    Field(discriminator="template"),
]

_READER: TypeAdapter[AnyContent] = TypeAdapter(AnyContent)


def read_content(values: dict[str, Any]) -> AnyContent:
    """The content that was dumped to JSON; its `template` says which. Raises pydantic's `ValidationError`."""
    return _READER.validate_python(values)
