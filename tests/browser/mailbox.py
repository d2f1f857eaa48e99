"""A real SMTP server in a thread, and the links in the mails that it took."""

import email
import email.policy
import re
import time
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.process import free_port


class Mailbox:
    """Takes every mail on a port of this machine."""

    def __init__(self) -> None:
        self.port = free_port()
        self.received: list[tuple[list[str], EmailMessage]] = []
        taking = type("Taking", (), {"handle_DATA": self._take})()
        self._controller = Controller(taking, hostname="127.0.0.1", port=self.port)

    async def _take(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        message = email.message_from_bytes(raw, EmailMessage, policy=email.policy.default)
        self.received.append((list(envelope.rcpt_tos), message))
        return "250 Accepted"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def link_to(self, address: str, path: str, *, seconds: float = 20.0) -> str:
        """The first link that begins with `path` in a mail to `address`; waits for the mail."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for recipients, message in list(self.received):
                body = message.get_body(("plain",))
                found = re.search(rf"https?://[^\s/]+{re.escape(path)}[^\s>]*", body.get_content() if body else "")
                if address in recipients and found:
                    return found.group()
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address} leads to {path}")
