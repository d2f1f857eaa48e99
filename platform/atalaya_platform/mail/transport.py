"""How a composed message leaves: over SMTP, or into a folder where there is no mail server (a laptop, a trial).

A transport either hands the message over for good or says whether trying again can help.
"""

import asyncio
import os
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final, Protocol, cast
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog

from atalaya_platform.mail.addresses import mailbox

log = structlog.get_logger(__name__)

_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class MailError(Exception):
    """The message did not leave. The reason is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MailDelayed(MailError):
    """Trying again later can help: busy, unreachable, slow, or the installation's own set-up is wrong just now."""


class MailRefused(MailError):
    """The server refuses this message or this recipient for good."""


class MailTransport(Protocol):
    """Hands one message to one recipient over, or raises `MailDelayed` or `MailRefused`."""

    async def send(self, message: EmailMessage) -> None: ...


def _envelope(message: EmailMessage) -> tuple[str, str]:
    """Sender and the one recipient, from the headers; checked again, since the envelope is a protocol line."""
    addresses = []
    for header in ("From", "To"):
        found = list(message[header].addresses) if message[header] else []
        if len(found) != 1:
            raise MailRefused(f"a message goes to one recipient from one sender; {header} has {len(found)}")
        try:
            addresses.append(mailbox(found[0].addr_spec))
        except ValueError as error:
            raise MailRefused(f"{header}: {error}") from error
    return addresses[0], addresses[1]


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """Read from `smtp://`, `smtp+starttls://` or `smtps://user:password@host:port` by `smtp_settings`."""

    host: str
    port: int
    security: str
    username: str | None = None
    password: str | None = None


def smtp_settings(url: str) -> SmtpSettings:
    """The settings in a URL. Raises `ValueError` when it says something that would not work or not be safe."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("write smtp://, smtp+starttls:// or smtps://user:password@host:port, without a path")
    username, password = (unquote(text) if text else None for text in (parts.username, parts.password))
    if (username is None) != (password is None):
        raise ValueError("give both user and password, or neither")
    if username and parts.scheme == "smtp" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ValueError("a password would cross the network readable; use smtp+starttls:// or smtps://")
    return SmtpSettings(parts.hostname, parts.port or _PORTS[parts.scheme], parts.scheme, username, password)


class SmtpTransport:
    """One connection per message: simple, and a broken connection costs one message a retry, never two.

    `timeout` in seconds bounds each exchange with the server. With `smtp+starttls://` an unencrypted connection
    is never fallen back to.
    """

    def __init__(
        self, settings: SmtpSettings, *, timeout: float = 30.0, tls_context: ssl.SSLContext | None = None
    ) -> None:
        self._settings = settings
        self._timeout = timeout
        self._tls = tls_context

    async def send(self, message: EmailMessage) -> None:
        sender, recipient = _envelope(message)
        settings = self._settings
        try:
            await aiosmtplib.send(
                message.as_bytes(),
                sender=sender,
                recipients=[recipient],
                hostname=settings.host,
                port=settings.port,
                username=settings.username,
                password=settings.password,
                use_tls=settings.security == "smtps",
                start_tls=settings.security == "smtp+starttls",
                tls_context=self._tls,
                timeout=self._timeout,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _classified(error) from error

    def __repr__(self) -> str:
        return f"SmtpTransport({self._settings.security}://{self._settings.host}:{self._settings.port})"


def _classified(error: Exception) -> MailError:
    """What the recipient's side says about this message for good is a refusal; all else may pass (RFC 5321 §4.2.1)."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return _classified(cast(Exception, error.recipients[0]))
        case aiosmtplib.SMTPAuthenticationError() | aiosmtplib.SMTPConnectResponseError() | aiosmtplib.SMTPHeloError():
            # About us and not about the message: the operator will mend it, and the mail should then go out.
            return MailDelayed(f"the mail server does not let us in: {error.code} {error.message}")
        case aiosmtplib.SMTPResponseException():
            kind = MailRefused if 500 <= error.code < 600 else MailDelayed
            return kind(f"the mail server said {error.code} {error.message}")
        case TimeoutError():
            return MailDelayed("the mail server did not answer in time")
        case ssl.SSLError():
            return MailDelayed(f"no safe connection to the mail server: {error.reason or error}")
        case _:
            return MailDelayed(f"the mail server cannot be reached: {error}")


class OutboxTransport:
    """Writes each message as `<date>-<id>.eml` into a folder that only we can read, and says so in the log.

    The log line names recipient and file, never subject or content: those may be under a label.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, message: EmailMessage) -> None:
        _, recipient = _envelope(message)
        try:
            path = await asyncio.to_thread(self._write, message)
        except OSError as error:
            raise MailDelayed(f"the outbox cannot be written: {error.strerror}") from error
        log.info("mail written to the outbox", recipient=recipient, file=str(path))

    def _write(self, message: EmailMessage) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        moment = message["Date"].datetime.strftime("%Y%m%dT%H%M%SZ")
        name = "".join(sign for sign in message["Message-ID"].partition("@")[0] if sign.isalnum() or sign == "-")
        path = self._folder / f"{moment}-{name}.eml"
        draft = path.with_suffix(".part")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message.as_bytes())
        draft.replace(path)  # whoever watches the folder sees whole messages only
        return path


def transport_for(smtp_url: str | None, outbox: Path) -> MailTransport:
    """SMTP when it is configured, else the outbox folder. Raises `ValueError` for a URL that cannot work."""
    return SmtpTransport(smtp_settings(smtp_url)) if smtp_url else OutboxTransport(outbox)
