"""One of every mail that is ever sent."""

from datetime import UTC, date, datetime
from typing import Any

from atalaya_platform.access.labels import Label
from atalaya_platform.mail.contents import (
    AcknowledgementReminder,
    AddressConfirm,
    AnyContent,
    ApplicationReceived,
    ApplicationVerify,
    ContactTest,
    Digest,
    DigestGroup,
    DigestItem,
    DirectoryConfirm,
    EndorsementAsked,
    Invitation,
    KeyExpiry,
    NotificationSingle,
    PasswordReset,
    RedWaiting,
    SecurityNotice,
    VettingDecision,
)
from atalaya_platform.mail.message import Mail, Sender

NOW = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)
LINK = "https://atalaya.example.org/x?a=1&b=2"
SENDER = Sender("Atalaya", "https://atalaya.example.org", "Atalaya <atalaya@example.org>")


def item(label: Label = Label.GREEN, **changes: Any) -> DigestItem:
    values = {"label": label, "title": "Loader seen", "who": "Bruno Díaz", "at": NOW, "link": LINK, "excerpt": "Twice."}
    return DigestItem(**{**values, **changes})


CONTENTS: tuple[AnyContent, ...] = (
    Invitation(inviter="Bruno Díaz", organisation="CSIRT Jamaica", role="team_lead", link=LINK, expires_at=NOW),
    PasswordReset(link=LINK, expires_at=NOW, address="192.0.2.7", browser="Firefox on Linux"),
    PasswordReset(link=LINK, expires_at=NOW),
    AddressConfirm(link=LINK, expires_at=NOW),
    NotificationSingle(
        occasion="advisory", who="Bruno Díaz", place="Caribbean", title="Loader seen", excerpt="In two.", link=LINK
    ),
    Digest(
        since=NOW, groups=(DigestGroup(name="Caribbean", items=(item(), item(Label.AMBER, excerpt=""))),), link=LINK
    ),
    Digest(since=NOW, groups=(DigestGroup(name="Caribbean", items=(item(),)),), link=LINK),
    RedWaiting(link=LINK),
    AcknowledgementReminder(
        asked_by="Bruno Díaz", organisation="CSIRT Jamaica", title="Patch now", link=LINK, due_at=NOW
    ),
    AcknowledgementReminder(asked_by="Bruno Díaz", organisation="CSIRT Jamaica", title="Patch now", link=LINK),
    DirectoryConfirm(organisation="CSIRT Jamaica", link=LINK, confirmed_at=NOW),
    DirectoryConfirm(organisation="CSIRT Jamaica", link=LINK),
    ContactTest(organisation="CSIRT Jamaica", reference="CT-2026-11", link=LINK),
    KeyExpiry(owner="CSIRT Jamaica", fingerprint="AB12", expires_at=NOW, expired=False, link=LINK),
    KeyExpiry(owner="CSIRT Jamaica", fingerprint="AB12", expires_at=NOW, expired=True, link=LINK),
    ApplicationVerify(name="Ana", organisation="Fundación Segura", link=LINK),
    ApplicationReceived(name="Ana", organisation="Fundación Segura", due_on=date(2026, 12, 21), link=LINK),
    EndorsementAsked(organisation="Fundación Segura", country="Jamaica", due_on=date(2026, 12, 21), link=LINK),
    VettingDecision(name="Ana", organisation="Fundación Segura", accepted=True, link=LINK),
    VettingDecision(
        name="Ana", organisation="Fundación Segura", accepted=False, reason="No site.\n\nNo people.", link=LINK
    ),
    SecurityNotice(
        event="new_device", at=NOW, link=LINK, address="192.0.2.7", browser="Firefox on Linux", detail="Laptop"
    ),
    SecurityNotice(event="api_token_made", at=NOW, link=LINK),
)


def mail(content: AnyContent | None = None, **changes: Any) -> Mail:
    """A mail with this content, labelled as it must be, to Ana in English."""
    content = content or CONTENTS[4]
    label = Label.RED if isinstance(content, RedWaiting) else Label.AMBER if content.reveals else None
    values = {"to": "ana@csirt.example", "to_name": "Ana Lucía Ñáñez", "label": label, "content": content}
    return Mail(**{**values, **changes})
