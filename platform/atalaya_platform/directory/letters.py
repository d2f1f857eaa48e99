"""Letters that the directory sends: queued with the act that they are about, handed to the mail when that is done."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer
from atalaya_platform.notifications.outgoing import queue_mail
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime


class Letter(StrEnum):
    """Which letter: the templates of `mail.contents` that the directory fills."""

    INVITATION = "invitation"
    DIRECTORY_CONFIRM = "directory_confirm"
    CONTACT_TEST = "contact_test"
    KEY_EXPIRY = "key_expiry"
    APPLICATION_VERIFY = "application_verify"
    APPLICATION_RECEIVED = "application_received"
    ENDORSEMENT_ASKED = "endorsement_asked"
    VETTING_DECISION = "vetting_decision"


def send(session: WriteSession, letter: Letter, to: UUID | str, locale: str, *, path: str, **context: Any) -> None:
    """Queue a letter to a person (by id) or a bare mailbox; it goes out exactly if this transaction commits.

    `path` is the page of the application that it links to; a secret stands behind its `#`, which no server sees.
    """
    person_id = str(to) if isinstance(to, UUID) else None
    address = None if isinstance(to, UUID) else to
    defer(
        session,
        JOB.name,
        letter=letter.value,
        person_id=person_id,
        address=address,
        locale=locale,
        path=path,
        context=context,
    )


async def _send(
    session: WriteSession,
    runtime: Runtime,
    *,
    letter: str,
    person_id: str | None,
    address: str | None,
    locale: str,
    path: str,
    context: dict[str, Any],
) -> None:
    """Complete the letter with this installation's address and hand it to the mail."""
    to: UUID | str = UUID(person_id) if person_id else address or ""
    queue_mail(session, to, letter, locale, {**context, "link": f"{runtime.settings.address}{path}"})


JOB = Job("directory.send_letter", _send)
