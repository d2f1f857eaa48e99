"""Mail as these tests look at it: a transport to a real SMTP server, and what a reader of a message sees."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from tests.platform.mail.smtp_server import Mailroom, serving


class MailServer(Mailroom):
    """The server's mailroom, read as messages."""

    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def raw(self) -> list[bytes]:
        return [cast(bytes, envelope.content) for envelope in self.received]

    @property
    def recipients(self) -> list[str]:
        return [str(address) for envelope in self.received for address in envelope.rcpt_tos]

    @property
    def messages(self) -> list[EmailMessage]:
        return [cast(EmailMessage, message_from_bytes(raw, policy=default)) for raw in self.raw]


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """The server, listening for the length of the block."""
    room = MailServer()
    async with serving(room) as room.port:
        yield room


def text_of(message: EmailMessage) -> str:
    """Everything that a reader of the unencrypted message sees, headers and all parts."""
    parts = [str(value) for value in message.values()]
    for part in message.walk():
        if part.get_content_maintype() == "text":
            parts.append(cast(EmailMessage, part).get_content())
    return "\n".join(parts)
