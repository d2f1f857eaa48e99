"""Letters that the directory sends: queued with the act that they are about, written when they are sent."""

from enum import StrEnum
from typing import Any

from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer

JOB = "directory.send_letter"


class Letter(StrEnum):
    """Which letter; each has a text in every official language."""

    INVITATION = "invitation"
    DIRECTORY_CONFIRM = "directory_confirm"
    CONTACT_TEST = "contact_test"
    KEY_EXPIRY = "key_expiry"
    APPLICATION_VERIFY = "application_verify"
    APPLICATION_RECEIVED = "application_received"
    ENDORSEMENT_ASKED = "endorsement_asked"
    VETTING_DECISION = "vetting_decision"


def send(session: WriteSession, letter: Letter, to: str, locale: str, **values: Any) -> None:
    """Queue a letter to one mailbox; it goes out exactly if this transaction commits."""
    defer(session, JOB, letter=letter.value, to=to, locale=locale, values=values)
