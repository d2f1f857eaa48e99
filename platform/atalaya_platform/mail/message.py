"""Composes a message: label first, in the person's language, as text and HTML, and never with TLP:RED in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from atalaya_platform.access.labels import Label
from atalaya_platform.ids import new_id
from atalaya_platform.mail.addresses import Line, Mailbox, WebAddress, named_address, one_line
from atalaya_platform.mail.catalogue import Catalogue
from atalaya_platform.mail.contents import AnyContent, Digest, KeyExpiry, RedWaiting, SecurityNotice, VettingDecision
from atalaya_platform.mail.rendering import render

# Seven bits everywhere: what passes every server unchanged can also be encrypted and signed as it is.
POLICY: Final = SMTP.clone(cte_type="7bit")


class Mail(BaseModel):
    """One mail to one person, as plain data: a job can carry it (`model_dump(mode="json")`).

    `label` is that of the object it tells of. The id becomes the Message-ID, so a mail that is sent again after a
    crash is the same mail to the receiver. `thread` (an object's id) lets mail programs group what belongs together.
    `unsubscribe` is a link that works with one click, without signing in (RFC 8058).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID = Field(default_factory=new_id)
    to: Mailbox
    to_name: Annotated[Line, Field(max_length=120)] = ""
    locale: str = "en"
    time_zone: str = "UTC"
    label: Label | None = None
    content: AnyContent
    unsubscribe: WebAddress | None = None
    thread: UUID | None = None

    @model_validator(mode="after")
    def _keep_within_the_label(self) -> "Mail":
        """Refused here, when it is made, so that nothing marked TLP:RED is ever queued either."""
        if isinstance(self.content, RedWaiting):
            if self.label is not Label.RED:
                raise ValueError("red_waiting is for TLP:RED alone")
        elif self.label is Label.RED:
            raise ValueError("of a TLP:RED object only red_waiting may be mailed: a link, no title, no text")
        if self.content.reveals and self.label is None:
            raise ValueError("a mail that carries words of an object carries its label")
        if isinstance(self.content, Digest) and self.label is not None:
            strictest = max((item.label for item in self.content.items), key=lambda label: label.rank)
            if strictest is Label.RED:
                raise ValueError("nothing marked TLP:RED is put into a digest")
            if self.label.rank < strictest.rank:
                raise ValueError(f"a digest is labelled as its strictest item, {strictest}")
        return self


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the mail is from: `installation` is its name, `address` its web address, `mailbox` as in `mail_from`."""

    installation: str
    address: str
    mailbox: str

    @property
    def domain(self) -> str:
        return named_address(self.mailbox).domain


def strictest(labels: list[Label]) -> Label:
    """The label for a digest of objects with these labels (at least one)."""
    return max(labels, key=lambda label: label.rank)


def subject_of(mail: Mail, sender: Sender) -> str:
    """`[TLP:AMBER] …`, in the person's language, on one line."""
    content, catalogue = mail.content, Catalogue(mail.locale, mail.time_zone)
    values: dict[str, Any] = {**dict(content), "installation": sender.installation}
    key = f"{content.template}.subject"
    match content:
        case Digest():
            key = catalogue.plural(key, len(content.items))
            values["count"] = len(content.items)
        case KeyExpiry():
            key = f"key_expiry.{'expired' if content.expired else 'soon'}.subject"
        case VettingDecision():
            key = f"vetting_decision.{'accepted' if content.accepted else 'declined'}.subject"
        case SecurityNotice():
            values["event"] = catalogue.text(f"security_notice.event.{content.event}")
    text = values["title"] if key == "notification_single.subject" else catalogue.text(key, **values)
    text = one_line(text)[:200]
    return f"[{mail.label}] {text}" if mail.label else text


def compose(mail: Mail, sender: Sender, *, now: datetime) -> EmailMessage:
    """The message as it is sent, `now` (aware) being its date. Everything in it was checked when `mail` was made."""
    message = EmailMessage(policy=POLICY)
    subject = subject_of(mail, sender)
    for name, value in _headers(mail, sender, subject, now).items():
        message[name] = value
    catalogue = Catalogue(mail.locale, mail.time_zone)
    values = {
        "c": mail.content,
        "subject": subject,
        "label": mail.label.value if mail.label else "",
        "installation": sender.installation,
        "address": sender.address,
        "unsubscribe": mail.unsubscribe or "",
    }
    message.set_content(render("txt", mail.content.template, catalogue, **values))
    message.add_alternative(render("html", mail.content.template, catalogue, **values), subtype="html")
    message["Content-Language"] = catalogue.language
    return message


def _headers(mail: Mail, sender: Sender, subject: str, now: datetime) -> Mapping[str, Any]:
    headers: dict[str, Any] = {
        "From": named_address(sender.mailbox),
        "To": Address(display_name=mail.to_name, addr_spec=mail.to),
        "Subject": subject,
        "Date": format_datetime(now),
        "Message-ID": f"<{mail.id}@{sender.domain}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notice answers it
        "X-Auto-Response-Suppress": "All",
    }
    if mail.thread:
        headers["References"] = f"<{mail.thread}.thread@{sender.domain}>"
    if mail.unsubscribe:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
