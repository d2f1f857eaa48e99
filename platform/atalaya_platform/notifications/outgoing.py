"""Mails of other parts: an invitation, a password reset, a reminder; queued with the act that they belong to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer
from atalaya_platform.identity.models import Person
from atalaya_platform.ids import new_id
from atalaya_platform.mail.addresses import mailbox
from atalaya_platform.mail.contents import read_content
from atalaya_platform.mail.message import Mail

SEND = "mail.send"


def queue_mail(
    session: WriteSession,
    to: Person | UUID | str,
    template: str,
    locale: str,
    context: Mapping[str, Any],
    label: Label | None = None,
) -> UUID:
    """Queue one mail, which leaves exactly if this transaction commits; returns its id.

    `to` is a person (their address is looked up when it is sent, and their OpenPGP key used) or a bare address.
    `template` and `context` are those of `mail.contents`; what does not fit raises here, so that no job fails later.
    Pass the label of the object that it tells of; of TLP:RED only `red_waiting` is mailed.
    """
    content = read_content({**context, "template": template})
    if (label is Label.RED) != (template == "red_waiting"):
        raise ValueError("of a TLP:RED object only red_waiting may be mailed, and nothing else is one")
    if content.reveals and label is None:
        raise ValueError("a mail that carries words of an object carries its label")
    mail_id = new_id()
    defer(
        session,
        SEND,
        mail_id=str(mail_id),
        person_id=str(to.id if isinstance(to, Person) else to) if not isinstance(to, str) else None,
        address=mailbox(to) if isinstance(to, str) else None,
        locale=locale,
        content=content.model_dump(mode="json"),
        label=label.value if label else None,
    )
    return mail_id


async def post(session: WriteSession, letter: Mail, person_id: UUID | None = None) -> None:
    """Queue a mail that is already made. The adapter `post`: parts that know no notifications mail through it."""
    defer(
        session,
        SEND,
        mail_id=str(letter.id),
        person_id=str(person_id) if person_id else None,
        address=letter.to,
        locale=letter.locale,
        content=letter.content.model_dump(mode="json"),
        label=letter.label.value if letter.label else None,
    )
